"""Frames: real types, no data is never zero, and the figures of the documents."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import sheets_sync as ss
from sheets_sync.cli import cli
from sheets_sync.config import resources
from sheets_sync.frames import NAMES, written
from tests.proofs.annexes import annexes, differences, printed_by, sample_office

ROWS = ["unit", "day", "slot", "valid", "nil", "tab", "row"]
STATUSES = [
    "unit", "name", "day", "slot", "deadline", "status", "by_evidence", "seen_absent", "seen_present", "attempted_at",
    "edited_after_deadline", "withdrawn", "problems", "override_status", "override_reason", "override_by",
]  # fmt: skip
TOTALS = ["scope", "day", "unit", "code", "measure", "value", "estimate", "coverage"]
PROBLEMS = [
    "unit", "day", "slot", "tab", "cell", "column", "typed", "code", "severity", "message", "first_seen", "link",
]  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ss.Session]:
    """The sample campaign after its last day."""
    with sample_office(tmp_path_factory.mktemp("sample")) as opened:
        yield opened


@pytest.fixture(scope="module")
def frames(office: ss.Session) -> ss.Frames:
    return office.frames()


def test_the_columns_are_those_that_were_promised(frames: ss.Frames, office: ss.Session) -> None:
    """Names and order of columns stay."""
    keys = [name for c in office.campaign.columns for name in (c.key, f"{c.key}_typed")][1:]
    assert [c for c in frames.rows.columns if not c.endswith("_measure")] == [*ROWS, *keys, "problems"]
    assert list(frames.statuses.columns) == STATUSES
    assert list(frames.totals.columns) == TOTALS
    assert list(frames.problems.columns) == PROBLEMS


def test_the_types_are_real(frames: ss.Frames) -> None:
    """Moments know their zone, figures can be missing, codes are categories."""
    rows, statuses = frames.rows, frames.statuses
    assert str(rows["day"].dtype) == "datetime64[ns]"
    assert str(statuses["deadline"].dtype) == "datetime64[ns, Asia/Ho_Chi_Minh]"
    assert [str(rows[c].dtype) for c in ("people", "money", "quantity")] == ["Int64", "Int64", "Float64"]
    assert [str(rows[c].dtype) for c in ("unit", "activity", "tab")] == ["category"] * 3
    assert list(statuses["status"].cat.categories) == [status.value for status in ss.Status]
    assert str(frames.totals["value"].dtype) == "Float64"


def test_no_data_is_never_zero(frames: ss.Frames) -> None:
    """A cell that is blank or can't be read is missing; what stands in it is kept as typed."""
    rows = frames.rows
    assert rows["people"].isna().any()
    unread = rows[rows["people"].isna() & rows["people_typed"].notna()]
    assert len(unread)
    assert (rows["people"].isna() == ~rows["people"].notna()).all()


def test_every_figure_of_the_annexes_follows_from_the_frames(office: ss.Session, frames: ss.Frames) -> None:
    """With plain pandas and the adding rules as they are written down, by name: nothing else decides what counts."""
    printed = printed_by(office)
    assert len(printed) > 400
    assert differences(annexes(frames, office.campaign), printed) == []


def test_totals_are_the_figures_of_the_documents(office: ss.Session, frames: ss.Frames) -> None:
    """The frame of totals and the rollup say the same, estimates too."""
    whole = frames.totals.query("scope == 'campaign' and day.isna()")
    found = {(t.unit, t.code, t.measure): t.value for t in whole.itertuples()}
    for name, value in printed_by(office).items():
        kind, *rest = name.split(".")
        if kind == "activity":
            assert found["all", rest[0], rest[1]] == value
        if kind == "unit" and rest[1] in ("people", "money") and value:
            unit = "all" if rest[0] == "total" else rest[0]
            assert found[unit, rest[1], {"people": "lượt", "money": "đồng"}[rest[1]]] == value
    assert whole["estimate"].any()
    assert whole["coverage"].between(0, 1).all()


def test_problems_of_whole_tabs_are_told_too(tmp_path: Path) -> None:
    """A tab whose headings can't be understood is a problem without a cell; every code of the tab has its row."""
    path = Path(shutil.copy(resources.sample_campaign() / "campaign.toml", tmp_path))
    with ss.open(path, now="2022-12-16T09:00", server=ss.LocalSheets(listen=False)) as opened:
        opened.provision()
        unit = opened.campaign.unit_by_key["go-dau"]
        assert opened.server is not None
        http = opened.server.client().http_client
        http.values_clear(opened.settings.spreadsheet, f"'{unit.tab}'!A1:Z1")
        opened.tick()
        found = opened.frames().problems
    of_tab = found[found["cell"] == ""]
    assert set(of_tab["unit"]) == {"go-dau"}
    assert of_tab["day"].isna().all()
    assert of_tab["message"].str.len().gt(10).all()
    assert of_tab["first_seen"].notna().all()


