"""Formulas as text: cut into tokens, parsed into a tree, and rewritten when cells that they name move.

Numbers are written with the locale's decimal mark. Arguments are parted by `;` everywhere and by `,` where the comma
is not the decimal mark; a `;` in a file of the latter kind is rewritten to `,`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sheets_sync.spreadsheet.a1 import column_index, column_letters

Node: TypeAlias = tuple[Any, ...]
EMPTY: Node = ("empty",)

_TITLE = r"(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d+"
_PATTERN = r"""(?P<space>\s+)
|(?P<string>"(?:[^"]|"")*")
|(?P<error>\#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!))
|(?P<ref>(?:TITLE)?(?:CELL(?::CELL|:\$?[A-Za-z]{1,3}(?![\w(])|:\$?\d+(?![\w.]))?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(])|\$?\d+:\$?\d+)(?![\w(]))
|(?P<call>[A-Za-z_][\w.]*(?=\s*\())
|(?P<number>(?:\d+(?:POINT\d*)?|POINT\d+)(?:[eE][+-]?\d+)?)
|(?P<name>[^\W\d][\w.]*)
|(?P<op><>|<=|>=|[-+*/^&=<>%(){},;:\\])
|(?P<other>.)"""


@functools.cache
def _tokenizer(decimal: str) -> re.Pattern[str]:
    text = _PATTERN.replace("TITLE", _TITLE).replace("CELL", _CELL).replace("POINT", re.escape(decimal))
    return re.compile(text, re.VERBOSE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


class BadFormula(Exception):
    """The text is no formula."""


@functools.lru_cache(maxsize=4096)
def tokens(text: str, decimal: str) -> tuple[Token, ...]:
    """The tokens of a formula after its `=`; joined, they are the text again."""
    return tuple(Token(m.lastgroup or "", m[0]) for m in _tokenizer(decimal).finditer(text, 1))


@dataclass(frozen=True, slots=True)
class Reference:
    """A range in a formula: inclusive corners, None where open; `fixed` says which corners carry a `$`."""

    sheet: str | None
    top: int | None
    left: int | None
    bottom: int | None
    right: int | None
    fixed: tuple[bool, bool, bool, bool]
    single: bool
    title: str  # as written, with the `!`

    @property
    def text(self) -> str:
        first = _corner(self.top, self.left, self.fixed[0], self.fixed[1])
        if self.single:
            return self.title + first
        return f"{self.title}{first}:{_corner(self.bottom, self.right, self.fixed[2], self.fixed[3])}"


def _corner(row: int | None, column: int | None, fixed_row: bool, fixed_column: bool) -> str:
    letters = "" if column is None else ("$" if fixed_column else "") + column_letters(column)
    return letters + ("" if row is None else ("$" if fixed_row else "") + str(row + 1))


@functools.lru_cache(maxsize=4096)
def reference(text: str) -> Reference:
    """`Tab!$A$1:B2` -> a Reference. BadFormula beyond column ZZZ."""
    title, mark, cells = text.rpartition("!")
    sheet = title[1:-1].replace("''", "'") if title.startswith("'") else title
    first, colon, last = cells.partition(":")
    a, b = _parse_corner(first), _parse_corner(last or first)
    rows, columns = _sorted(a[0], b[0]), _sorted(a[1], b[1])
    top, bottom, left, right = rows[0], rows[1], columns[0], columns[1]
    if colon and b[0] is None and a[0] is not None:
        bottom = None
    if colon and b[1] is None and a[1] is not None:
        right = None
    fixed = (a[2], a[3], b[2], b[3])
    return Reference(sheet if mark else None, top, left, bottom, right, fixed, not colon, title + mark)


def _parse_corner(text: str) -> tuple[int | None, int | None, bool, bool]:
    match = re.fullmatch(r"(\$?)([A-Za-z]{1,3})?(\$?)(\d+)?", text)
    if not match:
        raise BadFormula(text)
    try:
        column = column_index(match[2]) if match[2] else None
    except ValueError:
        raise BadFormula(text) from None
    if match[4] == "0" * len(match[4] or "x"):
        raise BadFormula(text)
    row_mark = match[3] if match[2] else match[1] or match[3]
    return (int(match[4]) - 1 if match[4] else None), column, bool(row_mark), bool(match[2] and match[1])


def _sorted(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is None or last is None:
        return (first if first is not None else last), last if first is not None else None
    return min(first, last), max(first, last)


# -- the tree ---------------------------------------------------------------------------------------------------

_BINARY = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 6}


@functools.lru_cache(maxsize=4096)
def parse(text: str, decimal: str) -> Node:
    """The tree of a formula.

    Nodes: number, string, bool, error, ref, name, range, call, apply, array, empty, unary, percent, binary.
    """
    parser = _Parser([token for token in tokens(text, decimal) if token.kind != "space"], decimal)
    tree = parser.expression(0)
    parser.end()
    return tree


class _Parser:
    def __init__(self, items: list[Token], decimal: str) -> None:
        self.items, self.place, self.decimal = items, 0, decimal

    def peek(self) -> str:
        item = self.items[self.place] if self.place < len(self.items) else None
        return item.text if item and item.kind == "op" else ""

    def take(self) -> Token:
        if self.place >= len(self.items):
            raise BadFormula("the formula ends too soon")
        self.place += 1
        return self.items[self.place - 1]

    def end(self) -> None:
        if self.place < len(self.items):
            raise BadFormula(f"cannot read {self.items[self.place].text!r}")

    def expression(self, level: int) -> Node:
        left = self.unary()
        while (op := self.peek()) in _BINARY and _BINARY[op] > level:
            self.take()
            left = ("binary", op, left, self.expression(_BINARY[op]))
        return left

    def unary(self) -> Node:
        if self.peek() in ("-", "+"):  # binds closer than ^, as in Sheets: -2^2 is 4 (K)
            return ("unary", self.take().text, self.unary())
        node = self.range()
        while self.peek() == "%":
            self.take()
            node = ("percent", node)
        return node

    def range(self) -> Node:
        """`A1 : B2`, or a range with an end that is worked out, as in `A1:INDEX(A1:A9, 3)`."""
        node = self.atom()
        while self.peek() == ":":
            self.take()
            node = _range(node, self.atom())
        return node

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return ("number", float(token.text.replace(self.decimal, ".")))
        if token.kind == "string":
            return ("string", token.text[1:-1].replace('""', '"'))
        if token.kind == "error":
            return ("error", token.text)
        if token.kind == "ref":
            return ("ref", reference(token.text))
        if token.kind == "call":
            node: Node = ("call", token.text, self.arguments())
            while self.peek() == "(":  # LAMBDA(x, x+1)(2)
                node = ("apply", node, self.arguments())
            return node
        if token.kind == "name":
            upper = token.text.upper()
            return ("bool", upper == "TRUE") if upper in ("TRUE", "FALSE") else ("name", token.text)
        if token.text == "(":
            inner = self.expression(0)
            if self.take().text != ")":
                raise BadFormula("a bracket is not closed")
            return inner
        if token.text == "{":
            return self.array()
        raise BadFormula(f"cannot read {token.text!r}")

    def arguments(self) -> tuple[Node, ...]:
        self.take()
        arguments: list[Node] = []
        if self.peek() == ")":
            self.take()
            return tuple(arguments)
        while True:
            arguments.append(EMPTY if self.peek() in (",", ";", ")") else self.expression(0))
            mark = self.take().text
            if mark == ")":
                return tuple(arguments)
            if mark != ";" and (mark != "," or self.decimal == ","):
                raise BadFormula(f"cannot read {mark!r}")

    def array(self) -> Node:
        """`{1,2;3,4}`; where the comma is the decimal mark, `{1\\2;3\\4}`."""
        beside = "\\" if self.decimal == "," else ","
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        while True:
            row.append(self.expression(0))
            mark = self.take().text
            if mark == beside:
                continue
            rows.append(tuple(row))
            row = []
            if mark == "}":
                return ("array", tuple(rows))
            if mark != ";":
                raise BadFormula(f"cannot read {mark!r}")


def _range(first: Node, last: Node) -> Node:
    """Two cells written apart are a plain reference; anything else that names cells has its place found later."""
    kinds = first[0], last[0]
    if kinds == ("ref", "ref") and first[1].single and last[1].single and last[1].sheet is None:
        return ("ref", reference(f"{first[1].text}:{last[1].text}"))
    if not all(kind in ("ref", "name", "call", "range") for kind in kinds):
        raise BadFormula("a range needs cells on both sides of its colon")
    return ("range", first, last)


# -- rewriting --------------------------------------------------------------------------------------------------


def normal(text: str, decimal: str) -> str:
    """A formula as it is kept: `;` becomes `,` where the comma is free."""
    if decimal == "," or ";" not in text or "{" in text:
        return text
    return "=" + "".join("," if token.text == ";" else token.text for token in tokens(text, decimal))


def rewritten(text: str, decimal: str, change: Callable[[Reference], str]) -> str:
    """The formula with each reference replaced by what `change` makes of it."""
    parts = []
    for token in tokens(text, decimal):
        if token.kind == "ref":
            try:
                parts.append(change(reference(token.text)))
                continue
            except BadFormula:
                pass
        parts.append(token.text)
    return "=" + "".join(parts)


def shifted(text: str, decimal: str, rows: int, columns: int) -> str:
    """As copied to another cell: relative references move along, `$` ones stay."""

    def change(ref: Reference) -> str:
        moved = [
            _moved(ref.top, rows, ref.fixed[0]), _moved(ref.left, columns, ref.fixed[1]),
            _moved(ref.bottom, rows, ref.fixed[2]), _moved(ref.right, columns, ref.fixed[3]),
        ]  # fmt: skip
        if any(place is not None and place < 0 for place in moved):
            return "#REF!"
        top, left, bottom, right = moved
        return Reference(ref.sheet, top, left, bottom, right, ref.fixed, ref.single, ref.title).text

    return rewritten(text, decimal, change)


def _moved(place: int | None, by: int, fixed: bool) -> int | None:
    return place if place is None or fixed else place + by
