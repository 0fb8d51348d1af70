"""Evidence from the tick to the page that is sent to a unit: gaps, edits, the clock, shared and merged ledgers."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from office import GOOD, World, moment, run

from sheets_sync.board import board_json
from sheets_sync.errors import DisagreementError, LedgerError, UnreachableError
from sheets_sync.evidence.fold import Poll
from sheets_sync.gateway import Gateway
from sheets_sync.job import opening
from sheets_sync.job.judging import make_board
from sheets_sync.job.tick import Job
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets.weather.faults import Fault

HOSTILE = 'Tặng <b>20</b> phần "quà" {{ 7*7 }} <script>alert(1)</script> & \u202e'


def fail_a_tick(world: World, at: str) -> None:
    world.server.faults.add(Fault(status=503, times=0, access="read"))
    gateway = Gateway.connect(endpoint=world.settings.endpoint, clock=world.clock, sleep=lambda seconds: None)
    with pytest.raises(UnreachableError):
        world.tick(at, gateway=gateway)
    world.server.faults.clear()


def override(world: World, *line: str) -> None:
    world.http.values_update(
        world.settings.spreadsheet, "'Điều chỉnh'!A2",
        params={"valueInputOption": "USER_ENTERED"}, body={"values": [list(line)]},
    )  # fmt: skip


@pytest.fixture
def dispute(world: World) -> World:
    """ "We did report, at 9:58!": the job could not read from 09:40 to 10:26; then cells were edited."""
    world.tick("09:35")
    world.tick("09:40")
    for clock in ("09:45", "10:00"):
        fail_a_tick(world, clock)
    world.type("go-dau", 1, {**GOOD, "Mô tả": HOSTILE})
    world.tick("10:26")
    world.tick("10:30")
    world.type("go-dau", 1, {**GOOD, "Mô tả": HOSTILE, "Số lượng": "25"})
    world.tick("10:35")
    override(world, "Huyện Đoàn Gò Dầu", "16/12/2022", "đúng hạn", "gửi trước qua thư", "Ban")
    world.tick("10:40")
    return world


def test_why_answers_a_dispute(dispute: World) -> None:
    """One page: what decided, the looks, our own gap, the edit, the override and what the evidence alone says."""
    now = ("--campaign", dispute.settings.path, "--now", moment("10:45").isoformat())
    text = run("why", "go-dau", "16/12", *now).stdout
    for part in (
        "Huyện Đoàn Gò Dầu – 16/12/2022: Đúng hạn",
        "Nếu chỉ theo số liệu: Chưa xác định. Không có lần đọc nào từ mốc 10:00 đến trước 10:26",
        "gửi trước qua thư. Người ghi: Ban. Hệ thống thấy từ 10:40.",
        "10:00  không đọc được: không kết nối được dịch vụ bảng tính",
        "Hệ thống không đọc được từ 09:40 đến 10:26",
        "Số lượng: 20 → 25, 10:30 – 10:35 (sau hạn)",
        "sau 09:40, không muộn hơn 10:26",
    ):
        assert part in text
    said = json.loads(run("why", "go-dau", "16/12", *now, "--json").stdout)
    assert (said["status"], said["by_evidence"]) == ("on_time", "undetermined")
    assert said["override_since"] == moment("10:40").isoformat()
    gap = next(gap for gap in said["gaps"] if gap["since"] == moment("09:40").isoformat())
    assert (gap["until"], gap["missed"]) == (moment("10:26").isoformat(), 8)
    assert [(e["cell"][1:], e["column"], e["before"], e["after"], e["after_deadline"]) for e in said["edits"]] == [
        ("2", "quantity", "20", "25", True)
    ]
    with Ledger.at(dispute.settings.state) as ledger:
        assert ledger.holds(said["head"]) is not None


def test_why_in_english(dispute: World) -> None:
    """With the locale "en" the same page is in English."""
    path = dispute.settings.path.with_name("english.toml")
    path.write_text(
        dispute.settings.path.read_text(encoding="utf-8").replace('locale = "vi"', 'locale = "en"'), "utf-8"
    )
    text = run("why", "go-dau", "2022-12-16", "--campaign", path, "--now", moment("10:45").isoformat()).stdout
    assert "The job could not read from 09:40 to 10:26" in text
    assert "By the evidence alone: Undetermined." in text


def test_why_as_a_page_to_send(dispute: World, tmp_path: Path) -> None:
    """The html needs nothing else, shows what was typed as text, and stands whole in its file."""
    file = tmp_path / "out" / "why.html"
    now = ("--campaign", dispute.settings.path, "--now", moment("10:45").isoformat())
    done = run("why", "go-dau", "16/12", *now, "--html", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{file}\n")
    page = file.read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=|url\(|@import", page)
    assert "tác dân vận" in page
    visible = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
    assert HOSTILE.replace("\u202e", "").strip() in visible
    assert "\u202e" not in page
    for part in ("Hệ thống không đọc được từ 09:40 đến 10:26", "10:30 – 10:35", "Mã chứng cứ: "):
        assert part in visible
    again = run("why", "go-dau", "16/12", *now, "--html", file, "--json")
    assert json.loads(again.stdout)["unit"] == "go-dau"
    assert file.read_text(encoding="utf-8") == page


def test_the_office_can_have_a_page_of_its_own(dispute: World, tmp_path: Path) -> None:
    """A `why.html` among the office's templates is used; a broken one is an error that names it."""
    mine = tmp_path / "mine"
    mine.mkdir()
    text = dispute.settings.path.read_text(encoding="utf-8")
    text = text.replace("[documents]", f'[documents]\ntemplates = "{mine}"') if "[documents]" in text else (
        text + f'\n[documents]\ntemplates = "{mine}"\n'
    )  # fmt: skip
    path = dispute.settings.path.with_name("mine.toml")
    path.write_text(text, encoding="utf-8")
    args = ("why", "go-dau", "16/12", "--campaign", path, "--html", tmp_path / "x.html")
    assert run(*args).returncode == 0
    (mine / "why.html").write_text("<p>{{ unit }}: {{ word }}</p>", encoding="utf-8")
    assert run(*args).returncode == 0
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == "<p>Huyện Đoàn Gò Dầu: Đúng hạn</p>"
    (mine / "why.html").write_text("<p>{{ nonsense }}</p>", encoding="utf-8")
    broken = run(*args)
    assert (broken.returncode, "why.html" in broken.stderr) == (2, True)


