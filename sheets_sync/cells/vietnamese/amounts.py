"""One amount of money (POLICY.md 4.5, points 2 to 6): plain, with words of scale, or in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.cells.vietnamese import number_words
from sheets_sync.cells.vietnamese.figures import Figures
from sheets_sync.cells.vietnamese.phrase import Phrase, plain

SMALLEST = 10_000  # below it nobody means đồng
_CLEAR_COMMA = 100_000  # from here on one comma group can't be decimals
TOO_LARGE = 10**12

_SCALES = {
    scale: 10**power
    for power, names in ((3, "k n ng ngàn nghìn"), (6, "tr triệu trđ"), (9, "tỷ tỉ ty"))
    for scale in map(plain, names.split())
}
_TRIEU = plain("triệu")
_CURRENCY_BEFORE = re.compile(r"(?:vnd|₫) ?(?=[0-9])")
_CURRENCY_AFTER = re.compile(r" ?(?:dong|vnd|d|₫)")
_TAILS = (",-", ".-")
_STEP = re.compile(r"([0-9][0-9.,' ]*?) ?(k|ngan|nghin|ng|n|trieu|trd|tr|ty|ti)(?![^\W\d_]) ?")
_BARE = re.compile(r"[0-9]+")
_CURRENCIES = frozenset({"d", "dong", "vnd"})
_MOST = 200
"""Characters of the longest amount that could be meant."""


class Amount(NamedTuple):
    """An amount in đồng with the code of its form; without a value `code` is the one of the refusal."""

    value: int | None
    code: str = ""

    @property
    def readable(self) -> bool:
        return self.value is not None


def is_scale(word: str) -> bool:
    """Whether a folded word is one of scale: `k`, `triệu`."""
    return word in _SCALES


def is_currency(word: str) -> bool:
    """Whether a folded word is one for đồng."""
    return word in _CURRENCIES


def amount_of(phrase: Phrase) -> Amount:
    """How a phrase reads as one amount: M5 where the unit is unclear, M6 where it is none."""
    if len(phrase.plain) > _MOST:
        return Amount(None, "M6")
    phrase, trd = _without_currency(phrase)
    words = number_words.number_of(phrase.text.split(" "))
    if words is not None:
        return Amount(words, "M2") if words >= SMALLEST else Amount(None, "M5")
    found = _plain_amount(phrase.plain) if not trd else None
    found = found or _scaled_amount(phrase.plain)
    if found.value is not None and found.value >= TOO_LARGE:
        return Amount(None, "M6")
    return found


def _without_currency(phrase: Phrase) -> tuple[Phrase, bool]:
    """Point 2: the currency before or after, and an accounting tail. `trđ` is a scale, not a currency."""
    match = _CURRENCY_BEFORE.match(phrase.plain)
    if match:
        phrase = phrase.cut(match.end())
    for _ in range(2):
        if phrase.plain.endswith(_TAILS):
            phrase = phrase.cut(0, -2)
        elif not phrase.plain.endswith("trd"):
            end = _currency_start(phrase.plain)
            phrase = phrase.cut(0, end)
    return phrase, phrase.plain.endswith("trd")


def _currency_start(words: str) -> int:
    for currency in ("dong", "vnd", "d", "₫"):
        if words.endswith(currency):
            start = len(words) - len(currency)
            before = words[:start]
            # A currency stands after digits, a space or a scale that is glued to it (`500kđ`), not inside a word.
            if before[-1:] in (" ", "") or before[-1].isdigit() or before[-1] in "-." or _ends_in_scale(before):
                return start
    return len(words)


def _ends_in_scale(words: str) -> bool:
    match = re.search(r"[0-9 ]([a-z]+)$", words[-8:])
    return bool(match and match[1] in _SCALES)


def _plain_amount(text: str) -> Amount | None:
    """Point 3; None where the text is not of digits and marks only."""
    figures = Figures.of(text)
    if figures is None:
        return None
    value = figures.whole()
    if not figures.marks and text.startswith("0") and value >= SMALLEST:
        return Amount(None, "M6")  # a phone number: no amount is written with a leading zero
    if not figures.marks or figures.grouped_by(". "):
        return _large_enough(value)
    if figures.grouped_by(","):
        if len(figures.marks) > 1:
            return _large_enough(value)
        return Amount(value, "M2") if value >= _CLEAR_COMMA else Amount(None, "M5")
    if figures.grouped_by("'"):
        return _large_enough(value, "M2")
    if len(figures.marks) == 1 and figures.marks in ".," and len(figures.parts[1]) <= 2:
        before = Figures(figures.parts[:1], "").whole()
        return Amount(None, "M5" if before < SMALLEST else "M6")
    return Amount(None, "M6")


def _large_enough(value: int, code: str = "") -> Amount:
    return Amount(value, code) if value == 0 or value >= SMALLEST else Amount(None, "M5")


def _scaled_amount(text: str) -> Amount:
    """Points 4 and 5: figures before falling scales, then `rưỡi` or bare digits."""
    total, at, last, last_name = Decimal(0), 0, TOO_LARGE, ""
    codes: list[str] = []
    while match := _STEP.match(text, at):
        figure, code = _before_scale(match[1].strip())
        scale = _SCALES[match[2]]
        if figure is None:
            return Amount(None, code)
        if scale >= last:
            return Amount(None, "M6")
        total += figure * scale
        codes.append(code)
        at, last, last_name = match.end(), scale, match[2]
        decimals = figure != figure.to_integral_value()
    rest = text[at:].strip()
    if not last_name:
        return Amount(None, "M6")
    if rest:
        added, code = (None, "M6") if decimals else _after_scale(rest, last, last_name)
        if added is None:
            return Amount(None, code)
        total += added
        codes.append(code)
    if total != total.to_integral_value():
        return Amount(None, "M6")
    return Amount(int(total), "M2" if "M2" in codes else "")


def _before_scale(text: str) -> tuple[Decimal | None, str]:
    """Digits, or with 1–2 decimals, or dot groups; one comma group has two readings."""
    figures = Figures.of(text)
    if figures is None:
        return None, "M6"
    if not figures.marks:
        return Decimal(figures.whole()), ""
    if figures.grouped_by("."):
        return Decimal(figures.whole()), "M2"
    if len(figures.marks) == 1 and figures.grouped_by(","):
        return None, "M5"
    if len(figures.marks) == 1 and figures.marks in ".," and len(figures.parts[1]) <= 2:
        return figures.with_decimals(), "" if figures.marks == "," else "M2"
    return None, "M6"


def _after_scale(rest: str, scale: int, name: str) -> tuple[Decimal | None, str]:
    if rest == "ruoi":
        return Decimal(scale) / 2, "M2"
    if not _BARE.fullmatch(rest):
        return None, "M6"
    if scale != 10**6:
        return None, "M5"  # 2 tỷ 35: 2,35 or 2,035?
    if len(rest) > 3 or name == "trd":
        return None, "M6"
    value = Decimal(int(rest)) * 10 ** (6 - len(rest))
    return value, "M2" if name == _TRIEU or len(rest) == 2 else ""
