"""What a unit owes one report for: a stretch of days with a deadline, and how it is named.

A report is named by the last day of its period. Where a period has several reports (slots), the name is a `SlotDay`:
that date with its slot. So a report of a day, a week or a slot is one value, by which everything is kept and looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PERIODS = ("day", "week", "month", "quarter")


@dataclass(frozen=True, slots=True)
class Slot:
    """One of several reports of a period. `due_after`: days from the period's last day to the day on which it is due,
    where that is not the campaign's."""

    key: str
    label: str
    deadline: time
    aliases: tuple[str, ...] = ()
    due_after: int | None = None


class SlotDay(date):
    """A date with a slot: equal only to the same date with the same slot, and never to the date alone. Compared with
    `<`, it is earlier or later as its date is."""

    slot: str

    def __new__(cls, year: int, month: int, day: int, slot: str = "") -> SlotDay:
        made = super().__new__(cls, year, month, day)
        made.slot = slot
        return made

    @classmethod
    def of(cls, day: date, slot: str) -> SlotDay:
        return cls(day.year, day.month, day.day, slot)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, date):
            return NotImplemented
        return self.toordinal() == other.toordinal() and self.slot == (slot_of(other) or "")

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.toordinal(), self.slot))

    def __repr__(self) -> str:
        return f"SlotDay({self.isoformat()}, {self.slot})"

    def __reduce__(self) -> tuple[Any, ...]:
        return SlotDay, (self.year, self.month, self.day, self.slot)


def slot_of(day: date | None) -> str | None:
    """The slot of a report's day; None where it has none."""
    return getattr(day, "slot", None) or None


def with_slot(day: date, slot: str | None) -> date:
    """The name of a report: the date alone, or with its slot."""
    return SlotDay.of(day, slot) if slot else day


def plain_day(day: date) -> date:
    """The date alone."""
    return date(day.year, day.month, day.day) if slot_of(day) else day


def day_key(day: date) -> str:
    """The name of a report as text: "2027-01-08", or "2027-01-08/sang"."""
    slot = slot_of(day)
    return f"{day.isoformat()}/{slot}" if slot else day.isoformat()


def day_of_key(text: str) -> date:
    """The report that `day_key` named."""
    day, _, slot = text.partition("/")
    return with_slot(date.fromisoformat(day), slot or None)


@dataclass(frozen=True, slots=True)
class Period:
    """`first_day` to `day`, both included; `day` is the one by which everything names the period.

    `deadline` is an aware moment in the campaign's timezone. `slot` tells several reports of one period apart; None
    where there is one.
    """

    first_day: date
    day: date
    deadline: datetime
    slot: str | None = None


def last_days(period: str, ends_on: str, first: date, last: date) -> Iterator[date]:
    """The last days, from `first` to `last`, of the periods of a kind."""
    span = (last - first).days
    for day in (first + timedelta(days=n) for n in range(span + 1)):
        tomorrow = day + timedelta(days=1)
        if (
            period == "day"
            or (period == "week" and day.weekday() == WEEKDAYS.index(ends_on))
            or (period == "month" and tomorrow.day == 1)
            or (period == "quarter" and tomorrow.day == 1 and tomorrow.month % 3 == 1)
        ):
            yield day


def begin_of(period: str, last: date) -> date:
    """The first day of the period of a kind that ends on `last`."""
    last = plain_day(last)
    if period == "day":
        return last
    if period == "week":
        return last - timedelta(days=6)
    if period == "month":
        return last.replace(day=1)
    return last.replace(month=last.month - 2, day=1)


def reports_of(days: Iterable[date], slots: Sequence[Slot], due_after: int = 0) -> tuple[date, ...]:
    """The names of all reports of the periods that end on these days, in the order in which they are due."""
    days = sorted(days)
    if not slots:
        return tuple(days)
    found = [
        (day + timedelta(days=due_after if slot.due_after is None else slot.due_after), slot.deadline, n, day, slot.key)
        for day in days
        for n, slot in enumerate(slots)
    ]
    return tuple(SlotDay.of(day, slot) for *_, day, slot in sorted(found))
