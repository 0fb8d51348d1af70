"""Google's quota as arithmetic: when a request may leave, and what a campaign needs at worst. Pure.

Google counts reads and writes of a user by the minute; a sliding minute with no more than the limit in it keeps every
minute below it, wherever Google's minutes begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sheets_sync.campaign import Campaign
from sheets_sync.polls import PollPlan, moments_of

MINUTE = 60.0
GOOGLE_LIMIT = 60
"""Reads, and apart from them writes, of one user in a minute."""
LIMIT = 55
"""What we allow ourselves: requests do not arrive as evenly as they leave."""
AHEAD = 300.0
"""Seconds; a place reserved farther ahead comes from a clock that was wrong, and is forgotten."""

LOOKS = 2
"""Reads of a spreadsheet in one poll, at most: its values, and the formats of numbers that stand among texts."""
SETTLING = 1
"""One more read, of the campaign's own spreadsheet, where a write is settled by reading back…"""
WRITES = 2
"""…and the writes then: all job tabs are one request."""


@dataclass(frozen=True, slots=True)
class Booked:
    """Seconds since the epoch at which requests left or will leave, in order, by kind."""

    read: tuple[float, ...] = ()
    write: tuple[float, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"read": list(self.read), "write": list(self.write)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Booked:
        """Raises ValueError, LookupError or TypeError for anything else than `to_json` gives."""
        return cls(*(tuple(sorted(map(float, content[kind]))) for kind in ("read", "write")))


def wait_for(moments: Sequence[float], now: float, limit: int) -> float:
    """Seconds until one more request fits. `moments` in order; reserved ones may lie ahead."""
    return max(0.0, moments[-limit] + MINUTE - now) if len(moments) >= limit else 0.0


def reserve(booked: Booked, kind: str, now: float, limit: int, patience: float) -> tuple[float, Booked]:
    """(seconds to wait, what is booked then); nothing is booked where the wait is longer than `patience`."""
    moments = getattr(booked, kind)
    known = list(moments[bisect_right(moments, now - MINUTE) : bisect_left(moments, now + AHEAD)])
    wait = wait_for(known, now, limit)
    if wait <= patience:
        insort(known, now + wait)
    return wait, Booked(tuple(known), booked.write) if kind == "read" else Booked(booked.read, tuple(known))


@dataclass(frozen=True, slots=True)
class WorstCase:
    """What a campaign asks of Google at worst: reads and writes within a minute, and whether they fit.

    `last_look`: seconds after a deadline at which the last of its looks leaves; `grace`: until when it may.
    `overrun`: seconds by which requests of a poll would still wait when the next one is due.
    """

    spreadsheets: int
    reads: int
    writes: int
    limit: int
    last_look: float
    grace: float
    overrun: float

    @property
    def fits(self) -> bool:
        return self.last_look <= self.grace and self.overrun <= 0

    @property
    def reason(self) -> str:
        """Why it does not fit; empty where it does."""
        if self.last_look > self.grace:
            return (
                f"the looks at {self.spreadsheets} spreadsheets can't all leave within {self.grace:.0f} s of a "
                f"deadline: the last one leaves {self.last_look:.0f} s after it."
            )
        if self.overrun > 0:
            return f"requests of a poll would still wait {self.overrun:.0f} s after the next one is due."
        return ""


REMEDY = (
    "Put units into fewer spreadsheets, poll less often ([polls] every_minutes), give the deadline more grace "
    "([campaign] grace_seconds), or get a higher quota from Google and say so ([google] requests_per_minute)."
)


def worst_case(spreadsheets: int, plan: PollPlan, campaign: Campaign, limit: int = LIMIT) -> WorstCase:
    """The worst minute of a campaign's days, every poll needing all the requests that it may need."""
    reads = LOOKS * spreadsheets + SETTLING
    days = {campaign.deadline_of(day).timetz(): day for day in reversed(campaign.days)}.values()
    polls = 0
    late = over = 0.0
    for day in days:
        moments = moments_of(day, plan, campaign)
        polls = max(polls, _most_within_a_minute(moments))
        last, overrun = _queue(moments, campaign.deadline_of(day), spreadsheets, reads, limit)
        late, over = max(late, last), max(over, overrun)
    return WorstCase(spreadsheets, polls * reads, polls * WRITES, limit, late, campaign.grace.total_seconds(), over)


def _most_within_a_minute(moments: Sequence[datetime]) -> int:
    starts = [moment.timestamp() for moment in moments]
    return max(bisect_left(starts, start + MINUTE) - at for at, start in enumerate(starts))


def _queue(
    moments: Sequence[datetime], deadline: datetime, spreadsheets: int, reads: int, limit: int
) -> tuple[float, float]:
    """Lets all polls of a day take their places: (last look of the deadline, longest overrun), in seconds."""
    booked: list[float] = []
    late, over = 0.0, -MINUTE
    for moment, following in pairwise([*moments, None]):
        assert moment is not None
        start = moment.timestamp()
        for number in range(reads):
            at = max(start + wait_for(booked, start, limit), booked[-1] if booked else start)
            booked.append(max(at, start))
            if moment == deadline and number == spreadsheets - 1:
                late = booked[-1] - start
        if following is not None:
            over = max(over, booked[-1] - following.timestamp())
    return late, over
