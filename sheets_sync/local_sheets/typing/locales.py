"""What a spreadsheet's locale decides: separators, the order of a date, the default patterns, the currency.

en_US is recorded or measured. For the others the separators and orders are CLDR's; how Sheets parses typing under
them, and its default patterns, no source measures (2.5): reasoning, marked K in SOURCES.md. Do not rely on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sheets_sync.local_sheets.wire.exceptions import NotModelled


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


def _locale(line: str) -> Locale:
    """`^` marks a currency that stands before the number."""
    name, decimal, group, order, date, time, currency = line.split(" ")
    symbol = currency.removesuffix("^")
    pattern = f'"{symbol}"#,##0' if currency.endswith("^") else f'#,##0 "{symbol}"'
    return Locale(name, decimal, group, order, date, time, symbol, pattern)


KNOWN = {found.name: found for found in map(_locale, _TABLE.strip().split("\n"))}


def locale(name: str) -> Locale:
    """The rules of a locale. A name that Sheets may well know, but this server does not, is refused: 501."""
    known = KNOWN.get(name)
    if known is None:
        raise NotModelled(f"typing and showing values under the locale {name!r}")
    return known
