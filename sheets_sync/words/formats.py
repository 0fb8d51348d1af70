"""How numbers, money, rates, dates, hours and durations are written, by language: one formatter for everyone. Pure.

Board, papers, reminders, `why` and terminal ask `formats(tag)`. What differs between languages stands in one table by
language tag, so that another source of it (such as CLDR) takes its place here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = int | float
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Formats:
    """The forms of one language. `hour`: of an hour in a sentence; `hour_short`: in a message; `months_padded`: months
    up to this one take a leading zero in a date written out."""

    group: str
    decimal: str
    money: str
    hour: str
    hour_short: str
    day_short: str
    day_month: str
    day_long: str
    minutes: str
    hours: str
    months_padded: int = 12
    clock_minutes: str = "{t:%H:%M}"
    clock_seconds: str = "{t:%H:%M:%S}"

    def number(self, value: Number, decimals: int = MOST_DECIMALS) -> str:
        """1500000 -> "1.500.000", 8.5 -> "8,5": at most so many decimals, half up, without zeros at the end."""
        exact = _half_up(Decimal(str(value)), decimals)
        whole, _, rest = f"{abs(exact):f}".partition(".")
        groups = f"{int(whole):,}".replace(",", self.group)
        rest = rest.rstrip("0")
        return ("-" if exact < 0 else "") + groups + (f"{self.decimal}{rest}" if rest else "")

    def percent(self, part: int, whole: int, decimals: int = 1) -> str:
        """(1, 16) -> "6,3%": half up, once. `whole` is above 0."""
        return f"{self.number(_percent(part, whole, decimals), decimals)}%"

    def amount(self, value: Number) -> str:
        """An amount of money: "1.500.000 đồng"."""
        return self.money.format(self.number(value))

    def short(self, day: date) -> str:
        """16/12/2022, with leading zeros."""
        return self.day_short.format(d=day)

    def without_year(self, day: date) -> str:
        """16/12, with leading zeros."""
        return self.day_month.format(d=day)

    def long(self, day: date) -> str:
        """A date written out, as the papers' head has it."""
        month = f"{day.month:02d}" if day.month <= self.months_padded else str(day.month)
        return self.day_long.format(d=day, month=month)

    def at(self, moment: datetime | time) -> str:
        """An hour in a sentence: "10 giờ 00"."""
        return self.hour.format(t=moment)

    def at_short(self, moment: datetime | time) -> str:
        """An hour in a message: "10h00"."""
        return self.hour_short.format(t=moment)

    def clock(self, moment: datetime | time, *, seconds: bool = False) -> str:
        """An hour where many stand under each other: "09:59", with seconds "09:59:30"."""
        return (self.clock_seconds if seconds else self.clock_minutes).format(t=moment)

    def clock_and_day(self, moment: datetime, *, year: bool = False) -> str:
        """A moment, in the zone that it is in: "09:59 16/12", with the year "09:59 16/12/2022"."""
        return f"{self.clock(moment)} {self.short(moment) if year else self.without_year(moment)}"

    def lasting(self, span: timedelta) -> str:
        """A duration in whole minutes, or in hours where it is whole hours: "15 phút", "2 giờ"."""
        minutes = int(span.total_seconds() // 60)
        if minutes and minutes % 60 == 0:
            return self.hours.format(minutes // 60)
        return self.minutes.format(minutes)


_BY_TAG = {
    "vi": Formats(
        group=".",
        decimal=",",
        money="{} đồng",
        hour="{t.hour} giờ {t:%M}",
        hour_short="{t:%H}h{t:%M}",
        day_short="{d:%d/%m}/{d.year}",
        day_month="{d:%d/%m}",
        day_long="ngày {d:%d} tháng {month} năm {d.year}",
        minutes="{} phút",
        hours="{} giờ",
        months_padded=2,
    ),
    "en": Formats(
        group=",",
        decimal=".",
        money="{} đồng",
        hour="{t:%H:%M}",
        hour_short="{t:%H:%M}",
        day_short="{d:%d/%m}/{d.year}",
        day_month="{d:%d/%m}",
        day_long="{d.day} {d:%B} {d.year}",
        minutes="{} minutes",
        hours="{} hours",
    ),
}


def formats(tag: str) -> Formats:
    """The formats of a language tag ("vi", "en", "en-GB")."""
    return _BY_TAG[tag.partition("-")[0]]


def rate(part: int, whole: int, decimals: int = 3) -> float | None:
    """A rate as a number for machines: half up, so that 1/16 is 0.063; None where nothing is expected."""
    return float(_half_up(_exact(Fraction(part, whole)), decimals)) if whole else None


def _percent(part: int, whole: int, decimals: int) -> float:
    return float(_half_up(_exact(Fraction(part * 100, whole)), decimals))


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
