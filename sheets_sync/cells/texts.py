"""Free text and links (POLICY.md 4.10 and 4.11)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal

from sheets_sync.cells.links import links_in
from sheets_sync.cells.normalise import fold, unified
from sheets_sync.cells.not_known import is_not_known
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, accept, missing, reject, warn
from sheets_sync.cells.serials import DATE_FORMATS, day_of
from sheets_sync.cells.whole import unless_whole
from sheets_sync.words.formats import formats

LONG_TEXT = 2_000
"""X4: characters above which a text is only printed in part."""
TABLE_LINES = 10
"""X2: so many lines with a tab among them are a pasted table."""

_SPACES = re.compile(r"[^\S\n]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_DITTO_MARKS = frozenset('"″〃')
_CLOSING = ".,;! "
_HUGE = 1e300
_SHORT = 50  # longer than every text that points elsewhere
_LIST_MARK = re.compile(r"[-+*•]|[0-9]+(?:\)|\.(?![0-9]))")  # not the 1.500 at the start of a line


class TextRules:
    """Descriptions, places, remarks: kept as typed, but for spaces and letters that only look right.

    `pointers` are the texts that point elsewhere, `not_known` the words for what is still to come; numbers become
    their digits with the `decimal` mark, days the date of the language `tag`.
    """

    def __init__(
        self,
        pointers: Iterable[str],
        not_known: Collection[str],
        *,
        decimal: str,
        tag: str,
    ) -> None:
        self._elsewhere = frozenset(fold(unified(words)) for words in pointers)
        self._not_known, self._decimal, self._said = not_known, decimal, formats(tag)

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        value = tidied(plain)
        if "\ufffd" in value:
            return reject("E2")
        if _points_elsewhere(value, self._elsewhere):
            return reject("X3")
        if not _says_something(value, self._not_known):
            return missing("X3")
        lines = value.split("\n")
        if "\t" in plain.strip() and sum(1 for line in lines if line) >= TABLE_LINES:
            return reject("X2")
        if len(value) > LONG_TEXT:
            return warn(value, "X4")
        if len(lines) > 1 and sum(1 for line in lines if _LIST_MARK.match(line)) >= 2:
            return warn(value, "X2")
        return accept(value)

    def read_number(self, value: float, context: Context) -> Reading | None:
        if not -_HUGE < value < _HUGE:  # neither is nan
            return reject("X3")
        day = day_of(value) if context.number_format in DATE_FORMATS else None
        return accept(self._said.short(day) if day else _in_digits(value, self._decimal))


class UrlRules:
    """Links to news and posts: a list, each link once."""

    def __init__(self, none_yet: Iterable[str], not_known: Collection[str]) -> None:
        self._none_yet, self._not_known = frozenset(map(fold, none_yet)), not_known

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        if self._says_none(plain):
            return missing()
        found = links_in(plain)
        if not found.links:
            return reject("L1")
        if found.any_closed:
            return warn(list(found.links), "L3")
        if found.words_beside:
            return warn(list(found.links), "L2")
        return accept(list(found.links))

    def read_number(self, value: float, context: Context) -> Reading | None:
        return unless_whole(value, "L1")

    def _says_none(self, plain: str) -> bool:
        text = plain.strip()
        return is_not_known(text, self._not_known) or (len(text) < _SHORT and fold(unified(text)) in self._none_yet)


def tidied(text: str) -> str:
    """The text as it is kept: runs of spaces as one, lines trimmed, blank lines at both ends out."""
    if text == " ".join(text.split()):  # most are tidy, and nothing tells it sooner
        return text
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return "\n".join(lines).strip("\n")


def _points_elsewhere(value: str, elsewhere: Collection[str]) -> bool:
    if len(value) > _SHORT:
        return False
    return value.rstrip(_CLOSING) in _DITTO_MARKS or fold(unified(value)).rstrip(_CLOSING) in elsewhere


def _says_something(value: str, not_known: Collection[str]) -> bool:
    """Whether there is a letter or a digit, and not only words for "not known yet"."""
    if not _LETTER_OR_DIGIT.search(value):
        return False
    return not (len(value) <= _SHORT and is_not_known(unified(value).rstrip(_CLOSING), not_known))


def _in_digits(value: float, mark: str) -> str:
    """The digits of a number with a decimal mark, never with an exponent: 1.5 is "1,5"."""
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(float(value))), "f").replace(".", mark)
