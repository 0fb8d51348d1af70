"""What is counted where the campaign does not say it."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {"people": "people", "beneficiaries": "people", "about": "about {n}"}
