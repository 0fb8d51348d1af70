"""What a person typed, or USER_ENTERED sent, becomes under a locale: a value, and perhaps a number format (2.2, 2.5).

en_US: recorded or measured. vi_VN and the rest are K, not verified: the separators and
the order of day and month are swapped, nothing else. `1.5` under vi_VN has no known answer; it stays text here.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from sheets_sync.local_sheets.grid.cells import Formula, Value
from sheets_sync.local_sheets.typing.locales import Locale
from sheets_sync.local_sheets.typing.patterns import EPOCH
from sheets_sync.local_sheets.wire.schema import number

NumberFormat = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entered:
    value: Value
    format: NumberFormat | None = None


_MONTHS = "january february march april may june july august september october november december"
_MONTH_NAMES = {name: n for n, month in enumerate(_MONTHS.split(" "), 1) for name in (month, month[:3])} | {"sept": 9}
_TIME = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?\s*([AaPp][Mm])?")
_WORD_DATE = re.compile(r"(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?(?:[ -](\d{1,2}))?(?:,?[ -](\d{4}))?")


def entered(text: str, locale: Locale, today: datetime.date) -> Entered:
    """The cell's new value for a text typed into a cell that is not plain-text formatted."""
    if text.startswith("'"):
        return Entered(text[1:])  # the apostrophe is eaten (M)
    if text.startswith("=") and len(text) > 1:
        return Entered(Formula(text))
    bare = text.strip(" ")
    if not bare or len(bare) > 40:
        return Entered(text)
    if bare.upper() in ("TRUE", "FALSE"):
        return Entered(bare.upper() == "TRUE")
    return (
        _number(bare, locale)
        or _percent(bare, locale)
        or _currency(bare, locale)
        or _date_and_time(bare, locale, today)
        or Entered(text)
    )


def _number(text: str, locale: Locale) -> Entered | None:
    match = re.fullmatch(r"([+-]?)(?:\((.+)\)|(.+))", text)
    if not match or (match[1] and match[2]):
        return None
    parsed = _amount(match[2] or match[3], locale)
    if parsed is None:
        return None
    value, grouped, decimals, scientific = parsed
    value = -value if match[1] == "-" or match[2] else value
    if scientific:
        return Entered(number(value), {"type": "SCIENTIFIC", "pattern": "0.00E+00"})
    pattern = "#,##0.00" if decimals else "#,##0"
    return Entered(number(value), {"type": "NUMBER", "pattern": pattern} if grouped else None)


def _amount(text: str, locale: Locale) -> tuple[float, bool, int, bool] | None:
    """Digits without a sign -> value, was it grouped, decimal places, was it scientific."""
    point, group = re.escape(locale.decimal), re.escape(locale.group)
    match = re.fullmatch(rf"(\d{{1,3}}(?:{group}\d{{3}})+|\d+)?(?:{point}(\d*))?([eE][+-]?\d{{1,3}})?", text)
    if not match or (match[1] is None and not match[2]):
        return None
    whole = (match[1] or "0").replace(locale.group, "")
    value = float(f"{whole}.{match[2] or '0'}{match[3] or ''}")
    if value in (float("inf"),):
        return None
    return value, match[1] is not None and locale.group in match[1], len(match[2] or ""), bool(match[3])


def _percent(text: str, locale: Locale) -> Entered | None:
    match = re.fullmatch(r"([+-]?)(.+?)\s?%", text)
    parsed = _amount(match[2], locale) if match else None
    if not match or parsed is None:
        return None
    value = float(f"{parsed[0]!r}e-2") if "e" not in repr(parsed[0]) else parsed[0] / 100
    pattern = "0.00%" if parsed[2] else "0%"
    return Entered(number(-value if match[1] == "-" else value), {"type": "PERCENT", "pattern": pattern})


