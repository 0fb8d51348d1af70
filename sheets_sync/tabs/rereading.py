"""Rows that were read once, read anew by another campaign from what was typed in them. Pure.

What a number cell reads as hangs on its format, which is not kept: it stays as it was read. So do rows of merged cells
and those below another unit's name, and links, since the addresses behind texts are not kept either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader, Reading
from sheets_sync.cells.reader import Memo
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.other_units import APART
from sheets_sync.tabs.row_reader import RowReader
from sheets_sync.tabs.rows import Row, TypedCell
from sheets_sync.tabs.rules import MERGED
from sheets_sync.tabs.unit_tab import compared


def reread(
    rows: Sequence[Row], unit: Unit, campaign: Campaign, today: date, unseen: frozenset[str] = frozenset()
) -> tuple[Row, ...]:
    """The rows of one unit as `campaign` reads them; `today` is the local day of the poll that saw them. `unseen` are
    columns that were not read then: no row is held invalid for what nobody looked at."""
    columns = (replace(c, required="no") if c.key in unseen else c for c in campaign.columns)
    campaign = replace(campaign, columns=tuple(columns)) if unseen else campaign
    reader = CellReader(campaign)
    return tuple(compared(list(_each(rows, unit, campaign, today, reader)), campaign))


def _each(rows: Sequence[Row], unit: Unit, campaign: Campaign, today: date, reader: CellReader) -> Iterator[Row]:
    for row in rows:
        if any(MERGED in cell.reading.facts for cell in row.cells.values()) or _is_apart(row):
            yield row
        elif (found := _reread(row, unit, campaign, today, reader)) is not None:
            yield found


def _is_apart(row: Row) -> bool:
    return any(problem.code == APART for problem in row.problems)


def _reread(row: Row, unit: Unit, campaign: Campaign, today: date, reader: CellReader) -> Row | None:
    cells = {key: cell for key, cell in row.cells.items() if key in campaign.column_by_key}
    width = 1 + max((cell.cell.column for cell in cells.values()), default=-1)
    values: list[Value] = [None] * width
    for cell in cells.values():
        values[cell.cell.column] = cell.typed
    return _Anew(row, cells, unit, campaign, today, reader).row(row.number, values)


class _Anew(RowReader):
    """Reads one row; of number cells it knows what they were read as."""

    def __init__(
        self,
        row: Row,
        cells: dict[str, TypedCell],
        unit: Unit,
        campaign: Campaign,
        today: date,
        reader: CellReader,
    ) -> None:
        columns = {key: cell.cell.column for key, cell in cells.items()}
        super().__init__(Tab(row.sheet_id, row.tab), unit, campaign, today, reader, columns)
        self._known: dict[int, Reading] = {cell.cell.column: cell.reading for cell in cells.values()}
        links = any(campaign.column_by_key[key].type == "url" and cell.reading.usable for key, cell in cells.items())
        self.special = frozenset({row.number}) if links else frozenset()

    def _dressed(self, number: int, readings: dict[str, Reading], values: Sequence[Value]) -> dict[str, Reading]:
        columns = self._campaign.column_by_key
        known = {key: self._known[self._at[key]] for key in readings if columns[key].type == "url"}
        return {**readings, **{key: reading for key, reading in known.items() if reading.usable}}

    def _of_number(self, memo: Memo, number: int, at: int, typed: Value) -> Reading:
        return self._known[at]
