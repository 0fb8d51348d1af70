"""The command: exit codes, one clear paragraph for every wrong input, JSON that scripts can rely on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from office import World, moment, run

from sheets_sync.cli import cli
from sheets_sync.local_sheets import LocalSheets

ROOT = Path(__file__).resolve().parents[2]


def test_every_command_has_help_with_an_example() -> None:
    """`--help` of every command says what it does and shows an example; every command can answer in JSON."""
    runner = CliRunner()
    groups = {name: command.commands for name, command in cli.commands.items() if isinstance(command, click.Group)}
    names = [[name] for name in cli.commands if name not in groups]
    names += [[group, name] for group, commands in groups.items() for name in commands]
    for name in names:
        shown = runner.invoke(cli, [*name, "--help"])
        assert shown.exit_code == 0
        assert "Example" in shown.output, name
        assert f"sheets-sync {' '.join(name)}" in shown.output, name
        assert "--json" in shown.output, name


def test_the_commands_of_the_contract_exist() -> None:
    """No command on which scripts may rely is renamed or dropped."""
    contract = "demo serve init check provision run watch status why rollup cells remind evidence crontab"
    assert set(contract.split()) <= set(cli.commands)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["run"], "no campaign file"),
        (["run", "--campaign", "none.toml"], "no campaign file"),
        (["status", "--campaign", "{file}", "--now", "yesterday"], "is no moment"),
        (["why", "go-dua", "16/12", "--campaign", "{file}"], "Did you mean 'go-dau'"),
        (["why", "go-dau", "31/12", "--campaign", "{file}"], "is no report day"),
        (["rollup", "--campaign", "{file}"], "--day DAY or --final"),
        (["rollup", "--final", "--format", "doc", "--campaign", "{file}"], "valid: docx"),
        (["cells", "--type", "colour", "x", "--campaign", "{file}"], "Types: date"),
        (["run", "--campaign", "{file}", "--now", "2022-12-16T10:00:00+07:00"], "against Google"),
        (["run", "--campaign", "{file}", "--nonsense"], "No such option"),
        (["status", "--campaign", "{file}", "--state", "{file}"], "not a state folder"),
        (["remind", "--campaign", "{file}", "--again"], "--send"),
        (["nonsense"], "No such command"),
        (["serve", "--data", "{full}/s.sqlite", "--port", "99999"], "0<=x<=65535"),
        (["serve", "--data", "{full}/s.sqlite", "--host", "0.0.0.0"], "--allow-remote"),
        (["demo", "--out", "{full}"], "something else"),
    ],
)
def test_wrong_usage_exits_2_with_a_paragraph(world: World, tmp_path: Path, args: list[str], said: str) -> None:
    """Wrong usage or configuration: exit code 2, what and what to do, nothing on stdout, no traceback."""
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.docx").write_text("x", encoding="utf-8")
    found = run(*(a.format(file=world.settings.path, full=full) for a in args), cwd=full)
    assert found.returncode == 2, found.stderr
    assert said in found.stderr
    assert found.stdout == ""
    assert "Traceback" not in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1
    assert (full / "thesis.docx").exists()


def test_a_spreadsheet_that_is_not_there_exits_4(world: World, tmp_path: Path) -> None:
    """A spreadsheet that does not exist or is not shared: exit code 4, and how to mend it."""
    text = world.settings.path.read_text(encoding="utf-8").replace(world.settings.spreadsheet, "no-such-id")
    path = tmp_path / "other.toml"
    path.write_text(text, encoding="utf-8")
    found = run("run", "--campaign", path, SHEETS_SYNC_ENDPOINT=world.server.url)
    assert found.returncode == 4
    assert "[google] spreadsheet" in found.stderr


def test_no_server_exits_3(world: World) -> None:
    """Nobody answers: exit code 3, and nothing is lost."""
    with LocalSheets() as other:
        dead = other.url
    found = run("provision", "--campaign", world.settings.path, SHEETS_SYNC_ENDPOINT=dead)
    assert found.returncode == 3
    assert "Nothing is lost" in found.stderr


def test_no_credentials_exits_4(world: World, tmp_path: Path) -> None:
    """Without credentials the job does not try; it says which ones it needs."""
    found = run("run", "--campaign", world.settings.path, HOME=str(tmp_path), CLOUDSDK_CONFIG=str(tmp_path),
                GOOGLE_APPLICATION_CREDENTIALS=str(tmp_path / "none.json"), NO_GCE_CHECK="true")  # fmt: skip
    assert found.returncode == 4
    assert "GOOGLE_APPLICATION_CREDENTIALS" in found.stderr


def test_run_json(world: World) -> None:
    """`run --json` prints the one document of the contract."""
    world.type("go-dau", 1)
    at = moment("10:00").isoformat()
    found = run("run", "--campaign", world.settings.path, "--now", at, "--json", SHEETS_SYNC_ENDPOINT=world.server.url)
    assert found.returncode == 0, found.stderr
    said = json.loads(found.stdout)
    assert said["as_of"] == at
    assert said["polled"] == [world.settings.spreadsheet]
    assert said["requests"] == {"read": 1, "write": 1, "retries": 0}
    assert set(said["wrote"]) == {"compliance", "totals"}
    assert [Path(path).suffix for path in said["documents"]] == [".docx", ".html"]
    assert (said["problems"], said["new_evidence"]) == (0, 1)


def test_status_json_and_text(world: World) -> None:
    """`status --json` has every report day of every unit; the text is readable without colour at 80 columns."""
    world.type("go-dau", 1)
    world.tick("10:00")
    args = ("--campaign", world.settings.path, "--now", moment("10:05").isoformat())
    said = json.loads(run("status", *args, "--json").stdout)
    assert said["campaign"] == "dan-van-dot-2-2022"
    assert (said["last_poll"], said["stale"]) == (moment("10:00").isoformat(), False)
    assert all(len(unit["days"]) == 15 for unit in said["units"])
    text = run("status", *args, NO_COLOR="1", COLUMNS="80").stdout
    assert "\x1b" not in text
    assert "Đúng hạn" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_why_is_a_page_in_words(world: World) -> None:
    """`why` names the looks, the rule that decided, and what the unit had typed."""
    world.tick("09:55")
    world.type("go-dau", 1)
    world.tick("10:00")
    text = run("why", "Gò Dầu", "16/12", "--campaign", world.settings.path).stdout
    assert "Đúng hạn" in text
    assert "10:00" in text
    assert "Tặng 20 phần quà" in text


def test_cells_reads_lines_and_single_cells() -> None:
    """`cells` answers a line for a line, and takes a single cell too."""
    lines = '{"type": "money", "typed": "1.500.000"}\n\n{"type": "date", "typed": "hôm qua"}\n'
    found = run("cells", stdin=lines)
    answers = [json.loads(line) for line in found.stdout.splitlines()]
    assert [(a["verdict"], a["value"], a["code"]) for a in answers] == [
        ("accept", 1_500_000, ""), ("reject", None, "D6")
    ]  # fmt: skip
    assert "ngày cụ thể" in answers[1]["message"]
    assert json.loads(run("cells", "--type", "money", "1tr5").stdout)["value"] == 1_500_000
    assert json.loads(run("cells", stdin='\ufeff{"type": "text", "typed": "\\ud83c"}').stdout)["code"] == "E2"
    assert run("cells", stdin="nonsense").returncode == 2


def test_a_single_cell_on_a_day_or_as_a_number() -> None:
    """`cells --type` reads as of a day, and numbers with a format as Sheets holds them."""
    code = {
        ("--type", "date", "25/12", "--today", "2022-12-20"): "D7",
        ("--type", "date", "25/12", "--today", "2022-12-25"): "",
        ("--type", "integer", "--format", "DATE", "44905"): "C13",
        ("--type", "integer", "--format", "NUMBER", "44"): "",
    }
    for arguments, expected in code.items():
        assert json.loads(run("cells", *arguments).stdout)["code"] == expected
    for wrong in (("--format", "DATE", "x"), ("--today", "soon", "5")):
        assert run("cells", "--type", "integer", *wrong).returncode == 2


def test_remind_names_who_is_missing(world: World) -> None:
    """`remind` gives a polite text with the units that have not reported, and none that have."""
    world.type("go-dau", 1)
    world.tick("09:00")
    text = run("remind", "--campaign", world.settings.path, "--now", moment("09:01").isoformat()).stdout
    assert "13 đơn vị" in text
    assert "Huyện Đoàn Gò Dầu" not in text


def test_init_check_and_crontab(world: World, tmp_path: Path) -> None:
    """A starter is written once and never over another file; check and crontab answer for a good campaign."""
    assert run("init", tmp_path / "new").returncode == 0
    assert run("init", tmp_path / "new").returncode == 2
    checked = run("check", "--campaign", world.settings.path, "--json", SHEETS_SYNC_ENDPOINT=world.server.url)
    assert json.loads(checked.stdout)["ok"] is True
    world.batch({"deleteSheet": {"sheetId": world.sheet_id("Gò Dầu")}})
    checked = run("check", "--campaign", world.settings.path, SHEETS_SYNC_ENDPOINT=world.server.url)
    assert checked.returncode == 6
    assert "FIX" in checked.stdout
    assert "run --quiet --campaign" in run("crontab", "--campaign", world.settings.path).stdout


def test_evidence_is_exported(world: World, tmp_path: Path) -> None:
    """The evidence comes out as JSON lines, or as CSV by the file's ending."""
    world.tick("09:50")
    lines = run("evidence", "export", "--campaign", world.settings.path).stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["campaign", "roll", "poll"]
    run("evidence", "export", "--campaign", world.settings.path, "--out", tmp_path / "e.csv")
    assert (tmp_path / "e.csv").read_text(encoding="utf-8").startswith("seq,kind,sent")


