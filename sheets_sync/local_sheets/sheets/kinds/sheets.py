"""Tabs and the file itself: add, delete, duplicate, and their properties."""

from __future__ import annotations

import copy
from typing import Any
from zoneinfo import ZoneInfo

from sheets_sync.local_sheets.formulas import following
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, check_size, kind
from sheets_sync.local_sheets.sheets.resources import properties as spreadsheet_properties
from sheets_sync.local_sheets.sheets.resources import sheet_properties
from sheets_sync.local_sheets.typing.locales import known_locale
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled, invalid
from sheets_sync.local_sheets.wire.masks import Mask, update_mask, updated

_GRID_OWN = ("rowCount", "columnCount")
_DRESS = ("hidden", "tabColor", "tabColorStyle", "rightToLeft")


def new_sheet(book: Spreadsheet, asked: dict[str, Any]) -> Sheet:
    """A tab as asked for, not yet among the others. Google fills in id, title and size."""
    if asked.get("sheetType", "GRID") != "GRID":
        raise NotModelled(f"sheets of type {asked['sheetType']}")
    taken = [sheet.id for sheet in book.sheets]
    sheet_id = asked.get("sheetId")
    if sheet_id is None:
        sheet_id = book.new_id([*taken, 0])
    if sheet_id < 0:
        raise invalid("The sheet ID must be a non-negative integer.")  # wording approximate
    if sheet_id in taken:
        raise invalid(f"Sheet with id {sheet_id} already exists")  # wording approximate (M)
    title = asked.get("title") or _free_title(book)
    _check_title(book, title, None)
    grid = asked.get("gridProperties", {})
    sheet = Sheet(sheet_id, title, grid.get("rowCount", 1000), grid.get("columnCount", 26))
    sheet.grid = {name: value for name, value in grid.items() if name not in _GRID_OWN}
    sheet.dress = {name: asked[name] for name in _DRESS if name in asked}
    _check_frozen(sheet)
    return sheet


def _free_title(book: Spreadsheet) -> str:
    """`SheetN` with N one more than the tabs there are; the exact rule is not sourced."""
    number = len(book.sheets) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Spreadsheet, title: str, own: int | None) -> None:
    other = book.titled(title)
    if other is not None and other.id != own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if len(title) > 100:
        raise invalid("The sheet name cannot be greater than 100 characters.")  # wording approximate


@kind("addSheet")
def add_sheet(batch: Batch, body: dict[str, Any]) -> Reply:
    asked = body.get("properties", {})
    sheet = new_sheet(batch.book, asked)
    place = _place(batch.book, asked.get("index"))
    batch.book.sheets.insert(place, sheet)
    batch.book.touched.add(sheet.id)
    check_size(batch)
    return {"properties": sheet_properties(sheet, place)}


def _place(book: Spreadsheet, index: int | None) -> int:
    if index is not None and not 0 <= index <= len(book.sheets):
        raise invalid(f"The sheet index {index} is out of bounds.")  # wording approximate
    return len(book.sheets) if index is None else index


