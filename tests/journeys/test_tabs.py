"""The job's tabs in a spreadsheet: written once, put right, restyled, cleared; as a page, a picture, in a terminal."""

from __future__ import annotations

import json
import os
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, World, moment, run

from sheets_sync.gateway import Gateway
from sheets_sync.job import opening
from sheets_sync.spreadsheet.requests import APPEARANCE_TAG

SAMPLE = "=1+1 <script>alert(1)</script> {{ 7*7 }} \u202eabc \U0001f600"
HOSTILE = {**GOOD, "Mô tả": SAMPLE, "Kinh phí": SAMPLE}


def sheet(world: World, title: str) -> dict[str, Any]:
    return next(s for s in world.structure()["sheets"] if s["properties"]["title"] == title)


def cells(world: World, title: str) -> list[list[dict[str, Any]]]:
    return [row.get("values", []) for row in sheet(world, title)["data"][0]["rowData"]]


def writes(world: World, at: str) -> list[dict[str, Any]]:
    """The requests of the batches that a tick sends."""
    sent: list[dict[str, Any]] = []

    class Listening(Gateway):
        def write(self, spreadsheet: str, batch: Any) -> None:
            sent.extend(batch)
            super().write(spreadsheet, batch)

    world.tick(at, gateway=Listening.connect(endpoint=world.settings.endpoint, clock=world.clock))
    return sent


def kinds(requests: list[dict[str, Any]]) -> set[str]:
    return {next(iter(request)) for request in requests}


def test_one_report_writes_few_cells(world: World) -> None:
    """What one unit's report changes on the board is a handful of cells, and nothing of the other units."""
    world.type("tan-bien", 1)
    world.tick("09:50")
    world.type("go-dau", 1)
    sent = writes(world, "09:55")
    board = sheet(world, "Tuân thủ")["properties"]["sheetId"]
    ranges = [r["updateCells"] for r in sent if "updateCells" in r and r["updateCells"]["start"]["sheetId"] == board]
    assert sum(len(row["values"]) for r in ranges for row in r["rows"]) <= 10
    assert {"updateCells", "updateDeveloperMetadata"} <= kinds(sent)
    assert not kinds(sent) & {"addSheet", "updateDimensionProperties", "createDeveloperMetadata"}
    assert writes(world, "09:56") == []


def test_an_older_release_s_look_is_replaced_once(world: World) -> None:
    """A tab that keeps another look gets formats, widths and frozen rows anew, in the one request; then nothing."""
    world.tick("09:50")
    board = sheet(world, "Tuân thủ")["properties"]["sheetId"]
    world.batch(
        {
            "updateDeveloperMetadata": {
                "dataFilters": [
                    {"developerMetadataLookup": {"metadataKey": APPEARANCE_TAG, "metadataLocation": {"sheetId": board}}}
                ],
                "developerMetadata": {"metadataValue": "an older one"},
                "fields": "metadataValue",
            }
        },
        {
            "updateSheetProperties": {
                "properties": {"sheetId": board, "gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 3}},
                "fields": "gridProperties.frozenRowCount,gridProperties.frozenColumnCount",
            }
        },
        {
            "repeatCell": {
                "range": {"sheetId": board, "startRowIndex": 7, "endRowIndex": 9},
                "cell": {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1}}}},
                "fields": "userEnteredFormat",
            }
        },
    )
    sent = writes(world, "09:51")
    assert {"updateCells", "updateDimensionProperties", "updateDeveloperMetadata"} <= kinds(sent)
    grid = sheet(world, "Tuân thủ")["properties"]["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"]) == (4, 1)
    name = cells(world, "Tuân thủ")[7][0]["userEnteredFormat"]
    assert "backgroundColorStyle" not in name
    assert name["wrapStrategy"] == "WRAP"
    assert writes(world, "09:52") == []


def test_an_overwritten_note_is_put_right(world: World) -> None:
    """A note that somebody changed or removed comes back, in one write."""
    world.tick("09:50")
    before = cells(world, "Tuân thủ")[7][1]["note"]
    board = sheet(world, "Tuân thủ")["properties"]["sheetId"]
    for note in ({"note": "của tôi"}, {}):
        start = {"sheetId": board, "rowIndex": 7, "columnIndex": 1}
        world.batch({"updateCells": {"start": start, "rows": [{"values": [note]}], "fields": "note"}})
        sent = writes(world, "09:51")
        assert kinds(sent) == {"updateCells", "updateDeveloperMetadata"}
        assert len(sent) <= 3  # the note, the moment of the board, and the mark that keeps it
        assert cells(world, "Tuân thủ")[7][1]["note"] == before


def test_solved_problems_leave_no_row_behind(world: World) -> None:
    """A list that grew shorter leaves neither values nor colours nor links where it was longer."""
    for unit in ("go-dau", "tan-bien", "ben-cau"):
        world.type(unit, 1, {**GOOD, "Kinh phí": "nhiều"})
    world.tick("09:50")
    assert len([row for row in cells(world, "Lỗi cần sửa")[2:] if row and "userEnteredValue" in row[0]]) == 3
    for unit in ("go-dau", "tan-bien"):
        world.type(unit, 1, GOOD)
    world.tick("09:55")
    left = cells(world, "Lỗi cần sửa")
    assert left[2][0]["formattedValue"] == "Huyện Đoàn Bến Cầu"
    assert "#gid=" in left[2][1]["userEnteredFormat"]["textFormat"]["link"]["uri"]
    for row in left[3:]:
        assert all("userEnteredValue" not in cell and "userEnteredFormat" not in cell for cell in row)


