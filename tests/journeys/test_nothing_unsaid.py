"""Whatever stands in the spreadsheet is read or named, also where nobody would look for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, REPORT, World, make_world, run

from sheets_sync.local_sheets import LocalSheets

TAB = "Gò Dầu"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with LocalSheets(control=True) as server:
        yield make_world(server, tmp_path)


class Office:
    """The installed command, and people who type, in one spreadsheet."""

    def __init__(self, world: World) -> None:
        self.world = world

    def command(self, *args: object) -> Any:
        environ = {"SHEETS_SYNC_ENDPOINT": self.world.server.url, "NO_COLOR": "1"}
        return run(*args, "--campaign", self.world.settings.path, cwd=self.world.settings.path.parent, **environ)

    def tick(self, at: str = "10:00", day: str = "2022-12-16") -> dict[str, Any]:
        done = self.command("run", "--now", f"{day}T{at}:00+07:00", "--json")
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def status(self, unit: str = "go-dau", at: str = "10:01") -> dict[str, Any]:
        done = self.command("status", "--now", f"2022-12-16T{at}:00+07:00", "--json")
        units = {u["unit"]: u["days"][0] for u in json.loads(done.stdout)["units"]}
        return dict(units[unit])

    def type(self, a1: str, rows: list[list[Any]], tab: str = TAB, *, plain: bool = False) -> None:
        """`plain`: into cells that are plain text, wherever they stand."""
        params = {"valueInputOption": "RAW" if plain else "USER_ENTERED"}
        sheet = self.world.settings.spreadsheet
        self.world.http.values_update(sheet, f"'{tab}'!{a1}", params=params, body={"values": rows})

    def grid(self, top: int, bottom: int, left: int, right: int, tab: str = TAB) -> dict[str, int]:
        rows = {"startRowIndex": top, "endRowIndex": bottom}
        return {"sheetId": self.world.sheet_id(tab), **rows, "startColumnIndex": left, "endColumnIndex": right}

    def dress(self, fields: str, form: dict[str, Any], *box: int) -> None:
        body = {"range": self.grid(*box), "cell": {"userEnteredFormat": form}, "fields": f"userEnteredFormat.{fields}"}
        self.world.batch({"repeatCell": body})

    def problems(self) -> list[list[str]]:
        return [[str(cell) for cell in row] for row in self.world.values("Lỗi cần sửa")[2:] if len(row) > 2]


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_rows_above_a_sorted_heading_count(office: Office) -> None:
    """A range sorted with its heading loses nobody a report."""
    office.type("A1", [[*REPORT, "", "", "", ""], *office.world.values(TAB)[:1]], plain=True)
    assert office.tick()["problems"] == 0
    assert office.status()["status"] == "on_time"


def test_a_line_above_the_heading_that_may_be_a_row_is_named(office: Office) -> None:
    """Where it can't be decided the tab is unreadable, not empty: nobody is called missed."""
    heading = office.world.values(TAB)[0]
    office.type("A1", [["", "việc gì đó", "Tặng quà cho hộ nghèo", "xã A", *[""] * 9], heading])
    office.tick()
    assert office.status()["status"] == "pending"
    assert any("dòng 1" in row[2] for row in office.problems())


def test_a_row_with_remains_of_a_heading_is_a_row(office: Office) -> None:
    """A report typed over the first half of a heading that stands below it is not taken for a heading itself."""
    office.type("A1", [list(REPORT), *office.world.values(TAB)[:1]], plain=True)
    office.tick()
    assert office.status()["status"] == "on_time"


def test_a_number_mended_by_its_format_is_seen(office: Office) -> None:
    """The same value in another format is a new look."""
    office.dress("numberFormat", {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}, 1, 2, 6, 7)
    row: list[Any] = list(REPORT)
    row[6] = 12
    office.world.http.values_update(
        office.world.settings.spreadsheet,
        f"'{TAB}'!A2",
        params={"valueInputOption": "RAW"},
        body={"values": [row]},
    )
    office.tick("09:50")
    assert office.status(at="09:51")["problems"] == 1
    office.dress("numberFormat", {"numberFormat": {"type": "NUMBER", "pattern": "0"}}, 1, 2, 6, 7)
    office.tick("10:00")
    assert (office.status()["status"], office.status()["problems"]) == ("on_time", 0)


