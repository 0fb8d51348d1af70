"""Statuses -> the compliance tab and the list of problems as plans, and the board as JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sheets_sync import words
from sheets_sync.a1 import Cell
from sheets_sync.campaign import Campaign, Unit
from sheets_sync.compliance import Judgement, Rates, Status, rates
from sheets_sync.gaps import Gap
from sheets_sync.messages import problem_text
from sheets_sync.plan import PlanCell, Style, TabPlan
from sheets_sync.rows import Problem, Severity

TITLE = Style(bold=True, size=13)
PLAIN = Style()
QUIET = Style(ink="#455a64")
WARNING = Style(bold=True, ink="#8e0000")
HEADING = Style(bold=True, fill="#37474f", ink="#ffffff", align="center", wrap=True)
NAME = Style(bold=True)
CENTRED = Style(align="center")
SUM = Style(bold=True, align="center", fill="#eceff1", ink="#263238")
TYPED_SHOWN = 200
"""Characters of a typed text that the list of problems shows."""

MISSING = frozenset({Status.PENDING, Status.MISSED, Status.INVALID})


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the compliance tab, the terminal and the JSON say. `stale`: polls that were due did not happen.

    `unread` names tabs that the last poll could not read, with the reason; `heartbeat` is the promised rhythm.
    `problems` and `reminders` are those open in all rows, also in rows of no day. `gap` is the one of our own reading
    in which the deadline of today fell.
    """

    campaign: Campaign
    as_of: datetime
    judgements: Mapping[str, Sequence[Judgement]]
    last_poll: datetime | None = None
    stale: bool = False
    unread: Mapping[str, str] = field(default_factory=dict)
    heartbeat: timedelta = timedelta(minutes=15)
    problems: int = 0
    reminders: int = 0
    gap: Gap | None = None

    @property
    def today(self) -> date:
        """The report day that people look at now: today, else the last one before, else the first."""
        now = self.campaign.local_day(self.as_of)
        return max((d for d in self.campaign.days if d <= now), default=self.campaign.first_day)

    def of(self, unit: Unit, day: date) -> Judgement:
        return self.judgements[unit.key][self.campaign.days.index(day)]

    def on(self, day: date) -> list[tuple[Unit, Judgement]]:
        """All units that owe a report on the day, in order."""
        found = [(unit, self.of(unit, day)) for unit in self.campaign.units]
        return [(unit, j) for unit, j in found if j.status is not Status.NOT_REQUIRED]

    def rates_of(self, unit: Unit) -> Rates:
        return rates(self.judgements[unit.key], self.campaign, self.as_of)

    def missing_on(self, day: date) -> list[Unit]:
        """Units without a valid report of the day so far."""
        return [unit for unit, j in self.on(day) if j.status in MISSING]


def shown_of(board: Board) -> tuple[object, ...]:
    """What the compliance tab shows of a board, but for the moment: two boards that agree in this look the same."""
    cells = tuple(
        (j.status, j.seen_present, j.problems, j.edited_after_deadline, j.withdrawn, j.overdue_look)
        for judgements in board.judgements.values()
        for j in judgements
    )
    warning = (board.stale and board.last_poll, tuple(board.unread.items()), board.gap)
    return (board.today, warning, cells)


def board_json(board: Board) -> dict[str, Any]:
    """The document of `status --json`; moments in the campaign's timezone."""
    return {
        "campaign": board.campaign.slug,
        "as_of": _iso(board.as_of, board.campaign),
        "last_poll": _iso(board.last_poll, board.campaign),
        "stale": board.stale,
        "unread": dict(board.unread),
        "gap": _gap_json(board),
        "problems": board.problems,
        "reminders": board.reminders,
        "units": [_unit_json(board, unit) for unit in board.campaign.units],
    }


def _gap_json(board: Board) -> dict[str, Any] | None:
    gap, campaign = board.gap, board.campaign
    return {"since": _iso(gap.since, campaign), "until": _iso(gap.until, campaign)} if gap else None


def _unit_json(board: Board, unit: Unit) -> dict[str, Any]:
    found = board.rates_of(unit)
    return {
        "unit": unit.key,
        "name": unit.name,
        "expected": found.expected,
        "reported": found.reported,
        "on_time": found.on_time,
        "undetermined": found.undetermined,
        "reporting_rate": _rounded(found.reporting_rate),
        "on_time_rate": _rounded(found.on_time_rate),
        "on_time_rate_max": _rounded(found.on_time_rate_max),
        "days": [judgement_json(j, board.campaign) for j in board.judgements[unit.key]],
    }


