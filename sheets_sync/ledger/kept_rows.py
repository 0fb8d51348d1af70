"""Rows as values of few bytes, out of what the ledger keeps of them. Texts that many rows say are one object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.ledger import packing
from sheets_sync.ledger.row_json import problem_from_json
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.rows import Cells, Content, Row, TypedCell

_MOST_TEXTS = 20_000


class Where(NamedTuple):
    """Where the rows of a change stood: the tab's title and id, and the letters of each column."""

    tab: str
    sheet_id: int
    columns: Mapping[str, str]

    @classmethod
    def of(cls, place: packing.Place) -> Where:
        tab, sheet_id = json.loads(place.tab)
        return cls(tab, sheet_id, json.loads(place.columns))


class Shared:
    """Equal texts as one object, as many as are at hand."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def cells(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Cells by column, with keys and texts that are there already."""
        if len(self._known) > _MOST_TEXTS:
            self._known.clear()
        known = self._known.setdefault
        return {known(key, key): known(cell, cell) if type(cell) is str else cell for key, cell in said.items()}


class KeptCells(Cells):
    """The cells of a row as the ledger keeps them: the text alone of one that was taken as it is."""

    __slots__ = ("_cells", "_columns", "_number")

    def __init__(self, cells: Mapping[str, Any], number: int, columns: Mapping[str, str]) -> None:
        self._cells, self._number, self._columns = cells, number, columns

    def __getitem__(self, key: str) -> TypedCell:
        typed, verdict, value, code, measure, facts = packing.fields_of(self._cells[key])
        reading = Reading(Verdict(verdict), value, code or "", measure, facts or {})
        return TypedCell(Cell.parse(f"{self._columns[key]}{self._number + 1}"), typed, reading)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def value(self, key: str) -> object:
        short = self._cells.get(key)
        if not isinstance(short, list):
            return short
        return short[2] if len(short) > 2 else None  # as `packing.fields_of`, for what is asked of every row

    def remark(self, key: str) -> tuple[str, str | None]:
        short = self._cells.get(key)
        _, _, _, code, measure, _ = packing.fields_of(short)
        return code or "", measure

    def contents(self) -> Iterator[Content]:
        for key, short in self._cells.items():
            typed, _, value, _, measure, _ = packing.fields_of(short)
            yield key, value, typed, measure


def rows_of(
    texts: Sequence[str], numbers: Sequence[int], where: Where | None, unit: str, day: date | None, shared: Shared
) -> tuple[Row, ...]:
    """The rows of a change. Raises one of `packing.MISFITS` for a text that somebody changed."""
    if where is None:
        return ()
    return tuple(_row(text, number, where, unit, day, shared) for text, number in zip(texts, numbers, strict=True))


def _row(text: str, number: int, where: Where, unit: str, day: date | None, shared: Shared) -> Row:
    nil, valid, cells, problems = json.loads(text)
    tab, sheet_id, columns = where
    if not cells.keys() <= columns.keys():
        raise KeyError(text)
    long = (packing.long_problem(problem, number, columns, unit) for problem in problems)
    found = tuple(problem_from_json(said, unit, tab, sheet_id, day) for said in long)
    kept = KeptCells(shared.cells(cells), number, columns)
    return Row(unit, tab, sheet_id, number, kept, day, bool(nil), bool(valid), found)
