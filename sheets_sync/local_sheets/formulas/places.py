"""Where the parts of a formula that name cells lie."""

from __future__ import annotations

from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.registry import FUNCTIONS
from sheets_sync.local_sheets.formulas.scope import Place, Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.wire.exceptions import NotModelled


def place_of(scope: Scope, node: Node) -> Place:
    """Where a node that names cells lies. #N/A when it names none."""
    if node[0] == "ref":
        return scope.place(node[1])
    if node[0] == "name" and node[1].lower() not in scope.names:
        return scope.named(node[1])
    if node[0] == "call":
        function = FUNCTIONS.get(node[1].upper())
        if function is not None and function.place is not None:
            return function.place(scope, node)
    if node[0] == "range":
        for end in node[1:]:
            if end[0] == "call" and not _gives_place(end[1]):
                raise NotModelled(f"a range that ends at {end[1].upper()}()")
        return _spanned(place_of(scope, node[1]), place_of(scope, node[2]))
    raise Failed("N_A", "Argument must be a range.")


def _gives_place(name: str) -> bool:
    function = FUNCTIONS.get(name.upper())
    return function is None or function.place is not None


def _spanned(a: Place, b: Place) -> Place:
    """The smallest range that holds two others of one tab."""
    if a.sheet.id != b.sheet.id:
        raise Failed("REF", "A range must lie in one tab.")
    return Place(
        a.sheet, min(a.top, b.top), min(a.left, b.left), max(a.bottom, b.bottom), max(a.right, b.right)
    )  # fmt: skip
