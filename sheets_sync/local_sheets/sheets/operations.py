"""The operations on spreadsheets, tabs and developer metadata: one function each, in three beats.

Read what was asked, do it on the state, say what came of it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace, new_spreadsheet
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import clipped, resolve
from sheets_sync.local_sheets.sheets import filtering, kinds, resources
from sheets_sync.local_sheets.sheets.batch import KINDS, Batch, check_size, run
from sheets_sync.local_sheets.sheets.conditions import Conditions, draft_world, looks_of
from sheets_sync.local_sheets.sheets.kinds.metadata import matching
from sheets_sync.local_sheets.sheets.kinds.sheets import copied, known_timezone, new_sheet
from sheets_sync.local_sheets.sheets.values_reading import filtered, masked
from sheets_sync.local_sheets.sheets.writing import batch_of
from sheets_sync.local_sheets.typing.locales import known_locale
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import NotModelled, bad_fields, not_found
from sheets_sync.local_sheets.wire.masks import Mask, answer_mask, prune

assert kinds  # importing it registers every request kind

_FIELDS_NOTHING: Mask = {}


# -- spreadsheets ---------------------------------------------------------------------------------------------------


def _view(space: Workspace, book: Spreadsheet, *asked: Any) -> resources.View:
    """How a spreadsheet is looked at, with the looks that its bandings and rules give."""
    day = str(space.local_now(book).date())
    view = resources.View(*asked)
    return dataclasses.replace(view, looks=lambda sheet: looks_of(space, book, sheet), day=day)


def spreadsheets_get(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    if call.one("commentsViewMode") or call.flag("excludeTablesInBandedRanges"):
        raise NotModelled("commentsViewMode, excludeTablesInBandedRanges")
    fields = call.one("fields")
    asked = call.query.get("ranges")
    targets = tuple(clipped(resolve(book, text)) for text in asked) if asked else None
    mask = answer_mask(fields, "Spreadsheet") if fields else _FIELDS_NOTHING
    view = _view(space, book, mask, fields, call.user, call.flag("includeGridData"), targets)
    return Answer(200, resources.spreadsheet(book, view))


def spreadsheets_get_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    body = call.message("GetSpreadsheetByDataFilterRequest")
    targets = tuple(t for one in body.get("dataFilters", []) for t in filtered(book, one))
    fields = call.one("fields")
    mask = answer_mask(fields, "Spreadsheet") if fields else _FIELDS_NOTHING
    grid = body.get("includeGridData", False)
    view = _view(space, book, mask, fields, call.user, grid, targets if body.get("dataFilters") else None)
    return Answer(200, resources.spreadsheet(book, view))


def spreadsheets_create(space: Workspace, call: Call) -> Answer:
    """A given `sheets` list replaces the default tab (M)."""
    body = call.message("Spreadsheet")
    asked = body.get("properties", {})
    book = new_spreadsheet(asked.get("title") or "Untitled spreadsheet")
    book.locale = known_locale(asked.get("locale", book.locale))
    book.timezone = known_timezone(asked.get("timeZone", book.timezone))
    if body.get("sheets"):
        book.sheets = []
        for n, item in enumerate(body["sheets"]):
            unknown = set(item) - {"properties", "data"}
            if unknown:
                raise NotModelled(f"spreadsheets.create with sheets[].{', '.join(sorted(unknown))}")
            wanted = item.get("properties", {})
            if n == 0 and "sheetId" not in wanted:
                wanted = {**wanted, "sheetId": 0}
            book.sheets.append(new_sheet(book, wanted))
            _fill(Batch(book, call.user, call.user, space.local_now(book)), book.sheets[-1], item.get("data", []))
    for name in ("namedRanges", "developerMetadata"):
        if body.get(name):
            raise NotModelled(f"spreadsheets.create with {name}")
    space.add(book, owner=call.user)
    return _whole(book, call, call.one("fields"))


def _fill(batch: Batch, sheet: Sheet, data: list[dict[str, Any]]) -> None:
    """The cells that a new tab is made with."""
    for grid in data:
        if grid.get("rowMetadata") or grid.get("columnMetadata"):
            raise NotModelled("spreadsheets.create with sizes of rows and columns")
        start = {"sheetId": sheet.id, "rowIndex": grid.get("startRow", 0), "columnIndex": grid.get("startColumn", 0)}
        KINDS["updateCells"](batch, {"start": start, "rows": grid.get("rowData", []), "fields": "*"})


def _whole(book: Spreadsheet, call: Call, fields: str) -> Answer:
    mask = answer_mask(fields, "Spreadsheet") if fields else _FIELDS_NOTHING
    return Answer(200, resources.spreadsheet(book, resources.View(mask, fields, call.user, False)))


def spreadsheets_batch_update(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    space.book(spreadsheet_id)
    body = call.message("BatchUpdateSpreadsheetRequest")
    fields = call.one("fields")
    mask = answer_mask(fields, "BatchUpdateSpreadsheetResponse") if fields else _FIELDS_NOTHING

    def work(draft: Spreadsheet) -> list[dict[str, Any]]:
        batch = batch_of(space, call, draft)
        replies = run(batch, body.get("requests", []))
        for number in batch.filtered & {sheet.id for sheet in draft.sheets}:
            sheet = draft.edit(number)
            filtering.apply(draft, sheet, Conditions(draft_world(space, draft), sheet))
        return replies

    replies = space.change(spreadsheet_id, work, call.user)
    parts = {"spreadsheetId": spreadsheet_id, "replies": replies}
    answer = resources.dumps(prune(parts, mask))
    if body.get("includeSpreadsheetInResponse") and (not mask or "updatedSpreadsheet" in mask):
        shown = _updated_spreadsheet(space, call, spreadsheet_id, body, mask.get("updatedSpreadsheet", {}))
        answer = answer[:-1] + (b"," if len(answer) > 2 else b"") + b'"updatedSpreadsheet":' + shown + b"}"
    return Answer(200, answer)


def _updated_spreadsheet(space: Workspace, call: Call, file_id: str, body: dict[str, Any], mask: Mask) -> bytes:
    book = space.current(file_id)
    asked = body.get("responseRanges")
    targets = tuple(clipped(resolve(book, text)) for text in asked) if asked else None
    key = "updated " + call.one("fields")
    grid = body.get("responseIncludeGridData", False)
    return resources.spreadsheet(book, _view(space, book, mask, key, call.user, grid, targets))


def sheets_copy_to(space: Workspace, call: Call, spreadsheet_id: str, sheet_id: str) -> Answer:
    """Copies a tab into another file (or the same); the title begins with `Copy of` (C)."""
    body = call.message("CopySheetToAnotherSpreadsheetRequest")
    source_book = space.book(spreadsheet_id)
    source = source_book.find(int(sheet_id)) if sheet_id.isdigit() else None
    if source is None:
        raise not_found()
    original = source

    def work(draft: Spreadsheet) -> dict[str, Any]:
        title = f"Copy of {original.title}"
        number = 1
        while draft.titled(title):
            number += 1
            title = f"Copy of {original.title} {number}"
        fresh = new_sheet(draft, {"title": title})
        draft.sheets.append(copied(draft, original, fresh.id, title))
        draft.touched.add(fresh.id)
        check_size(batch_of(space, call, draft))
        return resources.sheet_properties(draft.sheets[-1], len(draft.sheets) - 1)

    target = body.get("destinationSpreadsheetId", "")
    space.book(target)
    space.refuse(target, call.user, write=True)
    return json_answer(space.change(target, work, call.user))


# -- developer metadata ---------------------------------------------------------------------------------------------


def metadata_get(space: Workspace, call: Call, spreadsheet_id: str, metadata_id: str) -> Answer:
    book = space.book(spreadsheet_id)
    if not re.fullmatch(r"-?\d{1,10}", metadata_id):
        text = f"Invalid value at 'metadata_id' (TYPE_INT32), \"{metadata_id}\""
        raise bad_fields([("metadata_id", text)])
    for item in book.all_metadata():
        if item["metadataId"] == int(metadata_id):
            return masked(call, "DeveloperMetadata", item)
    raise not_found()


def metadata_search(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.book(spreadsheet_id)
    body = call.message("SearchDeveloperMetadataRequest")
    matched: dict[int, dict[str, Any]] = {}
    for one in body.get("dataFilters", []):
        for item in matching(book, one):
            entry = matched.setdefault(item["metadataId"], {"developerMetadata": item, "dataFilters": []})
            entry["dataFilters"].append(one)
    answer = {"matchedDeveloperMetadata": list(matched.values())} if matched else {}
    return masked(call, "SearchDeveloperMetadataResponse", answer)
