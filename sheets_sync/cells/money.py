"""Columns of type money (typed-cell policy 4.5): one amount, a product of count and price, or a sum, in đồng."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sheets_sync.campaign import Campaign
from sheets_sync.cells import figures
from sheets_sync.cells.amounts import SMALLEST, TOO_LARGE, Amount, amount_of, is_money_word
from sheets_sync.cells.phrase import Phrase
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, reject, usable
from sheets_sync.cells.serials import made_a_date

_ORDER = ("C2", "M3", "C5", "M2", "M4")
_ZERO = frozenset({"0d", "0 d", "0dong", "0 dong"})
_AND_MORE = re.compile(r"(?<=[0-9a-z₫])\+(?! ?[0-9])")
_FOREIGN = re.compile(r"[$€£¥]|(?<![^\W\d_])(?:usd|eur|euro)(?![^\W\d_])")
_DOLLAR = re.compile(r"(?<![^\W\d_])đô(?: ?la)?(?![^\W\d_])")
_RANGE = re.compile(r"(?:-|(?<![^\W_])den(?![^\W_])) ?[0-9]")
_GOODS = re.compile(r"[0-9]{1,4} ([^\W\d_]+)[^0-9]*")
_SLANG = frozenset({"cu", "lit", "chai", "ve"})
_TIMES = re.compile(r"[×*]|(?<![^\W\d_])x(?![^\W\d_])|x(?= ?[0-9])")
_COUNT = re.compile(r"([0-9]{1,4})(?![0-9.,'])([^0-9×*+]*)")
_EACH = re.compile(r"(?<!\w)moi(?!\w)[^0-9]*(?=[0-9])")
_PER = re.compile(r"([^/]+)/([^0-9/()]+)\)?")
_JOINS = " ,(:"


class _Product(NamedTuple):
    """A count and the phrase of a price."""

    count: int
    price: Phrase


class MoneyRules:
    """Amounts of money. Refuses rather than guesses: `1.500` may be thousands, `20 phần quà` has no value."""

    def __init__(self, campaign: Campaign) -> None:
        self._low, self._high = campaign.limits.money_low, campaign.limits.money_high

    def read_number(self, value: float, context: Context) -> Reading | None:
        made = made_a_date(value, context.number_format)
        if made:
            return made
        if context.number_format == "PERCENT":
            return reject("M6")
        if value != value // 1:
            return reject("M5" if value < SMALLEST else "M6")
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
        return usable(found.value, codes, _ORDER, number=f"{found.value:,} đồng".replace(",", "."))


def _figure(phrase: Phrase) -> tuple[Amount, bool]:
    """The figure of a cell, and whether a remark was taken off. A price in brackets is no remark."""
    bare, remark = figures.without_remark(phrase)
    if remark:
        found = _bare_figure(bare)
        if found.readable:
            return found, True
        product = _computed(phrase)
        return (product, False) if product else (_refusal(bare, found), False)
    found = _bare_figure(phrase)
    return (found, False) if found.readable else (_refusal(phrase, found), False)


def _bare_figure(phrase: Phrase) -> Amount:
    found = amount_of(phrase)
    return found if found.readable else _computed(phrase) or found


def _computed(phrase: Phrase) -> Amount | None:
    """Point 7: a product or a sum; None where the phrase has the form of neither."""
    products = list(_products(phrase))
    if products:
        results = [(p.count, amount_of(p.price)) for p in products]
        count, price = next(((c, a) for c, a in results if a.readable), results[0])
        return _within(count * price.value) if price.value is not None else _own_code(products[0].price, price)
    if "+" in phrase.plain:
        return _sum(phrase)
    return None


def _own_code(phrase: Phrase, amount: Amount) -> Amount:
    return _refusal(phrase, amount)


def _within(value: int) -> Amount:
    return Amount(value, "M3") if value < TOO_LARGE else Amount(None, "M6")


def _sum(phrase: Phrase) -> Amount:
    total, start = 0, 0
    for part in phrase.plain.split("+"):
        term = phrase.cut(start, start + len(part))
        start += len(part) + 1
        amount = amount_of(term)
        if amount.value is None:
            return _refusal(term, amount)
        total += amount.value
    return _within(total)


def _products(phrase: Phrase) -> Iterator[_Product]:
    """The ways in which a phrase is a count and a price: `N x amount`, `N …, mỗi … amount`, `N … (amount/…)`."""
    signs = list(_TIMES.finditer(phrase.plain))
    if len(signs) == 1:
        left, right = phrase.cut(0, signs[0].start()), phrase.cut(signs[0].end())
        for count, price in ((_count(left), right), (_count(right), left)):
            if count is not None:
                yield _Product(count, price)
        return
    match = _COUNT.match(phrase.plain)
    if not match or match.end() == len(phrase.plain):
        return
    each = _EACH.search(phrase.plain, match.end(1))
    if each and each.start() <= match.end():
        if _count(phrase.cut(0, each.start())) is not None:
            yield _Product(int(match[1]), phrase.cut(each.end()))
        return
    if phrase.plain[match.end() - 1] not in _JOINS:
        return
    per = _PER.fullmatch(phrase.plain, match.end())
    if per and _count(phrase.cut(0, match.end())) is not None:
        yield _Product(int(match[1]), phrase.cut(per.start(1), per.end(1)))


def _count(phrase: Phrase) -> int | None:
    """1–4 digits with words after them, which are not of money: `20 phần quà` counts, `5 tr` does not."""
    match = _COUNT.fullmatch(phrase.plain)
    if not match:
        return None
    words = match[2].strip(" ,(:")
    if "-" in words or any(is_money_word(word) for word in words.split(" ")):
        return None
    return int(match[1])


def _refusal(phrase: Phrase, found: Amount) -> Amount:
    """Point 9: which code says best why a phrase is no amount. M5 is the amount's own."""
    if found.code != "M6":
        return found
    words = phrase.plain
    if _has_range(words):
        return Amount(None, "C10")
    if _is_price(phrase):
        return Amount(None, "M7")
    goods = _GOODS.fullmatch(words)
    if goods and goods[1] not in _SLANG and not is_money_word(goods[1]):
        return Amount(None, "M8")
    return found


def _has_range(words: str) -> bool:
    """Two figures joined by `-` or `đến`."""
    first = re.search("[0-9]", words)
    return bool(first and _RANGE.search(words, first.end()))


def _is_price(phrase: Phrase) -> bool:
    """A price without a count: `300.000đ/phần`, `mỗi phần 300k`."""
    per = _PER.fullmatch(phrase.plain)
    if per:
        return amount_of(phrase.cut(per.start(1), per.end(1))).readable
    each = _EACH.match(phrase.plain)
    return bool(each and amount_of(phrase.cut(each.end())).readable)
