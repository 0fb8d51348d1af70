"""Conditions of rules: does a cell's value fulfil one? For conditional formats, filters and data validation.

A rule's values are read as if typed (D); texts are compared without regard to case (K).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.operands import Failed, area_of, is_number
from sheets_sync.local_sheets.formulas.scope import Scope, World
from sheets_sync.local_sheets.formulas.text import BadFormula, Node, parse, shifted
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.sheets.looks import Looks
from sheets_sync.local_sheets.wire.exceptions import NotModelled

Condition = dict[str, Any]


class Conditions:
    """The conditions of one tab, against the values of its spreadsheet."""

    def __init__(self, world: World, sheet: Sheet) -> None:
        self.world, self.sheet = world, sheet
        self._trees: dict[str, Node] = {}

    def value(self, row: int, column: int) -> Result:
        return self.world.values.at(self.sheet.id, row, column)

    def holds(self, condition: Condition, row: int, column: int, top: int = 0, left: int = 0) -> bool:
        """Whether a cell fulfils a condition. `top` and `left`: where the rule's first range begins."""
        kind = condition.get("type", "")
        given = condition.get("values", [])
        away = row - top, column - left
        if kind == "CUSTOM_FORMULA":
            return self._truth(self._worked_out(given[0].get("userEnteredValue", ""), row, column, away))
        value = self.value(row, column)
        if kind == "ONE_OF_RANGE":
            offered = area_of(self._worked_out(given[0].get("userEnteredValue", ""), row, column, away))
            return any(_same(value, one) for line in offered for one in line if one is not None)
        wanted = [self._wanted(one, row, column, away) for one in given]
        if kind in _ALONE:
            return _ALONE[kind](value)
        for prefix, test in (("NUMBER_", _number), ("TEXT_", _text), ("DATE_", _date)):
            if kind.startswith(prefix):
                return test(kind.removeprefix(prefix), value, wanted)
        if kind == "ONE_OF_LIST":
            return any(_same(value, one) for one in wanted)
        if kind == "BOOLEAN":
            return isinstance(value, bool) if not wanted else any(_same(value, one) for one in wanted)
        raise NotModelled(f"the condition {kind}")

    def _truth(self, value: Any) -> bool:
        if isinstance(value, list):
            value = value[0][0]
        return value is True or (is_number(value) and value != 0)

    def _wanted(self, given: dict[str, Any], row: int, column: int, away: tuple[int, int]) -> Result:
        if "relativeDate" in given:
            return _relative(given["relativeDate"], self.world)
        text = given.get("userEnteredValue", "")
        if text.startswith("="):
            found = self._worked_out(text, row, column, away)
            return found if not isinstance(found, list) else found[0][0]  # type: ignore[no-any-return]
        return self.world.typed(text)

    def _worked_out(self, text: str, row: int, column: int, away: tuple[int, int]) -> Any:
        """A formula's value at a cell; an error is no value."""
        decimal = self.world.locale.decimal
        text = text if text.startswith("=") else "=" + text
        try:
            there, scope = shifted(text, decimal, *away), Scope(self.world, self.sheet, row, column)
            tree = self._trees.get(there)
            if tree is None:
                tree = self._trees[there] = _folded(parse(there, decimal), scope)
            run = single if tree[0] in ("ref", "name") else compiled
            return run(tree, False)(scope)
        except (BadFormula, Failed):
            return None


_FOLDED = frozenset({"COUNTA", "COUNTIF", "JOIN", "TEXTJOIN"})
"""Functions over ranges whose value is the same wherever they are asked, if all that they are given is."""


def _folded(node: Node, scope: Scope) -> Node:
    """A formula with what is the same at each cell worked out once: a rule is asked at every cell of its range."""
    if node[0] != "call":
        return node
    parts = tuple(_folded(part, scope) for part in node[2])
    if node[1].upper() in _FOLDED and all(part[0] in ("ref", "string", "number", "bool") for part in parts):
        value = single(node, False)(scope)
        if isinstance(value, str):
            return ("string", value)
    return (node[0], node[1], parts, *node[3:])


def _same(value: Result, other: Result) -> bool:
    if isinstance(value, str) and isinstance(other, str):
        return value.lower() == other.lower()
    return (type(value) is type(other) and value == other) or (is_number(value) and is_number(other) and value == other)


