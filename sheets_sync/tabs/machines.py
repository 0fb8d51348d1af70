"""Rows in which only machines wrote are no rows: unticked boxes, zeros and blanks of formulas, one choice that was
filled down. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value

FILLED_DOWN = 10
"""Otherwise empty rows with one and the same choice that nobody typed one by one."""

_CHOICES = frozenset({"choice", "yes_no", "unit"})
_ZERO = re.compile(r"[\s0.,đ%/()\-\u2010-\u2015\u2212$¢-¥\u20a0-\u20cf]+", re.IGNORECASE)
"""With any sign of a currency."""

Line = tuple[int, Sequence[Value]]
"""A row of a tab: its number from 0, what stands in it."""


class Machines:
    """Tells rows of people from those in which only machines wrote. `columns`: key -> column of the tab."""

    def __init__(self, tab: Tab, campaign: Campaign, columns: Mapping[str, int]) -> None:
        self._tab = tab
        self._types = [(at, campaign.column_by_key[key].type) for key, at in columns.items()]
        self._day = columns.get(campaign.key_of("day"))

    def left_out(self, lines: Iterable[Line]) -> frozenset[int]:
        """The numbers of the rows that are no rows; blank ones are not among them."""
        alone: set[int] = set()
        choices: dict[int, Hashable] = {}
        for number, values in lines:
            if self._has_a_day(values):
                continue
            filled = list(self._filled(values))
            said = [(at, type_, value) for at, type_, value in filled if not self._is_idle(number, at, value)]
            if filled and not said:
                alone.add(number)
            elif said and all(type_ in _CHOICES and isinstance(value, str) for _, type_, value in said):
                choices[number] = tuple((at, value) for at, _, value in said)
        often = {said for said, count in Counter(choices.values()).items() if count >= FILLED_DOWN}
        return frozenset(alone | {number for number, said in choices.items() if said in often})

    def in_doubt(self, lines: Iterable[Line]) -> Iterator[Cell]:
        """The zeros of rows that hold nothing else: whether formulas wrote them decides whether these are rows."""
        for number, values in lines:
            if self._has_a_day(values):
                continue
            filled = [(at, value) for at, type_, value in self._filled(values) if value is not False]
            zeros = [Cell(number, at) for at, value in filled if _is_zero(value)]
            others = [at for at, value in filled if not _is_zero(value)]
            if zeros and all(type_ in _CHOICES for at, type_ in self._types if at in others):
                yield from zeros

    def _has_a_day(self, values: Sequence[Value]) -> bool:
        """Most rows: a text in the column of the day, which no machine writes."""
        at = self._day
        return at is not None and at < len(values) and isinstance(values[at], str) and bool(values[at])

    def _filled(self, values: Sequence[Value]) -> Iterator[tuple[int, str, Value]]:
        width = len(values)
        for at, type_ in self._types:
            if at < width and (value := values[at]) is not None and not (isinstance(value, str) and not value.strip()):
                yield at, type_, value

    def _is_idle(self, number: int, at: int, value: Value) -> bool:
        """An unticked box, or a zero that a formula made."""
        return value is False or (_is_zero(value) and Cell(number, at) in self._tab.formulas)


def _is_zero(value: Value) -> bool:
    if isinstance(value, str):
        return _ZERO.fullmatch(value) is not None
    return value is not None and not isinstance(value, bool) and value == 0
