"""What fails in one place holds up nothing elsewhere: the others are done first, then the failure is told."""

from __future__ import annotations

import json

import pytest
from desk import TAB, Desk
from office import REPORT

from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import papers

NOW = "2022-12-16T10:00:00+07:00"
OTHER, OTHER_TAB = "tan-bien", "Tân Biên"


def documents(desk: Desk) -> list[str]:
    return sorted(path.suffix for path in papers(desk.world.settings.documents.out))


@pytest.mark.parametrize(("status", "code"), [(403, 4), (503, 3)])
def test_a_board_that_cannot_be_written(desk: Desk, status: int, code: int) -> None:
    """Where no tab of the job can be written, evidence, documents and the reminder are there; then the run fails."""
    desk.type("A2", [list(REPORT)])
    desk.world.server.faults.add(Fault(status=status, times=0, access="write"))
    done = desk.command("run", "--now", NOW)
    assert done.returncode == code, done.stderr
    assert done.stderr.strip()
    assert documents(desk) == [".docx", ".html", ".json"]
    assert desk.status()["status"] == "on_time"
    said = desk.command("remind", "--now", "2022-12-16T10:05:00+07:00", "--json")
    assert "chưa báo cáo 13" in json.loads(said.stdout)["messages"][0]


def test_one_bad_row_tab_and_override(desk: Desk) -> None:
    """A row that does not count, a spoiled heading and an override that says nothing leave the others as they are."""
    wrong = [*REPORT[:1], "việc gì đó khác", *REPORT[2:]]
    desk.type("A2", [wrong, list(REPORT)], tab=OTHER_TAB)
    desk.type("A1", [["x"] * 13], tab=TAB)
    overrides = [["khong-co", "hôm nào", "gì đó"], ["hoa-thanh", "16/12", "miễn", "họp tỉnh", "Văn phòng"]]
    desk.type("A2", overrides, tab="Điều chỉnh", plain=True)
    tick = desk.tick("10:00")
    assert desk.status(OTHER)["status"] == "on_time"
    assert desk.status("hoa-thanh")["status"] == "excused"
    assert desk.status()["status"] not in {"missed", "on_time"}
    assert {path.rsplit(".", 1)[1] for path in tick["documents"]} == {"docx", "html"}
    board = " ".join(str(cell) for row in desk.world.values("Tuân thủ") for cell in row)
    assert "Huyện Đoàn Tân Biên" in board
