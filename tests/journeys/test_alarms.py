"""Alarms against a monitor, a mail server and files of this machine, with failures in the middle: each told once."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from office import GOOD, World, moment, run

from sheets_sync.config import AlertPlan, MailPlan, load
from sheets_sync.errors import ConfigError
from sheets_sync.job import opening
from sheets_sync.local_sheets.weather.faults import Fault
from sheets_sync.session import Session
from sheets_sync.session.watching import guarded


class Monitor:
    """A monitor of jobs on loopback; answers with the next of `answers`, else 200."""

    def __init__(self) -> None:
        self.pings: list[tuple[str, str]] = []
        self.answers: list[int] = []
        monitor = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                status = monitor.answers.pop(0) if monitor.answers else 200
                if status == 200:
                    monitor.pings.append((self.path, body))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret-uuid"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Box:
    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refuse = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse:
            return "451 later"
        self.mails.append(envelope)
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        return [message_from_bytes(m.content, policy=policy.default)["Subject"] for m in self.mails]


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    started = Monitor()
    yield started
    started.close()


@pytest.fixture
def box() -> Iterator[tuple[Box, str]]:
    handler = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def told(world: World, monitor: Monitor, box: tuple[Box, str], tmp_path: Path) -> World:
    """The office with everything that tells others."""
    alert = AlertPlan(monitor.url, ("admin@example.com",), 2, ("boss@example.com",), tmp_path / "m" / "sheets.prom")
    mail = MailPlan(
        box[1], "job@example.com", daily_to=("office@example.com", "chief@example.com"), final_to=("x@example.com",)
    )
    world.settings = replace(world.settings, alert=alert, mail=mail)
    return world


def tick(world: World, at: str, endpoint: str | None = None) -> None:
    """One tick as `watch` makes it."""
    world.clock.now = moment(at)
    settings = replace(world.settings, endpoint=endpoint or world.settings.endpoint)
    with Session(settings, now=world.clock) as office:
        guarded(lambda: office.tick(alarms=True))


def fail(world: World, at: str) -> None:
    """A tick whose spreadsheet is refused for good, so that nothing is waited for."""
    world.server.faults.add(Fault(status=404, times=0))
    tick(world, at)
    world.server.faults.clear()


def test_pings_follow_every_tick(told: World, monitor: Monitor) -> None:
    """Start and success, with one line of text; fail with the exit status; the look at a deadline is noted once."""
    tick(told, "09:55")
    fail(told, "09:57")
    tick(told, "10:00")
    tick(told, "10:05")
    paths = [path.removeprefix("/secret-uuid") for path, _ in monitor.pings]
    assert paths == ["/start", "", "/start", "/4", "/start", "", "/log", "/start", ""]
    said = dict(monitor.pings)
    assert "không có bảng tính này" in said["/secret-uuid/4"]
    assert "đã xem đúng hạn 2022-12-16 10:00" in said["/secret-uuid/log"]
    assert all("\n" not in text for _, text in monitor.pings)


def test_a_monitor_in_trouble_is_asked_again_and_holds_up_nothing(
    told: World, monitor: Monitor, caplog: pytest.LogCaptureFixture
) -> None:
    """A ping that the monitor could not take is tried again and arrives once; one that is away stops no tick, and its
    address is in no log."""
    monitor.answers = [503, 502]
    tick(told, "09:55")
    assert [path for path, _ in monitor.pings] == ["/secret-uuid/start", "/secret-uuid"]
    told.settings = replace(told.settings, alert=replace(told.settings.alert, ping="http://127.0.0.1:9/secret"))
    told.type("go-dau", 1)
    tick(told, "10:00")
    assert opening.evidence_of(told.settings).polls[-1].error == ""
    assert "secret" not in caplog.text
    assert "secret" not in repr(told.settings)


def test_failing_ticks_are_mailed_once_and_so_is_their_end(told: World, box: tuple[Box, str]) -> None:
    """After two failed ticks one mail, none after the third; one when it works again, none after; also across runs."""
    for at in ("06:00", "06:05", "06:10"):
        fail(told, at)
    assert box[0].subjects == ["dan-van-dot-2-2022: 2 lần xem liên tiếp không thành công"]
    tick(told, "06:15")
    tick(told, "06:20")
    assert box[0].subjects[1:] == ["dan-van-dot-2-2022: đã hoạt động trở lại"]
    fail(told, "06:25")
    tick(told, "06:30")
    assert len(box[0].mails) == 2


def test_urgent_matters_are_mailed_as_soon_as_they_are_seen(told: World, box: tuple[Box, str]) -> None:
    """Each matter once, with cell and link, also in a row with errors; "không có" is none. What could not leave, leaves
    at the next tick."""
    matter = GOOD | {"Vấn đề phát sinh": "Ngập nước\nở ấp 3", "Số lượng": "sai"}
    told.type("go-dau", 1, matter)
    told.type("tan-chau", 1, GOOD | {"Vấn đề phát sinh": "Không có"})
    box[0].refuse = True
    tick(told, "08:00")
    box[0].refuse = False
    assert box[0].mails == []
    told.type("hoa-thanh", 1, GOOD | {"Vấn đề phát sinh": "Cháy nhà dân"})
    tick(told, "08:05")
    tick(told, "08:10")
    assert "[Khẩn] Thị Đoàn Hòa Thành: vấn đề phát sinh ngày 16/12/2022" in box[0].subjects
    texts = [message_from_bytes(m.content, policy=policy.default).get_content() for m in box[0].mails]
    assert sum("Cháy nhà dân" in text for text in texts) == 1
    assert sum("Ngập nước ở ấp 3" in text for text in texts) == 1
    assert len(texts) == 2
    assert all("#gid=" in text and "&range=" in text for text in texts)
    assert box[0].mails[0].rcpt_tos == ["boss@example.com"]


def test_each_edition_is_mailed_once(told: World, box: tuple[Box, str]) -> None:
    """The daily report goes to its addressees with its files, marked as a draft, when it was made; not again."""
    tick(told, "10:00")
    tick(told, "10:05")
    (mail,) = box[0].mails
    assert mail.rcpt_tos == ["office@example.com", "chief@example.com"]
    letter = message_from_bytes(mail.content, policy=policy.default)
    assert letter["Subject"] == "DỰ THẢO: báo cáo nhanh ngày 16/12/2022"
    names = [part.get_filename() for part in letter.iter_attachments()]
    assert sorted(name.rpartition(".")[2] for name in names) == ["docx", "html"]
    assert b"chief@example.com" not in mail.content
    told.type("go-dau", 1)
    tick(told, "21:00")
    assert len(box[0].mails) == 2


def test_metrics_for_node_exporter(told: World) -> None:
    """The file says when and how the last tick ended, the last look at a deadline, units by status; whole each time."""
    told.type("go-dau", 1)
    tick(told, "09:55")
    tick(told, "10:00")
    path = told.settings.alert.metrics
    assert path
    text = path.read_text(encoding="utf-8")
    label = 'campaign="dan-van-dot-2-2022"'
    assert f"sheets_sync_last_tick_success{{{label}}} 1\n" in text
    assert f"sheets_sync_last_deadline_look_timestamp_seconds{{{label}}} 1671159600\n" in text
    assert f'sheets_sync_units{{{label},status="on_time"}} 1\n' in text
    assert path.stat().st_mode & 0o004  # node_exporter is another user
    fail(told, "10:05")
    text = path.read_text(encoding="utf-8")
    assert f"sheets_sync_failed_ticks{{{label}}} 1\n" in text
    assert f"sheets_sync_last_tick_success{{{label}}} 0\n" in text


def test_the_command_tells_too(world: World, monitor: Monitor) -> None:
    """`run` pings as the campaign file says, also where it fails; a dry run tells nobody."""
    path = world.settings.path
    text = path.read_text(encoding="utf-8").replace("[polls]", f'[alert]\nping = "{monitor.url}"\n\n[polls]', 1)
    path.write_text(text, encoding="utf-8")
    where = {"SHEETS_SYNC_ENDPOINT": world.server.url}
    at = ("--campaign", path, "--now", moment("10:00").isoformat())
    assert run("run", "--dry-run", *at, **where).returncode == 0
    assert monitor.pings == []
    assert run("run", "--quiet", *at, **where).returncode == 0
    world.server.faults.add(Fault(status=404, times=0))
    assert run("run", *at, **where).returncode == 4
    paths = [path.removeprefix("/secret-uuid") for path, _ in monitor.pings]
    assert paths == ["/start", "", "/log", "/start", "/4"]


def test_alerts_by_mail_need_a_server(world: World, tmp_path: Path) -> None:
    """An alert that could never be mailed is refused with its line."""
    path = tmp_path / "c.toml"
    text = world.settings.path.read_text(encoding="utf-8")
    path.write_text(text.replace("[polls]", '[alert]\nmail = ["a@example.com"]\n\n[polls]', 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"add \[mail\]"):
        load(path, environ={})


def test_a_monitor_can_ask_whether_looks_are_overdue(world: World) -> None:
    """`status --fail-if-stale` prints the board and exits 3 where looks are overdue, 0 where not."""
    world.tick("09:50")
    for at, code in (("09:52", 0), ("11:00", 3)):
        asked = ("--campaign", world.settings.path, "--now", moment(at).isoformat(), "--json")
        done = run("status", "--fail-if-stale", *asked)
        assert done.returncode == code
        assert json.loads(done.stdout)["stale"] is bool(code)


def test_the_campaigns_of_a_server(world: World, tmp_path: Path) -> None:
    """`status --all` has a line for each campaign, and tells one whose file is wrong."""
    world.tick("09:50")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "campaign.toml").write_text("[campaign]\nslug = 1\n", encoding="utf-8")
    folder = world.settings.path.parent
    asked = ("status", "--all", folder, "--now", moment("11:00").isoformat())
    found = json.loads(run(*asked, "--json").stdout)
    good = next(entry for entry in found if entry["campaign"])
    assert (good["phase"], good["stale"], good["expected"]) == ("running", True, 14)
    assert [entry["error"] != "" for entry in found] == [entry is not good for entry in found]
    assert "! quá giờ xem" in run(*asked, SHEETS_SYNC_LANG="vi").stdout
    assert run(*asked, "--fail-if-stale").returncode == 3
