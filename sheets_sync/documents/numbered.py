"""The cells of a side file by their places in it: each cell stands there once, however many figures it adds to."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sheets_sync.rollup.cell_table import CellTable, Listed, amounts_of
from sheets_sync.rollup.figures import Number, Source

CellKey = tuple[Any, ...]
"""Unit, day, tab, cell, typed, read, estimated: what makes two sources the same cell; not yet in words."""
_NONE = -1


class Numbered(Iterable[CellKey]):
    """Cells in the order in which they were first met."""

    def __init__(self, table: CellTable | None) -> None:
        """`table`: that of the paper, where its cells have numbers of their own."""
        self._table = table or CellTable()
        self._places = array("i")
        self._order = array("I")

    def number(self, sources: Sequence[Source]) -> None:
        """Gives places to the cells that have none yet."""
        for cell in self._cells(sources):
            if cell >= len(self._places):
                self._places.extend([_NONE] * (len(self._table) - len(self._places)))
            if self._places[cell] == _NONE:
                self._places[cell] = len(self._order)
                self._order.append(cell)

    def parts(self, sources: Sequence[Source]) -> Iterator[tuple[int, Number]]:
        """The place of each cell, which has one, and what it adds."""
        return zip(map(self._places.__getitem__, self._cells(sources)), amounts_of(sources), strict=True)

    def _cells(self, sources: Sequence[Source]) -> Iterable[int]:
        if isinstance(sources, Listed) and sources.table is self._table:
            return sources.cells
        return map(self._table.number, sources)

    def __iter__(self) -> Iterator[CellKey]:
        for cell in self._order:
            source = self._table.source(cell, 0)
            yield source.unit, source.day, source.tab, source.cell, source.typed, source.read, source.estimated
