"""A1 notation: cells and ranges, parsed and printed.

Rows and columns count from 0 inside the code, as in the API's GridRange; only the printed form counts from 1.
Pure; shared by the job and by the local Sheets server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_COLUMNS = 18_278  # column ZZZ, the last one that Sheets knows

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")


@lru_cache(maxsize=1_000)
def column_letters(column: int) -> str:
    """0 -> "A", 25 -> "Z", 26 -> "AA"."""
    if column < 0:
        raise ValueError(f"no such column: {column}")
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """ "A" -> 0, "AA" -> 26. Raises ValueError beyond ZZZ."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 0 < number <= MAX_COLUMNS:
        raise ValueError(f"not a column: {letters!r}")
    return number - 1


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell of a tab; `row` and `column` count from 0."""

    row: int
    column: int

    @property
    def a1(self) -> str:
        return f"{column_letters(self.column)}{self.row + 1}"

    @classmethod
    def parse(cls, text: str) -> Cell:
        """ "B7" -> Cell(6, 1). Raises ValueError for anything else."""
        match = _CELL.fullmatch(text)
        if not match or not match[1] or not match[2]:
            raise ValueError(f"not a cell: {text!r}")
        return cls(int(match[2]) - 1, column_index(match[1]))


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of a tab: ends exclusive, `None` where open. `sheet` is the tab's title, None where not named."""

    sheet: str | None = None
    start_row: int | None = None
    start_column: int | None = None
    end_row: int | None = None
    end_column: int | None = None

    @property
    def a1(self) -> str:
        title = quote_title(self.sheet) if self.sheet is not None else ""
        cells = self._cells()
        return f"{title}!{cells}" if title and cells else title or cells

    def _cells(self) -> str:
        if (self.start_row, self.start_column, self.end_row, self.end_column) == (None,) * 4:
            return ""
        start = _corner(self.start_row, self.start_column)
        end = _corner(
            None if self.end_row is None else self.end_row - 1,
            None if self.end_column is None else self.end_column - 1,
        )
        return start if start == end and self.end_row is not None and self.end_column is not None else f"{start}:{end}"

    @classmethod
    def parse(cls, text: str) -> Range:
        """Parses `'Sổ chi'!A1:B2`, `A:C`, `2:5`, `B3`, `'Tab'`. Raises ValueError.

        A bare word is a tab's title unless it has the form of a cell; corners in any order are put in order.
        """
        sheet, cells = _split_title(text)
        if sheet is not None and cells is None:
            return cls(sheet)
        first, colon, last = (cells or "").partition(":")
        start_row, start_column = _parse_corner(first)
        end_row, end_column = _parse_corner(last) if colon else (start_row, start_column)
        if not colon and (start_row is None or start_column is None):
            raise ValueError(f"not a range: {text!r}")
        rows = _ordered(start_row, end_row)
        columns = _ordered(start_column, end_column)
        return cls(sheet, rows[0], columns[0], rows[1], columns[1])


def quote_title(title: str) -> str:
    """A tab's title as it stands before the `!`, always quoted: safe for every title that Sheets allows."""
    return "'" + title.replace("'", "''") + "'"


def _corner(row: int | None, column: int | None) -> str:
    letters = "" if column is None else column_letters(column)
    return letters + ("" if row is None else str(row + 1))


def _parse_corner(text: str) -> tuple[int | None, int | None]:
    match = _CELL.fullmatch(text)
    if not match or not (match[1] or match[2]):
        raise ValueError(f"not a cell: {text!r}")
    return (int(match[2]) - 1 if match[2] else None, column_index(match[1]) if match[1] else None)


def _ordered(start: int | None, end: int | None) -> tuple[int | None, int | None]:
    """Inclusive ends in any order -> start inclusive, end exclusive, open ends kept."""
    if start is None and end is not None:
        return 0, end + 1
    if start is None or end is None:
        return start, None
    return min(start, end), max(start, end) + 1


def _split_title(text: str) -> tuple[str | None, str | None]:
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.+))?", text, re.DOTALL)
        if not match:
            raise ValueError(f"not a range: {text!r}")
        return match[1].replace("''", "'"), match[2]
    title, mark, cells = text.rpartition("!")
    if mark:
        if not title or not cells:
            raise ValueError(f"not a range: {text!r}")
        return title, cells
    first = text.partition(":")[0]
    match = _CELL.fullmatch(first)
    looks_like_cell = bool(match and (match[1] or match[2])) and (":" in text or bool(match and match[1] and match[2]))
    return (None, text) if looks_like_cell else (text, None)
