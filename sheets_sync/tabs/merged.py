"""Merged cells: what stands in one speaks for all the rows that it spans. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value


class Spread(NamedTuple):
    """A row with what it has of merged cells above it: `corners` says, by column, where such a value was typed."""

    values: tuple[Value, ...]
    corners: Mapping[int, Cell]


def spread(tab: Tab) -> dict[int, Spread]:
    """The rows that have a part in a merged cell which begins in a row above them, by number."""
    corners: dict[int, dict[int, Cell]] = {}
    for merge in tab.merges:
        corner = Cell(merge.top, merge.left)
        if tab.value(corner) in (None, ""):
            continue
        for number in range(merge.top + 1, merge.bottom):
            corners.setdefault(number, {})[merge.left] = corner
    return {number: Spread(_filled(tab, number, found), found) for number, found in corners.items()}


def _filled(tab: Tab, number: int, corners: Mapping[int, Cell]) -> tuple[Value, ...]:
    own: Sequence[Value] = tab.rows[number] if number < len(tab.rows) else ()
    width = max(len(own), max(corners) + 1)
    values = [*own, *[None] * (width - len(own))]
    for column, corner in corners.items():
        values[column] = tab.value(corner)
    return tuple(values)
