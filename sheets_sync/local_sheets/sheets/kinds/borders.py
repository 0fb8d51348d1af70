"""Borders of cells."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.grid.cells import Cell, Format, MaybeCell
from sheets_sync.local_sheets.grid.formats import border as whole_border
from sheets_sync.local_sheets.grid.models import Box
from sheets_sync.local_sheets.sheets.batch import Batch, kind


@kind("updateBorders")
def update_borders(batch: Batch, body: dict[str, Any]) -> None:
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    for row in range(box.top, box.bottom):
        changes: dict[int, MaybeCell] = {}
        for column in range(box.left, box.right):
            sides = _sides_of(box, row, column, body)
            if sides:
                changes[column] = _bordered(sheet.cell(row, column), sides)
        sheet.set_cells(row, changes)


def _sides_of(box: Box, row: int, column: int, body: dict[str, Any]) -> dict[str, Any]:
    edges = {
        "top": "top" if row == box.top else "innerHorizontal",
        "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
        "left": "left" if column == box.left else "innerVertical",
        "right": "right" if column == box.right - 1 else "innerVertical",
    }
    return {side: body[edge] for side, edge in edges.items() if edge in body}


def _bordered(cell: Cell, sides: dict[str, Any]) -> MaybeCell:
    dress = dict(cell.format.json) if cell.format else {}
    borders = dict(dress.get("borders", {}))
    for side, border in sides.items():
        if border.get("style", "NONE") in ("NONE", "STYLE_UNSPECIFIED"):
            borders.pop(side, None)
        else:
            borders[side] = whole_border(border)
    dress.pop("borders", None)
    return cell.but(format=Format.of(dress | ({"borders": borders} if borders else {})))
