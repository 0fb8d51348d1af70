"""The forms in which English writes hours, dates and amounts. What is empty here is CLDR's."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "hour": "{t:%H:%M}",
    "hour_short": "{t:%H:%M}",
    "clock": "{t:%H:%M}",
    "clock_seconds": "{t:%H:%M:%S}",
    "day_long": "",
    "month": "",
    "months_padded": 0,
    "list": "",
    "marks": "",
    "money": "",
    "money.VND": "",
    "minutes": plural("n", one="{n} minute", other="{n} minutes"),
    "hours": plural("n", one="{n} hour", other="{n} hours"),
}
