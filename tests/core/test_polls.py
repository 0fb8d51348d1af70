"""When the tabs are looked at, and when the board must say that it is stale."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, is_stale, moments_of, next_poll, time_limit
from sheets_sync.job.watching import Watch

PLAN = PollPlan()


def moment(campaign: Campaign, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=campaign.timezone)


def test_polls_of_a_day(campaign: Campaign) -> None:
    """Every five minutes from 06:00 to 11:55, then 15:00 and 21:00; the deadline is one of them."""
    found = moments_of(campaign.first_day, PLAN, campaign)
    assert len(found) == 74
    assert [f"{m:%H:%M}" for m in (found[0], found[-3], found[-2], found[-1])] == ["06:00", "11:55", "15:00", "21:00"]
    assert campaign.deadline_of(campaign.first_day) in found


def test_a_deadline_beside_the_rhythm_is_a_poll(campaign: Campaign) -> None:
    """A deadline that falls between two polls gets one of its own."""
    plan = PollPlan(every=timedelta(minutes=7), also=())
    assert campaign.deadline_of(campaign.first_day) in moments_of(campaign.first_day, plan, campaign)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2022-12-01T00:00", "2022-12-16T06:00"),
        ("2022-12-16T06:00", "2022-12-16T06:05"),
        ("2022-12-16T09:59:59", "2022-12-16T10:00"),
        ("2022-12-16T12:00", "2022-12-16T15:00"),
        ("2022-12-16T22:00", "2022-12-17T06:00"),
        ("2022-12-30T21:00", None),
    ],
)
def test_next_poll(campaign: Campaign, after: str, expected: str | None) -> None:
    """The next poll is the first one strictly later; after the last there is none."""
    found = next_poll(moment(campaign, after), PLAN, campaign)
    assert found == (moment(campaign, expected) if expected else None)


@pytest.mark.parametrize(
    ("last", "as_of", "stale"),
    [
        (None, "2022-12-15T12:00", False),
        (None, "2022-12-16T06:05", False),
        (None, "2022-12-16T06:30", True),
        ("2022-12-16T08:00", "2022-12-16T08:14", False),
        ("2022-12-16T08:00", "2022-12-16T08:16", True),
        ("2022-12-16T09:55", "2022-12-16T10:01:00", False),
        ("2022-12-16T09:55", "2022-12-16T10:01:01", True),
        ("2022-12-16T11:55", "2022-12-16T14:00", False),
        ("2022-12-16T21:00", "2022-12-17T05:00", False),
        ("2022-12-30T21:00", "2023-01-05T12:00", False),
    ],
)
def test_stale(campaign: Campaign, last: str | None, as_of: str, stale: bool) -> None:
    """The board is stale when a deadline's poll, or three polls in a row, did not happen; not at night."""
    before = moment(campaign, last) if last else None
    assert is_stale(before, moment(campaign, as_of), PLAN, campaign) is stale


@pytest.mark.parametrize(
    ("now", "every", "total", "window"),
    [
        ("2022-12-16T09:50", 5, 240, None),
        ("2022-12-16T09:57:30", 5, 135, None),
        ("2022-12-16T09:59:55", 5, 10, None),
        ("2022-12-16T10:00", 5, 240, 60),
        ("2022-12-16T10:00:45", 5, 240, 15),
        ("2022-12-16T10:01", 5, 225, 0),
        ("2022-12-16T10:01:01", 5, 224, None),
        ("2022-12-16T10:00", 1, 45, 60),
        ("2022-12-30T21:00", 5, 240, None),
    ],
)
def test_how_long_a_tick_may_ask(campaign: Campaign, now: str, every: int, total: float, window: float | None) -> None:
    """Until shortly before the next poll; at a deadline also how long an attempt still counts for it."""
    found = time_limit(moment(campaign, now), PollPlan(every=timedelta(minutes=every)), campaign)
    assert found.total.total_seconds() == pytest.approx(total, abs=0.01)
    assert (found.window.total_seconds() if found.window is not None else None) == window


