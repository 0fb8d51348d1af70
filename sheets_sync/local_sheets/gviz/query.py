"""The query language, as far as `select` columns, `where`, `order by`, `limit`, `offset` and `label` go.

Everything else of the language (`group by`, `pivot`, functions, `format`, `options`) is refused by name.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled, invalid
from sheets_sync.spreadsheet.a1 import column_index

Row = list[Any]
Test = Callable[[Row], bool]

_TOKEN = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|`[^`]*`|<=|>=|!=|<>|[=<>(),*]|-?\d+(?:\.\d+)?|[A-Za-z]\w*)")
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<>": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda own, value: value in own,
    "starts": lambda own, value: own.startswith(value),
    "ends": lambda own, value: own.endswith(value),
    "matches": lambda own, value: re.fullmatch(value, own) is not None,
    "like": lambda own, value: _like(value).fullmatch(own) is not None,
}
_REFUSED = ("group", "pivot", "format", "options", "skipping")
_CLAUSES = ("select", "where", "order", "limit", "offset", "label", *_REFUSED)


@dataclass(slots=True)
class Query:
    """What a query asks for; columns by their place in the table, all of them where `columns` is None."""

    columns: list[int] | None = None
    where: Test | None = None
    order: list[tuple[int, bool]] = field(default_factory=list)
    limit: int | None = None
    offset: int = 0
    labels: dict[int, str] = field(default_factory=dict)


def parse(text: str, left: int, width: int) -> Query:
    """Reads a query over a table that begins at the sheet's column `left`; columns are named by their letters."""
    return _Parser(text, left, width).query()


def bad(text: str) -> ApiError:
    return invalid(f"Invalid query: {text}")  # wording approximate


def _like(pattern: str) -> re.Pattern[str]:
    pieces = {"%": ".*", "_": "."}
    return re.compile("".join(pieces.get(c, re.escape(c)) for c in pattern), re.DOTALL)


class _Parser:
    def __init__(self, text: str, left: int, width: int) -> None:
        self.left, self.width = left, width
        self.tokens: list[str] = []
        place, text = 0, text.rstrip()
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise bad(f"can't be read from {text[place : place + 20]!r} on")
            self.tokens.append(match[1])
            place = match.end()

    def peek(self) -> str:
        return self.tokens[0].lower() if self.tokens else ""

    def take(self, *expected: str) -> str:
        if not self.tokens or (expected and self.peek() not in expected):
            raise bad(f"expected {' or '.join(expected) or 'more'}, found {self.peek() or 'its end'!r}")
        return self.tokens.pop(0)

    def query(self) -> Query:
        found = Query()
        while self.tokens:
            clause = self.take(*_CLAUSES).lower()
            if clause in _REFUSED:
                raise NotModelled(f"gviz query with {clause}")
            getattr(self, "_" + clause)(found)
        return found

    def _select(self, found: Query) -> None:
        if self.peek() == "*":
            self.take()
            return
        found.columns = self._listed(self.column)

    def _where(self, found: Query) -> None:
        found.where = self.either()

    def _order(self, found: Query) -> None:
        self.take("by")
        found.order = self._listed(self._one_order)

    def _one_order(self) -> tuple[int, bool]:
        column = self.column()
        return column, self.take().lower() == "desc" if self.peek() in ("asc", "desc") else False

    def _limit(self, found: Query) -> None:
        found.limit = self._count()

    def _offset(self, found: Query) -> None:
        found.offset = self._count()

    def _label(self, found: Query) -> None:
        found.labels = dict(self._listed(lambda: (self.column(), str(self.value()))))

    def _listed(self, one: Callable[[], Any]) -> list[Any]:
        items = [one()]
        while self.peek() == ",":
            self.take()
            items.append(one())
        return items

    def _count(self) -> int:
        word = self.take()
        if not word.isdecimal() or len(word) > 9:
            raise bad(f"{word!r} is no count")
        return int(word)

    def column(self) -> int:
        word = self.take().strip("`")
        if self.peek() == "(":
            raise NotModelled(f"gviz query with {word}()")
        place = column_index(word.upper()) - self.left if re.fullmatch(r"[A-Za-z]{1,3}", word) else -1
        if not 0 <= place < self.width:
            raise bad(f"NO_COLUMN: {word}")
        return place

    def value(self) -> Any:
        word = self.take()
        if word[0] in "\"'":
            return word[1:-1]
        if re.fullmatch(r"-?\d+(\.\d+)?", word):
            return float(word)
        if word.lower() in ("true", "false"):
            return word.lower() == "true"
        if word.lower() in ("date", "datetime", "timeofday"):
            raise NotModelled(f"gviz query with {word.lower()} values")
        raise bad(f"{word!r} is no value")

    def either(self) -> Test:
        parts = [self._all()]
        while self.peek() == "or":
            self.take()
            parts.append(self._all())
        return lambda row: any(part(row) for part in parts)

    def _all(self) -> Test:
        parts = [self._negated()]
        while self.peek() == "and":
            self.take()
            parts.append(self._negated())
        return lambda row: all(part(row) for part in parts)

    def _negated(self) -> Test:
        if self.peek() == "not":
            self.take()
            inner = self._negated()
            return lambda row: not inner(row)
        if self.peek() == "(":
            self.take()
            found = self.either()
            self.take(")")
            return found
        return self._compared()

    def _compared(self) -> Test:
        column = self.column()
        word = self.take("is", *_ORDERS, *_TEXTS).lower()
        if word == "is":
            negated = self.peek() == "not"
            if negated:
                self.take()
            self.take("null")
            return lambda row: (row[column] is None) != negated
        if word in ("starts", "ends"):
            self.take("with")
        value = self.value()
        if word in _TEXTS:
            return lambda row: isinstance(row[column], str) and _TEXTS[word](row[column], str(value))
        order = _ORDERS[word]
        return lambda row: _alike(row[column], value) and order(row[column], value)


def _alike(own: Any, value: Any) -> bool:
    """An empty cell, or a value of another type, fits no comparison."""
    return own is not None and isinstance(own, str) == isinstance(value, str)


def ordered(rows: list[Any], order: list[tuple[int, bool]], key: Callable[[Any], Row]) -> list[Any]:
    """Rows by columns, the first the strongest; empty cells come first, as they do in Sheets' own queries (K)."""
    for column, backwards in reversed(order):
        rows = sorted(rows, key=lambda row: _rank(key(row)[column]), reverse=backwards)
    return rows


def _rank(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    return (2, value) if isinstance(value, str) else (1, float(value))
