"""What a cell was read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """How far a typed cell can be used (typed-cell policy, section 1)."""

    ACCEPT = "accept"
    WARN = "warn"
    REJECT = "reject"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as the job reads it.

    `value` is JSON-ready: ISO text for dates ("2022-12-16"), "09:30" for times, int, float, str, a list of links;
    None where the verdict is reject or missing. `code` is "" where there is nothing to say. `measure` is the measure
    by which a decimal was read, where one is known. `facts` fill the message of the code (`day`, `number`, …).
    """

    verdict: Verdict
    value: Any = None
    code: str = ""
    measure: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether there is a value to use."""
        return self.verdict in (Verdict.ACCEPT, Verdict.WARN)
