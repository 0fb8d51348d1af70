"""One tick, readable aloud: read, parse, observe, record, judge, plan, apply; the documents follow (`session`).

Evidence is on disk before anything is judged. A failed read is recorded as such and changes no status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheets_sync.board import Board, OpenProblem
from sheets_sync.campaign.schedule import time_limit
from sheets_sync.compliance.judging import Settled
from sheets_sync.config import Settings
from sheets_sync.errors import UnreachableError
from sheets_sync.evidence.fold import Evidence, Fact, unread_since
from sheets_sync.gateway import Gateway
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.job.collector import collector_paused
from sheets_sync.job.judging import make_board, problem_link, row_problems
from sheets_sync.job.once import Once
from sheets_sync.job.polling import Polled, Poller
from sheets_sync.job.tab_writer import TabWriter
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.difference import Difference
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.rows import Severity


@dataclass(frozen=True, slots=True)
class TickResult:
    """What one tick did. `wrote` names the job's tabs that changed; `plan` is what was (or, dry, would be) written."""

    as_of: datetime
    polled: tuple[str, ...]
    wrote: tuple[str, ...]
    problems: int
    reminders: int
    new_evidence: int
    board: Board
    plan: tuple[Difference, ...]
    failures: tuple[Exception, ...] = ()


class Job:
    """Ticks of one campaign. Keeps between ticks what it already knows: the evidence, tabs that did not change."""

    def __init__(self, settings: Settings, gateway: Gateway, ledger: Ledger, clock: Clock) -> None:
        self.settings, self.campaign = settings, settings.campaign
        self.evidence = Evidence()
        self._gateway, self._ledger, self._clock = gateway, ledger, clock
        self._poller = Poller(settings, gateway, self.evidence, clock)
        self._writer = TabWriter(settings, gateway, self.evidence)
        self._once = Once()

    @collector_paused()
    def tick(self, *, dry_run: bool = False) -> TickResult:
        """Reads, records, judges and writes. Raises the error of the campaign's own spreadsheet if it failed.

        Dry, it keeps what it saw to itself, so a job that ran dry is not one to go on with.
        """
        self.evidence.extend(self._ledger.new_facts())
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
        problems = self._open_problems(as_of, polls)
        settle = self._writer.differences if dry_run else self._writer.write
        return _result(polls, board, problems, settle(board, problems, snapshot))

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

    def _open_problems(self, as_of: datetime, polls: Sequence[Polled]) -> list[OpenProblem]:
        """Those of whole tabs first, then those of rows."""
        found = self._once("problems", self.evidence.version, lambda: row_problems(self.settings, self.evidence, as_of))
        of_tabs = [
            OpenProblem(p, unread_since(self.evidence, p.unit, as_of), problem_link(p, self.settings))
            for polled in polls
            for p in polled.problems
        ]
        return of_tabs + found


def _main_snapshot(polls: Sequence[Polled]) -> Snapshot:
    """What the campaign's own spreadsheet showed; raises what kept it from being read."""
    main = polls[0]
    if main.error is not None or main.snapshot is None:
        raise main.error or UnreachableError("the spreadsheet was not read.")
    return main.snapshot


def _result(
    polls: Sequence[Polled], board: Board, problems: Sequence[OpenProblem], differences: tuple[Difference, ...]
) -> TickResult:
    errors = sum(p.problem.severity is Severity.ERROR for p in problems)
    return TickResult(
        as_of=board.as_of,
        polled=tuple(polled.poll.spreadsheet for polled in polls if not polled.error),
        wrote=tuple(d.plan.name for d in differences),
        problems=errors,
        reminders=len(problems) - errors,
        new_evidence=sum(len(polled.changes) + bool(polled.overrides) for polled in polls),
        board=board,
        plan=differences,
        failures=tuple(polled.error for polled in polls if polled.error),
    )
