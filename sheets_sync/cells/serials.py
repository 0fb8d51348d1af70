"""Serial days of a spreadsheet: days since 30/12/1899, the fraction is the time of day."""

from __future__ import annotations

from datetime import date, timedelta

from sheets_sync.cells.reading import Reading, reject

_EPOCH = date(1899, 12, 30)
DATE_FORMATS = frozenset({"DATE", "DATE_TIME"})
_MADE_FORMATS = DATE_FORMATS | {"TIME"}
MINUTES = 24 * 60


def day_of(serial: float) -> date | None:
    """The calendar day of a serial number; None beyond the calendar."""
    if not -600_000 < serial < 2_958_466:
        return None
    return _EPOCH + timedelta(days=int(serial // 1))


def clock(minutes: int) -> str:
    """570 -> "09:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minute_of(serial: float) -> int:
    """The time of day, to the nearest minute."""
    return round(serial % 1 * MINUTES) % MINUTES if -1e15 < serial < 1e15 else 0


def dotted(day: date) -> str:
    """16/12/2022, as people write it."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def made_a_date(value: float, number_format: str) -> Reading | None:
    """C13: a figure that Sheets turned into a date or a time by itself (`10-12`); before any other test."""
    if number_format not in _MADE_FORMATS:
        return None
    day = day_of(value) if number_format in DATE_FORMATS else None
    return reject("C13", day=dotted(day) if day else clock(minute_of(value)))
