"""Session: a campaign with its evidence and its spreadsheets, as a Python developer opens it.

The command, the demo and the scheduled job are written on it; there is no second way in. Everything is opened where it
is first needed, and closed with the session: looking at evidence takes no lock, asks Google nothing, and needs no
folder that can be written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.period import Period
from sheets_sync.compliance.judging import Judgement, judge
from sheets_sync.config import ENDPOINT_VARIABLE, Settings, endpoint_from
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job import opening
from sheets_sync.job.asked import day_asked, unit_asked
from sheets_sync.job.in_force import in_force
from sheets_sync.job.judging import make_board, open_problems
from sheets_sync.session.opened import AsOf, Now, Opened
from sheets_sync.session.results import Documents, Findings, Setup
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    import threading

    from sheets_sync.board import Board
    from sheets_sync.board.problem import Problem
    from sheets_sync.board.reminders import Message
    from sheets_sync.documents import Verification
    from sheets_sync.frames import Frames
    from sheets_sync.job.explaining import Explanation
    from sheets_sync.job.inbox import Mails
    from sheets_sync.job.mailing import Sending
    from sheets_sync.job.tick import TickResult
    from sheets_sync.local_sheets import LocalSheets
    from sheets_sync.session.chain import EvidenceChain
    from sheets_sync.session.schedule import Schedule
    from sheets_sync.session.versions import Versions
    from sheets_sync.session.watching import Watched

Day = str | date | Period
"""A report's day: a date, as people type it, or its period."""


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
    return session_of(campaign, state=state, now=now, endpoint=endpoint, server=server)


def session_of(
    campaign: str | os.PathLike[str] | None,
    *,
    state: str | os.PathLike[str] | None = None,
    now: Now = None,
    endpoint: str | None = None,
    server: LocalSheets | None = None,
    keep: bool = False,
) -> Session:
    """As `open`. `keep`: what the file says may be kept in the state folder, so that later commands start sooner."""
    path, folder = Path(campaign) if campaign else None, Path(state) if state else None
    settings = opening.loaded(path, state=folder, keep=keep)
    if endpoint is not None:
        settings = replace(settings, endpoint=endpoint_from({ENDPOINT_VARIABLE: endpoint}))
    return Session(settings, now=now, server=server)