@kind("deleteSheet")
def delete_sheet(batch: Batch, body: dict[str, Any]) -> None:
    sheet = batch.sheet(body.get("sheetId", 0))
    if len(batch.book.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    batch.may_change(sheet, sheet.box)
    batch.book.sheets.remove(sheet)
    following.removed(batch.book, sheet.title)
    _check_visible(batch.book)
    batch.book.named_ranges = [item for item in batch.book.named_ranges if item["range"].get("sheetId", 0) != sheet.id]


def _check_visible(book: Spreadsheet) -> None:
    if all(sheet.hidden for sheet in book.sheets):
        raise invalid("You can't hide all the sheets in a document.")


@kind("duplicateSheet")
def duplicate_sheet(batch: Batch, body: dict[str, Any]) -> Reply:
    source = batch.sheet(body.get("sourceSheetId", 0))
    asked = {"title": body.get("newSheetName") or _copy_title(batch.book, source.title)}
    if body.get("newSheetId"):
        asked["sheetId"] = body["newSheetId"]
    fresh = new_sheet(batch.book, asked)
    sheet = copied(batch.book, source, fresh.id, fresh.title)
    place = _place(batch.book, body.get("insertSheetIndex", 0))
    batch.book.sheets.insert(place, sheet)
    batch.book.touched.add(sheet.id)
    check_size(batch)
    return {"properties": sheet_properties(sheet, place)}


def _copy_title(book: Spreadsheet, title: str) -> str:
    candidate, number = f"Copy of {title}", 1
    while book.titled(candidate):
        number += 1
        candidate = f"Copy of {title} {number}"
    return candidate


def copied(book: Spreadsheet, source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A tab's twin under another id. What carries an id of its own gets a new one; the metadata stays behind (K)."""
    twin = source.draft()
    twin.id, twin.title = sheet_id, title

    def moved(value: Any) -> Any:
        if isinstance(value, list):
            return [moved(item) for item in value]
        if not isinstance(value, dict):
            return value
        found = {name: moved(item) for name, item in value.items()}
        if "startRowIndex" in found or "startIndex" in found or found.get("sheetId") == source.id:
            found["sheetId"] = sheet_id
            if not sheet_id:
                del found["sheetId"]
        return found

    for name in ("conditional_formats", "protected", "bandings", "filter_views", "row_groups", "column_groups"):
        setattr(twin, name, moved(copy.deepcopy(getattr(twin, name))))
    twin.basic_filter = moved(copy.deepcopy(twin.basic_filter))
    taken = {item["protectedRangeId"] for sheet in book.sheets for item in sheet.protected}
    for item in twin.protected:
        item["protectedRangeId"] = book.new_id(taken)
        if not set(item["range"]) - {"sheetId"}:
            item["range"] = {"sheetId": sheet_id} if sheet_id else {}
    bands = {item["bandedRangeId"] for sheet in book.sheets for item in sheet.bandings}
    for item in twin.bandings:
        item["bandedRangeId"] = book.new_id(bands)
    for item in twin.filter_views:
        item["filterViewId"] = book.new_id([])
    twin.metadata, twin.tables = [], []
    return twin


@kind("updateSheetProperties")
def update_sheet_properties(batch: Batch, body: dict[str, Any]) -> None:
    asked = body.get("properties", {})
    mask = update_mask(body.get("fields", ""), "SheetProperties")
    sheet = batch.sheet(asked.get("sheetId", 0))
    old = sheet_properties(sheet, batch.book.sheets.index(sheet))
    new = updated(old, asked, _without_id(mask, old))
    if not mask or "title" in mask:
        if not new.get("title"):
            raise invalid("The sheet name cannot be empty.")  # wording approximate
        _check_title(batch.book, new["title"], sheet.id)
        if new["title"] != sheet.title:
            following.renamed(batch.book, sheet.title, new["title"])
        sheet.title = new["title"]
    sheet.dress = {name: new[name] for name in _DRESS if name in new}
    grid = new.get("gridProperties", {})
    if not mask or "gridProperties" in mask:
        _resize(batch, sheet, grid.get("rowCount", 0), grid.get("columnCount", 0))
        sheet.grid = {name: value for name, value in grid.items() if name not in _GRID_OWN}
    _check_frozen(sheet)
    _check_visible(batch.book)
    if (not mask and "index" in asked) or "index" in mask:
        _move(batch.book, sheet, asked.get("index", 0))


def _without_id(mask: Mask, old: dict[str, Any]) -> Mask:
    """`*` in an update means all but the id and the type, which cannot change."""
    return mask or {name: {} for name in ("title", "index", "gridProperties", *_DRESS)}


def _resize(batch: Batch, sheet: Sheet, rows: int, columns: int) -> None:
    """Shrinking deletes what lies beyond."""
    if rows < 1 or columns < 1:
        raise invalid("A sheet must have at least one row and one column.")  # wording approximate
    if rows < sheet.row_count:
        _cut(batch, sheet, moving.ROWS, rows, sheet.row_count)
    if columns < sheet.column_count:
        _cut(batch, sheet, moving.COLUMNS, columns, sheet.column_count)
    sheet.row_count, sheet.column_count = rows, columns
    check_size(batch)


def _cut(batch: Batch, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    moving.delete(batch.book, sheet, dimension, start, end)
    following.along_axis(batch.book, sheet, moving.deleted(dimension, start, end))


def _check_frozen(sheet: Sheet) -> None:
    if sheet.grid.get("frozenRowCount", 0) >= sheet.row_count:
        raise invalid("You can't freeze all visible rows on the sheet.")  # wording approximate
    if sheet.grid.get("frozenColumnCount", 0) >= sheet.column_count:
        raise invalid("You can't freeze all visible columns on the sheet.")  # wording approximate


def _move(book: Spreadsheet, sheet: Sheet, index: int) -> None:
    """`index` counts positions before the move (D, M)."""
    if not 0 <= index <= len(book.sheets):
        raise invalid(f"The sheet index {index} is out of bounds.")  # wording approximate
    old = book.sheets.index(sheet)
    book.sheets.insert(index, sheet)
    del book.sheets[old + (1 if index <= old else 0)]


KEPT = (
    "autoRecalc", "importFunctionsExternalUrlAccessAllowed", "iterativeCalculationSettings", "spreadsheetTheme",
)  # fmt: skip
_SETTABLE = {"title", "locale", "timeZone", *KEPT}


@kind("updateSpreadsheetProperties")
def update_spreadsheet_properties(batch: Batch, body: dict[str, Any]) -> None:
    asked = body.get("properties", {})
    mask = update_mask(body.get("fields", ""), "SpreadsheetProperties")
    names = set(mask) or set(asked)
    if names - _SETTABLE:
        raise NotModelled(f"updateSpreadsheetProperties of {', '.join(sorted(names - _SETTABLE))}")
    new = updated(spreadsheet_properties(batch.book), asked, {name: {} for name in names})
    if "locale" in names:
        batch.book.locale = known_locale(asked.get("locale", ""))
    if "timeZone" in names:
        batch.book.timezone = known_timezone(asked.get("timeZone", ""))
    if "title" in names:
        batch.book.title = new.get("title", "")
    for name in names & set(KEPT):
        if name in new:
            batch.book.more[name] = new[name]
        else:
            batch.book.more.pop(name, None)


def known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _bad_timezone(name) from None
    return name


def _bad_timezone(name: str) -> ApiError:
    return invalid(f"Invalid time zone: {name}")  # wording approximate