def test_the_notebook_of_the_readme_runs(
    office: ss.Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example for analysts is run as it stands, on the sample campaign."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (code,) = [text for text in re.findall(r"```python\n(.*?)```", readme, re.S) if "ss.open" in text]
    monkeypatch.chdir(office.settings.path.parent)
    exec(compile(code, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "Huyện Đoàn Gò Dầu" in said
    assert "all" in said
    assert list(Path("documents").rglob("*2022-12-16*.docx"))


def test_an_earlier_moment_shows_what_was_known_then(office: ss.Session) -> None:
    """Frames as of a moment rest on the evidence up to it."""
    first = office.campaign.periods[0].deadline
    frames = office.frames(as_of=first)
    assert 0 < len(frames.rows) < len(office.frames().rows)
    assert (frames.statuses.query("day > '2022-12-16'")["status"] == "pending").all()


def test_a_campaign_without_rows_has_frames_too(office: ss.Session) -> None:
    """No rows, the same columns and types."""
    empty, full = office.frames(as_of=office.campaign.periods[0].deadline.replace(hour=1)), office.frames()
    assert len(empty.rows) == len(empty.problems) == 0
    for name in NAMES:
        assert list(getattr(empty, name).columns) == list(getattr(full, name).columns)


@pytest.mark.parametrize("typed", ["=1+1", "+84912", "-5", "@SUM(A1)", "\t=1", " =1", "＝1", "\n=2"])
def test_no_cell_of_a_csv_starts_a_formula(typed: str) -> None:
    """What people typed is shown, never reckoned; and no cell is longer than Excel takes."""
    frame = pd.DataFrame({"typed": pd.array([typed, "x" * 40_000, None], dtype="string"), "n": [1, -2, 3]})
    content = written(frame, "csv").decode("utf-8-sig")
    _, first, second, third = csv.reader(io.StringIO(content, newline=""))
    assert first == [f"'{typed}", "1"]
    assert (len(second[0]), second[1]) == (32_767, "-2")
    assert third[0] == ""


def test_an_xlsx_holds_text_as_text(frames: ss.Frames) -> None:
    """A text that begins like a formula is a text in Excel, word for word; numbers are numbers."""
    from openpyxl import load_workbook

    frame = pd.DataFrame({"typed": pd.array(["=1+1", "007"], dtype="string"), "n": [1, 2]})
    sheet = load_workbook(io.BytesIO(written(frame, "xlsx"))).active
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [("typed", "s"), ("=1+1", "s"), ("007", "s")]
    assert sheet["B2"].value == 1


def test_a_parquet_gives_the_frame_back(frames: ss.Frames) -> None:
    """Nothing is lost but what the format has no word for."""
    for name in NAMES:
        frame = getattr(frames, name)
        back = pd.read_parquet(io.BytesIO(written(frame, "parquet")))
        pd.testing.assert_frame_equal(back, frame, check_dtype=False, check_categorical=False)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["csv", "json", "parquet", "xlsx"])
def test_the_command_gives_every_frame_in_every_format(
    office: ss.Session, frames: ss.Frames, tmp_path: Path, name: str, form: str
) -> None:
    """`--out FILE` takes the format from the name; the content is that of the frame."""
    out = tmp_path / f"table.{form}"
    now = office.campaign.periods[-1].deadline.replace(hour=21).isoformat()
    found = CliRunner().invoke(cli, [name, "--campaign", str(office.settings.path), "--now", now, "--out", str(out)])
    assert found.exit_code == 0, found.output
    read = {"csv": pd.read_csv, "json": pd.read_json, "parquet": pd.read_parquet, "xlsx": pd.read_excel}[form]
    assert len(read(out)) == len(getattr(frames, name))


def test_the_command_answers_in_json(office: ss.Session) -> None:
    """`--json` is one document on stdout: a list of objects with the names of the contracts."""
    now = office.campaign.periods[0].deadline.isoformat()
    found = CliRunner().invoke(cli, ["statuses", "--campaign", str(office.settings.path), "--now", now, "--json"])
    statuses = json.loads(found.stdout)
    assert len(statuses) == 14 * 15
    assert statuses[0]["deadline"] == "2022-12-16T10:00:00+07:00"
    assert statuses[0]["day"] == "2022-12-16"
    assert statuses[0]["slot"] is None
