"""What people write round a date (POLICY.md 4.1 point 2): weekday, `ngày`, session, time of day.

All texts here are folded: small letters without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

SESSION = r"(?:buoi ?)?(?:sang|trua|chieu|toi|dem)"
_WEEKDAY = r"(?:thu ?(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)"
_WEEKDAY_NUMBERS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6, "cn": 6}
_TIME = (
    r"(?:(?:vao )?luc ?)?(?:[01]?[0-9]|2[0-3])(?:"
    r":[0-5][0-9](?::[0-5][0-9])?"
    # the 16 of "9h 16/12" and of "9h 16 tháng 12" is a day, not minutes
    r"| ?(?:gio|h|g)(?: ?[0-5]?[0-9](?! ?(?:thang|thg|[/.\\-])|t?[0-9])(?: ?(?:'|phut|ph|p))?)?"
    r")"
)
_BEFORE = re.compile(
    rf",? ?(?:\( ?(?P<held>{_WEEKDAY}) ?\)|(?P<weekday>{_WEEKDAY})(?![0-9a-z])) ?,? ?"
    r"|ngay(?![a-z]) ?"
    rf"|(?P<session>{SESSION})(?![a-z]) ?"
    rf"|(?P<time>{_TIME})(?=[ ,(]|$) ?"
)
_AFTER = re.compile(
    r"(?:"
    rf"(?: ?,)? ?\( ?(?P<held>{_WEEKDAY}) ?\) ?,?"
    rf"|(?: ?, ?| )(?P<weekday>{_WEEKDAY}) ?,?"
    r"| ngay"
    rf"| (?P<session>{SESSION})"
    rf"| (?P<time>{_TIME})"
    r")$"
)
_LONGEST = 40  # characters of a decoration at the end, with its marks
_MOST = 8  # decorations: weekday, `ngày`, session and time, before and after


@dataclass(frozen=True, slots=True)
class Bared:
    """A text with decorations taken off: the weekdays they named (0 is Monday), whether they told a part of the day."""

    text: str
    weekdays: tuple[int, ...] = ()
    has_moment: bool = False


def barings(text: str) -> Iterator[Bared]:
    """The text as it is, then with one decoration more taken off at a time."""
    found: Bared | None = Bared(text.strip())
    for _ in range(_MOST + 1):
        if found is None:
            return
        yield found
        found = _one_off(found)


def bare(text: str) -> Bared:
    """The text without any decorations."""
    *_, last = barings(text)
    return last


def _one_off(found: Bared) -> Bared | None:
    text = found.text
    match = _BEFORE.match(text)
    if match:
        rest = text[match.end() :]
    else:
        start = max(0, len(text) - _LONGEST)
        match = _AFTER.search(text, start)
        if match is None:
            return None
        rest = text[: match.start()]
    weekday = match["held"] or match["weekday"]
    if weekday:
        return replace(found, text=rest.strip(), weekdays=(*found.weekdays, _number(weekday)))
    return replace(found, text=rest.strip(), has_moment=found.has_moment or bool(match["session"] or match["time"]))


def _number(weekday: str) -> int:
    name = weekday.removeprefix("thu").strip() if weekday.startswith("thu") else weekday
    return _WEEKDAY_NUMBERS[name] if name in _WEEKDAY_NUMBERS else int(name[-1]) - 2
