"""One function for each operation of the Sheets API: read what was asked, do it on the state, say what came of it."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from . import kinds, resources
from .batch import Batch, check_size, run
from .calls import Answer, Call, json_answer
from .exceptions import ApiError, NotModelled, bad_fields, invalid, not_found
from .kinds.metadata import matching
from .kinds.sheets import copied, new_sheet
from .locales import locale
from .masks import Mask, answer_mask, prune
from .models import Box, MaybeCell, Sheet, Spreadsheet
from .ranges import Target, clipped, echo, grid_box, resolve
from .tables import append_place
from .values import AS_STRING, FORMATTED, FORMULA, SERIAL, UNFORMATTED, read, written_as_typed, written_raw
from .workspace import Workspace, new_spreadsheet

assert kinds  # importing it registers every request kind

ROWS, COLUMNS = "ROWS", "COLUMNS"
RENDERS = (FORMATTED, UNFORMATTED, FORMULA)
DATES = (SERIAL, AS_STRING)
_FIELDS_NOTHING: Mask = {}


def _masked(call: Call, message: str, value: dict[str, Any]) -> Answer:
    fields = call.one("fields")
    return json_answer(prune(value, answer_mask(fields, message)) if fields else value)


def _batch(space: Workspace, call: Call, draft: Spreadsheet) -> Batch:
    return Batch(draft, call.user, space.files[draft.id].owner, space.local_now(draft))


# -- spreadsheets ---------------------------------------------------------------------------------------------------


def spreadsheets_get(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    if call.one("commentsViewMode") or call.flag("excludeTablesInBandedRanges"):
        raise NotModelled("commentsViewMode, excludeTablesInBandedRanges")
    fields = call.one("fields")
    asked = call.query.get("ranges")
    targets = tuple(clipped(resolve(book, text)) for text in asked) if asked else None
    mask = answer_mask(fields, "Spreadsheet") if fields else _FIELDS_NOTHING
    view = resources.View(mask, fields, call.user, call.flag("includeGridData"), targets)
    return Answer(200, resources.spreadsheet(book, view))


def spreadsheets_get_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    body = call.message("GetSpreadsheetByDataFilterRequest")
    targets = tuple(t for one in body.get("dataFilters", []) for t in filtered(book, one))
    fields = call.one("fields")
    mask = answer_mask(fields, "Spreadsheet") if fields else _FIELDS_NOTHING
    grid = body.get("includeGridData", False)
    view = resources.View(mask, fields, call.user, grid, targets if body.get("dataFilters") else None)
    return Answer(200, resources.spreadsheet(book, view))


def spreadsheets_create(space: Workspace, call: Call) -> Answer:
    """A given `sheets` list replaces the default tab (M spike H)."""
    body = call.message("Spreadsheet")
    asked = body.get("properties", {})
    book = new_spreadsheet(asked.get("title") or "Untitled spreadsheet")
    locale(asked.get("locale", book.locale))
    book.locale = asked.get("locale", book.locale)
    book.timezone = asked.get("timeZone", book.timezone)
    if body.get("sheets"):
        book.sheets = []
        for n, item in enumerate(body["sheets"]):
            unknown = set(item) - {"properties"}
            if unknown:
                raise NotModelled(f"spreadsheets.create with sheets[].{', '.join(sorted(unknown))}")
            wanted = item.get("properties", {})
            if n == 0 and "sheetId" not in wanted:
                wanted = {**wanted, "sheetId": 0}
            book.sheets.append(new_sheet(book, wanted))
    for name in ("namedRanges", "developerMetadata"):
        if body.get(name):
            raise NotModelled(f"spreadsheets.create with {name}")
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
        return run(_batch(space, call, draft), body.get("requests", []))

    replies = space.change(spreadsheet_id, work)
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
    return resources.spreadsheet(book, resources.View(mask, key, call.user, grid, targets))


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
        check_size(_batch(space, call, draft))
        return resources.sheet_properties(draft.sheets[-1], len(draft.sheets) - 1)

    target = body.get("destinationSpreadsheetId", "")
    space.book(target)
    space.refuse(target, call.user, write=True)
    return json_answer(space.change(target, work))


# -- values: reading ------------------------------------------------------------------------------------------------


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
    return _masked(call, "ValueRange", value_range(book, clipped(resolve(book, text)), how))


def values_batch_get(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    how = _reading(call)
    found = [value_range(book, clipped(resolve(book, text)), how) for text in call.query.get("ranges", [])]
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    if found:
        answer["valueRanges"] = found
    return _masked(call, "BatchGetValuesResponse", answer)


def values_batch_get_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    book = space.current(spreadsheet_id)
    body = call.message("BatchGetValuesByDataFilterRequest")
    how = _body_reading(body, "valueRenderOption", "dateTimeRenderOption")
    how = dataclasses.replace(how, dimension=_dimension(body))
    found = []
    for one in body.get("dataFilters", []):
        for target in filtered(book, one):
            found.append({"valueRange": value_range(book, target, how), "dataFilters": [one]})
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    if found:
        answer["valueRanges"] = found
    return _masked(call, "BatchGetValuesByDataFilterResponse", answer)


def _dimension(body: dict[str, Any]) -> str:
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


# -- values: writing ------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Writing:
    """How values are to be taken, and whether the answer shows what they became."""

    typed: bool
    echo: bool = False
    render: str = FORMATTED
    dates: str = SERIAL


def _writing(option: str, **rest: Any) -> Writing:
    if option in ("", "INPUT_VALUE_OPTION_UNSPECIFIED"):
        raise invalid("'valueInputOption' is required but not specified")
    return Writing(option == "USER_ENTERED", **rest)


_INPUTS = ("", "RAW", "USER_ENTERED")


def _query_writing(call: Call) -> Writing:
    return _writing(
        call.choice("valueInputOption", _INPUTS),
        echo=call.flag("includeValuesInResponse"),
        render=call.choice("responseValueRenderOption", RENDERS),
        dates=call.choice("responseDateTimeRenderOption", DATES),
    )


def _body_writing(body: dict[str, Any]) -> Writing:
    return _writing(
        body.get("valueInputOption", ""),
        echo=body.get("includeValuesInResponse", False),
        render=body.get("responseValueRenderOption", FORMATTED),
        dates=body.get("responseDateTimeRenderOption", SERIAL),
    )


def rows_of(body: dict[str, Any]) -> list[list[Any]]:
    """The rows of a ValueRange. A list or an object is no value."""
    values: list[list[Any]] = body.get("values", [])
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise invalid(f"Invalid values[{r}][{c}]: {kind} {{ ... }}")  # P; the dump of the value is left out
    if _dimension(body) == COLUMNS:
        height = max(map(len, values), default=0)
        return [[column[n] if n < len(column) else None for column in values] for n in range(height)]
    return values


def write_rows(batch: Batch, target: Target, rows: list[list[Any]], how: Writing) -> Box:
    """Puts rows at a target's corner. None leaves a cell alone, "" empties it (D). Returns the box of the data."""
    sheet = batch.sheet(target.sheet.id)
    top, left = target.box.top, target.box.left
    box = Box(top, left, top + len(rows), left + max(map(len, rows), default=0))
    batch.may_change(sheet, box if rows else target.box)
    where, today = batch.locale, batch.today
    for offset, values in enumerate(rows):
        row = sheet.row(top + offset)
        changes: dict[int, MaybeCell] = {}
        for n, value in enumerate(values):
            if value is not None:
                cell = row.at(left + n)
                changes[left + n] = (
                    written_as_typed(cell, value, where, today) if how.typed else written_raw(cell, value)
                )
        sheet.set_cells(top + offset, changes)
    return box


