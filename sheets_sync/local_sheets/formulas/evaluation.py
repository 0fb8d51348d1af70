"""A formula's tree as a function of its surroundings: operators, references, arrays, calls.

Where one value belongs, a range gives the cell in the formula's own row or column, and a computed array its first
element; inside ARRAYFORMULA, SUMPRODUCT, FILTER and their like everything goes element by element.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any, TypeAlias

from sheets_sync.local_sheets.formulas.operands import (
    Area,
    Failed,
    Operand,
    area_of,
)
from sheets_sync.local_sheets.formulas.operators import OPERATORS, equal_to_text
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.registry import FUNCTIONS, Function, Lambda, unknown
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.spreading import first, spread, spread_wide
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import ERROR_TEXTS, CellError, Result

Run: TypeAlias = Callable[[Scope], Any]

KINDS_OF_ERRORS = {text: kind for kind, text in ERROR_TEXTS.items()}


@functools.lru_cache(maxsize=65536)
def compiled(node: Node, array: bool) -> Run:
    """The function that gives a node's value: one value, an area, or a Lambda."""
    return _BUILDERS[node[0]](node, array)


@functools.lru_cache(maxsize=65536)
def single(node: Node, array: bool) -> Run:
    """The value where one value belongs; inside an array formula areas stay whole."""
    run = compiled(node, array)
    if array or node[0] in ("number", "string", "bool"):
        return run
    if node[0] == "ref":
        ref = node[1]
        return run if ref.single else lambda scope: scope.value(scope.crossed(scope.place(ref)))
    if node[0] == "range":
        return lambda scope: scope.value(scope.crossed(place_of(scope, node)))
    if node[0] == "name":
        name = node[1]
        return lambda scope: (
            first(run(scope)) if name.lower() in scope.names else scope.value(scope.crossed(scope.named(name)))
        )
    return lambda scope: first(run(scope))


def _constant(node: Node, array: bool) -> Run:
    value = node[1]
    return lambda scope: value


def _empty(node: Node, array: bool) -> Run:
    return lambda scope: None


def _error(node: Node, array: bool) -> Run:
    kind = KINDS_OF_ERRORS[node[1]]

    def fail(scope: Scope) -> Any:
        raise Failed(kind, "Reference does not exist." if kind == "REF" else "")

    return fail


def _reference(node: Node, array: bool) -> Run:
    ref = node[1]
    if not ref.single or ref.sheet is not None:
        return lambda scope: scope.value(scope.place(ref))
    top, left = ref.top, ref.left

    def run(scope: Scope) -> Any:  # a cell of the formula's own tab: much the commonest case
        if top >= scope.sheet.row_count or left >= scope.sheet.column_count:
            raise Failed("REF", "Reference does not exist.")
        return scope.world.values.at(scope.sheet.id, top, left)

    return run


def _name(node: Node, array: bool) -> Run:
    name, key = node[1], node[1].lower()

    def run(scope: Scope) -> Any:
        if key in scope.names:
            return scope.names[key]
        return scope.value(scope.named(name))

    return run


def _range(node: Node, array: bool) -> Run:
    return lambda scope: scope.value(place_of(scope, node))


def _array(node: Node, array: bool) -> Run:
    """Rows of parts; parts that are areas stand beside and below each other."""
    rows = [[compiled(part, True) for part in row] for row in node[1]]

    def run(scope: Scope) -> Area:
        found: Area = []
        for row in rows:
            parts = [area_of(part(scope)) for part in row]
            if len({len(part) for part in parts}) > 1:
                raise Failed("VALUE", "In ARRAY_LITERAL, an Array Literal was missing values for one or more rows.")
            found += [[value for part in parts for value in part[n]] for n in range(len(parts[0]))]
        if len({len(row) for row in found}) > 1:
            raise Failed("VALUE", "In ARRAY_LITERAL, an Array Literal was missing values for one or more columns.")
        return found

    return run


def _percent(node: Node, array: bool) -> Run:
    return _elementwise([single(node[1], array)], lambda scope, a: scope.number(a, "UNARY_PERCENT") / 100)


def _unary(node: Node, array: bool) -> Run:
    if node[1] == "+":
        return single(node[2], array)
    return _elementwise([single(node[2], array)], lambda scope, a: -scope.number(a, "UMINUS"))


