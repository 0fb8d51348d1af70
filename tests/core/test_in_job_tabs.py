"""Reports in the job's own tabs are told from what the job wrote, and stay where the job writes its tab anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from test_elsewhere import GOOD

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet import tab_requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.difference import difference, difference_beside
from sheets_sync.spreadsheet.plan import PlanCell, TabPlan
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.elsewhere import Reports
from sheets_sync.tabs.in_job_tabs import reports_typed_in, typed_problem

SERIAL = (date(2022, 12, 16) - date(1899, 12, 30)).days
TYPED: dict[str, tuple[Value, ...]] = {
    "as text": GOOD,
    "a day that the spreadsheet made a number": (SERIAL, *GOOD[1:]),
    "no day": (None, *GOOD[1:]),
    "no day, further to the left": GOOD[1:],
    "after the unit's name": ("Huyện Đoàn Gò Dầu", *GOOD),
    "nothing to report": ("16/12", "Không phát sinh"),
    "a mistyped day": ("hôm nay", *GOOD[1:]),
    "further to the right": (None, None, *GOOD),
}
OF_THE_JOB: dict[str, tuple[Value, ...]] = {
    "a unit of the board": ("Huyện Đoàn Gò Dầu", "✓ 09:55", "–", 2, "100 %"),
    "the board's headings": ("Đơn vị", "16/12", "17/12", "18/12", "Tỷ lệ"),
    "a problem": ("Huyện Đoàn Gò Dầu", "✗ B2", "Ô B2: …", "Lỗi", "Tặng quà hộ nghèo, khó khăn", "16/12/2022", "10:00"),
    "a total": ("Tặng quà hộ nghèo, khó khăn", "phần", 20, 20, "1/14", 20, SERIAL),
    "a day of the totals": ("16/12/2022", 20, 20, 10, "1/14"),
    "a title": ("THEO DÕI CHẾ ĐỘ BÁO CÁO",),
}


@pytest.mark.parametrize("row", TYPED.values(), ids=TYPED)
def test_a_report_is_known(campaign: Campaign, row: tuple[Value, ...]) -> None:
    """However people typed it: named with its place and what stands there."""
    tab = Tab(7, "Tuân thủ", (OF_THE_JOB["a title"], (), row))
    rows = reports_typed_in(tab, Reports(campaign, CellReader(campaign), campaign.last_day))
    assert rows == (2,)
    problem = typed_problem(tab, rows)
    assert (problem.code, problem.unit, problem.facts["rows"]) == ("H9", "", "1")
    assert str(row[-1]) in problem.typed


def test_what_the_job_wrote_is_none(campaign: Campaign) -> None:
    """No row of the board, of the list of problems, of the totals, is taken for a report."""
    tab = Tab(7, "Tuân thủ", tuple(OF_THE_JOB.values()))
    assert not reports_typed_in(tab, Reports(campaign, CellReader(campaign), campaign.last_day))


def plan(rows: int) -> TabPlan:
    cells = {Cell(row, column): PlanCell(f"{row}.{column}") for row in range(rows) for column in range(3)}
    return TabPlan("compliance", "Tuân thủ", cells)


def held(rows: int, *more: tuple[Value, ...]) -> Tab:
    made = tuple(tuple(f"{row}.{column}" for column in range(3)) for row in range(rows))
    return Tab(7, "Tuân thủ", (*made, *more), row_count=rows + len(more), column_count=9, tag="compliance",
               appearance=plan(rows).appearance_text)  # fmt: skip


def test_rows_below_the_table_stay() -> None:
    """They are no remains of a longer table."""
    tab = held(3, (), GOOD)
    assert not difference(plan(3), tab).is_empty
    assert difference_beside(plan(3), tab, (4,)).is_empty


def test_a_table_that_grows_moves_them_down() -> None:
    """Rows are put in before anything is written; nothing is written over them, and then all is as planned."""
    tab = held(3, (), GOOD)
    found = difference_beside(plan(6), tab, (4,))
    assert found.room == (4, 3)
    assert {cell.row for cell, _ in found.changes()} == set(range(6))
    first, *_ = tab_requests.write_difference(found, 7)
    assert first["insertDimension"]["range"] | {"sheetId": 7} == {
        "sheetId": 7, "dimension": "ROWS", "startIndex": 4, "endIndex": 7,
    }  # fmt: skip
    assert difference_beside(plan(6), held(6, (), GOOD), (7,)).is_empty


def test_a_report_typed_over_the_table_is_moved_out_of_it() -> None:
    """The table is written anew in its place, and its own rows that moved along are cleared."""
    tab = held(4)
    typed = Tab(7, tab.title, (tab.rows[0], GOOD, *tab.rows[2:]), row_count=4, column_count=9, tag="compliance",
                appearance=tab.appearance)  # fmt: skip
    found = difference_beside(plan(4), typed, (1,))
    assert found.room == (1, 4)
    cleared = {cell for cell, planned in found.changes() if planned is None}
    assert {cell.row for cell in cleared} == {6, 7}
    assert not any(cell.row == 5 for cell, _ in found.changes())


WITHOUT_ACTIVITIES: dict[tuple[Value, ...], bool] = {
    ("16/12", "310", "1", "Ngập", "An"): True,
    (SERIAL, 310, 1, None, "An"): True,
    ("Sự cố", "lượt", 0, 6, "16/12"): False,  # of how many reports it is the total reads as a day
    ("Đơn vị", "Ngày 16/12", "Cần sửa", "Đúng hạn", "16/12"): False,
    ("Đơn vị", "Ngày 16/12", "Cần sửa", "Đúng hạn", "16/12", "17/12"): False,
    ("Ngày", "Số học sinh", "Sự cố", "Đơn vị báo cáo"): False,
    ("16/12/2022", 310, 1, "1/30"): False,
    ("16/12/2022", "310", "1", "0/30"): False,
    ("Huyện Đoàn Gò Dầu", "✓ Đúng hạn 09:55", 2, "100%", "Đ", "○"): False,
    ("TỔNG CỘNG", 310, 1, "1/30"): False,
}


@pytest.mark.parametrize(("row", "is_one"), WITHOUT_ACTIVITIES.items(), ids=str)
def test_where_there_are_no_activities_a_day_figures_and_words_make_a_report(
    campaign: Campaign, row: tuple[Value, ...], is_one: bool
) -> None:
    """No heading and no total of the job is taken for one."""
    campaign = replace(campaign, activities=())
    found = reports_typed_in(Tab(7, "Tuân thủ", (row,)), Reports(campaign, CellReader(campaign), campaign.last_day))
    assert bool(found) is is_one
