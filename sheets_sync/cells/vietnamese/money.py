"""Columns of type money (POLICY.md 4.5): one amount, a product of count and price, or a sum, in đồng."""

from __future__ import annotations

import re

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, usable
from sheets_sync.cells.serials import made_a_date
from sheets_sync.cells.vietnamese import figures, number_words
from sheets_sync.cells.vietnamese.amounts import SMALLEST, Amount, amount_of
from sheets_sync.cells.vietnamese.phrase import Phrase, plain
from sheets_sync.cells.vietnamese.products import Computed, computed, counts_things, price_of_each, product
from sheets_sync.words.formats import formats

_ORDER = ("C2", "M3", "C5", "M2", "M4")
_ZERO = frozenset({"0d", "0 d", "0dong", "0 dong"})
_AND_MORE = re.compile(r"(?<=[0-9a-z₫]) ?\+(?=$| \()")
_FOREIGN = re.compile(r"[$€£¥]|(?<![^\W\d_])(?:usd|eur|euro)(?![^\W\d_])")
_DOLLAR = re.compile(r"(?<![^\W\d_])(?<!thủ )đô(?: ?la)?(?![^\W\d_])(?! thị)")
"""With accents; a town (`đô thị`, `thủ đô`) is no money."""
_RANGE = re.compile(r"(?:-|(?<![^\W_])den(?![^\W_])) ?[0-9]")
_NUMBER_WORD = "|".join(sorted(number_words.WORDS, key=len, reverse=True))
_RANGE_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{_NUMBER_WORD})(?: đồng)? ?(?:-|(?<= )đến(?= )|(?<= )den(?= )) ?(?:{_NUMBER_WORD})(?!\w)"
)
_GOODS = re.compile(r"[0-9]{1,4} (?=[^\W\d_])")
_SLANG = frozenset({"củ", "lít", "chai", "vé"})
_SLANG_ALONE = _SLANG | {plain(word) for word in _SLANG}
_RUOI = (" rưỡi", " ruoi")


class MoneyRules:
    """Amounts of money. Refuses rather than guesses: `1.500` may be thousands, `20 phần quà` has no value."""

    def __init__(self, campaign: Campaign) -> None:
        self._low, self._high = campaign.limits.money_low, campaign.limits.money_high

    def read_number(self, value: float, context: Context) -> Reading | None:
        made = made_a_date(value, context.number_format)
        if made:
            return made
        if context.number_format == "PERCENT" or not figures.is_meant(value):
            return reject("M6")
        if value != value // 1:
            return reject("M5" if 0 < value < SMALLEST else "M6")
        return None

    def read_text(self, text: str, typed: str, context: Context) -> Reading:
        phrase = Phrase.of(text)
        said = accept(0) if phrase.plain in _ZERO else figures.said_without_figures(phrase)
        if said:
            return said
        if _FOREIGN.search(phrase.plain) or _DOLLAR.search(phrase.text):
            return reject("M9")
        rest, about = figures.without_about(phrase, after=_AND_MORE)
        found, remark = _figure(rest)
        if found.value is None:
            return reject(found.code, measure="đồng")
        codes = [found.code, "C2" if about else "", "C5" if remark else ""]
        if found.value and not self._low <= found.value <= self._high:
            codes.append("M4")
        return usable(found.value, codes, _ORDER, number=formats("vi").amount(found.value))


def _figure(phrase: Phrase) -> tuple[Amount, bool]:
    """The figure of a cell, and whether a remark was taken off. A price in brackets is no remark."""
    bare, remark = figures.without_remark(phrase)
    if not remark:
        return _bare_figure(phrase), False
    found = _bare_figure(bare)
    if found.readable:
        return found, True
    priced = product(phrase)
    if not priced:
        return found, False
    whole = _explained(priced)
    return (found if whole.code == "M6" and priced.part else whole), False


def _bare_figure(phrase: Phrase) -> Amount:
    found = amount_of(phrase)
    if found.readable:
        return found
    return _explained(computed(phrase) or Computed(found, phrase))


def _explained(found: Computed) -> Amount:
    """The amount, or the code that says best why the part is none (point 9). M5 is the amount's own."""
    if found.amount.code == "M6" and found.part:
        return Amount(None, _why(found.part))
    return found.amount


def _why(phrase: Phrase) -> str:
    if _has_range(phrase):
        return "C10"
    price = _before_slash(phrase) or price_of_each(phrase)
    if price and amount_of(price).readable:
        return "M7"
    return "M8" if _is_goods(phrase) else "M6"


def _before_slash(phrase: Phrase) -> Phrase | None:
    at = phrase.plain.find("/", 0, -1)
    return phrase.cut(0, at) if at > 0 else None


def _has_range(phrase: Phrase) -> bool:
    """Two figures joined by `-` or `đến`."""
    first = re.search("[0-9]", phrase.plain)
    in_digits = first and _RANGE.search(phrase.plain, first.end())
    return bool(in_digits or _RANGE_IN_WORDS.search(phrase.text))


def _is_goods(phrase: Phrase) -> bool:
    """1–4 digits, a space and words that are not money: `20 phần quà`. Slang for amounts is no word of goods."""
    match = _GOODS.match(phrase.plain)
    if not match or figures.has_digit(phrase.plain[match.end() :]):
        return False
    words = phrase.cut(match.end())
    slang = words.text.removesuffix(_RUOI[0]).removesuffix(_RUOI[1])
    return slang not in _SLANG_ALONE and counts_things(words)
