"""Google's quota as arithmetic: no minute holds more than the limit; what a campaign needs at worst."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.quota import AHEAD, MINUTE, Booked, reserve, wait_for, worst_case
from sheets_sync.campaign.schedule import LIMIT, PollPlan


@pytest.mark.parametrize(
    ("moments", "now", "limit", "wait"),
    [
        ([], 100.0, 3, 0.0),
        ([90.0, 95.0], 100.0, 3, 0.0),
        ([90.0, 95.0, 99.0], 100.0, 3, 50.0),
        ([30.0, 95.0, 99.0], 100.0, 3, 0.0),
        ([90.0, 95.0, 99.0, 150.0], 100.0, 3, 55.0),
        ([90.0, 95.0, 99.0, 150.0, 155.0, 159.0], 100.0, 3, 110.0),
    ],
)
def test_wait_for(moments: list[float], now: float, limit: int, wait: float) -> None:
    """One more request leaves a minute after the one that stands `limit` places before it."""
    assert wait_for(moments, now, limit) == wait


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 7))
def test_no_minute_holds_more_than_the_limit(steps: list[float], limit: int) -> None:
    """However requests come, no sliding minute holds more of them than the limit; so none of Google's does."""
    booked, now, left = Booked(), 1000.0, []
    for step in steps:
        now += step
        wait, booked = reserve(booked, "read", now, limit, patience=10_000)
        if wait < AHEAD - MINUTE:  # what lies farther ahead is forgotten, see below
            left.append(now + wait)
    left.sort()
    for number, start in enumerate(left):
        assert sum(start <= moment < start + MINUTE - 0.001 for moment in left[number:]) <= limit


def test_reads_and_writes_are_counted_apart_and_nothing_is_booked_in_vain() -> None:
    """A full minute of reads leaves the writes alone; a wait that is too long books no place."""
    full = Booked(read=(100.0, 101.0))
    assert reserve(full, "write", 102.0, 2, 5.0) == (0.0, Booked((100.0, 101.0), (102.0,)))
    assert reserve(full, "read", 102.0, 2, 5.0) == (58.0, full)
    assert reserve(full, "read", 102.0, 2, 60.0) == (58.0, Booked((100.0, 101.0, 160.0)))


def test_places_booked_by_a_wrong_clock_are_forgotten() -> None:
    """A clock that stood an hour ahead and was put right does not stop the job for an hour."""
    assert reserve(Booked(read=(4600.0, 4601.0)), "read", 1000.0, 2, 5.0) == (0.0, Booked((1000.0,)))


def test_what_is_booked_survives_json() -> None:
    """The form in which it is kept says the same again; anything else is refused."""
    booked = Booked((1.5, 2.0), (3.25,))
    assert Booked.from_json(json.loads(json.dumps(booked.to_json()))) == booked
    for bad in ({}, {"read": 1, "write": []}, {"read": ["x"], "write": []}):
        with pytest.raises((LookupError, TypeError, ValueError)):
            Booked.from_json(bad)


@pytest.mark.parametrize(
    ("spreadsheets", "every", "grace", "limit", "reads", "last_look", "fits"),
    [
        (1, 5, 60, LIMIT, 3, 0, True),
        (15, 5, 60, LIMIT, 31, 0, True),
        (15, 1, 60, LIMIT, 31, 0, True),
        (27, 1, 60, LIMIT, 55, 0, True),
        (28, 1, 60, LIMIT, 57, 0, False),  # a minute brings more than may leave in it
        (55, 5, 60, LIMIT, 111, 0, True),
        (56, 5, 60, LIMIT, 113, 60, False),  # the last look would leave as the grace ends
        (56, 5, 61, LIMIT, 113, 60, True),
        (100, 5, 120, LIMIT, 201, 60, True),
        (200, 5, 300, LIMIT, 401, 180, False),  # polls would run into each other
        (200, 5, 300, 300, 401, 0, True),
    ],
)
def test_worst_case(
    campaign: Campaign, spreadsheets: int, every: int, grace: int, limit: int, reads: int, last_look: int, fits: bool
) -> None:
    """Looks at a deadline must leave within its grace, and a poll must be done when the next one is due."""
    plan = PollPlan(every=timedelta(minutes=every))
    found = worst_case(spreadsheets, plan, replace(campaign, grace=timedelta(seconds=grace)), limit)
    assert (found.reads, round(found.last_look), found.fits) == (reads, last_look, fits)
    assert bool(found.reason) is not fits


def test_a_deadline_beside_the_rhythm_shares_its_minute(campaign: Campaign) -> None:
    """Two polls within a minute need twice the requests, and the deadline's looks wait behind the other's."""
    plan = PollPlan(also=(time(9, 59, 30),))
    found = worst_case(20, plan, campaign)
    assert (found.reads, found.writes) == (82, 4)
    assert found.last_look == 30  # the minute that began at 09:59:30 is full
