"""The word that was meant: what problems of a campaign file say of a word that is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sheets_sync.words.worded import worded


def nearest(word: str, valid: Iterable[str]) -> str:
    options = list(valid)
    close = difflib.get_close_matches(word.lower(), options, n=1, cutoff=0.5)
    if close:
        return worded("config.did_you_mean", nearest=close[0])
    return worded("config.valid_here", options=", ".join(options)) if options else ""
