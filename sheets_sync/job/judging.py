"""The board, the open problems and the job's tabs as of a moment: from evidence alone, without a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, overload

from sheets_sync.board import Board, OpenProblem
from sheets_sync.campaign.schedule import is_stale
from sheets_sync.compliance.gaps import deadline_gap
from sheets_sync.compliance.judging import JudgedLater, Judgement, Settled, deadlines_passed, judge_all
from sheets_sync.config import Settings
from sheets_sync.evidence.facts import read_together
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.problems import first_seen_of, tab_problems
from sheets_sync.job.in_force import in_force
from sheets_sync.tabs.rows import READ_FOR_NOBODY, Problem, Row

if TYPE_CHECKING:
    from sheets_sync.spreadsheet.plan import TabPlan


class OpenProblems(Sequence[OpenProblem]):
    """Everything that is open: the problems of whole tabs first, then those of rows, which are gathered when somebody
    asks for one."""

    def __init__(self, of_tabs: Sequence[OpenProblem], of_rows: Callable[[], Sequence[OpenProblem]]) -> None:
        self.of_tabs, self._of_rows = of_tabs, of_rows

    @cached_property
    def _all(self) -> tuple[OpenProblem, ...]:
        return (*self.of_tabs, *self._of_rows())

    @overload
    def __getitem__(self, index: int) -> OpenProblem: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[OpenProblem, ...]: ...

    def __getitem__(self, index: int | slice) -> OpenProblem | tuple[OpenProblem, ...]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __repr__(self) -> str:
        return repr(self._all)


def make_board(
    settings: Settings,
    evidence: Evidence,
    as_of: datetime,
    settled: Callable[[], Settled] | None = None,
    *,
    later: bool = False,
) -> Board:
    """The board as of a moment, from evidence alone. `settled` gives what `judge_all` takes; `later`: judgements are
    made when somebody asks for one, without what is settled where the evidence is another one by then."""
    settings = in_force(settings, evidence, as_of)
    campaign = settings.campaign
    last = evidence.last_poll(as_of)
    known = (evidence.version, len(evidence.polls))

    def judged() -> Mapping[str, tuple[Judgement, ...]]:
        is_same = known == (evidence.version, len(evidence.polls))
        return judge_all(evidence, campaign, as_of, settled() if settled and is_same else None)

    shown = evidence.shown_with_problems(as_of).values()
    to_fix: Counter[str] = Counter()
    for change in shown:
        to_fix[change.unit] += change.errors
    unread, unclaimed = _of_last_looks(settings, evidence, as_of)
    board = Board(
        campaign=campaign,
        as_of=as_of,
        judgements=JudgedLater(judged) if later else judged(),
        passed=deadlines_passed(evidence, campaign, as_of),
        last_poll=last.sent if last else None,
        stale=is_stale(last.sent if last else None, as_of, settings.polls, campaign),
        unread=unread,
        unclaimed=unclaimed,
        polls=settings.polls,
        problems=sum(change.errors for change in shown),
        reminders=sum(change.reminders for change in shown),
        to_fix=to_fix,
        order=settings.order,
        declared=evidence.declared(as_of),
        door_open=not (settings.coordinators or settings.board),
    )
    return replace(board, gap=deadline_gap(evidence, campaign, settings.polls, board.today, as_of))


def unread_tabs(settings: Settings, evidence: Evidence, as_of: datetime) -> dict[str, str]:
    """The units whose tabs the last look at their spreadsheet could not read, with the reason."""
    return _of_last_looks(settings, evidence, as_of)[0]


def _of_last_looks(
    settings: Settings, evidence: Evidence, as_of: datetime
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Of the last look at each spreadsheet: the units whose tabs it could not read, with the reason, and the tabs with
    reports that no unit claims."""
    wanted = set(settings.spreadsheets)
    found: dict[str, str] = {}
    unclaimed: list[Problem] = []
    for poll in evidence.polls_until(as_of):
        if not wanted:
            break
        if not poll.error and poll.spreadsheet in wanted:
            wanted.remove(poll.spreadsheet)
            found.update(poll.unread)
            unclaimed += [problem for problem in poll.problems if problem.code in READ_FOR_NOBODY]
    return found, tuple(unclaimed)


def first_plans(settings: Settings, as_of: datetime) -> list[TabPlan]:
    """The job's tabs of a campaign of which nothing is known yet: what provisioning creates."""
    return _plans(make_board(settings, Evidence(), as_of), [], ())


def plans_of(settings: Settings, evidence: Evidence, as_of: datetime) -> list[TabPlan]:
    """The job's tabs as of a moment, from evidence alone."""
    board = make_board(settings, evidence, as_of)
    return _plans(board, open_problems(settings, evidence, as_of), evidence.rows(as_of))


def _plans(board: Board, problems: Sequence[OpenProblem], rows: Sequence[Row]) -> list[TabPlan]:
    from sheets_sync.board.compliance_tab import compliance_tab
    from sheets_sync.board.problems_tab import problems_tab
    from sheets_sync.board.totals_tab import totals_tab

    return [compliance_tab(board), problems_tab(problems, board.campaign), totals_tab(board, rows)]


def open_problems(settings: Settings, evidence: Evidence, as_of: datetime) -> OpenProblems:
    """Everything that is open as of a moment."""
    return OpenProblems(of_tabs(settings, evidence, as_of), lambda: row_problems(settings, evidence, as_of))


def of_tabs(settings: Settings, evidence: Evidence, as_of: datetime) -> list[OpenProblem]:
    """The problems of whole tabs and of overrides, with the moments when they were first seen."""
    settings = in_force(settings, evidence, as_of)
    found = tab_problems(evidence, settings.spreadsheets, as_of)
    return [OpenProblem(p, since, problem_link(p, settings)) for p, since in found]


def row_problems(settings: Settings, evidence: Evidence, as_of: datetime) -> list[OpenProblem]:
    """The problems of all rows as they stood at `as_of`, with the moments when they were first seen."""
    settings = in_force(settings, evidence, as_of)
    first = first_seen_of(evidence, settings.campaign, as_of)
    shown = list(evidence.shown_with_problems(as_of).values())
    read_together(shown)
    return [
        OpenProblem(p, first.get((p.unit, p.day, p.column, p.typed, p.code)), problem_link(p, settings))
        for change in shown
        for row in change.rows
        for p in row.problems
    ]


def problem_link(problem: Problem, settings: Settings) -> str:
    """The address that opens the very cell of a problem."""
    unit = settings.campaign.unit_by_key.get(problem.unit)
    spreadsheet = (unit.spreadsheet if unit else None) or settings.spreadsheet
    cell = f"&range={problem.cell.a1}" if problem.cell else ""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={problem.sheet_id}{cell}"
