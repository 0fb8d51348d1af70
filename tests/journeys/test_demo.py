"""The whole main job as the README's first command does it, over HTTP."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from office import run

from sheets_sync.demo import read_typing
from tests.office import papers

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(fresh_demo: tuple[Path, str]) -> dict[str, Any]:
    out, _ = fresh_demo
    said = {name: json.loads((out / f"{name}.json").read_text(encoding="utf-8")) for name in ("board", "totals")}
    documents = [str(path) for path in papers(out / "documents", ".docx", ".html")]
    return {"out": str(out), "campaign": str(out / "campaign.toml"), "documents": documents, **said}


FACTS = ("status", "seen_present", "seen_absent", "attempted_at", "edited_after_deadline", "withdrawn")


def test_the_board_is_the_expected_one(demo: dict[str, Any], sample: Path) -> None:
    """Every unit and day of the demo's board equals the reference, in status and in every fact."""
    expected = json.loads((sample / "expected-board.json").read_text(encoding="utf-8"))
    found = {
        unit["unit"]: {day["day"]: {k: day[k] for k in FACTS} for day in unit["days"]}
        for unit in demo["board"]["units"]
    }
    assert found == {unit: {d: {k: c[k] for k in FACTS} for d, c in days.items()} for unit, days in expected.items()}


def test_the_totals_are_the_expected_ones(demo: dict[str, Any], sample: Path) -> None:
    """The sums of each day and of the campaign equal the reference."""
    expected = json.loads((sample / "expected-totals.json").read_text(encoding="utf-8"))
    days = {day: {k: v for k, v in said.items() if k != "combined"} for day, said in demo["totals"]["days"].items()}
    assert days == expected["days"]
    found = dict(demo["totals"]["campaign"])
    assert found.pop("combined")["GT1"] == {"m": 28_300}
    assert found == {k: v for k, v in expected["campaign"].items() if k != "at"}


def test_the_board_has_every_kind_of_day(demo: dict[str, Any]) -> None:
    """On time, late, missed and invalid reports all occur in the sample, and none is lost."""
    statuses = Counter(day["status"] for unit in demo["board"]["units"] for day in unit["days"])
    assert statuses == {"on_time": 162, "late": 38, "missed": 6, "invalid": 4}


def test_documents_of_every_day_and_of_the_campaign(demo: dict[str, Any]) -> None:
    """A daily report at each deadline and each evening, and the rollup at the end, in the formats asked for."""
    names = [Path(path).name for path in demo["documents"]]
    for suffix in (".docx", ".html"):
        of_kind = [name for name in names if name.endswith(suffix)]
        assert sum("nhanh" in name for name in of_kind) == 30
        assert sum("ket-qua" in name for name in of_kind) == 1


def test_unit_tabs_hold_exactly_what_was_typed(demo: dict[str, Any]) -> None:
    """After the whole demo a unit tab holds what its people typed, and behind the headings how the unit stands."""
    from sheets_sync.config import load
    from sheets_sync.local_sheets import LocalSheets

    settings = load(Path(demo["campaign"]), environ={})
    campaign = settings.campaign
    expected = {unit.key: typed_grid(unit.key, [c.header for c in campaign.columns]) for unit in campaign.units}
    with LocalSheets(Path(demo["out"]) / "sheets.sqlite") as server:
        http = server.client().http_client
        for unit in campaign.units:
            answer = http.values_get(
                settings.spreadsheet, f"'{unit.tab}'", params={"valueRenderOption": "UNFORMATTED_VALUE"}
            )
            heading, *typed = answer["values"]
            told = heading[len(campaign.columns) :]
            assert [heading[: len(campaign.columns)], *typed] == expected[unit.key], unit.key
            assert len(told) == 1
            assert told[0].startswith("Hệ thống: "), unit.key


