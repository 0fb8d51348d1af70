"""What stands in a spreadsheet: values, formulas, errors, formats, cells, rows. Frozen values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sheets_sync.local_sheets.grid import formats

MAX_CHARACTERS = 50_000  # of a cell, inclusive (M)


@dataclass(frozen=True, slots=True)
class Formula:
    """What stands in a cell that begins with `=`; the text keeps the `=`."""

    text: str


class Spilled:
    """What stands in a cell that an array formula fills; its value is the cell's result."""

    __slots__ = ()

    def __copy__(self) -> Spilled:
        return self

    def __deepcopy__(self, memo: Any) -> Spilled:
        return self


SPILLED = Spilled()


@dataclass(frozen=True, slots=True)
class CellError:
    """The result of a formula that failed: an error type of the API and what a person is told."""

    kind: str
    message: str = ""

    @property
    def shown(self) -> str:
        return ERROR_TEXTS[self.kind]

    @property
    def told(self) -> str:
        """As UNFORMATTED_VALUE shows it: `#DIV/0! (Function DIVIDE ...)`."""
        return f"{self.shown} ({self.message})" if self.message else self.shown


ERROR_TEXTS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}

Plain: TypeAlias = "bool | int | float | str"
Value: TypeAlias = "Plain | Formula | Spilled | None"
Result: TypeAlias = "Plain | CellError | None"


class Format:
    """A cell's `userEnteredFormat`, interned: equal formats are one object."""

    __slots__ = ("effective", "json", "number")
    _known: dict[str, Format] = {}  # noqa: RUF012 - the table of all formats in use

    json: dict[str, Any]
    effective: dict[str, Any]
    number: tuple[str, str] | None

    @classmethod
    def of(cls, value: dict[str, Any] | None) -> Format | None:
        """The one Format that equals `value`; None for an empty one."""
        if not value:
            return None
        key = json.dumps(value, sort_keys=True, separators=(",", ":"))
        known = cls._known.get(key)
        if known is None:
            known = cls()
            known.json = value
            known.effective = formats.effective(value)
            kind = value.get("numberFormat")
            known.number = (kind.get("type", ""), kind.get("pattern", "")) if kind else None
            known = cls._known.setdefault(key, known)
        return known

    @property
    def is_text(self) -> bool:
        return self.number is not None and self.number[0] == "TEXT"


class Cell:
    """One cell. `result`, `shows` (a number format) and `link` are a formula's; a plain value is its own result."""

    __slots__ = ("format", "link", "note", "result", "rule", "runs", "shows", "value")

    def __init__(
        self,
        value: Value = None,
        format: Format | None = None,
        note: str | None = None,
        rule: dict[str, Any] | None = None,
        runs: list[dict[str, Any]] | None = None,
        result: Result = None,
        shows: tuple[str, str] | None = None,
        link: str | None = None,
    ) -> None:
        self.value, self.format, self.note = value, format, note
        self.rule, self.runs, self.result, self.shows, self.link = rule, runs, result, shows, link

    def but(self, **changes: Any) -> Cell | None:
        """A copy with some fields changed; None if nothing is left in it."""
        other = Cell(
            self.value, self.format, self.note, self.rule, self.runs, self.result, self.shows, self.link
        )  # several times faster than copy.copy
        for name, value in changes.items():
            setattr(other, name, value)
        return other.or_none()

    def with_result(self, result: Result, shows: tuple[str, str] | None, link: str | None) -> Cell:
        """The same formula with another result."""
        return Cell(self.value, self.format, self.note, self.rule, self.runs, result, shows, link)

    def or_none(self) -> Cell | None:
        kept = self.value, self.format, self.note, self.rule, self.runs
        return None if kept == (None, None, None, None, None) else self

    def with_value(self, value: Value) -> Cell | None:
        """Another value, the same dress. An empty string is no value."""
        return self.but(
            value=None if value == "" and type(value) is str else value, result=None, shows=None, runs=None, link=None
        )

    @property
    def number_format(self) -> tuple[str, str] | None:
        """The type and pattern that the value is shown under."""
        own = self.format.number if self.format is not None else None
        return own or self.shows

    @property
    def shown(self) -> Result:
        """The effective value: a formula's result, or the value itself."""
        return self.result if type(self.value) in (Formula, Spilled) else self.value  # type: ignore[return-value]


NO_CELL = Cell()
MaybeCell: TypeAlias = "Cell | None"


class Row:
    """A row's cells up to the last one that holds anything, and what was rendered of them so far."""

    __slots__ = ("cells", "rendered")

    def __init__(self, cells: Iterable[MaybeCell] = ()) -> None:
        items = list(cells)
        while items and items[-1] is None:
            items.pop()
        self.cells: tuple[MaybeCell, ...] = tuple(items)
        self.rendered: dict[Any, Any] | None = None

    def at(self, column: int) -> Cell:
        cells = self.cells
        return (cells[column] if column < len(cells) else None) or NO_CELL

    def replaced(self, changes: dict[int, MaybeCell]) -> Row:
        if not changes:
            return self
        cells: list[MaybeCell] = list(self.cells)
        needed = max(changes) + 1 - len(cells)
        if needed > 0:
            cells.extend([None] * needed)
        for column, cell in changes.items():
            cells[column] = cell
        return Row(cells)


EMPTY_ROW = Row()
