"""Letters that the job sends."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "urgent": "[Urgent] {unit}: a matter that arose on {day}",
    "urgent_text": ("{unit} wrote in its report of {day}:\n\n    {text}\n\nCell {cell}, tab “{tab}”:\n{link}\n"),
    "daily": "DRAFT: daily report of {day}",
    "final": "DRAFT: report on {name}",
    "document_text": (
        "Attached is a DRAFT, made from the units' reports up to {at}. Please look it over "
        "before it is signed and sent.\n\n{files}\n"
    ),
}
