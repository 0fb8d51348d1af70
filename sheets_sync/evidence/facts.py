"""What polls saw, as append-only facts. Pure values; all moments are aware."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import overload

from sheets_sync.campaign.timeline import Adoption
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Problem, Row


class Observed(StrEnum):
    """What one poll saw for a unit and day (compliance/RULES.md, "observation")."""

    VALID = "valid"
    ATTEMPTED = "attempted"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Poll:
    """One request for a spreadsheet. `units` are those whose tabs were read; a failed read has none and an `error`.

    `unread` names the units whose tab was not found or not understood, with the reason; `problems` are those of whole
    tabs and of overrides. `source` is the ledger that recorded it: changes are relative to the earlier polls of the
    same source. `server` is the kind of server that was asked ("" in old records).
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
    problems: tuple[Problem, ...] = ()
    server: str = ""


RowProblemKey = tuple[str, str, str]
"""(column, typed, code): by this the problem of a row is known again at the next poll."""


class StoredRows(Sequence[Row]):
    """Rows that are kept elsewhere, compactly, and read when somebody asks for them."""

    __slots__ = ()

    @property
    @abstractmethod
    def store(self) -> RowStore:
        """Where the rows are kept."""

    @abstractmethod
    def read(self) -> tuple[Row, ...]:
        """The rows, read now where they were not yet."""

    @abstractmethod
    def problem_keys(self) -> Set[RowProblemKey]:
        """By what their problems are known, without reading the rows."""

    @abstractmethod
    def release(self) -> None:
        """Nobody needs these rows soon: forgets what was read. They are read again when they are asked for."""

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.read()[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and self.read() == tuple(other)

    def __repr__(self) -> str:
        return repr(self.read())


class RowStore:
    """Where stored rows are kept."""

    def read_together(self, many: Sequence[StoredRows]) -> None:
        """Reads the rows of many changes at once, where that is faster than one after the other."""


@dataclass(frozen=True, slots=True)
class Change:
    """From the poll at `sent` on, until the next change, the unit's tab showed this for `day` (None: rows of no day).

    `rows` are the rows, as values or as StoredRows; `content` is the set of what the valid rows say, as sorted digests:
    moving a row, or removing one of two equal rows, leaves it.
    """

    sent: datetime
    unit: str
    day: date | None
    observed: Observed
    rows: Sequence[Row] = ()
    content: Sequence[str] = ()
    errors: int = 0
    reminders: int = 0
    source: str = ""

    @property
    def problems(self) -> int:
        """How many problems its rows have."""
        return self.errors + self.reminders

    @property
    def has_problems(self) -> bool:
        """Whether its rows have any."""
        return self.problems > 0

    def problem_keys(self) -> Set[RowProblemKey]:
        """By what the problems of its rows are known; stored rows are not read for it."""
        if isinstance(self.rows, StoredRows):
            return self.rows.problem_keys()
        return {(p.column, p.typed, p.code) for row in self.rows for p in row.problems}

    def same_as(self, other: Change | None) -> bool:
        """Whether `other` shows the same; no change at all is the same as showing nothing."""
        if other is None:
            return not self.rows
        return self.observed == other.observed and self.rows == other.rows

    def release(self) -> None:
        """What this change shows was superseded: its rows are hardly asked for again."""
        if isinstance(self.rows, StoredRows):
            self.rows.release()


class StoredChange:
    """A change that is kept elsewhere, compactly, and made into a value when somebody asks for it."""

    __slots__ = ("day", "sent", "source", "unit")

    def __init__(self, sent: datetime, unit: str, day: date | None, source: str) -> None:
        self.sent, self.unit, self.day, self.source = sent, unit, day, source

    @property
    @abstractmethod
    def has_problems(self) -> bool:
        """Whether its rows have any, without making it."""

    @abstractmethod
    def change(self) -> Change:
        """The change, made now."""


def read_together(changes: Iterable[Change]) -> None:
    """Reads the stored rows of many changes at once."""
    by_store: dict[RowStore, list[StoredRows]] = defaultdict(list)
    for change in changes:
        if isinstance(change.rows, StoredRows):
            by_store[change.rows.store].append(change.rows)
    for store, rows in by_store.items():
        store.read_together(rows)


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


Fact = Poll | Change | OverridesSeen | Fork | Adoption
Recorded = Fact | StoredChange
"""A fact as it was recorded: a change may be one that is kept elsewhere."""
