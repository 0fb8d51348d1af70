"""The sums of a campaign up to a day, without the cells that they came from: they go on from day to day.

What documents of many days have in common is added up once: `KnownSums` holds the sums of the days before the last one,
as long as the rows of those days stand as they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from math import fsum

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import plain_day
from sheets_sync.evidence.rows_by_day import RowsByDay
from sheets_sync.rollup.figures import Accounted, Figure, Number, plain
from sheets_sync.rollup.keys import Key
from sheets_sync.rollup.parts import Part, is_estimate, parts_and_joined
from sheets_sync.rollup.scopes import LATEST, Scope
from sheets_sync.rollup.totals import RowCounts, Totals
from sheets_sync.tabs.rows import Row

MAX = "max"
Settled = tuple[Part, Number]


@dataclass(slots=True)
class _Sum:
    """Amounts as a few floats that add up to just the same, and what else a figure tells of its parts."""

    rule: str
    exact: list[float] = field(default_factory=list)
    estimated: bool = False
    first: str = ""
    last: str = ""

    def take(self, part: Part, amount: Number) -> None:
        self.exact = _with(self.exact, float(amount))
        self.estimated = self.estimated or is_estimate(part)
        if day := part.day:
            self.first, self.last = min(self.first or day, day), max(self.last, day)

    def copy(self) -> _Sum:
        return _Sum(self.rule, self.exact, self.estimated, self.first, self.last)  # the list is never changed

    def figure(self, key: Key, *, joined: bool) -> Accounted:
        return Accounted(
            plain(fsum(self.exact)),
            self.rule,
            key[1],
            span=(self.first, self.last) if self.first else None,
            with_estimates=self.estimated,
            of=((*key, joined),),
            exact=tuple(self.exact),
        )


def _with(exact: Sequence[float], more: float) -> list[float]:
    """Floats whose exact sum is that of all that were taken (Shewchuk's partials, as in `math.fsum`)."""
    found: list[float] = []
    for part in exact:
        large, small = (more, part) if abs(more) >= abs(part) else (part, more)
        more = large + small
        if rest := small - (more - large):
            found.append(rest)
    return [*found, more]


class Sums:
    """Figures by key of parts that come in order, of one scope."""

    def __init__(self, *, joined: bool = False) -> None:
        """`joined`: the figures are those of activities that join measures."""
        self.joined = joined
        self._scope = Scope()
        self._sums: dict[Key, _Sum] = {}
        self._places: dict[Key, int] = {}
        self._held: dict[Key, dict[str, Part]] = {}
        self._held_places: dict[Key, dict[str, int]] = {}
        self._count = 0

    def copy(self) -> Sums:
        made = Sums(joined=self.joined)
        made._scope, made._count = self._scope.copy(), self._count
        made._sums = {key: one.copy() for key, one in self._sums.items()}
        made._places = self._places.copy()
        made._held = {key: parts.copy() for key, parts in self._held.items()}
        made._held_places = {key: places.copy() for key, places in self._held_places.items()}
        return made

    def take(self, parts: Iterable[Part]) -> list[Settled]:
        """Adds parts; gives what each adds, but for those of which the end alone tells whether they count."""
        settled: list[Settled] = []
        for part in parts:
            self._count += 1
            if part.per_group or part.rule == LATEST:
                self._hold(part)
            elif (amount := self._scope.adds(part)) is not None:
                key = part.key, part.measure
                if key not in self._sums:
                    self._sums[key], self._places[key] = _Sum(part.rule), self._count
                self._sums[key].take(part, amount)
                settled.append((part, amount))
        return settled

    def _hold(self, part: Part) -> None:
        """Keeps a part instead of the one before: a unit's last one, or the highest of all."""
        key = part.key, part.measure
        held, places = self._held.setdefault(key, {}), self._held_places.setdefault(key, {})
        name = "" if part.rule == MAX else part.unit
        if part.rule == MAX and name in held and part.amount <= held[name].amount:
            return
        if not part.per_group:  # in order of the rows that count
            held.pop(name, None)
        held[name], places[name] = part, self._count

    def held(self) -> dict[Key, list[Part]]:
        """The parts that count as things stand, of rules of which the end tells."""
        return {key: list(parts.values()) for key, parts in self._held.items()}

    def figures(self) -> dict[Key, Figure]:
        """The figures in the order of the first rows that count; those of columns with a rule of their own last."""
        placed = [((0, self._places[key]), key, one) for key, one in self._sums.items()]
        for n, (key, parts) in enumerate(self.held().items()):
            one = _Sum(parts[0].rule)
            for part in parts:
                one.take(part, part.amount)
            place = (1, n) if parts[0].per_group else (0, min(self._held_places[key].values()))
            placed.append((place, key, one))
        return {key: one.figure(key, joined=self.joined) for _, key, one in sorted(placed, key=lambda entry: entry[0])}


class Running:
    """The sums of a campaign up to a day, with the counts of rows."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.single, self.joined = Sums(), Sums(joined=True)
        self.marks: list[object] = []
        self._counts = RowCounts()

    def copy(self) -> Running:
        made = Running(self.campaign)
        made.single, made.joined, made.marks = self.single.copy(), self.joined.copy(), self.marks.copy()
        made._counts = replace(self._counts)
        return made

    def add(self, stretch: Stretch) -> None:
        rows = stretch.rows()
        typed, joined = parts_and_joined(rows, self.campaign)
        self.single.take(typed)
        self.joined.take(joined)
        self.marks.append(stretch.mark)
        self._counts.take(rows)

    def totals(self) -> Totals:
        """The totals, without rows of no day."""
        return self._counts.totals(self.single.figures(), self.joined.figures(), self.campaign)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days whose rows are in order among each other: one day but where slots went by. `place` puts it among
    others, and where `mark` is equal, so are the rows."""

    place: tuple[date, int]
    days: tuple[date, ...]
    mark: object
    of: RowsByDay

    def rows(self) -> list[Row]:
        return [row for day in self.days for row in self.of.on(day)]


def stretches(rows: RowsByDay, campaign: Campaign, until: date) -> list[Stretch]:
    """The days up to one, in order."""
    reports = {report: n for n, report in enumerate(campaign.days)}

    def place(day: date) -> tuple[date, int]:
        return plain_day(day), reports.get(day, -1)

    days = sorted((day for day in rows.days() if day is not None and day <= until), key=place)
    grouped = ((at, tuple(some)) for at, some in groupby(days, key=place))
    return [Stretch(at, some, (at, tuple(map(rows.mark, some))), rows) for at, some in grouped]


class KnownSums:
    """The sums up to a day as they were last asked for, to go on from. For one campaign and its evidence."""

    def __init__(self) -> None:
        self._known: Running | None = None

    def until(self, rows: RowsByDay, day: date, campaign: Campaign) -> Running:
        """The sums up to a day."""
        known = stretches(rows, campaign, day)
        found = self.after(known[:-1], campaign)  # the last day is the one that differs from paper to paper
        for stretch in known[-1:]:
            found.add(stretch)
        return found

    def after(self, known: Sequence[Stretch], campaign: Campaign) -> Running:
        """The sums after some stretches, which are the caller's."""
        sums = self._known
        marks = [stretch.mark for stretch in known]
        if sums is None or sums.campaign is not campaign or sums.marks != marks[: len(sums.marks)]:
            sums = self._known = Running(campaign)
        for stretch in known[len(sums.marks) :]:
            sums.add(stretch)
        return sums.copy()
