"""What was read before makes the next poll cheaper and never different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.config import load, resources
from sheets_sync.ledger.row_json import row_to_json
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.rows import TabReport
from sheets_sync.tabs.unit_tab import read_tab

CAMPAIGN = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
TODAY = date(2022, 12, 20)
KEYS = [c.key for c in CAMPAIGN.columns]
TYPED: dict[str, list[Value]] = {
    "day": ["16/12", "17/12/2022", "30/12", "31/11", "", None, 44911.0, 44911, True],
    "activity": ["Tặng quà hộ nghèo, khó khăn", "TT1", "GT1", "Không phát sinh", "Họp", "tang qua", "", None],
    "details": ["Tặng quà xã Phước Vinh", "TẶNG QUÀ xã Phước Vinh", "Quà", "như trên", " \u200b", "", None, 5],
    "place": ["xã A", "XÃ A", "", None],
    "quantity": ["20", "1.500", "1,5 km", "0", "20 căn", "chưa có", "", None, 20, 20.0, 1, True, 44905.0],
    "measure": ["m", "km", "phần", "trang", "", None, 1],
    "people": ["10", "khoảng 10", "nhiều", "0", "", None, 1, 1.0, True],
    "money": ["5.000.000", "5 củ", "", None, 60000.0, False],
    "link": ["https://a.vn/1", "https://a.vn/2 a.vn/1", "chưa đăng", "", None],
    "note": ["x", "=1+1", "", None, 0.5, "#REF!"],
}
ROWS = st.tuples(*(st.sampled_from(TYPED.get(key, [None, "", "VP"])) for key in KEYS))
GRIDS = st.lists(st.one_of(ROWS, st.just(())), max_size=8)
FORMATS = st.dictionaries(
    st.builds(Cell, st.integers(1, 9), st.integers(0, len(KEYS) - 1)), st.sampled_from(["DATE", "PERCENT"]), max_size=6
)


@st.composite
def polls(draw: st.DrawFn) -> list[tuple[Tab, date]]:
    """Looks at one tab between which people type, move, double and delete rows, move a column, rename the tab."""
    grid: list[Any] = draw(GRIDS)
    found = []
    for _ in range(draw(st.integers(2, 5))):
        order = draw(st.permutations(range(len(KEYS)))) if draw(st.integers(0, 4)) == 0 else range(len(KEYS))
        kept = draw(st.lists(st.sampled_from(grid), max_size=10)) if grid else []
        grid = draw(st.permutations(kept + draw(GRIDS))) if draw(st.booleans()) else [*grid, *draw(GRIDS)]
        rows = [tuple(c.header for c in CAMPAIGN.columns), *grid]
        tab = Tab(
            draw(st.sampled_from([7, 7, 7, 8])),
            draw(st.sampled_from(["Gò Dầu", "Gò Dầu", "Gò Dầu 2"])),
            tuple(tuple(row[at] for at in order) if row else () for row in rows),
            draw(FORMATS),
        )
        found.append((tab, draw(st.sampled_from([TODAY, TODAY, date(2022, 12, 31)]))))
    return found


def read(tab: Tab, today: date, reader: CellReader | None = None, memory: RowMemory | None = None) -> TabReport:
    return read_tab(tab, CAMPAIGN.unit_by_key["go-dau"], CAMPAIGN, today, reader, memory)


def exactly(report: TabReport) -> list[str]:
    """Rows as they are recorded; 1, 1.0 and True differ here, which are equal to each other elsewhere."""
    return [repr(row_to_json(row)) for row in report.rows]


@pytest.mark.once
@settings(max_examples=200, deadline=None)
@given(polls())
def test_a_warm_reading_is_a_fresh_one(looks: list[tuple[Tab, date]]) -> None:
    """Whatever was typed, moved or deleted since the last poll, what was remembered changes nothing."""
    reader, memory = CellReader(CAMPAIGN), RowMemory()
    for tab, today in looks:
        warm, fresh = read(tab, today, reader, memory), read(tab, today)
        assert warm == fresh
        assert exactly(warm) == exactly(fresh)


@settings(max_examples=50, deadline=None)
@given(polls())
def test_rows_that_vanished_are_forgotten(looks: list[tuple[Tab, date]]) -> None:
    """The memory never holds more than the rows of the last poll."""
    reader, memory = CellReader(CAMPAIGN), RowMemory()
    for tab, today in looks:
        read(tab, today, reader, memory)
        assert len(memory) <= len({row for row in tab.rows[1:] if any(v not in (None, "") for v in row)})
    read(Tab(7, "Gò Dầu", looks[-1][0].rows[:1]), TODAY, reader, memory)
    assert len(memory) == 0


def test_a_row_seen_at_the_last_poll_is_the_same_row(campaign: Campaign) -> None:
    """A row that nobody touched is not read again; a moved one keeps what it says and knows its new place."""
    row: tuple[Value, ...] = ("16/12", "GT1", "Làm đường xã Phước Vinh", None, "1.500 m", None, "khoảng 10")
    head: tuple[Value, ...] = tuple(c.header for c in campaign.columns)
    reader, memory = CellReader(campaign), RowMemory()
    unit = campaign.unit_by_key["go-dau"]
    tab = Tab(7, "Gò Dầu", (head, row))
    (first,) = read_tab(tab, unit, campaign, TODAY, reader, memory).rows
    (again,) = read_tab(replace(tab, rows=(head, tuple(row))), unit, campaign, TODAY, reader, memory).rows
    assert again is first
    (moved,) = read_tab(replace(tab, rows=(head, (), (), row)), unit, campaign, TODAY, reader, memory).rows
    assert (moved.number, moved.cells["people"].cell, moved.problems[0].cell) == (3, Cell(3, 6), Cell(3, 6))


def test_another_campaign_is_read_anew(campaign: Campaign) -> None:
    """A memory that is handed a reader of other rules forgets: what it holds was read by the old ones."""
    head: tuple[Value, ...] = tuple(c.header for c in campaign.columns)
    tab = Tab(7, "Gò Dầu", (head, ("16/12", "GT1", "Làm đường", None, "0", None, "10")))
    unit, memory = campaign.unit_by_key["go-dau"], RowMemory()
    assert not read_tab(tab, unit, campaign, TODAY, CellReader(campaign), memory).rows[0].valid
    lenient = replace(campaign, rules_off=frozenset({"quantity"}))
    assert read_tab(tab, unit, lenient, TODAY, CellReader(lenient), memory).rows[0].valid
