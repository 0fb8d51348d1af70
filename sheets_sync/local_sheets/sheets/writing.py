"""Putting rows of values into a tab, and taking values out: what every way of writing shares."""

from __future__ import annotations

import dataclasses
from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.cells import MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target, echo
from sheets_sync.local_sheets.sheets.batch import Batch
from sheets_sync.local_sheets.sheets.values import FORMATTED, SERIAL, written_as_typed, written_raw
from sheets_sync.local_sheets.sheets.values_reading import COLUMNS, dimension_of
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.spreadsheet.a1 import column_letters


def batch_of(space: Workspace, call: Call, draft: Spreadsheet) -> Batch:
    """What request kinds and writes work with."""
    return Batch(draft, call.user, space.files[draft.id].owner, space.local_now(draft))


@dataclasses.dataclass(frozen=True, slots=True)
class Writing:
    """How values are to be taken, and whether the answer shows what they became."""

    typed: bool
    echo: bool = False
    render: str = FORMATTED
    dates: str = SERIAL


def rows_of(body: dict[str, Any]) -> list[list[Any]]:
    """The rows of a ValueRange. A list or an object is no value."""
    values: list[list[Any]] = body.get("values", [])
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise invalid(f"Invalid values[{r}][{c}]: {kind} {{ ... }}")  # P; the dump of the value is left out
    if dimension_of(body) == COLUMNS:
        height = max(map(len, values), default=0)
        return [[column[n] if n < len(column) else None for column in values] for n in range(height)]
    return values


def write_rows(batch: Batch, target: Target, rows: list[list[Any]], how: Writing) -> Box:
    """Puts rows at a target's corner. None leaves a cell alone, "" empties it (D). Returns the box of the data."""
    sheet = batch.sheet(target.sheet.id)
    top, left = target.box.top, target.box.left
    box = Box(top, left, top + len(rows), left + max(map(len, rows), default=0))
    batch.may_change(sheet, box if rows else target.box)
    where, today = batch.locale, batch.today
    for offset, values in enumerate(rows):
        row = sheet.row(top + offset)
        changes: dict[int, MaybeCell] = {}
        for n, value in enumerate(values):
            if value is not None:
                cell = row.at(left + n)
                changes[left + n] = (
                    written_as_typed(cell, value, where, today) if how.typed else written_raw(cell, value)
                )
        sheet.set_cells(top + offset, changes)
    return box


def fits(target: Target, rows: list[list[Any]]) -> None:
    """A closed range, and the grid behind an open one, must hold the data (C, M, P).

    A closed range that begins inside the grid and ends past it is taken while the data stay inside (L pygsheets).
    """
    sheet, box = target.sheet, target.box
    wide = max(map(len, rows), default=0)
    beyond = box.bottom > sheet.row_count or box.right > sheet.column_count
    data_beyond = box.top + len(rows) > sheet.row_count or box.left + wide > sheet.column_count
    if beyond and data_beyond and not target.single:
        limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        raise invalid(f"Range ({target.a1}) exceeds grid limits. {limits}")
    bottom = sheet.row_count if target.single or target.open_rows else box.bottom
    right = sheet.column_count if target.single or target.open_columns else box.right
    asked = echo(sheet, Box(box.top, box.left, bottom, right)) if not target.single else target.a1
    where = f"Requested writing within range [{asked}], but tried writing to"
    if box.top + len(rows) > bottom:
        raise invalid(f"{where} row [{bottom + 1}]")
    if box.left + wide > right:
        raise invalid(f"{where} column [{column_letters(right)}]")


def clear_box(sheet: Sheet, box: Box) -> None:
    """Values go; formats, notes and validation stay (D)."""
    for index in range(box.top, min(box.bottom, len(sheet.rows))):
        row = sheet.rows[index]
        changes = {
            column: cell.with_value(None)
            for column, cell in enumerate(row.cells[box.left : box.right], box.left)
            if cell is not None and cell.value is not None
        }
        sheet.set_cells(index, changes)
