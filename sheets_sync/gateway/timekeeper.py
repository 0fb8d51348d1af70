"""Clocks of a run: the machine's, checked against a steady clock and the `Date` of answers; or a replayed one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sheets_sync.gateway.clock import Reading, Reckoning, heard, noticed
from sheets_sync.spreadsheet.snapshot import Snapshot

Seconds = Callable[[], float]


def steady_seconds() -> float:
    """A clock that nobody can set. Where the system has one that also counts sleep, it is that one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class Clock(Protocol):
    """What tells a tick the time: a machine's clock that is checked, or one that replays."""

    def __call__(self) -> datetime:
        """Now: an aware moment, corrected."""

    def machine(self) -> datetime:
        """Now as the gateway stamps it, before what an answer teaches."""

    def timed(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot stamped by `machine`, with its moments corrected."""


class Timekeeper:
    """The machine's clock: aware moments in UTC, corrected by what was learned so far. Threads may share it."""

    def __init__(self, wall: Seconds = time.time, steady: Seconds = steady_seconds) -> None:
        self._wall, self._steady = wall, steady
        self._lock = threading.Lock()
        self._known = Reckoning(self._reading())
        self._asked_steps = 0.0

    def __call__(self) -> datetime:
        """Now, corrected."""
        known = self._notice()
        return _moment(known.last.wall + known.correction)

    def machine(self) -> datetime:
        """Now in machine time: steps are taken out, the difference from the server's clock is not."""
        known = self._notice()
        return _moment(known.last.wall - known.steps)

    def timed(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot that was stamped in machine time, with its moments corrected, after learning from its answer."""
        with self._lock:
            if snapshot.server_date is not None:
                moments = (snapshot.sent, snapshot.answered, snapshot.server_date)
                self._known = heard(self._known, *(moment.timestamp() for moment in moments))
            known = self._known
        more = timedelta(seconds=known.offset)
        return replace(
            snapshot,
            sent=snapshot.sent + more,
            answered=snapshot.answered + more,
            correction=round(known.correction, 3) + 0.0,
        )

    @property
    def known(self) -> Reckoning:
        """What was learned so far."""
        return self._notice()

    def wants_to_ask(self) -> bool:
        """True once after each step: then only an answer can tell which of the two clocks is right."""
        known = self._notice()
        stepped, self._asked_steps = known.steps != self._asked_steps, known.steps
        return stepped

    def _notice(self) -> Reckoning:
        with self._lock:
            self._known = noticed(self._known, self._reading())
            return self._known

    def _reading(self) -> Reading:
        return Reading(self._wall(), self._steady())


class ReplayedClock:
    """A clock that stands at `now` until somebody sets it: for another moment, the demo, tests. Right as it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment at which it stands."""
        return self.now

    def machine(self) -> datetime:
        """The same moment: there is nothing to correct."""
        return self.now

    def timed(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot as it is."""
        return snapshot


class FollowedClock:
    """A clock that says what something else says: one that a test moves."""

    def __init__(self, tell: Callable[[], datetime]) -> None:
        self._tell = tell

    def __call__(self) -> datetime:
        """The moment that is told."""
        return self._tell()

    machine = __call__

    def timed(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot as it is."""
        return snapshot


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
