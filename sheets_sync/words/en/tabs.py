"""Titles of the job's own tabs, and short words of tabs."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title.compliance": "Compliance",
    "title.problems": "To fix",
    "title.totals": "Totals",
    "title.overrides": "Overrides",
    "title.guide": "Guide",
    "resembles": " (it resembles the tab of {name})",
    "nearest": " (nearest: “{entry}”)",
    "title_words": (
        "report",
        "reports",
        "daily",
        "weekly",
        "of",
        "from",
        "by",
        "for",
        "the",
        "unit",
        "name",
        "results",
        "figures",
        "part",
        "day",
        "week",
        "month",
    ),
    "yes": "Yes",
    "no": "No",
    "slot": "Slot",
    "fresh": "Sheet1",
    "counted": "a plain count",
    "override.heading.unit": ("Unit",),
    "override.heading.day": (
        "Day",
        "Report day",
    ),
    "override.heading.status": ("Status",),
    "override.heading.reason": ("Reason",),
    "override.heading.by": (
        "By",
        "Entered by",
    ),
    "override.status.excused": ("excused",),
    "override.status.on_time": ("on time",),
    "override.status.late": ("late",),
    "told_lead": "Job: ",
    "told_fix": " · To fix: ",
}
