"""Whatever stands in the spreadsheet is read or named, also where nobody would look for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from desk import TAB, Desk
from office import GOOD, REPORT


def test_rows_above_a_sorted_heading_count(desk: Desk) -> None:
    """A range sorted with its heading loses nobody a report."""
    desk.type("A1", [[*REPORT, "", "", "", ""], *desk.world.values(TAB)[:1]], plain=True)
    assert desk.tick()["problems"] == 0
    assert desk.status()["status"] == "on_time"


def test_a_line_above_the_heading_that_may_be_a_row_is_named(desk: Desk) -> None:
    """Where it can't be decided the tab is unreadable, not empty: nobody is called missed."""
    heading = desk.world.values(TAB)[0]
    desk.type("A1", [["", "việc gì đó", "Tặng quà cho hộ nghèo", "xã A", *[""] * 9], heading])
    desk.tick()
    assert desk.status()["status"] == "pending"
    assert any("dòng 1" in row[2] for row in desk.problems())


def test_a_row_with_remains_of_a_heading_is_a_row(desk: Desk) -> None:
    """A report typed over the first half of a heading that stands below it is not taken for a heading itself."""
    desk.type("A1", [list(REPORT), *desk.world.values(TAB)[:1]], plain=True)
    desk.tick()
    assert desk.status()["status"] == "on_time"


def test_a_number_mended_by_its_format_is_seen(desk: Desk) -> None:
    """The same value in another format is a new look."""
    desk.dress("numberFormat", {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}, 1, 2, 6, 7)
    row: list[Any] = list(REPORT)
    row[6] = 12
    desk.world.http.values_update(
        desk.world.settings.spreadsheet,
        f"'{TAB}'!A2",
        params={"valueInputOption": "RAW"},
        body={"values": [row]},
    )
    desk.tick("09:50")
    assert desk.status(at="09:51")["problems"] == 1
    desk.dress("numberFormat", {"numberFormat": {"type": "NUMBER", "pattern": "0"}}, 1, 2, 6, 7)
    desk.tick("10:00")
    assert (desk.status()["status"], desk.status()["problems"]) == ("on_time", 0)


def test_typing_in_a_copy_is_named(desk: Desk) -> None:
    """The list and `check` name a tab that nobody reads, its rows, the unit that it resembles."""
    desk.type("A2", [list(REPORT)])
    source = {"sourceSheetId": desk.world.sheet_id(TAB), "newSheetName": f"Bản sao của {TAB}"}
    desk.world.batch({"duplicateSheet": source})
    assert desk.tick()["problems"] == 1
    for said in (desk.problems()[0][2], desk.command("check").stdout):
        assert f"Bản sao của {TAB}" in said
        assert "Huyện Đoàn Gò Dầu" in said


def zeros(desk: Desk) -> None:
    """Zeros that formulas make down the whole column of money."""
    desk.dress("numberFormat", {"numberFormat": {"type": "NUMBER", "pattern": "#,##0"}}, 1, 300, 8, 9)
    desk.type("I2", [[f"=E{row}*250000"] for row in range(2, 301)])


def boxes(desk: Desk) -> None:
    """Unticked boxes down a column."""
    cell = {"userEnteredValue": {"boolValue": False}}
    desk.world.batch({"repeatCell": {"range": desk.grid(2, 299, 3, 4), "cell": cell, "fields": "userEnteredValue"}})


def filled_down(desk: Desk) -> None:
    """One measure, filled down over rows that are empty otherwise."""
    desk.type("F3", [["phần"]] * 40)


@pytest.mark.parametrize("wrote", [zeros, boxes, filled_down])
def test_rows_of_machines_are_no_rows(desk: Desk, wrote: Callable[[Desk], None]) -> None:
    """Boxes, zeros of formulas, a choice filled down: nobody typed a report there."""
    wrote(desk)
    desk.type("A2", [list(REPORT)[:8]])
    assert desk.tick()["problems"] == 0
    assert desk.status()["status"] == "on_time"


def test_a_merged_cell_speaks_for_its_rows_and_counts_once(desk: Desk) -> None:
    """Day and people of two rows in one merged cell: both rows are valid, the people are added once."""
    second = ["", *REPORT[1:6], ""]
    second[2] = "Thăm gia đình chính sách"
    desk.type("A2", [list(REPORT), second])
    for column in (0, 6):
        merge = {"range": desk.grid(1, 3, column, column + 1), "mergeType": "MERGE_ALL"}
        desk.world.batch({"mergeCells": merge})
    assert desk.tick()["problems"] == 0
    done = desk.command("rollup", "--day", "16/12", "--format", "md", "--json", "--now", "2022-12-16T10:01:00+07:00")
    totals = json.loads(done.stdout)["totals"]
    assert (totals["valid_rows"], totals["people"]) == (2, int(GOOD["ĐVTN tham gia"]))


