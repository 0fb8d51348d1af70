"""A parsed text with its folded twin of the same length, so that what is found in one is cut from both."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple


class _Folding(dict[int, str]):
    """Character -> its lower-case letter without accents, always exactly one character. Fills itself."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        found = self[code] = base if len(base) == 1 else chr(code)
        return found


_FOLDING = _Folding({ord("đ"): "d", ord("Đ"): "d"})


class _Lowering(dict[int, str]):
    """Character -> its small letter, always exactly one character."""

    def __missing__(self, code: int) -> str:
        small = chr(code).lower()
        found = self[code] = small if len(small) == 1 else chr(code)
        return found


_LOWERING = _Lowering()


class Phrase(NamedTuple):
    """`text` in small letters with its accents, `plain` without them; character by character the same words."""

    text: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Phrase:
        """The phrase of a text that is already normalised."""
        small = text.lower() if text.isascii() else text.translate(_LOWERING)
        return cls(small, small if small.isascii() else small.translate(_FOLDING))

    def cut(self, start: int, stop: int | None = None) -> Phrase:
        """The part from `start` to `stop`, trimmed."""
        return Phrase(self.text[start:stop].strip(), self.plain[start:stop].strip())

    def without(self, start: int, stop: int) -> Phrase:
        """All but the part from `start` to `stop`."""
        return Phrase(self.text[:start] + self.text[stop:], self.plain[:start] + self.plain[stop:])


def plain(text: str) -> str:
    """A word of a list as phrases are compared: small letters without accents."""
    return Phrase.of(text).plain
