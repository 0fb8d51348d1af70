"""When the attempt that succeeded left and came back, and what is left of a tick's time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheets_sync.campaign.schedule import TimeLimit
from sheets_sync.gateway.policy import Left


@dataclass(frozen=True, slots=True)
class Timing:
    """Of the attempt that got the answer: aware moments of the gateway's clock, and the answer's Date header.

    `date` is UTC in whole seconds, None where the answer had none.
    """

    sent: datetime
    answered: datetime
    date: datetime | None = None


class Stopwatch:
    """Counts down what a tick's requests may take together. `monotonic` gives seconds."""

    def __init__(self, limit: TimeLimit, monotonic: Callable[[], float]) -> None:
        self._limit, self._monotonic, self._start = limit, monotonic, monotonic()

    def left(self) -> Left:
        """What is left now; never less than nothing."""
        gone = self._monotonic() - self._start
        limit = self._limit
        return Left(_after(limit.total, gone) or 0.0, _after(limit.window, gone), _after(limit.patience, gone))


def _after(span: timedelta | None, gone: float) -> float | None:
    return None if span is None else max(span.total_seconds() - gone, 0.0)
