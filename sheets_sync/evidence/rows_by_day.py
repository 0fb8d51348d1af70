"""The rows of a campaign as they stood at a moment, day by day: who adds them up need never hold all of them."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sheets_sync.evidence.facts import Change, read_together
from sheets_sync.evidence.fold import Evidence
from sheets_sync.tabs.rows import Row


class RowsByDay(ABC):
    """Rows by report day; None stands for rows of no day."""

    @abstractmethod
    def days(self) -> Iterable[date | None]:
        """Every day that shows or showed rows."""

    @abstractmethod
    def on(self, day: date | None) -> Sequence[Row]:
        """The rows of a day."""

    @abstractmethod
    def mark(self, day: date) -> object:
        """What stands for the rows of a day: where it is equal, within one campaign and its evidence, so are they."""


class GivenRows(RowsByDay):
    """Rows that are at hand."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[date | None, list[Row]] = {}
        self._own = object()
        for row in rows:
            self._rows.setdefault(row.day, []).append(row)

    def days(self) -> Iterable[date | None]:
        return self._rows.keys()

    def on(self, day: date | None) -> Sequence[Row]:
        return self._rows.get(day, ())

    def mark(self, day: date) -> object:
        return self._own, day


class RowsAt(RowsByDay):
    """Rows of the evidence as of a moment. They are read when somebody asks, and not kept."""

    def __init__(self, evidence: Evidence, as_of: datetime) -> None:
        self._evidence, self._as_of = evidence, as_of
        self._declared = len(evidence.declared(as_of))
        self._units: dict[date | None, list[str]] = {}
        for unit, day in evidence.places(as_of):
            self._units.setdefault(day, []).append(unit)
        self._marks: dict[date, object] = {}

    def days(self) -> Iterable[date | None]:
        return self._units.keys()

    def on(self, day: date | None) -> Sequence[Row]:
        shown = self._shown(day).values()
        read_together(shown)
        rows = [row for change in shown for row in change.rows]
        for change in shown:
            change.release()
        return rows

    def seen(self, day: date | None) -> dict[tuple[str, date | None], datetime]:
        """When the rows of a day were first seen as they stand, by unit and day."""
        return {place: change.sent for place, change in self._shown(day).items()}

    def all_seen(self) -> dict[tuple[str, date | None], datetime]:
        """The same of all days."""
        return {place: change.sent for place, change in self._evidence.all_shown(self._as_of).items()}

    def mark(self, day: date) -> object:
        if day not in self._marks:
            said = [(unit, change.sent.isoformat(), change.source) for (unit, _), change in self._shown(day).items()]
            self._marks[day] = hashlib.blake2b(repr((self._declared, said)).encode(), digest_size=16).digest()
        return self._marks[day]

    def _shown(self, day: date | None) -> dict[tuple[str, date | None], Change]:
        return self._evidence.shown_of([(unit, day) for unit in self._units.get(day, ())], self._as_of)


def by_day(rows: Iterable[Row] | RowsByDay) -> RowsByDay:
    """Rows by day, of whichever kind they are given."""
    return rows if isinstance(rows, RowsByDay) else GivenRows(rows)