def fits(target: Target, rows: list[list[Any]]) -> None:
    """A closed range, and the grid behind an open one, must hold the data (C, M, P)."""
    sheet, box = target.sheet, target.box
    beyond_rows, beyond_columns = box.bottom > sheet.row_count, box.right > sheet.column_count
    if (beyond_rows or beyond_columns) and not target.single:
        limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        raise invalid(f"Range ({target.a1}) exceeds grid limits. {limits}")
    bottom = sheet.row_count if target.single or target.open_rows else box.bottom
    right = sheet.column_count if target.single or target.open_columns else box.right
    wide = max(map(len, rows), default=0)
    asked = echo(sheet, Box(box.top, box.left, bottom, right)) if not target.single else target.a1
    where = f"Requested writing within range [{asked}], but tried writing to"
    if box.top + len(rows) > bottom:
        raise invalid(f"{where} row [{bottom + 1}]")
    if box.left + wide > right:
        from ..a1 import column_letters

        raise invalid(f"{where} column [{column_letters(right)}]")


def _one_update(batch: Batch, target: Target, body: dict[str, Any], how: Writing) -> dict[str, Any]:
    rows = rows_of(body)
    fits(target, rows)
    box = write_rows(batch, target, rows, how)
    return _update_answer(batch.book, target, rows, box)


def _update_answer(book: Spreadsheet, target: Target, rows: list[list[Any]], box: Box) -> dict[str, Any]:
    """Counts only the cells written; nulls are none (C)."""
    answer: dict[str, Any] = {"spreadsheetId": book.id}
    if not rows or box.empty:
        corner = Box(target.box.top, target.box.left, target.box.top + 1, target.box.left + 1)
        return answer | {"updatedRange": echo(target.sheet, corner)}
    written = [[value for value in row if value is not None] for row in rows]
    columns = {n for row in rows for n, value in enumerate(row) if value is not None}
    counts = {
        "updatedRows": sum(1 for row in written if row),
        "updatedColumns": len(columns),
        "updatedCells": sum(map(len, written)),
    }
    answer["updatedRange"] = echo(target.sheet, box)
    return answer | {name: count for name, count in counts.items() if count}


