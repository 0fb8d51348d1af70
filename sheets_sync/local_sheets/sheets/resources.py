"""A spreadsheet as JSON: only what the mask asks for, and each piece rendered once as long as it stays the same.

Rows and tabs are frozen (models), so what was rendered of them is kept on them: a tab that nobody touched costs
one dictionary look-up in the next read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sheets_sync.local_sheets.grid import formats
from sheets_sync.local_sheets.grid.cells import EMPTY_ROW, Row
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target, grid_range
from sheets_sync.local_sheets.sheets.cell_resources import Fields, cell_data, compiled
from sheets_sync.local_sheets.sheets.looks import Looks
from sheets_sync.local_sheets.typing.locales import Locale, locale
from sheets_sync.local_sheets.wire.masks import Mask, prune

DEFAULT_ROW_PIXELS = 21  # K
DEFAULT_COLUMN_PIXELS = 100  # C
_KEPT = 6  # renderings kept per row and per tab
_KEPT_BODIES = 2  # whole answers kept per spreadsheet


@dataclass(frozen=True, slots=True)
class View:
    """How a spreadsheet is looked at: by whom, under which mask, with which ranges."""

    mask: Mask
    mask_key: str
    user: str
    grid: bool
    targets: tuple[Target, ...] | None = None
    looks: Callable[[Sheet], Looks] | None = None  # what bandings and rules add to the cells of a tab
    day: str = ""  # that rules may look at

    @property
    def shows_looks(self) -> bool:
        """Whether it asks for the effective formats of cells."""
        if not self.mask:
            return self.grid
        node = self.mask.get("sheets")
        if not node:
            return node is not None and self.grid
        for name in ("data", "rowData", "values", "effectiveFormat"):
            if name not in node:
                return False
            node = node[name]
            if not node:
                return True
        return True


def dumps(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def spreadsheet(book: Spreadsheet, view: View) -> bytes:
    """The Spreadsheet resource. An unchanged spreadsheet looked at in the same way is not rendered again."""
    boxes = tuple((target.sheet.id, target.box) for target in view.targets) if view.targets is not None else None
    key = view.mask_key, view.user, view.grid, boxes, view.day
    kept = book.rendered.get(key)
    if kept is None:
        if len(book.rendered) >= _KEPT_BODIES:
            book.rendered.clear()
        kept = book.rendered[key] = b"".join(_pieces(book, view))
    return kept


def _pieces(book: Spreadsheet, view: View) -> Iterator[bytes]:
    mask = view.mask
    mark = b"{"
    for name, build in _SPREADSHEET_FIELDS.items():
        if not mask or name in mask:
            value = build(book)
            if value or name in _ALWAYS:
                yield mark + dumps(name) + b":" + dumps(prune(value, mask.get(name, {})))
                mark = b","
    if not mask or "sheets" in mask:
        sheets = _sheets(book, view)
        if sheets or not mask or view.targets is None:
            yield mark + b'"sheets":['
            for number, piece in enumerate(sheets):
                if number:
                    yield b","
                yield piece
            yield b"]"
            mark = b","
    yield b"}" if mark == b"," else b"{}"


def properties(book: Spreadsheet) -> dict[str, Any]:
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": book.timezone,
        "defaultFormat": formats.DEFAULT_FORMAT,
        "spreadsheetTheme": formats.THEME,
        **book.more,
    }


_SPREADSHEET_FIELDS: dict[str, Callable[[Spreadsheet], Any]] = {
    "spreadsheetId": lambda book: book.id,
    "properties": properties,
    "namedRanges": lambda book: book.named_ranges,
    "developerMetadata": lambda book: book.metadata,
    "spreadsheetUrl": lambda book: f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
}
_ALWAYS = ("spreadsheetId", "properties", "spreadsheetUrl")


def _sheets(book: Spreadsheet, view: View) -> list[bytes]:
    found = []
    for index, sheet in enumerate(book.sheets):
        boxes = None
        if view.targets is not None:
            boxes = tuple(target.box for target in view.targets if target.sheet.id == sheet.id)
            if not boxes:
                continue
        key = ("sheet", view.mask_key, view.user, view.grid, index, boxes, book.locale)
        kept = sheet.rendered.get(key)
        if sheet.conditional_formats and view.shows_looks:  # their formulas may look at other tabs
            kept = _sheet(book, sheet, index, boxes, view)
        elif kept is None:
            if len(sheet.rendered) >= _KEPT:
                sheet.rendered.clear()
            kept = sheet.rendered[key] = _sheet(book, sheet, index, boxes, view)
        found.append(kept)
    return found


def _sheet(book: Spreadsheet, sheet: Sheet, index: int, boxes: tuple[Box, ...] | None, view: View) -> bytes:
    mask: Mask = view.mask.get("sheets", {})
    parts = []
    for name, build in _SHEET_FIELDS.items():
        if not mask or name in mask:
            value = build(sheet, index, view.user)
            if value or name == "properties":
                parts.append(dumps(name) + b":" + dumps(prune(value, mask.get(name, {}))))
    if ("data" in mask) or (not mask and view.grid):
        node = mask.get("data", {})
        data = [_grid_data(sheet, box, node, view, locale(book.locale)) for box in boxes or (sheet.box,)]
        parts.append(b'"data":[' + b",".join(data) + b"]")
    return b"{" + b",".join(parts) + b"}"


def sheet_properties(sheet: Sheet, index: int) -> dict[str, Any]:
    return {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": sheet.row_count, "columnCount": sheet.column_count, **sheet.grid},
        **sheet.dress,
    }


def protected_range(item: dict[str, Any], user: str, *, fresh: bool = False) -> dict[str, Any]:
    """A protected range as `user` sees it: editors only for those who may edit it (D).

    The caller is added as editor by itself, but the reply that creates it does not show that yet (C).
    """
    result = {name: value for name, value in item.items() if name not in ("editors", "owner")}
    if may_edit(item, user):
        result["requestingUserCanEdit"] = True
        if not item.get("warningOnly"):
            editors = dict(item.get("editors", {}))
            if not fresh:
                users = editors.get("users", [])
                editors["users"] = users if item["owner"] in users else [*users, item["owner"]]
            result["editors"] = editors
    return result


def may_edit(item: dict[str, Any], user: str) -> bool:
    users = item.get("editors", {}).get("users", [])
    return bool(item.get("warningOnly")) or user in (item.get("owner"), *users)


_SHEET_FIELDS: dict[str, Callable[[Sheet, int, str], Any]] = {
    "properties": lambda sheet, index, user: sheet_properties(sheet, index),
    "merges": lambda sheet, index, user: [grid_range(sheet, box) for box in sheet.merges],
    "conditionalFormats": lambda sheet, index, user: sheet.conditional_formats,
    "filterViews": lambda sheet, index, user: sheet.filter_views,
    "protectedRanges": lambda sheet, index, user: [protected_range(item, user) for item in sheet.protected],
    "basicFilter": lambda sheet, index, user: sheet.basic_filter,
    "bandedRanges": lambda sheet, index, user: sheet.bandings,
    "developerMetadata": lambda sheet, index, user: [
        item for item in sheet.metadata if item["location"]["locationType"] == "SHEET"
    ],
    "rowGroups": lambda sheet, index, user: sheet.row_groups,
    "columnGroups": lambda sheet, index, user: sheet.column_groups,
    "tables": lambda sheet, index, user: sheet.tables,
    "charts": lambda sheet, index, user: sheet.charts,
}


def _grid_data(sheet: Sheet, box: Box, mask: Mask, view: View, where: Locale) -> bytes:
    parts = []
    for name, start in (("startRow", box.top), ("startColumn", box.left)):
        if start and (not mask or name in mask):
            parts.append(dumps(name) + b":" + dumps(start))
    if not mask or "rowData" in mask:
        rows = _row_data(sheet, box, mask.get("rowData", {}), view, where)
        if rows:
            parts.append(b'"rowData":[' + b",".join(rows) + b"]")
    for name, dimension in (("rowMetadata", "ROWS"), ("columnMetadata", "COLUMNS")):
        if not mask or name in mask:
            items = prune(dimension_properties(sheet, dimension, box), mask.get(name, {}))
            parts.append(dumps(name) + b":" + dumps(items))
    return b"{" + b",".join(parts) + b"}"


def _row_data(sheet: Sheet, box: Box, mask: Mask, view: View, where: Locale) -> list[bytes]:
    """One fragment a row, trailing empty ones cut (C)."""
    fields = compiled(mask.get("values", {}))
    if view.looks is not None and view.shows_looks and (sheet.bandings or sheet.conditional_formats):
        return _dressed_rows(sheet, box, fields, view.looks(sheet), where)
    key = ("row", view.mask_key, box.left, box.right, where.name)
    found: list[bytes] = []
    last = 0
    for row in sheet.rows[box.top : box.bottom]:
        kept = row.rendered.get(key) if row.rendered is not None else None
        if kept is None:
            kept = _row(row, box, fields, where)
            if row is not EMPTY_ROW:
                if row.rendered is None or len(row.rendered) >= _KEPT:
                    row.rendered = {}
                row.rendered[key] = kept
        found.append(kept)
        if len(kept) > 2:
            last = len(found)
    return found[:last]


def _dressed_rows(sheet: Sheet, box: Box, fields: Fields, looks: Looks, where: Locale) -> list[bytes]:
    """Rows whose looks depend on where they stand: they are not kept. Empty cells may have a look, too."""
    found: list[bytes] = []
    last = 0
    for index in range(box.top, min(box.bottom, max(len(sheet.rows), looks.bottom()))):
        row = sheet.row(index)
        end = min(box.right, max(len(row.cells), looks.end_of(index)))
        cells = [cell_data(row.at(column), fields, where, looks, (index, column)) for column in range(box.left, end)]
        while cells and not cells[-1]:
            cells.pop()
        found.append(b'{"values":' + dumps(cells) + b"}" if cells else b"{}")
        if cells:
            last = len(found)
    return found[:last]


def _row(row: Row, box: Box, fields: Fields, where: Locale) -> bytes:
    values = []
    last = 0
    for cell in row.cells[box.left : box.right]:
        shown_cell = cell_data(cell, fields, where) if cell is not None else {}
        values.append(shown_cell)
        if shown_cell:
            last = len(values)
    return b'{"values":' + dumps(values[:last]) + b"}" if last else b"{}"


def dimension_properties(sheet: Sheet, dimension: str, box: Box) -> list[dict[str, Any]]:
    """The rows' or columns' own properties inside a box, with the developer metadata bound to each."""
    rows = dimension == "ROWS"
    sizes, default = (sheet.row_sizes, DEFAULT_ROW_PIXELS) if rows else (sheet.column_sizes, DEFAULT_COLUMN_PIXELS)
    start, end = (box.top, box.bottom) if rows else (box.left, box.right)
    bound: dict[int, list[dict[str, Any]]] = {}
    for item in sheet.metadata:
        where = item["location"].get("dimensionRange")
        if where and where["dimension"] == dimension:
            bound.setdefault(where["startIndex"], []).append(item)
    plain = {"pixelSize": default}
    found = []
    for index in range(start, end):
        one = {**plain, **sizes[index]} if index in sizes else plain
        found.append({**one, "developerMetadata": bound[index]} if index in bound else one)
    return found
