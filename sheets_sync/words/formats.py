"""How numbers, money, rates, dates, hours and durations are written, by language: one formatter for everyone. Pure.

Board, papers, reminders, `why` and terminal ask `formats(tag)`. Marks, names of months, signs of currencies and lists
are CLDR's, through Babel, which is loaded where the first of them is needed; the section `formats` of a language's
texts holds what an office writes otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from sheets_sync.words.conventions import conventions, narrow_symbol
from sheets_sync.words.texts import Section, texts

Number = int | float
MOST_DECIMALS = 6
_SHORT = {"dmy": "{d:%d/%m}/{d.year}", "mdy": "{d:%m/%d}/{d.year}", "ymd": "{d.year}-{d:%m-%d}"}
_WITHOUT_YEAR = {"dmy": "{d:%d/%m}", "mdy": "{d:%m/%d}", "ymd": "{d:%m-%d}"}
_AMOUNT = "\u00a4"
"""The sign of any currency in CLDR's patterns."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The forms of one language tag; months up to `months_padded` take a leading zero in a date written out."""

    tag: str

    def number(self, value: Number, decimals: int = MOST_DECIMALS) -> str:
        """1500000 -> "1.500.000", 8.5 -> "8,5": at most so many decimals, half up, without zeros at the end."""
        exact = _half_up(Decimal(str(value)), decimals)
        whole, _, rest = f"{abs(exact):f}".partition(".")
        return ("-" if exact < 0 else "") + self._figure(whole, rest.rstrip("0"))

    def _figure(self, whole: str, rest: str) -> str:
        if not rest and len(whole) < 4:
            return whole
        group, decimal = tuple(str(self._said["marks"])) or _marks(self.tag)
        return f"{int(whole):,}".replace(",", group) + (f"{decimal}{rest}" if rest else "")

    def percent(self, part: int, whole: int, decimals: int = 1) -> str:
        """(1, 16) -> "6,3%": half up, once. `whole` is above 0."""
        return f"{self.number(percentage(part, whole, decimals), decimals)}%"

    def amount(self, value: Number) -> str:
        """An amount of money in the tag's currency: "1.500.000 đồng", "£1,250.50", "£200"."""
        return "".join(self.amount_parts(value))

    def amount_parts(self, value: Number, *, full: bool = False) -> tuple[str, str, str]:
        """The same in what stands before the figure, the figure, and what stands after it: ("", "1.500.000", " đồng"),
        ("£", "1,250.50", ""). `full`: with all decimals of the currency, as they stand in a column: "200.00"."""
        found = conventions(self.tag)
        exact = _half_up(Decimal(str(value)), found.decimals)
        whole, _, rest = f"{abs(exact):f}".partition(".")
        figure = self._figure(whole, rest if full or rest.strip("0") else "")
        own = self._said.get(f"money.{found.currency}") or self._said["money"]
        before, _, after = str(own or _amount_pattern(self.tag)).partition("{}")
        return ("-" if exact < 0 else "") + before, figure, after

    def currency(self) -> str:
        """What stands beside amounts of the tag's currency: "đồng", "£"."""
        found = conventions(self.tag)
        own = str(self._said.get(f"money.{found.currency}") or self._said["money"])
        return own.replace("{}", "").strip() or narrow_symbol(found.currency)

    def short(self, day: date) -> str:
        """16/12/2022, with leading zeros; in the order that the tag says."""
        return _SHORT[conventions(self.tag).date_order].format(d=day)

    def without_year(self, day: date) -> str:
        """16/12, with leading zeros."""
        return _WITHOUT_YEAR[conventions(self.tag).date_order].format(d=day)

    def long(self, day: date) -> str:
        """A date written out, as the papers' head has it: "16 December 2022"."""
        own = str(self._said["day_long"])
        if not own:
            return _long(day, self.tag)
        month = f"{day.month:02d}" if day.month <= int(self._said["months_padded"]) else str(day.month)
        return own.format(d=day, month=month)

    def month(self, day: date) -> str:
        """The month of a day with its year: "12/2022", "December 2022"."""
        own = str(self._said["month"])
        return own.format(d=day) if own else _month(day, self.tag)

    def at(self, moment: datetime | time) -> str:
        """An hour in a sentence: "10 giờ 00"."""
        return str(self._said["hour"]).format(t=moment)

    def at_short(self, moment: datetime | time) -> str:
        """An hour in a message: "10h00"."""
        return str(self._said["hour_short"]).format(t=moment)

    def clock(self, moment: datetime | time, *, seconds: bool = False) -> str:
        """An hour where many stand under each other: "09:59", with seconds "09:59:30"."""
        return str(self._said["clock_seconds" if seconds else "clock"]).format(t=moment)

    def clock_and_day(self, moment: datetime, *, year: bool = False) -> str:
        """A moment, in the zone that it is in: "09:59 16/12", with the year "09:59 16/12/2022"."""
        return f"{self.clock(moment)} {self.short(moment) if year else self.without_year(moment)}"

    def lasting(self, span: timedelta) -> str:
        """A duration in whole minutes, or in hours where it is whole hours: "15 phút", "2 giờ", "1 hour"."""
        minutes = int(span.total_seconds() // 60)
        if minutes and minutes % 60 == 0:
            return texts(self.tag).say("formats.hours", n=minutes // 60)
        return texts(self.tag).say("formats.minutes", n=minutes)

    def listed(self, names: Sequence[str]) -> str:
        """Names after each other: "A, B, C", in English "A, B and C"; with semicolons where a name has a comma."""
        if any("," in name for name in names):
            return "; ".join(names)
        if own := str(self._said["list"]):
            return own.join(names)
        return _listed(tuple(names), self.tag)

    @property
    def _said(self) -> Section:
        return texts(self.tag).section("formats")


@cache
def formats(tag: str) -> Formats:
    """The formats of a language tag ("vi", "en", "en-GB")."""
    return Formats(tag)


@cache
def _marks(tag: str) -> tuple[str, str]:
    """The marks between groups and before decimals."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    name = _known_to_cldr(tag)
    return str(get_group_symbol(name)), str(get_decimal_symbol(name))


@cache
def _amount_pattern(tag: str) -> str:
    """How CLDR puts a currency's sign beside a figure: "£{}", "{} €"."""
    from babel.core import Locale

    pattern = Locale.parse(_known_to_cldr(tag)).currency_formats["standard"].pattern.partition(";")[0]
    first, last = min(map(pattern.find, "#0")), max(map(pattern.rfind, "#0"))
    framed = str(pattern[:first] + "{}" + pattern[last + 1 :])
    return framed.replace(_AMOUNT, narrow_symbol(conventions(tag).currency))


def _long(day: date, tag: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, "long", _known_to_cldr(tag)))


def _month(day: date, tag: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", day, locale=_known_to_cldr(tag)))


def _listed(names: tuple[str, ...], tag: str) -> str:
    from babel.lists import format_list

    return str(format_list(names, "standard", _known_to_cldr(tag)))


@cache
def _known_to_cldr(tag: str) -> str:
    """The tag's name in CLDR; English for a language that CLDR does not know."""
    from babel.core import Locale, UnknownLocaleError

    found = conventions(tag)
    for name in (found.cldr, found.language):
        try:
            return str(Locale.parse(name))
        except UnknownLocaleError:
            continue
    return "en_GB"


def rate(part: int, whole: int, decimals: int = 3) -> float | None:
    """A rate as a number for machines: half up, so that 1/16 is 0.063; None where nothing is expected."""
    return float(_half_up(_exact(Fraction(part, whole)), decimals)) if whole else None


def percentage(part: int, whole: int, decimals: int = 1) -> float:
    """(1, 16) -> 6.3: half up, once. `whole` is above 0."""
    return float(_half_up(_exact(Fraction(part * 100, whole)), decimals))


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
