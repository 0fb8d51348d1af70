"""Columns of type time (POLICY.md 4.2): the hour of an activity, or from when to when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, warn
from sheets_sync.cells.serials import MINUTES, clock
from sheets_sync.cells.vietnamese.date_forms import DateForms
from sheets_sync.cells.vietnamese.date_words import SESSION, bare
from sheets_sync.cells.whole import unless_whole

_HOURS_AS_TYPED = range(5, 24)  # without a session word; 1 to 4 may be in the morning or in the afternoon
_LATIN = r"(?:sa|ch|am|pm|a\.m\.?|p\.m\.?)"
_MINUTE_MARK = r"(?: ?(?:'|phut|ph|p))?"
_HOUR = r"(?P<hour>[0-9]{1,2})"
_CLOCKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_HOUR} ?(?:gio|h|g)(?: ?(?P<minute>[0-9]{{1,2}}){_MINUTE_MARK})?",
        rf"{_HOUR} ?: ?(?P<minute>[0-9]{{1,2}})(?: ?: ?[0-5][0-9])?",
        rf"{_HOUR} ?(?:gio|h|g)? ?(?P<half>ruoi)",
        rf"{_HOUR} ?(?:gio|h|g) ?kem ?(?P<less>[0-9]{{1,2}}){_MINUTE_MARK}",
        rf"{_HOUR}(?P<unusual>\.)(?P<minute>[0-9]{{2}})",
        r"(?P<unusual>)(?P<hour>[0-9]{1,2})(?P<minute>[0-9]{2})",
    )
)
_SIDE = re.compile(
    rf"(?:(?:vao luc|luc|hoi) ?)?(?:(?P<before>{SESSION}) ?)?(?:(?:vao luc|luc|hoi) ?)?"
    rf"(?P<clock>[0-9].*?)(?: ?(?P<after>{SESSION}|{_LATIN}))?"
)
_RANGE = re.compile(r" ?- ?| ?(?<![a-z])den(?![a-z]) ?")
_DAY = re.compile(r"(?<![a-z])ngay(?![a-z])")
_LONGEST = 200  # characters of a range with its words and its day


@dataclass(frozen=True, slots=True)
class _Session:
    """The hours that a session word allows, and what they become."""

    as_typed: frozenset[int]
    afternoon: frozenset[int] = frozenset()
    midnight: frozenset[int] = frozenset()

    def hour(self, typed: int) -> int | None:
        if typed in self.as_typed:
            return typed
        if typed in self.afternoon:
            return typed + 12
        return 0 if typed in self.midnight else None


def _hours(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


_MORNING = _Session(_hours(0, 11), midnight=frozenset({12}))
_AFTERNOON = _Session(_hours(12, 23), _hours(1, 11))
_SESSIONS = {
    "sang": _Session(_hours(0, 11)),
    "trua": _Session(_hours(10, 14), _hours(1, 2)),
    "chieu": _Session(_hours(12, 18), _hours(1, 6)),
    "toi": _Session(_hours(17, 23), _hours(5, 11)),
    "dem": _Session(_hours(0, 4) | _hours(18, 23), _hours(6, 11), frozenset({12})),
    "sa": _MORNING,
    "am": _MORNING,
    "ch": _AFTERNOON,
    "pm": _AFTERNOON,
}


@dataclass(frozen=True, slots=True)
class _Moment:
    minute: int
    unusual: bool


class TimeRules:
    """A time of day "09:30", or a range "09:00–11:00"."""

    def __init__(self, campaign: Campaign) -> None:
        self._days = DateForms(campaign.first_day, campaign.last_day)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        if len(plain) > _LONGEST:
            return _REFUSED
        text = self._without_day(fold(plain))
        sides = _RANGE.split(text.removeprefix("tu "))
        moments = [_moment(self._without_day(side)) for side in sides]
        if len(sides) == 1 and moments[0] is not None and not text.startswith("tu "):
            value = clock(moments[0].minute)
            return warn(value, "T2") if moments[0].unusual else accept(value)
        if len(sides) == 2 and moments[0] and moments[1] and moments[0].minute < moments[1].minute:
            return warn("–".join(clock(m.minute) for m in moments if m), "T2")
        return _REFUSED

    def read_number(self, value: float, context: Context) -> Reading | None:
        if 0 < value < 1:
            return accept(clock(min(int(value * MINUTES + 0.5), MINUTES - 1)))
        return unless_whole(value, "T1")

    def _without_day(self, text: str) -> str:
        """The text without `ngày` and a date at its end."""
        if "ngay" not in text:
            return text
        for found in _DAY.finditer(text):
            day = bare(text[found.end() :])
            if ":" not in day.text and not day.has_moment and self._days.read(day.text) is not None:
                return text[: found.start()].rstrip()
        return text


_REFUSED = reject("T1")


def _moment(side: str) -> _Moment | None:
    """One time on its own; a session word counts only for its side."""
    found = _SIDE.fullmatch(side)
    if found is None or (found["before"] and found["after"]):
        return None
    typed = next((m for m in (c.fullmatch(found["clock"]) for c in _CLOCKS) if m), None)
    return None if typed is None else _reckoned(typed.groupdict(), found["before"] or found["after"] or "")


def _reckoned(typed: dict[str, str | None], word: str) -> _Moment | None:
    hour = int(typed["hour"] or 0)
    minutes, less = typed.get("minute") or "", typed.get("less") or ""
    if word:
        session = _SESSIONS[word.removeprefix("buoi").strip().replace(".", "")]
        named = session.hour(hour)
    else:
        named = hour if hour < 24 else None
    if named is None or int(minutes or 0) > 59 or int(less or 0) > 59:
        return None
    past = 30 if typed.get("half") else int(minutes or 0) - int(less or 0)
    minute = (named * 60 + past) % MINUTES
    unusual = "unusual" in typed or len(minutes) == 1
    if not word:
        if 0 < minute // 60 < _HOURS_AS_TYPED.start:
            return None
        unusual = unusual or minute < 60
    return _Moment(minute, unusual)
