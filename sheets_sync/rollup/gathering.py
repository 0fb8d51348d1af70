"""What the rollup needs of all rows, gathered day by day: figures with their cells in few bytes, and the few rows whose
own words it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.rows_by_day import RowsByDay
from sheets_sync.rollup.adding import Figures
from sheets_sync.rollup.cell_table import CellTable, Listed
from sheets_sync.rollup.figures import Figure, Number
from sheets_sync.rollup.keys import Key, column_keys
from sheets_sync.rollup.parts import Part, in_order, parts_in_order, source_of
from sheets_sync.rollup.running import MAX, stretches
from sheets_sync.rollup.scopes import LATEST, Scope
from sheets_sync.rollup.totals import RowCounts, Totals
from sheets_sync.tabs.rows import Row

_WHOLE, _BY_UNIT, _BY_DAY = (), ("unit",), ("day",)
Group = tuple[str, ...]


@dataclass(slots=True)
class Gathered:
    """`whole`, `by_unit` and `by_day` are figures as `figures_by` gives them; `units` and `days` have valid rows,
    `active` are the units that have one beside a nil report. `kept` are the rows that were to be kept, in order; those
    of no day last."""

    whole: Totals
    by_unit: Figures
    by_day: Figures
    units: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    active: set[str] = field(default_factory=set)
    kept: list[Row] = field(default_factory=list)


def gathered(rows: RowsByDay, campaign: Campaign, cells: CellTable, keeps: Callable[[Row], bool]) -> Gathered:
    """Goes through all rows once."""
    single = _Gathering(cells, (_WHOLE, _BY_UNIT, _BY_DAY))
    joined = _Gathering(cells, (_WHOLE,))
    counts, columns = RowCounts(), column_keys(campaign)
    found = Gathered(Totals(), {}, {})
    for stretch in stretches(rows, campaign, date.max):
        ordered = in_order(stretch.rows(), campaign)
        typed, in_joined_measures = parts_in_order(ordered, campaign, columns)
        single.take(typed)
        joined.take(in_joined_measures)
        counts.take(ordered)
        for row in ordered:
            if row.valid and row.day:
                found.units.add(row.unit)
                found.days.add(row.day)
            if row.valid and not row.nil:
                found.active.add(row.unit)
        found.kept += filter(keeps, ordered)
    undated = rows.on(None)
    found.kept += filter(keeps, undated)
    (whole, found.by_unit, found.by_day), (combined,) = single.figures(), joined.figures()
    found.whole = counts.totals(whole.get((), {}), combined.get((), {}), campaign, without_day=len(undated))
    return found


@dataclass(slots=True)
class _Sheaf:
    """The parts of one figure. `place`: which part of all began it. `only`: what counts of those of which one counts,
    by whose it is."""

    rule: str
    place: int
    parts: Listed
    only: dict[str, tuple[int, Number]] = field(default_factory=dict)

    def figure(self, measure: str) -> Figure:
        for cell, amount in self.only.values():
            self.parts.add(cell, amount)
        return self.parts.figure(self.rule, measure)


@dataclass(frozen=True, slots=True)
class _Held:
    """A unit's last part so far, of a rule by which only the last one of the scope counts."""

    place: int
    groups: tuple[Group, ...]
    rule: str
    cell: int
    amount: Number


class _Gathering:
    """Figures in several groupings at once, of parts that come in order."""

    def __init__(self, cells: CellTable, groupings: Sequence[Group]) -> None:
        self._cells, self._groupings, self._scope = cells, groupings, Scope()
        self._found: list[dict[tuple[Group, Key], _Sheaf]] = [{} for _ in groupings]
        self._free: list[dict[tuple[Group, Key], _Sheaf]] = [{} for _ in groupings]
        self._last: dict[tuple[Key, str], _Held] = {}
        self._place = 0

    def take(self, parts: Iterable[Part]) -> None:
        for part in parts:
            self._place += 1
            amount = self._scope.adds(part)
            if amount is None:
                continue
            key, cell = (part.key, part.measure), self._cells.number(source_of(part, amount))
            groups = tuple(part.group(by) for by in self._groupings)
            if part.per_group:
                self._choose(part, groups, cell)
            elif part.rule == LATEST:
                self._last[key, part.unit] = _Held(self._place, groups, part.rule, cell, amount)
            else:
                self._add(key, _Held(self._place, groups, part.rule, cell, amount))

    def _add(self, key: Key, part: _Held) -> None:
        for found, group in zip(self._found, part.groups, strict=True):
            sheaf = found.get((group, key))
            if sheaf is None:
                sheaf = found[group, key] = _Sheaf(part.rule, part.place, Listed(self._cells))
            sheaf.parts.add(part.cell, part.amount)

    def _choose(self, part: Part, groups: Sequence[Group], cell: int) -> None:
        """A part whose rule holds within each group: the highest one, or each unit's last one."""
        key = part.key, part.measure
        for free, group in zip(self._free, groups, strict=True):
            if (group, key) not in free:
                free[group, key] = _Sheaf(part.rule, len(free), Listed(self._cells))
            only, whose = free[group, key].only, "" if part.rule == MAX else part.unit
            if part.rule != MAX or whose not in only or part.amount > only[whose][1]:
                only[whose] = cell, part.amount

    def figures(self) -> list[Figures]:
        """By grouping; the figures of a group in the order of their first parts that count."""
        for (key, _), held in sorted(self._last.items(), key=lambda entry: entry[1].place):
            self._add(key, held)
        return [_figures(found, free) for found, free in zip(self._found, self._free, strict=True)]


def _figures(*some: dict[tuple[Group, Key], _Sheaf]) -> Figures:
    figures: Figures = {}
    for found in some:
        for (group, key), sheaf in sorted(found.items(), key=lambda entry: entry[1].place):
            figures.setdefault(group, {})[key] = sheaf.figure(key[1])
    return figures
