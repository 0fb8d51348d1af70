"""The server's time: another clock, or one that stands still until it is moved."""

from __future__ import annotations

import datetime
from collections.abc import Callable


class Clock:
    """Called, it gives the time, aware of its zone."""

    def __init__(self, source: Callable[[], datetime.datetime]) -> None:
        self._source = source
        self._fixed: datetime.datetime | None = None

    def __call__(self) -> datetime.datetime:
        return self._fixed or self._source()

    def set(self, now: datetime.datetime | None) -> None:
        """Stands still at `now`; with None it runs again."""
        self._fixed = now

    def advance(self, seconds: float) -> None:
        self._fixed = self() + datetime.timedelta(seconds=seconds)
