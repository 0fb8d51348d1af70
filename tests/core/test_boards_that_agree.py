"""When the job's board need not be planned anew: while nothing but the time and quiet looks came between."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sheets_sync.board import shown_of
from sheets_sync.board.compliance_tab import FRESHNESS, compliance_tab
from sheets_sync.config import load, resources
from sheets_sync.evidence.facts import Change, Fact, Observed, Poll
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.judging import make_board
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell
from sheets_sync.tabs.rows import Row

SAMPLE = load(resources.sample_campaign() / "campaign.toml", environ={})
CAMPAIGN = replace(SAMPLE.campaign, days=SAMPLE.campaign.days[:4], units=SAMPLE.campaign.units[:3])
SETTINGS = replace(SAMPLE, campaign=CAMPAIGN, path=Path("campaign.toml"))
START = datetime(2022, 12, 15, 22, 0, tzinfo=UTC)


def poll(chance: random.Random, sent: datetime) -> Poll:
    """A look that read all tabs, all but one, or nothing."""
    keys = tuple(unit.key for unit in CAMPAIGN.units)
    kind = chance.random()
    if kind < 0.1:
        return Poll(sent, sent, SETTINGS.spreadsheet, error="unreachable")
    if kind < 0.3:
        left = chance.choice(keys)
        read = tuple(key for key in keys if key != left)
        return Poll(sent, sent, SETTINGS.spreadsheet, read, {left: "no_tab"})
    return Poll(sent, sent, SETTINGS.spreadsheet, keys)


def change(chance: random.Random, sent: datetime, unit: str) -> Change:
    """What a tab shows of a day, also of one that is far ahead, or of no day."""
    day = chance.choice([*CAMPAIGN.days, None])
    observed = Observed.ATTEMPTED if day is None else chance.choice(list(Observed))
    number = chance.randint(2, 5)
    rows = () if observed is Observed.ABSENT else (Row(unit, "Tab", 1, number, {}, day, nil=False, valid=bool(day)),)
    content = (str(chance.randint(1, 3)),) if observed is Observed.VALID else ()
    return Change(sent, unit, day, observed, rows, content, errors=chance.randint(0, 1))


def later_than(chance: random.Random, now: datetime) -> datetime:
    """A later moment, often one close to the next deadline."""
    due = min((d for d in map(CAMPAIGN.deadline_of, CAMPAIGN.days) if d > now), default=now)
    near = due.astimezone(UTC) + timedelta(minutes=chance.choice([-2, 1, 3, 50]))
    return near if chance.random() < 0.5 and near > now else now + timedelta(minutes=chance.choice([2, 5, 20, 300]))


def cells(evidence: Evidence, as_of: datetime) -> dict[Cell, PlanCell]:
    """What the compliance tab shows, but for its sign of life."""
    plan = compliance_tab(make_board(SETTINGS, evidence, as_of))
    return {cell: planned for cell, planned in plan.cells.items() if cell != FRESHNESS}


@pytest.mark.parametrize("seed", range(12))
def test_boards_that_agree_look_the_same(seed: int) -> None:
    """By the same evidence but for looks that saw nothing new, boards of which the same is said look the same."""
    chance, now, evidence, agreed = random.Random(seed), START, Evidence(), 0
    while now < START + timedelta(days=4):
        facts: list[Fact] = [poll(chance, now)]
        read = facts[0].units if isinstance(facts[0], Poll) else ()
        facts += [change(chance, now, unit) for unit in read if chance.random() < 0.05]
        evidence.extend(facts)
        board = make_board(SETTINGS, evidence, now)
        version, shown = evidence.version, cells(evidence, now)
        for _ in range(chance.randint(0, 4)):
            now = later_than(chance, now)
            if chance.random() < 0.6:
                evidence.extend([poll(chance, now)])
            later = make_board(SETTINGS, evidence, now)
            if evidence.version == version and shown_of(later) == shown_of(board):
                agreed += 1
                assert cells(evidence, now) == shown
        now += timedelta(minutes=5)
    assert agreed > 3
