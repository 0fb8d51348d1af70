"""What a language tag says beside the language: country, order of dates, currency, region of telephone numbers. Pure.

A tag is BCP 47's: "vi", "en-GB", "en-US-u-cu-eur". What differs from the country's habit stands in it too: the
currency as `u-cu-eur`, the region as `u-rg-frzzzz`, the order of dates as `x-ymd`; so one text carries all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

ORDERS = ("dmy", "mdy", "ymd")
_COUNTRIES = {"vi": "VN", "en": "GB"}
_HABITS = {"VN": ("dmy", "VND"), "GB": ("dmy", "GBP"), "US": ("mdy", "USD")}
"""Of the countries that need no look into CLDR."""
_ENGLISH_SHEETS = {"dmy": "en_GB", "mdy": "en_US", "ymd": "en_CA"}
"""The locale of a spreadsheet under which typed dates stand in this order, and numbers as in English."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """`country`, `region`: two letters of ISO 3166; `currency`: ISO 4217; `date_order`: one of ORDERS."""

    language: str
    country: str
    date_order: str
    currency: str
    region: str

    @property
    def spreadsheet_locale(self) -> str:
        """The locale that a spreadsheet needs so that it takes keystrokes as the job reads them."""
        own = self.language == "vi" or _is_known(self.language)
        return f"{self.language}_{self.country}" if own else _ENGLISH_SHEETS[self.date_order]

    @property
    def cldr(self) -> str:
        """The name by which CLDR knows language and country."""
        return f"{self.language}_{self.country}"

    @property
    def decimals(self) -> int:
        """Decimals that an amount of the currency has: 2 of pounds, 0 of đồng."""
        return 0 if self.currency == "VND" else _decimals(self.currency)


@cache
def conventions(tag: str) -> Conventions:
    """What a tag says; what it leaves out by its language and country."""
    parts = tag.split("-")
    language = parts[0]
    country = next((p for p in parts[1:2] if len(p) == 2 and p.isupper()), "") or _country_of(language)
    order, currency = _HABITS.get(country) or _habits(language, country)
    rest = f"-{tag}-".lower()
    found = {key: m[1] for key in ("cu", "rg", "x") if (m := re.search(rf"-{key}-([a-z]+)-", rest))}
    return Conventions(
        language,
        country,
        found.get("x", order),
        found.get("cu", currency).upper(),
        found.get("rg", country)[:2].upper(),
    )


def tag_of(locale: str, zone: str = "", *, date_order: str = "", currency: str = "", region: str = "") -> str:
    """The tag of what a campaign file says. English without a country is that of the United States in a time zone of
    theirs, else that of Great Britain."""
    base = "en-US" if locale == "en" and _is_american(zone) else locale
    habit = conventions(base)
    own = [("cu", currency.lower())] if currency and currency != habit.currency else []
    own += [("rg", f"{region.lower()}zzzz")] if region and region != habit.region else []
    extension = "-u" + "".join(f"-{key}-{value}" for key, value in own) if own else ""
    return base + extension + (f"-x-{date_order}" if date_order and date_order != habit.date_order else "")


@cache
def symbols_of(currency: str, tag: str) -> tuple[str, ...]:
    """The signs and names by which people know a currency: its code, its signs, its names; "£", "pounds"."""
    from babel.core import Locale

    locale = Locale.parse("en")
    names = locale._data["currency_names_plural"].get(currency, {}).values()
    signs = (locale.currency_symbols.get(currency, currency), narrow_symbol(currency))
    return tuple(dict.fromkeys((currency, *signs, *(str(name) for name in names))))


@cache
def narrow_symbol(currency: str) -> str:
    """The sign on its own: "$" of every dollar, "£", "₫"."""
    from babel.numbers import get_currency_symbol

    symbol = str(get_currency_symbol(currency, "en"))
    return symbol[-1] if symbol and not symbol[-1].isalnum() else symbol


@cache
def is_currency(code: str) -> bool:
    """Whether ISO 4217 knows the code."""
    from babel.core import Locale

    return code in Locale("en").currencies


@cache
def is_country(code: str) -> bool:
    """Whether ISO 3166 knows the code of two letters."""
    from babel.core import Locale

    return len(code) == 2 and code.isalpha() and code in Locale("en").territories


@cache
def _is_known(language: str) -> bool:
    """Whether CLDR knows a language other than English; one that it does not know types as English does."""
    from babel.localedata import exists

    return language != "en" and bool(exists(language))


@cache
def _decimals(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


@cache
def _country_of(language: str) -> str:
    if language in _COUNTRIES:
        return _COUNTRIES[language]
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(language, ""))
    return next((p for p in likely.split("_") if len(p) == 2 and p.isupper()), "GB")


@cache
def _habits(language: str, country: str) -> tuple[str, str]:
    from babel.core import Locale, UnknownLocaleError
    from babel.numbers import get_territory_currencies

    try:
        pattern = str(Locale(language, country).date_formats["short"].pattern)
    except UnknownLocaleError:
        pattern = "dd/MM/y"
    order = "".join(sorted("dmy", key=pattern.lower().find))
    return (order if order in ORDERS else "dmy"), next(iter(get_territory_currencies(country)), "GBP")


@cache
def _is_american(zone: str) -> bool:
    if not zone.startswith(("America/", "US/", "Pacific/Honolulu")):
        return False
    from babel.core import get_global

    aliases = get_global("zone_aliases")
    return get_global("zone_territories").get(aliases.get(zone, zone)) == "US"
