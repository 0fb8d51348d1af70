"""What people changed in rows that had been seen before: cell by cell, between which two looks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sheets_sync.compliance.judging import last_before
from sheets_sync.evidence.fold import Change

Cells = Mapping[str, Mapping[str, Any]]
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell was changed between two looks: `since` (still `before`) and `until` (already `after`).

    `cell` is where it stands now, or stood; `column` its key. A row that came or went has `column` "" and `cell`
    the address of its first cell; `before` or `after` is then its texts in one line, and the other one is "".
    """

    since: datetime | None
    until: datetime
    cell: str
    column: str
    before: str
    after: str


def edits(changes: Sequence[Change], looks: Sequence[datetime], columns: Sequence[str]) -> list[Edit]:
    """Everything that was edited after the first look that saw a row of the day.

    `looks`: when the tab was read; `columns`: keys in the order in which cells are told.
    """
    found = []
    for before, after in pairwise(changes):
        since = last_before(looks, after.sent)
        rows = (_in_order(before.rows, columns), _in_order(after.rows, columns))
        found += [Edit(since, after.sent, *what) for what in _differences(*rows)]
    return found


def _in_order(rows: Sequence[_Row], columns: Sequence[str]) -> list[_Row]:
    return [{**row, "cells": {key: row["cells"][key] for key in columns if key in row["cells"]}} for row in rows]


def _differences(before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[tuple[str, str, str, str]]:
    for old, new in _matched(before, after):
        if old is None or new is None:
            row = old or new
            assert row is not None
            said = "; ".join(text for text in map(_typed, row["cells"].values()) if text)
            yield _first_cell(row), "", said if old else "", said if new else ""
        else:
            yield from _cell_differences(old["cells"], new["cells"])


def _cell_differences(old: Cells, new: Cells) -> Iterator[tuple[str, str, str, str]]:
    for column in dict.fromkeys((*old, *new)):
        was, now = _typed(old.get(column)), _typed(new.get(column))
        if was != now:
            yield str((new.get(column) or old[column])["a1"]), column, was, now


def _matched(before: Sequence[_Row], after: Sequence[_Row]) -> Iterator[tuple[_Row | None, _Row | None]]:
    """Which row became which: the same texts wherever they moved, then the same place, then the most alike."""
    old, new = list(before), list(after)
    for row in list(new):
        same = next((candidate for candidate in old if _texts(candidate) == _texts(row)), None)
        if same is not None:
            old.remove(same)
            new.remove(row)
    for row in new:
        became = max(old, key=lambda candidate: _likeness(candidate, row), default=None)
        if became is not None and _likeness(became, row) > (0, 0):
            old.remove(became)
            yield became, row
        else:
            yield None, row
    yield from ((row, None) for row in old)


def _likeness(old: _Row, new: _Row) -> tuple[int, int]:
    """In the same place first, then by the number of equal cells."""
    was, now = _texts(old), _texts(new)
    equal = sum(now.get(column) == text for column, text in was.items())
    return (int(old["number"] == new["number"]), equal)


def _texts(row: _Row) -> dict[str, str]:
    return {column: text for column, cell in row["cells"].items() if (text := _typed(cell))}


def _typed(cell: Mapping[str, Any] | None) -> str:
    typed = cell["typed"] if cell else None
    return "" if typed is None else str(typed)


def _first_cell(row: _Row) -> str:
    return next((str(cell["a1"]) for cell in row["cells"].values()), "")
