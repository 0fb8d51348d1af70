"""The number format that a formula's result shows by itself (M for references, TODAY and NOW; the rest K).

A date plus days is a date, a sum of dollars dollars, what VLOOKUP finds looks as it does where it was found. Formats
of texts and of plain numbers are not passed on.
"""

from __future__ import annotations

from typing import NamedTuple

from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.scope import NumberFormat, Place, Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.typing.patterns import is_date_pattern

_OWN: dict[str, NumberFormat] = {
    "TODAY": ("DATE", ""), "NOW": ("DATE_TIME", ""), "DATE": ("DATE", ""), "EDATE": ("DATE", ""),
    "EOMONTH": ("DATE", ""), "WORKDAY": ("DATE", ""), "WORKDAY.INTL": ("DATE", ""), "TO_DATE": ("DATE", ""),
    "TIME": ("TIME", ""), "TO_DOLLARS": ("CURRENCY", ""), "TO_PERCENT": ("PERCENT", ""),
    "EPOCHTODATE": ("DATE_TIME", ""),
}  # fmt: skip
_FIRST = [
    "SUM", "AVERAGE", "MIN", "MAX", "MEDIAN", "LARGE", "SMALL", "MODE", "ABS", "ROUND", "ROUNDUP", "ROUNDDOWN",
    "TRUNC", "INT", "CEILING", "FLOOR", "MROUND", "PERCENTILE", "QUARTILE", "SORT", "UNIQUE", "FILTER",
    "TRANSPOSE", "ARRAY_CONSTRAIN", "SORTN", "OFFSET", "INDIRECT", "FLATTEN", "TOCOL", "CHOOSECOLS", "CHOOSEROWS",
    "VSTACK", "HSTACK", "SCAN", "ARRAYFORMULA",
]  # fmt: skip
_LOOKED_AT = 50  # rows of a range
_THIRD = ("SUMIF", "AVERAGEIF")
_SUMS = ("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS")


def is_date(shown: NumberFormat | None) -> bool:
    return shown is not None and (
        shown[0] in ("DATE", "TIME", "DATE_TIME") or bool(shown[0] != "TEXT" and shown[1] and is_date_pattern(shown[1]))
    )


class Columns(NamedTuple):
    """What a function says itself about the formats of its array's columns."""

    formats: list[NumberFormat | None]


def number_format(node: Node, scope: Scope) -> NumberFormat | None:
    """The format of a node's result; None when it passes none on."""
    kind = node[0]
    if kind in ("number", "string", "bool", "empty"):
        return None
    if kind in ("ref", "name", "range"):
        return of_cells(node, scope, None)
    if kind == "native":
        return number_format(node[2], scope)
    if kind == "unary":
        return number_format(node[2], scope)
    if kind == "binary":
        return of_operator(node[1], number_format(node[2], scope), number_format(node[3], scope))
    if kind == "array":
        return number_format(node[1][0][0], scope)
    return _of_call(node, scope) if kind == "call" else None


def of_cells(node: Node, scope: Scope, column: int | None) -> NumberFormat | None:
    """That of the first cell which has one; a range's heading has none. `column`: only that one of the range."""
    if node[0] == "ref" and node[1].single and node[1].sheet is None:  # much the commonest case
        return cell_format(scope, scope.sheet.id, node[1].top, node[1].left)
    try:
        place: Place = place_of(scope, node)
    except Failed:
        return None
    columns = range(place.left, place.right) if column is None else range(place.left + column, place.left + column + 1)
    bottom = min(place.bottom, place.top + _LOOKED_AT)
    key = place.sheet.id, place.top, bottom, columns
    if key not in scope.world.formats:
        found = (cell_format(scope, place.sheet.id, row, one) for row in range(place.top, bottom) for one in columns)
        scope.world.formats[key] = next((one for one in found if one is not None), None)
    return scope.world.formats[key]


def cell_format(scope: Scope, sheet: int, row: int, column: int) -> NumberFormat | None:
    found = scope.sheet if scope.sheet.id == sheet else scope.world.book.find(sheet)
    if found is None:
        return None
    cell = found.cell(row, column)
    own = cell.format.number if cell.format is not None else None
    shown = own or scope.world.shows.get((sheet, row, column))
    return None if shown is None or shown[0] == "TEXT" else shown


def of_operator(sign: str, a: NumberFormat | None, b: NumberFormat | None) -> NumberFormat | None:
    """What remains of the formats of two operands."""
    if a is None and b is None:
        return None
    if sign not in ("+", "-", "*", "/"):
        return None
    if sign == "-" and is_date(a) and is_date(b):
        return None  # days between dates are a number
    if sign in ("+", "-"):
        return a or b
    money = [one for one in (a, b) if one is not None and one[0] == "CURRENCY"]
    if sign == "*":
        return money[0] if money else None
    return a if a is not None and a[0] == "CURRENCY" and not (b is not None and b[0] == "CURRENCY") else None


def _of_call(node: Node, scope: Scope) -> NumberFormat | None:
    name, arguments = node[1].upper(), node[2]
    if name in _OWN:
        return _OWN[name]
    if node in scope.picked:
        picked = scope.picked[node]
        if isinstance(picked, Columns):
            return next((one for one in picked.formats if one is not None), None)
        if isinstance(picked[0], int):
            return cell_format(scope, *picked)
        return number_format(picked, scope)
    if name in _FIRST and arguments:
        return next((found for one in arguments[:2] if (found := number_format(one, scope)) is not None), None)
    if name in _THIRD and arguments:
        return number_format(arguments[2] if len(arguments) > 2 else arguments[0], scope)
    if name in _SUMS and arguments:
        return number_format(arguments[0], scope)
    return None
