"""What a cell was read as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

NO_FACTS: Mapping[str, str] = {}
"""One empty mapping for all readings that have nothing to tell: there are many. Nobody writes to it."""


class Verdict(StrEnum):
    """How far a typed cell can be used (POLICY.md section 1)."""

    ACCEPT = "accept"
    WARN = "warn"
    REJECT = "reject"
    MISSING = "missing"


_USABLE = (
    Verdict.ACCEPT,
    Verdict.WARN,
)  # looked up once: a member of an enum is slow to reach, and this is asked often


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as the job reads it.

    `value` is JSON-ready: ISO text for dates ("2022-12-16"), "09:30" for times, int, float, str, a list of links;
    None where the verdict is reject or missing. `code` is "" where there is nothing to say. `measure` is the measure
    by which a decimal was read, where one is known. `facts` fill the message of the code (`day`, `number`, …).
    `message` is what a person is told; only `sheets_sync.read_cell` fills it in.
    """

    verdict: Verdict
    value: Any = None
    code: str = ""
    measure: str | None = None
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)
    message: str = field(default="", compare=False)

    @property
    def usable(self) -> bool:
        """Whether there is a value to use."""
        return self.verdict in _USABLE


def accept(value: Any, measure: str | None = None) -> Reading:
    """Used; nothing to say."""
    return Reading(Verdict.ACCEPT, value, "", measure)


def warn(value: Any, code: str, measure: str | None = None, **facts: str) -> Reading:
    """Used; the unit is shown how it was read."""
    return Reading(Verdict.WARN, value, code, measure, facts)


def reject(code: str, **facts: str) -> Reading:
    """Not used; a problem to correct."""
    return Reading(Verdict.REJECT, None, code, None, facts)


def missing(code: str = "") -> Reading:
    """Blank or not known yet. Never 0."""
    return Reading(Verdict.MISSING, None, code)


def usable(value: Any, codes: Iterable[str], order: Sequence[str], measure: str | None = None, **facts: str) -> Reading:
    """`value` with the one code of `codes` that stands first in `order`; without any, accepted."""
    found = set(codes)
    code = next((c for c in order if c in found), "")
    return warn(value, code, measure, **facts) if code else accept(value, measure)
