"""Merged cells."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, kind
from sheets_sync.local_sheets.sheets.kinds.blocks import replace_merges
from sheets_sync.local_sheets.wire.exceptions import invalid


@kind("mergeCells")
def merge_cells(batch: Batch, body: dict[str, Any]) -> None:
    """Keeps the top left value only, silently (M)."""
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    _check_frozen_edge(sheet, box)
    how = body.get("mergeType", "MERGE_ALL")
    pieces = [box]
    if how == "MERGE_COLUMNS":
        pieces = [Box(box.top, column, box.bottom, column + 1) for column in range(box.left, box.right)]
    elif how == "MERGE_ROWS":
        pieces = [Box(row, box.left, row + 1, box.right) for row in range(box.top, box.bottom)]
    replace_merges(sheet, box, [])
    for piece in pieces:
        if piece.height * piece.width > 1:
            sheet.merges.append(piece)
            _keep_first(sheet, piece)


def _check_frozen_edge(sheet: Sheet, box: Box) -> None:
    rows, columns = sheet.grid.get("frozenRowCount", 0), sheet.grid.get("frozenColumnCount", 0)
    if box.left < columns < box.right:
        raise invalid("You can't merge frozen and non-frozen columns")
    if box.top < rows < box.bottom:
        raise invalid("You can't merge frozen and non-frozen rows")


def _keep_first(sheet: Sheet, box: Box) -> None:
    """The value that stays is the first one found, and it goes to the corner (C test_get_merge_cells...)."""
    corner = sheet.cell(box.top, box.left)
    sheet.map_cells(box, lambda cell: cell.with_value(None))
    sheet.set_cell(box.top, box.left, corner.or_none())


@kind("unmergeCells")
def unmerge_cells(batch: Batch, body: dict[str, Any]) -> None:
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    replace_merges(sheet, box, [])
