"""Whole arrays: filtered, sorted, made unique, turned, stacked."""

from __future__ import annotations

import functools
import math
from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled
from sheets_sync.local_sheets.formulas.functions.sums import key
from sheets_sync.local_sheets.formulas.operands import Area, Failed, Operand, area_of, checked, compared, flat, rank
from sheets_sync.local_sheets.formulas.registry import function, on_tree
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled


@on_tree("ARRAYFORMULA", 1, 1)
def _arrayformula(scope: Scope, node: Node, array: bool) -> Any:
    scope.picked[node] = node[2][0]
    return compiled(node[2][0], True)(scope)


def _whole(value: Operand) -> Area:
    """An area; an error instead of one passes on."""
    return area_of(value if isinstance(value, list) else checked(value))


def turned(area: Area) -> Area:
    return [list(line) for line in zip(*area, strict=True)]


@function("FILTER", takes="A A (A)", array=True)
def _filter(scope: Scope, values: Operand, *conditions: Operand) -> Area:
    area = _whole(values)
    tests = [_whole(one) for one in conditions]
    across = all(len(test) == 1 for test in tests) and len(area) != 1
    across = across or (len(area) == 1 and all(len(test) == 1 and len(test[0]) > 1 for test in tests))
    lines = turned(area) if across else area
    kept = []
    columns = [list(flat(test)) for test in tests]
    for column, test in zip(columns, tests, strict=True):
        if len(column) != len(lines):
            expected = f"Expected row count: {len(area)}, column count: 1."
            actual = f"Actual row count: {len(test)}, column count: {len(test[0])}."
            raise Failed("N_A", f"FILTER has mismatched range sizes. {expected} {actual}")
    for n, line in enumerate(lines):
        if all(_holds(scope, column[n]) for column in columns):
            kept.append(line)
    if not kept:
        raise Failed("N_A", "No matches are found in FILTER evaluation.")
    return turned(kept) if across else kept


def _holds(scope: Scope, value: Result) -> bool:
    if value is True or value is False:
        return value
    if isinstance(value, CellError | str):
        return False  # an error or a text in a condition lets nothing through
    return scope.truth(value)


def by_value(a: Result, b: Result) -> int:
    one, other = rank(a), rank(b)
    return (one > other) - (one < other)


def _ordered(area: Area, keys: list[tuple[list[Result], bool]]) -> Area:
    """The rows in the order of several columns, empty cells last either way."""

    def order(a: int, b: int) -> int:
        for column, up in keys:
            one, other = column[a], column[b]
            if (one is None) != (other is None):
                return 1 if one is None else -1
            found = by_value(one, other)
            if found:
                return found if up else -found
        return 0

    return [area[n] for n in sorted(range(len(area)), key=functools.cmp_to_key(order))]


@function("SORT", takes="A (A v)", array=True)
def _sort(scope: Scope, values: Operand, *specs: Any) -> Area:
    area = _whole(values)
    if not specs:
        return _ordered(area, [([row[0] for row in area], True)])
    return _ordered(area, _sort_keys(scope, area, specs))


def _sort_keys(scope: Scope, area: Area, specs: tuple[Any, ...]) -> list[tuple[list[Result], bool]]:
    keys = []
    ups = [*specs[1::2], True]
    for column, up in zip(specs[::2], ups, strict=False):
        if isinstance(column, list):
            keys.append((list(flat(column)), scope.truth(up)))
            continue
        number = int(scope.number(checked(column), "SORT", 2))
        if not 1 <= number <= len(area[0]):
            valid = f"Valid values are between 1 and {len(area[0])} inclusive."
            raise Failed("VALUE", f"Function SORT parameter 2 value is {number}. {valid}")
        keys.append(([row[number - 1] for row in area], scope.truth(up)))
    return keys


@function("SORTN", takes="A i? i? (A v)", array=True)
def _sortn(scope: Scope, values: Operand, count: int = 1, ties: int = 0, *specs: Any) -> Area:
    area = _whole(values)
    if ties not in (0, 2):
        raise NotModelled(f"SORTN with display_ties_mode {ties}")
    found = _ordered(area, _sort_keys(scope, area, specs or (1, True)))
    if ties == 2:
        columns = [int(one) for one in specs[::2] if isinstance(one, int | float)] or [1]
        seen: dict[Any, Any] = {}
        for row in found:
            seen.setdefault(tuple(key(row[c - 1]) for c in columns), row)
        found = list(seen.values())
    return found[:count]


@function("UNIQUE", takes="a b? b?")
def _unique(scope: Scope, values: Operand, by_column: bool = False, once: bool = False) -> Area:
    area = turned(_whole(values)) if by_column else _whole(values)
    seen: dict[Any, list[Any]] = {}
    counts: dict[Any, int] = {}
    for row in area:
        name = tuple(key(one) for one in row)
        seen.setdefault(name, row)
        counts[name] = counts.get(name, 0) + 1
    found = [row for name, row in seen.items() if not once or counts[name] == 1]
    if not found:
        raise Failed("N_A", "UNIQUE found nothing.")
    return turned(found) if by_column else found


@function("TRANSPOSE", takes="a")
def _transpose(scope: Scope, values: Operand) -> Area:
    return turned(_whole(values))


