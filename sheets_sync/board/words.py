"""The words of the board for people; its colours. The texts stand in `words`, section `board`."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from sheets_sync.campaign.period import plain_day
from sheets_sync.compliance.judging import Judgement, Rates, Status
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

COLOURS = {
    Status.PENDING: ("#eceff1", "#37474f"),
    Status.ON_TIME: ("#c8e6c9", "#1b5e20"),
    Status.LATE: ("#ffe0b2", "#7f3b00"),
    Status.MISSED: ("#ffcdd2", "#8e0000"),
    Status.EXCUSED: ("#cfd8dc", "#263238"),
    Status.INVALID: ("#fff59d", "#5d4600"),
    Status.UNDETERMINED: ("#ffffff", "#000000"),
    Status.NOT_REQUIRED: ("#fafafa", "#616161"),
}
"""Fill and ink of a status; colours never stand alone."""


def figures(locale: str) -> tuple[tuple[str, str], ...]:
    """Kinds of figures on the board, each with an example and what it means."""
    found: tuple[tuple[str, str], ...] = texts(locale).get("board.figures")
    return found


def text(key: str, locale: str, **facts: object) -> str:
    """A phrase of the board."""
    return texts(locale).say(f"board.{key}", **facts)


def deadline_words(deadline: time, locale: str) -> str:
    """ "10 giờ 00" or "10:00"."""
    return formats(locale).at(deadline)


@lru_cache(maxsize=4_096)
def clock_time(moment: datetime, zone: ZoneInfo, locale: str, day: date | None = None) -> str:
    """ "09:55", with seconds where there are some, and with the date where it is not `day`."""
    local = moment.astimezone(zone)
    is_other = day is not None and local.date() != plain_day(day)
    other_day = f" {formats(locale).without_year(local)}" if is_other else ""
    return _clock(local.hour, local.minute, local.second, locale) + other_day


@lru_cache(maxsize=4_000)
def _clock(hour: int, minute: int, second: int, locale: str) -> str:
    """A long board says the same hours again and again."""
    return formats(locale).clock(time(hour, minute, second), seconds=bool(second))


def seen_words(judgement: Judgement, zone: ZoneInfo, locale: str) -> str:
    """When the report arrived, such as "08:50–08:55"; the first attempt where no row is valid; else ""."""
    if judgement.seen_present is None:
        tried = judgement.attempted_at if judgement.status is Status.INVALID else None
        return clock_time(tried, zone, locale, judgement.day) if tried else ""
    present = clock_time(judgement.seen_present, zone, locale, judgement.day)
    if judgement.seen_absent is None:
        return present
    return f"{clock_time(judgement.seen_absent, zone, locale, judgement.day)}–{present}"


def percent(rates: Rates, locale: str, *, decimals: int = 1) -> str:
    """The on-time rate, as a range while days are undetermined; "–" where no day is expected."""
    if not rates.expected:
        return "–"
    least, most = (
        formats(locale).percent(part, rates.expected, decimals)
        for part in (rates.on_time, rates.on_time + rates.undetermined)
    )
    return least if least == most else f"{least.removesuffix('%')}–{most}"
