"""The cells behind a figure, on the html page."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "anchor": "cells",
    "closed": "closed",
    "close": "Close",
    "so_far": "A figure so far: its cells stand in the report of each period, and in that of the whole campaign.",
    "how.sum": "sum of the cells",
    "how.latest": "the latest figure of each unit",
    "how.max": "the highest figure",
    "how.distinct_place": "each place counted once",
    "how.once_per_link": "each link counted once",
    "how.count": "number of reports",
    "how.share": "a share; what is counted",
    "head": ("Unit", "Tab, cell", "Typed", "Read as", "Counted", "Seen at"),
    "all_cells": "All cells:",
    "entry": "entry {name}",
    "more": plural("count", one="… and {n} other cell.", other="… and {n} other cells."),
    "seen": "{hour} on {day}",
}