def _currency(text: str, locale: Locale) -> Entered | None:
    symbol = re.escape(locale.currency)
    match = re.fullmatch(rf"(-?){symbol}\s?(-?)(.+)", text) or re.fullmatch(rf"(-?)()(.+?)\s?{symbol}", text)
    parsed = _amount(match[3], locale) if match else None
    if not match or parsed is None or (match[1] and match[2]):
        return None
    pattern = locale.currency_pattern + (".00" if parsed[2] else "")
    if parsed[2] and not locale.currency_pattern.endswith("#,##0"):
        pattern = locale.currency_pattern.replace("#,##0", "#,##0.00")
    value = -parsed[0] if match[1] or match[2] else parsed[0]
    return Entered(number(value), {"type": "CURRENCY", "pattern": pattern})


def _date_and_time(text: str, locale: Locale, today: datetime.date) -> Entered | None:
    clock = _clock(text)
    if clock:
        return Entered(number(clock[0]), {"type": "TIME", "pattern": clock[1]})
    date = _date(text, locale, today)
    if date:
        return Entered(_serial(date[0]), {"type": "DATE", "pattern": date[1]})
    for gap in re.finditer(r"[ T]", text):
        date, clock = _date(text[: gap.start()], locale, today), _clock(text[gap.end() :])
        if date and clock and clock[0] < 1:
            pattern = f"{date[1]} {clock[1]}"
            return Entered(number(_serial(date[0]) + clock[0]), {"type": "DATE_TIME", "pattern": pattern})
    return None


def _serial(date: datetime.date) -> int:
    return (date - EPOCH.date()).days


def _clock(text: str) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[5] or "").lower()
    if minutes > 59 or seconds > 59 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    total = hours * 3600 + minutes * 60 + seconds + float(match[4] or 0)
    pattern = "[h]" if hours > 23 else "hh" if len(match[1]) == 2 else "h"
    pattern += ":mm" + (":ss" if match[3] else "") + (" am/pm" if half else "")
    return total / 86_400, pattern


def _date(text: str, locale: Locale, today: datetime.date) -> tuple[datetime.date, str] | None:
    return _iso_date(text, locale) or _short_date(text, locale, today) or _word_date(text, locale, today)


def _is_mark(mark: str, locale: Locale) -> bool:
    """Whether dates are written with this mark; with points only where the locale's own dates are."""
    return mark != "." or "." in locale.date


def _iso_date(text: str, locale: Locale) -> tuple[datetime.date, str] | None:
    match = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", text)
    if not match or not _is_mark(match[2], locale):
        return None
    date = _real(int(match[1]), int(match[3]), int(match[4]))
    pattern = match[2].join(("yyyy", "m" * len(match[3]), "d" * len(match[4])))
    return (date, pattern) if date else None


def _short_date(text: str, locale: Locale, today: datetime.date) -> tuple[datetime.date, str] | None:
    match = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?", text)
    if not match or not _is_mark(match[2], locale):
        return None
    first, second, year = match[1], match[3], match[4]
    if match[2] == "." and not year:
        return None  # not known
    if locale.order == "ymd":
        if year:
            return None  # not known
        month, day = first, second
        date = _real(today.year, int(month), int(day))
        return (date, match[2].join(("m" * len(first), "d" * len(second)))) if date else None
    month, day = (first, second) if locale.order == "mdy" else (second, first)
    date = _real(_full_year(year) if year else today.year, int(month), int(day))
    letters = ("m", "d") if locale.order == "mdy" else ("d", "m")
    parts = [letters[0] * len(first), letters[1] * len(second)] + (["y" * len(year)] if year else [])
    return (date, match[2].join(parts)) if date else None


def _word_date(text: str, locale: Locale, today: datetime.date) -> tuple[datetime.date, str] | None:
    match = _WORD_DATE.fullmatch(text) if locale.name.startswith("en") else None
    month = _MONTH_NAMES.get(match[2].lower()) if match else None
    if not match or month is None or bool(match[1]) == bool(match[3]):
        return None
    date = _real(int(match[4]) if match[4] else today.year, month, int(match[1] or match[3]))
    name = "mmmm" if len(match[2]) > 3 else "mmm"
    pattern = f"d {name}" if match[1] else f"{name} d"
    pattern += (" yyyy" if match[1] else ", yyyy") if match[4] else ""
    return (date, pattern) if date else None


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _real(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
