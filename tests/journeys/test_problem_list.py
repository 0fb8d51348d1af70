"""The list `Lỗi cần sửa`: what is open, where, since when; what was solved is gone."""

from __future__ import annotations

from typing import Any

from office import GOOD, World, moment

from sheets_sync.job import opening
from sheets_sync.job.tick import Job
from sheets_sync.ledger import Ledger

ROUGH = {**GOOD, "Kinh phí": "1.5 triệu"}
WRONG = {**GOOD, "Số lượng": "nhiều"}


def listed(world: World) -> list[list[Any]]:
    """The lines under the headings."""
    return world.values("Lỗi cần sửa")[2:]


def links(world: World) -> list[str]:
    (sheet,) = (s for s in world.structure()["sheets"] if s["properties"]["title"] == "Lỗi cần sửa")
    rows = sheet["data"][0]["rowData"][2:]
    cells = [row["values"][1] for row in rows if len(row.get("values", [])) > 1]
    return [cell["hyperlink"] for cell in cells if "hyperlink" in cell]


def rename_heading(world: World, cell: str, text: str) -> None:
    body = {"values": [[text]]}
    world.http.values_update(
        world.settings.spreadsheet, f"'Gò Dầu'!{cell}", params={"valueInputOption": "RAW"}, body=body
    )


def test_grouped_by_unit_the_most_urgent_first(world: World) -> None:
    """Units with blocking problems stand first; in a unit what blocks, then errors, then how a cell was understood."""
    world.type("tay-ninh", 1, ROUGH)
    world.type("go-dau", 1, ROUGH)
    world.type("go-dau", 2, {**GOOD, "Mô tả": "Trao quà cho hộ khó khăn", "Kinh phí": "5 củ"})
    world.type("go-dau", 3, WRONG)
    world.tick("09:00")
    assert [(line[0], line[1], line[3]) for line in listed(world)] == [
        ("Huyện Đoàn Gò Dầu", "✗ E4", "Lỗi"),
        ("Huyện Đoàn Gò Dầu", "✗ I3", "Lỗi"),
        ("Huyện Đoàn Gò Dầu", "! I2", "Nhắc"),
        ("Thành Đoàn Tây Ninh", "! I2", "Nhắc"),
    ]
    assert "được hiểu là 1.500.000 đồng" in listed(world)[2][2]
    sheet = world.sheet_id("Gò Dầu")
    assert links(world)[0].endswith(f"/{world.settings.spreadsheet}/edit#gid={sheet}&range=E4")


def test_a_solved_problem_disappears(world: World) -> None:
    """What was corrected is gone at the next tick, the counts with it; what is open keeps its first moment."""
    world.type("go-dau", 1, WRONG)
    world.type("go-dau", 2, {**GOOD, "Mô tả": "Trao quà cho hộ khó khăn", "Kinh phí": "5 củ"})
    assert world.tick("09:00").tick.errors == 2
    world.type("go-dau", 1, GOOD)
    assert world.tick("09:30").tick.errors == 1
    assert [(line[1], line[6]) for line in listed(world)] == [("✗ I3", "09:00 16/12")]
    world.act("go-dau", "clear", 2)
    assert world.tick("09:40").tick.errors == 0
    assert listed(world) == [["Không có lỗi nào cần sửa."]]


def test_the_same_mistake_on_two_days_is_two_problems(world: World) -> None:
    """Each keeps the moment when it was first seen itself."""
    world.type("go-dau", 1, WRONG)
    world.tick("09:00")
    world.type("go-dau", 2, {**WRONG, "Ngày báo cáo": "17/12"})
    world.tick("09:10", day="2022-12-17")
    assert [(line[1], line[6]) for line in listed(world)] == [("✗ E2", "09:00 16/12"), ("✗ E3", "09:10 17/12")]


def test_a_tab_that_cannot_be_read_is_listed_since_when(world: World) -> None:
    """A missing heading is told with the first look that missed it, until it is back."""
    world.tick("08:00")
    rename_heading(world, "A1", "?")
    world.tick("09:00")
    world.tick("09:10")
    (line,) = listed(world)
    assert (line[0], line[1], line[6]) == ("Huyện Đoàn Gò Dầu", "✗ cả trang", "09:00 16/12")
    rename_heading(world, "A1", "Ngày báo cáo")
    world.tick("09:20")
    assert listed(world) == [["Không có lỗi nào cần sửa."]]


def test_one_problem_in_place_of_another(world: World) -> None:
    """A job that keeps running lists what is open now, also where as many problems were open before."""
    with Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, opening.connect(world.settings, world.clock), ledger, world.clock)
        for at, headings, told in (
            ("09:00", {"A1": "?"}, "Ngày báo cáo"),
            ("09:05", {}, "Ngày báo cáo"),
            ("09:10", {"A1": "Ngày báo cáo", "E1": "?"}, "Số lượng"),
        ):
            for cell, text in headings.items():
                rename_heading(world, cell, text)
            world.clock.now = moment(at)
            job.tick()
            (line,) = listed(world)
            assert f'"{told}"' in line[2]
