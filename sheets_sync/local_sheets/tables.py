"""Where `values.append` writes: the rule for finding a table (2.8).

A table is the rectangle grown around a cell while a neighbouring row or column strip holds a value, like the
selection of Ctrl+A. The last table that touches the asked range is appended to. Whether a diagonal neighbour
connects is not known; here it does not.
"""

from __future__ import annotations

from .models import Box, Sheet
from .ranges import Target


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
    rest = set(filled)
    found: list[Box] = []
    for cell in sorted(filled):
        if cell in rest:
            table = grown(filled, Box(cell[0], cell[1], cell[0] + 1, cell[1] + 1))
            rest -= {(r, c) for r in range(table.top, table.bottom) for c in range(table.left, table.right)}
            if table.meets(area):
                found.append(table)
    return sorted(found, key=lambda box: (box.bottom, box.right))


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
