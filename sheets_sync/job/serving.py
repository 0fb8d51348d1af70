"""What a server runs: the loop of `watch`."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError, SheetsSyncError
from sheets_sync.gateway.timekeeper import Timekeeper
from sheets_sync.job import opening
from sheets_sync.job.alarms import Alarms, Around
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
    error: str | None = None

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
    return run_watches([settings], stop)[0]


def run_watches(
    campaigns: Sequence[Settings], stop: threading.Event | None = None, reload: threading.Event | None = None
) -> list[Watched]:
    """Ticks for several campaigns side by side, each in a thread of its own, until all are over or a signal comes.

    Where `reload` is set (SIGHUP), each campaign file is read anew between two ticks; one that is not right is told,
    and the campaign goes on as it was. Raises ConfigError, LockedError before anything is begun; the error of one
    campaign where none can be watched, else it is in its `Watched`.
    """
    stop, reload = stop or threading.Event(), reload or threading.Event()
    if threading.current_thread() is threading.main_thread():
        stop_on_signals(stop, reload)
    _refuse_shared(campaigns)
    with ExitStack() as locks:
        for settings in campaigns:
            opening.require_quota(settings)
            locks.enter_context(opening.locked(settings.state))
        watched = [Watching(settings, stop) for settings in campaigns]
        threads = [threading.Thread(target=one.run, name=one.done.campaign) for one in watched[1:]]
        threads.append(threading.Thread(target=_reloading, args=(watched, stop, reload), daemon=True))
        for thread in threads:
            thread.start()
        watched[0].run()
        for thread in threads[:-1]:
            thread.join()
    failures = [one.failure for one in watched if one.failure]
    if failures and len(failures) == len(watched):
        raise failures[0]
    log.info("stopped" if stop.is_set() else "the campaigns are over")
    return [one.done for one in watched]


def _refuse_shared(campaigns: Sequence[Settings]) -> None:
    """Two campaigns in one state folder would take each other's lock, and mix their evidence."""
    seen: dict[Path, Settings] = {}
    for settings in campaigns:
        other = seen.setdefault(settings.state.resolve(), settings)
        if other is not settings:
            raise ConfigError(
                f"{other.campaign.slug} and {settings.campaign.slug} have the same state folder.",
                where=str(settings.state),
                remedy="Put each campaign file in a folder of its own.",
            )


def _reloading(watched: Sequence[Watching], stop: threading.Event, reload: threading.Event) -> None:
    while not stop.is_set():
        if reload.wait(1):
            reload.clear()
            for one in watched:
                one.reload.set()


class Watching:
    """The watch over one campaign, whose lock is held."""

    def __init__(self, settings: Settings, stop: threading.Event) -> None:
        self.settings, self.stop, self.reload = settings, stop, threading.Event()
        self.done = Watched(settings.campaign.slug)
        self.failure: SheetsSyncError | None = None

    def run(self) -> None:
        """Ticks until the campaign is over, or `stop`; anew with the file as it is then, where `reload` was set."""
        try:
            while self._watched() and not self.stop.is_set():
                self._read_anew()
        except SheetsSyncError as error:
            log.error("%s: %s", self.done.campaign, error)
            self.done.error, self.failure = str(error), error

    def _watched(self) -> bool:
        """Ticks; whether it ended because the file is to be read anew."""
        settings, clock = self.settings, Timekeeper()
        gateway, alarms = opening.connect(settings, clock), Alarms(settings, clock)
        with opening.opened_ledger(settings) as ledger:
            job = Job(settings, gateway, ledger, clock)
            watch = Watch(
                lambda: self.done.add(guarded_tick(job, settings, ledger, alarms)),
                settings.campaign,
                settings.polls,
                clock=clock,
                stop=Either(self.stop, self.reload),
                early=clock.wants_to_ask,
            )
            self.done.next = None
            if watch.next is None:
                log.info("%s: the campaign is over; nothing to watch", self.done.campaign)
                return False
            log.info("watching %s; first look at %s", self.done.campaign, _local(watch.next, settings))
            try:
                watch.run()
            finally:
                alarms.close()
            self.done.next = _local(watch.next, settings) if watch.next else None
        return self.reload.is_set()

    def _read_anew(self) -> None:
        self.reload.clear()
        try:
            self.settings = opening.loaded(self.settings.path, state=self.settings.state)
            log.info("%s: the campaign file was read anew", self.done.campaign)
        except SheetsSyncError as error:
            log.error("%s: the campaign goes on as it was: %s", self.done.campaign, error)


class Either:
    """Set where one of two events is; waits for the first, and looks at the second when it wakes."""

    def __init__(self, first: threading.Event, second: threading.Event) -> None:
        self._first, self._second = first, second

    def is_set(self) -> bool:
        return self._first.is_set() or self._second.is_set()

    def wait(self, seconds: float) -> bool:
        return self._second.is_set() or self._first.wait(seconds) or self._second.is_set()


def _local(moment: datetime, settings: Settings) -> str:
    return moment.astimezone(settings.campaign.timezone).isoformat()


def guarded_tick(job: Job, settings: Settings, ledger: Ledger, alarms: Alarms | None = None) -> opening.Outcome | None:
    """One tick whose failure is logged and stops nothing (then None is returned): the next one goes on."""
    try:
        with alarms.around() if alarms else nullcontext(Around()) as around:
            around.evidence = job.evidence
            outcome = around.outcome = opening.tick_once(job, settings, ledger)
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
