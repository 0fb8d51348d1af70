"""Opening what a command needs: the state folder with its lock, the ledger, the gateway, the clock."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.config import Settings, load
from sheets_sync.errors import (
    ConfigError,
    DisagreementError,
    LedgerError,
    LockedError,
    SheetsSyncError,
    StorageError,
    disk_is_full,
)
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job import past
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter

    from sheets_sync.campaign.quota import WorstCase
    from sheets_sync.gateway import Gateway, Governor
    from sheets_sync.gateway.timekeeper import Clock
    from sheets_sync.job.publishing.archive import Archive
    from sheets_sync.job.tick import Job, TickResult
    from sheets_sync.ledger import Ledger
    from sheets_sync.local_sheets import LocalSheets


def utc_now() -> datetime:
    return datetime.now(UTC)


def loaded(path: Path | None, *, state: Path | None = None, keep: bool = False) -> Settings:
    """The settings of a campaign file, as `config.load` reads them. Raises ConfigError for a state folder that is a
    file."""
    settings = load(path, state=state, keep=keep)
    if settings.state.is_file():
        raise ConfigError(
            worded("commands.state_is_file"),
            where=str(settings.state),
            remedy=worded("commands.state_is_file.remedy"),
        )
    return settings


def clock_for(settings: Settings, now: datetime | Callable[[], datetime] | None) -> Clock:
    """The machine's clock, checked and corrected; or one that stands still at `now`, or one that goes by `now`
    where that tells moments itself. Those are refused against Google."""
    from sheets_sync.gateway.timekeeper import FollowedClock, ReplayedClock, Timekeeper

    if now is None:
        return Timekeeper()
    if not settings.is_local:
        raise ConfigError(
            worded("commands.no_replay"),
            where="--now",
            remedy=worded("commands.no_replay.remedy"),
        )
    return FollowedClock(now) if callable(now) else ReplayedClock(now)


@contextmanager
def locked(state: Path, name: str = "lock", patience: timedelta = timedelta(0)) -> Iterator[None]:
    """Holds a lock of a state folder; it falls with the process. Raises LockedError where it is held, at once or after
    `patience`."""
    from filelock import FileLock, Timeout

    try:
        state.mkdir(mode=0o770, parents=True, exist_ok=True)
        lock = FileLock(state / name)
        lock.acquire(timeout=patience.total_seconds())
    except Timeout:
        raise LockedError(
            worded("commands.locked"),
            where=str(state),
            remedy=worded("commands.locked.remedy"),
        ) from None
    except OSError as error:
        if disk_is_full(error):
            raise StorageError(
                worded("commands.state_disk_full"),
                where=str(state),
                remedy=worded("commands.state_disk_full.remedy"),
            ) from None
        raise ConfigError(
            worded("commands.state_unusable", reason=error.strerror or error),
            where=str(state),
            remedy=worded("commands.state_unusable.remedy"),
        ) from None
    try:
        yield
    finally:
        lock.release()


def lock_patience(settings: Settings, now: datetime) -> timedelta:
    """How long a run that starts now waits for the lock: to the end of the grace of a deadline that is near, since the
    look at it is never given away; else not at all."""
    campaign = settings.campaign
    dues = ((campaign.deadline_of(day).astimezone(UTC), campaign.grace_of(day)) for day in campaign.days)
    return max((due + grace - now for due, grace in dues if abs(due - now) <= grace), default=timedelta(0))


def connect(settings: Settings, clock: Clock, server: LocalSheets | None = None) -> Gateway:
    """The gateway to the campaign's spreadsheets. Against Google it keeps below the quota, together with every other
    process that uses this state folder. `server`: a local server of this process that is reached without a socket."""
    from sheets_sync.gateway import Gateway

    return Gateway.connect(
        carrier=_carrier(server) if server is not None else None,
        endpoint=settings.endpoint,
        credentials=settings.credentials,
        impersonate=settings.impersonate,
        clock=clock.machine,
        governor=None if settings.is_local else governor_of(settings),
    )


def _carrier(server: LocalSheets) -> Callable[[], BaseAdapter]:
    from sheets_sync.local_sheets.client import InProcessAdapter

    return lambda: InProcessAdapter(server.answer)


def governor_of(settings: Settings) -> Governor:
    """Keeps all processes that share a ledger below Google's quota together."""
    from sheets_sync.gateway import FileStore, Governor

    if settings.state_url and not settings.state_url.startswith("sqlite"):
        from sheets_sync.gateway.quota_table import TableStore

        return Governor(TableStore(settings.state_url), settings.requests_per_minute)
    return Governor(FileStore(quota_file(settings, os.environ)), settings.requests_per_minute)


def account_of(settings: Settings) -> str:
    """The account that Google counts requests for; "" where it can't be told here."""
    from sheets_sync.gateway import account_in, key_file

    return settings.impersonate or account_in(key_file(settings.credentials, os.environ))


