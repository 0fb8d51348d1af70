"""Reports of two units in one tab: no row counts for a unit under whose name it does not stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Merge, Tab, Value
from sheets_sync.tabs.rereading import reread
from sheets_sync.tabs.rows import TabReport
from sheets_sync.tabs.unit_tab import read_tab

TODAY = date(2022, 12, 16)
FIRST = ("16/12", "Tặng quà hộ nghèo, khó khăn", "Tặng 20 phần quà cho hộ nghèo", None, "20", "phần", "10")
SECOND = ("16/12", "Tặng quà hộ nghèo, khó khăn", "Tặng 5 phần quà cho trẻ em", None, "5", "phần", "3")

OTHERS = (
    ("Thị đoàn Hòa Thành",),
    ("HOÀ THÀNH",),
    ("BÁO CÁO CỦA THỊ ĐOÀN HÒA THÀNH",),
    ("Đơn vị: Hòa Thành",),
    ("Báo cáo ngày 16/12 - Thị Đoàn Hòa Thành", None, "16/12"),
    ("hoa thanh",),
)
NO_TITLES = (
    (),  # a blank row
    ("Huyện Đoàn Gò Dầu",),
    (None, None, None, "Hòa Thành"),  # a place
    ("Phối hợp với Thị đoàn Hòa Thành",),
    ("Cộng",),
)


def read(campaign: Campaign, *rows: Sequence[Value], above: Sequence[Sequence[Value]] = ()) -> TabReport:
    headings = tuple(column.header for column in campaign.columns)
    tab = Tab(1, "Gò Dầu", (*map(tuple, above), headings, *map(tuple, rows)))
    return read_tab(tab, campaign.unit_by_key["go-dau"], campaign, TODAY)


def valid(report: TabReport) -> list[int]:
    return [row.number for row in report.rows if row.valid]


@pytest.mark.parametrize("title", OTHERS, ids=lambda title: title[0])
def test_rows_below_another_units_name_do_not_count(campaign: Campaign, title: Sequence[Value]) -> None:
    """Each is an error that names the other unit and the line; the line itself is no row."""
    report = read(campaign, FIRST, title, SECOND)
    assert valid(report) == [1]
    (problem,) = [p for row in report.rows for p in row.problems if p.blocking]
    assert (problem.code, problem.cell and problem.cell.a1) == ("H10", "A4")
    assert problem.facts == {"name": campaign.unit_by_key["hoa-thanh"].name, "row": "3"}
    assert [row.number for row in report.rows] == [1, 3]


@pytest.mark.parametrize("line", NO_TITLES, ids=str)
def test_other_lines_take_nobody_a_row(campaign: Campaign, line: Sequence[Value]) -> None:
    """A note, a sum, a place, the unit's own name: the rows below count."""
    assert valid(read(campaign, FIRST, line, SECOND)) == [1, 3]


def test_the_units_own_name_ends_anothers_part(campaign: Campaign) -> None:
    """Also below a second heading, which says nothing of whose rows follow."""
    headings = tuple(column.header for column in campaign.columns)
    third = (*FIRST[:2], "Tặng 7 phần quà cho người già", *FIRST[3:])
    report = read(campaign, FIRST, ("Thị đoàn Hòa Thành",), headings, SECOND, ("Gò Dầu",), third)
    assert valid(report) == [1, 6]


def test_a_line_with_nothing_below_it_is_named_as_a_row_of_no_day(campaign: Campaign) -> None:
    """A name at the end of the tab is typed text that counts for nothing."""
    report = read(campaign, FIRST, ("Thị đoàn Hòa Thành",))
    assert [row.number for row in report.rows if row.day is None] == [2]
    assert any(problem.cell == Cell(2, 0) for problem in report.rows[1].problems)


@pytest.mark.parametrize("title", ["BÁO CÁO CỦA THỊ ĐOÀN HÒA THÀNH", "Kết quả công tác dân vận, Thị đoàn Hòa Thành"])
def test_a_title_left_over_from_another_tab_is_named_and_the_rows_count(campaign: Campaign, title: str) -> None:
    """Copied tabs keep the title of the one they came from."""
    report = read(campaign, FIRST, above=[(title,)])
    assert valid(report) == [2]
    assert [(p.code, p.typed, p.facts["name"]) for p in report.problems] == [("H11", title, "Thị Đoàn Hòa Thành")]


def test_a_title_with_the_units_own_name_is_no_matter(campaign: Campaign) -> None:
    """Nor is one that names nobody."""
    for title in ("BÁO CÁO CỦA HUYỆN ĐOÀN GÒ DẦU", "Gò Dầu phối hợp với Hòa Thành", "Công tác dân vận đợt 2"):
        assert not read(campaign, FIRST, above=[(title,)]).problems


def test_a_title_over_merged_cells_is_one_text(campaign: Campaign) -> None:
    """It stands in all the cells that it spans."""
    headings = tuple(column.header for column in campaign.columns)
    rows = (headings, FIRST, ("Thị đoàn Hòa Thành",), SECOND)
    tab = Tab(1, "Gò Dầu", rows, merges=(Merge(2, 0, 3, 9),))
    assert valid(read_tab(tab, campaign.unit_by_key["go-dau"], campaign, TODAY)) == [1]


def test_rows_read_anew_stay_apart(campaign: Campaign) -> None:
    """A person's word that another version holds says nothing of whose rows they are."""
    report = read(campaign, FIRST, ("Thị đoàn Hòa Thành",), SECOND)
    anew = reread(report.rows, campaign.unit_by_key["go-dau"], campaign, TODAY)
    assert [row.valid for row in anew] == [True, False]
