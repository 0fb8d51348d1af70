"""The pieces of a state file as JSON: a tab, and a block of rows."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sheets_sync.local_sheets.grid.cells import EMPTY_ROW, SPILLED, Cell, CellError, Format, Formula, MaybeCell, Row
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet

_SHEET_FIELDS = (
    "title", "row_count", "column_count", "grid", "dress", "metadata", "conditional_formats", "protected",
    "bandings", "basic_filter", "filter_views", "row_groups", "column_groups", "tables", "charts",
)  # fmt: skip


BLOCK = 64  # rows


def book_of(file_id: str, records: dict[tuple[int, int], bytes]) -> Spreadsheet:
    """A spreadsheet from its records: its own under (-1, -1), a tab's under (tab, -1), its blocks under (tab, n)."""
    own = unpack(records[-1, -1])
    order = own.pop("order")
    book = Spreadsheet(file_id, own.pop("title"), **own)
    sheets = {sheet_id: sheet_from_record(sheet_id, unpack(records[sheet_id, -1])) for sheet_id in order}
    for (sheet_id, block), packed in sorted(records.items()):
        if block >= 0 and sheet_id in sheets:
            for offset, row in enumerate(rows_from_record(unpack(packed))):
                sheets[sheet_id].set_row(block * BLOCK + offset, row)
    book.sheets = [sheets[sheet_id] for sheet_id in order]
    return book


def pack(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpack(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def sheet_record(sheet: Sheet) -> dict[str, Any]:
    record = {name: getattr(sheet, name) for name in _SHEET_FIELDS}
    record["merges"] = [list(box) for box in sheet.merges]
    for name in ("row_sizes", "column_sizes"):
        record[name] = list(getattr(sheet, name).items())
    return record


def sheet_from_record(sheet_id: int, record: dict[str, Any]) -> Sheet:
    record["merges"] = [Box(*box) for box in record["merges"]]
    for name in ("row_sizes", "column_sizes"):
        record[name] = dict(record[name])
    return Sheet(sheet_id, record.pop("title"), **record)


def holds_the_same(rows: list[Row], others: list[Row]) -> bool:
    """Whether two states of some rows differ in nothing but what formulas came to."""
    if len(rows) != len(others):
        return False
    return all(a is b or _same_cells(a.cells, b.cells) for a, b in zip(rows, others, strict=True))


def _same_cells(cells: tuple[MaybeCell, ...], others: tuple[MaybeCell, ...]) -> bool:
    if len(cells) != len(others):
        return False
    return all(a is b or (a and b and _only_results(a, b)) for a, b in zip(cells, others, strict=True))


def _only_results(a: Cell, b: Cell) -> bool:
    same_dress = a.format is b.format and a.rule is b.rule and a.note == b.note and a.runs is b.runs
    return same_dress and (type(a.value) is Formula or a.value is SPILLED) and a.value == b.value


def block_record(rows: list[Row]) -> dict[str, Any]:
    """A block as JSON: its formats and rules once each, its rows once each, and their order.

    A cell is `0` (nothing), its number among the cells of the block that have no value, or a list
    [value, dress] with more behind; equal rows and equal bare cells are written once.
    """
    packer = _BlockPacker()
    order = [packer.row(row) for row in rows]
    return {"dress": packer.dresses, "rows": packer.rows, "order": order}


class _BlockPacker:
    def __init__(self) -> None:
        self.dresses: list[list[Any]] = []
        self.rows: list[list[Any]] = []
        self._dress_places: dict[tuple[int, int, str | None], int] = {}
        self._row_places: dict[int, int] = {}

    def row(self, row: Row) -> int:
        place = self._row_places.get(id(row))
        if place is None:
            place = self._row_places[id(row)] = len(self.rows)
            self.rows.append([self._cell(cell) for cell in row.cells])
        return place

    def _cell(self, cell: MaybeCell) -> Any:
        """-1: no cell; a number: a bare dress; else [dress, value kind, value, ...]."""
        if cell is None:
            return -1
        dress = self._dress(cell)
        if cell.value is None and cell.runs is None:
            return dress
        value = cell.value
        if type(value) is Formula:
            return [dress, value.text, _packed_result(cell.result), cell.runs, cell.shows, cell.link]
        if value is SPILLED:
            return [dress, None, _packed_result(cell.result), cell.runs, cell.shows]
        return [dress, value] if cell.runs is None else [dress, value, cell.runs]

    def _dress(self, cell: Cell) -> int:
        key = (id(cell.format), id(cell.rule), cell.note)
        place = self._dress_places.get(key)
        if place is None:
            place = self._dress_places[key] = len(self.dresses)
            self.dresses.append([cell.format.json if cell.format else None, cell.rule, cell.note])
        return place


def _packed_result(result: Any) -> Any:
    return {"error": [result.kind, result.message]} if isinstance(result, CellError) else result


def rows_from_record(record: dict[str, Any]) -> list[Row]:
    dresses = [(Format.of(dress), rule, note) for dress, rule, note in record["dress"]]
    bare = [Cell(None, dress, note, rule) for dress, rule, note in dresses]
    rows = [Row(_unpacked_cell(item, dresses, bare) for item in items) for items in record["rows"]]
    return [rows[place] if rows[place].cells else EMPTY_ROW for place in record["order"]]


def _unpacked_cell(item: Any, dresses: list[tuple[Any, Any, Any]], bare: list[Cell]) -> MaybeCell:
    if item == -1:
        return None
    if type(item) is int:
        return bare[item]
    dress, rule, note = dresses[item[0]]
    if len(item) > 3:
        result = item[2]
        if type(result) is dict:
            result = CellError(*result["error"])
        shows = (item[4][0], item[4][1]) if len(item) > 4 and item[4] else None
        value = SPILLED if item[1] is None else Formula(item[1])
        return Cell(value, dress, note, rule, item[3], result, shows, item[5] if len(item) > 5 else None)
    return Cell(item[1], dress, note, rule, item[2] if len(item) == 3 else None)