def quota_file(settings: Settings, environ: Mapping[str, str]) -> Path:
    """Where the requests of an account are counted: Google counts them by account, whatever campaign they are for.

    In systemd's state folder, else beside the account's key, where that may be written; else in the state folder of
    the campaign, which then counts for itself.
    """
    from sheets_sync.gateway import key_file

    account, own = account_of(settings), settings.state / "quota.json"
    if not account:
        return own
    name = f"quota-{hashlib.sha256(account.encode()).hexdigest()[:12]}.json"
    key = key_file(settings.credentials, environ)
    folders = (environ.get("STATE_DIRECTORY", "").partition(":")[0], str(key.absolute().parent) if key else "")
    place = next((folder for folder in folders if folder and os.access(folder, os.W_OK)), None)
    return Path(place) / name if place else own


def worst_case_of(settings: Settings) -> WorstCase:
    """What the campaign asks of Google at worst."""
    from sheets_sync.campaign.quota import worst_case

    return worst_case(len(settings.spreadsheets), settings.polls, settings.campaign, limit=settings.requests_per_minute)


def require_quota(settings: Settings) -> None:
    """Raises ConfigError where the campaign can't be polled in time within the quota."""
    if reason := worst_case_of(settings).reason:
        raise ConfigError(reason, where=str(settings.path), remedy=worded("config.quota.remedy"))


@contextmanager
def opened_ledger(settings: Settings) -> Iterator[Ledger]:
    from sheets_sync.ledger import Ledger

    with Ledger.at(settings.state, settings.state_url) as ledger:
        yield ledger


@contextmanager
def readable_ledger(settings: Settings) -> Iterator[Ledger]:
    """The ledger to look at: it is left as it is, also where it is of an older version or can't be written."""
    from sheets_sync.ledger import Ledger

    with Ledger.at(settings.state, settings.state_url, to_read=True) as ledger:
        yield ledger


def has_ledger(settings: Settings) -> bool:
    """Whether a ledger was ever made here; looking makes none."""
    return settings.state_url is not None or (settings.state / "ledger.sqlite").exists()


@contextmanager
def recorded_ledger(settings: Settings, *, to_read: bool = False) -> Iterator[Ledger]:
    """The ledger that runs have written; `to_read`: it is only looked at.

    Raises ConfigError where there is none: nothing can be said or proved.
    """
    if not has_ledger(settings):
        raise ConfigError(
            worded("commands.no_evidence"),
            where=str(settings.state),
            remedy=worded("commands.no_evidence.remedy"),
        )
    opened = readable_ledger if to_read else opened_ledger
    with opened(settings) as ledger:
        yield ledger


def evidence_of(settings: Settings) -> Evidence:
    """All evidence recorded so far; none where nothing was recorded yet (then nothing is created either). Raises
    DisagreementError where the ledger was altered."""
    if not has_ledger(settings):
        return Evidence()
    with readable_ledger(settings) as ledger:
        ledger.require_sound()
        return Evidence(past.begin(settings, ledger).newly_recorded(), settings.campaign.extensions)


@contextmanager
def archive_of(settings: Settings, *, to_read: bool = False) -> Iterator[Archive]:
    """The documents of a campaign, by its evidence; `to_read`: none is noted. Raises ConfigError where nothing was
    recorded yet, DisagreementError where the ledger was altered."""
    from sheets_sync.job.publishing.archive import Archive

    with recorded_ledger(settings, to_read=to_read) as ledger:
        ledger.require_sound()
        evidence = Evidence(past.begin(settings, ledger).newly_recorded(), settings.campaign.extensions)
        yield Archive(settings, evidence, ledger)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A tick and the documents that were due after it."""

    tick: TickResult
    documents: list[Path] = field(default_factory=list)


UNJUDGED = (ConfigError, StorageError, LedgerError, DisagreementError)
"""Errors of a tick after which nothing is judged or written, documents included."""


def tick_once(job: Job, settings: Settings, ledger: Ledger, *, dry_run: bool = False, new_ledger: str = "") -> Outcome:
    """One tick; then the documents that are due. The compliance tab stands before any document is tried."""
    from sheets_sync.job.publishing import publish_due

    try:
        result = job.tick(dry_run=dry_run, new_ledger=new_ledger)
    except SheetsSyncError as error:
        refused = isinstance(error, UNJUDGED)
        if not dry_run and not refused:
            _publish_unwritten(job, settings, ledger)
        raise
    if dry_run:
        return Outcome(result)
    return Outcome(result, publish_due(settings, job.evidence, ledger, result.as_of))


def _publish_unwritten(job: Job, settings: Settings, ledger: Ledger) -> None:
    """Documents rest on evidence alone: where it was recorded, and only the job's tabs could not be written, those that
    are due are made all the same. What keeps one from being made comes after the tick's own error, so it is logged."""
    from sheets_sync.job.publishing import publish_due

    last = next((poll for poll in reversed(job.evidence.polls) if poll.spreadsheet == settings.spreadsheet), None)
    if last is None or last.error:
        return
    try:
        publish_due(settings, job.evidence, ledger, last.sent)
    except SheetsSyncError as error:
        logging.getLogger("sheets_sync").error("%s", error)
