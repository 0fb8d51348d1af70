"""The whole main job on the embedded local server: units type, the job ticks, the board and documents come out.

Everything goes over HTTP, as it would with Google. The campaign's typing log says what people typed and when; the
clock is that of the log, never the machine's.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sheets_sync.board import Board, board_json
from sheets_sync.campaign.period import day_key
from sheets_sync.campaign.schedule import moments_of
from sheets_sync.config import Settings, resources
from sheets_sync.demo.people import People, TypingLog, read_typing
from sheets_sync.demo.sample import provisioned
from sheets_sync.errors import ConfigError
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.rollup.totals import totals
from sheets_sync.session import ReplayedClock, Session
from sheets_sync.session.process import stop_on_signals
from sheets_sync.words.worded import worded

MARK = ".sheets-sync-demo"
"""Marks a folder as made by the demo, so that the next demo may empty it."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who watch a demo: `progress` is given the polls and the campaign's language, and hands the polls on one by
    one; `told` the end (the board, and what `demo --json` prints), `opened` the server's address and the campaign file
    once the page is open."""

    progress: Callable[[Sequence[datetime], str], Iterable[datetime]] = lambda polls, _: polls
    told: Callable[[Board, Settings, dict[str, Any]], None] = lambda *_: None
    opened: Callable[[str, Path], None] = lambda *_: None


NOBODY = Audience()


def run_demo(out: Path, *, like: str = "", keep_serving: bool = False, audience: Audience = NOBODY) -> dict[str, Any]:
    """Runs the demo of the sample, or of the starter that `like` names, into `out`; gives what `demo --json` prints.

    Raises ConfigError for a folder that isn't ours, and for a starter that there isn't.
    """
    started = time.monotonic()
    source = resources.starter(like) if like else resources.sample_campaign()
    _prepare(out)
    with LocalSheets(out / "sheets.sqlite", with_page=keep_serving) as server:
        settings = provisioned(out, server, source=source)
        clock = ReplayedClock(_polls(settings)[0])
        with Session(settings, now=clock) as office:
            _replay(office, clock, People(server.client(), settings), source / "typing.jsonl", audience)
            board = office.board(_after_the_end(settings))
            result = {**_results(office, board, out), **({"starter": like} if like else {})}
        result["seconds"] = round(time.monotonic() - started, 1)
        audience.told(board, settings, result)
        if keep_serving:
            keep_open(server, settings, out, audience, source=source)
    return result


def _prepare(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise ConfigError(
            worded("commands.not_a_demo"),
            where=str(out),
            remedy=worded("commands.not_a_demo.remedy"),
        )
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / MARK).write_text("made by: sheets-sync demo\n", encoding="utf-8")


def _polls(settings: Settings) -> list[datetime]:
    """Every poll of the campaign."""
    campaign = settings.campaign
    return [moment for day in campaign.poll_days for moment in moments_of(day, settings.polls, campaign)]


def _replay(office: Session, clock: ReplayedClock, people: People, typed: Path, audience: Audience) -> None:
    """A tick at every poll, after what people typed before it."""
    log = TypingLog(read_typing(typed))
    with office.locked():
        for moment in audience.progress(_polls(office.settings), office.campaign.locale):
            people.act_all(log.before(moment))
            clock.now = moment
            office.tick()


def _after_the_end(settings: Settings) -> datetime:
    """Noon of the day after the last poll."""
    campaign = settings.campaign
    return datetime.combine(
        campaign.poll_days[-1] + timedelta(days=1), datetime.min.time(), campaign.timezone
    ) + timedelta(hours=12)


def _results(office: Session, of_all: Board, out: Path) -> dict[str, Any]:
    settings, campaign = office.settings, office.campaign
    found = {
        "as_of": of_all.as_of.isoformat(),
        "days": {day_key(day): _report_totals(office, day) for day in campaign.days},
        "campaign": totals(office.rows(of_all.as_of), campaign).to_json(rows_without_day=True),
    }
    board = board_json(of_all)
    for name, content in (("board", board), ("totals", found)):
        (out / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    documents = sorted(
        str(path)
        for path in settings.documents.out.rglob("*")
        if path.is_file() and not path.is_symlink() and path.suffix != ".json"
    )
    return {
        "out": str(out),
        "campaign": str(settings.path),
        "spreadsheet": settings.spreadsheet,
        "board": board,
        "totals": found,
        "documents": documents,
    }


def _report_totals(office: Session, report: date) -> dict[str, Any]:
    """The totals of a report as its rows stood at the last poll of the day on which it was due."""
    campaign = office.campaign
    moment = moments_of(campaign.deadline_of(report).date(), office.settings.polls, campaign)[-1]
    rows = [row for row in office.rows(moment) if row.day == report]
    return {"at": moment.isoformat(), **totals(rows, campaign).to_json()}


def keep_open(
    server: LocalSheets,
    settings: Settings,
    out: Path,
    audience: Audience = NOBODY,
    stop: threading.Event | None = None,
    *,
    source: Path | None = None,
) -> None:
    """Serves until a signal comes (or `stop` is set), with a fresh copy to train with on the page, of the campaign that
    lies in `source` (None: the sample)."""
    from sheets_sync.demo.application import TrainingApplication

    if stop is None:
        stop = threading.Event()
        stop_on_signals(stop)
    assert server.page is not None
    server.keep_requests = 1000  # those of the demo itself are not wanted any more
    with TrainingApplication(server, out / "training", finished=settings, source=source) as application:
        server.page.application = application
        audience.opened(server.url, settings.path)
        stop.wait()
