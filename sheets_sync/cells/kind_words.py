"""Words before a unit's place that say what kind of union it is (typed-cell policy, 4.8)."""

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
_SHORTEST_SLIPPING = 5  # H, TX, HĐ with one letter changed are X (xã) and TT (thị trấn)

KIND_OF = {compared(word): kind for kind, words in KIND_WORDS.items() for word in words}
_BARE_KIND_OF = {bared(word): kind for word, kind in KIND_OF.items()}
SLIPPING_WORDS = tuple(word for word in KIND_OF if len(word) >= _SHORTEST_SLIPPING)
_MOST_WORDS = 4  # of a kind word, with one to spare


def splits(text: str, *, bare: bool = False) -> Iterator[tuple[str, str]]:
    """Every way in which a compared text is a kind word and a place: (kind, place). With `bare`, the kind word may
    also lack its accents. The place is never empty. Unions of a place are also called Đoàn Thanh niên huyện …, so a
    kind word may stand after a word of any kind."""
    words = text.split(" ", _MOST_WORDS)
    for count in range(1, min(len(words), _MOST_WORDS)):
        head, place = " ".join(words[:count]), " ".join(words[count:])
        kind = KIND_OF.get(head)
        if kind is None and bare:
            kind = _BARE_KIND_OF.get(head)
        if kind is None:
            continue
        yield kind, place
        if kind == ANY:
            yield from splits(place, bare=bare)


def is_kind_word(text: str) -> bool:
    """Whether a compared text is nothing but a kind word."""
    return text in KIND_OF or text in _BARE_KIND_OF
