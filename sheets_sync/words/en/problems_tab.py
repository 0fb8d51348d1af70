"""The tab of problems."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "TO FIX",
    "hint": ("Mend it on the unit's own tab; nothing needs to be sent again. A click opens the cell."),
    "headings": (
        "Unit",
        "Cell",
        "What to do\n✗ {errors} errors, ! {reminders} reminders",
        "Level",
        "Typed",
        "Report day",
        "Noticed since",
    ),
    "notes": (
        "",
        "✗ is an error: the row or figure does not count until it is mended. ! is a reminder: it counts, please look.",
        "What to mend; with the nearest entry of a list where one is known.",
        "",
        "As it was typed.",
        "",
        "The first look that noticed it. Once mended, the next look takes the line away.",
    ),
    "period": "Report",
    "none": "Nothing to fix.",
    "more": "{n} more; they show as those above are mended.",
    "error": "Error",
    "reminder": "Look",
    "coordinators": "(Overrides)",
    "nobody": "(Other tab)",
    "whole_tab": "whole tab",
}
