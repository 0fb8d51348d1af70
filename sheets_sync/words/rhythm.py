"""When reports are due, and what their periods are called, by language. Pure: plain values in, words out.

A third language is one more entry of the two tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sheets_sync.words.formats import formats


@dataclass(frozen=True, slots=True)
class Due:
    """When a report is due: `at` a time on the wall, `after` days after the last day of its period. `weekday` (0 is
    Monday) is that of the day on which a week's report is due. `slot` is the label of one of several reports."""

    period: str
    at: time
    after: int = 0
    weekday: int = 6
    slot: str = ""


def due_words(reports: tuple[Due, ...], tag: str) -> str:
    """As in "trước 10 giờ 00 hằng ngày", "by 17:00 every Friday", "before the 5th of the following month"."""
    lead = formats(tag)
    words = _DUE.get(tag.partition("-")[0], _ENGLISH)
    said = [(due.slot, words.clock(lead.at(due.at), due), words.day(due)) for due in reports]
    days = {day for *_, day in said}
    if len(said) == 1:
        return f"{said[0][1]} {said[0][2]}".strip()
    if len(days) == 1:
        return f"{', '.join(f'{slot} {clock}'.strip() for slot, clock, _ in said)} {said[0][2]}".strip()
    return ", ".join(f"{slot} {clock} {day}".strip() for slot, clock, day in said)


def period_words(period: str, first: date, last: date, tag: str, *, slot: str = "", year: bool = False) -> str:
    """What a report's period is called in a sentence: "ngày 16/12", "tuần 02/01–08/01", "quý 1/2027"; with its slot
    "ngày 16/12, Buổi sáng". `year`: with the year where the name would leave it out."""
    said = formats(tag)
    shown = said.short if year else said.without_year
    facts = {"first": said.without_year(first), "last": shown(last), "year": last.year}
    facts |= {"month": f"{last.month:02d}", "quarter": (last.month + 2) // 3}
    name = _PERIODS.get(tag.partition("-")[0], _PERIODS["en"])[period].format(**facts)
    return f"{name}, {slot}" if slot else name


def period_sign(period: str, last: date, tag: str, slot: str = "") -> str:
    """The same where room is scarce: "16/12", "01/2027", "Q1/2027"; with its slot on a line of its own."""
    said = {"month": f"{last:%m}/{last.year}", "quarter": f"Q{(last.month + 2) // 3}/{last.year}"}
    name = said.get(period, formats(tag).without_year(last))
    return f"{name}\n{slot}" if slot else name


_PERIODS = {
    "vi": {
        "day": "ngày {last}",
        "week": "tuần {first}–{last}",
        "month": "tháng {month}/{year}",
        "quarter": "quý {quarter}/{year}",
    },
    "en": {
        "day": "{last}",
        "week": "week {first}–{last}",
        "month": "month {month}/{year}",
        "quarter": "quarter {quarter}/{year}",
    },
}


class _Vietnamese:
    weekdays = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

    def clock(self, at: str, due: Due) -> str:
        return "trước" if due.at == time(0) and due.after else f"trước {at}"

    def day(self, due: Due) -> str:
        if due.period == "day":
            return {0: "hằng ngày", 1: "ngày hôm sau"}.get(due.after, f"{due.after} ngày sau")
        if due.period == "week":
            later = "" if due.after == 0 else " tuần sau" if due.after <= 7 else f" ({due.after} ngày sau khi hết tuần)"
            return f"{self.weekdays[due.weekday]}{later or ' hằng tuần'}"
        name = {"month": "tháng", "quarter": "quý"}[due.period]
        if not due.after:
            return f"ngày cuối mỗi {name}"
        if due.after <= 28:
            said = "tháng sau" if due.period == "month" else "của tháng sau khi hết quý"
            return f"ngày {due.after} {said}"
        return f"{due.after} ngày sau khi hết {name}"


class _English:
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

    def clock(self, at: str, due: Due) -> str:
        return "before" if due.at == time(0) and due.after else f"by {at}"

    def day(self, due: Due) -> str:
        on = "" if due.at == time(0) and due.after else "on "
        if due.period == "day":
            return {0: "every day", 1: f"{on}the next day"}.get(due.after, f"{due.after} days later")
        if due.period == "week":
            if due.after == 0:
                return f"every {self.weekdays[due.weekday]}"
            if due.after <= 7:
                return f"{on}the {self.weekdays[due.weekday]} after each week"
            return f"{due.after} days after each week"
        if not due.after:
            return f"{on}the last day of every {due.period}"
        if due.after <= 28:
            month = "the following month" if due.period == "month" else "the month after the quarter"
            return f"{on}the {_ordinal(due.after)} of {month}"
        return f"{due.after} days after each {due.period}"


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ENGLISH = _English()
_DUE: dict[str, _Vietnamese | _English] = {"vi": _Vietnamese(), "en": _ENGLISH}
