"""Vietnamese wording of numbers, money, dates and hours, and the cleaning of people's text. Pure functions of str."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from sheets_sync.words.formats import Number, formats

_FORMATS = formats("vi")

# Controls that XML 1.0 can't carry, lone surrogates and non-characters, and marks that turn the direction of the
# text that follows them: none of them is ever meant, and each can spoil a document.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

ALPHABET = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v")
"""Letters of a list, in the order of the Vietnamese alphabet (the ones official papers use)."""


def clean(text: str) -> str:
    """NFC, line breaks as "\\n", without characters that a document can't carry."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def one_line(text: str) -> str:
    """Cleaned text with every run of blanks and line breaks as one space."""
    return " ".join(clean(text).split())


def number(value: Number) -> str:
    """1500000 -> "1.500.000", 8.5 -> "8,5". Up to six decimals, trailing zeros left out."""
    return _FORMATS.number(value)


def percent(part: int, whole: int) -> str:
    """(6, 7) -> "85,7%": one decimal, half up. `whole` is above 0."""
    return _FORMATS.percent(part, whole)


def day_short(day: date) -> str:
    """16/12/2022, with leading zeros."""
    return _FORMATS.short(day)


def day_month(day: date) -> str:
    """16/12, with leading zeros."""
    return _FORMATS.without_year(day)


def day_long(day: date) -> str:
    """As in "ngày 16 tháng 12 năm 2022". Days below 10 and months 1 and 2 take a leading zero."""
    return _FORMATS.long(day)


def hour(moment: datetime) -> str:
    """As in "10 giờ 00"."""
    return _FORMATS.at(moment)


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is written in capitals (ĐVTN, TNCS)."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def listed(names: Sequence[str]) -> str:
    """As in "A, B, C"; with semicolons where a name has a comma itself."""
    return ("; " if any("," in name for name in names) else ", ").join(names)
