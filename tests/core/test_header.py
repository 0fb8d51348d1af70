"""The heading row is found wherever people moved its columns."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.header import header_columns
from sheets_sync.tabs.numbering import numbers_columns
from sheets_sync.tabs.unit_tab import read_tab

SAME = [
    "Ngày báo cáo",
    "NGÀY BÁO CÁO",
    "  ngày   báo  cáo ",
    unicodedata.normalize("NFD", "Ngày báo cáo"),
    "Ngày\u00a0báo\u200b cáo",
    "ngay bao cao",
    "Ngày báo cáo:",
    "Ngày báo cáo (*)",
    "* NGÀY\nBÁO CÁO",
    "Ngày BC",
    "Ngày",
]


@pytest.mark.parametrize("typed", SAME)
def test_a_heading_in_other_dress(campaign: Campaign, typed: str) -> None:
    """Case, spaces, Unicode form, missing accents and aliases make no difference."""
    tab = Tab(1, "T", (("x",), ("Ghi chú", None, typed, "Mô tả")))
    found = header_columns(tab, campaign.columns)
    assert (found.row, found.columns) == (1, {"note": 0, "day": 2, "details": 3})


def test_tone_marks_in_either_place(campaign: Campaign) -> None:
    """The old and the new place of a tone mark are the same heading."""
    column = replace(campaign.columns[0], header="Hoà giải", aliases=())
    tab = Tab(1, "T", (("Hòa giải", "Ghi chú"),))
    assert header_columns(tab, [column, campaign.columns[-1]]).columns == {"day": 0, "note": 1}


def test_a_doubled_heading_has_no_place(campaign: Campaign) -> None:
    """A heading that stands twice is named with its cells and not used: nobody knows which of the two counts."""
    tab = Tab(1, "T", (("Ngày báo cáo", "Mô tả", "Ngày báo cáo", "Ghi chú"),))
    found = header_columns(tab, campaign.columns)
    assert found.doubled == {"day": (Cell(0, 0), Cell(0, 2))}
    assert "day" not in found.columns


def test_the_own_heading_or_the_mark_goes_before_an_alias(campaign: Campaign) -> None:
    """A column that somebody named like an alias is no rival of the real one; between two aliases the mark decides."""
    tab = Tab(1, "T", (("Ngày", "Nội dung", "Mô tả", "Ghi chú"),))
    assert header_columns(tab, campaign.columns).columns["details"] == 2
    aliases = replace(tab, rows=(("Ngày", "Nội dung", "Nội dung chi tiết", "Ghi chú"),))
    assert "details" in header_columns(aliases, campaign.columns).doubled
    marked = replace(aliases, column_tags={2: "details"})
    assert header_columns(marked, campaign.columns).columns["details"] == 2


TWO_LINES: list[tuple[tuple[tuple[str | None, ...], ...], dict[str, int], tuple[int, int]]] = [
    (
        (("Ngày", "Mô tả", "Kết quả", None), (None, None, "Số lượng", "Đơn vị tính")),
        {"quantity": 2, "measure": 3},
        (0, 1),
    ),
    ((("Ngày", "Mô tả", "ĐVTN", "Ghi chú"), (None, None, "tham gia", None)), {"people": 2, "note": 3}, (0, 1)),
    ((("Ngày", None, None), (None, "Mô tả", "Số lượng")), {"day": 0, "quantity": 2}, (0, 1)),
    ((("Mẫu 1",), ("Ngày", "Mô tả", "Số lượng"), ("16/12", "Ghi chú là", "20")), {"day": 0, "quantity": 2}, (1, 1)),
]


@pytest.mark.parametrize(("rows", "columns", "lines"), TWO_LINES)
def test_a_heading_of_two_lines(
    campaign: Campaign, rows: tuple[tuple[str | None, ...], ...], columns: dict[str, int], lines: tuple[int, int]
) -> None:
    """What the first line lacks may stand above or below it, alone or together with it; other rows are no heading."""
    found = header_columns(Tab(1, "T", rows), campaign.columns)
    assert (found.row, found.last) == lines
    assert columns.items() <= found.columns.items()


@pytest.mark.parametrize("rows", [(), ((),), (("16/12", "abc"),), (("Ngày",),)])
def test_no_heading_row(campaign: Campaign, rows: tuple[tuple[str, ...], ...]) -> None:
    """A tab without at least two known headings has no heading row."""
    assert header_columns(Tab(1, "T", rows), campaign.columns).row is None


NUMBERED = [
    (("(1)", "(2)", "(3)", "(4)"), True),
    (("[1]", "[2]", "[3]"), True),
    (("A", "B", "1", "2", "3"), True),
    (("1", "2", "3", "4", "5", "6"), True),
    ((1, 2, 3, 4, 5, 6, 7), True),
    (("1", "2", "3", "4", "5", "6=4+5"), True),
    (("(1)", "", "(2)", None, "(3)"), True),
    (("1)", "2)", "3)", "4)", "5)", "6)"), True),
    (("1", "2", "3"), False),  # the first of the month, two and three of something
    (("(1)", "(2)"), False),
    (("(1)", "(2)", "(4)"), False),
    (("(2)", "(3)", "(4)"), False),
    (("1", "2", "3", "4", "5", "x7"), False),
    (("16/12", "2", "3", "4", "5", "6"), False),
    ((True, 2, 3, 4, 5, 6), False),
    ((), False),
]


@pytest.mark.parametrize(("row", "numbers"), NUMBERED)
def test_a_line_that_numbers_the_columns(row: tuple[Value, ...], numbers: bool) -> None:
    """Figures from 1 on, or letters before them, and nothing else: a line of printed tables, which nobody reports."""
    assert numbers_columns(row) is numbers


@pytest.mark.parametrize("mark", ["({})", "{}"])
def test_the_line_of_numbers_goes_with_the_heading(campaign: Campaign, mark: str) -> None:
    """Below the heading such a line is no row; anywhere else what stands there is one."""
    headings = tuple(column.header for column in campaign.columns)
    line = tuple(mark.format(n) for n in range(1, len(headings) + 1))
    nothing = ("16/12", "Không phát sinh")
    unit = campaign.units[0]
    for rows, expected in (((headings, line, nothing), [2]), ((headings, nothing, line), [1, 2])):
        found = read_tab(Tab(1, unit.tab, rows), unit, campaign, campaign.last_day)
        assert [row.number for row in found.rows] == expected