def test_the_last_appearance_of_a_morning_says_when_the_next_one_is(world: World) -> None:
    """At 11:55 the board promises 15:00, though its sign of life is not due: silence until then is no alarm."""
    world.tick("11:50")
    sent = writes(world, "11:55")
    assert [kind for request in sent for kind in request] == ["updateCells", "updateDeveloperMetadata"]
    (_, (fresh, *_), *_) = cells(world, "Tuân thủ")
    assert fresh["note"].startswith("Lần tới 15:00")
    assert writes(world, "12:10") != []
    assert writes(world, "12:12") == []


def test_provisioned_tabs_need_no_new_look(world: World) -> None:
    """Provisioning and the first tick agree on the look: the tick sends values only."""
    sent = writes(world, "09:50")
    assert "updateDimensionProperties" not in kinds(sent)


def test_hostile_texts_are_text_everywhere(world: World, tmp_path: Path) -> None:
    """What a unit types is text in the tabs, in the page and in the terminal."""
    world.type("go-dau", 1, HOSTILE)
    world.type("tan-bien", 1, {**GOOD, "Kinh phí": "9" * 50_000})
    world.tick("09:50")
    for row in cells(world, "Lỗi cần sửa"):
        assert all("formulaValue" not in cell.get("userEnteredValue", {}) for cell in row)
    page = tmp_path / "board.html"
    found = run("status", "--campaign", world.settings.path, "--now", moment("10:00").isoformat(), "--html", page)
    assert found.returncode == 0, found.stderr
    assert "<script" not in page.read_text(encoding="utf-8")


def test_a_dry_run_says_what_would_be_written(world: World) -> None:
    """Which tab, which cells, from what to what; a second look has nothing to write."""
    world.tick("09:50")
    world.type("go-dau", 1)
    environ = {"SHEETS_SYNC_ENDPOINT": world.server.url, "NO_COLOR": "1", "COLUMNS": "100"}
    args = ("run", "--campaign", world.settings.path, "--now", moment("09:55").isoformat())
    text = run(*args, "--dry-run", **environ).stdout
    assert "Trang “Tuân thủ”" in text
    assert "B11: ○ Chưa đến hạn → ✓ Đúng hạn 09:50–09:55" in text
    assert "\x1b" not in text
    assert run(*args, **environ).returncode == 0
    assert "không có gì phải ghi" in run(*args, "--dry-run", **environ).stdout


@pytest.mark.parametrize("columns", ["80", "100"])
def test_the_board_in_a_terminal(world: World, columns: str) -> None:
    """Without colour and piped: today first, then the days, no line longer than the terminal, no name lost."""
    world.type("go-dau", 1)
    world.tick("10:00")
    args = ("status", "--campaign", world.settings.path, "--now", moment("10:06").isoformat())
    lines = run(*args, NO_COLOR="1", COLUMNS=columns).stdout.splitlines()
    assert all(len(line) <= int(columns) for line in lines)
    text = "\n".join(lines)
    assert text.index("Ngày 16/12") < text.index("✓ Đúng hạn") < text.index("16  17")
    for unit in world.settings.campaign.units:
        assert unit.tab in text


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def size_of(path: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_no_browser_is_said_with_its_remedy(world: World, tmp_path: Path) -> None:
    """Without a browser: exit code 2, what to install, what to use instead; no file is left."""
    out = tmp_path / "board.png"
    found = run("status", "--campaign", world.settings.path, "--png", out, PATH=str(tmp_path))
    assert found.returncode == 2
    assert "apt install chromium" in found.stderr
    assert "--html" in found.stderr
    assert not out.exists()


def test_a_browser_that_fails_is_said(world: World, tmp_path: Path) -> None:
    """A browser that ends with an error: exit code 2, no empty picture."""
    broken = tmp_path / "bin" / "chromium"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    out = tmp_path / "board.png"
    found = run("status", "--campaign", world.settings.path, "--png", out, PATH=str(broken.parent))
    assert found.returncode == 2
    assert "exit code 3" in found.stderr
    assert not out.exists()


def test_pictures_of_all_tabs(world: World, tmp_path: Path) -> None:
    """A command makes the board, the problems and the totals as a desk and a phone show them, and the board alone."""
    if not any(shutil.which(name) for name in ("chromium", "google-chrome", "chromium-browser")):
        pytest.skip("no Chromium on this machine")
    world.type("go-dau", 1, HOSTILE)
    world.tick("10:00")
    folder, alone = tmp_path / "pictures", tmp_path / "board.png"
    args = ("--campaign", world.settings.path, "--now", moment("10:05").isoformat())
    said = run("status", *args, "--pictures", folder, "--json", PATH=os.environ["PATH"])
    assert said.returncode == 0, said.stderr
    written = [Path(path) for path in json.loads(said.stdout)["written"]]
    assert sorted(path.name for path in written) == sorted(p.name for p in folder.iterdir())
    sizes = {path.stem: size_of(path) for path in written}
    assert {name: width for name, (width, _) in sizes.items()} == {
        f"{tab}-{screen}": width
        for tab in ("compliance", "problems", "totals")
        for screen, width in (("desk", 2 * 1280), ("phone", 2 * 360))
    }
    named = run("status", *args, "--png", alone.name, "--phone", cwd=tmp_path, PATH=os.environ["PATH"])
    assert named.returncode == 0, named.stderr
    width, height = size_of(alone)
    assert 2 * 400 <= width <= 2 * 450
    assert height > 2 * 600


def test_nothing_is_written_to_google_for_a_picture(world: World, tmp_path: Path) -> None:
    """`status --html` works from the evidence alone."""
    world.tick("09:50")
    before = len(world.server.requests)
    page = tmp_path / "board.html"
    assert run("status", "--campaign", world.settings.path, "--html", page).returncode == 0
    assert len(world.server.requests) == before
    assert opening.evidence_of(world.settings).polls
    assert "THEO DÕI" in page.read_text(encoding="utf-8")
