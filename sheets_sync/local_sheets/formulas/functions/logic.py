"""Conditions, errors, LET and LAMBDA: what looks at its arguments before they are worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.operands import Failed, Operand, checked, compared, flat
from sheets_sync.local_sheets.formulas.registry import Lambda, function, on_tree
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.spreading import spread
from sheets_sync.local_sheets.formulas.text import EMPTY, Node
from sheets_sync.local_sheets.grid.cells import CellError, Result


def _branch(scope: Scope, node: Node, chosen: Node, array: bool) -> Any:
    scope.picked[node] = chosen
    return compiled(chosen, array)(scope)


@on_tree("IF", 2, 3)
def _if(scope: Scope, node: Node, array: bool) -> Any:
    condition, yes, *rest = node[2]
    no: Node = rest[0] if rest else ("bool", False)
    found = single(condition, array)(scope)
    if not isinstance(found, list):
        return _branch(scope, node, yes if scope.truth(found) else no, array)
    scope.picked[node] = yes
    values = [found, _kept(scope, yes), _kept(scope, no)]
    return spread(scope, values, lambda inner, test, a, b: checked(a if inner.truth(test) else b))


def _kept(scope: Scope, node: Node) -> Operand:
    try:
        found: Operand = compiled(node, True)(scope)
        return found
    except Failed as failed:
        return failed.error


def _rescue(name: str, caught: Callable[[CellError], bool]) -> None:
    @on_tree(name, 1, 2)
    def rescue(scope: Scope, node: Node, array: bool) -> Any:
        tried, instead = node[2][0], node[2][1] if len(node[2]) > 1 else EMPTY
        try:
            found = compiled(tried, array)(scope) if array or tried[0] == "call" else single(tried, array)(scope)
        except Failed as failed:
            found = failed.error
        if isinstance(found, list) and any(isinstance(one, CellError) and caught(one) for one in flat(found)):
            values = [found, _kept(scope, instead)]
            return spread(scope, values, lambda inner, a, b: b if isinstance(a, CellError) and caught(a) else a)
        if isinstance(found, CellError) and caught(found):
            return _branch(scope, node, instead, array)
        scope.picked[node] = tried
        return found


_rescue("IFERROR", lambda error: True)
_rescue("IFNA", lambda error: error.kind == "N_A")


@on_tree("IFS", 2, 255)
def _ifs(scope: Scope, node: Node, array: bool) -> Any:
    if len(node[2]) % 2:
        raise Failed("N_A", "Wrong number of arguments to IFS.")
    rest: Node = ("call", "NA", ())
    for condition, value in reversed(list(zip(node[2][::2], node[2][1::2], strict=True))):
        rest = ("call", "IF", (condition, value, rest))
    try:
        found = compiled(rest, array)(scope)
    except Failed as failed:
        if failed.error == CellError("N_A"):
            raise Failed("N_A", "No match.") from None
        raise
    scope.picked[node] = rest
    return found


@on_tree("SWITCH", 3, 255)
def _switch(scope: Scope, node: Node, array: bool) -> Any:
    subject, *cases = node[2]
    rest: Node = cases.pop() if len(cases) % 2 else ("call", "NA", ())
    for case, value in reversed(list(zip(cases[::2], cases[1::2], strict=True))):
        rest = ("call", "IF", (("binary", "=", subject, case), value, rest))
    found = compiled(rest, array)(scope)
    scope.picked[node] = rest
    return found


def _chosen(scope: Scope, place: Result, *values: Result) -> Result:
    number = int(scope.number(place, "CHOOSE"))
    if not 1 <= number <= len(values):
        raise Failed("NUM", f"Valid values are between 1 and {len(values)} inclusive.")
    return values[number - 1]


@on_tree("CHOOSE", 2, 255)
def _choose(scope: Scope, node: Node, array: bool) -> Any:
    """In an array formula the place may be an array: `CHOOSE({1,2}, B:B, A:A)` puts columns beside each other."""
    asked = compiled(node[2][0], True)(scope) if array else None
    if isinstance(asked, list):
        values = [compiled(one, True)(scope) for one in node[2][1:]]
        return spread(scope, [asked, *values], _chosen)
    number = int(scope.number(checked(single(node[2][0], False)(scope)), "CHOOSE"))
    if not 1 <= number < len(node[2]):
        valid = f"Valid values are between 1 and {len(node[2]) - 1} inclusive."
        raise Failed("NUM", f"Function CHOOSE parameter 1 value is {number}. {valid}")
    return _branch(scope, node, node[2][number], array)


# -- booleans ---------------------------------------------------------------------------------------------------


def _truths(scope: Scope, values: tuple[Operand, ...], name: str) -> list[bool]:
    found = []
    for place, value in enumerate(values, 1):
        for one in flat(value):
            if checked(one) is None or (isinstance(one, str) and isinstance(value, list)):
                continue
            found.append(scope.truth(one, name, place))
    if not found and any(isinstance(value, list) for value in values):
        raise Failed("VALUE", f"{name} has no valid input data.")
    return found


@function("AND", takes="a (a)")
def _and(scope: Scope, *values: Operand) -> Result:
    return all(_truths(scope, values, "AND"))


@function("OR", takes="a (a)")
def _or(scope: Scope, *values: Operand) -> Result:
    return any(_truths(scope, values, "OR"))


@function("XOR", takes="a (a)")
def _xor(scope: Scope, *values: Operand) -> Result:
    return sum(_truths(scope, values, "XOR")) % 2 == 1


@function("NOT", takes="b")
def _not(scope: Scope, value: bool) -> Result:
    return not value


@function("TRUE")
def _true(scope: Scope) -> Result:
    return True


@function("FALSE")
def _false(scope: Scope) -> Result:
    return False


@function("NA")
def _na(scope: Scope) -> Result:
    raise Failed("N_A")


def _order(name: str, test: Callable[[int], bool]) -> None:
    @function(name, takes="v v")
    def order(scope: Scope, a: Result, b: Result) -> Result:
        return test(compared(a, b))


for _name, _test in {
    "EQ": lambda order: order == 0, "NE": lambda order: order != 0, "GT": lambda order: order > 0,
    "GTE": lambda order: order >= 0, "LT": lambda order: order < 0, "LTE": lambda order: order <= 0,
}.items():  # fmt: skip
    _order(_name, _test)


@function("ISBETWEEN", takes="v v v b? b?")
def _isbetween(
    scope: Scope, value: Result, low: Result, high: Result, with_low: bool = True, with_high: bool = True
) -> Result:
    above, below = compared(value, low), compared(value, high)
    return (above > 0 or (with_low and above == 0)) and (below < 0 or (with_high and below == 0))


# -- names and functions ----------------------------------------------------------------------------------------


@on_tree("LET", 3, 255)
def _let(scope: Scope, node: Node, array: bool) -> Any:
    *pairs, body = node[2]
    if len(pairs) % 2:
        raise Failed("N_A", "Wrong number of arguments to LET.")
    inner = scope.inner({})
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        inner.names[_name_of(name)] = compiled(value, array)(inner)
    return compiled(body, array)(inner)


def _name_of(node: Node) -> str:
    if node[0] != "name":
        raise Failed("NAME", "A name was expected.")
    name: str = node[1]
    return name.lower()


@on_tree("LAMBDA", 1, 255)
def _lambda(scope: Scope, node: Node, array: bool) -> Any:
    *names, body = node[2]
    keys = [_name_of(name) for name in names]

    def call(*values: Any) -> Any:
        if len(values) != len(keys):
            raise Failed("N_A", f"Wrong number of arguments to LAMBDA. Expected {len(keys)} arguments.")
        return compiled(body, array)(scope.inner(dict(zip(keys, values, strict=True))))

    return Lambda(call)
