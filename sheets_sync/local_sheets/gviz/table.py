"""A range of a tab as a table: labels, a type for each column, rows of values with their shown texts."""

from __future__ import annotations

import datetime
from typing import Any

from sheets_sync.local_sheets.grid.cells import Cell, CellError
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import clipped, resolve
from sheets_sync.local_sheets.gviz.query import ordered, parse
from sheets_sync.local_sheets.sheets.values import is_date, shown
from sheets_sync.local_sheets.typing.locales import Locale, locale
from sheets_sync.local_sheets.typing.patterns import EPOCH
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.spreadsheet.a1 import column_letters


def read(book: Spreadsheet, sheet: Sheet, call: Call) -> dict[str, Any]:
    """The table that a request asks for: `range`, `headers` and the query `tq`."""
    box = _box(book, sheet, call.one("range"))
    cells = [[sheet.cell(r, c) for c in range(box.left, box.right)] for r in range(box.top, box.bottom)]
    kinds = [_kind([row[c] for row in cells[1:] or cells]) for c in range(box.width)]
    headers = _headers(cells, kinds, call.one("headers"))
    where = locale(book.locale)
    labels = [" ".join(filter(None, (shown(row[c], where) for row in cells[:headers]))) for c in range(box.width)]
    query = parse(call.one("tq"), box.left, box.width)
    rows = [(row, [_value(cell, kind) for cell, kind in zip(row, kinds, strict=True)]) for row in cells[headers:]]
    rows = [pair for pair in rows if query.where is None or query.where(pair[1])]
    rows = ordered(rows, query.order, lambda pair: pair[1])[query.offset :]
    rows = rows if query.limit is None else rows[: query.limit]
    chosen = query.columns if query.columns is not None else list(range(box.width))
    return {
        "cols": [_column(box.left + c, query.labels.get(c, labels[c]), kinds[c]) for c in chosen],
        "rows": [{"c": [_cell(row[c], values[c], kinds[c], where) for c in chosen]} for row, values in rows],
        "parsedNumHeaders": headers,
    }


def _box(book: Spreadsheet, sheet: Sheet, text: str) -> Box:
    filled = sheet.filled() or Box(0, 0, 0, 0)
    if not text:
        return filled
    asked = clipped(resolve(book, text if "!" in text else f"'{sheet.title.replace(chr(39), chr(39) * 2)}'!{text}")).box
    return Box(
        asked.top, asked.left, max(min(asked.bottom, filled.bottom), asked.top), min(asked.right, sheet.column_count)
    )


def _kind(cells: list[Cell]) -> str:
    """The type that most cells of a column have; texts where nothing is there."""
    counts: dict[str, int] = {}
    for cell in cells:
        value = cell.shown
        if value is not None and not isinstance(value, CellError):
            name = "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else _of_number(cell)
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name], default="string")


def _of_number(cell: Cell) -> str:
    kind = cell.number_format
    if not is_date(kind):
        return "number"
    return "datetime" if kind and kind[0] == "DATE_TIME" else "date"


def _headers(cells: list[list[Cell]], kinds: list[str], asked: str) -> int:
    """As many as asked for; else one where the first row's texts stand over a column that holds no texts."""
    if asked.isdecimal():
        return min(int(asked[:4]), len(cells))
    first = cells[0] if cells else []
    all_texts = all(isinstance(cell.shown, str) for cell in first if cell.shown is not None)
    return int(bool(first) and all_texts and any(kind != "string" for kind in kinds))


def _column(index: int, label: str, kind: str) -> dict[str, Any]:
    pattern = {"number": {"pattern": "General"}, "date": {"pattern": "yyyy-mm-dd"}}.get(kind, {})
    return {"id": column_letters(index), "label": label, "type": kind, **pattern}


def _value(cell: Cell, kind: str) -> Any:
    """The value in a column of a type; a cell of another type counts as empty."""
    value = cell.shown
    if value is None or isinstance(value, CellError):
        return None
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if kind == "string":
        return value if isinstance(value, str) else None
    return value if not isinstance(value, bool | str) else None


def _cell(cell: Cell, value: Any, kind: str, where: Locale) -> dict[str, Any] | None:
    if value is None:
        return None
    if kind in ("date", "datetime"):
        return {"v": _date(float(value), kind), "f": shown(cell, where)}
    if kind == "number":
        return {"v": float(value), "f": shown(cell, where)}
    return {"v": value} if kind == "string" else {"v": value, "f": shown(cell, where)}


def _date(serial: float, kind: str) -> str:
    """`Date(2026,2,5)`: months count from 0."""
    moment = EPOCH + datetime.timedelta(days=serial)
    parts = [moment.year, moment.month - 1, moment.day]
    if kind == "datetime":
        parts += [moment.hour, moment.minute, moment.second]
    return f"Date({','.join(map(str, parts))})"