def judgement_json(judgement: Judgement, campaign: Campaign) -> dict[str, Any]:
    """One cell of the board."""
    override = judgement.override
    return {
        "day": judgement.day.isoformat(),
        "status": judgement.status.value,
        "seen_absent": _iso(judgement.seen_absent, campaign),
        "seen_present": _iso(judgement.seen_present, campaign),
        "attempted_at": _iso(judgement.attempted_at, campaign),
        "problems": judgement.problems,
        "reminders": judgement.reminders,
        "edited_after_deadline": judgement.edited_after_deadline,
        "withdrawn": judgement.withdrawn,
        "override": {"status": override.status, "reason": override.reason, "by": override.by} if override else None,
    }


def _iso(moment: datetime | None, campaign: Campaign) -> str | None:
    return moment.astimezone(campaign.timezone).isoformat() if moment else None


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 3)


# ── the compliance tab ────────────────────────────────────────────────────────────────────────────────────────────

FRESHNESS = Cell(3, 0)
_HEAD_ROW = 5
_FIXED = 4  # unit, today, to fix, rate


def compliance_tab(board: Board) -> TabPlan:
    """The tab `Tuân thủ`: title, rule, today's line, freshness, a row per unit, a column per day, legend."""
    locale = board.campaign.locale
    cells: dict[Cell, PlanCell] = {}
    for row, (line, style) in enumerate(_lines(board)):
        if line:
            cells[Cell(row, 0)] = PlanCell(line, style)
    headings = [words.text(k, locale) for k in ("unit", "unit", "to_fix", "rate")]
    headings[1] = f"{board.today:%d/%m/%Y}"
    headings += [f"{day:%d/%m}" for day in board.campaign.days]
    cells |= {Cell(_HEAD_ROW, column): PlanCell(heading, HEADING) for column, heading in enumerate(headings)}
    for row, unit in enumerate(board.campaign.units, _HEAD_ROW + 1):
        cells |= {Cell(row, column): cell for column, cell in enumerate(_unit_cells(board, unit))}
    bottom = _HEAD_ROW + 1 + len(board.campaign.units)
    cells |= _counts(board, bottom)
    cells |= _legend(locale, bottom + 4)
    days = len(board.campaign.days)
    return TabPlan(
        name="compliance",
        title=words.text("compliance", locale),
        cells=cells,
        frozen_rows=_HEAD_ROW + 1,
        frozen_columns=1,
        widths={0: 170, 1: 150, 2: 56, 3: 84, **{_FIXED + n: 46 for n in range(days)}},
        heartbeat=FRESHNESS,
    )


