"""The papers say what the board says: of tabs that can't be read, of counts, of rates."""

from __future__ import annotations

import json
from pathlib import Path

from documents_text import said
from office import World, run

from sheets_sync.spreadsheet.a1 import Range

DAY = "2022-12-16"


def unread_tab(world: World) -> None:
    """Somebody empties the row of headings in one unit's tab."""
    world.http.values_clear(world.settings.spreadsheet, Range("Gò Dầu").a1 + "!1:1")


def test_a_tab_that_cannot_be_read_is_named_in_the_papers(world: World, tmp_path: Path) -> None:
    """A unit whose tab can't be read is named as that, never as absent or not due, and stays in what rates count."""
    unread_tab(world)
    world.type("tan-bien", 1)
    world.tick("09:50")
    world.tick("10:00")
    out = tmp_path / "papers"
    for ask in (("--day", DAY), ("--final",)):
        done = run("rollup", *ask, "--format", "docx,html,md", "--out", out, "--campaign", world.settings.path)
        assert done.returncode == 0, done.stderr
    sentence = "Không đọc được: {}. Không tính là vắng."
    board = [str(cell).replace("\n", " ") for row in world.values("Tuân thủ") for cell in row]
    assert any(sentence.format("Gò Dầu") in text for text in board)
    for form in ("docx", "html", "md"):
        (daily,) = out.glob(f"bao-cao-nhanh*.{form}")
        text = said(daily)
        assert "Đã nhận báo cáo của 01/14 đơn vị (đúng hạn 01); chưa báo cáo 12:" in text
        assert "không đọc được 01." in text
        assert sentence.format("Huyện Đoàn Gò Dầu") in text
        assert "chưa đến hạn" not in text
        (rollup,) = out.glob(f"bao-cao-ket-qua*.{form}")
        text = said(rollup)
        assert "Đã nhận 01/14 lượt báo cáo đến hạn" in text
        assert "Tỷ lệ báo cáo 7,1%" in text
        assert sentence.format("Huyện Đoàn Gò Dầu") in text
    for made in (*out.glob("*.docx"), *out.glob("*.html")):
        done = run("rollup", "--verify", made, "--campaign", world.settings.path)
        assert done.returncode == 0, done.stderr + done.stdout
    found = json.loads(
        run("status", "--json", "--campaign", world.settings.path, "--now", f"{DAY}T10:00:30+07:00").stdout
    )
    assert (found["today"]["owed"], found["today"]["missed"], found["today"]["unread"]) == (14, 12, 1)


def test_fifteen_days_without_one_tab_count_as_they_are(world: World, tmp_path: Path) -> None:
    """A tab that can't be read for a whole campaign leaves all its days in the rates."""
    unread_tab(world)
    for number, day in enumerate(world.settings.campaign.days, 1):
        if number == 1:
            world.type("tan-bien", 1)
        world.tick("09:50", day=day.isoformat())
        world.tick("10:00", day=day.isoformat())
    done = run("rollup", "--final", "--format", "md", "--out", tmp_path, "--campaign", world.settings.path)
    assert done.returncode == 0, done.stderr
    (rollup,) = tmp_path.glob("*.md")
    text = said(rollup)
    assert "Đã nhận 01/210 lượt báo cáo đến hạn" in text
    assert "Không đọc được 15 lượt: Huyện Đoàn Gò Dầu (15 ngày)" in text
