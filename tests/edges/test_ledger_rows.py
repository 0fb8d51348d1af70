"""Rows in the ledger: what was read comes back as the same value, whatever was typed and wherever it stood; what merely
moved costs small numbers."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader
from sheets_sync.config import load, resources
from sheets_sync.evidence.fold import Evidence, Poll
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.ledger import Ledger, canonical, packing
from sheets_sync.ledger.bodies import Rolls
from sheets_sync.ledger.row_json import row_from_json, row_to_json
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.rows import Row, TabReport
from sheets_sync.tabs.unit_tab import read_tab

CAMPAIGN: Campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
READER = CellReader(CAMPAIGN)
TODAY = date(2022, 12, 16)
SENT = datetime(2022, 12, 16, 2, 0, tzinfo=UTC)
Grid = list[tuple[Value, ...]]
GOOD = {
    "day": "16/12", "activity": "Tặng quà hộ nghèo, khó khăn", "details": "Tặng 20 phần quà", "quantity": "20",
    "measure": "phần", "people": "10", "money": "5.000.000",
}  # fmt: skip
ROWS: list[dict[str, Value]] = [
    dict(GOOD),
    {**GOOD, "people": 10.0, "quantity": "~20 phần", "money": "5 củ", "link": "a.vn b.vn", "note": True},
    {"day": "16/12", "activity": "Không phát sinh"},
    {"note": "x"},
    {**GOOD, "day": "31/12/2021", "people": "nhiều", "measure": "\ud83d", "note": "\u0000 ' \u202e"},
    {**GOOD, "details": "\u200b", "location": "  ", "note": "0"},
]


def rows_of(*typed: dict[str, Value]) -> tuple[Row, ...]:
    columns = CAMPAIGN.columns
    grid = (tuple(c.header for c in columns), *(tuple(row.get(c.key) for c in columns) for row in typed))
    unit = CAMPAIGN.units[0]
    return read_tab(Tab(7, unit.tab, grid), unit, CAMPAIGN, TODAY, READER).rows


def assert_comes_back(row: Row) -> None:
    data = json.loads(json.dumps(row_to_json(row), ensure_ascii=False))
    back = row_from_json(data)
    assert back == row
    assert row_to_json(back) == data
    assert [type(c.typed) for c in back.cells.values()] == [type(c.typed) for c in row.cells.values()]


@pytest.mark.parametrize("typed", ROWS, ids=range(len(ROWS)))
def test_rows_come_back(typed: dict[str, Value]) -> None:
    """A row comes back from its record exactly, problems, types of numbers and all."""
    (row,) = rows_of(typed)
    assert_comes_back(row)


texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*GOOD.values(), "", " ", "-", "0", "không", "20 phần", "1.500", "16/12", "http://a.vn, b.vn"]),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
)


def bodies_of(rows: Sequence[Row]) -> list[str]:
    """The bodies of the records that say what a tab shows."""
    changes = observe(TabReport(rows[0].unit, tuple(rows)), SENT).values()
    return [entry.body for entry in Rolls().entries(list(changes))]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([c.key for c in CAMPAIGN.columns]), texts, max_size=6))
def test_any_row_comes_back(typed: dict[str, Value]) -> None:
    """Whatever is typed anywhere in a row, its record says the same: a new process sees no change where none is."""
    for row in rows_of({**GOOD, **typed}):
        assert_comes_back(row)
        for body in bodies_of([row]):
            parts = packing.split_change(body)
            assert parts is not None
            assert canonical(packing.join_change(parts)) == body


ODD = [
    "{}",
    "[]",
    '{"content":[],"day":null,"errors":0,"observed":"valid","reminders":0,"rows":[{"n":1}],"unit":"a"}',
    '{"content":[],"day":"2022-12-16","errors":0,"observed":"seen","reminders":0,"rows":[],"unit":"a"}',
    '{"content":[],"day":null,"errors":0,"extra":1,"observed":"valid","reminders":0,"rows":[],"unit":"a"}',
]


@pytest.mark.parametrize("body", ODD)
def test_a_body_that_is_not_as_others_stays_plain(body: str) -> None:
    """What could not be put together again to the letter is kept as it is."""
    assert packing.split_change(body) is None
    assert packing.split_poll(body, SENT.isoformat()) is None


@given(st.lists(st.integers(1, 60), max_size=40))
def test_runs_give_the_numbers_back(numbers: list[int]) -> None:
    """Numbers in any order come back from their runs."""
    assert list(packing.numbers_of(packing.runs_of(numbers))) == numbers


# ── what acts cost ────────────────────────────────────────────────────────────────────────────────────────────────

MANY = 150


def many_rows() -> list[dict[str, Value]]:
    return [{**GOOD, "details": f"Tặng {n} phần quà", "quantity": str(n)} for n in range(1, MANY + 1)]


def swapped(grid: Grid) -> Grid:
    return [tuple(reversed(row)) for row in grid]


def mended(grid: Grid) -> Grid:
    return [*grid[:70], (*grid[70][:2], "Tặng 1.000 phần quà", *grid[70][3:]), *grid[71:]]


def with_the_time(grid: Grid) -> Grid:
    """A cell that is another one at every look."""
    return [*grid[:20], (*grid[20][:2], "cập nhật lúc 10:05:31", *grid[20][3:]), *grid[21:]]


def with_row_on_top(grid: Grid) -> Grid:
    return [grid[0], (*grid[1][:2], "mới", *grid[1][3:]), *grid[1:]]


ACTS: list[tuple[str, Callable[[Grid], Grid], str, int]] = [
    ("nothing", lambda grid: grid, "Gò Dầu", 0),
    ("a cell mended", mended, "Gò Dầu", 1_500),
    ("a formula with the time", with_the_time, "Gò Dầu", 1_500),
    ("a row on top", with_row_on_top, "Gò Dầu", 1_500),
    ("rows removed", lambda grid: [grid[0], *grid[11:]], "Gò Dầu", 500),
    ("sorted", lambda grid: [grid[0], *grid[:0:-1]], "Gò Dầu", 1_500),
    ("shuffled", lambda grid: [grid[0], *random.Random(1).sample(grid[1:], MANY)], "Gò Dầu", 2_000),
    ("the tab renamed", lambda grid: grid, "Gò Dầu (mới)", 500),
    ("columns moved", swapped, "Gò Dầu", 1_000),
]


@pytest.mark.parametrize(("name", "act", "title", "most"), ACTS, ids=[act[0] for act in ACTS])
def test_moving_is_not_typing(tmp_path: Path, name: str, act: Callable[[Grid], Grid], title: str, most: int) -> None:
    """What was typed is stored once: whatever merely moves 150 rows costs bytes in the order of as many small numbers,
    and what one cell says costs bytes in the order of one row."""
    columns = CAMPAIGN.columns
    grid: Grid = [tuple(c.header for c in columns), *(tuple(r.get(c.key) for c in columns) for r in many_rows())]
    unit = replace(CAMPAIGN.units[0], tab=title)
    later = SENT + timedelta(minutes=5)
    with Ledger.at(tmp_path) as ledger:
        ledger.append([Poll(SENT, SENT, "s", (unit.key,)), *observe(seen(grid, unit, "Gò Dầu"), SENT).values()])
        evidence = Evidence(ledger.new_facts())
        before = stored(tmp_path)
        now = observe(seen(act(grid), unit, title), later)
        changes = changes_since(evidence.shown_to(ledger.source, unit.key, later), now, unit.key, later)
        assert bool(changes) == bool(most)
        ledger.append([Poll(later, later, "s", (unit.key,)), *changes])
        assert stored(tmp_path) - before <= most + QUIET
        assert ledger.first_broken() is None
        evidence.extend(ledger.new_facts())
        assert evidence.rows(later) == tuple(row for change in now.values() for row in change.rows)


def seen(grid: Grid, unit: Unit, title: str) -> TabReport:
    return read_tab(Tab(7, title, tuple(grid)), unit, CAMPAIGN, TODAY, READER)


HELD = {
    "records": ("body", "sent", "digest", "origin"),
    "row_texts": ("body", "digest"),
    "layouts": ("body",),
    "names": ("name",),
}


def stored(folder: Path) -> int:
    """The bytes of all that the ledger's tables hold."""
    with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite")) as raw:
        return sum(
            len(value.encode() if isinstance(value, str) else value) + 4
            for table, columns in HELD.items()
            for row in raw.execute(f"SELECT {', '.join(columns)} FROM {table}")
            for value in row
        )


QUIET = 200
"""Bytes of a poll that saw nothing new, with room to spare."""
