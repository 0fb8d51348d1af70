"""What a changed campaign file will do, told before a run meets it."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "next_run": "The next run changes: {change}",
    "missing_tabs": "tabs that are missing: {names}; sheets-sync provision adds them.",
    "units_go": "units that go: {names}",
    "units_come": "units that come: {names}",
    "days_come": "reports that come: {days}",
    "days_go": "reports that go: {days}",
    "deadline": "deadline of {days}: {at}",
    "span": "{first} – {last} ({counted})",
    "columns_come": "new columns {names}: sheets-sync provision adds them; tabs without them are read all the same.",
    "spoiled": plural(
        "n", one="{n} row that becomes invalid: {places}", other="{n} rows that become invalid: {places}"
    ),
    "mended": plural("n", one="{n} row that becomes valid: {places}", other="{n} rows that become valid: {places}"),
    "no_version": "No version was recorded yet: the first run records the campaign file as it is.",
    "not_recorded": "not recorded yet: {change}",
    "holds": "holds for {counted} ({first} to {last})",
    "holds_no_more": "holds for nothing any more",
    "how.first": "first",
    "how.file": "file",
    "how.migrated": "migrated",
    "how.accepted": "accepted",
    "since": "since {day}",
    "ahead": "for what lies ahead",
    "new": "{what}: new, {after}",
    "gone": "{what}: gone",
    "accepted": "Recorded: the campaign file holds {since} ({digest}).",
}
