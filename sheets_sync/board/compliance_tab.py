"""The tab `Tuân thủ`: the head, a row per unit, a column per day, sums, a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from sheets_sync.board import words
from sheets_sync.board.head import head_cells, read_line
from sheets_sync.board.model import Board
from sheets_sync.board.notes import note_of, rate_note
from sheets_sync.board.screen import BOLD_LINE, folded, wrapped
from sheets_sync.board.styles import (
    CENTRED,
    DAY_HEADING,
    FIX,
    HEADING,
    NAME,
    SMALL_TEXT,
    STRONG,
    SUM,
    SUM_NAME,
    WARNING,
    status_style,
)
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.words import FLAGS, TICK, flag_signs, sign_of, standing_word, status_words
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.titles import tab_title

FRESHNESS = Cell(3, 0)
_HEAD_ROW = 6
_FIXED = 4  # unit, today, to fix, rate
WIDTHS = (144, 168, 44, 76)
"""Name and today's status fit a phone in portrait; what to fix and the rate stand beside them."""
DAY_WIDTH = 42
TODAY_LINE = 26
"""Letters of today's status that fit on a line."""


def compliance_tab(board: Board) -> TabPlan:
    """Title, rule, today's line, freshness, a row per unit with today first, a column per day, sums, legend."""
    campaign, locale = board.campaign, board.campaign.locale
    deadlines = [campaign.deadline_of(day) for day in campaign.days]
    cells = {Cell(row, 0): cell for row, cell in enumerate(head_cells(board)) if cell.value}
    cells |= {Cell(_HEAD_ROW, column): cell for column, cell in enumerate(_headings(board))}
    for row, unit in enumerate(campaign.units, _HEAD_ROW + 1):
        cells |= {Cell(row, column): cell for column, cell in enumerate(_unit_cells(board, unit, deadlines)) if cell}
    bottom = _HEAD_ROW + 1 + len(campaign.units)
    cells |= _counts(board, bottom)
    cells |= _legend(locale, bottom + len(_COUNTED) + 1)
    return TabPlan(
        name="compliance",
        title=tab_title("compliance", locale),
        cells=cells,
        frozen_rows=_HEAD_ROW + 1,
        frozen_columns=1,
        widths=dict(enumerate((*WIDTHS, *(DAY_WIDTH for _ in campaign.days)))),
        heartbeat=FRESHNESS,
    )


WARNING_CELL = Cell(5, 0)
"""Where the warnings stand; what is written there by itself goes with the next board."""


def warning_cell(tab: Tab, campaign: Campaign, now: datetime) -> tuple[Cell, PlanCell]:
    """That evidence could not be written, before the warnings that stand on the tab."""
    at = now.astimezone(campaign.timezone)
    line = wrapped(words.text("not_recorded", campaign.locale, at=f"{at:%H:%M %d/%m}"), BOLD_LINE)
    held = str(tab.value(WARNING_CELL) or "")
    others = [part for part in held.split("\n") if part and part not in line.split("\n")]
    return WARNING_CELL, PlanCell("\n".join([line, *others]), WARNING)


def still_of(board: Board) -> TabPlan:
    """The same as a copy that nobody goes on writing: it says when the spreadsheet was read, and promises nothing."""
    plan = compliance_tab(board)
    return replace(plan, cells={**plan.cells, FRESHNESS: replace(plan.cells[FRESHNESS], value=read_line(board))})


def _headings(board: Board) -> Iterator[PlanCell]:
    locale = board.campaign.locale
    yield PlanCell(words.text("unit", locale), HEADING)
    yield PlanCell(words.text("on_day", locale, day=f"{board.today:%d/%m}"), HEADING)
    yield PlanCell(words.text("to_fix", locale), HEADING)
    yield PlanCell(words.text("rate", locale), HEADING)
    for day in board.campaign.days:
        yield PlanCell(f"{day:%d/%m}", DAY_HEADING)


def _unit_cells(board: Board, unit: Unit, deadlines: Sequence[datetime]) -> list[PlanCell | None]:
    campaign, locale = board.campaign, board.campaign.locale
    found, to_fix = board.rates_of(unit), board.to_fix.get(unit.key)
    return [
        PlanCell(unit.name, NAME),
        _today_cell(board, unit),
        PlanCell(to_fix, FIX) if to_fix else None,
        PlanCell(words.percent(found, locale), CENTRED, note=rate_note(found, locale) if found.expected else ""),
        *(
            _day_cell(judgement, locale, campaign.timezone, deadline)
            for judgement, deadline in zip(board.judgements[unit.key], deadlines, strict=True)
        ),
    ]