def test_a_row_struck_through_counts_with_a_reminder(desk: Desk) -> None:
    """Striking through deletes nothing; the unit is told."""
    desk.type("A2", [list(REPORT)])
    desk.dress("textFormat.strikethrough", {"textFormat": {"strikethrough": True}}, 1, 2, 0, 13)
    desk.tick()
    assert desk.status()["status"] == "on_time"
    assert any("gạch ngang" in row[2] for row in desk.problems())


def test_provisioning_makes_no_second_tab_beside_a_look_alike(desk: Desk) -> None:
    """A title one slip away is asked about (exit 2), and adopted by name."""
    world = desk.world
    heading = world.values(TAB)[0]
    world.batch({"deleteSheet": {"sheetId": world.sheet_id(TAB)}}, {"addSheet": {"properties": {"title": "Gò Dầuu"}}})
    desk.type("A1", [heading, list(REPORT)], tab="Gò Dầuu", plain=True)
    refused = desk.command("provision")
    assert refused.returncode == 2, refused.stdout
    assert '--adopt "Gò Dầuu=go-dau"' in refused.stderr
    assert desk.command("provision", "--adopt", "Gò Dầuu=go-dau").returncode == 0
    assert desk.tick()["problems"] == 0
    assert desk.status()["status"] == "on_time"


def test_a_heading_of_people_is_told_before_it_is_written_over(desk: Desk) -> None:
    """Dry, nothing is written; else the word that goes is told on stderr first, and again in what was done."""
    desk.type("C1", [["Nội dung công việc"]], plain=True)
    said = "C1, instead of “Nội dung công việc”"
    rehearsed = desk.command("provision", "--dry-run")
    assert said in rehearsed.stdout
    assert desk.world.values(TAB)[0][2] == "Nội dung công việc"
    done = desk.command("provision")
    assert "About to write over what a person typed" in done.stderr
    assert said in done.stderr
    assert said in done.stdout
    assert desk.world.values(TAB)[0][2] != "Nội dung công việc"
    assert "instead of" not in desk.command("provision").stdout


def test_a_column_of_people_with_an_alias_stays(desk: Desk) -> None:
    """Where the exact heading stands, a column that people named by an alias is theirs, and stays."""
    alias = next(column.aliases[0] for column in desk.world.settings.campaign.columns if column.aliases)
    more = {"sheetId": desk.world.sheet_id(TAB), "dimension": "COLUMNS", "length": 1}
    desk.world.batch({"appendDimension": more})
    desk.type("N1", [[alias], ["ghi chú riêng"]], plain=True)
    desk.type("A2", [list(REPORT)])
    desk.command("provision")
    assert desk.tick()["problems"] == 0
    assert desk.status()["status"] == "on_time"
    assert desk.world.values(TAB)[0][13] == alias


def test_a_heading_of_two_lines_is_read(desk: Desk) -> None:
    """A group's title above two columns, their headings below it: rows are read, no word is written over."""
    heading = desk.world.values(TAB)[0]
    first = [*heading[:4], "Kết quả", "", *heading[6:]]
    second = ["", "", "", "", *heading[4:6]]
    desk.type("A1", [first, second, [*REPORT]], plain=True)
    desk.tick()
    assert desk.status()["status"] == "on_time"
    desk.command("provision")
    assert [row[4:6] for row in desk.world.values(TAB)[:2]] == [["Kết quả", ""], heading[4:6]]


@pytest.mark.parametrize("tab", ["Tuân thủ", "Lỗi cần sửa", "Tổng hợp"])
@pytest.mark.parametrize("over_the_table", [False, True])
def test_reports_in_the_jobs_own_tabs_are_named_and_stay(desk: Desk, tab: str, over_the_table: bool) -> None:
    """Typed below the table or over it: the list names them, the tab is written anew, and no typed cell is lost."""
    desk.tick("09:00")
    row = 2 if over_the_table else len(desk.world.values(tab)) + 3
    more = {"sheetId": desk.world.sheet_id(tab), "dimension": "ROWS", "length": 9}
    desk.world.batch({"appendDimension": more}, {"appendDimension": {**more, "dimension": "COLUMNS"}})
    desk.type(f"A{row}", [list(REPORT)], tab, plain=True)
    desk.type("A2", [["hôm qua", "việc lạ"]] * 5, plain=True)
    assert "compliance" in desk.tick("09:30")["wrote"]
    (named,) = [line for line in desk.problems() if f'"{tab}"' in line[2]]
    assert named[0] == "(Trang khác)"
    assert REPORT[2] in named[4]
    desk.tick("09:31")
    assert desk.tick("09:32")["wrote"] == []
    filled = [value for value in REPORT if value]
    assert [line for line in desk.world.values(tab) if [value for value in line if value] == filled]
    said = json.loads(desk.command("status", "--now", "2022-12-16T09:33:00+07:00", "--json").stdout)
    assert said["unclaimed"] == [{"tab": tab, "rows": 1}]


