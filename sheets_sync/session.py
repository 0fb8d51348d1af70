"""Session: a campaign with its evidence and its spreadsheets, as a Python developer opens it.

The command, the demo and the scheduled job are written on it; there is no second way in. Everything is opened where it
is first needed, and closed with the session: looking at evidence takes no lock, asks Google nothing, and needs no
folder that can be written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import Judgement, judge
from sheets_sync.config import ENDPOINT_VARIABLE, Settings, endpoint_from
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job import opening
from sheets_sync.job.asked import day_asked, moment_asked, no_slot, unit_asked
from sheets_sync.job.judging import make_board, open_problems
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    from sheets_sync.board import Board
    from sheets_sync.board.problem import Problem
    from sheets_sync.board.reminders import Message
    from sheets_sync.documents import Verification
    from sheets_sync.frames import Frames
    from sheets_sync.gateway import Gateway
    from sheets_sync.gateway.timekeeper import Clock
    from sheets_sync.job.explaining import Explanation
    from sheets_sync.job.tick import Job, TickResult
    from sheets_sync.ledger import Ledger
    from sheets_sync.local_sheets import LocalSheets

Now = datetime | str | Callable[[], datetime] | None


@dataclass(frozen=True, slots=True)
class SetupDifference:
    """Something that a spreadsheet lacked (or, dry, lacks): `what` says it in words."""

    spreadsheet: str
    what: str


class Documents(list[Path]):
    """The files of a document that was written. `edition` is its number (None: a preview, or between editions);
    `as_of` the aware moment of its data."""

    def __init__(self, paths: Sequence[Path], *, edition: int | None, as_of: datetime) -> None:
        super().__init__(paths)
        self.edition, self.as_of = edition, as_of


def open(
    campaign: str | os.PathLike[str] | None = None,
    *,
    state: str | os.PathLike[str] | None = None,
    now: Now = None,
    endpoint: str | None = None,
    server: LocalSheets | None = None,
) -> Session:
    """Opens a campaign by its file; where None is given, by `SHEETS_SYNC_CAMPAIGN`, else ./campaign.toml.

    `state`: the folder of the evidence; `state/` beside the campaign file by default. `now`: a moment to stand at
    (aware, or in the campaign's timezone; also as ISO text), or what tells moments; the machine's clock by default.
    `endpoint`: the base URL that stands in for Google's hosts; that of `SHEETS_SYNC_ENDPOINT` by default. `server`: a
    `LocalSheets` to work with instead, also one that listens nowhere (`LocalSheets(listen=False)`); it is started where
    it is not running, and a spreadsheet that the campaign names and the server lacks is made there.

    Asks Google nothing. Raises ConfigError, which names the line of the campaign file, for what can't be.
    """
    settings = opening.loaded(Path(campaign) if campaign else None, state=Path(state) if state else None)
    if endpoint is not None:
        settings = replace(settings, endpoint=endpoint_from({ENDPOINT_VARIABLE: endpoint}))
    return Session(settings, now=now, server=server)


class Session:
    """An open campaign; see `sheets_sync.open`. A context manager that closes what it opened. Not for two threads.

    Where a method takes `as_of`, it tells what was known at that moment: an aware datetime, or a naive one in the
    campaign's timezone; by default the session's own now. A unit may be named by key, name, tab or alias, a day by a
    date or as people type it ("16/12"). Both raise ConfigError for what the campaign does not have.
    """

    def __init__(self, settings: Settings, *, now: Now = None, server: LocalSheets | None = None) -> None:
        self._close = ExitStack()
        self.server = server
        self.settings = settings if server is None else self._served(settings, server)
        self._now = moment_asked(now, settings.campaign) if isinstance(now, datetime | str) else now
        self._clock: Clock | None = None
        self._gateway: Gateway | None = None
        self._ledger: Ledger | None = None
        self._evidence = Evidence()
        self._job: Job | None = None
        self._lock_held = False

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the ledger, and stops a server that this session started. Safe to repeat."""
        self._close.close()
        self._ledger = self._job = self._gateway = None
        self._evidence = Evidence()

    # ── what is there ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def campaign(self) -> Campaign:
        """Units, columns, activities, periods, deadlines: the campaign file as frozen values."""
        return self.settings.campaign

    @property
    def evidence(self) -> Evidence:
        """All facts that were recorded, up to the present; what `sheets_sync.judge` judges by."""
        self._read_ledger()
        return self._evidence

    def board(self, as_of: datetime | None = None) -> Board:
        """Who reported in time, of all units and periods, from evidence alone."""
        return make_board(self.settings, self.evidence, self._moment(as_of))

    def judgement(
        self, unit: str | Unit, day: str | date, slot: str | None = None, as_of: datetime | None = None
    ) -> Judgement:
        """The status of one report, and the facts beside it."""
        of_unit, of_day = self._report(unit, day, slot)
        return judge(of_unit, of_day, self.evidence, self.campaign, self._moment(as_of))

    def why(
        self, unit: str | Unit, day: str | date, slot: str | None = None, as_of: datetime | None = None
    ) -> Explanation:
        """What one status rests on; `.text()`, `.html()` and `.to_json()` show it."""
        from sheets_sync.job.explaining import explained

        of_unit, of_day = self._report(unit, day, slot)
        moment, ledger = self._moment(as_of), self._read_ledger()
        head = ledger.digest_at(moment) if ledger else ""
        return explained(self.settings, of_unit, of_day, self._evidence, moment, head)

    def rows(self, as_of: datetime | None = None, valid_only: bool = False) -> list[Row]:
        """Every row of the units' tabs: its unit, its report day, its cells by column key, each with what was typed,
        the value it was read as, a code, and its address. Only `valid` rows are added up."""
        found = self.evidence.rows(self._moment(as_of))
        return [row for row in found if row.valid or not valid_only]

    def problems(self, as_of: datetime | None = None) -> list[Problem]:
        """What is open in all rows and tabs, with the words for people and a link to the cell."""
        from sheets_sync.board.problem import told

        return told(open_problems(self.settings, self.evidence, self._moment(as_of)), self.campaign)

    def frames(self, as_of: datetime | None = None) -> Frames:
        """Rows, statuses, totals and problems as pandas DataFrames; each is made when it is asked for."""
        from sheets_sync.frames import Frames

        moment = self._moment(as_of)
        return Frames(self.board(moment), self.rows(moment), lambda: self.problems(moment))

    def reminders(self, as_of: datetime | None = None) -> list[Message]:
        """Who has not reported yet and which cells are to be mended, as messages to send."""
        from sheets_sync.board.reminders import reminders
        from sheets_sync.job.publishing import message_words

        words = message_words(self.settings)
        return list(reminders(self.board(as_of), self.settings.spreadsheet, self._evidence, words))

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def provision(self, dry_run: bool = False) -> tuple[SetupDifference, ...]:
        """Creates or repairs tabs, headings, dropdowns, formats and protections; what people typed stays untouched.

        Safe to repeat. Gives what was missing. Raises AccessError, UnreachableError.
        """
        from sheets_sync.job.provisioning import provision_with

        done = provision_with(self._connected(), self.settings, self._moment(None), dry_run=dry_run)
        return tuple(SetupDifference(name, what) for name, result in done.items() for what in result.actions)

    def tick(self, dry_run: bool = False) -> TickResult:
        """Reads, records evidence, judges, writes the job's tabs and the documents that are due.

        Safe at any moment, any number of times. Dry, nothing is recorded or written. Raises LockedError where another
        run is at work, UnreachableError or AccessError where the campaign's own spreadsheet can't be read.
        """
        with self.locked():
            if dry_run:
                return self._dry_tick()
            job, ledger = self._at_work()
            outcome = opening.tick_once(job, self.settings, ledger)
        return replace(outcome.tick, documents=tuple(outcome.documents))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs away for several ticks in a row. Raises LockedError where one is at work."""
        if self._lock_held:
            yield
            return
        self._clock_of_job()  # what is refused is refused before anything is made
        with opening.locked(self.settings.state):
            self._lock_held = True
            try:
                yield
            finally:
                self._lock_held = False

    def write_document(
        self,
        day: str | date | None = None,
        slot: str | None = None,
        out: str | os.PathLike[str] | None = None,
        formats: Sequence[str] | None = None,
    ) -> Documents:
        """Writes the daily report of `day`, or without one the rollup of the campaign: the edition in force, byte for
        byte, or the next one where something changed since. Gives the paths.

        `formats` are of "docx", "html", "md", "pdf"; those of the campaign file by default, as is the folder `out`. A
        file in which somebody worked is never replaced. Raises ConfigError where nothing was recorded yet,
        TemplateError.
        """
        from sheets_sync.job.publishing import write_document

        no_slot(slot)
        of_day = None if day is None else day_asked(day, self.campaign)
        with opening.archive_of(self.settings) as archive:
            draft, paths = write_document(
                archive, self._moment(None), of_day, formats=formats, out=Path(out) if out else None
            )
        return Documents(paths, edition=draft.number, as_of=draft.model.moment)

    def verify_document(self, path: str | os.PathLike[str]) -> Verification:
        """Holds every number of a document against the evidence. Raises DisagreementError where that was changed."""
        from sheets_sync.job.publishing import verify_document

        with opening.archive_of(self.settings) as archive:
            return verify_document(archive, Path(path))

    # ── opening what is needed ────────────────────────────────────────────────────────────────────────────────────

    def _served(self, settings: Settings, server: LocalSheets) -> Settings:
        """The settings of a campaign that lives on a server of this process."""
        if not server.running:
            self._close.enter_context(server)
        for name in settings.spreadsheets:
            if name not in server.workspace.books:
                server.create_spreadsheet(settings.campaign.name, id=name)
        return replace(settings, endpoint=server.url)

    def _moment(self, as_of: datetime | None) -> datetime:
        now = self._now() if callable(self._now) else self._now
        asked = now if as_of is None else as_of
        return moment_asked(asked, self.campaign) if asked is not None else opening.utc_now()

    def _report(self, unit: str | Unit, day: str | date, slot: str | None) -> tuple[Unit, date]:
        no_slot(slot)
        return unit_asked(unit, self.campaign), day_asked(day, self.campaign)

    def _read_ledger(self) -> Ledger | None:
        """The ledger, all of whose facts are in the evidence then; None where none was ever made."""
        if self._ledger is None:
            if not opening.has_ledger(self.settings):
                return None
            self._ledger = self._close.enter_context(opening.readable_ledger(self.settings))
        self._evidence.extend(self._ledger.new_facts())
        return self._ledger

    def _clock_of_job(self) -> Clock:
        if self._clock is None:
            self._clock = opening.clock_for(self.settings, self._now)
        return self._clock

    def _connected(self) -> Gateway:
        if self._gateway is None:
            silent = self.server is not None and not self.server.listen
            self._gateway = opening.connect(self.settings, self._clock_of_job(), server=self.server if silent else None)
        return self._gateway

    def _at_work(self) -> tuple[Job, Ledger]:
        """The job, which keeps from tick to tick what it knows. It needs a ledger that can be written."""
        from sheets_sync.job.tick import Job

        if self._job is None:
            gateway, clock = self._connected(), self._clock_of_job()
            self._ledger = self._close.enter_context(opening.opened_ledger(self.settings))
            self._evidence = Evidence()
            self._job = Job(self.settings, gateway, self._ledger, clock, self._evidence)
        assert self._ledger is not None
        return self._job, self._ledger

    def _dry_tick(self) -> TickResult:
        """A tick of a job of its own, which may keep what it saw to itself."""
        from sheets_sync.job.tick import Job

        gateway, clock = self._connected(), self._clock_of_job()
        with opening.opened_ledger(self.settings) as ledger:
            job = Job(self.settings, gateway, ledger, clock)
            return opening.tick_once(job, self.settings, ledger, dry_run=True).tick

    @property
    def requests(self) -> Mapping[str, float]:
        """What this session asked of Google so far: requests to read and to write, repeated ones, seconds waited."""
        counts = self._connected().counts
        return {"read": counts.read, "write": counts.write, "retries": counts.retries, "waited": counts.waited}
