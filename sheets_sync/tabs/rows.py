"""Rows of a unit's tab with their origin, and the problems found in them. Values only."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sheets_sync.campaign.period import slot_of
from sheets_sync.cells.reading import Reading
from sheets_sync.spreadsheet.a1 import Cell, column_letters
from sheets_sync.spreadsheet.snapshot import Value


class Severity(StrEnum):
    """`ERROR` (lỗi): something to correct. `REMINDER` (nhắc): used or left blank, worth a look."""

    ERROR = "error"
    REMINDER = "reminder"


UNCLAIMED, IN_JOB_TAB = "H5", "H9"
"""The codes of a tab with reports that no unit claims, and of one of the job's own in which somebody typed reports."""
READ_FOR_NOBODY = frozenset({UNCLAIMED, IN_JOB_TAB})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a unit should look at. The words for people are in `tabs.messages`.

    `cell` is None for a problem of a whole tab. `blocking`: it keeps its row from being valid. `day` is the row's
    report day, None where the row has none. `typed` is what stands in the cell, as text. `column` is its key.
    """

    unit: str
    tab: str
    sheet_id: int
    code: str
    severity: Severity
    cell: Cell | None = None
    column: str = ""
    typed: str = ""
    day: date | None = None
    blocking: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell of a row: where it stands, what was typed, how it was read."""

    cell: Cell
    typed: Value
    reading: Reading

    @property
    def a1(self) -> str:
        """Its address in the tab, as in "C5"."""
        return self.cell.a1

    @property
    def value(self) -> Any:
        """What it was read as; None where it can't be used."""
        return self.reading.value

    @property
    def code(self) -> str:
        """The code of what there is to say about it; "" where it was accepted."""
        return self.reading.code


Part = tuple[str, str, Value, Reading]
Content = tuple[str, Any, Value, str | None]


class Cells(Mapping[str, TypedCell]):
    """The non-blank cells of a row by column key, put together where somebody looks: a tab has many, few are asked
    for. What most callers want, a usable value, is given without making the cell."""

    __slots__ = ()

    @abstractmethod
    def value(self, key: str) -> object:
        """The usable value of a column; None where blank, missing or rejected."""

    @abstractmethod
    def remark(self, key: str) -> tuple[str, str | None]:
        """The code and the measure of a cell; ("", None) where it is blank."""

    @abstractmethod
    def contents(self) -> Iterator[Content]:
        """Each cell as (column key, value, typed, measure)."""

    def __repr__(self) -> str:
        return repr(dict(self))


class RowCells(Cells):
    """The cells of a row as it was read: `at` says in which column each key stands, `values` is what was typed."""

    __slots__ = ("_at", "_number", "_values", "readings")

    def __init__(
        self, number: int, values: Sequence[Value], readings: Mapping[str, Reading], at: Mapping[str, int]
    ) -> None:
        self._number, self._values, self.readings, self._at = number, values, readings, at

    def __getitem__(self, key: str) -> TypedCell:
        reading = self.readings[key]
        column = self._at[key]
        return TypedCell(Cell(self._number, column), self._values[column], reading)

    def __iter__(self) -> Iterator[str]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def value(self, key: str) -> object:
        reading = self.readings.get(key)
        return None if reading is None else reading.value

    def remark(self, key: str) -> tuple[str, str | None]:
        reading = self.readings.get(key)
        return ("", None) if reading is None else (reading.code, reading.measure)

    def contents(self) -> Iterator[Content]:
        values, at = self._values, self._at
        for key, reading in self.readings.items():
            yield key, reading.value, values[at[key]], reading.measure

    def moved_to(self, number: int) -> RowCells:
        """The same cells in another row of the tab."""
        return RowCells(number, self._values, self.readings, self._at)

    def parts(self) -> Iterator[Part]:
        """What `parts_of` gives, without making the cells."""
        row = str(self._number + 1)
        for key, reading in self.readings.items():
            column = self._at[key]
            yield key, column_letters(column) + row, self._values[column], reading


def parts_of(cells: Mapping[str, TypedCell]) -> Iterator[Part]:
    """Each cell of a row as (column key, A1, typed, reading)."""
    if isinstance(cells, RowCells):
        return cells.parts()
    return ((key, cell.cell.a1, cell.typed, cell.reading) for key, cell in cells.items())


@dataclass(frozen=True, slots=True)
class Row:
    """One row that somebody filled. `cells` holds the non-blank cells by column key.

    `day` is None for a row of no day (its date is missing or rejected). `nil` marks a nil report ("Không phát sinh").
    """

    unit: str
    tab: str
    sheet_id: int
    number: int  # of the row in the tab, from 0
    cells: Cells | dict[str, TypedCell]
    day: date | None
    nil: bool
    valid: bool
    problems: tuple[Problem, ...] = ()

    @property
    def slot(self) -> str | None:
        """Which of several reports of its period; None where there is one, and for a row of no day."""
        return slot_of(self.day)

    def contents(self) -> Iterator[Content]:
        """Each non-blank cell as (column key, value, typed, measure); quick where there are many rows."""
        cells = self.cells
        if isinstance(cells, dict):
            return ((k, c.reading.value, c.typed, c.reading.measure) for k, c in cells.items())
        return cells.contents()

    def value(self, key: str) -> object:
        """The usable value of a column; None where blank, missing or rejected."""
        cells = self.cells
        if isinstance(cells, dict):
            return cells[key].reading.value if key in cells else None
        return cells.value(key)

    def remark(self, key: str) -> tuple[str, str | None]:
        """The code of what there is to say about a cell, and the measure in which it counts; ("", None) for a blank."""
        cells = self.cells
        if isinstance(cells, dict):
            return (cells[key].reading.code, cells[key].reading.measure) if key in cells else ("", None)
        return cells.remark(key)


@dataclass(frozen=True, slots=True)
class TabReport:
    """All rows of a unit's tab, and the problems of the tab itself.

    `readable` is False where the header row could not be understood: then nothing is known of the unit's rows, and
    this look counts as a failed read of that unit, never as an absence.
    """

    unit: str
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    readable: bool = True
