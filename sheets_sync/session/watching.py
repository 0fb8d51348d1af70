"""What a server runs: the loop of `watch`, over one session or several side by side."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError, SheetsSyncError, StorageError
from sheets_sync.gateway.timekeeper import Timekeeper
from sheets_sync.job import opening
from sheets_sync.job.watching import Watch, stop_on_signals
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.job.tick import TickResult
    from sheets_sync.session.office import Session

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

    def add(self, tick: TickResult | None) -> None:
        """Counts a tick; None where it failed altogether. One that could not reach a spreadsheet counts as failed."""
        self.ticks += 1
        self.failed += tick is None or bool(tick.failures)
        if tick is not None:
            self.new_evidence += tick.new_evidence
            self.documents += map(str, tick.documents)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def watch_all(
    offices: Sequence[Session], stop: threading.Event | None = None, reload: threading.Event | None = None
) -> list[Watched]:
    """Ticks for several campaigns side by side, each in a thread of its own, until all are over or a signal comes. The
    locks are held throughout: no other run interferes.

    Where `reload` is set (SIGHUP), each campaign file is read anew between two ticks; one that is not right is told,
    and the campaign goes on as it was. Raises ConfigError, LockedError before anything is begun; the error of one
    campaign where none can be watched, else it is in its `Watched`.
    """
    stop, reload = stop or threading.Event(), reload or threading.Event()
    if threading.current_thread() is threading.main_thread():
        stop_on_signals(stop, reload)
    _refuse_shared([office.settings for office in offices])
    with ExitStack() as locks:
        for office in offices:
            opening.require_quota(office.settings)
            locks.enter_context(office.locked())
        watched = [Watching(office, stop) for office in offices]
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
    log.info(worded("logs.stopped" if stop.is_set() else "logs.over"))
    return [one.done for one in watched]


def _refuse_shared(campaigns: Sequence[Settings]) -> None:
    """Two campaigns in one state folder would take each other's lock, and mix their evidence."""
    seen: dict[Path, Settings] = {}
    for settings in campaigns:
        other = seen.setdefault(settings.state.resolve(), settings)
        if other is not settings:
            raise ConfigError(
                worded("commands.shared_state", slug=other.campaign.slug, slug2=settings.campaign.slug),
                where=str(settings.state),
                remedy=worded("commands.shared_state.remedy"),
            )


def _reloading(watched: Sequence[Watching], stop: threading.Event, reload: threading.Event) -> None:
    while not stop.is_set():
        if reload.wait(1):
            reload.clear()
            for one in watched:
                one.reload.set()


class Watching:
    """The watch over one campaign, whose lock is held."""

    def __init__(self, office: Session, stop: threading.Event) -> None:
        self.office, self.stop, self.reload = office, stop, threading.Event()
        self._opened = office._opened
        self.done = Watched(office.campaign.slug)
        self.failure: SheetsSyncError | None = None

    def run(self) -> None:
        """Ticks until the campaign is over, or `stop`; anew with the file as it is then, where `reload` was set."""
        try:
            while self._watched() and not self.stop.is_set():
                self._read_anew()
        except SheetsSyncError as error:
            log.error("%s: %s", self.done.campaign, error)
            self.done.error, self.failure = str(error), error
        finally:
            self._opened.rest()

    def _watched(self) -> bool:
        """Ticks; whether it ended because the file is to be read anew."""
        settings, clock = self.office.settings, self._opened.clock
        self._open()
        watch = Watch(
            lambda: self.done.add(guarded(lambda: self.office.tick(alarms=True))),
            settings.campaign,
            settings.polls,
            clock=clock,
            stop=Either(self.stop, self.reload),
            early=clock.wants_to_ask if isinstance(clock, Timekeeper) else lambda: False,
        )
        self.done.next = None
        if watch.next is None:
            log.info(worded("logs.nothing_to_watch", campaign=self.done.campaign))
            return False
        log.info(worded("logs.watching", campaign=self.done.campaign, at=_local(watch.next, settings)))
        watch.run()
        self.done.next = _local(watch.next, settings) if watch.next else None
        return self.reload.is_set()

    def _open(self) -> None:
        """What can't be opened is told before the first look. A database or disk that can't be used for now ends
        nothing: looks are made and kept, and each of them tries again."""
        try:
            with self._opened.at_work():
                pass
        except StorageError as error:
            log.error("%s: %s", self.done.campaign, error)

    def _read_anew(self) -> None:
        self.reload.clear()
        try:
            self.office.reload()
            log.info(worded("logs.read_anew", campaign=self.done.campaign))
        except SheetsSyncError as error:
            log.error(worded("logs.goes_on", campaign=self.done.campaign, error=error))


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


def guarded(tick: Callable[[], TickResult]) -> TickResult | None:
    """One tick whose failure is logged and stops nothing (then None is returned): the next one goes on."""
    try:
        done = tick()
    except SheetsSyncError as error:
        log.error("%s", error)
        return None
    except Exception:
        log.exception(worded("logs.fault"))
        return None
    for failure in done.failures:
        log.error("%s", failure)
    log.info(
        worded(
            "logs.done",
            read=",".join(done.polled) or "-",
            evidence=done.new_evidence,
            wrote=",".join(done.wrote) or "-",
            problems=done.errors,
            documents=len(done.documents),
        )
    )
    return done
