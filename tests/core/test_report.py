"""Rows of a unit's tab: what a row requires, what blocks it, what is only said; origins and records stay exact."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.rows import Row, Severity, TabReport
from sheets_sync.tabs.unit_tab import cells_wanted, read_tab

TODAY = date(2022, 12, 31)
GOOD: dict[str, Value] = {
    "day": "16/12", "activity": "Tặng quà hộ nghèo, khó khăn", "details": "Tặng quà cho hộ nghèo xã Phước Vinh",
    "quantity": "20", "people": "10",
}  # fmt: skip
NIL: dict[str, Value] = {"day": "16/12", "activity": "Không phát sinh"}

PROBLEMS: list[tuple[str, dict[str, Value], list[tuple[str, str, bool]], bool]] = [
    ("all is well", {}, [], True),
    ("no day", {"day": ""}, [("R0", "day", True)], False),
    ("no real day", {"day": "31/11"}, [("D1", "day", True)], False),
    ("later than today", {"day": "30/12", "today": "2022-12-20"}, [("D7", "day", True)], False),
    ("no activity", {"activity": None}, [("R0", "activity", True)], False),
    ("unknown activity", {"activity": "Họp giao ban"}, [("A1", "activity", True)], False),
    ("no description", {"details": " \u200b"}, [("R0", "details", True)], False),
    ("a short one", {"details": "Quà 1"}, [("R1", "details", True)], False),
    ("one that points elsewhere", {"details": "như trên"}, [("X3", "details", True)], False),
    ("one that is to come", {"details": "sẽ bổ sung"}, [("X3", "details", True)], False),
    ("no quantity", {"quantity": ""}, [("C1", "quantity", True)], False),
    ("quantity not known yet", {"quantity": "chưa có"}, [("C8", "quantity", True)], False),
    ("quantity 0", {"quantity": "0"}, [("R2", "quantity", True)], False),
    ("quantity a dash", {"quantity": "-"}, [("C7", "quantity", False), ("R2", "quantity", True)], False),
    ("quantity of another activity", {"quantity": "20 căn"}, [("C6", "quantity", True)], False),
    ("no people", {"people": None}, [("C1", "people", True)], False),
    ("people refused", {"people": "nhiều"}, [("C11", "people", True)], False),
    ("people estimated", {"people": "khoảng 10"}, [("C2", "people", False)], True),
    ("measure of another activity", {"measure": "trang"}, [("A1", "measure", True)], False),
    ("beneficiaries refused", {"beneficiaries": "15 hộ"}, [("C6", "beneficiaries", False)], True),
    ("money refused", {"money": "5 củ"}, [("M6", "money", False)], True),
    ("money not known yet", {"money": "chưa có"}, [("C8", "money", False)], True),
    ("link not there yet", {"link": "chưa đăng"}, [], True),
    ("formula error in a note", {"note": "#REF!"}, [("X1", "note", False)], True),
]  # fmt: skip


def tab_of(campaign: Campaign, *rows: dict[str, Value], above: int = 0, **changes: Any) -> Tab:
    keys = [c.key for c in campaign.columns]
    head: tuple[Value, ...] = tuple(c.header for c in campaign.columns)
    grid = (*[()] * above, head, *(tuple(row.get(key) for key in keys) for row in rows))
    return replace(Tab(7, "Gò Dầu", grid), **changes)


def report_of(campaign: Campaign, tab: Tab, today: date = TODAY) -> TabReport:
    return read_tab(tab, campaign.unit_by_key["go-dau"], campaign, today)


def one_row(campaign: Campaign, typed: dict[str, Value], today: date = TODAY) -> Row:
    (row,) = report_of(campaign, tab_of(campaign, typed), today).rows
    return row


@pytest.mark.parametrize(("why", "changes", "problems", "valid"), PROBLEMS, ids=[p[0] for p in PROBLEMS])
def test_what_a_row_requires(
    campaign: Campaign, why: str, changes: dict[str, Value], problems: list[tuple[str, str, bool]], valid: bool
) -> None:
    """A row is valid unless a cell that it requires is rejected or missing; everything else is only listed."""
    today = date.fromisoformat(str(changes.get("today", TODAY)))
    row = one_row(campaign, {**GOOD, **{k: v for k, v in changes.items() if k != "today"}}, today)
    assert [(p.code, p.column, p.blocking) for p in row.problems] == problems
    assert row.valid is valid
    assert all(p.severity is Severity.ERROR for p in row.problems if p.blocking)


def test_a_nil_report_needs_day_and_activity_only(campaign: Campaign) -> None:
    """Day and "Không phát sinh" suffice; figures beside it are a reminder and don't block."""
    assert one_row(campaign, NIL).valid
    assert one_row(campaign, NIL).nil
    row = one_row(campaign, {**NIL, "people": "5"})
    assert row.valid
    assert [(p.code, p.column, p.severity) for p in row.problems] == [("R6", "people", Severity.REMINDER)]


