"""Google's answers as snapshots: what a look showed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sheets_sync.errors import UnreachableError
from sheets_sync.spreadsheet.a1 import Cell, Range
from sheets_sync.spreadsheet.requests import APPEARANCE_TAG, TAG
from sheets_sync.spreadsheet.snapshot import Snapshot, Tab, Value, whole_characters

MARKS_OF_SURROGATES = (b"\\ud", b"\\uD", b"\xed")
"""Without one of these in it, an answer holds no surrogate, neither as an escape nor raw."""

ERROR_TEXTS = {
    "REF": "#REF!",
    "NAME": "#NAME?",
    "VALUE": "#VALUE!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "N_A": "#N/A",
    "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!",
    "ERROR": "#ERROR!",
    "LOADING": "#ERROR!",
}

SNAPSHOT_FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,index,hidden,"
    "gridProperties(rowCount,columnCount)),developerMetadata(metadataKey,metadataValue),"
    "data(rowData(values(effectiveValue,note))))"
)
FORMAT_FIELDS = "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(effectiveFormat(numberFormat)))))"

FormatCells = Mapping[int, tuple[str, Sequence[Cell]]]
"""Cells whose formats are asked for: sheet id -> (title, cells)."""


def parsed(content: bytes) -> Any:
    """An answer as JSON. Half a character (a lone surrogate, raw or as an escape) becomes U+FFFD: it could be neither
    digested nor stored, and one such cell would stop everybody's reading. Raises ValueError."""
    document = json.loads(content)
    if not any(mark in content for mark in MARKS_OF_SURROGATES):
        return document
    return json.loads(whole_characters(json.dumps(document, ensure_ascii=False)))


def snapshot_from(
    document: Mapping[str, Any],
    *,
    sent: datetime,
    answered: datetime,
    date: datetime | None = None,
    tab_of: Callable[[str, Mapping[str, Any]], Tab] | None = None,
) -> Snapshot:
    """Google's answer as a Snapshot. An answer without tabs is incomplete: UnreachableError."""
    sheets = document.get("sheets")
    if not sheets or "properties" not in document:
        raise UnreachableError("the answer was incomplete (no tabs in it).", remedy="The next run goes on.")
    properties = document["properties"]
    return Snapshot(
        spreadsheet_id=document.get("spreadsheetId", ""),
        sent=sent,
        answered=answered,
        server_date=date,
        locale=properties.get("locale", ""),
        timezone=properties.get("timeZone", ""),
        tabs=tuple(
            tab_of(document.get("spreadsheetId", ""), sheet) if tab_of else tab_from(sheet)
            for sheet in sheets
            if "gridProperties" in sheet.get("properties", {})
        ),
    )


def tab_from(sheet: Mapping[str, Any]) -> Tab:
    """A tab of Google's answer, with its cells where they were asked for."""
    properties = sheet["properties"]
    grid = properties["gridProperties"]
    data: Mapping[str, Any] = next(iter(sheet.get("data", [])), {})
    rows = []
    notes = {}
    for number, row in enumerate(data.get("rowData", [])):
        cells = row.get("values", ())
        rows.append(_trimmed([_value(cell.get("effectiveValue")) for cell in cells]))
        for column, cell in enumerate(cells):
            if "note" in cell:
                notes[Cell(number, column)] = cell["note"]
    while rows and not rows[-1]:
        rows.pop()
    return Tab(
        sheet_id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        rows=tuple(rows),
        tag=mark_of(sheet, TAG),
        notes=notes,
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        appearance=mark_of(sheet, APPEARANCE_TAG) or "",
    )


def mark_of(sheet: Mapping[str, Any], key: str) -> str | None:
    """A mark of the job on a tab of Google's answer."""
    entries = sheet.get("developerMetadata", ())
    return next((e.get("metadataValue") for e in entries if e.get("metadataKey") == key), None)


def _trimmed(values: list[Value]) -> tuple[Value, ...]:
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _value(effective: Mapping[str, Any] | None) -> Value:
    if not effective:
        return None
    for kind in ("stringValue", "numberValue", "boolValue"):
        if kind in effective:
            value: Value = effective[kind]
            return value
    return ERROR_TEXTS.get(effective.get("errorValue", {}).get("type", ""), "#ERROR!")


def formats_from(document: Mapping[str, Any], cells: FormatCells) -> dict[int, dict[Cell, str]]:
    """Sheet id -> the number formats of the cells that were asked for."""
    found: dict[int, dict[Cell, str]] = {}
    for sheet in document.get("sheets", []):
        sheet_id = sheet.get("properties", {}).get("sheetId", 0)
        wanted = set(cells[sheet_id][1]) if sheet_id in cells else set()
        formats = {cell: kind for data in sheet.get("data", []) for cell, kind in _formats(data)}
        found[sheet_id] = {cell: kind for cell, kind in formats.items() if cell in wanted}
    return found


def bounding(title: str, cells: Iterable[Cell]) -> str:
    """The smallest range of a tab that holds all of some cells."""
    cells = list(cells)
    rows = [c.row for c in cells]
    columns = [c.column for c in cells]
    return Range(title, min(rows), min(columns), max(rows) + 1, max(columns) + 1).a1


def _formats(data: Mapping[str, Any]) -> Iterator[tuple[Cell, str]]:
    first_row, first_column = data.get("startRow", 0), data.get("startColumn", 0)
    for number, row in enumerate(data.get("rowData", [])):
        for column, cell in enumerate(row.get("values", ())):
            kind = cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type")
            if kind:
                yield Cell(first_row + number, first_column + column), kind
