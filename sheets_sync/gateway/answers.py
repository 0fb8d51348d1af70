"""Google's answers as snapshots: what a look showed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sheets_sync.errors import UnreachableError
from sheets_sync.spreadsheet.a1 import Cell, Range
from sheets_sync.spreadsheet.requests import APPEARANCE_TAG, COLUMN_TAG, LEDGER_TAG, TAG
from sheets_sync.spreadsheet.snapshot import CellDetails, Merge, Snapshot, Tab, Value, whole_characters
from sheets_sync.words.worded import worded

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
    "gridProperties(rowCount,columnCount)),merges,developerMetadata(metadataId,metadataKey,metadataValue),"
    "data(rowData(values(effectiveValue,note,hyperlink,chipRuns(chip(richLinkProperties(uri))),"
    "textFormatRuns(format(strikethrough,link)),userEnteredFormat(textFormat(strikethrough))))))"
)
"""What every poll asks for: values, and what of their dress changes a reading and is rare. Number formats are not in
it: every cell of a plain-text column has one."""
DETAIL_FIELDS = (
    "sheets(properties(sheetId),data(startRow,startColumn,"
    "rowData(values(userEnteredValue(formulaValue),effectiveFormat(numberFormat(type)))),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue))))"
)
"""What is asked for of single cells, where a reading hangs on it."""

WantedCells = Mapping[int, tuple[str, Sequence[Cell]]]
"""Cells whose details are asked for: sheet id -> (title, cells)."""


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
    tabs: Sequence[Tab] = (),
) -> Snapshot:
    """Google's answer as a Snapshot; `tabs` are those that were made of its sheets before. An answer without tabs is
    incomplete: UnreachableError."""
    sheets = document.get("sheets")
    if not (sheets or tabs) or "properties" not in document:
        raise UnreachableError(worded("google.incomplete"), remedy=worded("google.incomplete.remedy"))
    properties = document["properties"]
    return Snapshot(
        spreadsheet_id=document.get("spreadsheetId", ""),
        sent=sent,
        answered=answered,
        server_date=date,
        locale=properties.get("locale", ""),
        timezone=properties.get("timeZone", ""),
        tabs=tuple(tabs or (tab_from(sheet) for sheet in sheets or () if is_grid(sheet))),
    )


def is_grid(sheet: Mapping[str, Any]) -> bool:
    """Whether a sheet of an answer has cells; a chart on a sheet of its own has none."""
    return "gridProperties" in sheet.get("properties", {})


def tab_from(sheet: Mapping[str, Any]) -> Tab:
    """A tab of Google's answer, with its cells where they were asked for."""
    properties = sheet["properties"]
    grid = properties["gridProperties"]
    data: Mapping[str, Any] = next(iter(sheet.get("data", [])), {})
    rows = []
    notes: dict[Cell, str] = {}
    struck: set[Cell] = set()
    links: dict[Cell, tuple[str, ...]] = {}
    for number, row in enumerate(data.get("rowData", [])):
        cells = row.get("values", ())
        values = [_value(cell.get("effectiveValue")) for cell in cells]
        for column, cell in enumerate(cells):
            if not cell.keys() <= _PLAIN:
                _dress(Cell(number, column), cell, values[column], notes, struck, links)
        rows.append(_trimmed(values))
    while rows and not rows[-1]:
        rows.pop()
    mark = _mark(sheet, TAG)
    return Tab(
        sheet_id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        rows=tuple(rows),
        tag=mark.get("metadataValue"),
        notes=notes,
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        appearance=_mark(sheet, APPEARANCE_TAG).get("metadataValue") or "",
        tag_id=mark.get("metadataId", 0),
        merges=tuple(_merge(m) for m in sheet.get("merges", ())),
        struck=frozenset(struck),
        links=links,
        ledger=_mark(sheet, LEDGER_TAG).get("metadataValue") or "",
    )


_PLAIN = frozenset({"effectiveValue"})


def _dress(
    at: Cell,
    cell: Mapping[str, Any],
    value: Value,
    notes: dict[Cell, str],
    struck: set[Cell],
    links: dict[Cell, tuple[str, ...]],
) -> None:
    """What else than a value stands in a cell: its note, whether it is struck through, the addresses behind it."""
    if "note" in cell:
        notes[at] = cell["note"]
    runs = [run.get("format", {}) for run in cell.get("textFormatRuns", ())]
    if cell.get("userEnteredFormat", {}).get("textFormat", {}).get("strikethrough") or any(
        run.get("strikethrough") for run in runs
    ):
        struck.add(at)
    found = (
        cell.get("hyperlink"),
        *(run.get("link", {}).get("uri") for run in runs),
        *(run.get("chip", {}).get("richLinkProperties", {}).get("uri") for run in cell.get("chipRuns", ())),
    )
    behind = tuple(dict.fromkeys(link for link in found if link and not (isinstance(value, str) and link in value)))
    if behind:
        links[at] = behind


def _merge(range_: Mapping[str, Any]) -> Merge:
    return Merge(
        range_.get("startRowIndex", 0),
        range_.get("startColumnIndex", 0),
        range_.get("endRowIndex", 0),
        range_.get("endColumnIndex", 0),
    )


def _mark(sheet: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A mark of the job on a tab of Google's answer; empty where there is none."""
    return next((e for e in sheet.get("developerMetadata", ()) if e.get("metadataKey") == key), {})


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


def details_from(document: Mapping[str, Any], cells: WantedCells) -> dict[int, CellDetails]:
    """Sheet id -> the details of the cells that were asked for."""
    found: dict[int, CellDetails] = {}
    for sheet in document.get("sheets", []):
        sheet_id = sheet.get("properties", {}).get("sheetId", 0)
        wanted = set(cells[sheet_id][1]) if sheet_id in cells else set()
        seen = [(at, cell) for data in sheet.get("data", []) for at, cell in _cells(data) if at in wanted]
        kinds = {at: cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type") for at, cell in seen}
        found[sheet_id] = CellDetails(
            formats={at: kind for at, kind in kinds.items() if kind},
            formulas=frozenset(at for at, cell in seen if "formulaValue" in cell.get("userEnteredValue", {})),
            column_tags={at: key for data in sheet.get("data", []) for at, key in column_marks(data)},
        )
    return found


def column_marks(data: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The job's marks on the columns of a piece of an answer: (column, key of the campaign's column)."""
    for column, meta in enumerate(data.get("columnMetadata", []), data.get("startColumn", 0)):
        for entry in meta.get("developerMetadata", ()):
            if entry.get("metadataKey") == COLUMN_TAG:
                yield column, entry["metadataValue"]


def bounding(title: str, cells: Iterable[Cell]) -> str:
    """The smallest range of a tab that holds all of some cells."""
    cells = list(cells)
    rows = [c.row for c in cells]
    columns = [c.column for c in cells]
    return Range(title, min(rows), min(columns), max(rows) + 1, max(columns) + 1).a1


def _cells(data: Mapping[str, Any]) -> Iterator[tuple[Cell, Mapping[str, Any]]]:
    first_row, first_column = data.get("startRow", 0), data.get("startColumn", 0)
    for number, row in enumerate(data.get("rowData", [])):
        for column, cell in enumerate(row.get("values", ())):
            yield Cell(first_row + number, first_column + column), cell
