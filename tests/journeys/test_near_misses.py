"""Who typed, but nothing that counts, is told so in time, and is not called silent."""

from __future__ import annotations

import json

import pytest
from desk import TAB, Desk
from office import REPORT

WRONG_DAYS = ("hôm nay", "15/12", "31/11", "", "32/12/2022")
"""No day, a day before the campaign, a day that no month has, none at all, a slip of the finger."""


def reminder(desk: Desk, at: str, day: str = "2022-12-16") -> str:
    done = desk.command("remind", "--now", f"{day}T{at}:00+07:00", "--json")
    return str(json.loads(done.stdout)["messages"][0])


@pytest.mark.parametrize("typed", WRONG_DAYS)
def test_a_row_of_no_day_is_no_silence(desk: Desk, typed: str) -> None:
    """Before the deadline the reminder names the cells, apart from "nothing typed"; after it the unit is marked on the
    board, in `why`, in the reminder, on the paper and in JSON."""
    desk.type("A2", [[typed, *REPORT[1:]]])
    desk.tick("09:30")
    before = reminder(desk, "09:40")
    assert "có dòng sai ngày: Huyện Đoàn Gò Dầu (A2)" in before
    silent = before[before.index("chưa có số liệu:") : before.index("Đã gõ nhưng")]
    assert "Huyện Đoàn Gò Dầu" not in silent

    tick = desk.tick("10:00")
    assert (desk.status()["status"], desk.status()["rows_of_no_day"]) == ("missed", 1)
    board = [str(row[1]) for row in desk.world.values("Tuân thủ") if row[:1] == ["Huyện Đoàn Gò Dầu"]]
    assert "Chưa báo cáo" in board[0]
    assert "(có dòng sai ngày)" in board[0]
    assert "Huyện Đoàn Gò Dầu (có dòng sai ngày: A2)" in reminder(desk, "10:05")
    why = desk.command("why", "go-dau", "16/12", "--now", "2022-12-16T10:05:00+07:00").stdout
    assert "Có dòng sai ngày." in why
    assert "dòng 2 (chưa hợp lệ)" in why
    paper = next(path for path in tick["documents"] if path.endswith(".html"))
    assert "Huyện Đoàn Gò Dầu (có dòng sai ngày)" in desk.read(paper)


def test_the_mark_is_for_the_period_in_which_the_rows_came(desk: Desk) -> None:
    """A row of no day that stood there at one deadline says nothing about the next one."""
    desk.type("A2", [["hôm nay", *REPORT[1:]]])
    desk.tick("10:00")
    desk.tick("10:00", "2022-12-17")
    days = desk.unit("go-dau", "10:01", "2022-12-17")["days"]
    assert [day["status"] for day in days[:2]] == ["missed", "missed"]
    assert [day["rows_of_no_day"] for day in days[:3]] == [1, 0, 0]


def test_a_row_with_an_error_is_named_with_its_cell(desk: Desk) -> None:
    """A row of the day that does not count yet is told apart from rows of no day, with the cell to mend."""
    row = list(REPORT)
    row[1] = "việc gì đó khác"
    desk.type("A2", [row])
    desk.tick("09:30")
    assert "có lỗi cần sửa: Huyện Đoàn Gò Dầu (B2)" in reminder(desk, "09:40")
    desk.tick("10:00")
    assert "có lỗi cần sửa 1: Huyện Đoàn Gò Dầu (B2)" in reminder(desk, "10:05")


def test_one_unreadable_tab_silences_no_reminder(desk: Desk) -> None:
    """The reminder speaks of what was read, and names what was not."""
    desk.type("A1", [["x"] * 13])
    desk.tick("10:00")
    said = reminder(desk, "10:05")
    assert "chưa báo cáo 13" in said
    assert "Không đọc được: Huyện Đoàn Gò Dầu. Không tính là vắng." in said


def test_a_copy_of_a_tab_is_named_wherever_people_look(desk: Desk) -> None:
    """Typing that goes on in a copy is said on the board, in `why`, in the reminder, on the paper and in JSON."""
    title = f"Bản sao của {TAB}"
    source = {"sourceSheetId": desk.world.sheet_id(TAB), "newSheetName": title}
    desk.world.batch({"duplicateSheet": source})
    desk.type("A2", [list(REPORT)], tab=title)
    tick = desk.tick("10:00")
    said = f"Trang không đọc cho đơn vị nào: “{title}” (1 dòng)."
    board = " ".join(str(cell) for row in desk.world.values("Tuân thủ") for cell in row)
    assert said in " ".join(board.split())
    assert said in reminder(desk, "10:05")
    assert title in desk.command("why", "go-dau", "16/12", "--now", "2022-12-16T10:05:00+07:00").stdout
    status = json.loads(desk.command("status", "--now", "2022-12-16T10:05:00+07:00", "--json").stdout)
    assert status["unclaimed"] == [{"tab": title, "rows": 1}]
    paper = next(path for path in tick["documents"] if path.endswith(".html"))
    assert title in desk.read(paper)
