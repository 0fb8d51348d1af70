"""Columns of type date in English: day or month first as the campaign says, and never the other way where both fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, reject, usable
from sheets_sync.cells.serials import day_of
from sheets_sync.cells.whole import unless_whole
from sheets_sync.cells.window import SERIALS, DateWindow
from sheets_sync.words.conventions import conventions
from sheets_sync.words.formats import formats

_WARNINGS = ("D3", "D4", "D2")
_LONGEST = 100
_MONTH_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAY_NAMES = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    name: n for n, (short, full) in enumerate(zip(_DAY_NAMES, _FULL, strict=True)) for name in (*short.split(), full)
}
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_TIME = r"(?:(?:at )?[0-9]{1,2}(?:(?::|\.)[0-9]{2}(?::[0-9]{2})? ?[ap]\.?m\.?|:[0-9]{2}(?::[0-9]{2})?| ?[ap]\.?m\.?))"
_SESSION = r"(?:(?:in the )?(?:morning|afternoon|evening)|(?:at )?(?:night|noon))"
_MOMENT = rf"(?:{_TIME}|{_SESSION}|[(](?:{_TIME}|{_SESSION})[)])"
_LEADING = (
    re.compile(rf"[(]?(?P<weekday>{_WEEKDAY})\b\.?[)]?[ ,]*(?=.)"),
    re.compile(r"(?:on|date:?)(?: the)? (?=.)|the (?=[0-9])"),
    re.compile(rf"(?P<moment>{_MOMENT})(?:, ?| on | )(?=.)"),
)
_TRAILING = (
    re.compile(rf"[ ,]*[(]?\b(?P<weekday>{_WEEKDAY})\b\.?[)]?$"),
    re.compile(rf"(?:, ?| )(?P<moment>{_MOMENT})$"),
)
_RELATIVE = re.compile(
    rf"(?:(?:last|this|next|on) )?(?:{_WEEKDAY})|today|yesterday|tomorrow|(?:the )?day before yesterday"
    r"|(?:last|this) (?:night|morning|afternoon|evening|week)|now"
)
_N, _Y = "[0-9]{1,2}", "(?:[0-9]{4}|[0-9]{2})"
_NAME = "(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_D = "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = f"(?P<y>{_Y})"
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_ISO = re.compile(
    rf"(?P<y>[0-9]{{4}}) ?(?P<mark>[/.-]) ?(?P<m>{_N}) ?(?P=mark) ?(?P<d>{_N})"
    rf"(?:[t ](?P<clock>{_CLOCK})(?P<offset>z|[+-][0-9]{{2}}:[0-9]{{2}})?)?"
)
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_D}(?: ?(?:of )?| ?- ?| ?/ ?|\.){_NAME}(?:(?:[ ,-]*'?| ?/ ?){_YEAR})?",
        rf"{_NAME}[ -]?(?:the )?{_D}(?:(?:[ ,-]+'?){_YEAR})?",
        rf"(?P<y>[0-9]{{4}})[ ,/-]+{_NAME}[ /-]?{_D}",
        rf"(?P<y>[0-9]{{4}})[ ,/-]+{_D}[ /-]?{_NAME}",
    )
)
_MARKED = re.compile(rf"(?P<a>{_N}) ?(?P<mark>[/.\-\\]) ?(?P<b>{_N})(?: ?(?P=mark) ?(?P<c>{_Y}|[0-9]))?")
_SPACED = re.compile(rf"(?P<a>{_N}) (?P<b>{_N})(?: (?P<c>{_Y}|[0-9]))?(?P<mark>)")
_ALONE = re.compile(r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?")
_JOINED = (re.compile(r" ?[,;&+] ?| (?:and|to) | - "), re.compile(r" ?[,;&+] ?| (?:and|to) | ?- ?"))


class _Found(NamedTuple):
    """A day that a text says; no day where its form is one of dates but the date is not real."""

    day: date | None
    code: str = ""


class _Bared(NamedTuple):
    text: str
    weekdays: tuple[int, ...] = ()
    moment: bool = False


class DateRules:
    """Days of the campaign, in its order of day and month."""

    def __init__(self, campaign: Campaign) -> None:
        self._window = DateWindow(campaign.first_day, campaign.last_day)
        self._order = conventions(campaign.locale).date_order
        self._zone, self._said = campaign.timezone, formats(campaign.locale)

    def read_number(self, value: float, context: Context) -> Reading | None:
        if SERIALS.start <= value < SERIALS.stop:
            day = day_of(value)
            return reject("D1") if day is None else self._judged(day, "", _Bared(""), context.today)
        return unless_whole(value, "D1")

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if len(text) > _LONGEST:
            return reject("D1")
        if _RELATIVE.fullmatch(text.strip(" .,()")):
            return reject("D6")
        last = _Bared(text)
        for last in _barings(text):
            found = self.read_day(last.text)
            if found is not None:
                return reject("D1") if found.day is None else self._judged(found.day, found.code, last, context.today)
        if _RELATIVE.fullmatch(last.text):
            return reject("D6")
        return reject("D5" if self._is_several(last.text) else "D1")

    def _judged(self, day: date, code: str, bared: _Bared, today: date) -> Reading:
        if not self._window.holds(day) or day > today:
            said = self._said.short
            window = {"from": said(self._window.first), "to": said(self._window.last)}
            return reject("D7", day=said(day), **window)
        wrong = any(weekday != day.weekday() for weekday in bared.weekdays)
        return usable(day.isoformat(), (code, "D3" if wrong else "", "D2" if bared.moment else ""), _WARNINGS)

    def read_day(self, text: str) -> _Found | None:
        """The day of a text that is nothing but a date; None where it has no form of one."""
        iso = _ISO.fullmatch(text)
        if iso:
            day = self._window.complete(int(iso["d"]), int(iso["m"]), iso["y"])
            return _Found(day if day is None or self._is_local(day, iso["offset"]) else None)
        for pattern in _NAMED:
            named = pattern.fullmatch(text)
            if named:
                return _Found(self._window.complete(int(named["d"]), _MONTHS[named["name"]], named["y"] or ""))
        numbers = _MARKED.fullmatch(text) or _SPACED.fullmatch(text)
        if numbers:
            return self._ordered(numbers["a"], numbers["b"], numbers["c"] or "", numbers["mark"])
        if text.isascii() and text.isdigit():
            return self._of_digits(text)
        alone = _ALONE.fullmatch(text)
        return _Found(self._window.lone_day(int(alone["d"])), "D2") if alone else None

    def _is_local(self, day: date, offset: str | None) -> bool:
        if not offset:
            return True
        typed = datetime.fromisoformat(f"{day.isoformat()}T12:00:00{'+00:00' if offset == 'z' else offset}")
        return typed.utcoffset() == datetime.combine(day, time(12), self._zone).utcoffset()

    def _ordered(self, a: str, b: str, c: str, mark: str) -> _Found:
        """Two or three numbers: in the campaign's order; in another one only where that is no real date."""
        code = "" if mark and mark in "/.-" else "D2"
        day = self._in(self._order, a, b, c)
        if day is not None:
            return _Found(day, code)
        others = {self._in(order, a, b, c) for order in ("dmy", "mdy", "ymd") if order != self._order}
        inside = {other for other in others if other is not None and self._window.holds(other)}
        return _Found(inside.pop(), "D4") if len(inside) == 1 else _Found(None)

    def _in(self, order: str, a: str, b: str, c: str) -> date | None:
        if not c:
            day, month = (a, b) if order == "dmy" else (b, a)
            return self._window.complete(int(day), int(month), "")
        if order == "ymd" and len(c) == 4:
            return None
        said = dict(zip(order, (a, b, c), strict=True))
        if len(said["y"]) not in (2, 4):
            return None
        return self._window.complete(int(said["d"]), int(said["m"]), said["y"])

    def _of_digits(self, text: str) -> _Found | None:
        if len(text) == 5 and int(text) in SERIALS:
            return _Found(day_of(int(text)), "D2")
        if len(text) == 8:
            parts = {"dmy": (0, 2), "mdy": (2, 0)}.get(self._order)
            if parts:
                d, m = parts
                day = self._window.complete(int(text[d : d + 2]), int(text[m : m + 2]), text[4:])
                if day is not None:
                    return _Found(day, "D2")
            return _Found(self._window.complete(int(text[6:]), int(text[4:6]), text[:4]), "D2")
        return _Found(self._window.lone_day(int(text)), "D2") if len(text) <= 2 else None

    def _is_several(self, text: str) -> bool:
        rest = text.removeprefix("from ")
        return any(self._are_days(joined.split(rest)) for joined in _JOINED)

    def _are_days(self, parts: list[str]) -> bool:
        texts = [bared.text for part in parts for bared in list(_barings(part.strip()))[-1:]]
        if len(texts) < 2:
            return False
        months = [self._has_month(text) for text in texts]
        return (months[0] or months[-1]) and all(
            month or (_ALONE.fullmatch(text) and 1 <= int(re.findall("[0-9]+", text)[0]) <= 31)
            for text, month in zip(texts, months, strict=True)
        )

    def _has_month(self, text: str) -> bool:
        if text.isdigit() or _ALONE.fullmatch(text):
            return False
        found = self.read_day(text)
        return found is not None and found.day is not None


def _barings(text: str) -> Iterator[_Bared]:
    """The text as typed, then with one decoration after the other taken off: weekday, `on`, a moment of the day."""
    bared = _Bared(text.strip(" ,"))
    yield bared
    for _ in range(4):
        found = next((m for p in (*_LEADING, *_TRAILING) if (m := p.search(bared.text)) and _at_edge(m)), None)
        if found is None:
            return
        named = found.groupdict()
        weekdays = (*bared.weekdays, *((_WEEKDAYS[named["weekday"]],) if named.get("weekday") else ()))
        rest = (bared.text[: found.start()] + bared.text[found.end() :]).strip(" ,")
        bared = _Bared(rest, weekdays, bared.moment or bool(named.get("moment")))
        yield bared


def _at_edge(found: re.Match[str]) -> bool:
    return found.start() == 0 or found.end() == len(found.string)
