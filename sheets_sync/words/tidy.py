"""What people typed, as text for a paper: cleaned, on one line, with a capital or a small letter. Pure."""

from __future__ import annotations

import re
import unicodedata

# Controls that XML 1.0 can't carry, lone surrogates and non-characters, and marks that turn the direction of the
# text that follows them: none of them is ever meant, and each can spoil a document.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """NFC, line breaks as "\\n", without characters that a document can't carry."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def one_line(text: str) -> str:
    """Cleaned text with every run of blanks and line breaks as one space."""
    return " ".join(clean(text).split())


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is written in capitals (ĐVTN, TNCS)."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