def test_the_board_tells_the_gap(dispute: World) -> None:
    """The compliance tab, the terminal and the JSON say when nobody could read, and blame no unit."""
    line = "Quanh giờ hạn, hệ thống không đọc được từ 09:40 đến 10:26"
    assert any(line in " ".join(str(cell).split()) for row in dispute.values("Tuân thủ") for cell in row)  # folded
    now = ("--campaign", dispute.settings.path, "--now", moment("10:45").isoformat())
    said = json.loads(run("status", *now, "--json").stdout)
    assert said["gap"] == {"since": moment("09:40").isoformat(), "until": moment("10:26").isoformat()}
    assert line in " ".join(run("status", *now, COLUMNS="200").stdout.split())
    override(dispute, "", "", "", "", "")
    board = dispute.tick("10:50").tick.board
    unit = next(unit for unit in board_json(board)["units"] if unit["unit"] == "go-dau")
    assert (unit["expected"], unit["reported"], unit["on_time"], unit["undetermined"]) == (1, 1, 0, 1)
    assert (unit["on_time_rate"], unit["on_time_rate_max"]) == (0.0, 1.0)
    row = next(row for row in dispute.values("Tuân thủ") if row and row[0] == "Huyện Đoàn Gò Dầu")
    assert row[3] == "0–100%"


MACHINES = [
    {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "America/New_York", "LANG": "vi_VN.UTF-8", "PYTHONHASHSEED": "1"},
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "POSIX",
        "PYTHONHASHSEED": "4242",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "latin-1",
    },
]


@pytest.mark.parametrize(
    "command", [("status", "--json"), ("why", "go-dau", "16/12", "--json"), ("evidence", "export")], ids=" ".join
)
def test_the_same_bytes_on_every_machine(dispute: World, command: tuple[str, ...]) -> None:
    """The same ledger gives the same JSON to the byte, whatever the machine's zone, language and hash seed."""
    now = () if command[0] == "evidence" else ("--now", moment("10:33").isoformat())
    found = {run(*command, "--campaign", dispute.settings.path, *now, **machine).stdout for machine in MACHINES}
    assert len(found) == 1
    assert "Gò Dầu" in found.pop()


