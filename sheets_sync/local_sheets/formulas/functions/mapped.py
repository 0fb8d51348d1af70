"""A function for every element, row or column of an array."""

from __future__ import annotations

import functools
from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled
from sheets_sync.local_sheets.formulas.functions.arrays import turned
from sheets_sync.local_sheets.formulas.operands import Failed, area_of, flat
from sheets_sync.local_sheets.formulas.registry import Lambda, on_tree
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.spreading import spread
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.wire.exceptions import NotModelled


def _function_of(value: Any, name: str) -> Lambda:
    if not isinstance(value, Lambda):
        raise Failed("VALUE", f"{name} expects a LAMBDA.")
    return value


def _one(value: Any, name: str) -> Any:
    """The single value that a function gave."""
    if not isinstance(value, list):
        return value
    if len(value) > 1 or len(value[0]) > 1:
        raise NotModelled(f"{name} with a LAMBDA that gives an array")
    return value[0][0]


@on_tree("MAP", 2, 255)
def _map(scope: Scope, node: Node, array: bool) -> Any:
    *values, last = [compiled(one, True)(scope) for one in node[2]]
    work = _function_of(last, "MAP").call
    return spread(scope, [area_of(one) for one in values], lambda inner, *elements: _one(work(*elements), "MAP"))


@on_tree("BYROW", 2, 2)
def _byrow(scope: Scope, node: Node, array: bool) -> Any:
    values, last = [compiled(one, True)(scope) for one in node[2]]
    return [[_one(_function_of(last, "BYROW").call([row]), "BYROW")] for row in area_of(values)]


@on_tree("BYCOL", 2, 2)
def _bycol(scope: Scope, node: Node, array: bool) -> Any:
    values, last = [compiled(one, True)(scope) for one in node[2]]
    columns = [[[one] for one in column] for column in turned(area_of(values))]
    return [[_one(_function_of(last, "BYCOL").call(column), "BYCOL") for column in columns]]


@on_tree("REDUCE", 3, 3)
def _reduce(scope: Scope, node: Node, array: bool) -> Any:
    start, values, last = [compiled(one, True)(scope) for one in node[2]]
    return functools.reduce(_function_of(last, "REDUCE").call, flat(values), start)


@on_tree("SCAN", 3, 3)
def _scan(scope: Scope, node: Node, array: bool) -> Any:
    so_far, values, last = [compiled(one, True)(scope) for one in node[2]]
    found = []
    for row in area_of(values):
        line = []
        for one in row:
            so_far = _function_of(last, "SCAN").call(so_far, one)
            line.append(_one(so_far, "SCAN"))
        found.append(line)
    return found


@on_tree("MAKEARRAY", 3, 3)
def _makearray(scope: Scope, node: Node, array: bool) -> Any:
    rows, columns, last = [compiled(one, True)(scope) for one in node[2]]
    work = _function_of(last, "MAKEARRAY").call
    height, width = int(scope.number(rows)), int(scope.number(columns))
    return [[_one(work(r, c), "MAKEARRAY") for c in range(1, width + 1)] for r in range(1, height + 1)]
