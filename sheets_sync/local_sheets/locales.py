"""What a spreadsheet's locale decides: separators, the order of a date, the default patterns, the currency.

en_US is recorded or measured. For the others the separators and orders are CLDR's; how Sheets parses typing under
them, and its default patterns, no source measures (2.5): reasoning, marked K in the reference. Do not rely on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .exceptions import NotModelled


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


_LOCALES = (
    Locale("en_US", ".", ",", "mdy", "M/d/yyyy", "h:mm:ss", "$", '"$"#,##0'),
    Locale("en_GB", ".", ",", "dmy", "dd/MM/yyyy", "HH:mm:ss", "£", '"£"#,##0'),
    Locale("vi_VN", ",", ".", "dmy", "dd/MM/yyyy", "HH:mm:ss", "₫", '#,##0 "₫"'),
    Locale("fr_FR", ",", "\u202f", "dmy", "dd/MM/yyyy", "HH:mm:ss", "€", '#,##0 "€"'),
    Locale("de_DE", ",", ".", "dmy", "dd.MM.yyyy", "HH:mm:ss", "€", '#,##0 "€"'),
    Locale("es_ES", ",", ".", "dmy", "d/M/yyyy", "H:mm:ss", "€", '#,##0 "€"'),
    Locale("it_IT", ",", ".", "dmy", "dd/MM/yyyy", "H.mm.ss", "€", '#,##0 "€"'),
    Locale("pt_BR", ",", ".", "dmy", "dd/MM/yyyy", "HH:mm:ss", "R$", '"R$" #,##0'),
)
KNOWN = {locale.name: locale for locale in _LOCALES}


def locale(name: str) -> Locale:
    """The rules of a locale. A name that Sheets may well know, but this server does not, is refused: 501."""
    known = KNOWN.get(name.replace("-", "_"))
    if known is None and name == "en":
        known = KNOWN["en_US"]
    if known is None:
        raise NotModelled(f"typing and showing values under the locale {name!r}")
    return known
