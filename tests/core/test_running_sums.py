"""The sums of a campaign so far go on from day to day: they are what all rows add up to, in the memory of a day."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from rollup_samples import FIRST, at, day_model, row
from rollup_samples import campaign as small_campaign

from sheets_sync.campaign.model import Campaign, Conversion
from sheets_sync.evidence.rows_by_day import GivenRows, RowsByDay
from sheets_sync.rollup.apart import Basis, apart, without
from sheets_sync.rollup.figures import Accounted, Figure
from sheets_sync.rollup.running import KnownSums
from sheets_sync.rollup.totals import Totals, totals
from sheets_sync.tabs.rows import Row

_PLAIN = small_campaign(days=12)
CAMPAIGN = replace(
    _PLAIN,
    activities=tuple(
        replace(a, convert=(Conversion("km", "m", 1000),)) if a.code == "GT1" else a for a in _PLAIN.activities
    ),
    columns=tuple(
        replace(c, total={"people": "max", "beneficiaries": "latest"}.get(c.key, "")) for c in _PLAIN.columns
    ),
)
"""Every adding rule, joined measures, and columns that say "max" and "latest"."""
LINKS = [f"https://vi-du.example/{n}" for n in range(6)]


def typed(chance: random.Random, number: int) -> Row:
    """A row as anybody may type it; few links, places and measures, so that they recur."""
    activity = chance.choice(CAMPAIGN.activities)
    return row(
        chance.choice(CAMPAIGN.units).key,
        chance.choice([None, *range(16, 28), *range(16, 28)]),
        activity.code,
        chance.choice([0.1, 0.2, 0.25, 1, 3, 40, 1e9]),
        number=number,
        measure=chance.choice([*activity.measures, "đợt"]),
        valid=chance.random() < 0.9,
        estimates=chance.choice([(), (), ("quantity",), ("people",)]),
        people=chance.randint(0, 50),
        money=chance.choice([0, 500_000]),
        place=chance.choice(["", "xã A", "Xã a ", "xã B"]),
        link=chance.sample(LINKS, chance.randint(0, 3)) if activity.once_per_link else None,
        beneficiaries=chance.randint(0, 9),
    )


def said(found: Totals) -> dict[str, Any]:
    """What papers take from totals, the order of figures included."""
    counts = found.valid_rows, found.invalid_rows, found.nil_reports
    return {"counts": counts, "single": _figures(found.figures), "joined": _figures(found.combined)}


def _figures(figures: Any) -> list[tuple[object, ...]]:
    return [(key, f.value, f.adding, f.measure, f.estimated, _span(f)) for key, f in figures.items()]


def _span(figure: Figure) -> tuple[str, str] | None:
    if isinstance(figure, Accounted):
        return figure.span
    days = sorted(source.day.isoformat() for source in figure.sources if source.day)
    return (days[0], days[-1]) if days else None


@pytest.mark.parametrize("seed", range(40))
def test_sums_that_go_on_from_day_to_day_are_those_of_all_rows(seed: int) -> None:
    """Whatever was typed, the sums up to each day are those of all rows at once, in any order in which they are asked
    for."""
    chance = random.Random(seed)
    rows = [typed(chance, number) for number in range(chance.randint(0, 120))]
    known, by_day = KnownSums(), GivenRows(rows)
    days = list(CAMPAIGN.days)
    if seed % 2:
        chance.shuffle(days)
    for day in days:
        assert said(known.until(by_day, day, CAMPAIGN).totals()) == said(totals(rows, CAMPAIGN, until=day))


@pytest.mark.parametrize("seed", range(40))
def test_what_two_papers_add_up_differently_is_found(seed: int) -> None:
    """Whatever was mended, taken out or added between two looks: the cells that left each sum and those that joined it
    are those by which the sums of all rows differ."""
    chance = random.Random(seed)
    before = [typed(chance, number) for number in range(60)]
    after = [r for r in before if chance.random() > 0.05] + [typed(chance, 60 + n) for n in range(chance.randint(0, 4))]
    known, until = KnownSums(), CAMPAIGN.days[8]
    old, new = (Basis(Marked(rows), until, CAMPAIGN, known) for rows in (before, after))
    found = apart(old, new)
    was, now = (totals(rows, CAMPAIGN, until=until) for rows in (before, after))
    for joined, one, other in ((False, was.figures, now.figures), (True, was.combined, now.combined)):
        for key in {*one, *other}:
            sources = [figures[key].sources if key in figures else () for figures in (one, other)]
            some = found.get((*key, joined))
            assert (some.gone if some else []) == without(*sources)
            assert (some.come if some else []) == without(*reversed(sources))


class Marked(GivenRows):
    """Rows whose days are known again by what stands in them."""

    def mark(self, day: date) -> object:
        return [id(row) for row in self.on(day)]


class Long(RowsByDay):
    """A long campaign, whose rows are made when a day is asked for."""

    def __init__(self, of: Campaign) -> None:
        self.campaign = of

    def days(self) -> Iterable[date | None]:
        return self.campaign.days

    def on(self, day: date | None) -> Sequence[Row]:
        number = (day - FIRST).days if day else 0
        made = (
            row(unit.key, 16, "QA2", 1 + n, number=50 * number + n, people=n, money=5_000_000, measure="phần")
            for unit in self.campaign.units
            for n in range(40)
        )
        return [replace(some, day=day) for some in made] if day else []

    def mark(self, day: date) -> object:
        return day


def most_memory(days: int) -> int:
    """Bytes at most while the paper of the last day of a campaign is made."""
    of = replace(_PLAIN, days=tuple(FIRST + timedelta(n) for n in range(days)))
    as_of = at(16, 21) + timedelta(days - 1)
    day_model(of, of.last_day, Long(of), {}, as_of=as_of)
    tracemalloc.start()
    try:
        day_model(of, of.last_day, Long(of), {}, as_of=as_of)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_daily_paper_takes_no_more_at_the_end_of_a_long_campaign() -> None:
    """The paper of the 60th day holds no more than that of the 15th: the rows of one day at a time."""
    assert most_memory(60) < 1.2 * most_memory(15)