def test_watch_ticks_exactly_at_the_deadline_and_goes_on_after_a_failure(campaign: Campaign) -> None:
    """A tick happens at each poll of the plan; one that fails does not stop the next ones."""
    now = [moment(campaign, "2022-12-16T09:50")]
    ticks: list[str] = []
    stop = threading.Event()

    def tick() -> None:
        ticks.append(f"{now[0]:%H:%M:%S}")
        if ticks[-1] == "09:55:00":
            raise RuntimeError("a bug in a tick")

    watch = Watch(tick, campaign, PLAN, clock=lambda: now[0], stop=stop)

    while now[0] < moment(campaign, "2022-12-16T10:06"):
        with contextlib.suppress(RuntimeError):
            watch.step()
        now[0] += timedelta(seconds=1)
    assert ticks == ["09:55:00", "10:00:00", "10:05:00"]


def test_watch_makes_one_look_after_a_sleep(campaign: Campaign) -> None:
    """Polls that were slept through are not made up for: one look at the present is all that can be had."""
    now = [moment(campaign, "2022-12-16T08:00")]
    watch = Watch(lambda: None, campaign, PLAN, clock=lambda: now[0], stop=threading.Event())
    now[0] = moment(campaign, "2022-12-16T09:58")
    assert watch.step()
    assert not watch.step()
    assert watch.next == moment(campaign, "2022-12-16T10:00")


def test_watch_follows_a_clock_that_is_corrected_backwards(campaign: Campaign) -> None:
    """A clock that was ahead and is corrected after the first look does not make the watch sleep through polls."""
    now = [moment(campaign, "2022-12-16T11:00")]
    watch = Watch(lambda: now.append(moment(campaign, "2022-12-16T09:57")), campaign, PLAN,
                  clock=lambda: now[-1], stop=threading.Event())  # fmt: skip
    now.append(moment(campaign, "2022-12-16T11:05"))
    assert watch.step()
    assert not watch.step()
    assert watch.next == moment(campaign, "2022-12-16T10:00")


def test_watch_looks_early_when_asked(campaign: Campaign) -> None:
    """After a step of the clock one look is made at once; the plan goes on as it was."""
    asks = [False, True, False]
    now = moment(campaign, "2022-12-16T09:57")
    ticks: list[datetime] = []
    watch = Watch(lambda: ticks.append(now), campaign, PLAN, clock=lambda: now, stop=threading.Event(),
                  early=lambda: asks.pop(0))  # fmt: skip
    assert [watch.step() for _ in range(3)] == [False, True, False]
    assert watch.next == moment(campaign, "2022-12-16T10:00")


def test_watch_ends_when_told_and_when_the_campaign_is_over(campaign: Campaign) -> None:
    """The stop flag ends the loop after the tick in hand; after the last poll it ends by itself."""
    now = [moment(campaign, "2022-12-30T20:59:59")]
    ticks: list[datetime] = []
    stop = threading.Event()
    watch = Watch(lambda: ticks.append(now[0]), campaign, PLAN, clock=lambda: now[0], stop=stop)

    def wait(seconds: float) -> None:
        now[0] += timedelta(seconds=1)
        watch.step()

    watch.run(wait)
    assert len(ticks) == 1
    again = Watch(lambda: stop.set(), campaign, PLAN, clock=lambda: moment(campaign, "2022-12-16T08:00"), stop=stop)
    stop.set()
    again.run(wait)


def test_a_plan_without_extra_looks(campaign: Campaign) -> None:
    """Extra looks of the day are optional."""
    plan = PollPlan(also=(), start=time(9, 55), until=time(10))
    assert len(moments_of(campaign.first_day, plan, campaign)) == 2


def test_a_poll_in_an_hour_that_the_clock_leaves_out_is_one_poll(campaign: Campaign) -> None:
    """Where clocks go forward, times that do not exist are the moments after; none is told twice, none is lost."""
    berlin = replace(campaign, timezone=ZoneInfo("Europe/Berlin"), days=(date(2027, 3, 28),))
    plan = PollPlan(every=timedelta(minutes=30), start=time(1, 30), until=time(4), also=())
    found = [f"{m:%H:%M}" for m in moments_of(date(2027, 3, 28), plan, berlin)]
    assert found == ["01:30", "03:00", "03:30", "04:00", "10:00"]
