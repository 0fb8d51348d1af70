"""A unit learns in its own tab how it stands and which of its cells are to be corrected, without a write there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, World, make_world

from sheets_sync.config import Settings, load
from sheets_sync.job.checks import Finding, Level, examine
from sheets_sync.local_sheets import LocalSheets
from tests.office import provision_all

RED, YELLOW = "#ffcdd2", "#fff59d"


def line(world: World, title: str = "Gò Dầu") -> str:
    head = world.values(title)[0]
    return str(head[13]) if len(head) > 13 else ""


def fills(world: World, title: str = "Gò Dầu") -> dict[str, str]:
    """The cells of a tab that a conditional format fills, with the colour."""
    fields = "sheets.data(rowData.values(effectiveFormat.backgroundColorStyle))"
    params = {"ranges": f"'{title}'!A2:M20", "fields": fields, "includeGridData": "true"}
    answer = world.http.fetch_sheet_metadata(world.settings.spreadsheet, params=params)
    found = {}
    for number, row in enumerate(answer["sheets"][0]["data"][0].get("rowData", []), 2):
        for column, cell in enumerate(row.get("values", [])):
            shown = colour(cell.get("effectiveFormat", {}))
            if shown not in ("", "#ffffff"):
                found[f"{chr(65 + column)}{number}"] = shown
    return found


def colour(look: dict[str, Any]) -> str:
    part = look.get("backgroundColorStyle", {}).get("rgbColor")
    return "#" + "".join(f"{round(part.get(c, 0) * 255):02x}" for c in ("red", "green", "blue")) if part else ""


def test_a_unit_sees_its_status_and_its_cells(world: World) -> None:
    """Nothing before the first look; then status, cells to correct in colour, and when; clear when mended."""
    assert line(world) == ""
    world.type("go-dau", 1, {**GOOD, "Số lượng": "rất nhiều"})
    world.tick("09:50")
    assert line(world).startswith("Hệ thống: ○ Chưa đến hạn · Cần sửa: ✗ ")
    assert line(world).endswith(" · Cập nhật lúc 09:50 ngày 16/12/2022")
    (cell,) = fills(world)
    assert f"✗ {cell}" in line(world)
    assert fills(world)[cell] == RED
    world.type("go-dau", 1)
    world.tick("09:55")
    assert line(world) == "Hệ thống: ✓ Đúng hạn 09:50–09:55 · Cập nhật lúc 09:55 ngày 16/12/2022"
    assert fills(world) == {}


def test_once_set_it_is_left_alone(world: World) -> None:
    """Provisioning again has nothing to do, also after people renamed tabs of the job and moved the unit's columns."""
    world.tick("09:50")
    assert actions(world) == []
    world.type("go-dau", 1)
    world.batch(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": world.sheet_id("Tuân thủ"), "title": "Bảng"},
                "fields": "title",
            }
        },
        {
            "insertDimension": {
                "range": {
                    "sheetId": world.sheet_id("Gò Dầu"),
                    "dimension": "COLUMNS",
                    "startIndex": 2,
                    "endIndex": 3,
                },
                "inheritFromBefore": False,
            }
        },
    )
    world.tick("09:55")
    assert str(world.values("Gò Dầu")[0][14]).startswith("Hệ thống: ✓ Đúng hạn 09:50–09:55")
    assert actions(world) == []


def test_a_tab_that_lost_its_line_gets_it_again(world: World) -> None:
    """What somebody deleted, or what refers to a tab that is gone, is set anew by provisioning, and nothing doubled."""
    sheet = world.sheet_id("Gò Dầu")
    where = {"sheetId": sheet, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 13, "endColumnIndex": 14}
    world.batch(
        {"repeatCell": {"range": where, "cell": {}, "fields": "userEnteredValue"}},
        {"deleteConditionalFormatRule": {"sheetId": sheet, "index": 0}},
    )
    assert actions(world) == ["status line of “Gò Dầu”", "colours of cells to fix in “Gò Dầu”"]
    assert actions(world) == []
    assert rules(world) == 2


@pytest.mark.parametrize(("level", "lines", "colours"), [("full", 1, 2), ("line", 1, 0), ("off", 0, 0)])
def test_a_campaign_chooses_how_much_is_told(tmp_path: Path, level: str, lines: int, colours: int) -> None:
    """`[tabs] feedback`: the line and the colours, the line alone, or nothing; a change takes away what is too much."""
    with LocalSheets(control=True) as server:
        world = make_world(server, tmp_path)
        path = world.settings.path
        path.write_text(path.read_text(encoding="utf-8") + f'\n[tabs]\nfeedback = "{level}"\n', encoding="utf-8")
        provision_all(replace(load(path, environ={}), endpoint=server.url))
        assert rules(world) == colours
        world.tick("09:50")
        assert bool(line(world)) == bool(lines)


def test_check_says_what_to_click(tmp_path: Path) -> None:
    """Over a board in another spreadsheet it is off unless asked for; then `check` names the cell to click until a
    person has allowed the access, and is content after that."""
    with LocalSheets(control=True) as server:
        world = make_world(server, tmp_path)
        apart = replace(world.settings, board=server.create_spreadsheet(title="Bảng theo dõi"))
        provision_all(apart)
        assert [(told.level, "feedback = " in told.what) for told in consent_of(apart)] == [(Level.FINE, True)]
        asked = replace(apart, feedback="full")
        assert [told.remedy for told in consent_of(asked)] == ["Đề nghị chạy: sheets-sync provision"]
        provision_all(asked)
        assert [(told.level, told.what) for told in consent_of(asked)] == [
            (Level.FINE, "đơn vị thấy kết quả trong trang của mình")
        ]
        server.workspace.formulas.other = lambda _: None  # as Google does before anybody allowed it
        world.type("go-dau", 1)
        (told,) = consent_of(asked)
        assert told.level is Level.MEND
        assert "ô N1 của trang “TP Tây Ninh”" in told.remedy
        assert "Cho phép truy cập" in told.remedy


def consent_of(settings: Settings) -> list[Finding]:
    return [found for found in examine(settings) if found.code == "feedback"]


def actions(world: World) -> list[str]:
    (done,) = provision_all(world.settings).values()
    return done.actions


def rules(world: World, title: str = "Gò Dầu") -> int:
    """How many conditional formats a tab has."""
    fields = {"fields": "sheets(properties(title),conditionalFormats)"}
    sheets = world.http.fetch_sheet_metadata(world.settings.spreadsheet, params=fields)["sheets"]
    return len(next(s for s in sheets if s["properties"]["title"] == title).get("conditionalFormats", []))