def test_an_address_behind_a_text_beside_one_that_shows_is_read(desk: Desk) -> None:
    """Of two links in a cell, of which one shows its address and one a title, both count."""
    heading = desk.world.values(TAB)[0]
    at = heading.index("Link tin, bài")
    row = [*REPORT, *[""] * (at - len(REPORT)), "https://a.example/1 bài hai"]
    desk.type("A2", [row], plain=True)
    runs = [
        {"startIndex": 0, "format": {"link": {"uri": "http://a.example/1/"}}},
        {"startIndex": 19, "format": {}},
        {"startIndex": 20, "format": {"link": {"uri": "https://b.example/2"}}},
    ]
    cell = {"userEnteredValue": {"stringValue": row[-1]}, "textFormatRuns": runs}
    start = {"sheetId": desk.world.sheet_id(TAB), "rowIndex": 1, "columnIndex": at}
    fields = "userEnteredValue,textFormatRuns"
    desk.world.batch({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}})
    desk.tick()
    rows = json.loads(desk.command("rows", "--format", "json", "--now", "2022-12-16T10:01:00+07:00").stdout)
    assert "https://b.example/2" in str(rows)
    assert str(rows).count("a.example/1") == 2  # as read, and as typed


def test_urgent_matters_of_tabs_that_are_read_for_nobody_are_passed_on(desk: Desk) -> None:
    """The paper says that no matter arose only where no row of any kind has one."""
    heading = desk.world.values(TAB)[0]
    other = desk.world.settings.campaign.units[-1].tab
    desk.type("A2", [list(REPORT)], other if other != TAB else desk.world.settings.campaign.units[0].tab)
    source = {"sourceSheetId": desk.world.sheet_id(TAB), "newSheetName": "Ghi chú"}
    desk.world.batch({"duplicateSheet": source})
    row = [*REPORT, *[""] * (heading.index("Vấn đề phát sinh") - len(REPORT)), "Cháy nhà dân ở ấp 3"]
    desk.type("A2", [row], "Ghi chú", plain=True)
    desk.tick()
    now = ("--now", "2022-12-16T10:05:00+07:00")
    made = json.loads(desk.command("rollup", "--day", "16/12", "--format", "md", "--json", *now).stdout)["documents"]
    paper = desk.read(made[0])
    assert "Trang “Ghi chú”: “Cháy nhà dân ở ấp 3”" in paper
    assert "không nêu vấn đề phát sinh" not in paper


def test_overrides_typed_in_a_copy_are_named(desk: Desk) -> None:
    """Nothing of them is applied, and the list says so."""
    desk.world.batch(
        {"duplicateSheet": {"sourceSheetId": desk.world.sheet_id("Điều chỉnh"), "newSheetName": "Điều chỉnh cũ"}}
    )
    desk.type("A2", [["Huyện Đoàn Gò Dầu", "16/12/2022", "miễn", "Bão", "Ban"]], "Điều chỉnh cũ", plain=True)
    desk.tick()
    assert desk.status()["status"] == "missed"
    (line,) = [row for row in desk.problems() if '"Điều chỉnh cũ" có 1 dòng' in row[2]]
    assert line[0] == "(Điều chỉnh)"


def test_a_tab_under_another_units_name_is_named(desk: Desk) -> None:
    """Two tabs whose titles were exchanged are told apart by the job's marks; whoever types by the title is told."""
    sheets = {title: desk.world.sheet_id(title) for title in (TAB, "Hòa Thành")}
    for title, wanted in ((TAB, "x"), ("Hòa Thành", TAB), (TAB, "Hòa Thành")):
        change = {"sheetId": sheets[title], "title": wanted}
        desk.world.batch({"updateSheetProperties": {"properties": change, "fields": "title"}})
    desk.tick()
    said = [row[2] for row in desk.problems()]
    assert any('Trang "Hòa Thành" mang tên đơn vị khác' in text and 'thành "Gò Dầu"' in text for text in said)
    assert any('Trang "Gò Dầu" mang tên đơn vị khác' in text and 'thành "Hòa Thành"' in text for text in said)
