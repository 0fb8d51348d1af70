"""The line below a heading that numbers its columns, as printed tables do: (1) (2) (3), A B 1 2 3, 1 2 3=1+2. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sheets_sync.spreadsheet.snapshot import Value

_MARK = re.compile(
    r"(?P<open>[(\[]?) ?(?:(?P<number>[0-9]{1,2})|(?P<letter>[A-Za-z])) ?(?:= ?[0-9+\-*/:x() ]+)?[)\].]?"
)
_FEWEST = 3
"""Columns that are numbered in brackets, or with letters first."""
_FEWEST_PLAIN = 6
"""Columns that are numbered by mere figures: fewer could be what somebody reports."""


def numbers_columns(row: Sequence[Value]) -> bool:
    """Whether a line does nothing but number columns: from 1 on (or from A on, and then from 1), none left out."""
    marks = list(_marks(row))
    if not marks or None in marks:
        return False
    said = [mark for mark in marks if mark]
    letters = [text for text, _ in said if text.isalpha()]
    numbers = [text for text, _ in said if not text.isalpha()]
    in_order = [chr(ord("a") + n) for n in range(len(letters))] + [str(n) for n in range(1, len(numbers) + 1)]
    plain = not letters and not all(bracketed for _, bracketed in said)
    return [text for text, _ in said] == in_order and len(said) >= (_FEWEST_PLAIN if plain else _FEWEST)


def _marks(row: Sequence[Value]) -> Iterator[tuple[str, bool] | None]:
    """The number or letter of each filled cell, and whether it stands in brackets; None for anything else."""
    for value in row:
        if isinstance(value, bool):
            yield None
        elif isinstance(value, int | float):
            yield (str(int(value)), False) if 0 < value < 100 and value == int(value) else None
        elif value is not None and (text := value.strip()):
            found = _MARK.fullmatch(text)
            yield (found["number"] or found["letter"].lower(), bool(found["open"])) if found else None
