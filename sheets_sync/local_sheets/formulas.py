"""Formulas (being written): results of what stands after `=`."""

from __future__ import annotations

import datetime

from .models import CellError, Formula, Spreadsheet


def recalculate(book: Spreadsheet, now: datetime.datetime) -> None:
    """Gives every formula cell of a draft its result."""
    for sheet in book.sheets:
        for row, column in sheet.formulas():
            cell = sheet.cell(row, column)
            if cell.result is None and type(cell.value) is Formula:
                own = book.edit(sheet.id)
                own.set_cell(row, column, cell.but(result=CellError("NAME", "not evaluated")))
