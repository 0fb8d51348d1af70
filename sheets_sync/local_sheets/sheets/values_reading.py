"""The operations that read values: ranges of cells as rows or columns, trimmed, in the asked form."""

from __future__ import annotations

import dataclasses
from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target, clipped, grid_box, resolve
from sheets_sync.local_sheets.sheets.batch import check_grid_range
from sheets_sync.local_sheets.sheets.kinds.metadata import matching
from sheets_sync.local_sheets.sheets.values import AS_STRING, FORMATTED, FORMULA, SERIAL, UNFORMATTED, read
from sheets_sync.local_sheets.typing.locales import locale
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.local_sheets.wire.masks import answer_mask, prune

ROWS, COLUMNS = "ROWS", "COLUMNS"
RENDERS = (FORMATTED, UNFORMATTED, FORMULA)
DATES = (SERIAL, AS_STRING)


def masked(call: Call, message: str, value: dict[str, Any]) -> Answer:
    """An answer under the request's `fields`."""
    fields = call.one("fields")
    return json_answer(prune(value, answer_mask(fields, message)) if fields else value)


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """How values are to be shown."""

    render: str = FORMATTED
    dates: str = SERIAL
    dimension: str = ROWS


def _reading(call: Call) -> Reading:
    return Reading(
        call.choice("valueRenderOption", RENDERS),
        call.choice("dateTimeRenderOption", DATES),
        call.choice("majorDimension", (ROWS, COLUMNS)),
    )


def value_range(book: Spreadsheet, target: Target, how: Reading) -> dict[str, Any]:
    """A ValueRange: trailing empty cells and rows cut, no `values` when nothing is there (C)."""
    rows = grid_values(book, target.sheet, target.box, how)
    found: dict[str, Any] = {"range": target.a1, "majorDimension": how.dimension}
    if rows:
        found["values"] = rows
    return found


def grid_values(book: Spreadsheet, sheet: Sheet, box: Box, how: Reading) -> list[list[Any]]:
    where = locale(book.locale)
    rows = []
    for row in sheet.rows[box.top : box.bottom]:
        cells = row.cells[box.left : box.right]
        rows.append([read(cell, how.render, how.dates, where) if cell is not None else "" for cell in cells])
    if how.dimension == COLUMNS:
        width = max(map(len, rows), default=0)
        rows = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
    return _trimmed(rows)


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    for row in rows:
        while row and type(row[-1]) is str and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def values_get(space: Workspace, call: Call, spreadsheet_id: str, text: str) -> Answer:
    book = space.current(spreadsheet_id)
    how = _reading(call)
    return masked(call, "ValueRange", value_range(book, clipped(resolve(book, text)), how))


def values_batch_get(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    how = _reading(call)
    found = [value_range(book, clipped(resolve(book, text)), how) for text in call.query.get("ranges", [])]
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    if found:
        answer["valueRanges"] = found
    return masked(call, "BatchGetValuesResponse", answer)


def values_batch_get_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    body = call.message("BatchGetValuesByDataFilterRequest")
    how = _body_reading(body, "valueRenderOption", "dateTimeRenderOption")
    how = dataclasses.replace(how, dimension=dimension_of(body))
    found = []
    for one in body.get("dataFilters", []):
        for target in filtered(book, one):
            found.append({"valueRange": value_range(book, target, how), "dataFilters": [one]})
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    if found:
        answer["valueRanges"] = found
    return masked(call, "BatchGetValuesByDataFilterResponse", answer)


def dimension_of(body: dict[str, Any]) -> str:
    found: str = body.get("majorDimension", ROWS)
    return ROWS if found.endswith("UNSPECIFIED") else found


def _body_reading(body: dict[str, Any], render: str, dates: str) -> Reading:
    return Reading(body.get(render, FORMATTED), body.get(dates, SERIAL))


def filtered(book: Spreadsheet, data_filter: dict[str, Any]) -> list[Target]:
    """Where a DataFilter points: a range, a GridRange, or what developer metadata is bound to."""
    if "a1Range" in data_filter:
        return [clipped(resolve(book, data_filter["a1Range"]))]
    if "gridRange" in data_filter:
        sheet = book.find(data_filter["gridRange"].get("sheetId", 0))
        if sheet is None:
            raise invalid(f"No grid with id: {data_filter['gridRange'].get('sheetId', 0)}")
        check_grid_range(sheet, data_filter["gridRange"])  # wholly outside is refused (L google-spreadsheet)
        return [Target(sheet, grid_box(sheet, data_filter["gridRange"]))]
    return [target for item in matching(book, data_filter) for target in _bound_to(book, item["location"])]


def _bound_to(book: Spreadsheet, location: dict[str, Any]) -> list[Target]:
    where = location.get("dimensionRange")
    if where:
        sheet = book.find(where.get("sheetId", 0))
        assert sheet is not None
        span = where["startIndex"], where["endIndex"]
        rows = where["dimension"] == ROWS
        box = Box(span[0], 0, span[1], sheet.column_count) if rows else Box(0, span[0], sheet.row_count, span[1])
        return [Target(sheet, box)]
    if "sheetId" in location:
        sheet = book.find(location["sheetId"])
        return [Target(sheet, sheet.box)] if sheet else []
    return [Target(sheet, sheet.box) for sheet in book.sheets]
