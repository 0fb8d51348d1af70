"""What polls saw, as append-only facts. Pure values; all moments are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sheets_sync.tabs.overrides import Override
from sheets_sync.tabs.row_json import row_from_json
from sheets_sync.tabs.rows import Row


class Observed(StrEnum):
    """What one poll saw for a unit and day (compliance rules, "observation")."""

    VALID = "valid"
    ATTEMPTED = "attempted"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Poll:
    """One request for a spreadsheet. `units` are those whose tabs were read; a failed read has none and an `error`.

    `unread` names the units whose tab was not found or not understood, with the reason. `source` is the ledger that
    recorded it: changes are relative to the earlier polls of the same source.
    """

    sent: datetime
    answered: datetime
    spreadsheet: str
    units: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    correction: float = 0.0
    digest: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """From the poll at `sent` on, until the next change, the unit's tab showed this for `day` (None: rows of no day).

    `rows` are the rows as JSON (row_json.row_to_json); `content` is the set of what the valid rows say, as
    sorted digests: moving a row, or removing one of two equal rows, leaves it.
    """

    sent: datetime
    unit: str
    day: date | None
    observed: Observed
    rows: tuple[Mapping[str, Any], ...] = ()
    content: tuple[str, ...] = ()
    errors: int = 0
    reminders: int = 0
    source: str = ""

    def read_rows(self) -> tuple[Row, ...]:
        """The rows as values."""
        return tuple(row_from_json(dict(r)) for r in self.rows)

    def same_as(self, other: Change | None) -> bool:
        """Whether `other` shows the same; no change at all is the same as showing nothing."""
        if other is None:
            return not self.rows
        return self.observed == other.observed and self.rows == other.rows


@dataclass(frozen=True, slots=True)
class OverridesSeen:
    """From the poll at `sent` on, the coordinators' tab held these overrides."""

    sent: datetime
    overrides: tuple[Override, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fork:
    """`source` goes on by itself from what `of` had shown by the poll at `sent`: both went on after a backup."""

    sent: datetime
    source: str
    of: str


Fact = Poll | Change | OverridesSeen | Fork