def test_a_nil_report_beside_work_is_a_reminder(campaign: Campaign) -> None:
    """A nil report on a day of which the unit also tells work gets a reminder that names both rows, and counts."""
    other_day, spoiled = {**GOOD, "day": "17/12"}, {**GOOD, "day": "18/12", "activity": "?"}
    rows = [NIL, GOOD, {**GOOD, "details": "Tặng 30 phần quà"}, other_day, {**NIL, "day": "18/12"}, spoiled]
    found = report_of(campaign, tab_of(campaign, *rows)).rows
    told = [
        (r.number, p.code, p.column, dict(p.facts), p.severity) for r in found for p in r.problems if not p.blocking
    ]
    assert told == [(1, "R8", "activity", {"row": "2", "first": "3"}, Severity.REMINDER)]
    assert [row.valid for row in found] == [True, True, True, True, True, False]
    off = replace(campaign, rules_off=frozenset({"nil"}))
    assert not report_of(off, tab_of(off, *rows)).rows[0].problems


def test_the_measure_decides_how_a_quantity_reads(campaign: Campaign) -> None:
    """A measure in the cell goes before the measure column, that before the activity's first one (policy 4.4)."""
    road = {**GOOD, "activity": "GT1", "quantity": "1.500"}
    for measure, typed, value, by in [
        (None, "1.500", 1500, "m"),
        ("m", "1.500", 1500, "m"),
        ("km", "1,5", 1.5, "km"),
        ("m", "1,5 km", 1.5, "km"),
        ("KM", "1500 m", 1500, "m"),
    ]:
        row = one_row(campaign, {**road, "measure": measure, "quantity": typed})
        assert row.valid
        assert (row.value("quantity"), row.cells["quantity"].reading.measure) == (value, by)
    refused = one_row(campaign, {**road, "measure": "km"})
    assert [p.code for p in refused.problems] == ["Q3"]


def test_a_day_left_out_of_the_campaign_is_a_problem(campaign: Campaign) -> None:
    """A day between the first and the last that is no report day belongs to no day."""
    gap = replace(campaign, days=tuple(d for d in campaign.days if d.day != 18))
    row = one_row(gap, {**GOOD, "day": "18/12"})
    assert (row.day, row.valid, [p.code for p in row.problems]) == (None, False, ["R3"])


def test_a_doubled_row_names_the_other(campaign: Campaign) -> None:
    """A valid row that says the same as an earlier one of its day gets a reminder that names both."""
    rows = [GOOD, {**GOOD, "day": "17/12"}, {**GOOD, "details": str(GOOD["details"]).upper(), "note": "x"}, NIL, NIL]
    rows[3:] = ({**row, "day": "18/12"} for row in rows[3:])
    found = report_of(campaign, tab_of(campaign, *rows)).rows
    told = [(r.number, p.code, dict(p.facts)) for r in found for p in r.problems]
    assert told == [(3, "R4", {"row": "4", "first": "2"})]
    assert all(r.valid for r in found)
    off = replace(campaign, rules_off=frozenset({"duplicate"}))
    assert not any(r.problems for r in report_of(off, tab_of(off, *rows)).rows)


def test_a_doubled_row_in_other_dress(campaign: Campaign) -> None:
    """The measure in the cell, in its column or left out: the same figures are the same row; other measures are not."""
    road = {**GOOD, "activity": "GT1", "details": "Làm đường xã Phước Vinh", "quantity": "1.500"}
    same = [road, {**road, "measure": "m"}, {**road, "quantity": "1500 m"}, {**road, "day": "16/12/2022"}]
    other = [{**road, "quantity": "1500 km"}, {**road, "money": "1.000.000"}, {**road, "details": "Làm đường xã khác"}]
    found = report_of(campaign, tab_of(campaign, *same, *other)).rows
    told = [(r.number, p.facts["first"]) for r in found for p in r.problems if p.code == "R4"]
    assert told == [(2, "2"), (3, "2"), (4, "2")]


def test_a_ticked_box_is_quoted_as_people_see_it(campaign: Campaign) -> None:
    """What stands in a cell is told as Sheets shows it."""
    (problem,) = one_row(campaign, {**GOOD, "people": True}).problems
    assert problem.typed == "TRUE"


