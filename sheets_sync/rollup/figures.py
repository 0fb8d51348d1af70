"""A figure and the cells that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from sheets_sync.spreadsheet.a1 import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable

Number = int | float

ESTIMATE_CODE = "C2"
"""The typed-cell code of an estimate ("khoảng 50")."""


@dataclass(frozen=True, slots=True)
class Source:
    """One cell's part in a figure. `typed` is what stands in the cell, `read` how it was read, `amount` what it adds.

    `amount` differs from `read` where the adding rule says so: a place counts 1, a link counts once. For a count of
    reports there is no cell: `cell` is None and `read` the status of the unit on that day.
    """

    unit: str
    day: date | None
    amount: Number
    tab: str = ""
    sheet_id: int = 0
    cell: Cell | None = None
    typed: str = ""
    read: str = ""
    estimated: bool = False

    @property
    def a1(self) -> str:
        return self.cell.a1 if self.cell else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a document. `adding` says how it was made: "sum", "latest", "distinct_place", "once_per_link" or
    "count". `estimated`: a part of it is an estimate. An empty `measure` is a plain number."""

    value: Number
    adding: str = "sum"
    measure: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def estimated(self) -> bool:
        return any(source.estimated for source in self.sources)


NOTHING = Figure(0)
"""The figure of no cells at all."""


def add(sources: Iterable[Source], adding: str, measure: str = "") -> Figure:
    """The figure of these parts. The sum is exactly rounded, so the order of the parts makes no difference."""
    parts = tuple(sources)
    return Figure(plain(fsum(part.amount for part in parts)), adding, measure, parts)


def plain(value: Number) -> Number:
    """7.0 -> 7; a fraction is rounded to six decimals, far below what anybody types."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
