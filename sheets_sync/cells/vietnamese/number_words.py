"""Vietnamese number words, with accents: `một trăm lẻ năm`, `hai lăm`, `một ngàn hai` (POLICY.md 4.3, step 5).

What people use with two meanings is no number here: `hai ba` (23 or 2–3), `vài chục`, `một triệu hai trăm`
(1.200.000 or 1.000.200).
"""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TENS = _DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_AFTER_TEN = _DIGITS | {"tư": 4, "lăm": 5, "nhăm": 5}
_COLLOQUIAL = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""What may follow a bare digit: `hai lăm` is 25."""
_LAST = _DIGITS | {"tư": 4, "mốt": 1}
"""A lone last digit after a scale is of the next lower place: `một trăm hai` is 120."""
_LINK = frozenset({"linh", "lẻ"})
_SCALES = (("tỷ", 10**9), ("tỉ", 10**9), ("triệu", 10**6), ("nghìn", 1000), ("ngàn", 1000))
_SCALE = dict(_SCALES)

WORDS = frozenset([*_AFTER_TENS, *_SCALE, *_LINK, "không", "mười", "mươi", "chục", "trăm", "rưỡi"])
"""Every word that can be a part of a number."""

MOST_WORDS = 24


def number_of(words: Sequence[str]) -> int | None:
    """The number that small-letter words say; None where they say none, or more than one."""
    if not words or len(words) > MOST_WORDS:
        return None
    if list(words) == ["không"]:
        return 0
    return _Numeral(words).total()


class _Numeral:
    """Adds up groups of hundreds before falling scales."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._sum = 0
        self._scale = 10**12

    def total(self) -> int | None:
        rest = self._words
        while rest:
            at = next((i for i, word in enumerate(rest) if word in _SCALE), None)
            if at is None:
                return self._last(rest)
            scale = _SCALE[rest[at]]
            group = _hundreds(rest[:at], after=self._scale < 10**12)
            if group is None or scale >= self._scale:
                return None
            self._sum += group * scale
            self._scale = scale
            rest = rest[at + 1 :]
        return self._sum or None

    def _last(self, rest: Sequence[str]) -> int | None:
        """What stands after the last scale, or the whole where there is none."""
        if self._scale == 10**12:
            return _hundreds(rest, ends=True)
        if list(rest) == ["rưỡi"]:
            return self._sum + self._scale // 2
        if len(rest) == 1 and rest[0] in _LAST:
            return self._sum + _LAST[rest[0]] * self._scale // 10
        if len(rest) == 2 and rest[0] in _LINK and rest[1] in _DIGITS | {"tư": 4}:
            return self._sum + _LAST[rest[1]]
        if self._scale > 1000:
            return None  # `một triệu hai trăm`: 200 or 200.000?
        group = _hundreds(rest, after=True, ends=True, colloquial=False)
        return None if group is None else self._sum + group


def _hundreds(words: Sequence[str], *, after: bool = False, ends: bool = False, colloquial: bool = True) -> int | None:
    """1–999. `after` another group `không trăm` may begin it; where it `ends` the number, `trăm rưỡi`, `trăm hai`."""
    if len(words) < 2 or words[1] != "trăm":
        return _tens(words, colloquial=colloquial)
    first = 0 if words[0] == "không" and after else _DIGITS.get(words[0])
    if first is None:
        return None
    rest = _after_hundred(list(words[2:]), ends=ends)
    return None if rest is None else first * 100 + rest


def _after_hundred(rest: list[str], *, ends: bool) -> int | None:
    if not rest:
        return 0
    if rest == ["rưỡi"]:
        return 50 if ends else None
    if len(rest) == 2 and rest[0] in _LINK:
        return _LAST.get(rest[1]) if rest[1] != "mốt" else None
    if len(rest) == 1 and rest[0] in _LAST:
        return _LAST[rest[0]] * 10 if ends else None  # `một trăm hai nghìn`: 120 or 102?
    return _tens(rest)


def _tens(words: Sequence[str], *, colloquial: bool = True) -> int | None:
    """1–99."""
    match list(words):
        case [one]:
            return 10 if one == "mười" else _DIGITS.get(one)
        case ["mười", unit]:
            return 10 + _AFTER_TEN[unit] if unit in _AFTER_TEN else None
        case [tens, "mươi" | "chục"] if tens in _DIGITS and (tens != "một" or words[1] == "chục"):
            return _DIGITS[tens] * 10
        case [tens, "chục", "rưỡi"] if tens in _DIGITS:
            return _DIGITS[tens] * 10 + 5
        case [tens, "mươi", unit] if tens in _DIGITS and tens != "một" and unit in _AFTER_TENS:
            return _DIGITS[tens] * 10 + _AFTER_TENS[unit]
        case [tens, unit] if colloquial and tens in _DIGITS and tens != "một" and unit in _COLLOQUIAL:
            return _DIGITS[tens] * 10 + _COLLOQUIAL[unit]
    return None
