"""What a session opens: clock, gateway, ledger, evidence, job; each where it is first needed, all closed together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job import opening, past
from sheets_sync.job.asked import moment_asked

if TYPE_CHECKING:
    from sheets_sync.gateway import Gateway
    from sheets_sync.gateway.timekeeper import Clock
    from sheets_sync.job.alarms import Alarms, Around
    from sheets_sync.job.tick import Job
    from sheets_sync.ledger import Ledger
    from sheets_sync.local_sheets import LocalSheets

AsOf = datetime | str | None
Now = AsOf | Callable[[], datetime]


class Opened:
    """The open parts of one campaign. `settings` are those of its file as it was when it was opened, or reloaded."""

    def __init__(self, settings: Settings, now: Now, server: LocalSheets | None) -> None:
        self._close = ExitStack()
        self._server_close = ExitStack()
        self.server = server
        self.settings = settings if server is None else self._served(settings, server)
        self.now = moment_asked(now, settings.campaign) if isinstance(now, datetime | str) else now
        self._clock: Clock | None = None
        self._gateway: Gateway | None = None
        self._ledger: Ledger | None = None
        self._evidence = self._no_evidence()
        self._job: Job | None = None
        self._alarms: Alarms | None = None
        self._lock_held = False

    def _served(self, settings: Settings, server: LocalSheets) -> Settings:
        """The settings of a campaign that lives on a server of this process."""
        if not server.running:
            self._server_close.enter_context(server)
        for name in settings.spreadsheets:
            if name not in server.workspace.books:
                server.create_spreadsheet(settings.campaign.name, id=name)
        return replace(settings, endpoint=server.url)

    def close(self) -> None:
        """Closes the ledger, and stops a server that this session started. Safe to repeat."""
        self.rest()
        self._server_close.close()

    def rest(self) -> None:
        """Closes everything but the server; what is needed again is opened again."""
        self._close.close()
        self._ledger = self._job = self._gateway = self._alarms = None
        self._evidence = self._no_evidence()

    def reload(self) -> None:
        """Takes the campaign file as it is now. Raises ConfigError where it can't be used; then nothing changes."""
        old = self.settings
        fresh = replace(opening.loaded(old.path, state=old.state), endpoint=old.endpoint)
        self.rest()
        self.settings = fresh if self.server is None else self._served(fresh, self.server)

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _no_evidence(self) -> Evidence:
        return Evidence((), self.settings.campaign.extensions)

    @property
    def campaign(self) -> Campaign:
        return self.settings.campaign

    def moment(self, as_of: AsOf = None) -> datetime:
        """The moment that is asked about; by default the session's own now."""
        now = self.now() if callable(self.now) else self.now
        asked = now if as_of is None else as_of
        return moment_asked(asked, self.campaign) if asked is not None else opening.utc_now()

    @property
    def clock(self) -> Clock:
        """What tells a run the time. Raises ConfigError for another moment than the machine's against Google."""
        if self._clock is None:
            self._clock = opening.clock_for(self.settings, self.now)
        return self._clock

    @property
    def silent(self) -> bool:
        """Whether the campaign lives on a server of this process that listens nowhere."""
        return self.server is not None and not self.server.listen

    @property
    def gateway(self) -> Gateway:
        if self._gateway is None:
            server = self.server if self.silent else None
            self._gateway = opening.connect(self.settings, self.clock, server=server)
        return self._gateway

    @property
    def ledger(self) -> Ledger | None:
        """The ledger as it can be read, all of whose facts are in `evidence` then; None where none was ever made.
        Raises DisagreementError where it was altered."""
        if self._ledger is None:
            if not opening.has_ledger(self.settings):
                return None
            self._ledger = self._close.enter_context(opening.readable_ledger(self.settings))
        self._ledger.require_sound()
        self._evidence.extend(past.begin(self.settings, self._ledger).newly_recorded())
        return self._ledger

    @property
    def evidence(self) -> Evidence:
        """All facts that were recorded by now."""
        return self._evidence if self.ledger is not None else self._no_evidence()

    @property
    def alarms(self) -> Alarms:
        from sheets_sync.job.alarms import Alarms

        if self._alarms is None:
            self._alarms = Alarms(self.settings, self.clock)
            self._close.callback(self._alarms.close)
        return self._alarms

    @contextmanager
    def at_work(self, *, dry_run: bool = False) -> Iterator[tuple[Job, Ledger]]:
        """The job and a ledger that can be written. It keeps from tick to tick what it knows; dry, it is one of its own
        that may forget what it saw. Where the ledger can't be opened for now, a run looks all the same, keeps what it
        saw, and raises StorageError."""
        from sheets_sync.job.tick import Job

        if dry_run:
            with opening.opened_ledger(self.settings) as ledger:
                yield Job(self.settings, self.gateway, ledger, self.clock), ledger
            return
        if self._job is None:
            self._begin_work()
        assert self._job is not None
        assert self._ledger is not None
        yield self._job, self._ledger

    def _begin_work(self) -> None:
        from sheets_sync.job.keeping import ledger_or_kept_look
        from sheets_sync.job.tick import Job

        ledger = self._close.enter_context(ledger_or_kept_look(self.settings, self.gateway, self.clock))
        self._ledger, self._evidence = ledger, self._no_evidence()
        self._job = Job(self.settings, self.gateway, ledger, self.clock, self._evidence)

    @contextmanager
    def locked(self, patience: timedelta | None = None) -> Iterator[None]:
        """Holds the lock of the state folder; `patience`: how long it is waited for, by default as a run waits."""
        if self._lock_held:
            yield
            return
        now = self.clock()  # what is refused is refused before anything is made
        wait = opening.lock_patience(self.settings, now) if patience is None else patience
        with opening.locked(self.settings.state, patience=wait):
            self._lock_held = True
            try:
                yield
            finally:
                self._lock_held = False

    @contextmanager
    def told(self, alarms: bool) -> Iterator[Around]:
        """Around one tick: who is to be told of it is told, where `alarms`."""
        from sheets_sync.job.alarms import Around

        with self.alarms.around() if alarms else nullcontext(Around()) as around:
            yield around
