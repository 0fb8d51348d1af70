"""One formula cell as the engine keeps it: its tree, what it names, its result."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sheets_sync.local_sheets.formulas.scope import NumberFormat, Scope
from sheets_sync.local_sheets.formulas.text import BadFormula, Node, Reference, parse
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled

Key = tuple[int, int, int]  # tab, row, column
VOLATILE = ("TODAY", "NOW", "RAND", "RANDBETWEEN", "INDIRECT", "OFFSET", "IMPORTRANGE", "SUBTOTAL", "ISFORMULA",
            "FORMULATEXT")  # fmt: skip


@dataclasses.dataclass(slots=True)
class Entry:
    """One formula cell."""

    text: str
    number: int
    tree: Node | None  # None: the text is no formula
    references: tuple[Reference, ...] = ()
    volatile: bool = False
    result: Result = None
    shows: NumberFormat | None = None
    link: str | None = None  # of HYPERLINK
    size: tuple[int, int] = (1, 1)  # of the array that it spills
    refusal: NotModelled | None = None
    run: Callable[[Scope], Any] | None = None


def walk(node: Any) -> Iterator[Node]:
    """A tree's nodes, and those below."""
    if isinstance(node, tuple):
        if node and isinstance(node[0], str):
            yield node
        for part in node:
            yield from walk(part)


def _is_volatile(node: Node) -> bool:
    """Whether what a node depends on can't be told from its text."""
    return node[0] == "range" or (node[0] == "call" and node[1].upper() in VOLATILE)


def entry_of(text: str, number: int, decimal: str) -> Entry:
    """A formula's text, parsed. `number`: by what the engine calls back; `decimal`: the locale's decimal mark."""
    entry = Entry(text, number, None)
    with contextlib.suppress(BadFormula):
        entry.tree = parse(text, decimal)
    if entry.tree is not None:
        nodes = list(walk(entry.tree))
        entry.references = tuple(node[1] for node in nodes if node[0] == "ref")
        entry.volatile = any(
            node[0] == "range" or (node[0] == "call" and node[1].upper() in VOLATILE) for node in nodes
        )
    return entry


def references_of(entry: Entry) -> Iterable[Reference | str]:
    """The ranges and the names that a formula names."""
    yield from entry.references
    for node in walk(entry.tree):
        if node[0] == "name":
            yield node[1]
