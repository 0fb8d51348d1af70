"""What commands tell operators: errors, notices, help."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {}