def test_any_past_moment_is_replayed(world: World) -> None:
    """From the ledger alone, every moment of the morning gives the board that the live run had then."""
    live = {}
    for clock in ("09:50", "09:55", "10:00", "10:05", "10:10"):
        if clock == "09:55":
            world.type("go-dau", 1, {**GOOD, "Số lượng": "nhiều"})
        if clock == "10:05":
            world.type("go-dau", 1)
            world.type("tan-bien", 1)
        if clock == "10:10":
            world.act("tan-bien", "clear", 1)
        live[clock] = board_json(world.tick(clock).tick.board)
    for clock, board in live.items():
        now = moment(clock).isoformat()
        assert json.loads(run("status", "--campaign", world.settings.path, "--now", now, "--json").stdout) == board


# ── several servers ───────────────────────────────────────────────────────────────────────────────────────────────


def tick_on(world: World, server: str, at: str, url: str | None) -> Job:
    """One tick of a server with a state folder of its own."""
    settings = replace(world.settings, state=world.settings.path.parent / server, state_url=url)
    world.clock.now = moment(at)
    with opening.locked(settings.state), opening.opened_ledger(settings) as ledger:
        job = Job(settings, opening.connect(settings, world.clock), ledger, world.clock)
        opening.tick_once(job, settings, ledger)
    return job


def act_and_tick(world: World, url: str | None) -> None:
    """Two servers take turns while a row comes, goes, and comes back."""
    tick_on(world, "a", "09:50", url)
    if url is None:  # the second server gets to know the first one, and the first one the second by the board
        state = world.settings.path.parent
        into = ("--campaign", world.settings.path, "--state", state / "b")
        assert run("evidence", "import", state / "a" / "ledger.sqlite", *into).returncode == 0
    world.type("go-dau", 1)
    tick_on(world, "b", "09:55", url)
    world.act("go-dau", "clear", 1)
    tick_on(world, "a", "10:00", url)
    world.type("go-dau", 1)
    tick_on(world, "b", "10:05", url)
    world.type("go-dau", 1, {**GOOD, "Số lượng": "9"})
    tick_on(world, "a", "10:10", url)


def seen_by_one(world: World) -> dict[str, Any]:
    """What one server that makes all these looks finds, in the same spreadsheet emptied again."""
    world.act("go-dau", "clear", 1)
    for server in ("a", "b"):
        (world.settings.path.parent / server).rename(world.settings.path.parent / f"old-{server}")
    world.tick("09:50", new_ledger="một máy đọc một mình")
    world.type("go-dau", 1)
    world.tick("09:55")
    world.act("go-dau", "clear", 1)
    world.tick("10:00")
    world.type("go-dau", 1)
    world.tick("10:05")
    world.type("go-dau", 1, {**GOOD, "Số lượng": "9"})
    return board_json(world.tick("10:10").tick.board)


def test_two_servers_that_share_a_ledger(world: World) -> None:
    """Two servers, one ledger: they judge as one that saw all polls, and say the same."""
    url = f"sqlite:///{world.settings.path.parent / 'shared.sqlite'}"
    act_and_tick(world, url)
    settings = replace(world.settings, state=world.settings.path.parent / "c", state_url=url)
    evidence = opening.evidence_of(settings)
    assert {len({p.source for p in evidence.polls}), len(evidence.polls)} == {2, 5}
    clocks = [moment(clock) for clock in ("09:50", "09:55", "10:00", "10:05", "10:10")] * 2
    shared, rows = board_json(make_board(settings, evidence, clocks[-1])), [evidence.rows(at) for at in clocks]
    assert shared == seen_by_one(world)
    one = opening.evidence_of(world.settings)
    assert rows == [one.rows(at) for at in clocks]


