"""Contents of a csv, tsv or xlsx file as the tabs of a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

from sheets_sync.local_sheets.drive.exporting import CSV, TSV, XLSX
from sheets_sync.local_sheets.grid.cells import Cell, Format, Formula
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target
from sheets_sync.local_sheets.sheets.batch import Batch, check_size
from sheets_sync.local_sheets.sheets.writing import Writing, write_rows
from sheets_sync.local_sheets.typing.patterns import EPOCH
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

CONVERTIBLE = (CSV, TSV, XLSX)
_BY_ENDING = {"csv": CSV, "tsv": TSV, "xlsx": XLSX}
_PLAIN = ("", "text/plain", "application/octet-stream", "application/csv", "application/vnd.ms-excel")


def kind_of(content_type: str, name: str) -> str:
    """What a content is; by its name where its type says nothing."""
    kind = content_type.lower()
    if kind in _PLAIN:
        return _BY_ENDING.get(name.rpartition(".")[2].lower(), CSV if kind == "application/csv" else kind)
    return kind


def filled(book: Spreadsheet, content: bytes, kind: str, now: datetime.datetime) -> None:
    """Puts a content in the place of a spreadsheet's tabs."""
    batch = Batch(book, "", "", now)
    if kind in (CSV, TSV):
        _from_rows(batch, _rows(content, "," if kind == CSV else "\t"))
    elif kind == XLSX:
        _from_workbook(book, content)
    else:
        raise NotModelled(f"Drive conversion of {kind or 'a content without a type'} to a spreadsheet")
    book.named_ranges = []
    book.touched |= {sheet.id for sheet in book.sheets}
    check_size(batch)


def _rows(content: bytes, mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""), delimiter=mark))
    except csv.Error as error:
        raise DriveError(400, f"The content can't be read: {error}.", "badContent") from None  # wording approximate


def _from_rows(batch: Batch, rows: list[list[str]]) -> None:
    """The only tab, each piece taken as typed (what gspread's import_csv expects)."""
    first = batch.book.sheets[0]
    width = max(map(len, rows), default=0)
    batch.book.sheets[:] = [Sheet(first.id, first.title, max(len(rows), 1), max(width, 1))]
    batch.book.touched.add(first.id)
    write_rows(batch, Target(batch.book.sheets[0], Box(0, 0, 1, 1), single=True), rows, Writing(typed=True))


# -- xlsx -------------------------------------------------------------------------------------------------------------


def _from_workbook(book: Spreadsheet, content: bytes) -> None:
    """Values, formulas, number formats and merges of every worksheet; no other dress, as in the export."""
    try:
        import openpyxl
    except ImportError:
        raise NotModelled("reading xlsx without the package openpyxl") from None
    try:
        loaded = openpyxl.load_workbook(io.BytesIO(content))
    except Exception as error:  # openpyxl raises whatever its parsers raise
        text = f"The content is no readable xlsx file ({type(error).__name__})."  # wording approximate
        raise DriveError(400, text, "badContent") from None
    book.sheets = [_tab(book, number, worksheet) for number, worksheet in enumerate(loaded.worksheets)]
    if not book.sheets:
        raise DriveError(400, "The workbook has no worksheets.", "badContent")  # wording approximate


def _tab(book: Spreadsheet, number: int, worksheet: Any) -> Sheet:
    sheet_id = 0 if number == 0 else book.new_id(sheet.id for sheet in book.sheets)
    sheet = Sheet(sheet_id, worksheet.title, max(worksheet.max_row, 1), max(worksheet.max_column, 1))
    if worksheet.sheet_state != "visible":
        sheet.dress["hidden"] = True
    for row in worksheet.iter_rows():
        cells = {cell.column - 1: _cell(cell) for cell in row if cell.value is not None}
        sheet.set_cells(row[0].row - 1, {column: cell.or_none() for column, cell in cells.items()})
    for merged in worksheet.merged_cells.ranges:
        sheet.merges.append(Box(merged.min_row - 1, merged.min_col - 1, merged.max_row, merged.max_col))
    return sheet


def _cell(cell: Any) -> Cell:
    value, pattern = cell.value, cell.number_format
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds() / 86400
    elif isinstance(value, datetime.datetime | datetime.date | datetime.time):
        value = _serial(value)
    elif cell.data_type == "f":
        value = Formula(str(getattr(value, "text", value)))
    elif not isinstance(value, bool | int | float | str):
        value = str(value)
    dress = None
    if pattern and pattern != "General":
        kind = "TEXT" if pattern == "@" else ("DATE" if cell.is_date else "NUMBER")
        dress = Format.of({"numberFormat": {"type": kind, "pattern": pattern}})
    return Cell(value, dress)


def _serial(value: datetime.datetime | datetime.date | datetime.time) -> float:
    if isinstance(value, datetime.time):
        value = datetime.datetime.combine(EPOCH.date(), value)
    elif not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, datetime.time())
    return (value - EPOCH).total_seconds() / 86400