class Session:
    """An open campaign; see `sheets_sync.open`. A context manager that closes what it opened. Not for two threads.

    Where a method takes `as_of`, it tells what was known at that moment: an aware datetime, a naive one in the
    campaign's timezone, or ISO text; by default the session's own now. A unit may be named by key, name, tab or alias,
    a day by a date, as people type it ("16/12"), or by its period. What the campaign does not have is a ConfigError.
    """

    def __init__(self, settings: Settings, *, now: Now = None, server: LocalSheets | None = None) -> None:
        self._opened = Opened(settings, now, server)

    def __repr__(self) -> str:
        """Which campaign it is, and where."""
        return f"<Session {self.campaign.slug!r} of {self.settings.path}, evidence in {self.settings.state}>"

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the ledger, and stops a server that this session started. Safe to repeat."""
        self._opened.close()

    def reload(self) -> None:
        """Takes the campaign file as it is now. Raises ConfigError where it can't be used; then nothing changes."""
        self._opened.reload()

    # ── what is there ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def campaign(self) -> Campaign:
        """Units, columns, activities, periods, deadlines: the campaign file as frozen values."""
        return self._opened.campaign

    @property
    def settings(self) -> Settings:
        """Everything that the campaign file and the environment say, also where files and spreadsheets are."""
        return self._opened.settings

    @property
    def server(self) -> LocalSheets | None:
        """The local server of this process that the campaign lives on, if it does."""
        return self._opened.server

    @property
    def evidence(self) -> Evidence:
        """All facts that were recorded, up to the present; what `sheets_sync.judge` judges by."""
        return self._opened.evidence

    def board(self, as_of: AsOf = None) -> Board:
        """Who reported in time, of all units and periods, from evidence alone."""
        from sheets_sync.job.settling import settled_by_now

        moment, evidence = self._moment(as_of), self.evidence
        settings = in_force(self.settings, evidence, moment)
        ledger = self._opened.ledger
        return make_board(self.settings, evidence, moment, lambda: settled_by_now(settings, ledger, evidence, moment))

    def judgement(self, unit: str | Unit, day: Day, slot: str | None = None, as_of: AsOf = None) -> Judgement:
        """The status of one report, and the facts beside it."""
        of_unit, of_day = self._report(unit, day, slot)
        moment, evidence = self._moment(as_of), self.evidence
        campaign = in_force(self.settings, evidence, moment).campaign
        return judge(campaign.unit_by_key.get(of_unit.key, of_unit), of_day, evidence, campaign, moment)

    def why(self, unit: str | Unit, day: Day, slot: str | None = None, as_of: AsOf = None) -> Explanation:
        """What one status rests on; `.text()`, `.html()` and `.to_json()` show it."""
        from sheets_sync.job.explaining import explained

        of_unit, of_day = self._report(unit, day, slot)
        moment, ledger = self._moment(as_of), self._opened.ledger
        head = ledger.digest_at(moment) if ledger else ""
        return explained(self.settings, of_unit, of_day, self.evidence, moment, head)

    def rows(self, as_of: AsOf = None, valid_only: bool = False) -> list[Row]:
        """Every row of the units' tabs: its unit, its report day, its cells by column key, each with what was typed,
        the value it was read as, a code, and its address. Only `valid` rows are added up."""
        found = self.evidence.rows(self._moment(as_of))
        return [row for row in found if row.valid or not valid_only]

    def problems(self, as_of: AsOf = None) -> list[Problem]:
        """What is open in all rows and tabs, with the words for people and a link to the cell."""
        from sheets_sync.board.problem import told

        return told(open_problems(self.settings, self.evidence, self._moment(as_of)), self.campaign)

    def frames(self, as_of: AsOf = None) -> Frames:
        """Rows, statuses, totals and problems as pandas DataFrames; each is made when it is asked for."""
        from sheets_sync.frames import Frames

        moment = self._moment(as_of)
        return Frames(self.board(moment), self.rows(moment), lambda: self.problems(moment))

    def reminders(self, as_of: AsOf = None) -> list[Message]:
        """Who has not reported yet and which cells are to be mended, as messages to send; that to the whole group is
        the first."""
        from sheets_sync.board.reminders import reminders
        from sheets_sync.job.publishing import message_words

        words = message_words(self.settings)
        return list(reminders(self.board(as_of), self.settings.spreadsheet, self.evidence, words))

    def compare_mails(
        self,
        *,
        mbox: str | os.PathLike[str] | None = None,
        imap: str | None = None,
        day: str | date | None = None,
        slot: str | None = None,
    ) -> Mails:
        """Who reported by mail on a day (by default the board's today), beside the board. Of mails in an mbox file, or
        in a folder of an IMAP server, whose password is in `SHEETS_SYNC_MAIL_PASSWORD`. It decides nothing."""
        from sheets_sync.job.inbox import mails_beside

        board = self.board()
        of_day = board.today if day is None else day_asked(day, self.campaign, slot)
        return mails_beside(board, of_day, mbox=Path(mbox) if mbox else None, imap=imap)

    def check(self) -> Findings:
        """What a run needs, looked at now: the file, rights, tabs, templates, disk, clock, evidence, schedule. What
        can't be looked at is a finding, not an error."""
        from sheets_sync.job.checks import examine

        opened = self._opened
        return Findings(examine(self.settings, (lambda: opened.gateway) if opened.silent else None))

    @property
    def versions(self) -> Versions:
        """The recorded versions of the campaign, and a person's word for the present one."""
        from sheets_sync.session.versions import Versions

        return Versions(self._opened)

    @property
    def chain(self) -> EvidenceChain:
        """The records that all evidence is made of: proving, copying, adding those of another server."""
        from sheets_sync.session.chain import EvidenceChain

        return EvidenceChain(self._opened)

    @property
    def schedule(self) -> Schedule:
        """The lines for cron and the units for systemd by which this machine makes every poll."""
        from sheets_sync.session.schedule import Schedule

        return Schedule(self.settings)

    @property
    def requests(self) -> Mapping[str, float]:
        """What this session asked of Google so far: requests to read and to write, repeated ones, seconds waited."""
        counts = self._opened.gateway.counts
        return {"read": counts.read, "write": counts.write, "retries": counts.retries, "waited": counts.waited}

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def provision(
        self,
        dry_run: bool = False,
        *,
        with_guide: bool = False,
        adopt: Mapping[str, str] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Setup:
        """Creates or repairs tabs, headings, dropdowns, formats and protections; what people typed stays untouched.

        `with_guide`: also a tab that tells people what to do. `adopt`: title of a tab that people made -> key of the
        unit whose it is. `tell` is called with each change that writes over a heading that a person typed, before it is
        written. Safe to repeat. Gives what was missing. Raises AccessError, UnreachableError.
        """
        from sheets_sync.job.provisioning import provision_with

        opened = self._opened
        done = provision_with(
            opened.gateway,
            self.settings,
            opened.clock(),
            dry_run=dry_run,
            with_guide=with_guide,
            adopt=adopt,
            tell=tell,
        )
        return Setup(done)

    def tick(self, dry_run: bool = False, *, alarms: bool = False, new_ledger: str = "") -> TickResult:
        """Reads, records evidence, judges, writes the job's tabs and the documents that are due.

        Safe at any moment, any number of times. Dry, nothing is recorded or written. `alarms`: whoever the campaign
        file names under [alert] and [mail] is told, as the scheduled job does. `new_ledger`: why this ledger takes the
        place of the one behind the board. Raises LockedError where another run is at work, UnreachableError or
        AccessError where the campaign's own spreadsheet can't be read, StorageError where evidence can't be recorded,
        DisagreementError where it was altered (what was seen is kept, and a later tick takes it over).
        """
        opened = self._opened
        with (
            opened.told(alarms and not dry_run) as around,
            opened.locked(),
            opened.at_work(dry_run=dry_run) as (job, ledger),
        ):
            around.evidence = job.evidence
            if opened.now is not None:
                with job.looking_all_the_same(dry_run=dry_run):
                    job.require_later(opened.clock())
            outcome = opening.tick_once(job, self.settings, ledger, dry_run=dry_run, new_ledger=new_ledger)
            around.outcome = outcome
        return replace(outcome.tick, documents=tuple(outcome.documents))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs away for several ticks in a row. Raises LockedError where one is at work."""
        with self._opened.locked(timedelta(0)):
            yield

    def watch(self, stop: threading.Event | None = None) -> Watched:
        """Ticks by itself, with alarms, every few minutes and exactly at each deadline, until the campaign is over, a
        signal comes (in the main thread), or `stop` is set. A tick that fails is logged and stops nothing."""
        from sheets_sync.session.watching import watch_all

        return watch_all([self], stop)[0]

    def write_document(
        self,
        day: Day | None = None,
        slot: str | None = None,
        out: str | os.PathLike[str] | None = None,
        formats: str | Sequence[str] | None = None,
    ) -> Documents:
        """Writes the daily report of `day`, or without one the rollup of the campaign: the edition in force, byte for
        byte, or the next one where something changed since. Gives the paths.

        `formats`: one or several of "docx", "html", "md", "pdf"; those of the campaign file by default, as is `out`. A
        file in which somebody worked is never replaced. Raises ConfigError where nothing was recorded yet,
        TemplateError.
        """
        from sheets_sync.job.publishing import write_document

        of_day = None if day is None else day_asked(day, self.campaign, slot)
        wanted = [formats] if isinstance(formats, str) else formats
        with opening.archive_of(self.settings) as archive:
            draft, paths = write_document(
                archive, self._moment(None), of_day, formats=wanted, out=Path(out) if out else None
            )
        return Documents(paths, day=of_day, edition=draft.number, as_of=draft.model.moment)

    def verify_document(self, path: str | os.PathLike[str]) -> Verification:
        """Holds every number of a document against the evidence. Raises DisagreementError where that was changed."""
        from sheets_sync.job.publishing import verify_document

        with opening.archive_of(self.settings, to_read=True) as archive:
            return verify_document(archive, Path(path))

    def write_board(
        self,
        *,
        html: str | os.PathLike[str] | None = None,
        png: str | os.PathLike[str] | None = None,
        phone: bool = False,
        pictures: str | os.PathLike[str] | None = None,
    ) -> list[Path]:
        """Writes the board as a page and as a picture (`phone`: today's columns alone), and into the folder `pictures`
        all tabs of the job. Gives the files. Raises ConfigError where a picture is wanted and no browser is found."""
        from sheets_sync.job.pictures import all_pictures, write_board

        moment = self._moment(None)
        page, picture = (Path(path) if path else None for path in (html, png))
        written = write_board(self.board(moment), html=page, png=picture, phone=phone)
        return written + (all_pictures(self.settings, self.evidence, moment, Path(pictures)) if pictures else [])

    def send_reminders(self, messages: Sequence[Message] | None = None, *, again: bool = False) -> Sending:
        """Mails messages of `reminders`, each once (with `again`, also those that were sent). Needs the table [mail] of
        the campaign file; a watch may go on. Raises ConfigError, AccessError, UnreachableError."""
        from sheets_sync.job.mailing import send_all

        due = self.reminders() if messages is None else messages
        clock, settings = self._opened.clock, self.settings
        with opening.locked(settings.state, "mail.lock"), opening.opened_ledger(settings) as ledger:
            return send_all(due, settings, ledger, clock, again=again)

    # ── what was asked ────────────────────────────────────────────────────────────────────────────────────────────

    def _moment(self, as_of: AsOf) -> datetime:
        return self._opened.moment(as_of)

    def _report(self, unit: str | Unit, day: Day, slot: str | None) -> tuple[Unit, date]:
        return unit_asked(unit, self.campaign), day_asked(day, self.campaign, slot)
