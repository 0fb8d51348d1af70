"""The report of one period: what is printed on it, its first and its last sentence."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "kind_day": "DAILY REPORT",
    "kind_week": "WEEKLY REPORT",
    "kind_month": "MONTHLY REPORT",
    "kind_quarter": "QUARTERLY REPORT",
    "kind_slots": "REPORT",
    "subject": "{name}: {period}",
    "as_of": "(figures up to {moment})",
    "reporting": "Who reported",
    "results": "Results for {period}",
    "so_far": "So far, from {since}",
    "issues": "Matters that arose",
    "proposals": "Proposals",
    "none_day": "No figures for this day yet.",
    "none_period": "No figures for this period yet.",
    "none_so_far": "No figures so far.",
    "ask_issues": "to be written by {office}: matters that arose",
    "ask_proposals": "to be written by {office}, or taken out",
    "list_enclosed": "The list is enclosed.",
    "last_day": "This is the report for {period}; the table by unit is enclosed",
    "last_period": "This is the report for {period}; the table by unit is enclosed",
    "table": "Table",
    "table_title": "RESULTS BY UNIT: {PERIOD}",
    "table_line": "Table: results by unit, {period}",
    "annex_changes": "Changes",
    "list": "List",
    "list_line": "List: entries in no total",
}
