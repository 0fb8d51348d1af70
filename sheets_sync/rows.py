"""Rows of a unit's tab with their origin, and the problems found in them. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sheets_sync.a1 import Cell
from sheets_sync.cells.reading import Reading
from sheets_sync.snapshot import Value


class Severity(StrEnum):
    """`ERROR` (lỗi): something to correct. `REMINDER` (nhắc): used or left blank, worth a look."""

    ERROR = "error"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a unit should look at. The words for people are made by `sheets_sync.messages`.

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


class RowCells(Mapping[str, TypedCell]):
    """The non-blank cells of a row by column key, put together where somebody looks: a tab has many, few are asked
    for. `at` says in which column each key stands, `values` is the row as it was read."""

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

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class Row:
    """One row that somebody filled. `cells` holds the non-blank cells by column key.

    `day` is None for a row of no day (its date is missing or rejected). `nil` marks a nil report ("Không phát sinh").
    """

    unit: str
    tab: str
    sheet_id: int
    number: int  # of the row in the tab, from 0
    cells: Mapping[str, TypedCell]
    day: date | None
    nil: bool
    valid: bool
    problems: tuple[Problem, ...] = ()

    def value(self, key: str) -> object:
        """The usable value of a column; None where blank, missing or rejected."""
        return self.usable_values((key,))[0]

    def usable_values(self, keys: Sequence[str]) -> list[object]:
        """The usable values of some columns, each as `value` gives it."""
        cells = self.cells
        readings = cells.readings if isinstance(cells, RowCells) else {key: cells[key].reading for key in cells}
        return [readings[key].value if key in readings else None for key in keys]


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
