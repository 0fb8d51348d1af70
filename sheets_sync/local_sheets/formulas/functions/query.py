"""QUERY: a table asked in the language of `query_language`."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.functions.arrays import turned
from sheets_sync.local_sheets.formulas.functions.query_language import AGGREGATES, Query, Term, bad, parsed
from sheets_sync.local_sheets.formulas.functions.query_values import (
    TESTS,
    Row,
    folded,
    moment_of,
    of_one_type,
    scalar,
    sort_key,
    worded,
)
from sheets_sync.local_sheets.formulas.inherited import Columns, is_date
from sheets_sync.local_sheets.formulas.inherited_arrays import Looks, looks_of
from sheets_sync.local_sheets.formulas.operands import Area, Failed, area_of, checked, is_number
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.registry import on_tree
from sheets_sync.local_sheets.formulas.scope import NumberFormat, Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled
from sheets_sync.spreadsheet.a1 import column_letters


@on_tree("QUERY", 1, 3)
def _query(scope: Scope, node: Node, array: bool) -> Any:
    data, *rest = node[2]
    area = area_of(checked(compiled(data, True)(scope)) if data[0] != "ref" else compiled(data, True)(scope))
    text = scope.text(checked(single(rest[0], False)(scope))) if rest else "select *"
    given = scope.number(checked(single(rest[1], False)(scope))) if len(rest) > 1 else -1
    names = _names(scope, data, len(area[0]))
    headers = int(given) if given >= 0 else _guessed_headers(area)
    query, table = parsed(text), _Table(names, area, headers)
    formats = looks_of(data, scope)
    answer = table.pivoted(query, formats) if query.pivot else table.answer(query)
    terms = query.select or [("column", name) for name in table.first_names()]
    kept = [table.format_of(term, formats) for term in terms]
    scope.picked[node] = Columns([*kept, *kept[-1:] * (len(answer[0]) - len(kept))])
    return answer


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
        columns = [of_one_type(column) for column in turned(area[headers:])] if area[headers:] else []
        self.rows: list[Row] = turned(columns) if columns else []

    def answer(self, query: Query) -> Area:
        select = query.select or [("column", name) for name in self.first_names()]
        rows = self._asked(query)
        grouped = bool(query.group) or any(_aggregates(term) for term in select)
        if not query.select and not query.group:
            rows = [row for row in rows if any(one is not None for one in row)]
        lines = self._groups(rows, query.group) if grouped else [[row] for row in rows]
        lines = self._in_order(lines, query)
        found = [[self.value(term, line) for term in select] for line in lines]
        head: Row = [query.labels.get(term, self._title(term)) for term in select]
        if any(head) or (self.headers and not query.labels):  # labels of "" take the heading away
            return [[one if one != "" else None for one in head], *found]
        return found or [[None] * len(select)]

    def _asked(self, query: Query) -> list[Row]:
        where = query.where
        return self.rows if where is None else [row for row in self.rows if self._holds(where, row)]

    def pivoted(self, query: Query, formats: Looks) -> Area:
        """One column for each value of the pivot's columns, in their order; the groups' own columns come first."""
        groups = [term for term in query.select if term in query.group]
        sums = [term for term in query.select if term not in query.group]
        if len(sums) != 1 or not _aggregates(sums[0]):
            raise NotModelled("QUERY with pivot and other than one aggregate")
        if sums[0] in query.labels or any(term not in query.group for term, _ in query.order):
            raise NotModelled("QUERY with pivot and a label or an order of its aggregate")
        if any(is_date(self.format_of(term, formats)) for term in query.pivot):
            raise NotModelled("QUERY with pivot of dates")
        rows = self._asked(query)
        heads = [tuple(self.value(term, line) for term in query.pivot) for line in self._groups(rows, query.pivot)]
        lines = self._in_order(self._groups(rows, query.group), query)
        found: Area = []
        for line in lines:
            parts = [[row for row in line if self._is(row, query.pivot, head)] for head in heads]
            cells = [self.value(sums[0], part) if part else None for part in parts]
            found.append([*(self.value(term, line) for term in groups), *cells])
        titles: Row = [query.labels.get(term, self._title(term)) or None for term in groups]
        return [[*titles, *(",".join(map(worded, head)) for head in heads)], *found]

    def _is(self, row: Row, terms: list[Term], values: tuple[Result, ...]) -> bool:
        return tuple(self.value(term, [row]) for term in terms) == values

    def _in_order(self, lines: list[list[Row]], query: Query) -> list[list[Row]]:
        for term, up in reversed(query.order):
            lines.sort(key=lambda line, term=term: sort_key(self.value(term, line)), reverse=not up)  # type: ignore[misc]
        lines = lines[query.offset :]
        return lines[: query.limit] if query.limit is not None else lines

    def format_of(self, term: Term, formats: Looks) -> NumberFormat | None:
        """How a term's values look: as those of their column, unless they are counted or worked out."""
        if term[0] == "column":
            return formats(self.headers, self._column(term[1]))
        if term[0] == "call" and term[1] in ("sum", "avg", "min", "max"):
            return self.format_of(term[2], formats)
        return ("DATE", "") if term[:2] == ("call", "todate") else None

    def first_names(self) -> list[str]:
        return list(self.names)[: len(self.titles)]

    def _groups(self, rows: list[Row], by: list[Term]) -> list[list[Row]]:
        groups: dict[tuple[Result, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault(tuple(self.value(term, [row]) for term in by), []).append(row)
        ordered = sorted(groups.items(), key=lambda item: [sort_key(one) for one in item[0]])
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
            return f"{term[1]:g}()" if is_number(term[1]) else ""
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
            return moment_of(kind, term[1])
        if kind == "call" and term[1] in AGGREGATES:
            return folded(term[1], [self.value(term[2], [row]) for row in line])
        if kind == "call":
            return scalar(term[1], self.value(term[2], line))
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
        if kind not in TESTS:
            return self.value(term, [row]) is True
        a, b = self.value(term[1], [row]), self.value(term[2], [row])
        if kind in ("=", "!=") and isinstance(b if a is None else a, str):
            a, b = a or "", b or ""  # an empty cell among texts is an empty text: B <> '' leaves it out
        if a is None or b is None:
            return kind == "!=" and a is not b
        return TESTS[kind](a, b)


def _aggregates(term: Term) -> bool:
    return (term[0] == "call" and term[1] in AGGREGATES) or any(
        _aggregates(part) for part in term[1:] if isinstance(part, tuple)
    )