def typed_grid(unit: str, headers: list[str]) -> list[list[str]]:
    """A simple model of a tab: rows of texts, changed by the acts of the log."""
    rows: list[dict[str, str]] = []
    for act in read_typing():
        if act.unit != unit:
            continue
        while len(rows) < act.row:
            rows.append({})
        if act.do == "type":
            rows[act.row - 1].update(act.cells)
        elif act.do == "clear":
            rows[act.row - 1] = {}
        elif act.do == "delete":
            del rows[act.row - 1]
        elif act.do == "insert":
            rows.insert(act.row - 1, {})
    grid = [headers, *([row.get(header, "") for header in headers] for row in rows)]
    for line in grid:
        while line and line[-1] == "":
            line.pop()
    while grid and not grid[-1]:
        grid.pop()
    return grid


def test_status_why_and_rollup_answer_from_the_ledger(demo: dict[str, Any], tmp_path: Path) -> None:
    """After the demo the board, its reasons and the documents come from evidence alone, without a server."""
    file = demo["campaign"]
    status = run("status", "--campaign", file, "--now", "2022-12-31T12:00:00+07:00", "--json")
    assert json.loads(status.stdout) == demo["board"]
    why = run("why", "tan-bien", "19/12", "--campaign", file, "--json")
    assert json.loads(why.stdout)["unit"] == "tan-bien"
    rollup = run(
        "rollup", "--final", "--campaign", file, "--out", tmp_path, "--now", "2022-12-31T12:00:00+07:00", "--json"
    )
    assert rollup.returncode == 0, rollup.stderr
    assert json.loads(rollup.stdout)["totals"] == demo["totals"]["campaign"]
    verify = run("evidence", "verify", "--campaign", file, "--json")
    assert json.loads(verify.stdout)["ok"] is True


def test_status_replays_a_past_morning(demo: dict[str, Any], sample: Path) -> None:
    """`status --now` gives the board as it stood at 09:32 on the last day."""
    variants = json.loads((sample / "expected-variants.json").read_text(encoding="utf-8"))
    board = json.loads((sample / "expected-board.json").read_text(encoding="utf-8"))
    variant = variants["as of 30/12 09:32"]
    for unit, days in variant["changes"].items():
        board[unit].update(days)
    status = run("status", "--campaign", demo["campaign"], "--now", variant["as_of"], "--json")
    found = json.loads(status.stdout)
    for unit in found["units"]:
        for day in unit["days"]:
            expected = board[unit["unit"]][day["day"]]
            assert day["status"] == expected["status"], (unit["unit"], day["day"])


def test_every_document_verifies_and_an_altered_figure_is_found(demo: dict[str, Any], tmp_path: Path) -> None:
    """Every figure of every document is recomputed from the ledger; a digit changed by hand is noticed."""
    from sheets_sync.config import load
    from sheets_sync.documents import Verification
    from sheets_sync.job import opening
    from sheets_sync.job.publishing import verify_document

    settings = load(Path(demo["campaign"]), environ={})
    with opening.archive_of(settings) as archive:
        for name in demo["documents"]:
            assert verify_document(archive, Path(name)) == Verification(), name
    page = next(Path(name) for name in demo["documents"] if "ket-qua" in name and name.endswith(".html"))
    altered = tmp_path / page.name
    text = page.read_text(encoding="utf-8")
    assert "1.971.350.000" in text
    altered.write_text(text.replace("1.971.350.000", "1.971.350.001", 1), encoding="utf-8")
    side = page.with_name(f"{page.stem}.trace.json")
    altered.with_name(side.name).write_bytes(side.read_bytes())
    found = run("rollup", "--verify", altered, "--campaign", demo["campaign"])
    assert found.returncode == 6
    assert "1.971.350.001" in found.stderr


def test_a_later_edition_says_what_changed(demo: dict[str, Any]) -> None:
    """The evening's report of a day is a second edition: it names the first and what changed since."""
    page = next(Path(name) for name in demo["documents"] if name.endswith("nhanh-2022-12-19-21h00.html"))
    text = page.read_text(encoding="utf-8")
    assert "Bản 2" in text
    assert "bao-cao-nhanh-2022-12-19-10h00" in text
