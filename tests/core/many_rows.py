"""Rows as anybody may type them, at random, and campaigns so long that their rows are made when they are asked for."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rollup_samples import FIRST, row
from rollup_samples import campaign as small_campaign

from sheets_sync.campaign.model import Campaign, Conversion
from sheets_sync.evidence.rows_by_day import RowsByDay
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


def long_campaign(days: int) -> Campaign:
    return replace(_PLAIN, days=tuple(FIRST + timedelta(n) for n in range(days)))


def most_memory(act: Callable[[], object]) -> int:
    """Bytes at most while something is done, which was done once before."""
    act()
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
