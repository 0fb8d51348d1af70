"""English words that more than one type of cell knows."""

from __future__ import annotations

import re

NOTHING = frozenset({"0", "none", "nil", "zero", "no", "nothing"})
NOT_KNOWN = frozenset(
    {
        "n/a", "tbc", "tba", "tbd", "not yet", "pending", "not known", "not known yet", "unknown", "not available",
        "to be confirmed", "to be advised", "to be announced", "to follow",
    }
)  # fmt: skip
"""Also two or more dots."""
NONE_YET = frozenset({"none", "nil", "no", "0", "-", "/", "not posted", "not posted yet"})
"""Instead of a link."""
POINTERS = (
    "see above", "as above", "ditto", "same", "same as above", "see attached", "see attachment", "see file",
    "see email", "see e-mail", "see mail",
)  # fmt: skip
"""A text that is only this points elsewhere."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
WORDS = frozenset((*_SMALL, *_SCALES, "hundred", "and", "a"))
_MOST_WORDS = 20


def number_in_words(text: str) -> int | None:
    """ "twenty-five" is 25, "one hundred and twenty" 120; None for what is no number in words."""
    words = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text).split()
    if not words or len(words) > _MOST_WORDS or not WORDS.issuperset(words) or words[-1] in ("and", "a"):
        return None
    if words[0] == "a":
        words[0] = "one" if len(words) > 1 and words[1] not in _SMALL else "a"
    total, last_scale, part = 0, 10**12, list[str]()
    for word in words:
        if word not in _SCALES:
            part.append(word)
            continue
        count = _below_thousand(part)
        if not count or _SCALES[word] >= last_scale:
            return None
        total, last_scale, part = total + count * _SCALES[word], _SCALES[word], []
    if part and part[0] == "and" and total:
        part = part[1:]
    rest = _below_thousand(part) if part else 0
    return None if rest is None or (rest == 0 and part and total) else total + rest


def _below_thousand(words: list[str]) -> int | None:
    """A number below 1000: "one hundred and twenty", "twenty five"."""
    if "hundred" in words:
        at = words.index("hundred")
        head, rest = words[:at], words[at + 1 :]
        if len(head) != 1 or not 1 <= _SMALL.get(head[0], 0) <= 9:
            return None
        rest = rest[1:] if rest[:1] == ["and"] else rest
        tail = _below_hundred(rest) if rest else 0
        return None if tail is None or (rest and not tail) else _SMALL[head[0]] * 100 + tail
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    found = [_SMALL.get(word, -1) for word in words]
    if len(found) == 1 and found[0] >= 0:
        return found[0]
    if len(found) == 2 and found[0] >= 20 and 1 <= found[1] <= 9:
        return found[0] + found[1]
    return None
