"""Characters that people type and that no screen shall obey: they are told by a sign, or left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping

_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn round the direction of what stands after them."""
_CONTROLS = {*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A}
_UNSHOWN: Mapping[int, str | None] = {**dict.fromkeys(_DIRECTIONS), **dict.fromkeys(_CONTROLS, "\ufffd")}
_IN_JSON: Mapping[int, str] = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *_DIRECTIONS)}


def unshown(text: str) -> str:
    """A text for a terminal or a cell: "�" stands for each character that would control a terminal, marks of direction
    are left out, lines and tabs stay.

    >>> unshown("a\\x1b[2Jb\\r\\u202ec")
    'a�[2Jb�c'
    """
    return text.translate(_UNSHOWN)


def unshown_json(text: str) -> str:
    """A JSON document with those of these characters escaped that JSON leaves as they are: it says the same."""
    return text.translate(_IN_JSON)
