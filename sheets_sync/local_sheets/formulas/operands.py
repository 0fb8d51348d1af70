"""Values inside formulas: numbers, texts, areas, errors; how they compare, and what COUNTIF makes of a criterion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sheets_sync.local_sheets.grid.models import CellError, Result

Area: TypeAlias = "list[list[Result]]"
Operand: TypeAlias = "Result | Area"


class Failed(Exception):
    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message)
        self.error = CellError(kind, message)


class PassedOn(Failed):
    """An error that stood in a cell passes through whatever uses it."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.kind, error.message)


def flat(value: Operand) -> Iterator[Result]:
    if isinstance(value, list):
        for row in value:
            yield from row
    else:
        yield value


def as_number(text: str, decimal: str) -> float | None:
    text = text.strip()
    pattern = rf"[+-]?(?:\d+(?:{re.escape(decimal)}\d*)?|{re.escape(decimal)}\d+)(?:[eE][+-]?\d+)?"
    return float(text.replace(decimal, ".")) if re.fullmatch(pattern, text) else None


def compared(left: Result, right: Result) -> int:
    """-1, 0, 1. Numbers come before texts, texts before booleans; texts without regard to case (K)."""
    if left is None:
        left = "" if isinstance(right, str) else False if isinstance(right, bool) else 0
    if right is None:
        right = "" if isinstance(left, str) else False if isinstance(left, bool) else 0
    a, b = _rank(left), _rank(right)
    return (a > b) - (a < b)


def _rank(value: Result) -> tuple[int, Any]:
    if isinstance(value, bool):
        return 2, value
    return (1, value.lower()) if isinstance(value, str) else (0, value)


COMPARE: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def criterion(wanted: Result, decimal: str) -> Callable[[Result], bool]:
    """A COUNTIF criterion: a value, or a text such as `>5`, `<>x`, `a*`."""
    if not isinstance(wanted, str):
        return lambda value: value is not None and type(value) is not str and compared(value, wanted) == 0
    match = re.match(r"<>|<=|>=|[<>=]", wanted)
    op = match[0] if match else "="
    rest = wanted[len(op) :] if match else wanted
    limit = as_number(rest, decimal)
    if limit is not None:
        test = COMPARE[op]

        def number_fits(value: Result) -> bool:
            if isinstance(value, int | float) and not isinstance(value, bool):
                return test(compared(value, limit))
            return op == "<>"

        return number_fits
    if op in ("=", "<>"):
        pattern = re.compile(_wildcards(rest), re.IGNORECASE | re.DOTALL)

        def text_fits(value: Result) -> bool:
            shown = "" if value is None else value if isinstance(value, str) else None
            if rest.upper() in ("TRUE", "FALSE") and isinstance(value, bool):
                shown = "TRUE" if value else "FALSE"
            return (shown is not None and bool(pattern.fullmatch(shown))) == (op == "=")

        return text_fits
    return lambda value: isinstance(value, str) and COMPARE[op](compared(value, rest))


def _wildcards(text: str) -> str:
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    return "".join({"*": ".*", "?": "."}.get(part) or re.escape(part[-1]) for part in parts)