def _with_values(book: Spreadsheet, answer: dict[str, Any], target: Target, how: Writing, dimension: str) -> None:
    """`updatedData`: the values of the range after the write."""
    if how.echo:
        sheet = book.find(target.sheet.id)
        assert sheet is not None
        seen = clipped(dataclasses.replace(target, sheet=sheet))
        answer["updatedData"] = value_range(book, seen, Reading(how.render, how.dates, dimension))


def values_update(space: Workspace, call: Call, spreadsheet_id: str, text: str) -> Answer:
    body = call.message("ValueRange", "data")
    how = _query_writing(call)
    space.book(spreadsheet_id)

    def work(draft: Spreadsheet) -> tuple[dict[str, Any], Target, Box]:
        target = _same_range(resolve(draft, text), body, text, draft)
        rows = rows_of(body)
        fits(target, rows)
        box = write_rows(_batch(space, call, draft), target, rows, how)
        return _update_answer(draft, target, rows, box), target, box

    answer, target, box = space.change(spreadsheet_id, work)
    shown = dataclasses.replace(target, box=box) if target.single and not box.empty else target
    _with_values(space.current(spreadsheet_id), answer, shown, how, _dimension(body))
    return _masked(call, "UpdateValuesResponse", answer)


def _same_range(target: Target, body: dict[str, Any], text: str, book: Spreadsheet) -> Target:
    if body.get("range") and body["range"] != text:
        other = resolve(book, body["range"])
        if (other.sheet.id, other.box) != (target.sheet.id, target.box):
            raise invalid(f"Requested writing to range [{text}], which does not match value's range [{body['range']}]")
    return target


def values_batch_update(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    body = call.message("BatchUpdateValuesRequest")
    how = _body_writing(body)
    data = body.get("data", [])
    space.book(spreadsheet_id)

    def work(draft: Spreadsheet) -> list[tuple[dict[str, Any], Target]]:
        batch = _batch(space, call, draft)
        found = []
        for n, one in enumerate(data):
            try:
                target = resolve(draft, one.get("range", ""))
                found.append((_one_update(batch, target, one, how), target))
            except ApiError as refusal:
                raise refusal.prefixed(f"Invalid data[{n}]: ") from None
        return found

    done = space.change(spreadsheet_id, work)
    book = space.current(spreadsheet_id)
    for (answer, target), one in zip(done, data, strict=True):
        _with_values(book, answer, target, how, _dimension(one))
    return _masked(call, "BatchUpdateValuesResponse", _totals(spreadsheet_id, [answer for answer, _ in done], done))


def _totals(
    spreadsheet_id: str, answers: list[dict[str, Any]], done: list[tuple[dict[str, Any], Target]]
) -> dict[str, Any]:
    """Rows and columns that any range wrote to are counted once each (C: rows 1 and 4 by 4 columns -> 2, 4, 8)."""
    rows: set[tuple[int, int]] = set()
    columns: set[tuple[int, int]] = set()
    for answer, target in done:
        top, left, sheet = target.box.top, target.box.left, target.sheet.id
        rows |= {(sheet, top + n) for n in range(answer.get("updatedRows", 0))}
        columns |= {(sheet, left + n) for n in range(answer.get("updatedColumns", 0))}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(answer.get("updatedCells", 0) for answer in answers),
        "totalUpdatedSheets": len({target.sheet.id for answer, target in done if answer.get("updatedCells")}),
    }
    found: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    found |= {name: count for name, count in totals.items() if count}
    return found | ({"responses": answers} if answers else {})


def values_batch_update_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    body = call.message("BatchUpdateValuesByDataFilterRequest")
    how = _body_writing(body)
    if how.echo:
        raise NotModelled("includeValuesInResponse in values:batchUpdateByDataFilter")
    space.book(spreadsheet_id)

    def work(draft: Spreadsheet) -> list[tuple[dict[str, Any], Target]]:
        batch = _batch(space, call, draft)
        found = []
        for one in body.get("data", []):
            for target in filtered(draft, one.get("dataFilter", {})):
                answer = _one_update(batch, target, one, how)
                del answer["spreadsheetId"]
                found.append((answer | {"dataFilter": one["dataFilter"]}, target))
        return found

    done = space.change(spreadsheet_id, work)
    return _masked(call, "BatchUpdateValuesByDataFilterResponse", _totals(spreadsheet_id, [a for a, _ in done], done))


