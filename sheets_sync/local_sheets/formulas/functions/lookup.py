"""Looking things up: VLOOKUP, HLOOKUP, LOOKUP, XLOOKUP, MATCH, XMATCH, INDEX."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from sheets_sync.local_sheets.formulas.criteria import wildcards
from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.operands import (
    Area,
    Failed,
    Operand,
    area_of,
    checked,
    compared,
    flat,
    is_number,
)
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.registry import function, gives_place, on_tree
from sheets_sync.local_sheets.formulas.scope import Place, Scope
from sheets_sync.local_sheets.formulas.spreading import first, spread
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import Result


def same_kind(a: Result, b: Result) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return isinstance(a, bool) and isinstance(b, bool)
    return is_number(a) == is_number(b) and isinstance(a, str) == isinstance(b, str)


def equal(wanted: Result, values: list[Result], *, wild: bool = True) -> int:
    """The place of the first value that equals the wanted one, or -1. Wildcards count in texts."""
    if isinstance(wanted, str) and wild and re.search(r"[*?~]", wanted):
        pattern = re.compile(wildcards(wanted), re.IGNORECASE | re.DOTALL)
        return next((n for n, one in enumerate(values) if isinstance(one, str) and pattern.fullmatch(one)), -1)
    if isinstance(wanted, str):
        lower = wanted.lower()
        return next((n for n, one in enumerate(values) if isinstance(one, str) and one.lower() == lower), -1)
    wanted = 0 if wanted is None else wanted
    for n, one in enumerate(values):
        if one is not None and same_kind(one, wanted) and one == wanted:
            return n
    return -1


def last_before(wanted: Result, values: list[Result]) -> int:
    """The place of the last value that is not greater, in a column sorted upwards; -1 if all are. By halving."""
    places = [n for n, one in enumerate(values) if one is not None and same_kind(one, wanted)]
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if compared(values[places[middle]], wanted) <= 0:
            low = middle + 1
        else:
            high = middle
    return places[low - 1] if low else -1


def _nearest(wanted: Result, values: list[Result], sign: int) -> int:
    """The nearest value that is not greater (-1) or not smaller (1), sorted or not."""
    best = -1
    for n, one in enumerate(values):
        if one is None or not same_kind(one, wanted) or compared(one, wanted) * sign < 0:
            continue
        if best < 0 or compared(one, values[best]) * sign < 0:
            best = n
    return best


def _not_found(name: str, scope: Scope, wanted: Result) -> Failed:
    return Failed("N_A", f"Did not find value '{scope.text(wanted)}' in {name} evaluation.")


def _found_by_text(scope: Scope, node: Node) -> Result:
    """VLOOKUP of a text as it is in whole columns, found without looking at every row. LookupError where it is
    something else that is looked up, or does not stand there."""
    key, where, which, sort = node[2]
    texts = key[0] == "string" and not re.search(r"[*?~]", key[1])
    if not texts or where[0] != "ref" or which[0] != "number" or sort != ("bool", False):
        raise LookupError
    place, at = scope.place(where[1]), int(which[1])
    row = scope.world.values.row_of(place.sheet.id, place.left, key[1])
    if row is None or place.top or row >= place.bottom or not 1 <= at <= place.right - place.left:
        raise LookupError
    _pick(scope, node, where, row, at - 1)
    return checked(scope.world.values.at(place.sheet.id, row, place.left + at - 1))


def _vertical(name: str, across: bool) -> None:
    @on_tree(name, 3, 4)
    def look(scope: Scope, node: Node, array: bool) -> Any:
        if not across and len(node[2]) == 4:
            with contextlib.suppress(LookupError):
                return _found_by_text(scope, node)
        key, where, which, *rest = node[2]
        area = area_of(compiled(where, array)(scope))
        area = [list(line) for line in zip(*area, strict=True)] if across else area
        keys = [row[0] if row else None for row in area]

        def one(inner: Scope, wanted: Result, number: Result, sort: Result) -> Result:
            at = int(scope.number(number, name, 3))
            if at < 1:
                text = f"Function {name} parameter 3 value is {at}. It should be greater than or equal to 1."
                raise Failed("VALUE", text)
            if area and at > len(area[0]):
                raise Failed("REF", f"{name} evaluates to an out of bounds range.")
            sorted_ = scope.truth(sort, name, 4)
            found = last_before(checked(wanted), keys) if sorted_ else equal(checked(wanted), keys)
            if found < 0:
                raise _not_found(name, scope, wanted)
            _pick(scope, node, where, at - 1 if across else found, found if across else at - 1)
            return checked(area[found][at - 1])

        sort = single(rest[0], array)(scope) if rest else True
        values = [single(key, array)(scope), single(which, True)(scope), sort]
        return spread(scope, values, one) if any(isinstance(v, list) for v in values) else one(scope, *values)


def _pick(scope: Scope, node: Node, where: Node, row: int, column: int) -> None:
    """Remembers the cell that was found, for the number format that goes with it."""
    try:
        place = place_of(scope, where)
    except Failed:
        return
    scope.picked[node] = place.sheet.id, place.top + row, place.left + column


_vertical("VLOOKUP", across=False)
_vertical("HLOOKUP", across=True)


def _line(name: str, value: Operand) -> list[Result]:
    area = area_of(value)
    if len(area) > 1 and area and len(area[0]) > 1:
        raise Failed("N_A", f"{name} range must be a single row or a single column.")
    return list(flat(area))


@function("MATCH", takes="v a n?")
def _match(scope: Scope, wanted: Result, where: Operand, kind: float = 1) -> Result:
    values = _line("MATCH", where)
    if kind == 0:
        found = equal(wanted, values)
    elif kind > 0:
        found = last_before(wanted, values)
    else:
        found = last_before_down(wanted, values)
    if found < 0:
        raise _not_found("MATCH", scope, wanted)
    return found + 1


def last_before_down(wanted: Result, values: list[Result]) -> int:
    """The last value that is not smaller, in a column sorted downwards."""
    found = -1
    for n, one in enumerate(values):
        if one is not None and same_kind(one, wanted):
            if compared(one, wanted) < 0:
                break
            found = n
    return found


def _searched(wanted: Result, values: list[Result], mode: int, order: int) -> int:
    line = values[::-1] if order < 0 else values
    found = equal(wanted, line, wild=mode == 2)
    if found < 0 and mode in (-1, 1):
        found = _nearest(wanted, line, mode)
    return len(values) - 1 - found if order < 0 and found >= 0 else found


@function("XMATCH", takes="v a i? i?")
def _xmatch(scope: Scope, wanted: Result, where: Operand, mode: int = 0, order: int = 1) -> Result:
    found = _searched(wanted, _line("XMATCH", where), mode, order)
    if found < 0:
        raise _not_found("XMATCH", scope, wanted)
    return found + 1


@on_tree("XLOOKUP", 3, 6)
def _xlookup(scope: Scope, node: Node, array: bool) -> Any:
    key, where, back, *rest = node[2]
    values = _line("XLOOKUP", compiled(where, array)(scope))
    given = area_of(compiled(back, array)(scope))
    upright = len(area_of(compiled(where, array)(scope))) > 1
    if (len(given) if upright else len(given[0])) != len(values) and len(values) > 1:
        raise Failed("VALUE", "Array arguments to XLOOKUP are of different size.")
    mode = int(scope.number(checked(single(rest[1], False)(scope)))) if len(rest) > 1 else 0
    order = int(scope.number(checked(single(rest[2], False)(scope)))) if len(rest) > 2 else 1

    def one(inner: Scope, wanted: Result) -> Any:
        found = _searched(checked(wanted), values, mode, order)
        if found < 0:
            if rest and rest[0][0] != "empty":
                scope.picked[node] = rest[0]
                return compiled(rest[0], array)(scope)
            raise _not_found("XLOOKUP", scope, wanted)
        _pick(scope, node, back, found if upright else 0, 0 if upright else found)
        picked: Area = [given[found]] if upright else [[row[found]] for row in given]
        return checked(picked[0][0]) if len(picked) == 1 and len(picked[0]) == 1 else picked

    wanted = single(key, array)(scope)
    return spread(scope, [wanted], one) if isinstance(wanted, list) else one(scope, wanted)


@function("LOOKUP", takes="v a a?")
def _lookup(scope: Scope, wanted: Result, where: Operand, back: Operand = None) -> Result:
    area = area_of(where)
    wide = len(area[0]) > len(area)
    if back is None:
        values = list(area[0]) if wide else [row[0] for row in area]
        results = list(area[-1]) if wide else [row[-1] for row in area]
    else:
        values, results = _line("LOOKUP", where), list(flat(back))
    found = last_before(wanted, values)
    if not 0 <= found < len(results):
        raise _not_found("LOOKUP", scope, wanted)
    return checked(results[found])


# -- INDEX ------------------------------------------------------------------------------------------------------


def _bounds(row: int, column: int, height: int, width: int) -> tuple[slice, slice]:
    """Row and column 0 mean all of them."""
    for place, number, size in ((2, row, height), (3, column, width)):
        if not 0 <= number <= size:
            valid = f"Valid values are between 0 and {size} inclusive."
            raise Failed("NUM", f"Function INDEX parameter {place} value is {number}. {valid}")
    rows = slice(row - 1, row) if row else slice(0, height)
    return rows, slice(column - 1, column) if column else slice(0, width)


def _indexes(scope: Scope, node: Node, height: int, width: int) -> tuple[slice, slice]:
    """Inside INDEX arrays are worked out whole, as in an array formula; of an array of places the first counts."""
    numbers = [
        int(scope.number(checked(first(compiled(one, True)(scope))), "INDEX", n))
        for n, one in enumerate(node[2][1:], 2)
    ]
    row, column = [*numbers, 0, 0][:2]
    if height == 1 and len(numbers) == 1 and width > 1:
        row, column = 0, row  # one number counts along a single row
    return _bounds(row, column, height, width)


@on_tree("INDEX", 1, 3)
def _index(scope: Scope, node: Node, array: bool) -> Any:
    area = area_of(compiled(node[2][0], True)(scope))
    rows, columns = _indexes(scope, node, len(area), len(area[0]) if area else 0)
    _pick(scope, node, node[2][0], rows.start, columns.start)
    found = [row[columns] for row in area[rows]]
    return found[0][0] if len(found) == 1 and len(found[0]) == 1 else found


@gives_place("INDEX")
def _index_place(scope: Scope, node: Node) -> Place:
    place = place_of(scope, node[2][0])
    rows, columns = _indexes(scope, node, place.bottom - place.top, place.right - place.left)
    return Place(
        place.sheet, place.top + rows.start, place.left + columns.start, place.top + rows.stop,
        place.left + columns.stop,
    )  # fmt: skip
