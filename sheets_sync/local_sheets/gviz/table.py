"""A range of a tab as a table: labels, a type for each column, rows of values with their shown texts."""

from __future__ import annotations

import datetime
from typing import Any

from sheets_sync.local_sheets.formulas.functions.query_language import Term, parsed
from sheets_sync.local_sheets.formulas.functions.query_table import Table
from sheets_sync.local_sheets.formulas.functions.query_values import Row
from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.grid.cells import Cell, CellError
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import clipped, resolve
from sheets_sync.local_sheets.sheets.values import is_date, shown, shown_value
from sheets_sync.local_sheets.typing.locales import Locale, locale
from sheets_sync.local_sheets.typing.patterns import EPOCH
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid
from sheets_sync.spreadsheet.a1 import column_letters


def read(book: Spreadsheet, sheet: Sheet, call: Call) -> dict[str, Any]:
    """The table that a request asks for: `range`, `headers` and the query `tq`."""
    box = _box(book, sheet, call.one("range"))
    cells = [[sheet.cell(r, c) for c in range(box.left, box.right)] for r in range(box.top, box.bottom)]
    kinds = [_kind([row[c] for row in cells[1:] or cells]) for c in range(box.width)]
    headers = _headers(cells, kinds, call.one("headers"))
    where = locale(book.locale)
    labels = [" ".join(filter(None, (shown(row[c], where) for row in cells[:headers]))) for c in range(box.width)]
    asked = _Asked(box, cells[headers:], kinds, labels, where)
    try:
        return {**asked.answer(call.one("tq")), "parsedNumHeaders": headers}
    except Failed as failed:
        raise invalid(f"Invalid query: {failed.error.message.rpartition('parameter 2: ')[2]}") from None


class _Asked:
    """The cells of a range as a table that is asked."""

    def __init__(self, box: Box, cells: list[list[Cell]], kinds: list[str], labels: list[str], where: Locale) -> None:
        self.cells, self.kinds, self.where = cells, kinds, where
        names = {column_letters(box.left + c): c for c in range(box.width)}
        rows = [
            [*(_value(cell, kind) for cell, kind in zip(row, kinds, strict=True)), number]  # the last one finds the row
            for number, row in enumerate(cells)
        ]
        self.table = Table(names, [[*labels, ""], *rows], 1)

    def answer(self, text: str) -> dict[str, Any]:
        query = parsed(text)
        if query.pivot:
            raise NotModelled("gviz query with pivot")
        terms = self.table.terms(query)
        whole = not self.table.is_grouped(query)
        rows = [{"c": [self._cell(term, line, whole=whole) for term in terms]} for line in self.table.lines(query)]
        heads = zip(terms, self.table.heading(query), strict=True)
        return {"cols": [_column(_id(term), head, self._kind_of(term)) for term, head in heads], "rows": rows}

    def _kind_of(self, term: Term) -> str:
        if term[0] == "column":
            return self.kinds[self.table.column(term[1])]
        if term[0] == "call" and term[1] in ("min", "max", "sum", "avg"):
            return self._kind_of(term[2])
        if term[0] in ("date", "datetime") or term[:2] == ("call", "todate"):
            return "datetime" if term[0] == "datetime" else "date"
        texts = term[:2] in (("call", "upper"), ("call", "lower")) or isinstance(term[1], str)
        return "string" if texts and term[0] in ("call", "value") and term[1] not in _NUMBERS else "number"

    def _cell(self, term: Term, line: list[Row], *, whole: bool) -> dict[str, Any] | None:
        """A value with the text that people see: of its own cell, or under the format of its column."""
        value, kind = self.table.value(term, line), self._kind_of(term)
        if whole and term[0] == "column":
            cell = self.cells[int(line[0][-1])][self.table.column(term[1])]  # type: ignore[arg-type]
            return _told(value, kind, shown(cell, self.where))
        return _told(value, kind, shown_value(value, self.table.format_of(term, self._format), self.where))

    def _format(self, row: int, column: int) -> tuple[str, str] | None:
        formats = (row[column].number_format for row in self.cells)
        return next((one for one in formats if one is not None), None)


_NUMBERS = ("count", "year", "month", "day", "hour", "minute", "second", "dayofweek")


def _id(term: Term) -> str:
    """The id of a column of the answer: its letter, or what was done with it."""
    if term[0] == "column":
        return str(term[1])
    if term[0] == "call":
        return f"{term[1]}-{_id(term[2])}"
    return str(term[1]) if term[0] == "value" else f"{term[0]}({_id(term[1])},{_id(term[2])})"


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


def _column(name: str, label: str, kind: str) -> dict[str, Any]:
    pattern = {"number": {"pattern": "General"}, "date": {"pattern": "yyyy-mm-dd"}}.get(kind, {})
    return {"id": name, "label": label, "type": kind, **pattern}


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


def _told(value: Any, kind: str, text: str) -> dict[str, Any] | None:
    if value is None:
        return None
    if kind in ("date", "datetime"):
        return {"v": _date(float(value), kind), "f": text}
    if kind == "number":
        return {"v": float(value), "f": text}
    return {"v": value} if kind == "string" else {"v": value, "f": text}


def _date(serial: float, kind: str) -> str:
    """`Date(2026,2,5)`: months count from 0."""
    moment = EPOCH + datetime.timedelta(days=serial)
    parts = [moment.year, moment.month - 1, moment.day]
    if kind == "datetime":
        parts += [moment.hour, moment.minute, moment.second]
    return f"Date({','.join(map(str, parts))})"
