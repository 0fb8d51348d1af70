"""What a formula is evaluated in: the values of all cells, where the formula stands, its locale, the time.

`Values` keeps every cell's effective value by columns, so that a range is a few slices.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.local_sheets.formulas.criteria import plain
from sheets_sync.local_sheets.formulas.operands import Area, Failed, Operand, PassedOn
from sheets_sync.local_sheets.formulas.text import Reference
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.typing.entered import entered
from sheets_sync.local_sheets.typing.locales import Locale
from sheets_sync.local_sheets.typing.patterns import EPOCH, general
from sheets_sync.local_sheets.wire.schema import number

NumberFormat = tuple[str, str]


class Column(list[Result]):
    """The values of a column from row 0, as long as needed."""

    __slots__ = ("texts",)

    def __init__(self) -> None:
        self.texts: dict[str, int] | None = None  # a text in small letters -> the first row that holds it


class Values:
    """The effective values of all cells: `columns[sheet][column]`."""

    def __init__(self) -> None:
        self.columns: dict[int, dict[int, Column]] = {}

    def put(self, sheet: int, row: int, column: int, value: Result) -> None:
        columns = self.columns.setdefault(sheet, {})
        cells = columns.get(column)
        if cells is None:
            cells = columns[column] = Column()
        cells.texts = None
        if row >= len(cells):
            if value is None:
                return
            cells.extend([None] * (row + 1 - len(cells)))
        cells[row] = value

    def at(self, sheet: int, row: int, column: int) -> Result:
        cells = self.columns.get(sheet, {}).get(column, ())
        return cells[row] if row < len(cells) else None

    def column(self, sheet: int, column: int, top: int, bottom: int) -> list[Result]:
        found = self.columns.get(sheet, {}).get(column, [])[top:bottom]
        return found + [None] * (bottom - top - len(found))

    def row_of(self, sheet: int, column: int, text: str) -> int | None:
        """The first row of a column that holds a text, whatever its case."""
        cells = self.columns.get(sheet, {}).get(column)
        if cells is None:
            return None
        if cells.texts is None:
            cells.texts = {}
            for row, value in enumerate(cells):
                if isinstance(value, str):
                    cells.texts.setdefault(value.lower(), row)
        return cells.texts.get(text.lower())

    def area(self, place: Place) -> Area:
        columns = [self.column(place.sheet.id, c, place.top, place.bottom) for c in range(place.left, place.right)]
        if len(columns) == 1:
            return [[value] for value in columns[0]]
        return [list(row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reference lies: a tab and a box inside its grid, ends exclusive."""

    sheet: Sheet
    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        return self.bottom - self.top == 1 and self.right - self.left == 1

    @property
    def box(self) -> Box:
        return Box(self.top, self.left, self.bottom, self.right)


@dataclass(slots=True)
class World:
    """What all formulas of one recalculation share."""

    book: Spreadsheet
    values: Values
    now: datetime.datetime
    locale: Locale
    titles: dict[str, Sheet]
    other: Callable[[str], Spreadsheet | None]  # another file of this server, for IMPORTRANGE
    shows: dict[tuple[int, int, int], NumberFormat | None] = field(default_factory=dict)  # by results of formulas
    formats: dict[Any, NumberFormat | None] = field(default_factory=dict)  # of ranges that were looked at
    imports: set[str] = field(default_factory=set)  # the files that were asked for
    results: dict[str, Any] = field(default_factory=dict)  # of the engine's own functions, by their arguments

    @property
    def today(self) -> int:
        return (self.now.date() - EPOCH.date()).days

    def typed(self, text: str) -> Result:
        """A text as it would be understood when typed into a cell."""
        return _typed(text, self.locale, self.now.date())


@functools.lru_cache(maxsize=8192)
def _typed(text: str, locale: Locale, today: datetime.date) -> Result:
    if text[:1] in ("'", "="):
        return text
    return plain(entered(text, locale, today).value)


