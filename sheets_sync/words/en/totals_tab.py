"""The tab of totals."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "TOTALS",
    "coverage": "Up to {day}: {reported}/{owed} reports are in. Only valid rows are added.",
    "activities": ("Activity", "Measure", "{day}", "Campaign", "Units with figures"),
    "figures": ("Figure", "Measure", "{day}", "Campaign", "Units with figures"),
    "units": ("Unit", "Days reported"),
    "days": ("Day", "Units reported"),
    "unit_periods": ("Unit", "Periods reported"),
    "periods": ("Period", "Units reported"),
    "covered": "Reported",
    "sum": "TOTAL",
}
