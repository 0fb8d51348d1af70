"""The tab `Tổng hợp`: totals by activity, unit and day, for today and the campaign, each with its coverage.

Three tables under one another: activities (with today, the campaign, every unit and every day), units, days.
Coverage says how complete a total is: how many of the reports that are owed have come ("12/14").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_sync.board.head import TITLE_LINE
from sheets_sync.board.model import Board
from sheets_sync.board.screen import wrapped
from sheets_sync.board.styles import (
    CENTRED,
    CENTRED_TEXT,
    FRACTION,
    HEADING,
    NAME,
    SMALL,
    SUM,
    SUM_FRACTION,
    SUM_NAME,
    SUM_WHOLE,
    TITLE,
    WHOLE,
)
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_name, report_sign, report_title
from sheets_sync.campaign.period import day_key
from sheets_sync.compliance.judging import REPORTED, Judgement, Status
from sheets_sync.rollup.keys import Key, column_keys
from sheets_sync.rollup.sums import Report, printed_sums, reports_of
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, TabPlan
from sheets_sync.tabs.rows import Row
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

WIDTHS = (128, 62, 92, 104, 76)
PART_WIDTH = 92
"""Of the columns of single units and days: hundreds of millions of đồng fit."""

Sums = Mapping[Key, int | float]
Line = Sequence[PlanCell | None]

_Group = Mapping[tuple[str, ...], Sums]


@dataclass(frozen=True, slots=True)
class Totals:
    """All sums of the rows: of the campaign, of today, by unit, by day."""

    whole: Sums
    today: Sums
    by_unit: _Group
    by_day: _Group

    @classmethod
    def of(cls, board: Board, rows: Sequence[Row]) -> Totals:
        return cls.of_reports(board, reports_of(rows, board.campaign))

    @classmethod
    def of_reports(cls, board: Board, reports: Sequence[Report]) -> Totals:
        """The sums of what reports add."""
        groupings = ((), ("unit",), ("day",))
        sums, by_unit, by_day = printed_sums(reports, board.campaign, groupings)
        today = printed_sums([report for report in reports if report.day == board.today], board.campaign, [()])[0]
        return cls(sums.get((), {}), today.get((), {}), by_unit, by_day)

    def to_json(self) -> list[Any]:
        """The sums as JSON; `from_json` gives them back."""
        groups = (self.by_unit, self.by_day)
        said = ([[*names, _sums_said(sums)] for names, sums in group.items()] for group in groups)
        return [_sums_said(self.whole), _sums_said(self.today), *said]

    @classmethod
    def from_json(cls, said: Sequence[Any]) -> Totals:
        """Raises ValueError or TypeError for anything else than `to_json` gives."""
        whole, today, *groups = said
        by_unit, by_day = ({tuple(names): _sums(sums) for *names, sums in group} for group in groups)
        return cls(_sums(whole), _sums(today), by_unit, by_day)


def _sums_said(sums: Sums) -> list[Any]:
    return [[*key, value] for key, value in sums.items()]


def _sums(said: Sequence[Any]) -> Sums:
    return {(code, measure): value for code, measure, value in said}


def totals_tab(board: Board, rows: Iterable[Row]) -> TabPlan:
    """The totals of all rows as they stood at the board's moment."""
    return totals_plan(board, Totals.of(board, list(rows)))


def totals_plan(board: Board, totals: Totals) -> TabPlan:
    """The tab of some totals. Numbers are numbers; coverage is "12/14"."""
    campaign = board.campaign
    lines = [*_head(board), *_activities(board, totals), [], *_units(board, totals), [], *_days(board, totals)]
    widths = [*WIDTHS, *(PART_WIDTH for _ in (*campaign.units, *campaign.days))]
    return TabPlan(
        name="totals",
        title=tab_title("totals", campaign.locale),
        cells={Cell(row, n): cell for row, line in enumerate(lines) for n, cell in enumerate(line) if cell},
        frozen_rows=0,
        frozen_columns=1,
        widths=dict(enumerate(widths)),
    )


def _head(board: Board) -> Iterator[Line]:
    said = texts(board.campaign.locale).section("totals_tab")
    day = report_name(board.today, board.campaign)
    yield [PlanCell(f"{said['title']}\n{wrapped(board.campaign.name.upper(), TITLE_LINE)}", TITLE)]
    reported, owed = covered(_so_far(board))
    pattern = str(said["coverage"])
    yield [PlanCell(wrapped(pattern.format(day=day, reported=reported, owed=owed)), SMALL)]
    yield []


def _so_far(board: Board) -> Iterator[Judgement]:
    """All reports that are owed up to today."""
    return (j for day in board.campaign.days if day <= board.today for _, j in board.on(day))


def covered(judgements: Iterable[Judgement]) -> tuple[int, int]:
    """How many reports have come, of how many that are owed."""
    owed = [j for j in judgements if j.status not in (Status.NOT_REQUIRED, Status.EXCUSED)]
    return sum(j.status in REPORTED for j in owed), len(owed)


def _coverage(judgements: Iterable[Judgement]) -> str:
    return "{}/{}".format(*covered(judgements))


def _unit_coverage(board: Board, unit: str) -> str:
    return _coverage(j for j in board.judgements[unit] if j.day <= board.today)


