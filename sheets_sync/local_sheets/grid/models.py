"""The state: spreadsheets, tabs, rows, cells. No HTTP, no JSON of answers.

Everything that can be reached from a published `Spreadsheet` is frozen by convention. A write works on a draft:
`Spreadsheet.draft()` shares all tabs, `draft.edit(id)` copies one tab's shell on first touch, and rows and cells are
replaced, never changed. So a refused batch leaves no trace, readers need no lock, an unchanged tab or row keeps its
identity, and what is unchanged is neither rendered nor written to disk again.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sheets_sync.local_sheets.grid import formats

MAX_CELLS = 10_000_000  # of a spreadsheet, allocated grid (G, M)
MAX_COLUMNS = 18_278  # ZZZ
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


class Box(NamedTuple):
    """A rectangle inside a grid: ends exclusive, none open."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def meets(self, other: Box) -> bool:
        return (
            self.top < other.bottom and other.top < self.bottom
            and self.left < other.right and other.left < self.right
        )  # fmt: skip

    def holds(self, other: Box) -> bool:
        return (
            self.top <= other.top and other.bottom <= self.bottom
            and self.left <= other.left and other.right <= self.right
        )  # fmt: skip

    @property
    def empty(self) -> bool:
        return self.height <= 0 or self.width <= 0


@dataclass(slots=True)
class Sheet:
    """One tab. Lists and dicts in it belong to this object alone; what they hold is shared and frozen."""

    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    grid: dict[str, Any] = field(default_factory=dict)  # gridProperties but for the two counts
    dress: dict[str, Any] = field(default_factory=dict)  # hidden, tabColor, rightToLeft ...
    rows: list[Row] = field(default_factory=list)  # may be shorter than row_count
    row_sizes: dict[int, dict[str, Any]] = field(default_factory=dict)
    column_sizes: dict[int, dict[str, Any]] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)  # of the tab, its rows and its columns
    conditional_formats: list[dict[str, Any]] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    bandings: list[dict[str, Any]] = field(default_factory=list)
    basic_filter: dict[str, Any] | None = None
    filter_views: list[dict[str, Any]] = field(default_factory=list)
    row_groups: list[dict[str, Any]] = field(default_factory=list)
    column_groups: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)
    rendered: dict[Any, Any] = field(default_factory=dict)  # answers rendered of this very state
    formula_cells: list[tuple[int, int]] | None = None  # found when first asked for

    def draft(self) -> Sheet:
        other = copy.copy(self)
        for name in _LISTS:
            setattr(other, name, list(getattr(self, name)))
        for name in _DICTS:
            setattr(other, name, dict(getattr(self, name)))
        other.rendered, other.formula_cells = {}, None
        return other

    @property
    def hidden(self) -> bool:
        return bool(self.dress.get("hidden"))

    @property
    def box(self) -> Box:
        return Box(0, 0, self.row_count, self.column_count)

    def row(self, index: int) -> Row:
        return self.rows[index] if index < len(self.rows) else EMPTY_ROW

    def cell(self, row: int, column: int) -> Cell:
        return self.row(row).at(column)

    def set_row(self, index: int, row: Row) -> None:
        rows = self.rows
        if index >= len(rows):
            if row is EMPTY_ROW:
                return
            rows.extend([EMPTY_ROW] * (index + 1 - len(rows)))
        rows[index] = row
        self.formula_cells = None

    def set_cells(self, row: int, changes: dict[int, MaybeCell]) -> None:
        if changes:
            self.set_row(row, self.row(row).replaced(changes))

    def set_cell(self, row: int, column: int, cell: MaybeCell) -> None:
        self.set_cells(row, {column: cell})

    def map_cells(self, box: Box, change: Callable[[Cell], MaybeCell]) -> None:
        """Gives every cell of the box to `change`. Rows that were one object stay one object."""
        done: dict[int, Row] = {}
        cells: dict[int, MaybeCell] = {}

        def changed(cell: Cell) -> MaybeCell:
            key = id(cell)
            if key not in cells:
                cells[key] = change(cell)
            return cells[key]

        for index in range(box.top, box.bottom):
            old = self.row(index)
            new = done.get(id(old))
            if new is None:
                new = old.replaced({c: changed(old.at(c)) for c in range(box.left, box.right)})
                done[id(old)] = new = new if new.cells else EMPTY_ROW
            self.set_row(index, new)

    def filled(self) -> Box | None:
        """The smallest box from A1 that holds every value; None if there is none."""
        bottom = right = 0
        for index, row in enumerate(self.rows):
            for column in range(len(row.cells) - 1, -1, -1):
                cell = row.cells[column]
                if cell is not None and cell.value is not None:
                    bottom, right = index + 1, max(right, column + 1)
                    break
        return Box(0, 0, bottom, right) if bottom else None

    def formulas(self) -> list[tuple[int, int]]:
        if self.formula_cells is None:
            self.formula_cells = [
                (r, c)
                for r, row in enumerate(self.rows)
                for c, cell in enumerate(row.cells)
                if cell is not None and type(cell.value) is Formula
            ]
        return self.formula_cells


_LISTS = (
    "rows", "merges", "metadata", "conditional_formats", "protected", "bandings",
    "filter_views", "row_groups", "column_groups", "tables", "charts",
)  # fmt: skip
_DICTS = ("grid", "dress", "row_sizes", "column_sizes")


@dataclass(slots=True)
class Spreadsheet:
    """A file: its own properties and its tabs in order."""

    id: str
    title: str
    locale: str = "en_US"
    timezone: str = "Etc/GMT"
    more: dict[str, Any] = field(default_factory=dict)  # other properties
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)  # of the spreadsheet itself
    counter: int = 0  # feeds the ids that we choose
    touched: set[int] = field(default_factory=set)  # tabs copied for this draft
    rendered: dict[Any, bytes] = field(default_factory=dict)  # whole answers of this very state

    def draft(self) -> Spreadsheet:
        other = copy.copy(self)
        other.more, other.sheets = dict(self.more), list(self.sheets)
        other.named_ranges, other.metadata = list(self.named_ranges), list(self.metadata)
        other.touched, other.rendered = set(), {}
        return other

    def find(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """Titles are told apart without regard to case (K)."""
        exact = next((sheet for sheet in self.sheets if sheet.title == title), None)
        return exact or next((sheet for sheet in self.sheets if sheet.title.lower() == title.lower()), None)

    def edit(self, sheet_id: int) -> Sheet:
        """The draft's own copy of a tab. KeyError if there is none."""
        for index, sheet in enumerate(self.sheets):
            if sheet.id == sheet_id:
                if sheet_id not in self.touched:
                    sheet = self.sheets[index] = sheet.draft()
                    self.touched.add(sheet_id)
                return sheet
        raise KeyError(sheet_id)

    def new_id(self, taken: Iterable[int]) -> int:
        """A fresh id: Google's look random, ours are spread but repeatable."""
        used = set(taken)
        while True:
            self.counter += 1
            candidate = (self.counter * 1_640_531_527 + 12_345) % 2_147_483_647
            if candidate and candidate not in used:
                return candidate

    def cell_count(self) -> int:
        return sum(sheet.row_count * sheet.column_count for sheet in self.sheets)

    def all_metadata(self) -> Iterator[dict[str, Any]]:
        yield from self.metadata
        for sheet in self.sheets:
            yield from sheet.metadata
