"""The cells behind the figures of a long campaign in few bytes each; sources are made of them where somebody looks."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import fsum
from typing import NamedTuple, overload

from sheets_sync.rollup.figures import Figure, Number, Source, Sources, plain
from sheets_sync.spreadsheet.a1 import Cell

_NOWHERE = -1
"""Row of what has no cell: a report that counts."""
_SMALL = 1 << 62


class Report(NamedTuple):
    """What a unit had of one day in one tab."""

    unit: str
    day: date | None
    tab: str
    sheet_id: int


class CellTable:
    """Cells by number, each with what was typed and how it was read. A cell that recurs has one number."""

    def __init__(self) -> None:
        self._reports: dict[Report, int] = {}
        self._texts: dict[str, int] = {}
        self._known: list[Report] = []
        self._said: list[str] = []
        self._of_report: list[array[int]] = []
        self._report, self._row, self._column = array("I"), array("i"), array("H")
        self._typed, self._read, self._estimated = array("I"), array("I"), bytearray()

    def __len__(self) -> int:
        return len(self._report)

    def number(self, source: Source) -> int:
        """The number of a source's cell."""
        report, row = self._report_of(source), source.cell.row if source.cell else _NOWHERE
        column = source.cell.column if source.cell else 0
        says = self._text(source.typed), self._text(source.read), source.estimated
        some = self._of_report[report]
        at = bisect_left(some, row, key=self._row.__getitem__)
        while at < len(some) and self._row[some[at]] == row:
            cell = some[at]
            if self._column[cell] == column and (self._typed[cell], self._read[cell], self._estimated[cell]) == says:
                return cell
            at += 1
        some.insert(at, len(self))
        self._report.append(report)
        self._row.append(row)
        self._column.append(column)
        self._typed.append(says[0])
        self._read.append(says[1])
        self._estimated.append(source.estimated)
        return len(self) - 1

    def _report_of(self, source: Source) -> int:
        report = Report(source.unit, source.day, source.tab, source.sheet_id)
        number = self._reports.setdefault(report, len(self._known))
        if number == len(self._known):
            self._known.append(report)
            self._of_report.append(array("I"))
        return number

    def _text(self, text: str) -> int:
        number = self._texts.setdefault(text, len(self._said))
        if number == len(self._said):
            self._said.append(text)
        return number

    def source(self, cell: int, amount: Number) -> Source:
        """A cell as a source that adds an amount."""
        report, row = self._known[self._report[cell]], self._row[cell]
        return Source(
            report.unit,
            report.day,
            amount,
            report.tab,
            report.sheet_id,
            None if row == _NOWHERE else Cell(row, self._column[cell]),
            self._said[self._typed[cell]],
            self._said[self._read[cell]],
            bool(self._estimated[cell]),
        )

    def is_estimated(self, cell: int) -> bool:
        return bool(self._estimated[cell])


class Listed(Sources):
    """Sources by the numbers of their cells."""

    __slots__ = ("amounts", "cells", "table")

    def __init__(self, table: CellTable, sources: Iterable[Source] = ()) -> None:
        self.table, self.cells = table, array("I")
        self.amounts: array[int] | list[Number] = array("q")
        self.take(sources)

    def take(self, sources: Iterable[Source]) -> None:
        """Adds sources."""
        for source in sources:
            self.add(self.table.number(source), source.amount)

    def add(self, cell: int, amount: Number) -> None:
        if isinstance(self.amounts, array) and not (isinstance(amount, int) and abs(amount) < _SMALL):
            self.amounts = list(self.amounts)
        self.cells.append(cell)
        self.amounts.append(amount)  # type: ignore[arg-type]  # an int where it is an array

    def figure(self, adding: str, measure: str = "") -> Figure:
        """The figure of these parts, as `figures.add` makes it."""
        return Figure(plain(fsum(self.amounts)), adding, measure, self)

    @property
    def estimated(self) -> bool:
        return any(map(self.table.is_estimated, self.cells))

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, index: int) -> Source: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Source, ...]: ...

    def __getitem__(self, index: int | slice) -> Source | tuple[Source, ...]:
        if isinstance(index, slice):
            return tuple(map(self.table.source, self.cells[index], self.amounts[index]))
        return self.table.source(self.cells[index], self.amounts[index])

    def __iter__(self) -> Iterator[Source]:
        return map(self.table.source, self.cells, self.amounts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Source.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} sources>"


def amounts_of(sources: Sequence[Source]) -> Iterable[Number]:
    """What each of them adds; no source is made for it."""
    return sources.amounts if isinstance(sources, Listed) else (source.amount for source in sources)
