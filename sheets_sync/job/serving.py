"""What a server runs: the loop of `watch`."""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sheets_sync.config import Settings
from sheets_sync.errors import SheetsSyncError
from sheets_sync.gateway.timekeeper import Timekeeper
from sheets_sync.job import opening
from sheets_sync.job.tick import Job
from sheets_sync.job.watching import Watch, stop_on_signals
from sheets_sync.ledger import Ledger

log = logging.getLogger("sheets_sync")


@dataclass(slots=True)
class Watched:
    """What the ticks of a `watch` did, counted as they end. `next` is the look that was waited for at the end; None
    where the campaign is over."""

    campaign: str
    ticks: int = 0
    failed: int = 0
    new_evidence: int = 0
    documents: list[str] = field(default_factory=list)
    next: str | None = None

    def add(self, outcome: opening.Outcome | None) -> None:
        """Counts a tick; None where it failed altogether. One that could not reach a spreadsheet counts as failed."""
        self.ticks += 1
        self.failed += outcome is None or bool(outcome.tick.failures)
        if outcome is not None:
            self.new_evidence += outcome.tick.new_evidence
            self.documents += map(str, outcome.documents)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def run_watch(settings: Settings, stop: threading.Event | None = None) -> Watched:
    """Ticks until the campaign is over or a signal comes. The lock is held throughout: no other run interferes."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    opening.require_quota(settings)
    stop, done = stop or threading.Event(), Watched(settings.campaign.slug)
    stop_on_signals(stop)
    clock = Timekeeper()
    gateway = opening.connect(settings, clock)
    with opening.locked(settings.state), opening.opened_ledger(settings) as ledger:
        job = Job(settings, gateway, ledger, clock)
        watch = Watch(
            lambda: done.add(guarded_tick(job, settings, ledger)),
            settings.campaign,
            settings.polls,
            clock=clock,
            stop=stop,
            early=clock.wants_to_ask,
        )
        if watch.next is None:
            log.info("the campaign is over; nothing to watch")
            return done
        log.info("watching %s; first look at %s", done.campaign, _local(watch.next, settings))
        watch.run()
        done.next = _local(watch.next, settings) if watch.next else None
    log.info("stopped")
    return done


def _local(moment: datetime, settings: Settings) -> str:
    return moment.astimezone(settings.campaign.timezone).isoformat()


def guarded_tick(job: Job, settings: Settings, ledger: Ledger) -> opening.Outcome | None:
    """One tick whose failure is logged and stops nothing (then None is returned): the next one goes on."""
    try:
        outcome = opening.tick_once(job, settings, ledger)
    except SheetsSyncError as error:
        log.error("%s", error)
        return None
    except Exception:
        log.exception("an unexpected failure; the next look goes on")
        return None
    tick = outcome.tick
    for failure in tick.failures:
        log.error("%s", failure)
    log.info(
        "read %s; new evidence %d; wrote %s; problems %d; documents %d",
        ",".join(tick.polled) or "-",
        tick.new_evidence,
        ",".join(tick.wrote) or "-",
        tick.errors,
        len(outcome.documents),
    )
    return outcome
