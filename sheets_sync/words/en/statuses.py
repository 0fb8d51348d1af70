"""Statuses (sign, word, meaning), flags (sign, meaning), and what was not seen."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "pending": ("○", "Pending", "not due yet; or ⚠"),
    "on_time": ("V", "On time", "a valid row was there by the deadline"),
    "late": ("L", "Late", "the first valid row came after the deadline"),
    "missed": ("–", "Missed", "past the deadline, no row"),
    "excused": ("E", "Excused", "excused by the coordinators"),
    "invalid": ("F", "To be fixed", "past the deadline, rows but none valid"),
    "undetermined": ("?", "Undetermined", "nobody could look around the deadline; never counted as late"),
    "not_required": ("·", "Not required", "the unit does not owe this report"),
    "not_seen.unseen": "Not read since the deadline",
    "not_seen.unread": "Can't be read",
    "flag.edited": ("*", "edited after the deadline"),
    "flag.withdrawn": ("↩", "withdrawn"),
    "flag.override": ("!", "override by the coordinators"),
    "flag.no_day": ("≠", "rows of a wrong date"),
    "flag.overdue": ("⚠", "not looked at since the deadline"),
    "flag.unread": ("⊘", "the tab can't be read; not counted as absent"),
    "unclaimed_tab": plural("rows", one="“{tab}” ({rows} row)", other="“{tab}” ({rows} rows)"),
    "unclaimed": "Tabs that are read for no unit: {tabs}.",
    "unread": "Could not be read: {names}. Not counted as absent.",
}