class Scope:
    """One formula's surroundings."""

    __slots__ = ("arguments", "column", "names", "picked", "row", "sheet", "world")

    def __init__(self, world: World, sheet: Sheet, row: int, column: int, arguments: tuple[Any, ...] = ()) -> None:
        self.world, self.sheet, self.row, self.column = world, sheet, row, column
        self.arguments = arguments  # what the engine worked out itself
        self.names: dict[str, Any] = {}  # of LET and LAMBDA
        self.picked: dict[Any, Any] = {}  # by node: the branch that IF took, the cell that VLOOKUP found

    def inner(self, names: dict[str, Any]) -> Scope:
        other = Scope(self.world, self.sheet, self.row, self.column, self.arguments)
        other.names, other.picked = {**self.names, **names}, self.picked
        return other

    # -- cells ---------------------------------------------------------------------------------------------------

    def place(self, ref: Reference) -> Place:
        """Where a reference lies, its open ends filled from the grid. An error outside it, and for unknown tabs."""
        sheet = self.sheet
        if ref.sheet is not None:
            found = self.world.titles.get(ref.sheet.lower())
            if found is None:
                raise Failed("REF", f"Unresolved sheet name '{ref.sheet}'.")
            sheet = found
        top, left = ref.top or 0, ref.left or 0
        bottom = sheet.row_count if ref.bottom is None else ref.bottom + 1
        right = sheet.column_count if ref.right is None else ref.right + 1
        if ref.single:
            bottom, right = top + 1, left + 1
        if top >= sheet.row_count or left >= sheet.column_count:
            raise Failed("REF", "Reference does not exist.")
        return Place(sheet, top, left, min(bottom, sheet.row_count), min(right, sheet.column_count))

    def named(self, name: str) -> Place:
        for item in self.world.book.named_ranges:
            if item["name"].lower() == name.lower():
                where = item["range"]
                sheet = self.world.book.find(where.get("sheetId", 0))
                if sheet is not None:
                    return Place(
                        sheet, where.get("startRowIndex", 0), where.get("startColumnIndex", 0),
                        min(where.get("endRowIndex", sheet.row_count), sheet.row_count),
                        min(where.get("endColumnIndex", sheet.column_count), sheet.column_count),
                    )  # fmt: skip
        raise Failed("NAME", f"Unknown range name: '{name.upper()}'.")

    def value(self, place: Place) -> Operand:
        if place.single:
            return self.world.values.at(place.sheet.id, place.top, place.left)
        return self.world.values.area(place)

    def crossed(self, place: Place) -> Place:
        """The one cell of a range that stands in the formula's own row or column."""
        if place.single:
            return place
        if place.right - place.left == 1 and place.top <= self.row < place.bottom:
            return Place(place.sheet, self.row, place.left, self.row + 1, place.right)
        if place.bottom - place.top == 1 and place.left <= self.column < place.right:
            return Place(place.sheet, place.top, self.column, place.bottom, self.column + 1)
        raise Failed("VALUE", "An array value could not be found.")

    # -- one value as a number, a text, a boolean ----------------------------------------------------------------

    def number(self, value: Result, function: str = "", place: int = 1) -> float:
        """A value as a number: empty is 0, TRUE is 1, a text counts when it reads as a number or a date."""
        if type(value) is int or type(value) is float:
            return value
        if value is None:
            return 0
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, CellError):
            raise PassedOn(value)
        found = self.world.typed(value)  # type: ignore[arg-type]
        if isinstance(found, int | float) and not isinstance(found, bool):
            return found
        who = f"Function {function} parameter {place} expects" if function else "Function expects"
        text = f"{who} number values. But '{value}' is a text and cannot be coerced to a number."
        raise Failed("VALUE", text)

    def text(self, value: Result) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, CellError):
            raise PassedOn(value)
        return general(number(value), self.world.locale)

    def truth(self, value: Result, function: str = "IF", place: int = 1) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, CellError):
            raise PassedOn(value)
        if isinstance(value, str):
            if value.upper() in ("TRUE", "FALSE"):
                return value.upper() == "TRUE"
            found = self.world.typed(value)
            if isinstance(found, str) or found is None:
                raise Failed(
                    "VALUE",
                    f"Function {function} parameter {place} expects boolean values. "
                    f"But '{value}' is a text and cannot be coerced to a boolean.",
                )
            return bool(found)
        return bool(value)
