"""Writing the job's own tabs: what differs from the plans, in one atomic request, and nothing where nothing does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any

from sheets_sync.board import Board, shown_of
from sheets_sync.board.compliance_tab import FRESHNESS, compliance_tab, freshness
from sheets_sync.board.head import promise
from sheets_sync.board.problems_tab import problems_tab
from sheets_sync.board.totals_tab import Totals, totals_plan
from sheets_sync.campaign.period import day_key
from sheets_sync.cells import CellReader
from sheets_sync.config import Settings
from sheets_sync.errors import InvalidRequestError, WriteInDoubtError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway import Gateway
from sheets_sync.job.admission import LedgerMark, compliance_tab_of, written_at
from sheets_sync.job.judging import OpenProblems
from sheets_sync.job.once import Once
from sheets_sync.rollup.sums import KnownReports
from sheets_sync.spreadsheet import ids, requests, tab_requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.difference import Difference, difference, difference_beside
from sheets_sync.spreadsheet.plan import TabPlan
from sheets_sync.spreadsheet.snapshot import Snapshot, Tab
from sheets_sync.tabs.elsewhere import Reports
from sheets_sync.tabs.in_job_tabs import reports_typed_in
from sheets_sync.tabs.ownership import free_title, own_tab, tagged_tab
from sheets_sync.tabs.titles import tab_title

SETTLINGS = 2
"""How often a write is settled by reading back, in one tick."""


class TabWriter:
    """Plans and writes the job's tabs of one campaign; remembers what it found as planned."""

    def __init__(self, settings: Settings, gateway: Gateway, evidence: Evidence) -> None:
        self._settings, self._campaign = settings, settings.campaign
        self._gateway, self._evidence = gateway, evidence
        self._once = Once()
        self._reports_known = KnownReports()
        self._as_planned: dict[str, tuple[TabPlan, Tab | None]] = {}  # what was compared last and found the same
        self._quiet: object = None  # the state in which the job's tabs were found as planned
        self._quiet_tabs: Sequence[Tab | None] = ()  # those tabs; a tab that was read anew is another one
        self._found_quiet = self._is_quiet = ""
        self._sums: Sequence[Any] | None = None

    def know(self, quiet: str, totals: Sequence[Any] | None) -> None:
        """Takes over in what state an earlier process found the job's tabs as planned ("": none is known), and what it
        added up (None), both by the same evidence."""
        self._found_quiet = quiet if self._quiet is None else ""
        self._sums = totals

    @property
    def totals(self) -> Sequence[Any] | None:
        """What was added up of the evidence, with the day that counts as today, for a later process."""
        return self._sums

    def _totals(self, board: Board) -> Totals:
        """The sums of all rows, added up anew where the evidence or the day is another."""
        today = day_key(board.today)
        with suppress(ValueError, TypeError):
            if self._sums and self._sums[0] == today:
                return Totals.from_json(self._sums[1])
        found = Totals.of_reports(board, self._reports_known.of(self._evidence, board.campaign, board.as_of))
        self._sums = [today, found.to_json()]
        return found

    @property
    def quiet(self) -> str:
        """The state in which the job's tabs were found as planned, for a later process; "" where they were not."""
        return self._is_quiet

    def differences(self, board: Board, problems: OpenProblems, snapshot: Snapshot) -> tuple[Difference, ...]:
        """What is to be written: nothing where all stands as planned and the sign of life is not due."""
        titles = {name: tab_title(name, self._campaign.locale) for name in ("compliance", "problems", "totals")}
        tabs = [tagged_tab(name, (title,), snapshot.tabs) for name, title in titles.items()]
        state = (self._evidence.version, shown_of(board), problems.of_tabs)
        if self._found_quiet and quiet_digest(board, problems, tabs) == self._found_quiet:
            self._quiet, self._quiet_tabs, self._is_quiet = state, tabs, self._found_quiet
        self._found_quiet = ""
        if state == self._quiet and _the_same(tabs, self._quiet_tabs):
            return self._sign_of_life(board, tabs[0])
        self._is_quiet = ""
        plans = [
            compliance_tab(board),
            self._once(
                "problems tab",
                problems,
                lambda: problems_tab(problems, self._campaign),
            ),
            self._once(
                "totals tab",
                (self._evidence.version, board.today, shown_of(board)),
                lambda: totals_plan(board, self._totals(board)),
            ),
        ]
        found = [self._compared(plan, own_tab(plan, tab)) for plan, tab in zip(plans, tabs, strict=True)]
        changed = [d for d in found if d]
        if all(d.only_heartbeat for d in changed):
            self._quiet, self._quiet_tabs = state, tabs
            self._is_quiet = quiet_digest(board, problems, tabs)
            if not changed or not self._heartbeat_due(tabs[0], board):
                return ()
        return tuple(changed)

    def _sign_of_life(self, board: Board, tab: Tab | None) -> tuple[Difference, ...]:
        """All else stands as planned: only when the compliance tab was written may have to be said anew."""
        if not self._heartbeat_due(tab, board):
            return ()
        plan, cell = freshness(board), FRESHNESS
        return (Difference(plan, tab, ((cell, (plan.cells[cell],)),)),)

    def write(
        self, board: Board, problems: OpenProblems, snapshot: Snapshot, mark: LedgerMark
    ) -> tuple[Difference, ...]:
        """Everything in one request. Where people changed the job's tabs since they were read, or nobody knows whether
        it was applied, what is there now is read and what is missing is sent. Gives what was written in all."""
        differences = self.differences(board, problems, snapshot)
        written = {d.plan.name: d for d in differences}
        for turn in range(SETTLINGS + 1):
            try:
                self._apply(differences, snapshot, replace(mark, written=board.as_of))
                break
            except (WriteInDoubtError, InvalidRequestError):
                if turn == SETTLINGS:
                    raise
            snapshot = self._gateway.read(snapshot.spreadsheet_id)
            differences = self.differences(board, problems, snapshot)
            written |= {d.plan.name: d for d in differences}
        return tuple(written.values())

    def _apply(self, differences: Sequence[Difference], snapshot: Snapshot, mark: LedgerMark) -> None:
        """Everything in one atomic request; a tab of the job that somebody deleted comes back. The compliance tab says
        which ledger wrote it."""
        taken = {tab.sheet_id for tab in snapshot.tabs}
        titles = [tab.title for tab in snapshot.tabs]
        body: list[requests.Request] = []
        for found in differences:
            if found.tab is None:
                sheet_id = ids.sheet_id_for(found.plan.name, taken)
                taken.add(sheet_id)
                body += tab_requests.new_job_tab(found.plan, sheet_id, free_title(found.plan.title, titles))
            else:
                sheet_id = found.tab.sheet_id
            body += tab_requests.write_difference(found, sheet_id)
            if found.plan.name == "compliance":
                anew = found.tab is not None and not found.tab.ledger
                body.append(requests.keep_ledger(sheet_id, mark.text(), anew=anew))
        tab = compliance_tab_of(snapshot)
        if tab and _is_replaced(tab, mark) and not any(d.plan.name == "compliance" for d in differences):
            body.append(requests.keep_ledger(tab.sheet_id, mark.text(), anew=False))
        self._gateway.write(snapshot.spreadsheet_id, ids.identified(body))

    def _compared(self, plan: TabPlan, tab: Tab | None) -> Difference | None:
        """What is to be written; None where the tab is as planned, which need not be found out twice."""
        last_plan, last_tab = self._as_planned.get(plan.name, (None, None))
        if last_plan is plan and last_tab is tab:
            return None
        found = difference(plan, tab)
        if tab is not None and found.runs and (kept := reports_typed_in(tab, self._reports)):
            found = difference_beside(plan, tab, kept)
        if not found.is_empty:
            return found
        self._as_planned[plan.name] = (plan, tab)
        return None

    @cached_property
    def _reports(self) -> Reports:
        return Reports(self._campaign, CellReader(self._campaign), self._campaign.last_day)

    def _heartbeat_due(self, tab: Tab | None, board: Board) -> bool:
        """Whether the sign of life that the compliance tab holds is older than the campaign's interval, or promises
        another rhythm than the one from now on: after a morning's last look the next one may be hours away."""
        every = self._settings.polls.heartbeat
        if not every:
            return False
        last = written_at(tab)
        if last is None or abs(board.as_of - last) >= every:
            return True
        return promise(board, last) != promise(board, board.as_of)


