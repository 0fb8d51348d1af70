"""The whole main job on the embedded local server: units type, the job ticks, the board and documents come out.

Everything goes over HTTP, as it would with Google. The sample's typing log says what people typed and when; the
clock is that of the log, never the machine's.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sheets_sync.board import board_json
from sheets_sync.campaign.schedule import moments_of
from sheets_sync.cli import terminal
from sheets_sync.config import Settings
from sheets_sync.demo.people import MovingClock, People, TypingLog, read_typing
from sheets_sync.demo.sample import provisioned
from sheets_sync.errors import ConfigError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job import opening
from sheets_sync.job.judging import make_board
from sheets_sync.job.tick import Job
from sheets_sync.job.watching import stop_on_signals
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.rollup import totals

MARK = ".sheets-sync-demo"
"""Marks a folder as made by the demo, so that the next demo may empty it."""


def run_demo(out: Path, *, keep_serving: bool = False, quiet: bool = False) -> dict[str, Any]:
    """Runs the demo into `out`; gives what `demo --json` prints. Raises ConfigError for a folder that isn't ours."""
    started = time.monotonic()
    _prepare(out)
    with LocalSheets(out / "sheets.sqlite", with_page=keep_serving) as server:
        settings = provisioned(out, server)
        evidence = _replay(settings, server, quiet=quiet)
        result = _results(settings, evidence, out)
        result["seconds"] = round(time.monotonic() - started, 1)
        if not quiet:
            _tell(settings, evidence, out, result)
        if keep_serving:
            _keep_open(server, settings, out)
    return result


def _prepare(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise ConfigError(
            "this folder holds something else; the demo won't touch it.",
            where=str(out),
            remedy="Name another folder with --out DIR.",
        )
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / MARK).write_text("made by: sheets-sync demo\n", encoding="utf-8")


def _replay(settings: Settings, server: LocalSheets, *, quiet: bool) -> Evidence:
    """Every poll of the campaign, with what people typed before it."""
    campaign = settings.campaign
    polls = [moment for day in campaign.days for moment in moments_of(day, settings.polls, campaign)]
    clock = MovingClock(polls[0])
    log = TypingLog(read_typing())
    gateway = opening.connect(settings, clock)
    people = People(server.client(), settings)
    with opening.locked(settings.state), opening.opened_ledger(settings) as ledger:
        job = Job(settings, gateway, ledger, clock)
        for moment in _shown(polls, quiet=quiet):
            people.act_all(log.before(moment))
            clock.now = moment
            opening.tick_once(job, settings, ledger)
        return job.evidence


def _shown(polls: Sequence[datetime], *, quiet: bool) -> Iterator[datetime]:
    """The polls, with a progress line on stderr."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=terminal.console(sys.stderr), disable=quiet, transient=True) as progress:
        task = progress.add_task("", total=len(polls))
        for moment in polls:
            progress.update(task, description=f"{moment:%d/%m/%Y %H:%M}")
            yield moment
            progress.advance(task)


def _results(settings: Settings, evidence: Evidence, out: Path) -> dict[str, Any]:
    campaign = settings.campaign
    end = datetime.combine(campaign.last_day + timedelta(days=1), datetime.min.time(), campaign.timezone)
    as_of = end + timedelta(hours=12)
    found = {
        "as_of": as_of.isoformat(),
        "days": {
            day.isoformat(): _day_totals(settings, evidence, moments_of(day, settings.polls, campaign)[-1])
            for day in campaign.days
        },
        "campaign": totals(evidence.rows(as_of), campaign).to_json(rows_without_day=True),
    }
    board = board_json(make_board(settings, evidence, as_of))
    for name, content in (("board", board), ("totals", found)):
        (out / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    documents = sorted(
        str(path) for path in settings.documents.out.glob("*") if path.is_file() and path.suffix != ".json"
    )
    return {
        "out": str(out),
        "campaign": str(settings.path),
        "spreadsheet": settings.spreadsheet,
        "board": board,
        "totals": found,
        "documents": documents,
    }


def _day_totals(settings: Settings, evidence: Evidence, moment: datetime) -> dict[str, Any]:
    """The totals of a day as its rows stood at its last poll."""
    day = settings.campaign.local_day(moment)
    rows = [row for row in evidence.rows(moment) if row.day == day]
    return {"at": moment.isoformat(), **totals(rows, settings.campaign).to_json()}


def _tell(settings: Settings, evidence: Evidence, out: Path, result: Mapping[str, Any]) -> None:
    as_of = datetime.fromisoformat(result["board"]["as_of"])
    shown = terminal.console()
    terminal.print_board(make_board(settings, evidence, as_of), shown)
    lines = [
        "",
        f"Xong trong {result['seconds']} giây. Mọi thứ ở {out}:",
        f"  {len(result['documents'])} tài liệu: {settings.documents.out}",
        f"  số liệu: {out / 'board.json'}, {out / 'totals.json'}; chứng cứ: {settings.state}",
        "Thử tiếp:",
        f"  sheets-sync status --campaign {settings.path} --now 2022-12-30T10:00:00+07:00",
        f"  sheets-sync why tan-bien 19/12 --campaign {settings.path}",
        f"  sheets-sync rollup --final --campaign {settings.path}",
        f"  sheets-sync serve --data {out / 'sheets.sqlite'}",
        "  sheets-sync init my-campaign",
    ]
    for line in lines:
        shown.print(line)


def _keep_open(server: LocalSheets, settings: Settings, out: Path, stop: threading.Event | None = None) -> None:
    """Serves until a signal comes (or `stop` is set), with a fresh copy of the campaign to train with on the page."""
    from sheets_sync.demo.application import TrainingApplication

    if stop is None:
        stop = threading.Event()
        stop_on_signals(stop)
    assert server.page is not None
    server.keep_requests = 1000  # those of the demo itself are not wanted any more
    with TrainingApplication(server, out / "training", finished=settings) as application:
        server.page.application = application
        print(f"serving {server.url}", file=sys.stderr)
        print(f"Mở trong trình duyệt để xem và tập dượt: {server.url}/", file=sys.stderr)
        print(
            f"SHEETS_SYNC_ENDPOINT={server.url} sheets-sync run --campaign {settings.path}   (Ctrl-C: dừng)",
            file=sys.stderr,
        )
        stop.wait()
