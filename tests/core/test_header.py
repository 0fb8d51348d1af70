"""The heading row is found wherever people moved its columns."""

from __future__ import annotations

import unicodedata

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.header import header_columns

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
    from dataclasses import replace

    column = replace(campaign.columns[0], header="Hoà giải", aliases=())
    tab = Tab(1, "T", (("Hòa giải", "Ghi chú"),))
    assert header_columns(tab, [column, campaign.columns[-1]]).columns == {"day": 0, "note": 1}


def test_a_doubled_heading_has_no_place(campaign: Campaign) -> None:
    """A heading that stands twice is named and not used: nobody knows which of the two counts."""
    tab = Tab(1, "T", (("Ngày", "Mô tả", "Ngày báo cáo", "Ghi chú"),))
    found = header_columns(tab, campaign.columns)
    assert found.doubled == ("day",)
    assert "day" not in found.columns


@pytest.mark.parametrize("rows", [(), ((),), (("16/12", "abc"),), (("Ngày",),)])
def test_no_heading_row(campaign: Campaign, rows: tuple[tuple[str, ...], ...]) -> None:
    """A tab without at least two known headings has no heading row."""
    assert header_columns(Tab(1, "T", rows), campaign.columns).row is None
