"""The state: tabs and spreadsheets, made of rows of cells. No HTTP, no JSON of answers.

Everything that can be reached from a published `Spreadsheet` is frozen by convention. A write works on a draft:
`Spreadsheet.draft()` shares all tabs, `draft.edit(id)` copies one tab's shell on first touch, and rows and cells are
replaced, never changed. So a refused batch leaves no trace, readers need no lock, an unchanged tab or row keeps its
identity, and what is unchanged is neither rendered nor written to disk again.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sheets_sync.local_sheets.grid.cells import EMPTY_ROW, Cell, Formula, MaybeCell, Row

MAX_CELLS = 10_000_000  # of a spreadsheet, allocated grid (G, M)
MAX_COLUMNS = 18_278  # ZZZ


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

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.top, other.top), min(self.left, other.left),
            max(self.bottom, other.bottom), max(self.right, other.right),
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
    places: dict[int, int] = field(default_factory=dict)  # where tabs were found last, looked at first
    rendered: dict[Any, bytes] = field(default_factory=dict)  # whole answers of this very state

    def draft(self) -> Spreadsheet:
        other = copy.copy(self)
        other.more, other.sheets = dict(self.more), list(self.sheets)
        other.named_ranges, other.metadata = list(self.named_ranges), list(self.metadata)
        other.touched, other.rendered = set(), {}
        return other

    def find(self, sheet_id: int) -> Sheet | None:
        index = self._index(sheet_id)
        return None if index is None else self.sheets[index]

    def titled(self, title: str) -> Sheet | None:
        """Titles are told apart without regard to case (K)."""
        exact = next((sheet for sheet in self.sheets if sheet.title == title), None)
        return exact or next((sheet for sheet in self.sheets if sheet.title.lower() == title.lower()), None)

    def edit(self, sheet_id: int) -> Sheet:
        """The draft's own copy of a tab. KeyError if there is none."""
        index = self._index(sheet_id)
        if index is None:
            raise KeyError(sheet_id)
        if sheet_id not in self.touched:
            self.sheets[index] = self.sheets[index].draft()
            self.touched.add(sheet_id)
        return self.sheets[index]

    def _index(self, sheet_id: int) -> int | None:
        place = self.places.get(sheet_id, 0)
        if place < len(self.sheets) and self.sheets[place].id == sheet_id:
            return place
        found = next((n for n, sheet in enumerate(self.sheets) if sheet.id == sheet_id), None)
        if found is not None:
            self.places[sheet_id] = found
        return found

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
