"""A table of rows with headings that a query is asked of: what QUERY and the addresses of gviz have in common."""

from __future__ import annotations

from sheets_sync.local_sheets.formulas.functions.arrays import turned
from sheets_sync.local_sheets.formulas.functions.query_language import AGGREGATES, Query, Term, bad
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
from sheets_sync.local_sheets.formulas.inherited import is_date
from sheets_sync.local_sheets.formulas.inherited_arrays import Looks
from sheets_sync.local_sheets.formulas.operands import Area, is_number
from sheets_sync.local_sheets.formulas.scope import NumberFormat
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled


class Table:
    """Rows with headings. A column has one type, that of most of its values; the others count as empty (G)."""

    def __init__(self, names: dict[str, int], area: Area, headers: int) -> None:
        self.names, self.headers = names, headers
        heads = area[:headers]
        self.titles = [" ".join(str(row[n]) for row in heads if row[n] is not None) for n in range(len(area[0]))]
        columns = [of_one_type(column) for column in turned(area[headers:])] if area[headers:] else []
        self.rows: list[Row] = turned(columns) if columns else []

    def terms(self, query: Query) -> list[Term]:
        """What is selected: every column where nothing is named."""
        return query.select or [("column", name) for name in list(self.names)[: len(self.titles)]]

    def is_grouped(self, query: Query) -> bool:
        return bool(query.group) or any(_aggregates(term) for term in self.terms(query))

    def lines(self, query: Query) -> list[list[Row]]:
        """The rows behind each line of the answer, in its order."""
        rows = self._asked(query)
        if not query.select and not query.group:
            rows = [row for row in rows if any(one is not None for one in row)]
        return self._in_order(
            self._groups(rows, query.group) if self.is_grouped(query) else [[row] for row in rows], query
        )

    def heading(self, query: Query) -> list[str]:
        return [query.labels.get(term, self.title(term)) for term in self.terms(query)]

    def answer(self, query: Query) -> Area:
        select = self.terms(query)
        found = [[self.value(term, line) for term in select] for line in self.lines(query)]
        head = self.heading(query)
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
        titles: Row = [query.labels.get(term, self.title(term)) or None for term in groups]
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
            return formats(self.headers, self.column(term[1]))
        if term[0] == "call" and term[1] in ("sum", "avg", "min", "max"):
            return self.format_of(term[2], formats)
        return ("DATE", "") if term[:2] == ("call", "todate") else None

    def _groups(self, rows: list[Row], by: list[Term]) -> list[list[Row]]:
        groups: dict[tuple[Result, ...], list[Row]] = {}
        for row in rows:
            groups.setdefault(tuple(self.value(term, [row]) for term in by), []).append(row)
        ordered = sorted(groups.items(), key=lambda item: [sort_key(one) for one in item[0]])
        return [line for _, line in ordered] or ([[]] if not by else [])

    def column(self, name: str) -> int:
        for known, place in self.names.items():
            if known == name or (known.startswith("Col") and known.lower() == name.lower()):
                return place
        raise bad(f"NO_COLUMN: {name}")

    def title(self, term: Term) -> str:
        if term[0] == "column":
            return self.titles[self.column(term[1])]
        if term[0] == "call":
            return f"{term[1]} {self.title(term[2])}" if term[1] in AGGREGATES else f"{term[1]}({self.title(term[2])})"
        if term[0] == "value":
            return f"{term[1]:g}()" if is_number(term[1]) else ""
        names = {"+": "sum", "-": "difference", "*": "product", "/": "quotient"}
        return f"{names[term[0]]}({self.title(term[1])}{self.title(term[2])})"

    # -- values --------------------------------------------------------------------------------------------------

    def value(self, term: Term, line: list[Row]) -> Result:
        """A term's value for the rows of one group."""
        kind = term[0]
        if kind == "column":
            place = self.column(term[1])
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
