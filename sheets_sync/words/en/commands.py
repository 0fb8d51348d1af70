"""What commands tell operators: errors, notices, help."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "wrong_locale": (
        "the spreadsheet has locale {locale} and timezone {zone}; "
        "{wanted} and {wanted_zone} are needed, or numbers would be read wrongly."
    ),
    "set_locale": "Set it under File > Settings, or run: sheets-sync provision",
}
