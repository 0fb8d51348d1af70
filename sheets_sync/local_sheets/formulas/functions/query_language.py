"""The language of QUERY, read into clauses (G: the Visualization API's query language).

`select where group by pivot order by limit offset label`; `format`, `options` and `skipping` are refused by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.wire.exceptions import NotModelled

Term: TypeAlias = tuple[Any, ...]  # ("column", name) ("value", value) ("call", name, term) ("+", a, b) ...

AGGREGATES = ("sum", "avg", "count", "max", "min")
SCALARS = ("year", "month", "day", "lower", "upper", "hour", "minute", "second", "dayofweek", "todate")
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<quoted>`[^`]*`)|(?P<number>\d+(?:\.\d+)?|\.\d+)
    |(?P<word>[A-Za-z_]\w*)|(?P<sign><>|!=|<=|>=|[-+*/(),=<>]))""",
    re.VERBOSE,
)
_CLAUSES = ("select", "where", "group", "pivot", "order", "skipping", "limit", "offset", "label", "format", "options")


def bad(what: str) -> Failed:
    return Failed("VALUE", f"Unable to parse query string for Function QUERY parameter 2: {what}")


@dataclass(slots=True)
class Query:
    """A query's clauses. An empty `select` means every column."""

    select: list[Term] = field(default_factory=list)
    where: Term | None = None
    group: list[Term] = field(default_factory=list)
    pivot: list[Term] = field(default_factory=list)
    order: list[tuple[Term, bool]] = field(default_factory=list)
    limit: int | None = None
    offset: int = 0
    labels: dict[Term, str] = field(default_factory=dict)


def parsed(text: str) -> Query:
    """The query of a text. An error cell's worth of refusal where it is none."""
    return _Parser(_tokens(text)).query()


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise bad(f"PARSE_ERROR: Encountered {text[at:].strip()[0]!r}")
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        at = match.end()
    return found


class _Parser:
    def __init__(self, items: list[tuple[str, str]]) -> None:
        self.items, self.at = items, 0

    def peek(self) -> str:
        """The next word or sign in small letters; a text or a number is none."""
        kind, text = self.items[self.at] if self.at < len(self.items) else ("", "")
        return text.lower() if kind in ("word", "sign") else ""

    def take(self, wanted: str = "") -> tuple[str, str]:
        if self.at >= len(self.items) or (wanted and self.peek() != wanted):
            raise bad(f"PARSE_ERROR: Expected {wanted or 'more'}")
        self.at += 1
        return self.items[self.at - 1]

    def accept(self, *wanted: str) -> bool:
        if self.peek() not in wanted:
            return False
        self.at += 1
        return True

    def query(self) -> Query:
        found = Query()
        while self.at < len(self.items):
            clause = self.peek()
            if clause not in _CLAUSES:
                raise bad(f"PARSE_ERROR: Encountered {self.items[self.at][1]!r}")
            if clause in ("format", "options", "skipping"):
                raise NotModelled(f"QUERY with {clause}")
            self.take()
            getattr(self, f"_{clause}")(found)
        return found

    def _select(self, found: Query) -> None:
        if not self.accept("*"):
            found.select = self._list()

    def _where(self, found: Query) -> None:
        found.where = self._or()

    def _group(self, found: Query) -> None:
        self.take("by")
        found.group = self._list()

    def _pivot(self, found: Query) -> None:
        found.pivot = self._list()

    def _order(self, found: Query) -> None:
        self.take("by")
        while True:
            term = self._sum()
            down = self.accept("desc")
            if not down:
                self.accept("asc")
            found.order.append((term, not down))
            if not self.accept(","):
                return

    def _limit(self, found: Query) -> None:
        found.limit = int(self.take()[1])

    def _offset(self, found: Query) -> None:
        found.offset = int(self.take()[1])

    def _label(self, found: Query) -> None:
        while True:
            term = self._sum()
            found.labels[term] = self.take()[1][1:-1]
            if not self.accept(","):
                return

    def _list(self) -> list[Term]:
        found = [self._sum()]
        while self.accept(","):
            found.append(self._sum())
        return found

    # -- conditions ----------------------------------------------------------------------------------------------

    def _or(self) -> Term:
        found = self._and()
        while self.accept("or"):
            found = ("or", found, self._and())
        return found

    def _and(self) -> Term:
        found = self._not()
        while self.accept("and"):
            found = ("and", found, self._not())
        return found

    def _not(self) -> Term:
        if self.accept("not"):
            return ("not", self._not())
        if self.peek() == "(":
            start = self.at
            self.take()
            found = self._or()
            if self.accept(")") and self.peek() in ("", "and", "or", ")", *_CLAUSES):
                return found
            self.at = start
        return self._comparison()

    def _comparison(self) -> Term:
        left = self._sum()
        if self.accept("is"):
            absent = not self.accept("not")
            self.take("null")
            return ("null", left) if absent else ("not", ("null", left))
        if self.accept("starts", "ends"):
            word = self.items[self.at - 1][1].lower()
            self.take("with")
            return (word, left, self._sum())
        word = self.peek()
        if word in ("contains", "matches", "like", "=", "!=", "<>", "<", "<=", ">", ">="):
            self.take()
            return ("!=" if word == "<>" else word, left, self._sum())
        return left

    # -- terms ---------------------------------------------------------------------------------------------------

    def _sum(self) -> Term:
        found = self._product()
        while self.peek() in ("+", "-"):
            found = (self.take()[1], found, self._product())
        return found

    def _product(self) -> Term:
        found = self._atom()
        while self.peek() in ("*", "/"):
            found = (self.take()[1], found, self._atom())
        return found

    def _atom(self) -> Term:
        if self.accept("("):
            found = self._sum()
            self.take(")")
            return found
        if self.accept("-"):
            return ("-", ("value", 0), self._atom())
        kind, text = self.take()
        if kind == "number":
            return ("value", float(text))
        if kind == "text":
            return ("value", text[1:-1])
        if kind == "quoted":
            return ("column", text[1:-1])
        if kind != "word":
            raise bad(f"PARSE_ERROR: Encountered {text!r}")
        return self._word(text)

    def _word(self, text: str) -> Term:
        lower = text.lower()
        if lower in ("true", "false"):
            return ("value", lower == "true")
        if (
            lower in ("date", "datetime", "timeofday")
            and self.at < len(self.items)
            and self.items[self.at][0] == "text"
        ):
            return (lower, self.take()[1][1:-1])
        if self.accept("("):
            if lower not in (*AGGREGATES, *SCALARS):
                raise NotModelled(f"QUERY with {lower}()")
            inner = self._sum()
            self.take(")")
            return ("call", lower, inner)
        return ("column", text)
