"""The sums and counts over ranges that the engine works out itself."""

from __future__ import annotations

from sheets_sync.local_sheets.formulas.registry import NATIVE
from sheets_sync.local_sheets.formulas.text import Node


def with_natives(node: Node, found: list[Node]) -> Node:
    """The tree with its sums and counts over ranges replaced by what the engine shall work out; those go to `found`."""
    if node[0] == "call" and node[1].upper() in NATIVE and node[2] and all(_is_range(part) for part in node[2]):
        found.append(node)
        return ("native", len(found) - 1, node)
    if node[0] == "call" and node[1].upper() not in ("LET", "LAMBDA"):
        return (node[0], node[1], tuple(with_natives(part, found) for part in node[2]))
    if node[0] == "binary":
        return (node[0], node[1], with_natives(node[2], found), with_natives(node[3], found))
    if node[0] in ("unary", "percent"):  # not inside a range's ends: those are asked for their places
        return (*node[:-1], with_natives(node[-1], found))
    return node


def _is_range(node: Node) -> bool:
    return bool(node[0] == "ref" and not node[1].single)