def _day_coverage(board: Board, day: date) -> str:
    """Empty for a day that is still to come."""
    return _coverage(j for _, j in board.on(day)) if day <= board.today else ""


# ── activities ────────────────────────────────────────────────────────────────────────────────────────────────────


def _activities(board: Board, totals: Totals) -> Iterator[Line]:
    """A line per activity and measure; the coverage of every column stands under its heading."""
    campaign, said = board.campaign, texts(board.campaign.locale).section("totals_tab")
    yield [
        *_headings(said["activities" if campaign.activities else "figures"], board),
        *(PlanCell(campaign.labels[unit.key], HEADING) for unit in campaign.units),
        *(PlanCell(report_sign(day, campaign), HEADING) for day in campaign.days),
    ]
    yield [
        PlanCell(str(said["covered"]), SUM_NAME),
        PlanCell(None, SUM),
        PlanCell(_day_coverage(board, board.today), SUM),
        PlanCell(_coverage(_so_far(board)), SUM),
        PlanCell(None, SUM),
        *(PlanCell(_unit_coverage(board, unit.key), SUM) for unit in campaign.units),
        *(PlanCell(_day_coverage(board, day), SUM) for day in campaign.days),
    ]
    for label, key in _figures(board, totals.whole):
        yield _activity_line(board, totals, label, key)


def _headings(names: object, board: Board) -> Line:
    day = report_title(board.today, board.campaign)
    return [PlanCell(str(name).format(day=day), HEADING) for name in names]  # type: ignore[attr-defined]


def _figures(board: Board, whole: Sums) -> Iterator[tuple[str, Key]]:
    """Label and key of every figure that the campaign has, activities first, then the columns that are added up."""
    for activity in board.campaign.activities:
        for measure in dict.fromkeys((*activity.measures, *(m for code, m in whole if code == activity.code))):
            if whole.get((activity.code, measure), 0):
                yield activity.label, (activity.code, measure)
    for key, column in column_keys(board.campaign).items():
        yield column.header, key


def _activity_line(board: Board, totals: Totals, label: str, key: Key) -> Line:
    campaign = board.campaign
    having = sum(bool(found.get(key, 0)) for found in totals.by_unit.values())
    return [
        PlanCell(label, NAME),
        PlanCell(key[1], CENTRED_TEXT),
        _number(totals.today.get(key, 0)),
        _number(totals.whole.get(key, 0)),
        PlanCell(f"{having}/{len(campaign.units)}", CENTRED),
        *(_part(totals.by_unit.get((unit.key,), {}).get(key, 0)) for unit in campaign.units),
        *(_part(totals.by_day.get((day_key(day),), {}).get(key, 0)) for day in campaign.days),
    ]


def _number(value: float) -> PlanCell:
    return PlanCell(value, WHOLE if value == int(value) else FRACTION)


def _part(value: float) -> PlanCell | None:
    """A figure of one unit or day; none is left blank, so that those that there are stand out."""
    return _number(value) if value else None


# ── units and days ────────────────────────────────────────────────────────────────────────────────────────────────


def _units(board: Board, totals: Totals) -> Iterator[Line]:
    yield _column_headings(board, "units" if board.campaign.is_daily else "unit_periods")
    for unit in board.campaign.units:
        yield _column_line(board, unit.name, totals.by_unit.get((unit.key,), {}), _unit_coverage(board, unit.key))
    yield _sum_line(board, totals)


def _days(board: Board, totals: Totals) -> Iterator[Line]:
    yield _column_headings(board, "days" if board.campaign.is_daily else "periods")
    for day in board.campaign.days:
        found = totals.by_day.get((day_key(day),), {})
        if day <= board.today or found:
            name = _day_name(day, board.campaign)
            yield _column_line(board, name, found, _day_coverage(board, day))
    yield _sum_line(board, totals)


def _column_headings(board: Board, table: str) -> Line:
    """The name, a heading for each column that is added up, the coverage."""
    name, coverage = texts(board.campaign.locale).section("totals_tab")[table]
    columns = (
        f"{column.header} ({measure})" if measure and measure not in column.header else column.header
        for (_, measure), column in column_keys(board.campaign).items()
    )
    return [PlanCell(said, HEADING) for said in (name, *columns, coverage)]


def _day_name(day: date, campaign: Campaign) -> str:
    return formats(campaign.locale).short(day) if campaign.is_daily else report_title(day, campaign, year=True)


def _column_line(board: Board, name: str, found: Sums, coverage: str) -> Line:
    return [
        PlanCell(name, NAME),
        *(_number(found.get(key, 0)) for key in column_keys(board.campaign)),
        PlanCell(coverage, CENTRED),
    ]


def _sum_of(value: int | float) -> PlanCell:
    """A sum with its decimals: pence are not rounded away."""
    return PlanCell(value, SUM_WHOLE if value == int(value) else SUM_FRACTION)


def _sum_line(board: Board, totals: Totals) -> Line:
    return [
        PlanCell(str(texts(board.campaign.locale).section("totals_tab")["sum"]), SUM_NAME),
        *(_sum_of(totals.whole.get(key, 0)) for key in column_keys(board.campaign)),
        PlanCell(_coverage(_so_far(board)), SUM),
    ]
