"""One formula at work: how it is prepared for the engine, and what it comes to."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.entries import Entry
from sheets_sync.local_sheets.formulas.evaluation import compiled, settled, single
from sheets_sync.local_sheets.formulas.inherited_arrays import Looks, looks_of_result
from sheets_sync.local_sheets.formulas.natives import with_natives
from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import CellError
from sheets_sync.local_sheets.wire.exceptions import NotModelled


def prepare(entry: Entry) -> list[Node]:
    """Makes a formula ready to run, and gives the parts of it that the engine shall work out itself."""
    natives: list[Node] = []
    entry.run = None
    if entry.tree is not None:
        tree = with_natives(entry.tree, natives)
        top = single if tree[0] in ("ref", "name", "native") else compiled
        entry.run = top(tree, False)
    return natives


def outcome(entry: Entry, scope: Scope) -> tuple[Any, Looks | None]:
    """A formula's value, or array, and how the cells of an array look. The entry gets the number format that it shows,
    its link, and why it is refused where it is not modelled."""
    entry.refusal, entry.shows = None, None
    looks: Looks | None = None
    try:
        value = settled(entry.run(scope)) if entry.run else CellError("ERROR", "Formula parse error.")
        if entry.tree is not None and not isinstance(value, CellError):
            entry.shows, looks = looks_of_result(entry, value, scope)
    except Failed as failed:
        value = failed.error
    except NotModelled as refusal:
        entry.refusal = refusal
        value = CellError("ERROR", refusal.message)
    except (OverflowError, RecursionError):
        value = CellError("NUM", "The result is too large.")
    entry.link = scope.picked.get(("link",))
    return value, looks
