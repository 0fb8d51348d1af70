"""What people changed in rows that had been seen: which cell, before and after, between which looks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sheets_sync.cells.reading import accept
from sheets_sync.compliance.edits import Edit, edits
from sheets_sync.evidence.fold import Change, Observed
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.rows import Row, TypedCell

START = datetime(2022, 12, 16, 2, 0, tzinfo=UTC)
COLUMNS = ("day", "details", "quantity")


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def row(number: int, **typed: Any) -> Row:
    cells = {key: TypedCell(Cell(number, COLUMNS.index(key)), text, accept(text)) for key, text in typed.items()}
    return Row("u", "U", 1, number, cells, date(2022, 12, 16), nil=False, valid=True)


def shows(minute: int, *rows: Row) -> Change:
    return Change(at(minute), "u", date(2022, 12, 16), Observed.VALID if rows else Observed.ABSENT, rows)


A = {"day": "16/12", "details": "tặng quà", "quantity": "20"}
B = {"day": "16/12", "details": "làm đường", "quantity": "7"}

TABLE: list[tuple[str, list[Row], list[Row], list[tuple[str, str, str, str]]]] = [
    ("nothing", [row(1, **A)], [row(1, **A)], []),
    ("a cell", [row(1, **A)], [row(1, **{**A, "quantity": "25"})], [("C2", "quantity", "20", "25")]),
    ("a cell emptied", [row(1, **A)], [row(1, day="16/12", details="tặng quà")], [("C2", "quantity", "20", "")]),
    ("a cell filled", [row(1, day="16/12")], [row(1, day="16/12", details="x")], [("B2", "details", "", "x")]),
    ("moved", [row(1, **A), row(2, **B)], [row(5, **B), row(9, **A)], []),
    ("moved and edited", [row(1, **A)], [row(4, **{**A, "quantity": "25"})], [("C5", "quantity", "20", "25")]),
    ("a row more", [row(1, **A)], [row(1, **A), row(2, **B)], [("A3", "", "", "16/12; làm đường; 7")]),
    ("a row less", [row(1, **A), row(2, **B)], [row(1, **A)], [("A3", "", "16/12; làm đường; 7", "")]),
    ("all gone", [row(1, **A)], [], [("A2", "", "16/12; tặng quà; 20", "")]),
    ("a number", [row(1, quantity=20)], [row(1, quantity=20.5)], [("C2", "quantity", "20", "20.5")]),
    ("two alike, one goes", [row(1, **A), row(2, **A)], [row(1, **A)], [("A3", "", "16/12; tặng quà; 20", "")]),
]


@pytest.mark.parametrize(("name", "before", "after", "expected"), TABLE, ids=[entry[0] for entry in TABLE])
def test_table(name: str, before: list[Row], after: list[Row], expected: list[tuple[str, str, str, str]]) -> None:
    """Cells are compared row by row, wherever the rows moved; whole rows are told as one."""
    looks = [at(minute) for minute in (0, 5, 10, 15)]
    found = edits([shows(0, *before), shows(15, *after)], looks, COLUMNS)
    assert found == [Edit(at(10), at(15), *what) for what in expected]


def test_the_first_sight_is_no_edit() -> None:
    """What the first look saw was not edited; every later change lies between the two looks around it."""
    changes = [shows(5, row(1, **A)), shows(20, row(1, **{**A, "quantity": "2"})), shows(30, row(1, **A))]
    found = edits(changes, [at(m) for m in range(0, 40, 5)], COLUMNS)
    assert [(e.since, e.until, e.before, e.after) for e in found] == [
        (at(15), at(20), "20", "2"),
        (at(25), at(30), "2", "20"),
    ]
    assert edits(changes[:1], [], COLUMNS) == []
