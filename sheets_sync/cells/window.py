"""The days of a campaign as the window in which dates lie: it completes what was left out of one. Pure."""

from __future__ import annotations

from datetime import date

SERIALS = range(40_000, 50_000)
"""Serial days that are read as dates: 2009 to 2036."""


class DateWindow:
    """From the first to the last day of a campaign."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def holds(self, day: date) -> bool:
        """Whether a day lies in the window."""
        return self.first <= day <= self.last

    def complete(self, day: int, month: int, year: str) -> date | None:
        """The real date of typed numbers; without a year the year of the window, or that which falls inside."""
        if year:
            return real_date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        days = [real_date(y, month, day) for y in range(self.first.year, self.last.year + 1)]
        real = [d for d in days if d is not None]
        return next(filter(self.holds, real), real[0] if real else None)

    def lone_day(self, day: int) -> date | None:
        """A day in the month of the window. A window of several months must hold it in one of them only."""
        begin, end = (d.year * 12 + d.month - 1 for d in (self.first, self.last))
        days = [real_date(month // 12, month % 12 + 1, day) for month in range(begin, end + 1)]
        real = [d for d in days if d is not None]
        inside = [d for d in real if self.holds(d)]
        if len(inside) > 1:
            return None
        return inside[0] if inside else real[0] if real else None


def real_date(year: int, month: int, day: int) -> date | None:
    """The date of three numbers; None where it is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