def test_a_reader_that_has_seen_enough_is_no_failure(world: World) -> None:
    """A pipe that is closed early (`… | head`) ends the command quietly with exit code 0."""
    for minute in range(40):
        world.tick(f"09:{minute:02d}")
    command = f"'{Path(sys.executable).parent / 'sheets-sync'}' evidence export --campaign '{world.settings.path}'"
    script = f"{command} | head -c 10 > /dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_serve_says_where_it_is_and_ends_on_sigterm(tmp_path: Path) -> None:
    """`serve` prints its address as the first line, keeps its state in the file, and ends cleanly on SIGTERM."""
    import signal

    command = [str(Path(sys.executable).parent / "sheets-sync"), "serve", "--data", str(tmp_path / "s.sqlite")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert re.fullmatch(r"serving http://127\.0\.0\.1:\d+\n", process.stdout.readline())
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    assert (tmp_path / "s.sqlite").exists()


def test_watch_ends_cleanly_on_sigterm(world: World, tmp_path: Path) -> None:
    """`watch` waits for the next poll and ends on SIGTERM with exit code 0; then it says what it did."""
    import os
    import signal

    text = world.settings.path.read_text(encoding="utf-8").replace("2022-12", "2099-12")
    path = tmp_path / "later.toml"
    path.write_text(text, encoding="utf-8")
    command = [str(Path(sys.executable).parent / "sheets-sync"), "watch", "--json", "--campaign", str(path)]
    environ = {**os.environ, "SHEETS_SYNC_ENDPOINT": world.server.url}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ)
    try:
        assert process.stderr is not None
        assert "2099-12-16T06:00:00+07:00" in process.stderr.readline()
    finally:
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    said = json.loads(out)
    assert (said["ticks"], said["next"]) == (0, "2099-12-16T06:00:00+07:00")


