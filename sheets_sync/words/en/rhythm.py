"""When reports are due, and what their periods are called."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}

TEXTS: Section = {
    "clock": "by {at}",
    "midnight": "before",
    "day_same": "every day",
    "day_some": "on every report day",
    "day_next": "on the next day",
    "day_open": "the next day",
    "day_later": "{n} days later",
    "week_same": "every {weekday}",
    "week_next": "on the {weekday} after each week",
    "week_open": "the {weekday} after each week",
    "week_later": "{n} days after each week",
    "month_same": "on the last day of every month",
    "month_next": "on the {nth} of the following month",
    "month_open": "the {nth} of the following month",
    "month_later": "{n} days after each month",
    "quarter_same": "on the last day of every quarter",
    "quarter_next": "on the {nth} of the month after the quarter",
    "quarter_open": "the {nth} of the month after the quarter",
    "quarter_later": "{n} days after each quarter",
    "weekdays": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "nth": tuple(f"{n}{_ENDINGS.get(n, 'th')}" for n in range(29)),
    "day": "{last}",
    "week": "week {first}–{last}",
    "month": "{month}",
    "quarter": "quarter {quarter}/{year}",
    "counted.day": plural("n", one="{n} day", other="{n} days"),
    "counted.week": plural("n", one="{n} week", other="{n} weeks"),
    "counted.month": plural("n", one="{n} month", other="{n} months"),
    "counted.quarter": plural("n", one="{n} quarter", other="{n} quarters"),
    "counted.slots": plural("n", one="{n} report", other="{n} reports"),
    "sign_month": "{month}/{year}",
    "sign_quarter": "Q{quarter}/{year}",
}
