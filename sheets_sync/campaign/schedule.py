"""When a campaign's tabs are looked at: the schedule of polls, as pure arithmetic in the campaign's timezone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import plain_day

LIMIT = 55
"""Reads, and apart from them writes, that we allow ourselves in a minute, fewer than Google does (`quota`): requests do
not arrive as evenly as they leave."""


@dataclass(frozen=True, slots=True)
class PollPlan:
    """Every `every` from `start` to `until` (local times, both included), and `also`, on each day on which reports are
    due; on the other days of longer periods `also` alone.

    `heartbeat`: how often the compliance tab says "still here" when nothing else changed (zero: never).
    """

    every: timedelta = timedelta(minutes=5)
    start: time = time(6)
    until: time = time(11, 55)
    also: tuple[time, ...] = (time(15), time(21))
    heartbeat: timedelta = timedelta(minutes=15)


def moments_of(day: date, plan: PollPlan, campaign: Campaign) -> list[datetime]:
    """The moments of all polls of one of the campaign's `poll_days`, in order; each deadline is one of them.

    A time that does not exist on the day (clocks go forward) is the moment that it would have been, told as the clock
    shows it then; where that is a poll already, it is one poll.
    """
    zone, day = campaign.timezone, plain_day(day)
    deadlines = campaign.deadlines_on.get(day, ())
    moments = {*deadlines, *(datetime.combine(day, t, zone) for t in plan.also)}
    if deadlines or campaign.period == "day":
        clock = datetime.combine(day, plan.start)
        while clock <= datetime.combine(day, plan.until):
            moments.add(clock.replace(tzinfo=zone))
            clock += plan.every
    return [moment.astimezone(zone) for moment in sorted({moment.astimezone(UTC) for moment in moments})]


def next_poll(after: datetime, plan: PollPlan, campaign: Campaign) -> datetime | None:
    """The first poll strictly after an aware moment; None once the campaign is over."""
    return next((m for m in _from(campaign.local_day(after), plan, campaign) if m > after), None)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """What the requests of a tick may take together; `window`: how long one that leaves still counts for a deadline;
    `patience`: how long failed ones are sent again (None: as long as there is time)."""

    total: timedelta
    window: timedelta | None = None
    patience: timedelta | None = None


ROOM = timedelta(seconds=15)
"""Between the end of a tick's requests and the next poll: for judging, writing to disk, documents."""
SHORTEST, LONGEST = timedelta(seconds=10), timedelta(minutes=4)


def time_limit(now: datetime, plan: PollPlan, campaign: Campaign) -> TimeLimit:
    """How long a tick that starts at an aware moment may go on asking: until shortly before the next poll."""
    total = time_until(next_poll(now, plan, campaign), now)
    deadlines = ((campaign.deadline_of(day), campaign.grace_of(day)) for day in campaign.days)
    window = next((due + grace - now for due, grace in deadlines if due <= now <= due + grace), None)
    return TimeLimit(total, window)


def in_grace(now: datetime, campaign: Campaign) -> bool:
    """Whether a look that leaves now still counts as the one at a deadline."""
    dues = ((campaign.deadline_of(day).astimezone(UTC), campaign.grace_of(day)) for day in campaign.days)
    return any(due <= now <= due + grace for due, grace in dues)


def time_until(due: datetime | None, now: datetime) -> timedelta:
    """What a tick may take that starts now, the next poll being due then (None: never)."""
    return min(max(due - now - ROOM, SHORTEST), LONGEST) if due else LONGEST


def is_stale(last_poll: datetime | None, as_of: datetime, plan: PollPlan, campaign: Campaign) -> bool:
    """Whether polls that should have happened by `as_of` did not: three in a row, or the one at a deadline.

    The deadline's poll is awaited for the campaign's grace only; the others for two more turns.
    """
    first = datetime.combine(campaign.first_day, time(), campaign.timezone)
    due = next_poll(last_poll or first, plan, campaign)
    if due is None or as_of < due:
        return False
    if as_of - due > 2 * plan.every:
        return True
    begin = last_poll or first
    deadlines = ((campaign.deadline_of(d), campaign.grace_of(d)) for d in campaign.days)
    return any(begin < t and t + grace < as_of for t, grace in deadlines)


def _from(day: date, plan: PollPlan, campaign: Campaign) -> Iterator[datetime]:
    days = campaign.poll_days
    for poll_day in days[bisect_left(days, day) :]:
        yield from moments_of(poll_day, plan, campaign)