def _binary(node: Node, array: bool) -> Run:
    work = OPERATORS[node[1]]
    left, right = single(node[2], array), single(node[3], array)

    def run(scope: Scope) -> Any:
        a, b = left(scope), right(scope)
        if isinstance(a, list) and isinstance(b, str) and node[1] == "=":
            return equal_to_text(a, b)
        if isinstance(a, list) or isinstance(b, list):
            return spread(scope, [a, b], work)
        return work(scope, a, b)

    return run


def _elementwise(parts: list[Run], work: Callable[..., Result]) -> Run:
    def run(scope: Scope) -> Any:
        values = [part(scope) for part in parts]
        if any(isinstance(value, list) for value in values):
            return spread(scope, values, work)
        return work(scope, *values)

    return run


# -- calls ------------------------------------------------------------------------------------------------------


def _call(node: Node, array: bool) -> Run:
    name = node[1].upper()
    function = FUNCTIONS.get(name)
    if function is None:
        key = node[1].lower()
        parts = [compiled(argument, array) for argument in node[2]]

        def run(scope: Scope) -> Any:
            if isinstance(scope.names.get(key), Lambda):
                return scope.names[key].call(*(part(scope) for part in parts))
            raise unknown(node[1])

        return run
    message = function.wrong_count(len(node[2]))
    if message:
        return _failing("N_A", message)
    if function.tree is not None:
        tree = function.tree
        return lambda scope: tree(scope, node, array)
    return _plain_call(function, node[2], array)


def _failing(kind: str, message: str) -> Run:
    def run(scope: Scope) -> Any:
        raise Failed(kind, message)

    return run


def _plain_call(function: Function, nodes: tuple[Node, ...], array: bool) -> Run:
    kinds = function.kinds(len(nodes))
    parts = [_argument(kind, node, array or function.array) for kind, node in zip(kinds, nodes, strict=True)]
    whole = [kind in "aArx" for kind in kinds]
    work = function.call(kinds)
    if all(whole):
        return lambda scope: work(scope, *(part(scope) for part in parts))

    def run(scope: Scope) -> Any:
        values = [part(scope) for part in parts]
        if not any(isinstance(value, list) and not kept for value, kept in zip(values, whole, strict=True)):
            return work(scope, *values)
        places = [n for n, kept in enumerate(whole) if not kept]

        def one(inner: Scope, *elements: Result) -> Any:
            arguments = list(values)
            for place, value in zip(places, elements, strict=True):
                arguments[place] = value
            return work(inner, *arguments)

        return spread_wide(scope, function.name, [values[n] for n in places], one)

    return run


def _argument(kind: str, node: Node, array: bool) -> Run:
    if kind == "A":
        run = compiled(node, True)
    elif kind == "a" or kind == "r":
        run = compiled(node, array)
    else:
        run = single(node, array)
    if kind not in "eaAr":
        return run
    cell = kind == "r" and node[0] == "ref" and node[1].single  # SUM takes a cell as a range of one

    def kept(scope: Scope) -> Any:
        try:
            return [[run(scope)]] if cell else run(scope)
        except Failed as failed:
            return failed.error

    return kept


def _apply(node: Node, array: bool) -> Run:
    function, parts = compiled(node[1], array), [compiled(argument, array) for argument in node[2]]

    def run(scope: Scope) -> Any:
        found = function(scope)
        if not isinstance(found, Lambda):
            raise Failed("VALUE", "A function was expected.")
        return found.call(*(part(scope) for part in parts))

    return run


def _native(node: Node, array: bool) -> Run:
    """What the engine worked out; where it found an error, Google's own words are found here."""
    place, original = node[1], node[2]

    def run(scope: Scope) -> Any:
        value = scope.arguments[place] if place < len(scope.arguments) else {}
        return compiled(original, array)(scope) if isinstance(value, dict) else value

    return run


_BUILDERS: dict[str, Callable[[Node, bool], Run]] = {
    "number": _constant, "string": _constant, "bool": _constant, "empty": _empty, "error": _error,
    "ref": _reference, "name": _name, "range": _range, "array": _array, "percent": _percent, "unary": _unary,
    "binary": _binary, "call": _call, "apply": _apply, "native": _native,
}  # fmt: skip


def settled(value: Any) -> Operand:
    """A finished value: whole numbers as such, nothing that is no number."""
    if isinstance(value, list):
        return [[_settled(one) for one in row] for row in value]
    return _settled(value)


def _settled(value: Any) -> Result:
    if type(value) is int or type(value) is str:
        return value
    if isinstance(value, Lambda):
        return CellError("N_A", "A LAMBDA must be called.")
    if type(value) is float:
        if not math.isfinite(value):
            return CellError("NUM", "The result is no number.")
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value  # type: ignore[no-any-return]
