"""One tick, readable aloud: read, parse, observe, record, judge, plan, apply; the documents follow (`session`).

Evidence is on disk before anything is judged. A failed read is recorded as such and changes no status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sheets_sync.board import Board, OpenProblem
from sheets_sync.campaign.schedule import time_limit
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError, DisagreementError, LedgerError, StorageError, UnreachableError
from sheets_sync.evidence.fold import Evidence, Fact, Poll
from sheets_sync.gateway import Gateway
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.job import past
from sheets_sync.job.admission import (
    Meeting,
    begin_anew,
    foreign_mark,
    mark_of,
    meet,
    not_ours,
    refuse,
    settled,
)
from sheets_sync.job.collector import collector_paused
from sheets_sync.job.in_force import in_force
from sheets_sync.job.judging import OpenProblems, make_board, of_tabs, row_problems
from sheets_sync.job.keeping import keep_look, kept, look_without_ledger, tell_on_board
from sheets_sync.job.once import Once
from sheets_sync.job.polling import Polled, Poller
from sheets_sync.job.remembered import Remembered
from sheets_sync.job.settling import Settling
from sheets_sync.job.tab_writer import TabWriter
from sheets_sync.ledger import Ledger
from sheets_sync.ledger.spool import Spool
from sheets_sync.spreadsheet.difference import Difference
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.rows import Severity
from sheets_sync.words.worded import worded


@dataclass(frozen=True, slots=True)
class TickResult:
    """What one tick did.

    `as_of`: the aware moment at which it judged. `polls`: one for each spreadsheet, those that failed too. `board`: its
    judgements are made when somebody asks for one, and so are the problems of rows.
    `problems`: everything open, the reminders among them. `differences`: what was (or, dry, would be) written to the
    job's tabs. `version`: the digest of the newest version of the campaign. `documents`: files written because they
    were due. `failures`: what kept spreadsheets of single units from being read, and the evidence of the others is
    safe.
    """

    as_of: datetime
    polls: tuple[Poll, ...]
    board: Board
    problems: Sequence[OpenProblem]
    differences: tuple[Difference, ...]
    new_evidence: int
    version: str
    failures: tuple[Exception, ...] = ()
    documents: tuple[Path, ...] = ()

    @property
    def polled(self) -> tuple[str, ...]:
        """The spreadsheets that were read."""
        return tuple(poll.spreadsheet for poll in self.polls if not poll.error)

    @property
    def wrote(self) -> tuple[str, ...]:
        """The names of the job's tabs that changed: "compliance", "problems", "totals"."""
        return tuple(difference.plan.name for difference in self.differences)

    @property
    def errors(self) -> int:
        """How many of the problems have to be mended; the others are reminders."""
        return sum(entry.problem.severity is Severity.ERROR for entry in self.problems)


