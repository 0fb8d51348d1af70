"""Parts of a tab that make room for cells, or close up the gap that they leave."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.following import shifted_cells
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.cells import Cell
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, kind
from sheets_sync.local_sheets.sheets.kinds.blocks import block_of, carry_along, put
from sheets_sync.local_sheets.wire.exceptions import invalid


def _merges_after(sheet: Sheet, touched: Box, axis: moving.Axis) -> list[Box]:
    """Merged cells inside the part that shifts go along; one that sticks out of it holds everything back."""
    found = []
    for merge in sheet.merges:
        if not merge.meets(touched):
            found.append(merge)
            continue
        if not touched.holds(merge):
            raise invalid("You can't shift a part of merged cells.")  # wording approximate
        if axis.dimension == moving.ROWS:
            span = axis.span(merge.top, merge.bottom)
            found += [merge._replace(top=span[0], bottom=span[1])] if span else []
        else:
            span = axis.span(merge.left, merge.right)
            found += [merge._replace(left=span[0], right=span[1])] if span else []
    return found


def _shift(batch: Batch, body: dict[str, Any], *, inward: bool) -> None:
    """Cells of a part of a tab make room, or close up a gap: values, merges, and references to them."""
    sheet, box = batch.area(body.get("range", {}))
    rows = body.get("shiftDimension") == "ROWS"
    dimension = moving.ROWS if rows else moving.COLUMNS
    touched = box._replace(bottom=sheet.row_count) if rows else box._replace(right=sheet.column_count)
    batch.may_change(sheet, touched)
    start, size = (box.top, box.height) if rows else (box.left, box.width)
    axis = moving.deleted(dimension, start, start + size) if inward else moving.inserted(dimension, start, size)
    sheet.merges = _merges_after(sheet, touched, axis)
    last = len(sheet.rows) if rows else max((len(row.cells) for row in sheet.rows[box.top : box.bottom]), default=0)
    end = max(last, start + size if inward else start)
    if not inward and last > start:  # the grid grows when values would be pushed off it (K)
        if rows:
            sheet.row_count = max(sheet.row_count, last + size)
        else:
            sheet.column_count = max(sheet.column_count, last + size)
    begin = start + size if inward else start
    block = block_of(sheet, box._replace(top=begin, bottom=end) if rows else box._replace(left=begin, right=end))
    gap = [[Cell()] * box.width for _ in range(box.height)]
    if rows:
        put(sheet, box.top, box.left, block + gap if inward else gap + block)
    else:
        pairs = zip(block, gap, strict=True)
        put(sheet, box.top, box.left, [row + empty if inward else empty + row for row, empty in pairs])
    carry_along(batch.book, sheet, touched, axis)
    shifted_cells(batch.book, sheet, axis, box)


@kind("insertRange")
def insert_range(batch: Batch, body: dict[str, Any]) -> None:
    """Cells below or to the right make room."""
    _shift(batch, body, inward=False)


@kind("deleteRange")
def delete_range(batch: Batch, body: dict[str, Any]) -> None:
    """Cells below or to the right move up into the gap."""
    _shift(batch, body, inward=True)
