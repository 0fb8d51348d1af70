"""One tick, readable aloud: read, parse, observe, record, judge, plan, apply, roll up, render.

Evidence is on disk before anything is judged. A failed read is recorded as such and changes no status.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar, cast

from sheets_sync import batch, words
from sheets_sync.board import FRESHNESS, Board, OpenProblem, compliance_tab, problems_tab, shown_of, totals_tab
from sheets_sync.board.head import fresh_line, same_promise
from sheets_sync.campaign import Unit
from sheets_sync.cells import CellReader
from sheets_sync.collector import collector_paused
from sheets_sync.compliance import Settled, judge_all
from sheets_sync.config import Settings
from sheets_sync.errors import (
    InvalidRequestError,
    SheetsSyncError,
    SpreadsheetSetupError,
    UnreachableError,
    WriteInDoubtError,
)
from sheets_sync.evidence import (
    Change,
    Evidence,
    Fact,
    OverridesSeen,
    Poll,
    changes_since,
    first_seen_of,
    observe,
    unread_since,
)
from sheets_sync.gaps import deadline_gap
from sheets_sync.gateway import Gateway, together
from sheets_sync.ledger import Ledger
from sheets_sync.overrides import read_overrides
from sheets_sync.plan import Difference, TabPlan, difference
from sheets_sync.polls import is_stale, time_limit
from sheets_sync.provision import expected_locale
from sheets_sync.report import number_cells, read_tab
from sheets_sync.row_memory import RowMemory
from sheets_sync.rows import Problem, Severity, TabReport
from sheets_sync.snapshot import Snapshot, Tab
from sheets_sync.tabs import free_title, own_tab, tagged_tab, unit_tab
from sheets_sync.timekeeper import timed

Clock = Callable[[], datetime]
T = TypeVar("T")
SETTLINGS = 2
"""How often a write is settled by reading back, in one tick."""


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


@dataclass(slots=True)
class _Look:
    """One look at one spreadsheet: the poll to record, what changed, and what is wrong."""

    spreadsheet: str
    units: Sequence[Unit]
    poll: Poll
    snapshot: Snapshot | None = None
    tabs: dict[str, Tab | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    overrides: OverridesSeen | None = None
    error: Exception | None = None

    @property
    def found(self) -> Snapshot:
        """What was read; only asked for after a read that succeeded."""
        assert self.snapshot is not None
        return self.snapshot

    @property
    def facts(self) -> list[Fact]:
        return [self.poll, *self.changes, *([self.overrides] if self.overrides else [])]


class Job:
    """Ticks of one campaign. Keeps between ticks what it already knows: the evidence, tabs that did not change."""

    def __init__(self, settings: Settings, gateway: Gateway, ledger: Ledger, clock: Clock) -> None:
        self.settings, self.campaign = settings, settings.campaign
        self._gateway, self._ledger, self._clock = gateway, ledger, clock
        self._reader = CellReader(settings.campaign)
        self._known: dict[tuple[str, int], tuple[Tab, date, TabReport, str]] = {}
        self._memories: dict[tuple[str, int], RowMemory] = defaultdict(RowMemory)
        self._made: dict[str, tuple[object, object]] = {}
        self._as_planned: dict[str, tuple[TabPlan, Tab | None]] = {}  # what was compared last and found the same
        self._quiet: object = None  # the state in which the job's tabs were found as planned
        self._quiet_tabs: Sequence[Tab | None] = ()  # kept so that their ids stay theirs
        self.evidence = Evidence()

    @collector_paused()
    def tick(self, *, dry_run: bool = False) -> TickResult:
        """Reads, records, judges and writes. Raises the error of the campaign's own spreadsheet if it failed."""
        self.evidence.extend(self._ledger.new_facts())
        known_to = self._ledger.position
        self._gateway.start(time_limit(self._clock(), self.settings.polls, self.campaign))
        looks = self._looks()
        facts = [fact for look in looks for fact in look.facts]
        if dry_run:
            self.evidence.extend(replace(fact, source=self._ledger.source) for fact in facts)
        else:
            self._record(facts, known_to)
            self.evidence.extend(self._ledger.new_facts())
        main = looks[0]
        if main.error is not None or main.snapshot is None:
            raise main.error or UnreachableError("the spreadsheet was not read.")
        as_of = self._clock()
        settled: Settled = self._once("settled", self.evidence.version, dict)
        board = make_board(self.settings, self.evidence, as_of, settled)
        problems = self._open_problems(as_of, [p for look in looks for p in look.problems])
        differences = self._differences(board, problems, main.snapshot)
        if not dry_run:
            differences = self._write(differences, main.snapshot, lambda s: self._differences(board, problems, s))
        errors = sum(p.problem.severity is Severity.ERROR for p in problems)
        return TickResult(
            as_of=as_of,
            polled=tuple(look.poll.spreadsheet for look in looks if not look.error),
            wrote=tuple(d.plan.name for d in differences),
            problems=errors,
            reminders=len(problems) - errors,
            new_evidence=sum(len(look.changes) + bool(look.overrides) for look in looks),
            board=board,
            plan=differences,
            failures=tuple(look.error for look in looks if look.error),
        )

    def _record(self, facts: Sequence[Fact], since: int) -> None:
        """Puts the facts on disk. What tabs showed counts as seen only then."""
        try:
            self._ledger.append(facts, since=since)
        except BaseException:
            self._known.clear()
            raise

    # ── read, parse, observe ──────────────────────────────────────────────────────────────────────────────────────

    def _looks(self) -> list[_Look]:
        """All spreadsheets side by side, in the campaign's order; one that fails neither holds up nor spoils another.

        The values of all are asked for before anything else: the moment of that request is what counts.
        """
        looks = together(self._look, self.settings.spreadsheets.items())
        together(lambda look: self._carefully(look, self._read_formats), looks)
        for look in looks:
            self._carefully(look, self._observe)
            if look.error:  # what it showed is not recorded: it counts as not seen
                self._known = {key: known for key, known in self._known.items() if key[0] != look.spreadsheet}
        return looks

    def _look(self, wanted: tuple[str, Sequence[Unit]]) -> _Look:
        spreadsheet, units = wanted
        now = self._clock()
        look = _Look(spreadsheet, units, Poll(now, now, spreadsheet))
        self._carefully(look, self._read)
        return look

    def _carefully(self, look: _Look, step: Callable[[_Look], None]) -> None:
        """A step of a look. Whatever goes wrong, a fault of our own included, is this look's alone; it is recorded, and
        raised once the evidence of the others is safe."""
        if look.error is not None:
            return
        try:
            step(look)
        except Exception as error:
            what = error.what if isinstance(error, SheetsSyncError) else "a fault of the program"
            failed = Poll(look.poll.sent, self._clock(), look.spreadsheet, error=f"{type(error).__name__}: {what}")
            look.poll, look.error, look.changes, look.overrides = failed, error, [], None

    def _read(self, look: _Look) -> None:
        look.snapshot = timed(self._clock, self._gateway.read(look.spreadsheet))
        check_locale(look.snapshot, self.settings)
        look.tabs = {unit.key: unit_tab(unit, look.snapshot.tabs) for unit in look.units}

    def _observe(self, look: _Look) -> None:
        snapshot, units, tabs = look.found, look.units, look.tabs
        today = self.campaign.local_day(snapshot.sent)
        look.poll = Poll(snapshot.sent, snapshot.answered, snapshot.spreadsheet_id)
        shown = self.evidence.shown_to(self._ledger.source, snapshot.sent)
        read: list[str] = []
        unread: dict[str, str] = {}
        digest = hashlib.sha256()
        for unit in units:
            tab = tabs[unit.key]
            if tab is None:
                unread[unit.key] = "no_tab"
                look.problems.append(Problem(unit.key, unit.tab, 0, "H0", Severity.ERROR))
                continue
            fresh = not self._is_known(snapshot.spreadsheet_id, tab, today)
            report, tab_digest = self._report(snapshot.spreadsheet_id, tab, unit, today)
            look.problems += report.problems
            digest.update(tab_digest.encode())
            if not report.readable:
                unread[unit.key] = "header"
                continue
            read.append(unit.key)
            if fresh:  # else the last tick recorded what it shows
                look.changes += changes_since(shown, observe(report, snapshot.sent), unit.key, snapshot.sent)
        look.poll = Poll(
            snapshot.sent,
            snapshot.answered,
            snapshot.spreadsheet_id,
            tuple(read),
            unread,
            correction=snapshot.correction,
            digest=digest.hexdigest()[:16],
        )
        if snapshot.spreadsheet_id == self.settings.spreadsheet:
            self._observe_overrides(look, snapshot)

    def _read_formats(self, look: _Look) -> None:
        """Asks once for the formats of numbers that stand in plain-text columns, in tabs that changed.

        Where somebody renamed a tab since it was read, everything is read once more.
        """
        try:
            self._add_formats(look.found, [tab for tab in look.tabs.values() if tab])
        except InvalidRequestError:
            self._read(look)
            self._add_formats(look.found, [tab for tab in look.tabs.values() if tab])

    def _add_formats(self, snapshot: Snapshot, tabs: Sequence[Tab]) -> None:
        today = self.campaign.local_day(snapshot.sent)
        wanted = {
            tab.sheet_id: (tab.title, cells)
            for tab in tabs
            if not self._is_known(snapshot.spreadsheet_id, tab, today) and (cells := number_cells(tab, self.campaign))
        }
        if not wanted:
            return
        formats = self._gateway.read_formats(snapshot.spreadsheet_id, wanted)
        for tab in tabs:
            if tab.sheet_id in wanted:
                tab.formats.update(formats.get(tab.sheet_id, {}))  # type: ignore[attr-defined]

    def _is_known(self, spreadsheet: str, tab: Tab, today: date) -> bool:
        known = self._known.get((spreadsheet, tab.sheet_id))
        return bool(known) and known[1] == today and (known[0].rows, known[0].title) == (tab.rows, tab.title)  # type: ignore[index]

    def _report(self, spreadsheet: str, tab: Tab, unit: Unit, today: date) -> tuple[TabReport, str]:
        """The tab as rows; a tab that shows the same as at the last tick of the day is not read again."""
        key = (spreadsheet, tab.sheet_id)
        if not self._is_known(spreadsheet, tab, today):
            report = read_tab(tab, unit, self.campaign, today, self._reader, self._memories[key])
            self._known[key] = (tab, today, report, hashlib.sha256(repr(tab.rows).encode()).hexdigest())
        return self._known[key][2], self._known[key][3]

    def _observe_overrides(self, look: _Look, snapshot: Snapshot) -> None:
        title = words.text("overrides", self.campaign.locale)
        tab = tagged_tab("overrides", (title,), snapshot.tabs)
        if tab is None:
            return
        overrides, problems = read_overrides(tab, self.campaign, self._reader)
        look.problems += problems
        unreadable = any(problem.code == "O5" for problem in problems)
        if not unreadable and overrides != self.evidence.overrides_seen_by(self._ledger.source, snapshot.sent):
            look.overrides = OverridesSeen(snapshot.sent, overrides)

    # ── plan, apply ───────────────────────────────────────────────────────────────────────────────────────────────

    def _open_problems(self, as_of: datetime, of_tabs: Sequence[Problem]) -> list[OpenProblem]:
        found = self._once("problems", self.evidence.version, lambda: row_problems(self.settings, self.evidence, as_of))
        of_units = [
            OpenProblem(p, unread_since(self.evidence, p.unit, as_of), problem_link(p, self.settings)) for p in of_tabs
        ]
        return of_units + found

    def _differences(self, board: Board, problems: Sequence[OpenProblem], snapshot: Snapshot) -> tuple[Difference, ...]:
        titles = {name: words.text(name, self.campaign.locale) for name in ("compliance", "problems", "totals")}
        tabs = [tagged_tab(name, (title,), snapshot.tabs) for name, title in titles.items()]
        state = (self.evidence.version, shown_of(board), problems, *map(id, tabs))
        if state == self._quiet and not self._heartbeat_due(tabs[0], board):
            return ()
        plans = [
            compliance_tab(board),
            self._once(
                "problems tab",
                problems,
                lambda: problems_tab(problems, self.campaign),
            ),
            self._once(
                "totals tab",
                (self.evidence.version, board.today, shown_of(board)),
                lambda: totals_tab(board, self.evidence.rows(board.as_of)),
            ),
        ]
        found = [self._compared(plan, own_tab(plan, tab)) for plan, tab in zip(plans, tabs, strict=True)]
        changed = [d for d in found if d]
        if all(d.only_heartbeat for d in changed):
            self._quiet, self._quiet_tabs = state, tabs
            if not changed or not self._heartbeat_due(tabs[0], board):
                return ()
        return tuple(changed)

    def _compared(self, plan: TabPlan, tab: Tab | None) -> Difference | None:
        """What is to be written; None where the tab is as planned, which need not be found out twice."""
        last_plan, last_tab = self._as_planned.get(plan.name, (None, None))
        if last_plan is plan and last_tab is tab:
            return None
        found = difference(plan, tab)
        if not found.is_empty:
            return found
        self._as_planned[plan.name] = (plan, tab)
        return None

    def _heartbeat_due(self, tab: Tab | None, board: Board) -> bool:
        """Whether the sign of life that the compliance tab holds is older than the campaign's interval, or promises
        another rhythm than the one from now on: after a morning's last look the next one may be hours away."""
        every = self.settings.polls.heartbeat
        if not every:
            return False
        held = str(tab.value(FRESHNESS)) if tab else ""
        last = words.parse_fresh(held, self.campaign.timezone)
        return last is None or abs(board.as_of - last) >= every or not same_promise(held, fresh_line(board))

    def _write(
        self,
        differences: tuple[Difference, ...],
        snapshot: Snapshot,
        again: Callable[[Snapshot], tuple[Difference, ...]],
    ) -> tuple[Difference, ...]:
        """Everything in one request. Where people changed the job's tabs since they were read, or nobody knows whether
        it was applied, what is there now is read and what is missing is sent. Gives what was written in all."""
        written = {d.plan.name: d for d in differences}
        for turn in range(SETTLINGS + 1):
            try:
                self._apply(differences, snapshot)
                break
            except (WriteInDoubtError, InvalidRequestError):
                if turn == SETTLINGS:
                    raise
            snapshot = self._gateway.read(snapshot.spreadsheet_id)
            differences = again(snapshot)
            written |= {d.plan.name: d for d in differences}
        return tuple(written.values())

    def _apply(self, differences: Sequence[Difference], snapshot: Snapshot) -> None:
        """Everything in one atomic request; a tab of the job that somebody deleted comes back."""
        taken = {tab.sheet_id for tab in snapshot.tabs}
        titles = [tab.title for tab in snapshot.tabs]
        requests: list[batch.Request] = []
        for found in differences:
            if found.tab is None:
                sheet_id = batch.sheet_id_for(found.plan.name, taken)
                taken.add(sheet_id)
                requests += batch.new_job_tab(found.plan, sheet_id, free_title(found.plan.title, titles))
            else:
                sheet_id = found.tab.sheet_id
            requests += batch.write_difference(found, sheet_id)
        self._gateway.write(snapshot.spreadsheet_id, batch.identified(requests))

    def _once(self, name: str, version: object, make: Callable[[], T]) -> T:
        """What was made last time, while the evidence is the same."""
        if name not in self._made or self._made[name][0] != version:
            self._made[name] = (version, make())
        return cast("T", self._made[name][1])


