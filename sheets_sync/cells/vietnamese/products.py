"""Amounts that are computed (POLICY.md 4.5, point 7): a count and a price, or a sum of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sheets_sync.cells.vietnamese import number_words
from sheets_sync.cells.vietnamese.amounts import TOO_LARGE, Amount, amount_of, is_currency, is_scale
from sheets_sync.cells.vietnamese.phrase import Phrase

_TIMES = re.compile(r"[×*]|(?<![^\W\d_])x(?![^\W\d_])|(?:(?<=[0-9][knd])|(?<=[0-9]tr))x(?= ?[0-9])")
_COUNT = re.compile(r"([0-9]{1,4})(?![0-9.,'])([^0-9×*+]*)")
_POWERS = re.compile(r"(?<![^\W\d_])m[23](?!\w)")
_FIRST_WORD = re.compile(r" ?(d/c|[^\W\d_]+)(.*)")
_EACH = re.compile(r"(?:(?<!\w)mỗi|(?:^|, ?)moi)(?!\w)")
"""Without its accents only after a comma: `20 nha moi 300k` is about new houses."""
_WORDS = re.compile(r"[^0-9+×*=%-]*(?=[0-9])")
_PER = re.compile(r"([^/]+)/ ?(?:0?1 )?(?:d/c|m[23]|[^0-9/()])+")
_NOT_COUNTED = frozenset({"trăm", "mươi", "mười", "chục", "rưỡi", "ruoi"})


class _Product(NamedTuple):
    """How many, and the phrase of the price."""

    number: int
    price: Phrase


class Computed(NamedTuple):
    """A computed amount; where a part is no amount, that part and what it was read as."""

    amount: Amount
    part: Phrase | None = None


def computed(phrase: Phrase) -> Computed | None:
    """The amount of a product or a sum; None where the phrase has the form of neither."""
    return product(phrase) or (_sum(phrase) if "+" in phrase.plain else None)


def product(phrase: Phrase) -> Computed | None:
    """The amount of a count and a price; where they can be parted in two ways, the one that can be read."""
    totals = [_total(p) for p in _products(phrase)]
    return next((t for t in totals if t.amount.readable), totals[0] if totals else None)


def price_per(phrase: Phrase) -> Phrase | None:
    """The price in `300.000đ/phần`."""
    match = _PER.fullmatch(phrase.plain)
    return phrase.cut(0, match.end(1)) if match else None


def price_of_each(phrase: Phrase) -> Phrase | None:
    """The price in `mỗi phần 300k`, `mỗi phần một triệu`, at the start of the phrase."""
    each = _EACH.match(phrase.text)
    return _amount_at_end(phrase.cut(each.end())) if each else None


def counts_things(words: Phrase) -> bool:
    """Whether words after 1–4 digits say what is counted: `phần quà`, `đồng chí`; not `triệu`, `đồng`, `trăm`."""
    match = _FIRST_WORD.match(words.plain)
    if not match:
        return False
    first, rest = match[1], match[2].strip()
    typed = words.text[match.start(1) : match.end(1)]
    return not (is_scale(first) or typed in _NOT_COUNTED or (is_currency(first) and not rest))


def _total(parts: _Product) -> Computed:
    price = amount_of(parts.price)
    if price.value is None:
        return Computed(price, parts.price)
    return Computed(_within(parts.number * price.value))


def _within(value: int) -> Amount:
    return Amount(value, "M3") if value < TOO_LARGE else Amount(None, "M6")


def _sum(phrase: Phrase) -> Computed:
    total, start = 0, 0
    for part in phrase.plain.split("+"):
        term = phrase.cut(start, start + len(part))
        start += len(part) + 1
        amount = amount_of(term)
        if amount.value is None:
            return Computed(amount, term)
        total += amount.value
    return Computed(_within(total))


def _products(phrase: Phrase) -> Iterator[_Product]:
    """The ways in which a phrase is a count and a price."""
    signs = list(islice(_TIMES.finditer(phrase.plain), 2))
    if signs:
        yield from _by_sign(phrase, signs)
        return
    each = _EACH.search(phrase.text)
    if each:
        yield from _by_each(phrase, each.start())
        return
    yield from _by_price(phrase)


def _by_sign(phrase: Phrase, signs: list[re.Match[str]]) -> Iterator[_Product]:
    """`N x amount`, `amount x N`; the price may name what it is for (`300k/phần`)."""
    if len(signs) > 1:
        return
    left, right = phrase.cut(0, signs[0].start()), phrase.cut(signs[0].end())
    for counted, price in ((left, right), (right, left)):
        number = _count(counted)
        if number is not None:
            yield _Product(number, price_per(price) or price)


def _by_each(phrase: Phrase, at: int) -> Iterator[_Product]:
    """`N …, mỗi … amount`, also with brackets in place of the comma."""
    counted = phrase.cut(0, at)
    end = -1 if counted.plain.endswith("(") and phrase.plain.endswith(")") else None
    number = _count(counted)
    price = price_of_each(Phrase(phrase.text[at:end].lstrip(", "), phrase.plain[at:end].lstrip(", ")))
    if number is not None and price:
        yield _Product(number, price)


def _by_price(phrase: Phrase) -> Iterator[_Product]:
    """`N … (amount/…)`, also without brackets; something must part the two numbers."""
    match = _COUNT.match(_POWERS.sub("mm", phrase.plain))
    if not match or not match[2].strip() or match.end() == len(phrase.plain):
        return
    closed = phrase.plain.endswith(")")
    if closed != match[2].endswith("("):
        return
    number = _count(phrase.cut(0, match.end()))
    price = price_per(phrase.cut(match.end(), -1 if closed else None))
    if number is not None and price:
        yield _Product(number, price)


def _count(phrase: Phrase) -> int | None:
    """1–4 digits with words after them, which are not of money: `20 phần quà` counts, `5 tr` does not."""
    words = _POWERS.sub("mm", phrase.plain).rstrip(" ,(:")
    match = _COUNT.fullmatch(words)
    if not match or "-" in match[2]:
        return None
    rest = phrase.cut(match.end(1), len(words))
    return int(match[1]) if not rest.plain or counts_things(rest) else None


def _amount_at_end(phrase: Phrase) -> Phrase | None:
    """From the first digit on; without any, from the first number word on."""
    match = _WORDS.match(phrase.plain)
    if match:
        return phrase.cut(match.end())
    at = 0
    for word in phrase.text.split(" "):
        if word in number_words.WORDS:
            return phrase.cut(at)
        at += len(word) + 1
    return None
