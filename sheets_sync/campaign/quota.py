"""Google's quota as arithmetic: when a request may leave, and what a campaign needs at worst. Pure.

Google counts reads and writes of a user by the minute; a sliding minute with no more than the limit in it keeps every
minute below it, wherever Google's minutes begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import LIMIT, PollPlan, moments_of, time_until
from sheets_sync.words.worded import worded

MINUTE = 60.0
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
    `undone`: the most requests of one poll that would find no place before the next one is due.
    """

    spreadsheets: int
    reads: int
    writes: int
    limit: int
    last_look: float
    grace: float
    undone: int

    @property
    def fits(self) -> bool:
        return not self.reason

    @property
    def reason(self) -> str:
        """Why it does not fit; empty where it does."""
        if self.last_look >= max(self.grace, 1.0):
            return worded("config.looks_too_late", n=self.spreadsheets, grace=self.grace, after=self.last_look)
        if self.undone:
            return worded("config.polls_too_many", n=self.spreadsheets, more=self.undone, limit=self.limit)
        return ""


def worst_case(spreadsheets: int, plan: PollPlan, campaign: Campaign, limit: int = LIMIT) -> WorstCase:
    """The worst minute of a campaign's days, every poll needing all the requests that it may need."""
    reads = LOOKS * spreadsheets + SETTLING
    known = reversed(tuple(campaign.deadlines_on.items()))
    days = {tuple(due.timetz() for due in dues): day for day, dues in known}.values()
    polls = undone = 0
    late = 0.0
    for day in days:
        moments = moments_of(day, plan, campaign)
        polls = max(polls, _most_within_a_minute(moments))
        for deadline in campaign.deadlines_on[day]:
            last, most = _queue(moments, deadline, spreadsheets, reads, limit)
            late, undone = max(late, last), max(undone, most)
    return WorstCase(spreadsheets, polls * reads, polls * WRITES, limit, late, campaign.grace.total_seconds(), undone)


def _most_within_a_minute(moments: Sequence[datetime]) -> int:
    starts = [moment.timestamp() for moment in moments]
    return max(bisect_left(starts, start + MINUTE) - at for at, start in enumerate(starts))


def _queue(
    moments: Sequence[datetime], deadline: datetime, spreadsheets: int, reads: int, limit: int
) -> tuple[float, int]:
    """Lets all polls of a day take their places: (seconds after the deadline at which its last look leaves, the most
    requests of one poll that find no place in its time)."""
    booked: list[float] = []
    late, most = 0.0, 0
    for moment, following in zip_longest(moments, moments[1:]):
        start = moment.timestamp()
        ends = start + time_until(following, moment).total_seconds()
        for number in range(reads):
            at = max(start + wait_for(booked, start, limit), booked[-1] if booked else start)
            if moment == deadline and number < spreadsheets:
                late = at - start
            if at >= ends:
                most = max(most, reads - number)
                break
            booked.append(at)
    return late, most
