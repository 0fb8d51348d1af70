"""One formula cell as the engine keeps it: its tree, what it names, its result."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import Any

from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.scope import NumberFormat, Place, Scope
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
    names: tuple[str, ...] = ()
    volatile: bool = False
    result: Result = None
    shows: NumberFormat | None = None
    link: str | None = None  # of HYPERLINK
    size: tuple[int, int] = (1, 1)  # of the array that it spills
    refusal: NotModelled | None = None
    run: Callable[[Scope], Any] | None = None


def entry_of(text: str, number: int, decimal: str) -> Entry:
    """A formula's text, parsed. `number`: by what the engine calls back; `decimal`: the locale's decimal mark."""
    entry = Entry(text, number, None)
    with contextlib.suppress(BadFormula):
        entry.tree = parse(text, decimal)
    entry.references, entry.names, entry.volatile = _named_in(entry.tree)
    return entry


@functools.lru_cache(maxsize=4096)
def _named_in(tree: Node | None) -> tuple[tuple[Reference, ...], tuple[str, ...], bool]:
    """The ranges and the names of a tree, and whether what it depends on can't be told from its text."""
    references, names, volatile = [], [], False
    left: list[Any] = [tree]
    while left:
        node = left.pop()
        if type(node) is not tuple or not node:
            continue
        kind = node[0]
        if kind == "ref":
            references.append(node[1])
        elif kind == "name":
            names.append(node[1])
        else:
            volatile = volatile or kind == "range" or (kind == "call" and node[1].upper() in VOLATILE)
            left.extend(reversed(node))
    return tuple(references), tuple(names), volatile


def places_of(entry: Entry, scope: Scope) -> Iterator[Place]:
    """Where the ranges and the names of a formula lie; what does not exist is left out."""
    for ref in entry.references:
        with contextlib.suppress(Failed):
            yield scope.place(ref)
    for name in entry.names:
        with contextlib.suppress(Failed):
            yield scope.named(name)
