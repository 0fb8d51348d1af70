"""Cells for remarks and urgent matters: whether they say that there is nothing to say. Pure."""

from __future__ import annotations

import unicodedata

from sheets_sync.words.texts import texts

_MARKS = " .,;:!-–—_/"
_EVERYWHERE = frozenset({"", "0", "n/a", "no", "none"})


def says_nothing(text: str, tag: str) -> bool:
    """Whether a remark says that there is none, in the words of a language ("Không", "-", "Nothing to report.")."""
    said = " ".join(unicodedata.normalize("NFC", text).split()).strip(_MARKS).casefold()
    return said in _EVERYWHERE or said in texts(tag).get("letters.nothing")
