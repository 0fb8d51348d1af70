"""Rows in another order."""

from __future__ import annotations

import functools
from typing import Any

from sheets_sync.local_sheets.formulas.following import copied, decimal_of
from sheets_sync.local_sheets.grid.cells import CellError, Row
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, kind
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid


@kind("sortRange")
def sort_range(batch: Batch, body: dict[str, Any]) -> None:
    """`dimensionIndex` is the sheet's column, not the range's (M). Row metadata stays with the values (M)."""
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    if any(merge.meets(box) for merge in sheet.merges):
        raise invalid("You can't sort a range with merged cells.")  # wording approximate
    sort_rows(sheet, box, body.get("sortSpecs", []), decimal_of(batch.book))


def sort_rows(sheet: Sheet, box: Box, specs: list[dict[str, Any]], decimal: str) -> None:
    order = list(range(box.top, box.bottom))
    for spec in reversed(specs):
        if {"backgroundColor", "foregroundColor", "dataSourceColumnReference"} & set(spec):
            raise NotModelled("sorting by colour or by a data source column")
        column = spec.get("dimensionIndex", 0)
        if not 0 <= column < sheet.box.right:
            raise invalid(f"dimensionIndex {column} is no column of the sheet.")  # wording approximate
        down = spec.get("sortOrder") == "DESCENDING"
        full = [r for r in order if sheet.cell(r, column).shown not in (None, "")]
        empty = [r for r in order if sheet.cell(r, column).shown in (None, "")]
        order = sorted(full, key=functools.partial(_sort_key, sheet, column), reverse=down) + empty
    new = {}
    for place, source in zip(range(box.top, box.bottom), order, strict=True):
        cells = sheet.row(source)
        new[place] = {
            column: copied(cells.at(column), decimal, place - source, 0) for column in range(box.left, box.right)
        }
    for place, changes in new.items():
        row = sheet.row(place).replaced(changes)
        sheet.set_row(place, row if row.cells else Row())
    places = {source: place for place, source in zip(range(box.top, box.bottom), order, strict=True)}
    sheet.metadata = [_resorted(item, places) for item in sheet.metadata]


def _resorted(item: dict[str, Any], places: dict[int, int]) -> dict[str, Any]:
    where = item["location"].get("dimensionRange")
    if not where or where["dimension"] != "ROWS" or where["startIndex"] not in places:
        return item
    place = places[where["startIndex"]]
    moved = {**where, "startIndex": place, "endIndex": place + 1}
    return {**item, "location": {**item["location"], "dimensionRange": moved}}


def _sort_key(sheet: Sheet, column: int, row: int) -> tuple[int, Any]:
    """Numbers before texts before booleans before errors; texts without regard to case (K)."""
    value = sheet.cell(row, column).shown
    if type(value) is bool:
        return 2, value
    if isinstance(value, CellError):
        return 3, ""
    return (1, value.lower()) if isinstance(value, str) else (0, value)
