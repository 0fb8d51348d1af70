"""A small day typed in every order, and tabs that people rearrange: what is judged follows from what was seen alone."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_compliance import model

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.compliance.judging import judge
from sheets_sync.evidence.fold import Change, Evidence, Fact, Poll
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.unit_tab import read_tab

DAY = date(2022, 12, 16)
GOOD = {
    "Ngày báo cáo": "16/12",
    "Hoạt động": "Tặng quà hộ nghèo, khó khăn",
    "Mô tả": "Tặng 20 phần quà cho hộ nghèo",
    "Số lượng": "20",
    "Đơn vị tính": "phần",
    "ĐVTN tham gia": "10",
}
BAD = {**GOOD, "Số lượng": "nhiều"}
OTHER_DAY = {**GOOD, "Ngày báo cáo": "15/12"}
EVENTS: dict[str, tuple[int, dict[str, str]]] = {
    # what happens -> in which row, what stands there then
    "a bad row": (1, BAD),
    "it is mended": (1, GOOD),
    "a good row": (2, {**GOOD, "Mô tả": "Tặng 5 phần quà cho trẻ em"}),
    "the first is cleared": (1, {}),
    "the second is cleared": (2, {}),
    "a row of another day": (3, OTHER_DAY),
}
MOMENTS = ("09:50", "09:55", "10:00:00", "10:00:30", "10:01:01", "10:05")


def tab_of(rows: Sequence[dict[str, str]], campaign: Campaign, title: str = "Gò Dầu") -> Tab:
    headings = tuple(column.header for column in campaign.columns)
    return Tab(1, title, (headings, *(tuple(row.get(heading) for heading in headings) for row in rows)))


def moment(clock: str, campaign: Campaign) -> datetime:
    return datetime.fromisoformat(f"2022-12-16T{clock:0>5}").replace(tzinfo=campaign.timezone)


def saw(rows: Sequence[dict[str, str]]) -> str:
    """What a look sees, by a rule of thumb of this test."""
    of_day = [row for row in rows if row.get("Ngày báo cáo") == "16/12"]
    return "v" if any(row["Số lượng"] != "nhiều" for row in of_day) else "a" if of_day else "-"


@pytest.mark.once
def test_every_order_of_typing_events_of_a_small_day(campaign: Campaign) -> None:
    """Whatever order people type in, with a look after each act, the status is that of the model written apart."""
    unit, reader = campaign.unit_by_key["go-dau"], CellReader(campaign)
    seen: set[str] = set()
    for order in itertools.permutations(EVENTS):
        rows: list[dict[str, str]] = [{}, {}, {}]
        shown: dict[tuple[str, date | None], Change] = {}
        facts: list[Fact] = []
        looks: list[tuple[datetime, str]] = []
        for clock, event in zip(MOMENTS, order, strict=True):
            number, cells = EVENTS[event]
            rows[number - 1] = cells
            sent = moment(clock, campaign)
            report = read_tab(tab_of(rows, campaign), unit, campaign, DAY, reader)
            changed = changes_since(shown, observe(report, sent), unit.key, sent)
            shown |= {(change.unit, change.day): change for change in changed}
            facts += [Poll(sent, sent, "s", (unit.key,)), *changed]
            looks.append((sent, saw(rows)))
        evidence = Evidence(facts)
        for as_of in ("09:59", "10:00:45", "12:00"):
            found = judge(unit, DAY, evidence, campaign, moment(as_of, campaign)).status
            assert found == model(looks, moment(as_of, campaign)), (order, as_of)
            seen.add(found)
    assert seen == {"pending", "on_time", "late", "invalid", "missed"}


cells = st.sampled_from([GOOD, BAD, OTHER_DAY, {}, {**GOOD, "Số lượng": "7"}, {"Mô tả": "chưa có ngày"}])


@pytest.mark.once
@settings(max_examples=400, deadline=None)
@given(st.lists(cells, min_size=1, max_size=6), st.randoms(use_true_random=False), st.integers(0, 3))
def test_rearranging_a_tab_changes_no_status(
    campaign: Campaign, rows: list[dict[str, str]], chance: Any, blanks: int
) -> None:
    """Rows sorted, moved and set apart, columns moved and inserted, the tab renamed: the same status and flags."""
    unit, reader = campaign.unit_by_key["go-dau"], CellReader(campaign)
    before, after = moment("09:55", campaign), moment("10:30", campaign)
    moved = [*rows, *({} for _ in range(blanks))]
    chance.shuffle(moved)
    grid = [list(row) for row in zip(*tab_of(moved, campaign).rows, strict=True)]
    columns: list[list[Value]] = [*grid, *([None] * len(grid[0]) for _ in range(blanks))]
    chance.shuffle(columns)
    rearranged = Tab(1, "Gò Dầu (mới)", tuple(zip(*columns, strict=True)), tag=unit.key)
    facts: list[Fact] = []
    shown: dict[tuple[str, date | None], Change] = {}
    for sent, tab in ((before, tab_of(rows, campaign)), (after, rearranged)):
        report = read_tab(tab, unit, campaign, DAY, reader)
        assert report.readable
        changed = changes_since(shown, observe(report, sent), unit.key, sent)
        shown |= {(change.unit, change.day): change for change in changed}
        facts += [Poll(sent, sent, "s", (unit.key,)), *changed]
    evidence = Evidence(facts)
    one, two = (judge(unit, DAY, evidence, campaign, m) for m in (before, after + timedelta(minutes=1)))
    kept = ("seen_present", "attempted_at", "problems", "edited_after_deadline", "withdrawn")
    assert [getattr(one, name) for name in kept] == [getattr(two, name) for name in kept]
    if one.seen_present:
        assert one.status == two.status == "on_time"
