"""The forms in which people write one day (POLICY.md 4.1 points 3 to 5). The day comes first.

All texts here are folded and without decorations.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sheets_sync.cells.serials import day_of
from sheets_sync.cells.window import SERIALS, DateWindow, real_date

_MONTH_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_D, _M, _Y = "(?P<d>[0-9]{1,2})", "(?P<m>[0-9]{1,2})", "(?P<y>[0-9]{2}|[0-9]{4})"
_NAME = "(?P<name>[a-z]{3,9})"
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
_LONGEST = 60  # characters of the longest form


@dataclass(frozen=True, slots=True)
class Found:
    """A real date in a text; `code` is D4 or D2 where the form asks for a warning."""

    day: date
    code: str = ""


class DateForms(DateWindow):
    """The forms of a date, for one window of days."""

    def read(self, text: str) -> Found | None:
        """The real date that the whole text says; None where it says none."""
        if len(text) > _LONGEST:
            return None
        for pattern, code, reader in _FORMS:
            match = pattern.fullmatch(text)
            if match:
                return reader(self, match, code)
        return None

    def has_month(self, text: str) -> bool:
        """Whether the text is a real date that names its month."""
        return not text.isdigit() and self.read(text) is not None


def _found(day: date | None, code: str) -> Found | None:
    return None if day is None else Found(day, code)


def _numbers(forms: DateForms, match: re.Match[str], code: str) -> Found | None:
    """Point 5: month first only where day first is no real date, and inside the window."""
    first, second, year = int(match["d"]), int(match["m"]), match["y"] or ""
    day = forms.complete(first, second, year)
    if day is not None:
        return Found(day, code)
    swapped = forms.complete(second, first, year)
    return Found(swapped, "D4") if swapped is not None and forms.holds(swapped) else None


def _fixed(forms: DateForms, match: re.Match[str], code: str) -> Found | None:
    """Forms in which the month cannot be taken for the day."""
    return _found(forms.complete(int(match["d"]), int(match["m"]), match["y"] or ""), code)


def _english(forms: DateForms, match: re.Match[str], code: str) -> Found | None:
    month = _MONTHS.get(match["name"])
    return None if month is None else _found(forms.complete(int(match["d"]), month, match["y"] or ""), code)


def _eight_digits(forms: DateForms, match: re.Match[str], code: str) -> Found | None:
    text = match[0]
    day_first = real_date(int(text[4:]), int(text[2:4]), int(text[:2]))
    return _found(day_first or real_date(int(text[:4]), int(text[4:6]), int(text[6:])), code)


def _serial(forms: DateForms, match: re.Match[str], code: str) -> Found | None:
    return _found(day_of(int(match[0])), code) if int(match[0]) in SERIALS else None


def _lone_day(forms: DateForms, match: re.Match[str], code: str) -> Found | None:
    return _found(forms.lone_day(int(match[0])), code)


_Reader = Callable[[DateForms, re.Match[str], str], Found | None]
_FORMS: tuple[tuple[re.Pattern[str], str, _Reader], ...] = tuple(
    (re.compile(pattern), code, reader)
    for pattern, code, reader in (
        (rf"{_D} ?(?P<mark>[/.-]) ?{_M}(?: ?(?P=mark) ?{_Y})?", "", _numbers),
        (rf"{_D} ?(?:thang|thg) ?{_M}(?:(?: ?,? ?nam ?| ?, ?| ){_Y})?", "", _fixed),
        (rf"(?P<y>[0-9]{{4}}) ?(?P<mark>[/.-]) ?{_M} ?(?P=mark) ?{_D}(?:[t ]{_CLOCK}(?:\+07:00)?)?", "", _fixed),
        (rf"{_D} ?\\ ?{_M}(?: ?\\ ?{_Y})?", "D2", _numbers),
        (rf"{_D} {_M}(?: {_Y})?", "D2", _numbers),
        (rf"{_D}t{_M}(?P<y>)", "D2", _fixed),
        (rf"{_D}(?P<mark>[ -]){_NAME}(?:(?P=mark){_Y})?", "D2", _english),
        (rf"{_NAME} {_D}(?:, ?| ){_Y}", "D2", _english),
        (r"[0-9]{8}", "D2", _eight_digits),
        (r"[0-9]{5}", "D2", _serial),
        (r"[0-9]{1,2}", "D2", _lone_day),
    )
)
