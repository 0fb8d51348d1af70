"""The lines for cron."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "{slug}: polls of {first} to {last} ({zone})",
    "clock": ("By the clock of {server}, its changes included. Lines hold no year: take them out at the end."),
    "refused": "{slug}: no crontab lines make every poll.",
    "twice": ("On {day}, {wall} comes twice on the clock of {server}, and cron can't tell which is meant."),
    "seconds": ("The deadline {wall} of {day} is within a minute; cron starts at the next one, after the grace."),
    "year": ("The campaign is longer than a year; the line of {day} would run at a wrong time in another year."),
    "instead": "Use the systemd timer (sheets-sync crontab --only systemd), or: sheets-sync watch",
    "zone_in_doubt": "TZ says {environment}, this system {system}; if cron goes by that: --zone {system}",
    "unit.tick": "sheets-sync: one tick of {slug}",
    "unit.polls": "sheets-sync: polls of {slug}",
    "unit.watch": "sheets-sync: watch {slug}",
}
