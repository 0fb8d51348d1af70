"""The rows of a tab as they were read last, so that the next poll reads only what people typed since. Pure.

Between two polls nearly all rows of a tab stay as they are. What a row says depends on its typed values and on the
circumstances in which it is read (`RowReader.circumstances`), so a row that is found again under its values needs no
reading: it is the same Row, or the same in another place.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import cast

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Value
from sheets_sync.tabs.row_reader import RowReader
from sheets_sync.tabs.rows import Problem, Row, RowCells

Values = tuple[Value, ...]


class RowMemory:
    """Remembers the rows of one tab as of its last poll; rows that vanished are forgotten.

    A row with a number or a boolean in it is read anew each time: its reading hangs on number formats too, and True, 1
    and 1.0 are one key of a dict. So is one that is merged with others, struck through, or has addresses behind its
    texts.
    """

    def __init__(self) -> None:
        self._parts: dict[int, tuple[Hashable, dict[Values, Row]]] = {}

    def __len__(self) -> int:
        return sum(len(rows) for _, rows in self._parts.values())

    def rows(self, lines: Iterable[tuple[int, Values]], reader: RowReader, part: int = 0) -> list[Row]:
        """The rows of one part of the tab, read by `reader` where they are new; blank ones left out."""
        circumstances, remembered = self._parts.get(part, (None, {}))
        known = remembered if circumstances == reader.circumstances else {}
        kept: dict[Values, Row] = {}
        found: list[Row] = []
        for number, values in lines:
            row = known.get(values) if number not in reader.special else None
            if row is None:
                row = reader.row(number, values)
                if row is None:
                    continue
            elif row.number != number:
                row = _moved(row, number)
            if number not in reader.by_format:
                kept[values] = row
            found.append(row)
        self._parts[part] = (reader.circumstances, kept)
        return found

    def keep(self, parts: int) -> None:
        """Forgets parts that the tab has no more."""
        self._parts = {part: known for part, known in self._parts.items() if part < parts}


def _moved(row: Row, number: int) -> Row:
    """The same row in another place of its tab."""
    cells = cast("RowCells", row.cells)  # a RowReader makes no others
    problems = tuple(_moved_problem(p, number) for p in row.problems) if row.problems else ()
    return Row(row.unit, row.tab, row.sheet_id, number, cells.moved_to(number), row.day, row.nil, row.valid, problems)


def _moved_problem(problem: Problem, number: int) -> Problem:
    return replace(problem, cell=Cell(number, problem.cell.column)) if problem.cell else problem
