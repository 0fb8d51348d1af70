"""The comparison with mails."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "head": ("Unit", "Mail received", "Spreadsheet"),
    "none": "–",
    "late": "{at} (after the deadline)",
    "others": plural(
        "n",
        one="{n} mail of this day came from another address.",
        other="{n} mails of this day came from other addresses.",
    ),
    "note": "To compare only: mails change nothing on the board.",
}
