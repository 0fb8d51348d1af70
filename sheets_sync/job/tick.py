"""One tick, readable aloud: read, parse, observe, record, judge, plan, apply; the documents follow (`session`).

Evidence is on disk before anything is judged. A failed read is recorded as such and changes no status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sheets_sync.board import Board, OpenProblem
from sheets_sync.campaign.schedule import time_limit
from sheets_sync.compliance.judging import Settled
from sheets_sync.config import Settings
from sheets_sync.errors import UnreachableError
from sheets_sync.evidence.fold import Evidence, Fact, Poll
from sheets_sync.gateway import Gateway
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.job.collector import collector_paused
from sheets_sync.job.judging import make_board, of_tabs, row_problems
from sheets_sync.job.once import Once
from sheets_sync.job.polling import Polled, Poller
from sheets_sync.job.tab_writer import TabWriter
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.difference import Difference
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.rows import Severity


@dataclass(frozen=True, slots=True)
class TickResult:
    """What one tick did.

    `as_of`: the aware moment at which it judged. `polls`: one for each spreadsheet, those that failed too.
    `problems`: everything open, the reminders among them. `differences`: what was (or, dry, would be) written to the
    job's tabs. `documents`: files written because they were due. `failures`: what kept spreadsheets of single units
    from being read, and the evidence of the others is safe.
    """

    as_of: datetime
    polls: tuple[Poll, ...]
    board: Board
    problems: tuple[OpenProblem, ...]
    differences: tuple[Difference, ...]
    new_evidence: int
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
        self.evidence = Evidence() if evidence is None else evidence
        self._gateway, self._ledger, self._clock = gateway, ledger, clock
        self._poller = Poller(settings, gateway, self.evidence, clock)
        self._writer = TabWriter(settings, gateway, self.evidence)
        self._once = Once()

    @collector_paused()
    def tick(self, *, dry_run: bool = False) -> TickResult:
        """Reads, records, judges and writes. Raises the error of the campaign's own spreadsheet if it failed.

        Dry, it keeps what it saw to itself, so a job that ran dry is not one to go on with.
        """
        self._catch_up()
        known_to = self._ledger.position
        self._gateway.start(time_limit(self._clock(), self.settings.polls, self.campaign))
        polls = self._poller.poll(self._ledger.source)
        facts = [fact for polled in polls for fact in polled.facts]
        if dry_run:
            self.evidence.extend(replace(fact, source=self._ledger.source) for fact in facts)
        else:
            self._record(facts, since=known_to)
        snapshot = _main_snapshot(polls)
        as_of = self._clock()
        board = self._judge(as_of)
        problems = self._open_problems(as_of)
        settle = self._writer.differences if dry_run else self._writer.write
        return _result(polls, board, problems, settle(board, problems, snapshot))

    def _catch_up(self) -> None:
        """Takes in what was recorded since this job's last look. Where another run looked for the same server, what
        tabs showed last is what that one saw, so they are read anew."""
        new = self._ledger.new_facts()
        self.evidence.extend(new)
        if any(fact.source == self._ledger.source for fact in new):
            self._poller.forget()

    def _record(self, facts: Sequence[Fact], *, since: int) -> None:
        """Puts the facts on disk. What tabs showed counts as seen only then."""
        try:
            self._ledger.append(facts, since=since)
        except BaseException:
            self._poller.forget()
            raise
        self.evidence.extend(self._ledger.new_facts())

    def _judge(self, as_of: datetime) -> Board:
        settled: Settled = self._once("settled", self.evidence.version, dict)
        return make_board(self.settings, self.evidence, as_of, settled)

    def _open_problems(self, as_of: datetime) -> list[OpenProblem]:
        """Those of whole tabs first, then those of rows."""
        found = self._once("problems", self.evidence.version, lambda: row_problems(self.settings, self.evidence, as_of))
        return of_tabs(self.settings, self.evidence, as_of) + found


def _main_snapshot(polls: Sequence[Polled]) -> Snapshot:
    """What the campaign's own spreadsheet showed; raises what kept it from being read."""
    main = polls[0]
    if main.error is not None or main.snapshot is None:
        raise main.error or UnreachableError("the spreadsheet was not read.")
    return main.snapshot


def _result(
    polls: Sequence[Polled], board: Board, problems: Sequence[OpenProblem], differences: tuple[Difference, ...]
) -> TickResult:
    return TickResult(
        as_of=board.as_of,
        polls=tuple(polled.poll for polled in polls),
        board=board,
        problems=tuple(problems),
        differences=differences,
        new_evidence=sum(len(polled.changes) + bool(polled.overrides) for polled in polls),
        failures=tuple(polled.error for polled in polls if polled.error),
    )
