"""The operations on spreadsheets, tabs and developer metadata: one function each, in three beats.

Read what was asked, do it on the state, say what came of it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.grid.ranges import clipped, resolve
from sheets_sync.local_sheets.sheets import filtering, kinds, resources
from sheets_sync.local_sheets.sheets.batch import Batch, check_size, run
from sheets_sync.local_sheets.sheets.conditions import Conditions, draft_world, looks_of
from sheets_sync.local_sheets.sheets.creating import fill, properties_of
from sheets_sync.local_sheets.sheets.kinds.metadata import matching
from sheets_sync.local_sheets.sheets.kinds.sheets import copied, new_sheet
from sheets_sync.local_sheets.sheets.values_reading import filtered, masked
from sheets_sync.local_sheets.sheets.writing import batch_of
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
    body = call.message("Spreadsheet")
    book = properties_of(body.get("properties", {}))
    batch = Batch(book, call.user, call.user, space.local_now(book))
    fill(batch, body)
    _filter(space, batch)
    check_size(batch)
    space.add(book, owner=call.user)
    return _whole(book, call, call.one("fields"))


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
        _filter(space, batch)
        return replies

    replies = space.change(spreadsheet_id, work, call.user)
    parts = {"spreadsheetId": spreadsheet_id, "replies": replies}
    answer = resources.dumps(prune(parts, mask))
    if body.get("includeSpreadsheetInResponse") and (not mask or "updatedSpreadsheet" in mask):
        shown = _updated_spreadsheet(space, call, spreadsheet_id, body, mask.get("updatedSpreadsheet", {}))
        answer = answer[:-1] + (b"," if len(answer) > 2 else b"") + b'"updatedSpreadsheet":' + shown + b"}"
    return Answer(200, answer)


def _filter(space: Workspace, batch: Batch) -> None:
    """Hides what the basic filters hide that were set."""
    for number in batch.filtered & {sheet.id for sheet in batch.book.sheets}:
        sheet = batch.book.edit(number)
        filtering.apply(batch.book, sheet, Conditions(draft_world(space, batch.book), sheet))


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