def _lines(board: Board) -> list[tuple[str, Style]]:
    campaign, locale = board.campaign, board.campaign.locale
    minutes = int((board.heartbeat * 2).total_seconds() // 60) or 60
    fresh = words.text("fresh", locale, at=board.as_of.astimezone(campaign.timezone), minutes=minutes)
    rule = words.text(
        "rule",
        locale,
        deadline=f"{campaign.deadline:%H giờ %M}" if locale == "vi" else f"{campaign.deadline:%H:%M}",
        first=f"{campaign.first_day:%d/%m}",
        last=f"{campaign.last_day:%d/%m/%Y}",
    )
    return [
        (words.text("board_title", locale, name=campaign.name.upper()), TITLE),
        (rule, QUIET),
        (today_line(board), NAME),
        (fresh, QUIET),
        (warning_line(board), WARNING),
    ]


def today_line(board: Board) -> str:
    """Who has reported today, in one line, with the names of who is missing."""
    statuses = [j.status for _, j in board.on(board.today)]
    missing = board.missing_on(board.today)
    names = ": " + ", ".join(unit.tab for unit in missing) if missing else ""
    return words.text(
        "today",
        board.campaign.locale,
        day=f"{board.today:%d/%m}",
        on_time=statuses.count(Status.ON_TIME),
        late=statuses.count(Status.LATE),
        missing=len(missing),
        names=names,
    )


def warning_line(board: Board) -> str:
    """What keeps the board from being complete: no reading since, tabs that could not be read."""
    campaign = board.campaign
    parts = []
    if board.stale:
        last = board.last_poll.astimezone(campaign.timezone) if board.last_poll else None
        parts.append(words.text("stale", campaign.locale, since=f"{last:%H:%M %d/%m}" if last else "–"))
    elif board.gap:
        since = words.clock_time(board.gap.since, campaign.timezone, board.today)
        until = words.clock_time(board.gap.until or board.as_of, campaign.timezone, board.today)
        parts.append(words.text("gap", campaign.locale, since=since, until=until))
    if board.unread:
        names = ", ".join(unit.tab for unit in campaign.units if unit.key in board.unread)
        parts.append(words.text("unread", campaign.locale, names=names))
    return " ".join(parts)


def _unit_cells(board: Board, unit: Unit) -> list[PlanCell]:
    locale = board.campaign.locale
    today = board.of(unit, board.today)
    to_fix = sum(j.problems for j in board.judgements[unit.key])
    return [
        PlanCell(unit.name, NAME),
        PlanCell(today_words(today, board.campaign), _status_style(today.status, bold=True)),
        PlanCell(to_fix or None, CENTRED),
        PlanCell(words.percent(board.rates_of(unit), locale), CENTRED),
        *(_day_cell(j, locale, board.campaign.timezone) for j in board.judgements[unit.key]),
    ]


def today_words(judgement: Judgement, campaign: Campaign) -> str:
    """Today's status in words with the interval of arrival: "Đúng hạn 08:50–08:55"."""
    said = words.status_words(judgement.status, campaign.locale)
    mark = "✓ " if judgement.status is Status.ON_TIME else f"{said.sign} " if not said.sign.isalpha() else ""
    seen = words.seen_words(judgement, campaign.timezone)
    flags = words.flag_signs(judgement, campaign.locale)
    return " ".join(part for part in (f"{mark}{said.word}", seen, flags) if part)


@lru_cache(maxsize=20_000)
def _day_cell(judgement: Judgement, locale: str, zone: ZoneInfo) -> PlanCell:
    said = words.status_words(judgement.status, locale)
    sign = said.sign + words.flag_signs(judgement, locale)
    return PlanCell(sign, _status_style(judgement.status), note=note_of(judgement, locale, zone))


def _status_style(status: Status, *, bold: bool = False) -> Style:
    said = words.status_words(status, "vi")
    return Style(fill=said.fill, ink=said.ink, align="center", bold=bold)


def note_of(judgement: Judgement, locale: str, zone: ZoneInfo) -> str:
    """What the status rests on, in a few sentences. Says nothing that changes with every poll."""
    day = judgement.day
    said = words.status_words(judgement.status, locale)
    parts = [f"{said.word} – {said.meaning}."]
    if judgement.seen_present:
        present = words.clock_time(judgement.seen_present, zone, day)
        absent = words.clock_time(judgement.seen_absent, zone, day) if judgement.seen_absent else ""
        parts.append(words.text("seen" if absent else "seen_only", locale, absent=absent, present=present))
    elif judgement.attempted_at:
        at = words.clock_time(judgement.attempted_at, zone, day)
        parts.append(words.text("attempted", locale, at=at))
    if judgement.problems:
        parts.append(words.text("cells_to_fix", locale, n=judgement.problems))
    if judgement.edited_after_deadline:
        parts.append(words.text("edited", locale))
    if judgement.withdrawn:
        parts.append(words.text("withdrawn", locale))
    if judgement.override:
        none = words.text("not_given", locale)
        parts.append(
            words.text(
                "overridden",
                locale,
                status=said.word,
                reason=judgement.override.reason or none,
                by=judgement.override.by or none,
                evidence=words.status_words(judgement.by_evidence, locale).word,
            )
        )
    return " ".join(parts)


def _counts(board: Board, top: int) -> dict[Cell, PlanCell]:
    """Three rows under the units: how many were on time, late, without a report, day by day."""
    groups = (
        ("on_time_row", frozenset({Status.ON_TIME})),
        ("late_row", frozenset({Status.LATE})),
        ("missing_row", MISSING),
    )
    cells = {}
    for row, (key, wanted) in enumerate(groups, top):
        cells[Cell(row, 0)] = PlanCell(words.text(key, board.campaign.locale), SUM)
        columns = [(1, board.today), *enumerate(board.campaign.days, _FIXED)]
        for column, day in columns:
            count = sum(j.status in wanted for _, j in board.on(day))
            cells[Cell(row, column)] = PlanCell(count, SUM)
    return cells


def _legend(locale: str, top: int) -> dict[Cell, PlanCell]:
    cells = {Cell(top, 0): PlanCell(words.text("legend", locale), NAME)}
    row = top + 1
    for status in Status:
        said = words.status_words(status, locale)
        cells[Cell(row, 0)] = PlanCell(f"{said.sign}  {said.word}", _status_style(status))
        cells[Cell(row, 1)] = PlanCell(said.meaning, QUIET)
        row += 1
    for sign, meaning in words.FLAGS[locale].values():
        cells[Cell(row, 0)] = PlanCell(sign, CENTRED)
        cells[Cell(row, 1)] = PlanCell(meaning, QUIET)
        row += 1
    return cells


# ── the list of problems ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem with the moment when it was first seen and the address that opens its cell."""

    problem: Problem
    first_seen: datetime | None
    link: str


def problems_tab(problems: Iterable[OpenProblem], campaign: Campaign) -> TabPlan:
    """The tab `Lỗi cần sửa`: every open problem, grouped by unit, the most urgent first."""
    locale = campaign.locale
    keys = ("p_unit", "p_cell", "p_level", "p_text", "p_typed", "p_day", "p_first")
    cells = {Cell(0, 0): PlanCell(words.text("p_title", locale), TITLE)}
    cells |= {Cell(1, n): PlanCell(words.text(key, locale), HEADING) for n, key in enumerate(keys)}
    found = by_urgency(problems, campaign)
    for row, entry in enumerate(found, 2):
        cells |= {Cell(row, n): cell for n, cell in enumerate(_problem_cells(entry, campaign))}
    if not found:
        cells[Cell(2, 0)] = PlanCell(words.text("p_none", locale), PLAIN)
    return TabPlan(
        name="problems",
        title=words.text("problems", locale),
        cells=cells,
        frozen_rows=2,
        frozen_columns=1,
        widths={0: 150, 1: 90, 2: 56, 3: 420, 4: 200, 5: 90, 6: 100},
    )


def by_urgency(problems: Iterable[OpenProblem], campaign: Campaign) -> list[OpenProblem]:
    """Grouped by unit; units and problems with the most urgent first: blocking, then errors, then reminders."""
    entries = list(problems)
    order = {unit.key: n for n, unit in enumerate(campaign.units)}
    worst: dict[str, int] = {}
    for entry in entries:
        unit = entry.problem.unit
        worst[unit] = min(worst.get(unit, 9), _urgency(entry.problem))
    return sorted(
        entries,
        key=lambda e: (
            worst[e.problem.unit],
            order.get(e.problem.unit, -1),
            _urgency(e.problem),
            e.problem.cell or Cell(0, 0),
            e.problem.code,
        ),
    )


def _urgency(problem: Problem) -> int:
    return 0 if problem.blocking or problem.cell is None else 1 if problem.severity is Severity.ERROR else 2


def _problem_cells(entry: OpenProblem, campaign: Campaign) -> list[PlanCell]:
    problem, locale = entry.problem, campaign.locale
    unit = campaign.unit_by_key.get(problem.unit)
    typed = problem.typed if len(problem.typed) <= TYPED_SHOWN else problem.typed[:TYPED_SHOWN] + "…"
    cell = problem.cell.a1 if problem.cell else words.text("whole_tab", locale)
    first = entry.first_seen.astimezone(campaign.timezone) if entry.first_seen else None
    return [
        PlanCell(unit.name if unit else words.text("coordinators", locale), NAME),
        PlanCell(f"{cell}", Style(ink="#0b57d0", align="center"), link=entry.link),
        PlanCell(words.text(problem.severity.value, locale), _level_style(problem)),
        PlanCell(problem_text(problem, campaign), Style(wrap=True)),
        PlanCell(typed, Style(wrap=True)),
        PlanCell(f"{problem.day:%d/%m/%Y}" if problem.day else "", CENTRED),
        PlanCell(f"{first:%H:%M %d/%m}" if first else "", CENTRED),
    ]


def _level_style(problem: Problem) -> Style:
    status = Status.MISSED if problem.severity is Severity.ERROR else Status.INVALID
    return _status_style(status, bold=problem.blocking)