def _the_same(tabs: Sequence[Tab | None], others: Sequence[Tab | None]) -> bool:
    """Whether these are the very tabs, none read anew."""
    return len(tabs) == len(others) and all(tab is other for tab, other in zip(tabs, others, strict=True))


def quiet_digest(board: Board, problems: OpenProblems, tabs: Sequence[Tab | None]) -> str:
    """Of all on which it hangs, by the same evidence, whether the job's tabs stand as planned, but for the moment that
    they tell."""
    digest, (compliance, *others) = hashlib.sha256(), tabs
    of_others = (_parts(tab, None) for tab in others)
    for part in chain((shown_of(board), problems.of_tabs), _parts(compliance, FRESHNESS), *of_others):
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _parts(tab: Tab | None, life: Cell | None) -> Iterator[object]:
    """What stands in a tab, piece by piece, since all of a large one as one text takes much memory; without the row and
    the note of its sign of life."""
    if tab is None:
        yield None
        return
    yield replace(tab, rows=(), notes={}, ledger="")
    yield from (row for number, row in enumerate(tab.rows) if life is None or number != life.row)
    yield from (entry for entry in tab.notes.items() if entry[0] != life)


def _is_replaced(tab: Tab, mark: LedgerMark) -> bool:
    """Whether the tab still bears the mark of a ledger in place of which this one was begun."""
    borne = LedgerMark.read(tab.ledger)
    return borne is not None and borne.source not in (mark.source, *mark.knows)