class Job:
    """Ticks of one campaign. Keeps between ticks what it already knows: the evidence, tabs that did not change."""

    def __init__(
        self, settings: Settings, gateway: Gateway, ledger: Ledger, clock: Clock, evidence: Evidence | None = None
    ) -> None:
        """`evidence`: what was read of the ledger so far; None where nothing was."""
        self.settings, self.campaign = settings, settings.campaign
        self.evidence = Evidence((), settings.campaign.extensions) if evidence is None else evidence
        self._spool = Spool(settings.state)
        self._gateway, self._ledger, self._clock = gateway, ledger, clock
        self._poller = Poller(settings, gateway, self.evidence, clock)
        self._writer = TabWriter(settings, gateway, self.evidence)
        self._once = Once()
        self._remembered: Remembered | None = None
        self._settling: Settling | None = None

    @collector_paused()
    def tick(self, *, dry_run: bool = False, new_ledger: str = "") -> TickResult:
        """Reads, records, judges and writes. Raises the error of the campaign's own spreadsheet if it failed.

        Dry, it keeps what it saw to itself, so a job that ran dry is not one to go on with. `new_ledger` is the reason
        for which this ledger goes on in place of the one that wrote the board. Raises ConfigError where the campaign
        file or the ledger is refused, DisagreementError where the ledger was altered; what was seen is kept then, and
        counts once that is settled.
        """
        with self.looking_all_the_same(dry_run=dry_run):
            self.refresh()
        meeting = meet(self.settings, self.evidence)
        if not dry_run and not meeting.refused:
            self._take_over_kept_looks(meeting)
        known_to = self._ledger.position
        self._gateway.start(time_limit(self._clock(), self.settings.polls, self.campaign))
        self._poller.use(meeting.settings)
        polls = self._poller.read()
        self._admit(meeting, polls, dry_run=dry_run, new_ledger=new_ledger)
        settings, adoptions = self._settle(meeting, polls)
        self._poller.use(settings)
        remembered = None if adoptions else self._remember(settings)
        polls = self._poller.observe(polls, self._ledger.source)
        facts: list[Fact] = [*adoptions, *(fact for polled in polls for fact in polled.facts)]
        if dry_run:
            self.evidence.extend(replace(fact, source=self._ledger.source) for fact in facts)
        else:
            self._record(facts, polls, since=known_to)
        if remembered is not None and not dry_run:  # dry, the evidence holds more than the ledger
            self._writer.know(*remembered.planned())
        snapshot = _board_snapshot(polls, settings)
        as_of = self._clock()
        board = self._judge(as_of, dry_run=dry_run)
        problems = self._open_problems(as_of)
        if dry_run:
            plan = self._writer.differences(board, problems, snapshot)
        else:
            plan = self._writer.write(board, problems, snapshot, mark_of(self._ledger, self.evidence))
            if remembered is None:  # the version that was recorded just now is part of what is remembered
                remembered = self._remember(settings)
            remembered.keep(self._poller.known(), self._writer.quiet, self._writer.totals)
            if self._settling is not None:
                self._settling.keep()
            past.keep(self.settings, self._ledger)
        return _result(polls, board, problems, plan, self.evidence.adoptions[-1].version.digest)

    def _remember(self, settings: Settings) -> Remembered:
        """What earlier runs knew, by the campaign in force."""
        if self._remembered is None or self._remembered.settings is not settings:
            self._remembered = Remembered(settings, self._ledger, self.evidence)
            self._poller.know(self._remembered.tabs())
        return self._remembered

    @contextmanager
    def looking_all_the_same(self, *, dry_run: bool = False) -> Iterator[None]:
        """Where the ledger can't be used, the look is made and kept before that is raised."""
        try:
            yield
        except (StorageError, LedgerError, DisagreementError) as error:
            if dry_run:
                raise
            raise look_without_ledger(self.settings, self._gateway, self._clock, error) from error

    def refresh(self) -> None:
        """Takes in what was recorded since this job's last look. Where another run looked for the same server, what
        tabs showed last is what that one saw, so they are read anew. Raises DisagreementError where the ledger was
        altered."""
        self._ledger.require_sound()
        new = past.begin(self.settings, self._ledger).newly_recorded()
        self.evidence.extend(new)
        if any(fact.source == self._ledger.source for fact in new):
            self._poller.forget()

    def require_later(self, moment: datetime) -> None:
        """Refuses to record at a moment before the last recorded poll: evidence only goes forward."""
        self.refresh()
        last = self.evidence.polls[-1].sent if self.evidence.polls else None
        if last is not None and moment < last:
            raise ConfigError(
                worded("refusals.earlier", at=last.astimezone(self.campaign.timezone).isoformat()),
                where="--now",
                remedy=worded("refusals.earlier_remedy", now=moment.isoformat()),
            )

    def _admit(self, meeting: Meeting, polls: Sequence[Polled], *, dry_run: bool, new_ledger: str) -> None:
        """Whether this run may go on. If not, what was seen is kept, and the reason raised."""
        board = next((p.snapshot for p in polls if p.spreadsheet == meeting.settings.board_spreadsheet), None)
        mark = foreign_mark(board, self._ledger, self.evidence)
        if not meeting.refused and new_ledger and not dry_run:
            begin_anew(self._ledger, mark, new_ledger, self._clock())
            self.refresh()
            return
        if not meeting.refused and mark is None:
            return
        if not dry_run:
            self._keep(meeting, polls)
        if meeting.refused:
            raise refuse(meeting.refused, self.settings)
        assert mark is not None
        raise not_ours(mark, self._ledger, self.evidence, self.settings)

    def _settle(self, meeting: Meeting, polls: Sequence[Polled]) -> tuple[Settings, list[Adoption]]:
        """The settings with the campaign in force, and the version to record: it counts from when the look left."""
        if not meeting.how:
            return settled(meeting, self.evidence, None), []
        adoption = meeting.adoption(min(polled.sent for polled in polls), self._ledger.source)
        return settled(meeting, self.evidence, adoption), [adoption]

    def _keep(self, meeting: Meeting, polls: Sequence[Polled]) -> None:
        """Keeps in the state folder what was seen."""
        version = self.evidence.adoptions[-1].version.digest if self.evidence.adoptions else ""
        keep_look(self._spool, meeting.settings, version, polls)

    def _take_over_kept_looks(self, meeting: Meeting) -> None:
        """Looks that were kept while the ledger could not take them count as of their own moments."""
        campaign = meeting.settings.campaign
        looks, taken = self._spool.looks(), []
        known = {(poll.sent, poll.spreadsheet) for poll in self.evidence.polls} if looks else set()
        for look in looks:
            if all((snapshot.sent, snapshot.spreadsheet_id) in known for snapshot in look.snapshots):
                taken.append(look)  # a run took it over, and was killed before it could forget it
                continue
            if (look.slug, look.server) != (campaign.slug, meeting.settings.server_kind):
                continue
            settings = in_force(meeting.settings, self.evidence, look.sent, to_read=True)
            self._poller.use(settings)
            polls = self._poller.observe(self._poller.replayed(look.snapshots), self._ledger.source)
            adoptions = [] if self.evidence.adoptions else [meeting.adoption(look.sent, self._ledger.source)]
            facts: list[Fact] = [*adoptions, *(fact for polled in polls for fact in polled.facts)]
            self._record(facts, [], since=self._ledger.position)
            taken.append(look)
        if taken:
            self._spool.forget(taken)
            self._poller.forget()

    def _record(self, facts: Sequence[Fact], polls: Sequence[Polled], *, since: int) -> None:
        """Puts the facts on disk. What tabs showed counts as seen only then; what the ledger can't take is kept."""
        try:
            self._ledger.append(facts, since=since)
        except (StorageError, LedgerError) as error:
            self._poller.forget()
            self._keep(Meeting(self.settings), polls)
            tell_on_board(self._gateway, self.settings, polls, self._clock())
            raise kept(error, self.settings) from error
        except BaseException:
            self._poller.forget()
            raise
        self.evidence.extend(self._ledger.newly_recorded())
        self._spool.reserve()

    def _judge(self, as_of: datetime, *, dry_run: bool) -> Board:
        """Dry, the evidence holds more than the ledger."""
        if dry_run:
            return make_board(self.settings, self.evidence, as_of)
        settings = in_force(self.settings, self.evidence, as_of)
        if self._settling is None or self._settling.settings is not settings:
            self._settling = Settling(settings, self._ledger, self.evidence)
        return make_board(self.settings, self.evidence, as_of, self._settling.known, later=True)

    def _open_problems(self, as_of: datetime) -> OpenProblems:
        def of_rows() -> Sequence[OpenProblem]:
            return self._once(
                "problems", self.evidence.version, lambda: row_problems(self.settings, self.evidence, as_of)
            )

        return OpenProblems(of_tabs(self.settings, self.evidence, as_of), of_rows)


def _board_snapshot(polls: Sequence[Polled], settings: Settings) -> Snapshot:
    """What the spreadsheet of the job's tabs showed; raises what kept it from being read."""
    main = next(polled for polled in polls if polled.spreadsheet == settings.board_spreadsheet)
    if main.error is not None or main.snapshot is None:
        raise main.error or UnreachableError(worded("commands.not_read"))
    return main.snapshot


def _result(
    polls: Sequence[Polled],
    board: Board,
    problems: OpenProblems,
    differences: tuple[Difference, ...],
    version: str,
) -> TickResult:
    return TickResult(
        as_of=board.as_of,
        polls=tuple(polled.poll for polled in polls),
        board=board,
        problems=problems,
        differences=differences,
        new_evidence=sum(len(polled.changes) + bool(polled.overrides) for polled in polls),
        version=version,
        failures=tuple(polled.error for polled in polls if polled.error),
    )
