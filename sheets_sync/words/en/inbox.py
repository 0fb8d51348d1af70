"""The comparison with mails."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "head": ("Unit", "Mail received", "Spreadsheet"),
    "none": "–",
    "late": "{at} (after the deadline)",
    "others": "{n} mails of this day came from other addresses.",
    "note": "To compare only: mails change nothing on the board.",
}