@function("FLATTEN", takes="a (a)")
def _flatten(scope: Scope, *values: Operand) -> Area:
    return [[one] for value in values for one in flat(value)]


def _listed(scope: Scope, values: Operand, ignore: int, by_column: bool) -> list[Result]:
    area = turned(_whole(values)) if by_column else _whole(values)
    return [
        one
        for one in flat(area)
        if not (ignore in (1, 3) and one is None) and not (ignore in (2, 3) and isinstance(one, CellError))
    ]


@function("TOCOL", takes="a i? b?")
def _tocol(scope: Scope, values: Operand, ignore: int = 0, by_column: bool = False) -> Area:
    return [[one] for one in _listed(scope, values, ignore, by_column)]


@function("TOROW", takes="a i? b?")
def _torow(scope: Scope, values: Operand, ignore: int = 0, by_column: bool = False) -> Area:
    return [_listed(scope, values, ignore, by_column)]


def _chosen(name: str, size: int, wanted: tuple[Operand, ...], scope: Scope) -> list[int]:
    found = []
    for one in (one for value in wanted for one in flat(value)):
        number = int(scope.number(checked(one), name, 2))
        if number == 0 or abs(number) > size:
            raise Failed("VALUE", f"Function {name} parameter value is {number}. It is out of bounds.")
        found.append(number - 1 if number > 0 else size + number)
    return found


@function("CHOOSECOLS", takes="a a (a)")
def _choosecols(scope: Scope, values: Operand, *wanted: Operand) -> Area:
    area = _whole(values)
    return [[row[n] for n in _chosen("CHOOSECOLS", len(area[0]), wanted, scope)] for row in area]


@function("CHOOSEROWS", takes="a a (a)")
def _chooserows(scope: Scope, values: Operand, *wanted: Operand) -> Area:
    area = _whole(values)
    return [area[n] for n in _chosen("CHOOSEROWS", len(area), wanted, scope)]


@function("HSTACK", takes="a (a)")
def _hstack(scope: Scope, *values: Operand) -> Area:
    areas = [area_of(value) for value in values]
    height = max(map(len, areas))
    missing = CellError("N_A", "")
    return [
        [one for area in areas for one in (area[n] if n < len(area) else [missing] * len(area[0]))]
        for n in range(height)
    ]


@function("VSTACK", takes="a (a)")
def _vstack(scope: Scope, *values: Operand) -> Area:
    areas = [area_of(value) for value in values]
    width = max(len(area[0]) for area in areas)
    return [row + [CellError("N_A", "")] * (width - len(row)) for area in areas for row in area]


@function("WRAPROWS", takes="a i v?")
def _wraprows(scope: Scope, values: Operand, count: int, pad: Result = CellError("N_A", "")) -> Area:  # noqa: B008
    if count < 1:
        raise Failed("NUM", "Function WRAPROWS parameter 2 should be at least 1.")
    found = list(flat(values))
    found += [pad] * (-len(found) % count)
    return [found[n : n + count] for n in range(0, len(found), count)]


@function("WRAPCOLS", takes="a i v?")
def _wrapcols(scope: Scope, values: Operand, count: int, pad: Result = CellError("N_A", "")) -> Area:  # noqa: B008
    return turned(_wraprows(scope, values, count, pad))


@function("ARRAY_CONSTRAIN", takes="a i i")
def _constrain(scope: Scope, values: Operand, rows: int, columns: int) -> Area:
    if rows < 1 or columns < 1:
        raise Failed("N_A", "ARRAY_CONSTRAIN leaves nothing.")
    return [row[:columns] for row in _whole(values)[:rows]]


@function("SEQUENCE", takes="i i? n? n?")
def _sequence(scope: Scope, rows: int, columns: int = 1, start: float = 1, step: float = 1) -> Area:
    if rows < 1 or columns < 1:
        raise Failed("NUM", "Function SEQUENCE parameters should be at least 1.")
    if rows * columns > 1_000_000:
        raise NotModelled("SEQUENCE of more than a million cells")
    return [[start + step * (r * columns + c) for c in range(columns)] for r in range(rows)]


@function("ROWS", takes="a")
def _rows(scope: Scope, values: Operand) -> Result:
    return len(area_of(values))


@function("COLUMNS", takes="a")
def _columns(scope: Scope, values: Operand) -> Result:
    return len(area_of(values)[0])


@function("MMULT", takes="A A")
def _mmult(scope: Scope, a: Operand, b: Operand) -> Area:
    left, right = _whole(a), turned(_whole(b))
    if len(left[0]) != len(right[0]):
        raise Failed("VALUE", "Function MMULT has incompatible matrix sizes.")
    return [
        [math.fsum(scope.number(x) * scope.number(y) for x, y in zip(row, column, strict=True)) for column in right]
        for row in left
    ]


@function("FREQUENCY", takes="a a")
def _frequency(scope: Scope, values: Operand, classes: Operand) -> Area:
    limits = sorted(scope.number(one) for one in flat(classes) if one is not None)
    counts = [0] * (len(limits) + 1)
    for one in flat(values):
        if type(checked(one)) in (int, float):
            counts[sum(1 for limit in limits if compared(one, limit) > 0)] += 1
    return [[count] for count in counts]