def test_two_servers_that_are_merged(world: World) -> None:
    """Two servers with ledgers of their own, imported into each other, judge as one that saw all polls."""
    act_and_tick(world, None)
    folder = world.settings.path.parent
    args = ("--campaign", world.settings.path, "--now", moment("10:10").isoformat(), "--json")
    for ours, theirs in (("a", "b"), ("b", "a")):
        into = ("--campaign", world.settings.path, "--state", folder / ours)
        done = run("evidence", "import", folder / theirs / "ledger.sqlite", *into, "--json")
        assert json.loads(done.stdout)["kinds"]["poll"] == {"a": 2, "b": 2}[ours]
        again = run("evidence", "import", folder / theirs / "ledger.sqlite", *into)
        assert again.stdout.startswith("0 records added.")
        assert run("evidence", "verify", *into).returncode == 0
    boards = [json.loads(run("status", *args, "--state", folder / server).stdout) for server in "ab"]
    assert boards[0] == boards[1] == seen_by_one(world)


def test_a_disk_that_is_full_loses_nothing(world: World) -> None:
    """What a tick could not put on disk is recorded by the next one, by the same process, as of its own moment."""
    world.clock.now = moment("09:50")
    with Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, opening.connect(world.settings, world.clock), ledger, world.clock)
        job.tick()
        world.type("go-dau", 1)
        append = ledger.append

        def full(*_: Any, **__: Any) -> int:
            raise LedgerError("the evidence ledger can't be used (disk full).")

        ledger.append = full  # type: ignore[method-assign]
        world.clock.now = moment("09:55")
        with pytest.raises(LedgerError):
            job.tick()
        ledger.append = append  # type: ignore[method-assign]
        world.clock.now = moment("10:00")
        assert world.statuses(opening.Outcome(job.tick()))["go-dau"] == "on_time"
        assert job.evidence.shown("go-dau", moment("10:00").date(), moment("10:00")) is not None
    looks = [p.sent for p in opening.evidence_of(world.settings).polls]
    assert looks == [moment("09:50"), moment("09:55"), moment("10:00")]


def test_overrides_stay_while_their_tab_can_t_be_read(world: World) -> None:
    """Where somebody spoils the headings of `Điều chỉnh`, what stood there before goes on to count, and it is told."""
    override(world, "Huyện Đoàn Gò Dầu", "16/12/2022", "miễn", "mất điện", "Ban")
    assert world.statuses(world.tick("09:55"))["go-dau"] == "excused"
    world.http.values_update(
        world.settings.spreadsheet, "'Điều chỉnh'!A1:C1",
        params={"valueInputOption": "RAW"}, body={"values": [["x", "y", "z"]]},
    )  # fmt: skip
    outcome = world.tick("10:00")
    assert world.statuses(outcome)["go-dau"] == "excused"
    assert outcome.tick.errors == 1


def test_a_lock_left_by_a_dead_process_is_taken_over(world: World) -> None:
    """While a process holds the lock another run exits 5 at once; once it is killed, the next run goes on."""
    code = (
        "import sys, time; from pathlib import Path; from sheets_sync.job import opening\n"
        "with opening.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(world.settings.state)], stdout=subprocess.PIPE, text=True
    )
    args = ("run", "--campaign", world.settings.path, "--now", moment("09:50").isoformat())  # no deadline to wait for
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert run(*args, SHEETS_SYNC_ENDPOINT=world.server.url).returncode == 5
    finally:
        holder.kill()
        holder.communicate(timeout=30)
    assert run(*args, SHEETS_SYNC_ENDPOINT=world.server.url).returncode == 0


