"""Columns of type date (POLICY.md 4.1): report days as people write them."""

from __future__ import annotations

import re
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.normalise import fold
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, reject, usable
from sheets_sync.cells.serials import day_of, dotted
from sheets_sync.cells.vietnamese.date_forms import DateForms, Found
from sheets_sync.cells.vietnamese.date_words import Bared, bare, barings
from sheets_sync.cells.whole import unless_whole
from sheets_sync.cells.window import SERIALS

_WARNINGS = ("D3", "D4", "D2")  # the first one that holds is said
_LUNAR = re.compile(r"(?<![a-z])(?:am ?lich|al|chap|gieng)(?![a-z])")
_RELATIVE = frozenset({"hom nay", "hom qua", "hom kia", "hom truoc", "nay", "qua", "kia", "mai"})
_AND = r" ?[,;&+] ?|(?<![a-z]) ?(?:va|den) ?(?![a-z])"
_JOINED = (re.compile(f"{_AND}| - "), re.compile(f"{_AND}| ?- ?"))
"""D5: a hyphen between two dates that are written with hyphens themselves has spaces round it."""


class DateRules:
    """Days of the campaign. A date outside the report days or later than today is refused."""

    def __init__(self, campaign: Campaign) -> None:
        self._forms = DateForms(campaign.first_day, campaign.last_day)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        text = fold(plain)
        if _LUNAR.search(text):
            return reject("D8")
        bared = Bared(text)
        # forms first: the time in "2022-12-16 09:30" belongs to its form
        for bared in barings(text):
            found = self._forms.read(bared.text)
            if found is not None:
                return self._judged(found, bared, context.today)
        if bared.text in _RELATIVE or (not bared.text and bared.weekdays):
            return reject("D6")
        return reject("D5" if self._is_several(bared.text) else "D1")

    def read_number(self, value: float, context: Context) -> Reading | None:
        if SERIALS.start <= value < SERIALS.stop:
            day = day_of(value)
            return reject("D1") if day is None else self._judged(Found(day), Bared(""), context.today)
        return unless_whole(value, "D1")

    def _judged(self, found: Found, bared: Bared, today: date) -> Reading:
        day = found.day
        if not self._forms.holds(day) or day > today:
            window = {"from": dotted(self._forms.first), "to": dotted(self._forms.last)}
            return reject("D7", day=dotted(day), **window)
        wrong_weekday = any(weekday != day.weekday() for weekday in bared.weekdays)
        codes = (found.code, "D3" if wrong_weekday else "", "D2" if bared.has_moment else "")
        return usable(day.isoformat(), codes, _WARNINGS)

    def _is_several(self, text: str) -> bool:
        """D5: two or more days or dates joined, with a month at the end."""
        rest = text.removeprefix("tu ")
        return any(self._are_days(joined.split(rest)) for joined in _JOINED)

    def _are_days(self, parts: list[str]) -> bool:
        bared = map(bare, parts)
        days = [part.text for part in bared if part.text or not part.weekdays]  # the comma of "thứ 7, 17/12"
        if len(days) < 2:
            return False
        *others, last = days
        return self._forms.has_month(last) and all(_is_day(part) or self._forms.has_month(part) for part in others)


def _is_day(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31