def check_locale(snapshot: Snapshot, settings: Settings) -> None:
    """Raises SpreadsheetSetupError where the same keystrokes would be read otherwise than the campaign expects."""
    wanted = expected_locale(settings.campaign)
    if (snapshot.locale, snapshot.timezone) != wanted:
        raise SpreadsheetSetupError(
            f"Bảng tính đang đặt vùng {snapshot.locale or '?'}, múi giờ {snapshot.timezone or '?'}; "
            f"cần {wanted[0]}, {wanted[1]}. Hệ thống tạm dừng để tránh đọc sai số."
            if settings.campaign.locale == "vi"
            else f"the spreadsheet has locale {snapshot.locale or '?'} and timezone {snapshot.timezone or '?'}; "
            f"{wanted[0]} and {wanted[1]} are needed, or numbers would be read wrongly.",
            where=snapshot.spreadsheet_id,
            remedy="Đề nghị chọn lại Tệp > Cài đặt, hoặc chạy: sheets-sync provision"
            if settings.campaign.locale == "vi"
            else "Set it under File > Settings, or run: sheets-sync provision",
        )


def make_board(settings: Settings, evidence: Evidence, as_of: datetime, settled: Settled | None = None) -> Board:
    """The board as of a moment, from evidence alone; `settled` as in `judge_all`."""
    campaign = settings.campaign
    last = evidence.last_poll(as_of)
    shown = evidence.all_shown(as_of).values()
    to_fix: Counter[str] = Counter()
    for change in shown:
        to_fix[change.unit] += change.errors
    board = Board(
        campaign=campaign,
        as_of=as_of,
        judgements=judge_all(evidence, campaign, as_of, settled),
        last_poll=last.sent if last else None,
        stale=is_stale(last.sent if last else None, as_of, settings.polls, campaign),
        unread=dict(last.unread) if last else {},
        polls=settings.polls,
        problems=sum(change.errors for change in shown),
        reminders=sum(change.reminders for change in shown),
        to_fix=to_fix,
    )
    return replace(board, gap=deadline_gap(evidence, campaign, settings.polls, board.today, as_of))


