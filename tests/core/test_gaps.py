"""Gaps in our own watching are told as they were, and never held against a unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.compliance.gaps import NEVER_RAN, Gap, deadline_gap, gaps
from sheets_sync.compliance.judging import Status, judge
from sheets_sync.evidence.fold import Evidence, Poll

DAY = date(2022, 12, 16)
PLAN = PollPlan()
UNIT = "go-dau"


def at(clock: str, campaign: Campaign) -> datetime:
    return datetime.fromisoformat(f"{DAY}T{clock:0>5}").replace(tzinfo=campaign.timezone)


def polls(campaign: Campaign, out: dict[str, str] | None = None, *, skip: tuple[str, str] | None = None) -> list[Poll]:
    """Every planned poll of the day, but for those skipped; `out` names failed ones with their error."""
    found = []
    for moment in moments_of(DAY, PLAN, campaign):
        clock = f"{moment:%H:%M}"
        if skip and skip[0] <= clock <= skip[1]:
            continue
        error = (out or {}).get(clock, "")
        found.append(Poll(moment, moment, "s", () if error else (UNIT,), error=error))
    return found


def said(found: tuple[Gap, ...], campaign: Campaign) -> list[tuple[str, str | None, int, tuple[str, ...]]]:
    def clock(moment: datetime | None) -> str | None:
        return f"{moment.astimezone(campaign.timezone):%H:%M}" if moment else None

    return [(clock(gap.since) or "", clock(gap.until), gap.missed, gap.reasons) for gap in found]


def test_a_day_without_gaps(campaign: Campaign) -> None:
    """Where every planned look happened, also a few seconds late, there is nothing to tell."""
    late = [Poll(p.sent + timedelta(seconds=50), p.answered, "s", p.units) for p in polls(campaign)]
    for evidence in (Evidence(polls(campaign)), Evidence(late)):
        assert gaps(evidence, campaign, PLAN, DAY, at("23:59", campaign)) == ()


def test_polls_that_never_ran(campaign: Campaign) -> None:
    """Looks that were planned and never ran are a gap from the last look before to the first after."""
    evidence = Evidence(polls(campaign, skip=("09:41", "10:26")))
    found = gaps(evidence, campaign, PLAN, DAY, at("23:59", campaign))
    assert said(found, campaign) == [("09:40", "10:30", 9, (NEVER_RAN,))]
    assert deadline_gap(evidence, campaign, PLAN, DAY, at("23:59", campaign)) == found[0]


def test_polls_that_failed(campaign: Campaign) -> None:
    """Failed polls are a gap with their reasons, each once."""
    evidence = Evidence(polls(campaign, {"09:50": "quota: q", "09:55": "quota: q", "10:00": "access: a"}))
    found = gaps(evidence, campaign, PLAN, DAY, at("12:00", campaign))
    assert said(found, campaign) == [("09:45", "10:05", 3, ("quota: q", "access: a"))]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("09:57", []),
        ("09:58", [("09:50", None, 1, (NEVER_RAN,))]),
        ("10:00", [("09:50", None, 1, (NEVER_RAN,))]),
        ("10:02", [("09:50", None, 2, (NEVER_RAN,))]),
        ("11:00", [("09:50", None, 13, (NEVER_RAN,))]),
    ],
)
def test_a_gap_that_goes_on(campaign: Campaign, as_of: str, expected: list[Any]) -> None:
    """A gap is told once a look is overdue, and has no end while nobody looks."""
    evidence = Evidence(polls(campaign, skip=("09:51", "23:00")))
    assert said(gaps(evidence, campaign, PLAN, DAY, at(as_of, campaign)), campaign) == expected


def test_a_look_at_the_deadline_that_came_too_late(campaign: Campaign) -> None:
    """A look after the grace is not one at the deadline: from the look before until it nobody looked."""
    moved = [Poll(p.sent + timedelta(seconds=61 if f"{p.sent:%H:%M}" == "10:00" else 0), p.answered, "s", p.units)
             for p in polls(campaign)]  # fmt: skip
    found = deadline_gap(Evidence(moved), campaign, PLAN, DAY, at("12:00", campaign))
    assert found is not None
    assert said((found,), campaign) == [("09:55", "10:01", 1, (NEVER_RAN,))]


def test_looks_that_nobody_planned_are_no_gap(campaign: Campaign) -> None:
    """Between the morning and the evening nothing is planned; a missing evening look is a gap of its own."""
    evidence = Evidence(polls(campaign, skip=("14:00", "16:00")))
    found = gaps(evidence, campaign, PLAN, DAY, at("23:00", campaign))
    assert said(found, campaign) == [("15:00", "21:00", 1, (NEVER_RAN,))]
    assert deadline_gap(evidence, campaign, PLAN, DAY, at("23:00", campaign)) is None


def test_a_tab_that_could_not_be_read(campaign: Campaign) -> None:
    """A unit whose tab was not found has a gap of its own, while others were read."""
    there = polls(campaign, skip=("09:58", "10:03"))
    lost = Poll(at("10:00", campaign), at("10:00", campaign), "s", ("tan-bien",), {UNIT: "no_tab"})
    evidence = Evidence([*there, lost])
    as_of = at("12:00", campaign)
    assert said(gaps(evidence, campaign, PLAN, DAY, as_of, UNIT), campaign) == [("09:55", "10:05", 1, ("no_tab",))]
    assert gaps(evidence, campaign, PLAN, DAY, as_of) == ()


@pytest.mark.once
@settings(max_examples=300, deadline=None)
@given(st.sets(st.integers(0, 73)), st.integers(0, 73))
def test_whoever_is_undetermined_has_a_gap_at_the_deadline(campaign: Campaign, missing: set[int], arrived: int) -> None:
    """A unit that reported is undetermined only where the page can name the gap in which the deadline fell."""
    from sheets_sync.evidence.fold import Change, Observed

    moments = moments_of(DAY, PLAN, campaign)
    looks = [m for n, m in enumerate(moments) if n not in missing]
    facts: list[Any] = [Poll(m, m, "s", (UNIT,)) for m in looks]
    seen = next((m for m in looks if m >= moments[arrived]), None)
    if seen:
        facts.append(Change(seen, UNIT, DAY, Observed.VALID, ({"n": 1},), ("x",)))
    evidence, as_of = Evidence(facts), at("23:00", campaign)
    status = judge(campaign.unit_by_key[UNIT], DAY, evidence, campaign, as_of).status
    gap = deadline_gap(evidence, campaign, PLAN, DAY, as_of)
    assert (gap is not None) == (campaign.deadline_of(DAY) not in looks)
    if status is Status.UNDETERMINED:
        assert gap is not None
