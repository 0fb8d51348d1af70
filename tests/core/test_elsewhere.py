"""Reports that stand where no column is are known by what stands in them; notes and lists of people are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.claims import Titles, claims, stray_of, stray_problem, unit_with_rows_of
from sheets_sync.tabs.elsewhere import Reports, named_rows
from sheets_sync.tabs.unit_tab import read_tab

GOOD = ("16/12", "Tặng quà hộ nghèo, khó khăn", "Tặng quà cho hộ nghèo", "", "20", "phần", "10", "", "5.000.000")
TODAY = date(2022, 12, 16)
OF_NOBODY = {
    "a catalogue": ("TQ1", "Tặng quà hộ nghèo, khó khăn", "II.1", "phần"),
    "a plan of days": ("16/12", "họp giao ban", "8 giờ", "hội trường"),
    "a list of names": ("1", "Huyện Đoàn Gò Dầu", "Gò Dầu", "5", "x", "x", "x"),
    "unticked boxes": (False,) * 12,
}


@pytest.mark.parametrize("row", [GOOD, ("hôm nay", *GOOD[1:]), ("", "", *GOOD), GOOD[::-1]])
def test_a_row_is_known_without_headings(campaign: Campaign, row: tuple[Any, ...]) -> None:
    """An activity with a day, or with many cells, is a report, wherever its cells stand."""
    assert Reports(campaign, CellReader(campaign), TODAY).is_one(row)


@pytest.mark.parametrize("row", OF_NOBODY.values(), ids=OF_NOBODY)
def test_lists_of_people_are_no_reports(campaign: Campaign, row: tuple[Any, ...]) -> None:
    """Catalogues, plans and lists that people keep beside their reports are left alone."""
    assert not Reports(campaign, CellReader(campaign), TODAY).is_one(row)


def test_a_tab_without_headings_is_named(campaign: Campaign) -> None:
    """Rows typed into a fresh tab are read for nobody, and counted in what names it."""
    found = stray_of(Tab(9, "Trang tính1", (GOOD, (), GOOD)), Titles(campaign), campaign)
    assert found is not None
    assert found.rows == 2


def test_a_copy_under_another_title_resembles_the_unit_whose_rows_it_has(campaign: Campaign) -> None:
    """By its rows where its title says nothing; by none where two units have as many of them."""
    headings = tuple(column.header for column in campaign.columns)
    one, two = (*GOOD[:2], "Sửa đường ở ấp 3", *GOOD[3:]), (*GOOD[:2], "Sửa cầu ở ấp 5", *GOOD[3:])
    tabs = [
        Tab(n, unit.tab, (headings, rows))
        for n, (unit, rows) in enumerate(zip(campaign.units, (one, two), strict=False))
    ]
    whose = claims(campaign.units, tabs, Titles(campaign))
    first = campaign.units[0].key
    assert unit_with_rows_of(Tab(9, "Ghi chú", (headings, one, GOOD)), whose) == first
    assert unit_with_rows_of(Tab(9, "Ghi chú", (headings, one, two)), whose) == ""
    assert unit_with_rows_of(Tab(9, "Ghi chú", (headings, GOOD)), whose) == ""


def test_rows_beside_the_columns_are_named(campaign: Campaign) -> None:
    """A second table to the right: its rows are named with their cell, those of the first are read."""
    headings = tuple(column.header for column in campaign.columns)
    free = (None,) * (len(headings) - len(GOOD) + 1)
    rows = (headings, (*GOOD, *free, *GOOD), GOOD, (*(None,) * len(GOOD), *free, *GOOD))
    found = read_tab(Tab(1, "T", rows), campaign.units[0], campaign, TODAY)
    assert [row.number for row in found.rows if row.valid] == [1, 2]
    (problem,) = found.problems
    assert (problem.code, problem.cell and problem.cell.a1, problem.facts["rows"]) == ("H8", "O2", "2, 4")


def test_rows_are_named_in_runs() -> None:
    """Rows as people see them, neighbours together."""
    assert named_rows([1, 7, 4, 5, 6, 20]) == "2, 5–8, 21"


def test_urgent_matters_of_a_tab_that_is_read_for_nobody_are_kept(campaign: Campaign) -> None:
    """Whoever reads the list or a paper gets them, each once."""
    headings = tuple(column.header for column in campaign.columns)
    at = headings.index(next(column.header for column in campaign.columns if column.plays == "issues"))
    row = (*GOOD, *(None,) * (at - len(GOOD)), "Sạt lở bờ kênh")
    found = stray_of(Tab(9, "Ghi chú", (headings, row, row, GOOD)), Titles(campaign), campaign)
    assert found is not None
    assert found.issues == ("Sạt lở bờ kênh",)
    assert stray_problem(found, campaign).facts["issues"] == "Sạt lở bờ kênh"