def values_append(space: Workspace, call: Call, spreadsheet_id: str, text: str) -> Answer:
    """Finds the table, writes after it, grows the grid (2.8)."""
    body = call.message("ValueRange", "data")
    how = _query_writing(call)
    insert = call.choice("insertDataOption", ("OVERWRITE", "INSERT_ROWS")) == "INSERT_ROWS"
    space.book(spreadsheet_id)

    def work(draft: Spreadsheet) -> tuple[dict[str, Any], Target]:
        batch = _batch(space, call, draft)
        asked = clipped(resolve(draft, text))
        rows = rows_of(body)
        table, top, left = append_place(asked)
        sheet = batch.sheet(asked.sheet.id)
        _make_room(batch, sheet, Box(top, left, top + len(rows), left + max(map(len, rows), default=0)), insert)
        target = Target(sheet, Box(top, left, top + 1, left + 1), single=True)
        box = write_rows(batch, target, rows, how)
        answer: dict[str, Any] = {"spreadsheetId": draft.id}
        if table is not None:
            answer["tableRange"] = echo(sheet, table)
        answer["updates"] = _update_answer(draft, target, rows, box)
        return answer, dataclasses.replace(target, box=box)

    answer, target = space.change(spreadsheet_id, work)
    _with_values(space.current(spreadsheet_id), answer["updates"], target, how, _dimension(body))
    return _masked(call, "AppendValuesResponse", answer)


def _make_room(batch: Batch, sheet: Sheet, box: Box, insert: bool) -> None:
    from . import grids

    if insert and box.top < sheet.row_count and box.height:
        grids.insert(batch.book, sheet, ROWS, box.top, box.height, inherit=box.top > 0)
    sheet.row_count = max(sheet.row_count, box.bottom)
    sheet.column_count = max(sheet.column_count, box.right)
    check_size(batch)


def _clear(batch: Batch, text: str) -> str:
    target = clipped(resolve(batch.book, text))
    sheet = batch.sheet(target.sheet.id)
    batch.may_change(sheet, target.box)
    clear_box(sheet, target.box)
    return echo(sheet, target.box)


def clear_box(sheet: Sheet, box: Box) -> None:
    """Values go; formats, notes and validation stay (D)."""
    for index in range(box.top, min(box.bottom, len(sheet.rows))):
        row = sheet.rows[index]
        changes = {
            column: cell.with_value(None)
            for column, cell in enumerate(row.cells[box.left : box.right], box.left)
            if cell is not None and cell.value is not None
        }
        sheet.set_cells(index, changes)


def values_clear(space: Workspace, call: Call, spreadsheet_id: str, text: str) -> Answer:
    call.message("ClearValuesRequest")
    cleared = space.change(spreadsheet_id, lambda draft: _clear(_batch(space, call, draft), text))
    return _masked(call, "ClearValuesResponse", {"spreadsheetId": spreadsheet_id, "clearedRange": cleared})


def values_batch_clear(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    # gspread sends the ranges in the body; a client that puts them in the query is refused, as by Google (K)
    body = call.message("BatchClearValuesRequest")

    def work(draft: Spreadsheet) -> list[str]:
        batch = _batch(space, call, draft)
        found = []
        for n, text in enumerate(body.get("ranges", [])):
            try:
                found.append(_clear(batch, text))
            except ApiError as refusal:
                raise refusal.prefixed(f"Invalid ranges[{n}]: ") from None
        return found

    cleared = space.change(spreadsheet_id, work)
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    return _masked(call, "BatchClearValuesResponse", answer | ({"clearedRanges": cleared} if cleared else {}))


def values_batch_clear_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    body = call.message("BatchClearValuesByDataFilterRequest")

    def work(draft: Spreadsheet) -> list[str]:
        batch = _batch(space, call, draft)
        found = []
        for one in body.get("dataFilters", []):
            for target in filtered(draft, one):
                sheet = batch.sheet(target.sheet.id)
                batch.may_change(sheet, target.box)
                clear_box(sheet, target.box)
                found.append(echo(sheet, target.box))
        return found

    cleared = space.change(spreadsheet_id, work)
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    return _masked(
        call, "BatchClearValuesByDataFilterResponse", answer | ({"clearedRanges": cleared} if cleared else {})
    )


# -- developer metadata ---------------------------------------------------------------------------------------------


def metadata_get(space: Workspace, call: Call, spreadsheet_id: str, metadata_id: str) -> Answer:
    book = space.book(spreadsheet_id)
    if not re.fullmatch(r"-?\d{1,10}", metadata_id):
        text = f"Invalid value at 'metadata_id' (TYPE_INT32), \"{metadata_id}\""
        raise bad_fields([("metadata_id", text)])
    for item in book.all_metadata():
        if item["metadataId"] == int(metadata_id):
            return _masked(call, "DeveloperMetadata", item)
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
    return _masked(call, "SearchDeveloperMetadataResponse", answer)
