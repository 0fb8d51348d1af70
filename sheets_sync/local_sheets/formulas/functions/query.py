"""QUERY: a table asked in the language of `query_language`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled, place_of, single
from sheets_sync.local_sheets.formulas.functions.arrays import turned
from sheets_sync.local_sheets.formulas.functions.query_language import AGGREGATES, Query, Term, bad, parsed
from sheets_sync.local_sheets.formulas.operands import Area, Failed, area_of, checked, compared, is_number
from sheets_sync.local_sheets.formulas.registry import on_tree
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.typing.patterns import EPOCH, moment
from sheets_sync.spreadsheet.a1 import column_letters

Row = list[Result]


@on_tree("QUERY", 1, 3)
def _query(scope: Scope, node: Node, array: bool) -> Any:
    data, *rest = node[2]
    area = area_of(checked(compiled(data, True)(scope)) if data[0] != "ref" else compiled(data, True)(scope))
    text = scope.text(checked(single(rest[0], False)(scope))) if rest else "select *"
    given = scope.number(checked(single(rest[1], False)(scope))) if len(rest) > 1 else -1
    names = _names(scope, data, len(area[0]))
    headers = int(given) if given >= 0 else _guessed_headers(area)
    scope.picked[node] = data
    return _Table(names, area, headers).answer(parsed(text))


def _names(scope: Scope, data: Node, width: int) -> dict[str, int]:
    """A range's columns are called by their letters, an array's Col1, Col2 …"""
    try:
        left = place_of(scope, data).left
    except Failed:
        return {f"Col{n + 1}": n for n in range(width)}
    return {column_letters(left + n): n for n in range(width)} | {f"Col{n + 1}": n for n in range(width)}


def _guessed_headers(area: Area) -> int:
    """One, when the first row is all text and something below is not; the exact rule is not known."""
    if len(area) < 2 or not all(isinstance(one, str) for one in area[0] if one is not None):
        return 0
    below = [row[n] for row in area[1:] for n in range(len(row)) if row[n] is not None]
    return 1 if any(not isinstance(one, str) for one in below) else 0


class _Table:
    """Rows with headings. A column has one type, that of most of its values; the others count as empty (G)."""

    def __init__(self, names: dict[str, int], area: Area, headers: int) -> None:
        self.names, self.headers = names, headers
        heads = area[:headers]
        self.titles = [" ".join(str(row[n]) for row in heads if row[n] is not None) for n in range(len(area[0]))]
        columns = [_of_one_type(column) for column in turned(area[headers:])] if area[headers:] else []
        self.rows: list[Row] = turned(columns) if columns else []

    def answer(self, query: Query) -> Area:
        select = query.select or [("column", name) for name in self._first_names()]
        rows = self.rows
        if query.where is not None:
            rows = [row for row in rows if self._holds(query.where, row)]
        grouped = bool(query.group) or any(_aggregates(term) for term in select)
        if not query.select and not query.group:
            rows = [row for row in rows if any(one is not None for one in row)]
        lines = self._groups(rows, query.group) if grouped else [[row] for row in rows]
        for term, up in reversed(query.order):
            lines.sort(key=lambda line, term=term: _sort_key(self.value(term, line)), reverse=not up)  # type: ignore[misc]
        lines = lines[query.offset :]
        lines = lines[: query.limit] if query.limit is not None else lines
        found = [[self.value(term, line) for term in select] for line in lines]
        head: Row = [query.labels.get(term, self._title(term)) for term in select]
        if self.headers or grouped or query.labels:
            return [[one if one != "" else None for one in head], *found]
        return found or [[None] * len(select)]

    def _first_names(self) -> list[str]:
        return list(self.names)[: len(self.titles)]

    def _groups(self, rows: list[Row], by: list[Term]) -> list[list[Row]]:
        groups: dict[tuple[Result, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault(tuple(self.value(term, [row]) for term in by), []).append(row)
        ordered = sorted(groups.items(), key=lambda item: [_sort_key(one) for one in item[0]])
        return [line for _, line in ordered] or ([[]] if not by else [])

    def _column(self, name: str) -> int:
        for known, place in self.names.items():
            if known == name or (known.startswith("Col") and known.lower() == name.lower()):
                return place
        raise bad(f"NO_COLUMN: {name}")

    def _title(self, term: Term) -> str:
        if term[0] == "column":
            return self.titles[self._column(term[1])]
        if term[0] == "call":
            return (
                f"{term[1]} {self._title(term[2])}" if term[1] in AGGREGATES else f"{term[1]}({self._title(term[2])})"
            )
        if term[0] == "value":
            return ""
        names = {"+": "sum", "-": "difference", "*": "product", "/": "quotient"}
        return f"{names[term[0]]}({self._title(term[1])}{self._title(term[2])})"

    # -- values --------------------------------------------------------------------------------------------------

    def value(self, term: Term, line: list[Row]) -> Result:
        """A term's value for the rows of one group."""
        kind = term[0]
        if kind == "column":
            place = self._column(term[1])
            return line[0][place] if line else None
        if kind == "value":
            return term[1]  # type: ignore[no-any-return]
        if kind in ("date", "datetime", "timeofday"):
            return _moment_of(kind, term[1])
        if kind == "call" and term[1] in AGGREGATES:
            return _folded(term[1], [self.value(term[2], [row]) for row in line])
        if kind == "call":
            return _scalar(term[1], self.value(term[2], line))
        a, b = self.value(term[1], line), self.value(term[2], line)
        if not is_number(a) or not is_number(b):
            return None
        if kind == "/":
            return a / b if b else None  # type: ignore[operator]
        return {"+": a + b, "-": a - b, "*": a * b}[kind]  # type: ignore[operator]

    def _holds(self, term: Term, row: Row) -> bool:
        kind = term[0]
        if kind == "and":
            return self._holds(term[1], row) and self._holds(term[2], row)
        if kind == "or":
            return self._holds(term[1], row) or self._holds(term[2], row)
        if kind == "not":
            return not self._holds(term[1], row)
        if kind == "null":
            return self.value(term[1], [row]) is None
        if kind not in _TESTS:
            return self.value(term, [row]) is True
        a, b = self.value(term[1], [row]), self.value(term[2], [row])
        if a is None or b is None:
            return kind == "!=" and a is not b
        return _TESTS[kind](a, b)


