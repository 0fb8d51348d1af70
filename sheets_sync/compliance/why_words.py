"""The words of `why`: the rules that decide, what a look saw, headings of the page. Section `why` of `words`."""

from __future__ import annotations

from sheets_sync.words.texts import Section, texts

OLD_NAMES = {
    "UnreachableError": "unreachable",
    "QuotaError": "quota",
    "AccessError": "access",
    "SpreadsheetSetupError": "spreadsheet_setup",
}
"""Records of failed reads once named a class of Python; what it was called then, and the code of that error."""


def reason_words(reason: str, locale: str) -> str:
    """Why a look failed: the code of an error ("unreachable: …", or its old name) or a word of `Poll.unread`, for
    people."""
    known = labels(locale)
    name = reason.partition(":")[0]
    return str(known.get(f"reason.{OLD_NAMES.get(name, name)}", known["reason."]))


def labels(locale: str) -> Section:
    """Headings and sentences of the page, by name."""
    return texts(locale).section("why")
