"""Rows in the ledger: what was read comes back as the same value, whatever was typed and wherever it stood."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.config import load, resources
from sheets_sync.ledger.row_json import row_from_json, row_to_json
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.rows import Row
from sheets_sync.tabs.unit_tab import read_tab

CAMPAIGN: Campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
READER = CellReader(CAMPAIGN)
TODAY = date(2022, 12, 16)
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


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([c.key for c in CAMPAIGN.columns]), texts, max_size=6))
def test_any_row_comes_back(typed: dict[str, Value]) -> None:
    """Whatever is typed anywhere in a row, its record says the same: a new process sees no change where none is."""
    for row in rows_of({**GOOD, **typed}):
        assert_comes_back(row)
