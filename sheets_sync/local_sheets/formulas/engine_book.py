"""The engine's own workbook: cells go in by their places, formulas as call backs, and results come as calls."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.functions.library import whole_text
from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.scope import NumberFormat, Place, Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled
from sheets_sync.spreadsheet.a1 import column_letters

Key = tuple[int, int, int]
_ERRORS = {"DIVIDE_BY_ZERO": "Div", "N_A": "Na", "NAME": "Name", "NULL_VALUE": "Null", "NUM": "Num", "REF": "Ref"}


def engine_is_there() -> bool:
    """Whether formulas can be worked out here."""
    try:
        import formualizer  # noqa: F401
    except ImportError:
        return False
    return True


MISSING = "formulas: the engine formualizer is not installed (pip install formualizer)"


class EngineBook:
    """A workbook of the engine. Rows and columns are counted from 0 here, from 1 there. `worked_out` is a method, whose
    object the book does not keep alive."""

    def __init__(self, worked_out: Callable[[int, tuple[Any, ...]], Result]) -> None:
        try:
            import formualizer
        except ImportError:
            raise NotModelled(MISSING) from None
        config = formualizer.EvaluationConfig()
        config.enable_parallel = False  # every formula calls back into Python
        self.book = formualizer.Workbook(config=formualizer.WorkbookConfig(eval_config=config))
        self.book.set_temporal_egress("serial")
        self.formats: dict[Key, NumberFormat | None] = {}
        self.sheets: set[int] = set()
        self.waiting: dict[Key, Any] = {}
        self.formulas: dict[Key, str] = {}
        self.failure: BaseException | None = None
        for name, volatile in (("GS", False), ("GSV", True)):
            self.book.register_function(
                name, self._called(worked_out), min_args=1, max_args=None, volatile=volatile, deterministic=not volatile
            )

    def _called(self, worked_out: Callable[[int, tuple[Any, ...]], Result]) -> Callable[..., Any]:
        # Python's collector can't see what the engine holds: weakly, or no spreadsheet would ever be given free.
        this, method = weakref.ref(self), weakref.WeakMethod(worked_out)

        def call(number: float, *arguments: Any) -> Any:
            book, asked = this(), method()
            if book is None or asked is None:
                raise RuntimeError("the spreadsheet is gone")
            try:
                return _given(asked(int(number), arguments))
            except BaseException as failure:  # the engine would swallow it
                book.failure = book.failure or failure
                raise

        return call

    def put(self, key: Key, value: Result) -> None:
        self.waiting[key] = _given(value) if value is not None else None
        self.formulas.pop(key, None)

    def set_formula(self, key: Key, number: int, parts: list[str], *, volatile: bool) -> None:
        self.waiting.pop(key, None)
        self.formulas[key] = f"={'GSV' if volatile else 'GS'}({','.join([str(number), *parts])})"

    def evaluate(self) -> None:
        """Hands over what waits, and has everything worked out that it touches."""
        for start, column in _runs(self.waiting):
            self._sheet(start[0])
            self.book.set_values_batch(_title(start[0]), start[1] + 1, start[2] + 1, [[one] for one in column])
        for start, column in _runs(self.formulas):
            self._sheet(start[0])
            self.book.set_formulas_batch(_title(start[0]), start[1] + 1, start[2] + 1, [[one] for one in column])
        self.waiting, self.formulas = {}, {}
        self.book.evaluate_all()
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure

    def is_circle(self, key: Key) -> bool:
        found = self.book.get_value(_title(key[0]), key[1] + 1, key[2] + 1)
        return isinstance(found, dict) and found.get("kind") == "Circ"

    def _sheet(self, number: int) -> None:
        if number not in self.sheets:
            self.book.add_sheet(_title(number))
            self.sheets.add(number)

    def dependency(self, place: Place) -> str:
        """A part of a call that ties it to cells."""
        return f"COUNT({self._address(place)})"

    def native(self, node: Node, scope: Scope) -> str:
        """What the engine shall work out itself; where a range does not exist, nothing."""
        try:
            ranges = [self._address(scope.place(part[1])) for part in node[2]]
        except Failed:
            return "NA()"
        return f"{node[1].upper()}({','.join(ranges)})"

    def _address(self, place: Place) -> str:
        self._sheet(place.sheet.id)
        first = f"{column_letters(place.left)}{place.top + 1}"
        last = f"{column_letters(place.right - 1)}{place.bottom}"
        return f"{_title(place.sheet.id)}!{first}:{last}"


def _title(number: int) -> str:
    return f"T_{number}_"


def _given(value: Result) -> Any:
    """A value as the engine takes it. An empty result is an empty text: it must not count as a number."""
    if value is None:
        return ""
    if isinstance(value, CellError):
        return {"type": "Error", "kind": _ERRORS.get(value.kind, "Value")}
    if isinstance(value, str):
        return whole_text(value)
    return float(value) if type(value) is int else value


def _runs(cells: dict[Key, Any]) -> list[tuple[Key, list[Any]]]:
    """Cells that stand below each other, as columns."""
    found: list[tuple[Key, list[Any]]] = []
    last: Key | None = None
    for key in sorted(cells, key=lambda key: (key[0], key[2], key[1])):
        if last is not None and key == (last[0], last[1] + 1, last[2]):
            found[-1][1].append(cells[key])
        else:
            found.append((key, [cells[key]]))
        last = key
    return found
