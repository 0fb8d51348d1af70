"""What COUNTIF, SUMIFS and their like make of a criterion: a value, or a text such as `>5`, `<>`, `a*`."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheets_sync.local_sheets.formulas.operands import COMPARE, compared
from sheets_sync.local_sheets.grid.cells import CellError, Formula, Result

Typed = Callable[[str], Result]
Test = Callable[[Result], bool]


def criterion(wanted: Result, typed: Typed) -> Test:
    """A test for one cell's value. `typed` reads a text as if a person had typed it: 5, 10%, $2, 2026-03-05, TRUE."""
    if not isinstance(wanted, str):
        return _same(0 if wanted is None else wanted)
    match = re.match(r"<>|<=|>=|[<>=]", wanted)
    sign = match[0] if match else "="
    rest = wanted[len(sign) :] if match else wanted
    if rest == "" and sign in ("=", "<>"):
        return _empty(sign, explicit=bool(match))
    limit = typed(rest)
    if isinstance(limit, bool):
        return _boolean(sign, limit)
    if isinstance(limit, int | float):
        return _number(sign, limit)
    if sign in ("=", "<>"):
        pattern = re.compile(wildcards(rest), re.IGNORECASE | re.DOTALL)
        return lambda value: (isinstance(value, str) and bool(pattern.fullmatch(value))) == (sign == "=")
    test = COMPARE[sign]
    return lambda value: isinstance(value, str) and test(compared(value, rest))


def _same(wanted: Result) -> Test:
    if isinstance(wanted, CellError):
        return lambda value: isinstance(value, CellError) and value.kind == wanted.kind
    kind = bool if isinstance(wanted, bool) else (int, float)
    return lambda value: (
        isinstance(value, kind) and isinstance(value, bool) == isinstance(wanted, bool) and (value == wanted)
    )


def _empty(sign: str, *, explicit: bool) -> Test:
    """`""` means an empty cell or an empty text, `=` an empty cell, `<>` one that is not empty."""
    if sign == "<>":
        return lambda value: value is not None
    return (lambda value: value is None) if explicit else (lambda value: value is None or value == "")


def _boolean(sign: str, wanted: bool) -> Test:
    test = COMPARE[sign]
    if sign == "<>":
        return lambda value: not (isinstance(value, bool) and value == wanted)
    return lambda value: isinstance(value, bool) and test(compared(value, wanted))


def _number(sign: str, limit: float) -> Test:
    if sign == "=":
        return lambda value: type(value) in (int, float) and value == limit
    if sign == "<>":
        return lambda value: not (type(value) in (int, float) and value == limit)
    test = COMPARE[sign]
    return lambda value: type(value) in (int, float) and test(compared(value, limit))


def wildcards(text: str) -> str:
    """`*`, `?` and `~` before them, as a regular expression."""
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    return "".join({"*": ".*", "?": "."}.get(part) or re.escape(part[-1]) for part in parts)


def plain(value: object) -> Result:
    """What `entered` found, unless it is a formula."""
    return None if isinstance(value, Formula) else value  # type: ignore[return-value]
