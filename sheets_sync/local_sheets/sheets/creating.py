"""A new spreadsheet from a whole Spreadsheet resource: its tabs with their cells and everything bound to them.

Each part is made by the batchUpdate request that makes it later on. What there is no request for is refused by name.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sheets_sync.local_sheets.files.workspace import new_spreadsheet
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.sheets.batch import KINDS, Batch
from sheets_sync.local_sheets.sheets.kinds.sheets import KEPT, known_timezone, new_sheet
from sheets_sync.local_sheets.typing.locales import known_locale
from sheets_sync.local_sheets.wire.exceptions import NotModelled

# a part of a tab, the request that makes one of it, and the field of the request that holds it
_PARTS = {
    "merges": ("mergeCells", "range"),
    "bandedRanges": ("addBanding", "bandedRange"),
    "filterViews": ("addFilterView", "filter"),
    "protectedRanges": ("addProtectedRange", "protectedRange"),
    "charts": ("addChart", "chart"),
}
_OWN = {"properties", "sheets", "namedRanges", "developerMetadata", "spreadsheetId", "spreadsheetUrl"}
_SIZES = ("pixelSize", "hiddenByUser")


def properties_of(asked: dict[str, Any]) -> Spreadsheet:
    """An empty spreadsheet with the properties that were asked for."""
    book = new_spreadsheet(asked.get("title") or "Untitled spreadsheet")
    book.locale = known_locale(asked.get("locale", book.locale))
    book.timezone = known_timezone(asked.get("timeZone", book.timezone))
    book.more = {name: asked[name] for name in KEPT if name in asked}
    return book


def fill(batch: Batch, body: dict[str, Any]) -> None:
    """Gives an empty spreadsheet its tabs. A given `sheets` list replaces the default one (M)."""
    unknown = set(body) - _OWN
    if unknown:
        raise NotModelled(f"spreadsheets.create with {', '.join(sorted(unknown))}")
    if body.get("sheets"):
        batch.book.sheets = []
    for number, item in enumerate(body.get("sheets", [])):
        wanted = item.get("properties", {})
        if number == 0:
            wanted = {"sheetId": 0, **wanted}
        batch.book.sheets.append(new_sheet(batch.book, wanted))
    for sheet, item in zip(batch.book.sheets, body.get("sheets", []), strict=False):
        batch.book.touched.add(sheet.id)
        _fill_sheet(batch, sheet, item)
    for named in body.get("namedRanges", []):
        KINDS["addNamedRange"](batch, {"namedRange": named})
    _add_metadata(batch, body, {"spreadsheet": True})


def _fill_sheet(batch: Batch, sheet: Sheet, item: dict[str, Any]) -> None:
    known = {"properties", "data", "conditionalFormats", "basicFilter", "developerMetadata", *_PARTS, *_GROUPS}
    if set(item) - known:
        raise NotModelled(f"spreadsheets.create with sheets[].{', '.join(sorted(set(item) - known))}")
    for grid in item.get("data", []):
        start = {"sheetId": sheet.id, "rowIndex": grid.get("startRow", 0), "columnIndex": grid.get("startColumn", 0)}
        KINDS["updateCells"](batch, {"start": start, "rows": grid.get("rowData", []), "fields": "*"})
        _size(batch, sheet, "ROWS", grid.get("startRow", 0), grid.get("rowMetadata", []))
        _size(batch, sheet, "COLUMNS", grid.get("startColumn", 0), grid.get("columnMetadata", []))
    for name, (request, part) in _PARTS.items():
        for one in item.get(name, []):
            KINDS[request](batch, {part: _without_reading(one)})
    for index, rule in enumerate(item.get("conditionalFormats", [])):
        KINDS["addConditionalFormatRule"](batch, {"rule": rule, "index": index})
    if item.get("basicFilter"):
        KINDS["setBasicFilter"](batch, {"filter": item["basicFilter"]})
    for name in _GROUPS:
        _group(batch, item.get(name, []))
    _add_metadata(batch, item, {"sheetId": sheet.id})


def _without_reading(part: dict[str, Any]) -> dict[str, Any]:
    """A part without what only answers have."""
    return {name: value for name, value in part.items() if name != "requestingUserCanEdit"}


def _size(batch: Batch, sheet: Sheet, dimension: str, start: int, sizes: list[dict[str, Any]]) -> None:
    """Widths, heights and hidden rows or columns, and the metadata bound to single ones."""
    at = start
    for own, run in groupby(sizes, key=lambda one: {name: one[name] for name in _SIZES if name in one}):
        end = at + len(list(run))
        if own:
            where = {"sheetId": sheet.id, "dimension": dimension, "startIndex": at, "endIndex": end}
            fields = ",".join(own)
            KINDS["updateDimensionProperties"](batch, {"range": where, "properties": own, "fields": fields})
        at = end
    for index, one in enumerate(sizes, start):
        where = {"sheetId": sheet.id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
        _add_metadata(batch, one, {"dimensionRange": where})


_GROUPS = ("rowGroups", "columnGroups")


def _group(batch: Batch, groups: list[dict[str, Any]]) -> None:
    for group in sorted(groups, key=lambda one: one.get("depth", 1)):
        KINDS["addDimensionGroup"](batch, {"range": group["range"]})
        if group.get("collapsed"):
            KINDS["updateDimensionGroup"](batch, {"dimensionGroup": group, "fields": "collapsed"})


def _add_metadata(batch: Batch, item: dict[str, Any], location: dict[str, Any]) -> None:
    for one in item.get("developerMetadata", []):
        KINDS["createDeveloperMetadata"](batch, {"developerMetadata": {**one, "location": location}})
