"""Vietnamese typed in old encodings and pasted as Unicode (POLICY.md 4.8 rule 6).

The decoders take the text as it was typed: normalisation destroys it (in TCVN3 the soft hyphen is ư).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®"
    "µ¶·¸¹»¼½¾ÆÇÈÉÊË"
    "ÌÎÏÐÑÒÓÔÕÖ"
    "×ØÜÝÞ"
    "ßáâãäåæçèéêëìíî"
    "ïñòóôõö÷øù"
    "úûüýþ"
    "\u03bc",  # the Greek letter for the micro sign, as some programs paste it
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵà",
)

_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HATS = dict(zip("áàåãä", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_BREVES = dict(zip("éèúüë", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_LONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni_table() -> dict[str, str]:
    """What VNI-Windows writes for each letter: a vowel and a mark after it, or one letter. Lower case."""
    table = dict(_VNI_LONE)
    for vowel, shown in (*zip("aeiouy", "aeiouy", strict=True), ("ơ", "ô"), ("ư", "ö")):
        table |= {shown + mark: vowel + tone for mark, tone in _VNI_TONES.items()}
    for vowel in "aeo":
        table[vowel + "â"] = vowel + "\u0302"
        table |= {vowel + mark: vowel + "\u0302" + tone for mark, tone in _VNI_HATS.items()}
    table["aê"] = "ă"
    table |= {"a" + mark: "ă" + tone for mark, tone in _VNI_BREVES.items()}
    return {typed: unicodedata.normalize("NFC", letter) for typed, letter in table.items()}


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def decodings(typed: str) -> Iterator[str]:
    """What a text says if it was typed in TCVN3, in VNI-Windows, or is UTF-8 shown as Windows-1252."""
    if typed.isascii():
        return
    composed = unicodedata.normalize("NFC", typed)
    yield from_tcvn3(composed)
    yield from_vni(composed)
    mended = from_mojibake(composed)
    if mended is not None:
        yield mended


def from_tcvn3(typed: str) -> str:
    """TCVN3 (.VnTime): one sign for each letter; capitals with a tone exist in its capital fonts only."""
    return typed.translate(_TCVN3)


def from_vni(typed: str) -> str:
    """VNI-Windows, in lower case: its capitals are the capitals of the same signs."""
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], typed.lower())


def from_mojibake(typed: str) -> str | None:
    """UTF-8 that was shown as Windows-1252; None where the text is not that.

    A browser shows the five bytes without a letter as control characters; the no-break space of "à" may have become
    a plain one.
    """
    shown = typed.replace("Ã ", "Ã\u00a0")
    try:
        return b"".join(_byte(c) for c in shown).decode("utf-8")
    except UnicodeError:
        return None


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if "\u0080" <= character <= "\u009f" else "cp1252")