# ── the clock ─────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def in_another_time(endpoint: str, ahead: timedelta) -> Iterator[str]:
    """The server at `endpoint`, as it would answer if its clock were ahead of ours."""

    class Proxy(BaseHTTPRequestHandler):
        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            there = requests.request(self.command, endpoint + self.path, data=body, headers=kind, timeout=60)
            self.send_response_only(there.status_code)
            self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, usegmt=True))
            self.send_header("Content-Type", there.headers["Content-Type"])
            self.send_header("Content-Length", str(len(there.content)))
            self.end_headers()
            self.wfile.write(there.content)

        do_GET = do_POST = do_PUT = do

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize(("ahead", "corrected"), [(timedelta(0), False), (timedelta(hours=3), True)])
def test_a_clock_that_is_wrong(world: World, ahead: timedelta, corrected: bool) -> None:
    """A machine that is three hours behind records the server's time, with the correction; `check` says so."""
    with in_another_time(world.server.url, ahead) as endpoint:
        before = datetime.now(UTC)
        done = run("run", "--campaign", world.settings.path, "--json", SHEETS_SYNC_ENDPOINT=endpoint)
        assert done.returncode == 0, done.stderr
        checked = run("check", "--campaign", world.settings.path, SHEETS_SYNC_ENDPOINT=endpoint, SHEETS_SYNC_LANG="en")
    (poll,) = opening.evidence_of(world.settings).polls
    after = datetime.now(UTC)
    slack = timedelta(seconds=2)
    assert before + ahead - slack <= poll.sent <= after + ahead + slack
    assert (abs(poll.correction - ahead.total_seconds()) < 2) is True
    assert (poll.correction != 0) is corrected
    assert before + ahead - slack <= datetime.fromisoformat(json.loads(done.stdout)["as_of"]) <= after + ahead + slack
    assert ("behind the server" in checked.stdout) is corrected
    assert checked.returncode == (6 if corrected else 0)
    assert "all records sound" in checked.stdout


def test_a_replay_is_not_corrected(world: World) -> None:
    """`--now` replays its moment whatever the server's clock says."""
    with in_another_time(world.server.url, timedelta(days=-1000)) as endpoint:
        at = moment("10:00").isoformat()
        assert run("run", "--campaign", world.settings.path, "--now", at, SHEETS_SYNC_ENDPOINT=endpoint).returncode == 0
    (poll,) = opening.evidence_of(world.settings).polls
    assert (poll.sent, poll.correction) == (moment("10:00"), 0.0)


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_verify_names_what_is_wrong(world: World) -> None:
    """`evidence verify` ends with 0 where all is sound; else with 1, naming the record, its kind, moment and fault."""
    import sqlite3

    world.tick("09:50")
    head = json.loads(run("evidence", "verify", "--campaign", world.settings.path, "--json").stdout)["head"]
    args = ("evidence", "verify", "--campaign", world.settings.path)
    assert "mã sau bản ghi 3 (poll" in run(*args, "--head", f"{head[:16].upper()} ", SHEETS_SYNC_LANG="vi").stdout
    assert run(*args, "--head", "nonsense").returncode == 2
    missing = run(*args, "--head", "0123456789abcdef")
    assert (missing.returncode, "not in this ledger" in missing.stderr) == (6, True)
    with sqlite3.connect(world.settings.state / "ledger.sqlite") as raw:
        raw.execute("UPDATE records SET body = replace(body, ',', ',1') WHERE seq = 3")
    raw.close()
    done = run(*args)
    assert done.returncode == 6
    assert "record 3 (poll, 2022-12-16T02:50:00+00:00) is not sound: its content does not match" in done.stderr
    said = json.loads(run(*args, "--json").stdout)
    assert (said["ok"], said["first_broken"], said["broken"]["kind"]) == (False, 3, "poll")
    with pytest.raises(DisagreementError, match="record 3"):
        opening.evidence_of(world.settings)


def test_what_a_document_rests_on_is_noted(world: World) -> None:
    """The ledger notes with each document the head of the evidence that it rests on."""
    world.tick("10:00")
    with Ledger.at(world.settings.state) as ledger:
        (note,) = ledger.documents()
        held = ledger.holds(note["head"])
        assert held is not None
        assert (held.kind, held.digest) == ("poll", ledger.digest_at(moment("10:00")))
        assert isinstance(ledger.new_facts()[1], Poll)


def test_the_export_has_two_forms(world: World, tmp_path: Path) -> None:
    """`--format` goes before the ending of the file; a folder that is not there is an error in words."""
    world.tick("09:50")
    args = ("evidence", "export", "--campaign", world.settings.path)
    assert run(*args, "--format", "csv").stdout.startswith("seq,kind,sent")
    assert run(*args, "--format", "jsonl", "--out", tmp_path / "e.csv").returncode == 0
    assert json.loads((tmp_path / "e.csv").read_text(encoding="utf-8").splitlines()[0])["kind"] == "campaign"
    assert run(*args, "--out", tmp_path / "none" / "e.csv").returncode == 2
    assert run("evidence", "import", tmp_path / "none.jsonl", "--campaign", world.settings.path).returncode == 2