def test_typing_in_a_copy_is_named(office: Office) -> None:
    """The list and `check` name a tab that nobody reads, its rows, the unit that it resembles."""
    office.type("A2", [list(REPORT)])
    source = {"sourceSheetId": office.world.sheet_id(TAB), "newSheetName": f"Bản sao của {TAB}"}
    office.world.batch({"duplicateSheet": source})
    assert office.tick()["problems"] == 1
    for said in (office.problems()[0][2], office.command("check").stdout):
        assert f"Bản sao của {TAB}" in said
        assert "Huyện Đoàn Gò Dầu" in said


def zeros(office: Office) -> None:
    """Zeros that formulas make down the whole column of money."""
    office.dress("numberFormat", {"numberFormat": {"type": "NUMBER", "pattern": "#,##0"}}, 1, 300, 8, 9)
    office.type("I2", [[f"=E{row}*250000"] for row in range(2, 301)])


def boxes(office: Office) -> None:
    """Unticked boxes down a column."""
    cell = {"userEnteredValue": {"boolValue": False}}
    office.world.batch({"repeatCell": {"range": office.grid(2, 299, 3, 4), "cell": cell, "fields": "userEnteredValue"}})


def filled_down(office: Office) -> None:
    """One measure, filled down over rows that are empty otherwise."""
    office.type("F3", [["phần"]] * 40)


@pytest.mark.parametrize("wrote", [zeros, boxes, filled_down])
def test_rows_of_machines_are_no_rows(office: Office, wrote: Callable[[Office], None]) -> None:
    """Boxes, zeros of formulas, a choice filled down: nobody typed a report there."""
    wrote(office)
    office.type("A2", [list(REPORT)[:8]])
    assert office.tick()["problems"] == 0
    assert office.status()["status"] == "on_time"


def test_a_merged_cell_speaks_for_its_rows_and_counts_once(office: Office) -> None:
    """Day and people of two rows in one merged cell: both rows are valid, the people are added once."""
    second = ["", *REPORT[1:6], ""]
    second[2] = "Thăm gia đình chính sách"
    office.type("A2", [list(REPORT), second])
    for column in (0, 6):
        merge = {"range": office.grid(1, 3, column, column + 1), "mergeType": "MERGE_ALL"}
        office.world.batch({"mergeCells": merge})
    assert office.tick()["problems"] == 0
    done = office.command("rollup", "--day", "16/12", "--format", "md", "--json", "--now", "2022-12-16T10:01:00+07:00")
    totals = json.loads(done.stdout)["totals"]
    assert (totals["valid_rows"], totals["people"]) == (2, int(GOOD["ĐVTN tham gia"]))


def test_a_row_struck_through_counts_with_a_reminder(office: Office) -> None:
    """Striking through deletes nothing; the unit is told."""
    office.type("A2", [list(REPORT)])
    office.dress("textFormat.strikethrough", {"textFormat": {"strikethrough": True}}, 1, 2, 0, 13)
    office.tick()
    assert office.status()["status"] == "on_time"
    assert any("gạch ngang" in row[2] for row in office.problems())


def test_provisioning_makes_no_second_tab_beside_a_look_alike(office: Office) -> None:
    """A title one slip away is asked about (exit 2), and adopted by name."""
    world = office.world
    heading = world.values(TAB)[0]
    world.batch({"deleteSheet": {"sheetId": world.sheet_id(TAB)}}, {"addSheet": {"properties": {"title": "Gò Dầuu"}}})
    office.type("A1", [heading, list(REPORT)], tab="Gò Dầuu", plain=True)
    refused = office.command("provision")
    assert refused.returncode == 2, refused.stdout
    assert '--adopt "Gò Dầuu=go-dau"' in refused.stderr
    assert office.command("provision", "--adopt", "Gò Dầuu=go-dau").returncode == 0
    assert office.tick()["problems"] == 0
    assert office.status()["status"] == "on_time"
