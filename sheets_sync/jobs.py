"""What a server runs: the loop of `watch`, and the lines for cron and systemd."""

from __future__ import annotations

import logging
import shutil
import sys
import threading
from datetime import datetime
from pathlib import Path

from sheets_sync import schedule_files, session
from sheets_sync.config import Settings
from sheets_sync.errors import SheetsSyncError
from sheets_sync.ledger import Ledger
from sheets_sync.tick import Job
from sheets_sync.timekeeper import Timekeeper
from sheets_sync.watch import Watch, stop_on_signals

log = logging.getLogger("sheets_sync")


def run_watch(settings: Settings, stop: threading.Event | None = None) -> None:
    """Ticks until the campaign is over or a signal comes. The lock is held throughout: no other run interferes."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    session.require_quota(settings)
    stop = stop or threading.Event()
    stop_on_signals(stop)
    clock = Timekeeper()
    gateway = session.connect(settings, clock)
    with session.locked(settings.state), session.opened_ledger(settings) as ledger:
        job = Job(settings, gateway, ledger, clock)
        watch = Watch(
            lambda: guarded_tick(job, settings, ledger),
            settings.campaign,
            settings.polls,
            clock=clock,
            stop=stop,
            early=clock.wants_to_ask,
        )
        if watch.next is None:
            log.info("the campaign is over; nothing to watch")
            return
        log.info(
            "watching %s; first look at %s",
            settings.campaign.slug,
            watch.next.astimezone(settings.campaign.timezone).isoformat(),
        )
        watch.run()
    log.info("stopped")


def guarded_tick(job: Job, settings: Settings, ledger: Ledger) -> None:
    """One tick whose failure is logged and stops nothing: the next one goes on."""
    try:
        outcome = session.tick_once(job, settings, ledger)
    except SheetsSyncError as error:
        log.error("%s", error)
        return
    except Exception:
        log.exception("an unexpected failure; the next look goes on")
        return
    tick = outcome.tick
    for failure in tick.failures:
        log.error("%s", failure)
    log.info(
        "read %s; new evidence %d; wrote %s; problems %d; documents %d",
        ",".join(tick.polled) or "-",
        tick.new_evidence,
        ",".join(tick.wrote) or "-",
        tick.problems,
        len(outcome.documents),
    )


def run_command(settings: Settings) -> list[str]:
    """The command line of one tick, with absolute paths."""
    beside = Path(sys.executable).with_name("sheets-sync")
    program = str(beside) if beside.exists() else shutil.which("sheets-sync") or "sheets-sync"
    return [program, "run", "--campaign", str(settings.path.absolute()), "--state", str(settings.state.absolute())]


def cron_lines(settings: Settings) -> list[str]:
    """Crontab lines for this server's timezone."""
    zone = datetime.now().astimezone().tzinfo
    assert zone is not None
    return schedule_files.cron_lines(settings.campaign, settings.polls, run_command(settings), zone)


def systemd_units(settings: Settings) -> dict[str, str]:
    """Unit files by name."""
    folder = str(settings.path.absolute().parent)
    return schedule_files.systemd_units(settings.campaign, settings.polls, run_command(settings), folder)