_ALONE: dict[str, Callable[[Result], bool]] = {
    "BLANK": lambda value: value is None or value == "",
    "NOT_BLANK": lambda value: value is not None and value != "",
    "DATE_IS_VALID": is_number,
    "TEXT_IS_EMAIL": lambda value: isinstance(value, str) and "@" in value[1:-1],
    "TEXT_IS_URL": lambda value: isinstance(value, str) and value.lower().startswith(("http://", "https://", "www.")),
}

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "GREATER": lambda a, b: a > b, "GREATER_THAN_EQ": lambda a, b: a >= b, "LESS": lambda a, b: a < b,
    "LESS_THAN_EQ": lambda a, b: a <= b, "EQ": lambda a, b: a == b, "NOT_EQ": lambda a, b: a != b,
}  # fmt: skip


def _number(kind: str, value: Result, wanted: list[Result]) -> bool:
    if not is_number(value) or not wanted or not all(is_number(one) for one in wanted):
        return False
    if kind in ("BETWEEN", "NOT_BETWEEN"):
        low, high = sorted(wanted)  # type: ignore[type-var]
        return (low <= value <= high) == (kind == "BETWEEN")  # type: ignore[operator]
    if kind not in _ORDER:
        raise NotModelled(f"the condition NUMBER_{kind}")
    return _ORDER[kind](value, wanted[0])


def _text(kind: str, value: Result, wanted: list[Result]) -> bool:
    if isinstance(value, CellError):
        return False
    shown = "" if value is None else str(value).lower()
    part = str(wanted[0] if wanted and wanted[0] is not None else "").lower()
    tests: dict[str, Callable[[], bool]] = {
        "CONTAINS": lambda: part in shown, "NOT_CONTAINS": lambda: part not in shown,
        "STARTS_WITH": lambda: shown.startswith(part), "ENDS_WITH": lambda: shown.endswith(part),
        "EQ": lambda: shown == part, "NOT_EQ": lambda: shown != part,
    }  # fmt: skip
    if kind not in tests:
        raise NotModelled(f"the condition TEXT_{kind}")
    return tests[kind]()


_DATES = {"EQ": "EQ", "NOT_EQ": "NOT_EQ", "BEFORE": "LESS", "AFTER": "GREATER", "ON_OR_BEFORE": "LESS_THAN_EQ",
          "ON_OR_AFTER": "GREATER_THAN_EQ", "BETWEEN": "BETWEEN", "NOT_BETWEEN": "NOT_BETWEEN"}  # fmt: skip


def _date(kind: str, value: Result, wanted: list[Result]) -> bool:
    if kind not in _DATES:
        raise NotModelled(f"the condition DATE_{kind}")
    if not is_number(value):
        return False
    return _number(_DATES[kind], int(value), [int(one) if is_number(one) else None for one in wanted])  # type: ignore[arg-type]


def _relative(name: str, world: World) -> Result:
    """A day counted from today (D)."""
    days = {"TODAY": 0, "TOMORROW": 1, "YESTERDAY": -1}
    if name not in days:
        raise NotModelled(f"the relative date {name}")
    return world.today + days[name]


def world_of(space: Any, file_id: str) -> World:
    """All values of a spreadsheet as it stands."""
    book = space.book(file_id)
    now: datetime.datetime = space.local_now(book)
    engine = space.formulas.engine(book, now)
    assert engine.world is not None
    engine.world.book, engine.world.now = book, now
    engine.world.titles = {sheet.title.lower(): sheet for sheet in book.sheets}
    world: World = engine.world
    return world


def draft_world(space: Any, draft: Spreadsheet) -> World:
    """All values of a draft, its formulas worked out for this alone."""
    world: World | None = space.formulas.apart(draft.draft(), space.local_now(draft)).world
    assert world is not None
    return world


def looks_of(space: Any, book: Spreadsheet, sheet: Sheet) -> Looks:
    """What a tab's bandings and rules add to its cells; what is not worked out is counted, or refused when strict."""
    if not sheet.conditional_formats:
        return Looks(sheet, None, space.lacks)
    return Looks(sheet, Conditions(world_of(space, book.id), sheet), space.lacks)
