"""The board in a terminal: as much of a long campaign as a screen has use for, and where the rest is."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from sheets_sync.cli.terminal import print_board
from sheets_sync.config import load, resources
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.judging import make_board

SAMPLE = load(resources.sample_campaign() / "campaign.toml", environ={})
FIRST = SAMPLE.campaign.first_day
HEADING = SAMPLE.campaign.units[0].name


def printed(days: int, at: int) -> str:
    """The board of a campaign of so many days on one of them, from 0."""
    campaign = replace(
        SAMPLE.campaign, days=tuple(FIRST + timedelta(days=n) for n in range(days)), units=SAMPLE.campaign.units[:2]
    )
    as_of = datetime(FIRST.year, FIRST.month, FIRST.day, 5, tzinfo=UTC) + timedelta(days=at)
    out = Console(file=io.StringIO(), width=80, highlight=False, emoji=False, markup=False)
    print_board(make_board(replace(SAMPLE, campaign=campaign), Evidence(), as_of), out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


@pytest.mark.parametrize(
    ("days", "at", "blocks", "left"),
    [(15, 3, 1, 0), (60, 0, 4, 0), (61, 0, 4, 1), (365, 0, 4, 305), (365, 100, 4, 305), (365, 364, 4, 315)],
)
def test_a_long_campaign_is_shown_around_today(days: int, at: int, blocks: int, left: int) -> None:
    """The days up to today are shown, not hundreds of lines of a year; how many are left out is said."""
    said = printed(days, at)
    today = FIRST + timedelta(days=at)
    assert sum(line.startswith("Đơn vị") for line in said.splitlines()) == 1 + blocks
    assert (f"Còn {left} kỳ" in said) == bool(left)
    assert any(f"{today:%d}" in line.split() for line in said.splitlines() if line.startswith("Đơn vị"))