def test_a_link_that_counts_once_is_told_where_it_recurs(campaign: Campaign) -> None:
    """Where each link counts once, a row with a link of an earlier row gets a reminder."""
    news = {**GOOD, "activity": "TT1", "link": "https://baotayninh.vn/a", "quantity": "1"}
    rows = [news, {**news, "day": "17/12"}, {**GOOD, "link": news["link"]}]
    found = report_of(campaign, tab_of(campaign, *rows)).rows
    assert [(r.number, p.code) for r in found for p in r.problems] == [(2, "R5")]


def test_rules_can_be_switched_off(campaign: Campaign) -> None:
    """A rule that the campaign switched off finds nothing; what a row requires can't be switched off."""
    off = replace(campaign, rules_off=frozenset({"description", "quantity"}))
    assert one_row(off, {**GOOD, "details": "Quà", "quantity": "0"}).valid
    assert not one_row(off, {**GOOD, "quantity": ""}).valid


def test_rows_remember_where_they_stand(campaign: Campaign) -> None:
    """Every cell of a row knows its place; blank rows and columns that nobody knows are passed over."""
    tab = tab_of(campaign, GOOD, {}, {"note": " \u00a0\u200b\n"}, {**GOOD, "day": "17/12"}, above=3)
    moved = replace(tab, rows=tuple(("STT", *row) for row in tab.rows))
    rows = report_of(campaign, moved).rows
    assert [r.number for r in rows] == [4, 7]
    assert rows[1].cells["day"].cell == Cell(7, 1)
    assert rows[1].cells["day"].typed == "17/12"
    assert list(rows[0].cells) == ["day", "activity", "details", "quantity", "people"]
    assert "note" not in rows[0].cells
    assert rows[0].value("note") is None


def test_headings_are_found_in_any_dress(campaign: Campaign) -> None:
    """Case, spaces, Unicode form, invisible characters and aliases of headings make no difference."""
    tab = tab_of(campaign, GOOD)
    dressed = tuple(unicodedata.normalize("NFD", f" {str(h).upper()}\u200b ") for h in tab.rows[0])
    alias = (*tab.rows[0][:4], "SL", *tab.rows[0][5:])
    for head in (dressed, alias):
        assert report_of(campaign, replace(tab, rows=(head, *tab.rows[1:]))).rows[0].valid


def test_a_heading_that_a_row_needs(campaign: Campaign) -> None:
    """Without a needed heading, or with one twice, nothing is known of the tab; an optional one is only missed."""
    tab = tab_of(campaign, GOOD)

    def headed(**names: str) -> TabReport:
        head = tuple(names.get(c.key, c.header) for c in campaign.columns)
        return report_of(campaign, replace(tab, rows=(head, *tab.rows[1:])))

    for report, code in ((headed(day="?"), "H1"), (headed(note="Ngày báo cáo"), "H2")):
        assert not report.readable
        assert (report.rows, report.problems[0].code, report.problems[0].column) == ((), code, "day")
    missed = headed(place="?")
    assert missed.readable
    assert [(p.code, p.column, p.blocking) for p in missed.problems] == [("H1", "place", False)]
    assert missed.rows[0].valid
    assert report_of(campaign, Tab(7, "Gò Dầu")).problems[0].code == "H3"


def test_numbers_whose_format_matters(campaign: Campaign) -> None:
    """Number cells of figures and texts are named, dates and booleans are not; the format then decides."""
    tab = tab_of(campaign, {**GOOD, "day": 44911, "people": 44905, "quantity": 20.0, "money": True, "note": 3})
    cells = cells_wanted(tab, campaign)
    keys = [c.key for c in campaign.columns]
    assert {keys[cell.column] for cell in cells} == {"people", "quantity", "note"}
    people = next(cell for cell in cells if keys[cell.column] == "people")
    row = report_of(campaign, replace(tab, formats={people: "DATE"})).rows[0]
    assert row.day == date(2022, 12, 16)
    assert [p.code for p in row.problems if p.column == "people"] == ["C13"]


def test_the_same_reading_whatever_was_read_before(campaign: Campaign) -> None:
    """True, 1 and 1.0 are one key of a dict and must not be one cell."""
    for values in ((True, 1, 1.0), (1.0, True, 1), (1, 1.0, True)):
        rows = report_of(campaign, tab_of(campaign, *({**GOOD, "people": v} for v in values))).rows
        assert [r.valid for r in rows] == [v is not True for v in values]
