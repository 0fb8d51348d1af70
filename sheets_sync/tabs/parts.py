"""The parts of a tab: each heading with its rows, merged cells put in, rows of machines left out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheets_sync.campaign.model import Campaign, Column
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.header import Header, chosen_of, headings
from sheets_sync.tabs.machines import Machines
from sheets_sync.tabs.merged import Spread, spread
from sheets_sync.tabs.numbering import numbers_columns

Line = tuple[int, tuple[Value, ...]]
"""A row of a tab: its number from 0, what stands in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the rows below it, down to the next heading."""

    header: Header
    lines: tuple[Line, ...]


class Layout:
    """How a tab is divided. `refused` is a second heading by which nothing can be read; what follows it is in no part.
    `above` are the filled rows above the first heading, which may be rows or not."""

    def __init__(self, tab: Tab, columns: Sequence[Column]) -> None:
        self._tab = tab
        found = headings(tab, columns)
        self.header = chosen_of(found, columns)
        self.merged: Mapping[int, Spread] = spread(tab) if tab.merges else {}
        heads = [h for h in found if h.row is not None and h.row >= (self.header.row or 0)]
        self.refused = next((h for h in heads[1:] if h.lacks(columns)), None)
        self._heads = heads[: heads.index(self.refused)] if self.refused else heads
        self._titles = {n for h in found if h.row is not None and _is_heading(tab, h) for n in range(h.row, h.last + 1)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """From above; empty where the tab has no heading."""
        if not self._heads:
            return ()
        ends = [*(h.row for h in self._heads[1:] if h.row is not None), self._height]
        if self.refused and self.refused.row is not None:
            ends[-1] = self.refused.row
        starts = (self._below(head) for head in self._heads)
        found = zip(self._heads, starts, ends, strict=True)
        return tuple(Part(head, tuple(self._lines(start, end))) for head, start, end in found)

    def _below(self, head: Header) -> int:
        """The first line below a heading; one that only numbers its columns goes with the heading."""
        first = head.last + 1
        return first + (first < len(self._tab.rows) and numbers_columns(self._tab.rows[first]))

    @property
    def above(self) -> tuple[Line, ...]:
        return tuple(
            (number, values)
            for number, values in self._lines(0, self.header.row or 0)
            if number not in self._titles and any(value not in (None, "") for value in values)
        )

    @property
    def _height(self) -> int:
        return max(len(self._tab.rows), max(self.merged, default=-1) + 1)

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        if not self.merged:
            yield from enumerate(self._tab.rows[start:end], start)
            return
        for number in range(start, end):
            held = self.merged.get(number)
            if held is not None:
                yield number, held.values
            elif number < len(self._tab.rows):
                yield number, self._tab.rows[number]


def _is_heading(tab: Tab, header: Header) -> bool:
    """Whether most of what stands in the lines of a heading names columns; else it is a row in which some do."""
    filled = sum(v not in (None, "") for n in range(header.row or 0, header.last + 1) for v in tab.rows[n])
    return 2 * header.count >= filled


def people_lines(tab: Tab, campaign: Campaign, part: Part) -> tuple[Line, ...]:
    """The rows of a part without those in which only machines wrote."""
    machines = Machines(tab, campaign, part.header.columns).left_out(part.lines)
    return tuple(line for line in part.lines if line[0] not in machines) if machines else part.lines


def cells_in_doubt(tab: Tab, campaign: Campaign, layout: Layout) -> Iterator[Cell]:
    """The cells of which it must be known who wrote them, a person or a formula, and the headings of which it must be
    known whether the job marked their column."""
    yield from (cell for head in headings(tab, campaign.columns) for cells in head.doubled.values() for cell in cells)
    for part in layout.parts:
        yield from Machines(tab, campaign, part.header.columns).in_doubt(part.lines)
    for number, values in layout.above:
        yield from (Cell(number, at) for at in layout.header.columns.values() if _is_filled(values, at))


def _is_filled(values: Sequence[Value], at: int) -> bool:
    return at < len(values) and values[at] not in (None, "")
