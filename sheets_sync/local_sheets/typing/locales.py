"""What a spreadsheet's locale decides: separators, the order of a date, the default patterns, the currency.

en_US is recorded or measured. For the others the separators and orders are CLDR's; how Sheets parses typing under
them, and its default patterns, no source measures (2.5): reasoning, marked K in SOURCES.md. Do not rely on it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import babel
from babel.numbers import get_currency_symbol, get_territory_currencies

from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid


@dataclass(frozen=True, slots=True)
class Locale:
    name: str
    decimal: str
    group: str
    order: str  # of day, month and year in a short date: "mdy", "dmy" or "ymd"
    date: str  # default patterns
    time: str
    currency: str  # the symbol
    currency_pattern: str  # of whole amounts

    @property
    def date_time(self) -> str:
        return f"{self.date} {self.time}"

    @property
    def argument_separator(self) -> str:
        """What stands between a formula's arguments; `;` is understood everywhere."""
        return ";" if self.decimal == "," else ","


# name, decimal mark, group mark, order, date, time, currency
_TABLE = """
en_US . , mdy M/d/yyyy h:mm:ss $^
en . , mdy M/d/yyyy h:mm:ss $^
vi , . dmy dd/MM/yyyy HH:mm:ss ₫
en_GB . , dmy dd/MM/yyyy HH:mm:ss £^
en_AU . , dmy dd/MM/yyyy HH:mm:ss $^
en_CA . , ymd yyyy-MM-dd HH:mm:ss $^
en_IE . , dmy dd/MM/yyyy HH:mm:ss €^
en_IN . , dmy dd/MM/yyyy HH:mm:ss ₹^
vi_VN , . dmy dd/MM/yyyy HH:mm:ss ₫
fr_FR , \u202f dmy dd/MM/yyyy HH:mm:ss €
fr_CA , \u00a0 ymd yyyy-MM-dd HH:mm:ss $
de_DE , . dmy dd.MM.yyyy HH:mm:ss €
de_AT , \u00a0 dmy dd.MM.yyyy HH:mm:ss €
de_CH . ’ dmy dd.MM.yyyy HH:mm:ss CHF
es_ES , . dmy d/M/yyyy H:mm:ss €
es_AR , . dmy d/M/yyyy HH:mm:ss $^
es_MX . , dmy dd/MM/yyyy HH:mm:ss $^
it_IT , . dmy dd/MM/yyyy H:mm:ss €
pt_BR , . dmy dd/MM/yyyy HH:mm:ss R$^
pt_PT , \u00a0 dmy dd/MM/yyyy HH:mm:ss €
nl_NL , . dmy d-M-yyyy HH:mm:ss €^
sv_SE , \u00a0 ymd yyyy-MM-dd HH:mm:ss kr
da_DK , . dmy dd/MM/yyyy HH.mm.ss kr
nb_NO , \u00a0 dmy dd.MM.yyyy HH:mm:ss kr
fi_FI , \u00a0 dmy d.M.yyyy H.mm.ss €
pl_PL , \u00a0 dmy dd.MM.yyyy HH:mm:ss zł
cs_CZ , \u00a0 dmy dd.MM.yyyy H:mm:ss Kč
sk_SK , \u00a0 dmy d.M.yyyy H:mm:ss €
hu_HU , \u00a0 ymd yyyy.MM.dd H:mm:ss Ft
ro_RO , . dmy dd.MM.yyyy HH:mm:ss lei
ru_RU , \u00a0 dmy dd.MM.yyyy H:mm:ss ₽
uk_UA , \u00a0 dmy dd.MM.yyyy HH:mm:ss ₴
tr_TR , . dmy dd.MM.yyyy HH:mm:ss ₺^
el_GR , . dmy d/M/yyyy HH:mm:ss €
he_IL . , dmy dd/MM/yyyy H:mm:ss ₪
id_ID , . dmy dd/MM/yyyy HH.mm.ss Rp^
ja_JP . , ymd yyyy/MM/dd H:mm:ss ¥^
ko_KR . , ymd yyyy.M.d H:mm:ss ₩^
zh_CN . , ymd yyyy/M/d H:mm:ss ¥^
zh_TW . , ymd yyyy/M/d H:mm:ss $^
zh_HK . , dmy d/M/yyyy H:mm:ss $^
th_TH . , dmy d/M/yyyy H:mm:ss ฿^
fil_PH . , mdy M/d/yyyy H:mm:ss ₱^
"""


def _locale(name: str, decimal: str, group: str, order: str, date: str, time: str, currency: str) -> Locale:
    """`^` marks a currency that stands before the number."""
    symbol = currency.removesuffix("^")
    pattern = f'"{symbol}"#,##0' if currency.endswith("^") else f'#,##0 "{symbol}"'
    return Locale(name, decimal, group, order, date, time, symbol, pattern)


KNOWN = {found.name: found for found in (_locale(*line.split(" ")) for line in _TABLE.strip().split("\n"))}


def locale(name: str) -> Locale:
    """The rules of a locale. 400 for a name that is none; 501 for one that this server can't follow.

    Beyond the table the separators, the order of dates and the currency are CLDR's.
    """
    return KNOWN.get(name) or _from_cldr(name)


def known_locale(name: str) -> str:
    """The name of a locale that a spreadsheet may be given."""
    return locale(name).name


@functools.cache
def _from_cldr(name: str) -> Locale:
    try:
        found = babel.Locale.parse(name)
    except (ValueError, babel.UnknownLocaleError):
        raise invalid(f"Unsupported locale: {name}") from None  # wording approximate
    symbols = found.number_symbols["latn"] if found.default_numbering_system == "latn" else None
    order = "".join(part[0] for part in re.findall("d+|M+|y+", found.date_formats["short"].pattern)).lower()
    currencies = get_territory_currencies(found.territory or _likely_territory(name))
    in_thousands = found.decimal_formats[None].grouping == (3, 3)
    if symbols is None or order not in _ORDERS or not currencies or not in_thousands:
        raise NotModelled(f"typing and showing values under the locale {name!r}")
    mark = next((one for one in found.date_formats["short"].pattern if not one.isalpha()), "/")
    symbol = get_currency_symbol(currencies[0], found)
    leads = found.currency_formats["standard"].pattern.startswith("¤")
    line = (symbols["decimal"], symbols["group"], order, mark.join(_ORDERS[order]), "HH:mm:ss", symbol + "^" * leads)
    return _locale(name, *line)


def _likely_territory(language: str) -> str:
    """The country where a language is mostly spoken."""
    return str(babel.core.get_global("likely_subtags").get(language, "")).rpartition("_")[2]


_ORDERS = {"dmy": ("dd", "MM", "yyyy"), "mdy": ("MM", "dd", "yyyy"), "ymd": ("yyyy", "MM", "dd")}
