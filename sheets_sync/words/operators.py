"""The language of what operators read: help, errors, `check`, logs, the lines for cron. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.words.texts import FALLBACK, languages

LANGUAGE_VARIABLE = "SHEETS_SYNC_LANG"


def operators_language(environ: Mapping[str, str], locale: str | None = None) -> str:
    """`SHEETS_SYNC_LANG`, else the campaign's `locale` where one is known, else the environment's; else English."""
    said = (environ.get(LANGUAGE_VARIABLE, ""), locale or "", *(environ.get(n, "") for n in ("LC_ALL", "LANG")))
    found = (text.replace("-", "_").partition("_")[0].lower() for text in said)
    return next((language for language in found if language in languages()), FALLBACK)
