"""What people changed in rows that had been seen before: cell by cell, between which two looks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sheets_sync.compliance.judging import last_before
from sheets_sync.evidence.fold import Change
from sheets_sync.tabs.rows import Row, TypedCell

Cells = Mapping[str, TypedCell]


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
        old, new = ([_Seen(row, columns) for row in change.rows] for change in (before, after))
        found += [Edit(since, after.sent, *what) for what in _differences(old, new)]
    return found


_Texts = dict[str, str]


class _Seen:
    """A row as edits compare it: the texts of its cells, in the order in which cells are told."""

    def __init__(self, row: Row, columns: Sequence[str]) -> None:
        self.number = row.number
        self.cells = {key: row.cells[key] for key in columns if key in row.cells}
        self.texts: _Texts = {key: text for key, cell in self.cells.items() if (text := _typed(cell))}

    @property
    def first_cell(self) -> str:
        return next((cell.cell.a1 for cell in self.cells.values()), "")


def _differences(before: Sequence[_Seen], after: Sequence[_Seen]) -> Iterator[tuple[str, str, str, str]]:
    for old, new in _matched(before, after):
        if old is None or new is None:
            row = old or new
            assert row is not None
            said = "; ".join(row.texts.values())
            yield row.first_cell, "", said if old else "", said if new else ""
        else:
            yield from _cell_differences(old.cells, new.cells)


def _cell_differences(old: Cells, new: Cells) -> Iterator[tuple[str, str, str, str]]:
    for column in dict.fromkeys((*old, *new)):
        was, now = _typed(old.get(column)), _typed(new.get(column))
        if was != now:
            yield (new.get(column) or old[column]).cell.a1, column, was, now


def _matched(before: Sequence[_Seen], after: Sequence[_Seen]) -> Iterator[tuple[_Seen | None, _Seen | None]]:
    """Which row became which: the same texts wherever they moved, then the same place, then the most alike."""
    old, new = list(before), list(after)
    for row in list(new):
        same = next((candidate for candidate in old if candidate.texts == row.texts), None)
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


def _likeness(old: _Seen, new: _Seen) -> tuple[int, int]:
    """In the same place first, then by the number of equal cells."""
    equal = sum(new.texts.get(column) == text for column, text in old.texts.items())
    return (int(old.number == new.number), equal)


def _typed(cell: TypedCell | None) -> str:
    return "" if cell is None or cell.typed is None else str(cell.typed)
