"""What the columns of figures share (POLICY.md 4.3): marks of 0, "not known yet", estimates, remarks in
brackets, groups of digits, numbers in one cell that should be one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.cells.not_known import is_not_known
from sheets_sync.cells.reading import Reading, accept, missing, warn
from sheets_sync.cells.vietnamese import number_words
from sheets_sync.cells.vietnamese.phrase import Phrase, plain
from sheets_sync.cells.vietnamese.words import NOT_KNOWN

_ZERO = frozenset(map(plain, ("0", "không", "ko", "không có", "ko có", "k có", "không phát sinh")))
_LONE_MARKS = frozenset("-/")
_ABOUT = re.compile(r"(?:(?:>=|<=|[~≈><≥≤]) ?|(?:khoang|hon|tren|gan|do|chung|uoc(?: tinh)?|tam|duoi|it nhat) )")
_EIGHT = "tám "  # a number, though without accents it is `tầm`
_AND_MORE = re.compile(r"(?<=[0-9]) ?\+(?=$| \(| ?[^\W\d_])")
_POWERS = re.compile(r"(?<![^\W\d_])m[23](?!\w)")
_RUN = re.compile("[0-9]+")
_BETWEEN = frozenset(" -/;&")
_NUMBER = re.compile(r"[0-9]+(?:[.,' ][0-9]+)*")
_HEAD = re.compile(r"[0-9][0-9., '+]*")
_BEFORE_LETTERS = re.compile(r"\W*[0-9](?:[0-9]|\W)*")
_SPLIT = re.compile(r"[.,' ]")

HUGE = 10**15
"""Stands for every number that is too long to be meant."""


def said_without_figures(phrase: Phrase) -> Reading | None:
    """Steps 1 and 2: 0 in words or by a lone mark, or "not known yet"."""
    if phrase.plain in _ZERO:
        return accept(0)
    if phrase.plain in _LONE_MARKS:
        return warn(0, "C7")
    return missing("C8") if is_not_known(phrase.plain, NOT_KNOWN) else None


def without_about(phrase: Phrase, *, after: re.Pattern[str] = _AND_MORE) -> tuple[Phrase, bool]:
    """Step 3: the phrase without the mark of an estimate, and whether there was one."""
    match = None if phrase.text.startswith(_EIGHT) else _ABOUT.match(phrase.plain)
    rest = phrase.cut(match.end()) if match else phrase
    more = after.search(rest.plain)
    if more:
        rest = rest.without(more.start(), more.end()).cut(0)
    return rest, bool(match or more)


def without_remark(phrase: Phrase) -> tuple[Phrase, bool]:
    """Step 4: the phrase without a remark in brackets at its end. Brackets round the whole are no remark."""
    if not phrase.plain.endswith(")"):
        return phrase, False
    depth = 0
    for at in range(len(phrase.plain) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(phrase.plain[at], 0)
        if depth == 0:
            rest = phrase.cut(0, at)
            return (rest, True) if rest.plain else (phrase, False)
    return phrase, False


def is_meant(value: float) -> bool:
    """Whether a number cell can be a figure at all: no nan, no infinity, nothing that digits can't show."""
    return -HUGE < value < HUGE


def has_digit(words: str) -> bool:
    """Whether digits stand in folded words, other than in m2 and m3."""
    return bool(_RUN.search(_POWERS.sub("m", words)))


def several_numbers(words: str) -> bool:
    """Step 10: two or more numbers with a space, `-`, `/`, `;` or `&` somewhere between them."""
    runs = list(_RUN.finditer(_POWERS.sub("m", words)))
    if len(runs) < 2:
        return False
    return not _BETWEEN.isdisjoint(runs[0].string[runs[0].end() : runs[-1].start()])


class Figures(NamedTuple):
    """Digits and the marks between them: "1.500,5" is (("1", "500", "5"), ".,")."""

    parts: tuple[str, ...]
    marks: str

    @classmethod
    def of(cls, text: str) -> Figures | None:
        if not _NUMBER.fullmatch(text):
            return None
        return cls(tuple(_SPLIT.split(text)), "".join(c for c in text if c in ".,' "))

    def grouped_by(self, marks: str) -> bool:
        """Whether these are groups of three with one and the same mark of `marks`."""
        kinds = set(self.marks)
        return len(kinds) == 1 and kinds <= set(marks) and _are_groups(self.parts)

    def decimals_after(self, mark: str, groups: str) -> bool:
        """Whether the last mark is the decimal `mark`, and before it stand digits, or groups by the mark `groups`."""
        if self.marks[-1:] != mark:
            return False
        return len(self.marks) == 1 or (set(self.marks[:-1]) == {groups} and _are_groups(self.parts[:-1]))

    def whole(self) -> int:
        """All digits as one number."""
        digits = "".join(self.parts).lstrip("0")
        return int(digits or "0") if len(digits) <= 15 else HUGE

    def with_decimals(self) -> Decimal:
        """The number whose last part are decimals."""
        digits = "".join(self.parts[:-1]).lstrip("0")
        return Decimal(f"{digits or '0'}.{self.parts[-1][:30]}") if len(digits) <= 15 else Decimal(HUGE)


def _are_groups(parts: tuple[str, ...]) -> bool:
    first, *others = parts
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(p) == 3 for p in others)


def words_after(words: str) -> str:
    """What follows the figures at the start of folded words, whatever signs stand among those."""
    match = _BEFORE_LETTERS.match(words)
    return words[match.end() :] if match else ""


class Split(NamedTuple):
    """A number and what follows it. `words`: the number, where it was written in words."""

    head: str
    tail: str
    words: int | None = None


def split(phrase: Phrase) -> Split | None:
    """The number at the start (digits, a sum of them, or number words) and the words after it."""
    match = _HEAD.match(phrase.plain)
    if match:
        return Split(match[0].strip(), phrase.plain[match.end() :].strip())
    tokens = phrase.text.split(" ", number_words.MOST_WORDS + 1)
    count = next((i for i, word in enumerate(tokens) if word not in number_words.WORDS), len(tokens))
    number = number_words.number_of(tokens[:count])
    if number is None:
        return None
    return Split("", plain(" ".join(tokens[count:])), number)
