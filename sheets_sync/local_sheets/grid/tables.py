"""Where `values.append` writes: the rule for finding a table (2.8).

A table is the rectangle grown around a cell while a neighbouring row or column strip holds a value, like the
selection of Ctrl+A. The last table that touches the asked range is appended to. Whether a diagonal neighbour
connects is not known; here it does not.
"""

from __future__ import annotations

from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.grid.ranges import Target


def append_place(asked: Target) -> tuple[Box | None, int, int]:
    """The table, if one was found, and the row and column where new data begin."""
    tables = tables_touching(asked.sheet, asked.box)
    if tables:
        last = tables[-1]
        return last, last.bottom, last.left
    return None, asked.box.top, asked.box.left


def tables_touching(sheet: Sheet, area: Box) -> list[Box]:
    """All tables that share a cell with the area, in the order in which their last rows stand."""
    filled = filled_cells(sheet)
    found: list[Box] = []
    for row, column in sorted(filled):
        cell = Box(row, column, row + 1, column + 1)
        if any(table.holds(cell) for table in found):
            continue
        table = grown(filled, cell)
        while (other := next((box for box in found if box.meets(table)), None)) is not None:
            found.remove(other)  # what overlaps is one table, whichever cell the growing began at
            table = grown(filled, _around(table, other))
        found.append(table)
    found = [table for table in found if table.meets(area)]
    return sorted(found, key=lambda box: (box.bottom, box.right))


def _around(a: Box, b: Box) -> Box:
    return Box(min(a.top, b.top), min(a.left, b.left), max(a.bottom, b.bottom), max(a.right, b.right))


def filled_cells(sheet: Sheet) -> set[tuple[int, int]]:
    return {
        (r, c)
        for r, row in enumerate(sheet.rows)
        for c, cell in enumerate(row.cells)
        if cell is not None and cell.value is not None
    }


def grown(filled: set[tuple[int, int]], box: Box) -> Box:
    """The box widened, side by side, as long as the strip beside it holds a value."""
    while True:
        top, left, bottom, right = box
        rows, columns = range(top, bottom), range(left, right)
        if top and any((top - 1, c) in filled for c in columns):
            box = box._replace(top=top - 1)
        elif any((bottom, c) in filled for c in columns):
            box = box._replace(bottom=bottom + 1)
        elif left and any((r, left - 1) in filled for r in rows):
            box = box._replace(left=left - 1)
        elif any((r, right) in filled for r in rows):
            box = box._replace(right=right + 1)
        else:
            return box
