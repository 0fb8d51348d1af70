"""The number format of each cell of an array that a formula spills (K): a column keeps its own, wherever it goes.

What is sorted, filtered, chosen, stacked, turned or asked by QUERY looks as it does where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.entries import Entry
from sheets_sync.local_sheets.formulas.evaluation import compiled
from sheets_sync.local_sheets.formulas.inherited import Columns, number_format, of_cells, of_operator
from sheets_sync.local_sheets.formulas.operands import Failed, area_of
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.scope import NumberFormat, Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import CellError

Looks = Callable[[int, int], NumberFormat | None]  # by row and column of the array
_KEPT = ("SORT", "UNIQUE", "ARRAY_CONSTRAIN", "SORTN", "ARRAYFORMULA")
_CELLS = ("OFFSET", "INDIRECT", "INDEX")


def looks_of_result(entry: Entry, value: Any, scope: Scope) -> tuple[NumberFormat | None, Looks | None]:
    """The format of a formula's own cell, and those of the cells that its array fills."""
    tree = entry.tree
    if tree is None or not (entry.references or entry.names or tree[0] in ("call", "binary")):
        return None, None
    if isinstance(value, list):
        looks = looks_of(tree, scope)
        return looks(0, 0), looks
    if isinstance(value, str | bool):
        return None, None
    if tree[0] == "call" and tree[1].upper() == "INDEX":
        return looks_of(tree, scope)(0, 0), None
    return number_format(tree, scope), None


def looks_of(node: Node, scope: Scope) -> Looks:
    """The format of an array's cell, by its row and column."""
    kind = node[0]
    if kind == "native":
        return looks_of(node[2], scope)
    if kind in ("ref", "name", "range") or (kind == "call" and node[1].upper() in _CELLS and _is_place(node, scope)):
        last = _size(node, scope)[1] - 1  # a single column goes beside each one of another array
        return lambda row, column: of_cells(node, scope, min(column, last))
    if kind == "binary":
        left, right = looks_of(node[2], scope), looks_of(node[3], scope)
        return lambda row, column: of_operator(node[1], left(row, column), right(row, column))
    if kind == "array":
        return _stacked([_beside(list(line), scope) for line in node[1]])
    return _of_call(node, scope) if kind == "call" else _everywhere(node, scope)


def _everywhere(node: Node, scope: Scope) -> Looks:
    shown = number_format(node, scope)
    return lambda row, column: shown


def _of_call(node: Node, scope: Scope) -> Looks:
    name, arguments = node[1].upper(), node[2]
    picked = scope.picked.get(node)
    if isinstance(picked, Columns):
        return lambda row, column: picked.formats[column]
    if picked is not None and isinstance(picked[0], str) and name != "VLOOKUP":
        return looks_of(picked, scope)
    if name in _KEPT and arguments:
        return looks_of(arguments[0], scope)
    shaped = _SHAPED.get(name)
    return shaped(arguments, scope) if shaped is not None and arguments else _everywhere(node, scope)


def _is_place(node: Node, scope: Scope) -> bool:
    try:
        place_of(scope, node)
    except Failed:
        return False
    return True


def _size(node: Node, scope: Scope) -> tuple[int, int]:
    """Rows and columns of a part of an array."""
    if node[0] in ("number", "string", "bool"):
        return 1, 1
    try:
        place = place_of(scope, node)
    except Failed:
        area = area_of(compiled(node, True)(scope))
        return len(area), len(area[0])
    return place.bottom - place.top, place.right - place.left


# -- what moves columns -----------------------------------------------------------------------------------------

Part = tuple[int, int, Looks]  # rows, columns, formats


def _beside(nodes: list[Node], scope: Scope) -> Part:
    parts = [(*_size(node, scope), looks_of(node, scope)) for node in nodes]

    def looks(row: int, column: int) -> NumberFormat | None:
        for _, width, part in parts:
            if column < width:
                return part(row, column)
            column -= width
        return None

    return max(part[0] for part in parts), sum(part[1] for part in parts), looks


def _stacked(parts: list[Part]) -> Looks:
    def looks(row: int, column: int) -> NumberFormat | None:
        for height, _, part in parts:
            if row < height:
                return part(row, column)
            row -= height
        return None

    return looks


def _hstack(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    return _beside(list(arguments), scope)[2]


def _vstack(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    return _stacked([_beside([one], scope) for one in arguments])


def _transpose(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    inner = looks_of(arguments[0], scope)
    return lambda row, column: inner(column, row)


def _listed(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    """Cells one after the other, row by row; with several arguments or an order of its own the first one's format."""
    inner = looks_of(arguments[0], scope)
    if len(arguments) > 1:
        return lambda row, column: inner(0, 0)
    width = _size(arguments[0], scope)[1]
    return lambda row, column: inner((row + column) // width, (row + column) % width)


def _chosen(arguments: tuple[Node, ...], scope: Scope) -> list[int]:
    found: list[Any] = [one for node in arguments[1:] for row in area_of(compiled(node, True)(scope)) for one in row]
    return [int(scope.number(one)) for one in found]


def _choosecols(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    inner, wanted = looks_of(arguments[0], scope), _chosen(arguments, scope)
    width = _size(arguments[0], scope)[1]
    places = [n - 1 if n > 0 else width + n for n in wanted]
    return lambda row, column: inner(row, places[column])


def _filter(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    """Its rows keep their columns; where columns are filtered, each brings its own format along."""
    inner, width = looks_of(arguments[0], scope), _size(arguments[0], scope)[1]
    tests = [area_of(compiled(one, True)(scope)) for one in arguments[1:]]
    if width == 1 or not all(len(test) == 1 and len(test[0]) == width for test in tests):
        return inner
    kept = [n for n in range(width) if all(_lets_through(test[0][n]) for test in tests)]
    return lambda row, column: inner(row, kept[column])


def _lets_through(value: Any) -> bool:
    return not isinstance(value, str | CellError) and bool(value)


def _index(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    """A row, a column or a cell of an array that is worked out."""
    inner = looks_of(arguments[0], scope)
    numbers = _chosen(tuple(one if one[0] != "empty" else ("number", 0) for one in arguments), scope)
    top, left = [*numbers, 0, 0][:2]
    return lambda row, column: inner(max(top - 1, 0) + row, max(left - 1, 0) + column)


def _vlookup(arguments: tuple[Node, ...], scope: Scope) -> Looks:
    """What is looked up for every element of an array looks as its column of the table does."""
    numbers = area_of(compiled(arguments[2], True)(scope)) if len(arguments) > 2 else [[1]]
    table = looks_of(arguments[1], scope)

    def looks(row: int, column: int) -> NumberFormat | None:
        line = numbers[min(row, len(numbers) - 1)]
        return table(0, int(scope.number(line[min(column, len(line) - 1)])) - 1)

    return looks


_SHAPED: dict[str, Callable[[tuple[Node, ...], Scope], Looks]] = {
    "HSTACK": _hstack, "VSTACK": _vstack, "TRANSPOSE": _transpose, "TOCOL": _listed, "TOROW": _listed,
    "FLATTEN": _listed, "CHOOSECOLS": _choosecols, "CHOOSEROWS": lambda arguments, scope: looks_of(arguments[0], scope),
    "INDEX": _index, "VLOOKUP": _vlookup, "FILTER": _filter,
}  # fmt: skip
