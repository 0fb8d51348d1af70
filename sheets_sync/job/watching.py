"""The scheduled job: ticks by itself, exactly at each deadline, until it is told to stop.

The `schedule` package only wakes us; what is due is decided by the campaign's plan of polls, in its timezone. A tick
that fails is reported and does not stop the next ones.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import Protocol

import schedule

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, in_grace, next_poll

WAKE_SECONDS = 1
"""How often the schedule looks at the clock; well inside the grace of a deadline's poll."""


class Stop(Protocol):
    """What ends a watch, as an Event does."""

    def is_set(self) -> bool: ...

    def wait(self, seconds: float) -> bool: ...


class Watch:
    """Runs `tick` at every moment of the plan. `clock` gives aware moments; `stop` ends the loop between ticks;
    `early` says whether to look without waiting for the next moment."""

    def __init__(
        self,
        tick: Callable[[], object],
        campaign: Campaign,
        plan: PollPlan,
        *,
        clock: Callable[[], datetime],
        stop: Stop,
        early: Callable[[], bool] = lambda: False,
    ) -> None:
        self._tick, self._campaign, self._plan, self._clock, self.stop = tick, campaign, plan, clock, stop
        self._early = early
        now = clock()
        self.next = now if in_grace(now, campaign) else next_poll(now, plan, campaign)

    def step(self) -> bool:
        """Ticks if a poll is due; whether it did. Polls that were slept through are not made up for, only the last."""
        now = self._clock()
        after = next_poll(now, self._plan, self._campaign)
        if self.next is not None and after is not None and after < self.next:
            self.next = after  # the clock was corrected backwards
        if self.next is None or (now < self.next and not self._early()):
            return False
        self.next = after
        self._tick()
        return True

    def run(self, wait: Callable[[float], object] | None = None) -> None:
        """Until `stop` is set or the campaign is over."""
        scheduler = schedule.Scheduler()
        scheduler.every(WAKE_SECONDS).seconds.do(self.step)
        pause = wait or self.stop.wait
        while not self.stop.is_set() and self.next is not None:
            scheduler.run_pending()
            pause(max(0.05, min(WAKE_SECONDS, scheduler.idle_seconds or 0)))


def stop_on_signals(stop: threading.Event, reload: threading.Event | None = None) -> None:
    """SIGTERM and SIGINT end the loop after the tick in hand; SIGHUP sets `reload`, where one is given."""

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
    if reload is not None and hasattr(signal, "SIGHUP"):
        wanted = reload
        signal.signal(signal.SIGHUP, lambda number, frame: wanted.set())