@pytest.mark.slow
def test_the_wheel_carries_everything(tmp_path: Path) -> None:
    """A built wheel works in an empty folder without the checkout: sample campaign, typing log, templates."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)], check=True
    )
    wheel = next(tmp_path.glob("*.whl"))
    target = tmp_path / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)],
                   check=True)  # fmt: skip
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import sheets_sync;"
        "from sheets_sync.config import resources as r;"
        "assert sheets_sync.__file__.startswith(sys.argv[1]), sheets_sync.__file__;"
        "assert (r.sample_campaign() / 'typing.jsonl').exists() and (r.sample_campaign() / 'campaign.toml').exists();"
        "assert list(r.templates_dir().glob('*.docx')) and (r.jobs_dir() / 'starter' / 'campaign.toml').exists();"
        "assert str(r.templates_dir()).startswith(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-I", "-c", code, str(target)], check=True, cwd=tmp_path)


def test_remind_send_says_what_it_needs(world: World) -> None:
    """`remind --send` without a mail server still shows the messages, and says what to add."""
    world.tick("09:00")
    found = run(
        "remind", "--send", "--campaign", world.settings.path, "--now", moment("09:01").isoformat(),
        SHEETS_SYNC_ENDPOINT=world.server.url,
    )  # fmt: skip
    assert found.returncode == 2
    assert "[mail]" in found.stderr
    assert "14 đơn vị" in found.stdout


@pytest.mark.parametrize(
    "command", [("evidence", "verify"), ("evidence", "export"), ("rollup", "--final"), ("rollup", "--day", "16/12")]
)
def test_a_state_folder_without_evidence_proves_and_reports_nothing(
    world: World, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A mistyped --state is told; no empty ledger and no empty report come of it."""
    found = run(*command, "--campaign", world.settings.path, "--state", tmp_path / "nowhere")
    assert (found.returncode, found.stdout) == (2, "")
    assert "no evidence was recorded here yet" in found.stderr
    assert not (tmp_path / "nowhere").exists()
    assert not world.settings.documents.out.exists()