def _today_cell(board: Board, unit: Unit) -> PlanCell:
    campaign, today = board.campaign, board.of(unit, board.today)
    shown, note = today_words(board, today), day_note(today, campaign)
    if unit.key in board.unread:
        sign, meaning = FLAGS[campaign.locale]["unread"]
        shown, note = f"{shown} {sign}", f"{note} {meaning.capitalize()}."
    return PlanCell(shown, status_style(today.status, wrap=True), note=note)


def today_words(board: Board, judgement: Judgement) -> str:
    """Where a unit stands: sign, word, and when the report arrived or was first tried, as "✓ Đúng hạn 08:50–08:55"."""
    campaign = board.campaign
    sign = TICK if judgement.status is Status.ON_TIME else status_words(judgement.status, campaign.locale).sign
    word = standing_word(board.standing(judgement), campaign.locale)
    when = words.seen_words(judgement, campaign.timezone)
    flags = flag_signs(judgement, campaign.locale)
    return folded((f"{sign} {word}", " ".join(part for part in (when, flags) if part)), " ", TODAY_LINE).strip()


def day_note(judgement: Judgement, campaign: Campaign) -> str:
    return _day_cell(judgement, campaign.locale, campaign.timezone, campaign.deadline_of(judgement.day)).note


def _day_cell(judgement: Judgement, locale: str, zone: ZoneInfo, deadline: datetime) -> PlanCell:
    """A day's cell. Until a report is seen the last look is another one with every poll, and no part of the cell."""
    if judgement.seen_present:
        return _made_cell(judgement, locale, zone, deadline)
    if judgement.status is Status.PENDING and not judgement.attempted_at and not judgement.overdue_look:
        return _coming_cell(judgement.day, locale, zone, deadline)
    return _made_cell(replace(judgement, seen_absent=None), locale, zone, deadline)


@lru_cache(maxsize=1_000)
def _coming_cell(day: date, locale: str, zone: ZoneInfo, deadline: datetime) -> PlanCell:
    """The cell of a day of which nothing is known yet: by far the most frequent one."""
    return _made_cell(Judgement("", day, Status.PENDING, Status.PENDING), locale, zone, deadline)


@lru_cache(maxsize=20_000)
def _made_cell(judgement: Judgement, locale: str, zone: ZoneInfo, deadline: datetime) -> PlanCell:
    return PlanCell(
        sign_of(judgement, locale), status_style(judgement.status), note=note_of(judgement, locale, zone, deadline)
    )


_COUNTED = (Status.ON_TIME, Status.LATE, Status.MISSED, Status.INVALID)


def _counts(board: Board, top: int) -> dict[Cell, PlanCell]:
    """A row per status under the units: how many were on time, late, missed, to be fixed, on every day up to today."""
    days = board.campaign.days
    columns = [(1, board.today), *((n, day) for n, day in enumerate(days, _FIXED) if day <= board.today)]
    statuses = [(column, [j.status for _, j in board.on(day)]) for column, day in columns]
    cells = {}
    for row, status in enumerate(_COUNTED, top):
        cells[Cell(row, 0)] = PlanCell(status_words(status, board.campaign.locale).word, SUM_NAME)
        cells |= {Cell(row, column): _NO_COUNT for column in range(2, _FIXED + len(days))}
        for column, found in statuses:
            cells[Cell(row, column)] = PlanCell(found.count(status), SUM)
    return cells


_NO_COUNT = PlanCell(None, SUM)


def _legend(locale: str, top: int) -> dict[Cell, PlanCell]:
    """Every status, flag and kind of figure that the tab can show, each on a row."""
    lines = enumerate(_legend_lines(locale), top)
    return {Cell(row, column): cell for row, line in lines for column, cell in enumerate(line)}


@cache
def _legend_lines(locale: str) -> tuple[tuple[PlanCell, ...], ...]:
    lines: list[tuple[PlanCell, ...]] = [(PlanCell(words.text("legend", locale), STRONG),)]
    for status in Status:
        said = status_words(status, locale)
        tick = f" {TICK}" if status is Status.ON_TIME else ""
        lines.append(_legend_line(f"{said.sign}{tick}  {said.word}", said.meaning, status_style(status)))
    for sign, meaning in (*FLAGS[locale].values(), *words.FIGURES[locale]):
        lines.append(_legend_line(sign, meaning, CENTRED))
    return tuple(lines)


def _legend_line(sign: str, meaning: str, style: Style) -> tuple[PlanCell, ...]:
    return PlanCell(sign, style), PlanCell(meaning, SMALL_TEXT)
