"""What is printed on papers of both kinds: head, foot, headings of columns, later editions."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "to": "To:",
    "copies": "Copies to:",
    "evidence": "Evidence code:",
    "rule": "",
    "changed": "What changed",
    "before": "Before",
    "after": "Now",
    "behind": "Units, cells",
    "changes_title": "FIGURES THAT CHANGED SINCE THE EDITION BEFORE",
    "unchanged": "No figure changed since the edition before.",
    "order": "No.",
    "unit": "Unit",
    "report_day": "Day",
    "report_period": "Period",
    "place": "Tab, cell",
    "typed": "What was typed",
    "reason": "Why it is in no total",
    "note": "Notes",
    "status": "Report",
    "received": "Reports received",
    "total": "TOTAL",
    "works": "Activities",
    "gifts": "Gifts",
    "left_out": "ENTRIES IN NO TOTAL",
    "sources": "Where each figure comes from",
    "in_word": "the internal part is in the Word file",
}
