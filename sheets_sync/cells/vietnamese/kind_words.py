"""Words before a unit's place that say what kind of union it is (POLICY.md 4.8)."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.cells.known_forms import bared, compared

ANY = ""
"""The kind of the words that go with every unit."""

KIND_WORDS = {
    "huyện": ("Huyện Đoàn", "Đoàn huyện", "HĐ", "Huyện", "H"),
    "thị": ("Thị Đoàn", "Đoàn thị xã", "TĐ", "Thị xã", "TX"),
    "thành": ("Thành Đoàn", "Đoàn thành phố", "Thành phố", "TP"),
    ANY: ("Đoàn", "Đoàn Thanh niên", "ĐTN", "Đoàn trường"),
}
_SHORTEST_SLIPPING = 4  # H, TX and TP with another letter are X (xã) and TT (thị trấn): other bodies

KIND_OF = {compared(word): kind for kind, words in KIND_WORDS.items() for word in words}
SLIPPING_WORDS = tuple(word for word in KIND_OF if len(word) >= _SHORTEST_SLIPPING)
_BARE_KIND_OF = {bared(word): kind for word, kind in KIND_OF.items()}
_MOST_WORDS = max(word.count(" ") for word in KIND_OF) + 1


def splits(text: str, *, bare: bool = False) -> Iterator[tuple[str, str]]:
    """Every way in which a compared text is a kind word and a place: (kind, place), the place never empty.

    With `bare`, the kind word may lack its accents. People also write Đoàn Thanh niên huyện Tân Châu: after a word of
    any kind another one may stand.
    """
    for kind, place in _one_word(text, bare):
        yield kind, place
        if kind == ANY:
            yield from _one_word(place, bare)


def candidates(text: str, *, bare: bool = False) -> Iterator[tuple[str, str]]:
    """The text as a place alone, then with each kind word that it may begin with."""
    yield ANY, text
    yield from splits(text, bare=bare)


def is_kind_word(text: str) -> bool:
    """Whether a compared text is nothing but a kind word."""
    return text in KIND_OF


def _one_word(text: str, bare: bool) -> Iterator[tuple[str, str]]:
    words = text.split(" ", _MOST_WORDS)
    for count in range(1, len(words)):
        head = " ".join(words[:count])
        kind = KIND_OF.get(head, _BARE_KIND_OF.get(head) if bare else None)
        if kind is not None:
            yield kind, " ".join(words[count:])
