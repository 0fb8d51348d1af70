"""The printed figures of many rows in several scopes at once, without the cells that they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from math import fsum
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import day_key
from sheets_sync.rollup.adding import chosen_of
from sheets_sync.rollup.figures import Number, plain
from sheets_sync.rollup.keys import Key
from sheets_sync.rollup.parts import Part, is_estimate, joined, parts_of
from sheets_sync.rollup.scopes import settled_of
from sheets_sync.tabs.rows import Row

_PLAIN = ("sum", "count")
"""Rules by which a part adds the same in every scope."""


class Added(NamedTuple):
    """A figure without its cells; `estimated`: a part of it is an estimate."""

    value: Number
    estimated: bool


Additions = dict[tuple[str, ...], dict[Key, Added]]


class Adding:
    """The printed figures of many rows in several scopes; what each row adds is worked out only once."""

    def __init__(self, rows: Iterable[Row], campaign: Campaign) -> None:
        parts = parts_of(rows, campaign)
        joining = {activity.code for activity in campaign.activities if activity.convert}
        if joining:
            parts = [(joined(part, campaign) or part) if part.key in joining else part for part in parts]
        self._free = [part for part in parts if part.per_group]
        self._scoped = [part for part in parts if not part.per_group and part.rule not in _PLAIN]
        self._plain = _Heaps()
        for part in parts:
            if part.rule in _PLAIN and not part.per_group:
                self._plain.put(part, part.amount)

    def by(self, *groupings: Sequence[str], each_day: bool = False) -> list[Additions]:
        """The figures in several groupings. All rows are one scope; with `each_day`, those of each day are one."""
        scoped = _Heaps()
        for part, amount in settled_of(self._scoped, each_day=each_day):
            scoped.put(part, amount)
        return [self._folded(scoped, by) for by in groupings]

    def _folded(self, scoped: _Heaps, by: Sequence[str]) -> Additions:
        grouped: dict[tuple[tuple[str, ...], Key], tuple[list[Number], list[bool]]] = {}
        for (unit, day, code, measure), amounts, estimated in chain(self._plain.heaps(), scoped.heaps()):
            said = {"unit": unit, "day": day_key(day) if day else ""}
            group = tuple(said[name] for name in by)
            into = grouped.setdefault((group, (code, measure)), ([], []))
            into[0].extend(amounts)
            into[1].append(estimated)
        for group, key, chosen in chosen_of(self._free, by):
            grouped[group, key] = [part.amount for part in chosen], list(map(is_estimate, chosen))
        found: Additions = {}
        for (group, key), (amounts, estimates) in grouped.items():
            found.setdefault(group, {})[key] = Added(plain(fsum(amounts)), any(estimates))
        return found


_Place = tuple[str, date | None, str, str]


class _Heaps:
    """Amounts by unit, day, key and measure, and whether one of them is an estimate."""

    def __init__(self) -> None:
        self._amounts: dict[_Place, list[Number]] = {}
        self._estimated: set[_Place] = set()

    def put(self, part: Part, amount: Number) -> None:
        row = part.row
        at = row.unit, row.day, part.key, part.measure
        if at in self._amounts:
            self._amounts[at].append(amount)
        else:
            self._amounts[at] = [amount]
        if is_estimate(part):
            self._estimated.add(at)

    def heaps(self) -> Iterator[tuple[_Place, list[Number], bool]]:
        return ((at, amounts, at in self._estimated) for at, amounts in self._amounts.items())
