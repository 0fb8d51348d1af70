"""In which language a command speaks to who runs it: known before any campaign is loaded."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.words.operators import operators_language
from sheets_sync.words.worded import told, worded

if TYPE_CHECKING:
    import logging

DEFAULT = "vi"
"""The language of a campaign file that names none."""
_LOCALE = re.compile(r"""^\s*locale\s*=\s*["']([A-Za-z-]+)["']""", re.MULTILINE)


def spoken() -> str:
    """The language of this command: `SHEETS_SYNC_LANG`, else the campaign file's, else the environment's."""
    return language_of(sys.argv[1:], os.environ)


def said(text: object) -> str:
    """A wording or an error in the language of this command; any other text as it is."""
    return str(told(text, spoken()))


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language for a command line. A campaign file need not be right for its language to be known."""
    return operators_language(environ, _locale_of(_campaign_file(arguments, environ)))


def _campaign_file(arguments: Sequence[str], environ: Mapping[str, str]) -> Path:
    named = environ.get("SHEETS_SYNC_CAMPAIGN") or "campaign.toml"
    for word, following in pairwise((*arguments, "")):
        option, _, value = word.partition("=")
        if option == "--campaign":
            return Path(value or following)
        if word.endswith(".toml"):  # `watch` takes campaign files as they are
            named = word
    return Path(named)


def _locale_of(file: Path) -> str | None:
    try:
        text = file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
    found = _LOCALE.search(text)
    return found[1] if found else DEFAULT


def speak(key: str, /, **facts: object) -> str:
    """The text of "section.key" in the language of this command."""
    return said(worded(key, **facts))


def log_spoken(record: logging.LogRecord) -> bool:
    """Puts a line of the log into the language of this command: its message and what it names, errors among them."""
    language = spoken()
    record.msg = told(record.msg, language)
    if isinstance(record.args, tuple):
        record.args = tuple(told(part, language) for part in record.args)
    return True
