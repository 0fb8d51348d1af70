"""Typed text -> the copy that is parsed (POLICY.md section 3). Linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_TO_REPAIR = re.compile(f"[{INVISIBLE}\u00d0\u0189\u00f0\r]")
_ETHS = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_APOSTROPHES = dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x2035, 0x02B9, 0x02BC, 0x00B4, 0x0060], "'")
_MARKS = _DASHES | _APOSTROPHES
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r" ?\n ?")
_MEASURE_POWERS = re.compile(r"(?<![^\W\d_])[mM][²³]")  # not those of km²


def repaired(text: str) -> str:
    """Step 1: NFC, invisible characters out, eth as đ, line breaks as LF. All that is done to texts and links."""
    text = unicodedata.normalize("NFC", text)
    if not _TO_REPAIR.search(text):
        return text
    text = _INVISIBLE.sub("", text).translate(_ETHS).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)  # an accent may have met its letter


def has_odd_digit(text: str) -> bool:
    """Step 2: whether a character of class No stands in a repaired text elsewhere than in m² and m³."""
    return not text.isascii() and _has_class_no(text) and _has_class_no(_MEASURE_POWERS.sub("", text))


def _has_class_no(text: str) -> bool:
    return "No" in map(unicodedata.category, text)


def unified(text: str) -> str:
    """Steps 3 and 4 of a repaired text: NFKC, one kind of dash, apostrophe and space, trimmed."""
    text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return _AROUND_BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def without_edges(text: str, *, keep_end: bool = False) -> str:
    """Steps 5 and 6: one apostrophe at the start; one `.` `,` `;` at the end, unless there are only dots."""
    text = text.removeprefix("'").lstrip()
    if not keep_end and text[-1:] in (".", ",", ";") and text.strip(".… "):
        text = text[:-1].rstrip()
    return text


class _Folding(dict[int, str]):
    """A character -> what is left of it without case and accents. Fills itself as characters are met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).casefold().replace("đ", "d"))
        found = self[code] = "".join(c for c in decomposed if not unicodedata.combining(c))
        return found


_FOLDED = _Folding()


def fold(text: str) -> str:
    """How words are compared: without case and without accents (đ is d)."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def fold_case(text: str) -> str:
    """How words "with accents" are compared: without case, accents kept, one place for each tone mark."""
    return one_tone_place(unicodedata.normalize("NFC", text.casefold()))


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_PAIRS = (
    {
        unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
        for first, second in ("oa", "oe", "uy")
        for tone in _TONES
    }
    | {
        "q" + unicodedata.normalize("NFC", "u" + tone) + vowel: "qu" + unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aeioy"
        for tone in _TONES
    }
    | {
        "g" + unicodedata.normalize("NFC", "i" + tone) + vowel: "gi" + unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aouăâơư"
        for tone in _TONES
    }
)
_TONE_PLACE = re.compile("|".join(sorted(map(re.escape, _TONE_PAIRS), key=len, reverse=True)))


def one_tone_place(text: str) -> str:
    """Lower-case NFC text with hòa as hoà, qùa as quà, gìa as già: the same word has one form."""
    return text if text.isascii() else _TONE_PLACE.sub(lambda m: _TONE_PAIRS[m[0]], text)
