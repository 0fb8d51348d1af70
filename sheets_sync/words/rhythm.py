"""When reports are due, and what their periods are called, by language. Pure: plain values in, words out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sheets_sync.words.formats import formats
from sheets_sync.words.texts import Texts, texts

_NEXT = {"day": 1, "week": 7, "month": 28, "quarter": 28}
"""Up to so many days after a period its report is due on a day that has a name."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a report is due: `at` a time on the wall, `after` days after the last day of its period. `weekday` (0 is
    Monday) is that of the day on which a week's report is due. `slot` is the label of one of several reports.
    `some`: not every day has one."""

    period: str
    at: time
    after: int = 0
    weekday: int = 6
    slot: str = ""
    some: bool = False


def due_words(reports: tuple[Due, ...], tag: str) -> str:
    """As in "trước 10 giờ 00 hằng ngày", "by 17:00 every Friday", "before the 5th of the following month"."""
    said = texts(tag)
    parts = [(due.slot, _clock(due, said, tag), _day(due, said)) for due in reports]
    if len({day for *_, day in parts}) == 1:
        return f"{', '.join(f'{slot} {clock}'.strip() for slot, clock, _ in parts)} {parts[0][2]}"
    return ", ".join(f"{slot} {clock} {day}".strip() for slot, clock, day in parts)


def _clock(due: Due, said: Texts, tag: str) -> str:
    return said.say("rhythm.midnight") if _is_open(due) else said.say("rhythm.clock", at=formats(tag).at(due.at))


def _is_open(due: Due) -> bool:
    """Whether a report is due as a day begins: then the day says it all."""
    return due.at == time(0) and due.after > 0


def _day(due: Due, said: Texts) -> str:
    when = "same" if not due.after else "next" if due.after <= _NEXT[due.period] else "later"
    nth = said.get("rhythm.nth")[due.after] if when == "next" else ""
    weekday = said.get("rhythm.weekdays")[due.weekday]
    kind = "open" if when == "next" and _is_open(due) else when
    if due.some and (due.period, kind) == ("day", "same"):
        kind = "some"
    return said.say(f"rhythm.{due.period}_{kind}", n=due.after, nth=nth, weekday=weekday)


def period_words(period: str, first: date, last: date, tag: str, *, slot: str = "", year: bool = False) -> str:
    """What a report's period is called in a sentence: "ngày 16/12", "tuần 02/01–08/01", "quý 1/2027",
    "January 2027"; with its slot "ngày 16/12, Buổi sáng". `year`: with the year where the name would leave it out."""
    said = formats(tag)
    shown = said.short(last) if year else said.without_year(last)
    numbers = _numbers(last) | {"month": said.month(last)}
    name = texts(tag).say(f"rhythm.{period}", first=said.without_year(first), last=shown, **numbers)
    return f"{name}, {slot}" if slot else name


def period_sign(period: str, last: date, tag: str, slot: str = "") -> str:
    """The same where room is scarce: "16/12", "01/2027", "Q1/2027"; with its slot on a line of its own."""
    if period in ("month", "quarter"):
        name = texts(tag).say(f"rhythm.sign_{period}", **_numbers(last))
    else:
        name = formats(tag).without_year(last)
    return f"{name}\n{slot}" if slot else name


def _numbers(last: date) -> dict[str, object]:
    return {"month": f"{last.month:02d}", "year": last.year, "quarter": (last.month + 2) // 3}
