"""How much a phone shows: what the tabs are laid out for.

Sheets wraps text within one cell only, so a line over a table is broken here: between parts, at a width that a phone
in portrait shows.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

PHONE = 360
"""Pixels across of a small phone in portrait."""
GUTTER = 46
"""Pixels that the row numbers take."""
LINE = 50
"""Letters of the usual size that fit beside the row numbers of a phone."""
BOLD_LINE = 42
"""The same in bold."""
SMALL_LINE = 54
"""The same in small letters."""


def folded(parts: Iterable[str], between: str, width: int = LINE) -> str:
    """The parts in one text, with a new line wherever the next one would pass `width`; a part is never broken."""
    lines: list[str] = []
    end = between.rstrip() if between[0] == "," else ""
    room = width - len(end)
    for part in parts:
        if lines and len(lines[-1]) + len(between) + len(part) <= room:
            lines[-1] += between + part
        else:
            lines.append(part)
    return f"{end}\n".join(lines)


def wrapped(sentence: str, width: int = LINE) -> str:
    """A sentence with line breaks between words."""
    return "\n".join(textwrap.wrap(sentence, width, break_long_words=False, break_on_hyphens=False))
