"""The operations that write values: update, append, clear, one range or many, all or nothing."""

from __future__ import annotations

import dataclasses
from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target, clipped, echo, resolve
from sheets_sync.local_sheets.grid.tables import append_place
from sheets_sync.local_sheets.sheets.batch import Batch, check_size
from sheets_sync.local_sheets.sheets.insisting import insist
from sheets_sync.local_sheets.sheets.values import FORMATTED, SERIAL
from sheets_sync.local_sheets.sheets.values_reading import (
    DATES,
    RENDERS,
    ROWS,
    Reading,
    dimension_of,
    filtered,
    masked,
    value_range,
)
from sheets_sync.local_sheets.sheets.writing import Writing, batch_of, clear_box, fits, rows_of, write_rows
from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled, invalid


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
        box = write_rows(batch_of(space, call, draft), target, rows, how)
        insist(space, call, draft, target.sheet, box)
        return _update_answer(draft, target, rows, box), target, box

    answer, target, box = space.change(spreadsheet_id, work, call.user)
    shown = dataclasses.replace(target, box=box) if target.single and not box.empty else target
    _with_values(space.current(spreadsheet_id), answer, shown, how, dimension_of(body))
    return masked(call, "UpdateValuesResponse", answer)


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
        batch = batch_of(space, call, draft)
        found = []
        for n, one in enumerate(data):
            try:
                target = resolve(draft, one.get("range", ""))
                found.append((_one_update(batch, target, one, how), target))
            except ApiError as refusal:
                raise refusal.prefixed(f"Invalid data[{n}]: ") from None
        return found

    done = space.change(spreadsheet_id, work, call.user)
    book = space.current(spreadsheet_id)
    for (answer, target), one in zip(done, data, strict=True):
        _with_values(book, answer, target, how, dimension_of(one))
    return masked(call, "BatchUpdateValuesResponse", _totals(spreadsheet_id, [answer for answer, _ in done], done))


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
        batch = batch_of(space, call, draft)
        found = []
        for one in body.get("data", []):
            for target in filtered(draft, one.get("dataFilter", {})):
                answer = _one_update(batch, target, one, how)
                del answer["spreadsheetId"]
                found.append((answer | {"dataFilter": one["dataFilter"]}, target))
        return found

    done = space.change(spreadsheet_id, work, call.user)
    return masked(call, "BatchUpdateValuesByDataFilterResponse", _totals(spreadsheet_id, [a for a, _ in done], done))


def values_append(space: Workspace, call: Call, spreadsheet_id: str, text: str) -> Answer:
    """Finds the table, writes after it, grows the grid (2.8)."""
    body = call.message("ValueRange", "data")
    how = _query_writing(call)
    insert = call.choice("insertDataOption", ("OVERWRITE", "INSERT_ROWS")) == "INSERT_ROWS"
    space.book(spreadsheet_id)

    def work(draft: Spreadsheet) -> tuple[dict[str, Any], Target]:
        batch = batch_of(space, call, draft)
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

    answer, target = space.change(spreadsheet_id, work, call.user)
    _with_values(space.current(spreadsheet_id), answer["updates"], target, how, dimension_of(body))
    return masked(call, "AppendValuesResponse", answer)


def _make_room(batch: Batch, sheet: Sheet, box: Box, insert: bool) -> None:
    if insert and box.top < sheet.row_count and box.height:
        moving.insert(batch.book, sheet, ROWS, box.top, box.height, inherit=box.top > 0)
    sheet.row_count = max(sheet.row_count, box.bottom)
    sheet.column_count = max(sheet.column_count, box.right)
    check_size(batch)


def _clear(batch: Batch, text: str) -> str:
    target = clipped(resolve(batch.book, text))
    sheet = batch.sheet(target.sheet.id)
    batch.may_change(sheet, target.box)
    clear_box(sheet, target.box)
    return echo(sheet, target.box)


def values_clear(space: Workspace, call: Call, spreadsheet_id: str, text: str) -> Answer:
    call.message("ClearValuesRequest")
    cleared = space.change(spreadsheet_id, lambda draft: _clear(batch_of(space, call, draft), text), call.user)
    return masked(call, "ClearValuesResponse", {"spreadsheetId": spreadsheet_id, "clearedRange": cleared})


def values_batch_clear(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    # gspread sends the ranges in the body; a client that puts them in the query is refused, as by Google (K)
    body = call.message("BatchClearValuesRequest")

    def work(draft: Spreadsheet) -> list[str]:
        batch = batch_of(space, call, draft)
        found = []
        for n, text in enumerate(body.get("ranges", [])):
            try:
                found.append(_clear(batch, text))
            except ApiError as refusal:
                raise refusal.prefixed(f"Invalid ranges[{n}]: ") from None
        return found

    cleared = space.change(spreadsheet_id, work, call.user)
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    return masked(call, "BatchClearValuesResponse", answer | ({"clearedRanges": cleared} if cleared else {}))


def values_batch_clear_by_data_filter(space: Workspace, call: Call, spreadsheet_id: str) -> Answer:
    body = call.message("BatchClearValuesByDataFilterRequest")

    def work(draft: Spreadsheet) -> list[str]:
        batch = batch_of(space, call, draft)
        found = []
        for one in body.get("dataFilters", []):
            for target in filtered(draft, one):
                sheet = batch.sheet(target.sheet.id)
                batch.may_change(sheet, target.box)
                clear_box(sheet, target.box)
                found.append(echo(sheet, target.box))
        return found

    cleared = space.change(spreadsheet_id, work, call.user)
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet_id}
    return masked(
        call, "BatchClearValuesByDataFilterResponse", answer | ({"clearedRanges": cleared} if cleared else {})
    )
