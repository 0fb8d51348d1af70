"""Letters that the job sends."""

from __future__ import annotations

from sheets_sync.words.texts import Section

_NOTHING = (
    "nil", "nothing", "not applicable", "nothing to report", "none to report", "nil to report", "nil return",
    "nothing new", "nothing arose", "none arose", "no issues", "no issue", "no problems", "no problem",
    "no incidents", "no incident", "no concerns", "no matters", "no matters arose", "no urgent matters", "no change",
    "all well", "all fine", "all quiet", "as normal", "none yet", "none so far",
)  # fmt: skip
"""What people write where there is nothing to say, in small letters."""

TEXTS: Section = {
    "nothing": _NOTHING,
    "urgent": "[Urgent] {unit}: a matter that arose on {day}",
    "urgent_text": ("{unit} wrote in its report of {day}:\n\n    {text}\n\nCell {cell}, tab “{tab}”:\n{link}\n"),
    "daily": "DRAFT: report of {day}",
    "final": "DRAFT: report on {name}",
    "document_text": (
        "Attached is a DRAFT, made from the units' reports up to {at}. Please look it over "
        "before it is signed and sent.\n\n{files}\n"
    ),
}
