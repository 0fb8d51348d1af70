"""Names of the documents and of the folders in which they lie: letters without marks, digits and hyphens."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "daily": "report",
    "final": "final-report",
    "final_folder": "final",
    "old_folder": "old",
    "latest_folder": "latest",
    "latest_title": "Newest documents – {name}",
}