def first_plans(settings: Settings, as_of: datetime) -> list[TabPlan]:
    """The job's tabs of a campaign of which nothing is known yet: what provisioning creates."""
    board = make_board(settings, Evidence(), as_of)
    return [compliance_tab(board), problems_tab([], settings.campaign), totals_tab(board, ())]


def plans_of(settings: Settings, evidence: Evidence, as_of: datetime) -> list[TabPlan]:
    """The job's tabs as of a moment, from evidence alone."""
    board = make_board(settings, evidence, as_of)
    problems = row_problems(settings, evidence, as_of)
    return [
        compliance_tab(board),
        problems_tab(problems, settings.campaign),
        totals_tab(board, evidence.rows(as_of)),
    ]


def row_problems(settings: Settings, evidence: Evidence, as_of: datetime) -> list[OpenProblem]:
    """The problems of all rows as they stood at `as_of`, with the moments when they were first seen."""
    first = first_seen_of(evidence, settings.campaign, as_of)
    return [
        OpenProblem(p, first.get((p.unit, p.day, p.column, p.typed, p.code)), problem_link(p, settings))
        for row in evidence.rows(as_of)
        for p in row.problems
    ]


def problem_link(problem: Problem, settings: Settings) -> str:
    """The address that opens the very cell of a problem."""
    unit = settings.campaign.unit_by_key.get(problem.unit)
    spreadsheet = (unit.spreadsheet if unit else None) or settings.spreadsheet
    cell = f"&range={problem.cell.a1}" if problem.cell else ""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={problem.sheet_id}{cell}"
