"""Columns of type time in English: a time of day, or from when to when."""

from __future__ import annotations

import re
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.english.dates import DateRules
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, warn
from sheets_sync.cells.serials import MINUTES, clock
from sheets_sync.cells.whole import unless_whole

_LONGEST = 100
_UNSURE = range(1, 7)
"""Hours that may be in the morning or in the afternoon."""
_SIDE = r"(?P<side>[ap])\.?m\.?"
_SESSIONS = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}
_SESSION = r"(?:in the (?P<session>morning|afternoon|evening)|at (?P<night>night))"
_AFTER = rf"(?: ?{_SIDE}| {_SESSION})?"
_FORMS = tuple(
    re.compile(pattern + _AFTER)
    for pattern in (
        r"(?P<hour>[0-9]{1,2}) ?: ?(?P<minute>[0-9]{1,2})(?: ?: ?[0-5][0-9])?",
        r"(?P<hour>[0-9]{1,2})(?P<dot>\.)(?P<minute>[0-9]{2})",
        r"(?P<hour>[0-9]{1,2})(?: ?h ?(?P<minute>[0-9]{2})?| o'? ?clock)",
        r"(?P<hour>[0-9]{1,2})(?P<bare>)",
        r"(?P<half>half past) (?P<hour>[0-9]{1,2})",
        r"(?P<hour>[0-9]{1,2})(?P<dot>)(?P<minute>[0-9]{2})",
    )
)
_WORDS = {"noon": 720, "12 noon": 720, "midday": 720, "midnight": 0, "12 midnight": 0}
_RANGE = re.compile(r" ?- ?| to ")


class _Moment(NamedTuple):
    minute: int
    unusual: bool = False


class TimeRules:
    """A time of day "09:30", or a range "09:00–11:00"."""

    def __init__(self, campaign: Campaign) -> None:
        self._dates = DateRules(campaign)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if len(text) > _LONGEST:
            return reject("T1")
        text = self._without_day(text)
        sides = [_moment(side) for side in _RANGE.split(text.removeprefix("from "))]
        first, last = sides[0], sides[-1]
        if first is None or last is None or len(sides) > 2:
            return reject("T1")
        if len(sides) == 1:
            value = clock(first.minute)
            return reject("T1") if text.startswith("from ") else warn(value, "T2") if first.unusual else accept(value)
        if first.minute >= last.minute:
            return reject("T1")
        return warn(f"{clock(first.minute)}–{clock(last.minute)}", "T2")

    def _without_day(self, text: str) -> str:
        head, on, day = text.rpartition(" on ")
        found = self._dates.read_day(day) if on else None
        return head if found is not None and found.day is not None else text

    def read_number(self, value: float, context: Context) -> Reading | None:
        if 0 < value < 1:
            return accept(clock(min(int(value * MINUTES + 0.5), MINUTES - 1)))
        return unless_whole(value, "T1")


def _moment(side: str) -> _Moment | None:
    text = side.strip().removeprefix("at ")
    if text in _WORDS:
        return _Moment(_WORDS[text])
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _reckoned(found.groupdict())
    return None


def _reckoned(typed: dict[str, str | None]) -> _Moment | None:
    side = typed["side"] or _SESSIONS.get(typed["session"] or typed["night"] or "", "")
    hour, minutes = int(typed["hour"] or 0), typed.get("minute") or ""
    if hour > 23 or int(minutes or 0) > 59 or ("bare" in typed and not side):
        return None
    if side == "a":
        if hour > 12:
            return None
        hour %= 12
    elif side:
        if hour == 0:
            return None
        hour = hour if hour >= 12 else hour + 12
    elif hour in _UNSURE:
        return None
    past = 30 if typed.get("half") else int(minutes or 0)
    unusual = not side and ("dot" in typed or hour == 0)
    return _Moment(hour * 60 + past, unusual or len(minutes) == 1)
