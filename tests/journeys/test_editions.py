"""Editions of the documents: the first is frozen, a later one says what changed, none is replaced or made twice."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, World, make_world, moment, run

from sheets_sync.config import resources
from sheets_sync.errors import ConfigError
from sheets_sync.job import opening
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from tests.office import paper, papers

DAY = "2022-12-16"
FIRST, SECOND = f"bao-cao-nhanh-{DAY}-10h00", f"bao-cao-nhanh-{DAY}-21h00"


def names(folder: Path) -> list[str]:
    return [path.name for path in papers(folder, ".html")]


def page(world: World, name: str) -> str:
    return said_in(paper(world.settings.documents.out, f"{name}.html"))


def said_in(path: Path) -> str:
    """The text of a page; a blank at which no line ends is a blank."""
    return path.read_text(encoding="utf-8").replace("\u00a0", " ")


def rollup(world: World, *args: object) -> dict[str, Any]:
    done = run("rollup", *args, "--json", "--campaign", world.settings.path)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_first_edition_is_frozen(world: World) -> None:
    """The evening's edition names the morning's, says what changed by which cells, and leaves its files alone."""
    out = world.settings.documents.out
    world.type("go-dau", 1)
    world.tick("10:00")
    before = {path.name: path.read_bytes() for path in papers(out)}
    world.type("go-dau", 1, {**GOOD, "Số lượng": "25"})
    world.tick("21:00")
    assert before.items() <= {path.name: path.read_bytes() for path in papers(out)}.items()
    assert names(out) == [f"{FIRST}.html", f"{SECOND}.html"]
    assert "Bản 2" not in page(world, FIRST)
    later = page(world, SECOND)
    assert "Bản 2, số liệu đến 21 giờ 00" in later
    assert f"thay bản 1 ({FIRST}, số liệu đến 10 giờ 00); số liệu thay đổi ghi ở biểu cuối." in later
    assert "Huyện Đoàn Gò Dầu: bỏ 20 (ô E2), thêm 25 (ô E2)" in later


def test_no_edition_without_a_change(world: World) -> None:
    """An evening at which nothing changed writes nothing, and neither do any later ticks."""
    world.type("go-dau", 1)
    world.tick("10:00")
    world.tick("10:05")
    assert world.tick("21:00").documents == []
    assert names(world.settings.documents.out) == [f"{FIRST}.html"]


def test_rollup_gives_the_edition_in_force(world: World, tmp_path: Path) -> None:
    """`rollup` gives the same bytes as the tick did, at whatever moment it is asked, and no new edition."""
    world.type("go-dau", 1)
    world.tick("10:00")
    for ask in ((), ("--now", f"{DAY}T10:01:00+07:00"), ("--now", f"{DAY}T18:00:00+07:00")):
        found = rollup(world, "--day", DAY, "--out", tmp_path / "again", *ask)
        assert (found["edition"], found["as_of"]) == (1, f"{DAY}T10:00:00+07:00")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in papers(world.settings.documents.out)}


def test_rollup_and_run_share_their_editions(world: World, tmp_path: Path) -> None:
    """An edition that `rollup` made counts: the next one of the job has the next number and names it."""
    world.type("go-dau", 1)
    world.tick("10:00")
    world.type("go-dau", 2)
    world.tick("14:00")
    found = rollup(world, "--day", DAY, "--out", tmp_path / "mine")
    assert found["edition"] == 2
    world.type("tan-bien", 1)
    world.tick("21:00")
    assert f"thay bản 2 (bao-cao-nhanh-{DAY}-14h00, số liệu đến 14 giờ 00);" in page(world, SECOND)
    assert "Bản 3" in page(world, SECOND)


def test_a_moment_between_two_editions(world: World, tmp_path: Path) -> None:
    """What is made of a past moment of which there was no edition says so, and gets no number."""
    world.type("go-dau", 1)
    world.tick("10:00")
    world.type("go-dau", 2)
    world.tick("15:00")
    world.type("tan-bien", 1)
    world.tick("21:00")
    found = rollup(world, "--day", DAY, "--out", tmp_path / "past", "--now", f"{DAY}T16:00:00+07:00")
    assert found["edition"] is None
    (made,) = (tmp_path / "past").glob("*.html")
    said = said_in(made)
    assert "Bản dựng lại từ chứng cứ, số liệu đến 15 giờ 00" in said
    assert "không thay bản nào" in said
    assert run("rollup", "--verify", made, "--campaign", world.settings.path).returncode == 0
    assert "Bản 2" in page(world, SECOND)


def test_a_preview_is_no_edition(world: World, tmp_path: Path) -> None:
    """What somebody makes before the deadline says that it is a preview; the report at the deadline is the first."""
    world.type("go-dau", 1)
    world.tick("09:00")
    for ask in (("--day", DAY), ("--final",)):
        assert rollup(world, *ask, "--out", tmp_path / "preview")["edition"] is None
    for made in (tmp_path / "preview").glob("*.html"):
        assert "Bản xem trước, số liệu đến 9 giờ 00" in said_in(made)
        assert run("rollup", "--verify", made, "--campaign", world.settings.path).returncode == 0
    world.tick("10:00")
    assert 'class="changes"' not in page(world, FIRST)
    assert rollup(world, "--day", DAY, "--out", tmp_path / "first")["edition"] == 1


def test_a_document_of_a_run_that_broke_off_verifies(world: World) -> None:
    """A document that was written but not noted is the first edition that it says it is."""
    import sqlite3

    world.type("go-dau", 1)
    world.tick("10:00")
    with sqlite3.connect(world.settings.state / "ledger.sqlite") as connection:
        connection.execute(
            "DELETE FROM records WHERE kind IN (SELECT id FROM names WHERE name = 'document')"
        )  # the last record: the chain stays whole
    world.tick("10:05")
    assert names(world.settings.documents.out) == [f"{FIRST}.html", f"bao-cao-nhanh-{DAY}-10h05.html"]
    for made in papers(world.settings.documents.out, ".html"):
        assert run("rollup", "--verify", made, "--campaign", world.settings.path).returncode == 0


def test_evidence_code(world: World, tmp_path: Path) -> None:
    """A document ends with the digest of the last record that it rests on, which later records leave as it is."""
    world.type("go-dau", 1)
    world.tick("10:00")
    with Ledger.at(world.settings.state) as ledger:
        seen = [record for record in ledger.records() if record.kind in ("poll", "change", "overrides")]
        assert ledger.digest_at(moment("10:00")) == seen[-1].digest
    code = f"Mã chứng cứ: {seen[-1].digest[:16]}"
    assert code in page(world, FIRST)
    world.type("tan-bien", 1)
    world.tick("10:05")
    rollup(world, "--day", DAY, "--out", tmp_path, "--format", "html", "--now", f"{DAY}T10:00:30+07:00")
    assert code in (tmp_path / f"{FIRST}.html").read_text(encoding="utf-8")


def test_a_broken_template_through_the_command(world: World, tmp_path: Path) -> None:
    """A broken template: exit code 2, file and line named, the compliance tab written, the last good document kept,
    the documents of other templates written."""
    world.type("go-dau", 1)
    world.tick("10:00")
    good = page(world, FIRST)
    mine = shutil.copytree(resources.templates_dir(), tmp_path / "ours")
    (mine / "daily.html").write_text("<p>\n{{ heading.titel }}</p>", encoding="utf-8")
    own = world.settings.path.with_name("own.toml")
    text = world.settings.path.read_text(encoding="utf-8")
    own.write_text(text.replace("[documents]", '[documents]\ntemplates = "ours"\n#', 1), encoding="utf-8")
    world.type("tan-bien", 1)
    end = f"{world.settings.campaign.last_day}T21:00:00+07:00"
    done = run("run", "--json", "--now", end, "--campaign", own, SHEETS_SYNC_ENDPOINT=world.server.url, cwd=tmp_path)
    assert done.returncode == 2
    assert re.search(r"daily\.html, line 2", done.stderr)
    assert "Traceback" not in done.stderr
    assert "30/12/2022" in world.values("Tuân thủ")[1][0]
    assert page(world, FIRST) == good
    assert [name for name in names(world.settings.documents.out) if "ket-qua" in name]


def test_a_pdf_that_fails_is_told_once_and_costs_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no pdf can be made, the other formats are there and noted: the next tick does not write them again."""
    from sheets_sync.documents import pdf

    plan = replace(world.settings.documents, formats=("html", "pdf"))
    world.settings = replace(world.settings, documents=plan)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    world.type("go-dau", 1)
    with pytest.raises(ConfigError, match="LibreOffice"):
        world.tick("10:00")
    assert names(plan.out) == [f"{FIRST}.html"]
    world.type("go-dau", 2)
    assert world.tick("10:05").documents == []


def test_damaged_evidence_verifies_nothing(world: World) -> None:
    """A ledger that somebody changed proves no document."""
    import sqlite3

    world.type("go-dau", 1)
    world.tick("10:00")
    document = paper(world.settings.documents.out, f"{FIRST}.html")
    with sqlite3.connect(world.settings.state / "ledger.sqlite") as connection:
        connection.execute("UPDATE row_texts SET body = replace(body, '20', '21')")
    done = run("rollup", "--verify", document, "--campaign", world.settings.path)
    assert done.returncode == 6
    assert "is not sound" in done.stderr


def test_nothing_recorded_yet(tmp_path: Path) -> None:
    """Before the first look there is no document to make: it is told, and no state folder is left behind."""
    with LocalSheets() as server:
        world = make_world(server, tmp_path)
        with pytest.raises(ConfigError, match="no evidence"), opening.archive_of(world.settings):
            pass
        assert not world.settings.state.exists()