def _like(a: Result, b: Result) -> bool:
    pattern = re.escape(str(b)).replace("%", ".*").replace("_", ".")
    return re.fullmatch(pattern, str(a), re.DOTALL) is not None


def _same_type(a: Result, b: Result) -> bool:
    return is_number(a) == is_number(b) and isinstance(a, str) == isinstance(b, str)


def _order(test: Callable[[int], bool]) -> Callable[[Result, Result], bool]:
    def holds(a: Result, b: Result) -> bool:
        if isinstance(a, str) and isinstance(b, str):
            return test((a > b) - (a < b))
        return _same_type(a, b) and test(compared(a, b))

    return holds


_TESTS: dict[str, Callable[[Result, Result], bool]] = {
    "=": _order(lambda order: order == 0),
    "!=": lambda a, b: not _same_type(a, b) or a != b,
    "<": _order(lambda order: order < 0),
    "<=": _order(lambda order: order <= 0),
    ">": _order(lambda order: order > 0),
    ">=": _order(lambda order: order >= 0),
    "contains": lambda a, b: str(b) in str(a),
    "starts": lambda a, b: str(a).startswith(str(b)),
    "ends": lambda a, b: str(a).endswith(str(b)),
    "matches": lambda a, b: re.fullmatch(str(b), str(a)) is not None,
    "like": _like,
}


def _of_one_type(column: Row) -> Row:
    counts: dict[str, int] = {}
    for one in column:
        if one is not None and one != "" and not isinstance(one, CellError):
            counts[_type(one)] = counts.get(_type(one), 0) + 1
    most = max(counts, key=lambda name: counts[name], default="")
    return [one if one is not None and one != "" and _type(one) == most else None for one in column]


def _type(value: Result) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "error" if isinstance(value, CellError) else "number"


def _sort_key(value: Result) -> tuple[int, Any]:
    return (0, 0) if value is None else (1, value)


def _aggregates(term: Term) -> bool:
    return (term[0] == "call" and term[1] in AGGREGATES) or any(
        _aggregates(part) for part in term[1:] if isinstance(part, tuple)
    )


def _folded(name: str, values: Row) -> Result:
    from sheets_sync.local_sheets.formulas.functions.sums import exact

    found: Any = [one for one in values if one is not None]
    if name == "count":
        return len(found)
    if name in ("sum", "avg") and not all(is_number(one) for one in found):
        raise bad(f"{name.upper()}_AVG_ONLY_NUMERIC")
    if not found:
        return None
    if name == "sum":
        return exact(iter(found))
    if name == "avg":
        return exact(iter(found)) / len(found)
    return max(found) if name == "max" else min(found)  # type: ignore[no-any-return]


def _moment_of(kind: str, text: str) -> float:
    try:
        if kind == "timeofday":
            clock = datetime.time.fromisoformat(text)
            return (clock.hour * 3600 + clock.minute * 60 + clock.second) / 86_400
        return (datetime.datetime.fromisoformat(text) - EPOCH).total_seconds() / 86_400
    except ValueError:
        raise bad(f"Invalid {kind} literal [{text}]") from None


def _scalar(name: str, value: Result) -> Result:
    if value is None:
        return None
    if name in ("lower", "upper"):
        return str(value).lower() if name == "lower" else str(value).upper()
    if not is_number(value):
        raise bad(f"Can't perform the function {name} on a column that is not a date")
    when = moment(value)  # type: ignore[arg-type]
    if name == "todate":
        return int(value)  # type: ignore[arg-type]
    if name == "month":
        return when.month - 1  # months count from zero here (G)
    if name == "dayofweek":
        return when.isoweekday() % 7 + 1
    return getattr(when, name)  # type: ignore[no-any-return]
