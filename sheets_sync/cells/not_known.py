"""Cells that say "not known yet", in the words of a language (POLICY.md 4.3 step 2). Texts and links know them too."""

from __future__ import annotations

from collections.abc import Collection

from sheets_sync.cells.normalise import fold, unified

_LONGEST = 50


def is_not_known(text: str, words: Collection[str]) -> bool:
    """Whether the whole text says that the figure or the words are still to come. `words` are folded."""
    plain = text.strip()
    if len(plain) >= _LONGEST:
        return _only_dots(plain)
    plain = unified(plain)
    return fold(plain) in words or _only_dots(plain)


def _only_dots(text: str) -> bool:
    return text.count(".") >= 2 and not text.strip(". ")
