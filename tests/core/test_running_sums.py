"""The sums of a campaign so far go on from day to day: they are what all rows add up to, in the memory of a day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from many_rows import CAMPAIGN, Long, long_campaign, most_memory, typed
from rollup_samples import at, day_model

from sheets_sync.evidence.rows_by_day import GivenRows
from sheets_sync.rollup.apart import Basis, apart, without
from sheets_sync.rollup.figures import Accounted, Figure
from sheets_sync.rollup.running import KnownSums
from sheets_sync.rollup.totals import Totals, totals


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


def of_last_day(days: int) -> object:
    of = long_campaign(days)
    return day_model(of, of.last_day, Long(of), {}, as_of=at(16, 21) + timedelta(days - 1))


def test_a_daily_paper_takes_no_more_at_the_end_of_a_long_campaign() -> None:
    """The paper of the 60th day holds no more than that of the 15th: the rows of one day at a time."""
    assert most_memory(partial(of_last_day, 60)) < 1.2 * most_memory(partial(of_last_day, 15))
