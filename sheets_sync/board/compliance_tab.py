"""The tab `Tuân thủ`: the head, a row per unit, a column per day, sums, a legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sheets_sync.board import words
from sheets_sync.board.head import foot_cells, fresh_cell, head_cells, still_cells
from sheets_sync.board.model import Board
from sheets_sync.board.notes import declared_words, note_of, rate_note
from sheets_sync.board.screen import BOLD_LINE, SMALL_LINE, folded, wrapped
from sheets_sync.board.styles import (
    CENTRED,
    DAY_HEADING,
    FIX,
    HEADING,
    NAME,
    SMALL,
    SMALL_TEXT,
    STRONG,
    SUM,
    SUM_NAME,
    WARNING,
    status_style,
)
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.named import report_sign, report_title
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.words import (
    FLAGS,
    TICK,
    flag_signs,
    flag_words,
    flags_of,
    no_day_mark,
    sign_of,
    standing_word,
    status_words,
)
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.formats import formats

FRESHNESS, NEWS = Cell(1, 0), Cell(2, 0)
"""Where the tab says when it was written, and what is not as it should be."""
_FIXED = 4  # unit, today, to fix, rate
WIDTHS = (144, 168, 64, 72)
"""Name and today's status fit a phone in portrait; what to fix and the rate stand beside them."""
DAY_WIDTH = 42
TODAY_LINE = 26
"""Letters of today's status that fit on a line."""


def compliance_tab(board: Board) -> TabPlan:
    """Counts, freshness, news; a row per unit with today first, a column per day, sums; then the day in full, what the
    table is, the signs in use."""
    foot = [*((cell,) for cell in foot_cells(board)), (), *_legend(board), *_remarks(board)]
    return replace(_table(board, head_cells(board), foot), heartbeat=FRESHNESS)


def freshness(board: Board) -> TabPlan:
    """The sign of life of `compliance_tab` alone."""
    title = tab_title("compliance", board.campaign.locale)
    return TabPlan("compliance", title, {FRESHNESS: fresh_cell(board)}, heartbeat=FRESHNESS)


def still_of(board: Board) -> TabPlan:
    """The same as a copy that nobody goes on writing, to send: the day's news in full, when the spreadsheet was read,
    no promise, and the signs in a few lines."""
    return _table(board, still_cells(board), [(PlanCell(_signs_in_short(board), SMALL),)])


def _table(board: Board, head: Sequence[PlanCell], foot: Iterable[Sequence[PlanCell]]) -> TabPlan:
    """Lines, headings that stay in sight, a row per unit, sums, an empty row, further lines."""
    locale, days = board.campaign.locale, board.days_shown
    units = (_unit_cells(board, unit, days) for unit in board.units)
    rows: list[Sequence[PlanCell | None]] = [
        *((cell,) for cell in head), [*_headings(board)], *units, *_counts(board), (), *foot,
    ]  # fmt: skip
    cells = {Cell(r, c): cell for r, row in enumerate(rows) for c, cell in enumerate(row) if cell is not None}
    return TabPlan(
        name="compliance",
        title=tab_title("compliance", locale),
        cells=cells,
        frozen_rows=len(head) + 1,
        frozen_columns=1,
        widths=dict(enumerate((*WIDTHS, *(DAY_WIDTH for _ in days)))),
    )


def warning_cell(tab: Tab, campaign: Campaign, now: datetime) -> tuple[Cell, PlanCell]:
    """That evidence could not be written, in the place of the news; what stood there is kept in the note."""
    at = now.astimezone(campaign.timezone)
    said = words.text("not_recorded", campaign.locale, at=formats(campaign.locale).clock_and_day(at))
    held = tab.notes.get(NEWS) or str(tab.value(NEWS) or "")
    return NEWS, PlanCell(wrapped(said, BOLD_LINE), WARNING, note=held)


def _headings(board: Board) -> Iterator[PlanCell]:
    locale = board.campaign.locale
    yield PlanCell(words.text("unit", locale), HEADING)
    yield PlanCell(words.text("on_day", locale, day=report_title(board.today, board.campaign)), HEADING)
    yield PlanCell(words.text("to_fix", locale), HEADING)
    yield PlanCell(words.text("rate", locale), HEADING)
    for day in board.days_shown:
        yield PlanCell(report_sign(day, board.campaign), DAY_HEADING)


def _unit_cells(board: Board, unit: Unit, days: Sequence[date]) -> list[PlanCell | None]:
    campaign, locale = board.campaign, board.campaign.locale
    found, to_fix = board.rates_of(unit), board.to_fix.get(unit.key)
    return [
        PlanCell(unit.name, NAME),
        _today_cell(board, unit),
        PlanCell(to_fix, FIX) if to_fix else None,
        PlanCell(words.percent(found, locale), CENTRED, note=rate_note(found, locale) if found.expected else ""),
        *(_day_cell(board.of(unit, day), locale, campaign.timezone, campaign.deadline_of(day)) for day in days),
    ]


def _today_cell(board: Board, unit: Unit) -> PlanCell:
    campaign, today = board.campaign, board.of(unit, board.today)
    shown, note = today_words(board, today), day_note(today, campaign)
    if unit.key in board.unread:
        sign, meaning = flag_words(campaign.locale)["unread"]
        shown, note = f"{shown} {sign}", f"{note} {meaning.capitalize()}."
    return PlanCell(shown, status_style(today.status, wrap=True), note=note)


def today_words(board: Board, judgement: Judgement) -> str:
    """Where a unit stands: sign, word, and when the report arrived or was first tried, as "✓ Đúng hạn 08:50–08:55"."""
    campaign = board.campaign
    sign = TICK if judgement.status is Status.ON_TIME else status_words(judgement.status, campaign.locale).sign
    word = standing_word(board.standing(judgement), campaign.locale)
    when = words.seen_words(judgement, campaign.timezone, campaign.locale)
    flags = flag_signs(replace(judgement, rows_of_no_day=0), campaign.locale)
    mark = no_day_mark(judgement, campaign.locale).strip()
    return folded((f"{sign} {word}", " ".join(part for part in (mark, when, flags) if part)), " ", TODAY_LINE).strip()


def day_note(judgement: Judgement, campaign: Campaign) -> str:
    return _day_cell(judgement, campaign.locale, campaign.timezone, campaign.deadline_of(judgement.day)).note


def _day_cell(judgement: Judgement, locale: str, zone: ZoneInfo, deadline: datetime) -> PlanCell:
    """A day's cell; units whose reports came between the same looks share it. Until a report is seen the last look is
    another one with every poll, and no part of the cell."""
    present, is_pending = judgement.seen_present, judgement.status is Status.PENDING
    if is_pending and not present and not judgement.attempted_at and not flags_of(judgement):
        return _coming_cell(judgement.day, locale, zone, deadline)
    absent = judgement.seen_absent if present else None
    return _made_cell(replace(judgement, unit="", seen_absent=absent), locale, zone, deadline)


@lru_cache(maxsize=1_000)
def _coming_cell(day: date, locale: str, zone: ZoneInfo, deadline: datetime) -> PlanCell:
    """The cell of a day of which nothing is known yet: by far the most frequent one."""
    return _made_cell(Judgement("", day, Status.PENDING, Status.PENDING), locale, zone, deadline)


@lru_cache(maxsize=40_000)
def _made_cell(judgement: Judgement, locale: str, zone: ZoneInfo, deadline: datetime) -> PlanCell:
    return PlanCell(
        sign_of(judgement, locale), status_style(judgement.status), note=note_of(judgement, locale, zone, deadline)
    )


_COUNTED = (Status.ON_TIME, Status.LATE, Status.MISSED, Status.INVALID)


def _counts(board: Board) -> Iterator[list[PlanCell | None]]:
    """A row per status under the units: how many were on time, late, missed, to be fixed, on every day up to today."""
    days = board.days_shown
    columns = [(1, board.today), *((n, day) for n, day in enumerate(days, _FIXED) if day <= board.today)]
    statuses = [(column, [j.status for _, j in board.on(day)]) for column, day in columns]
    for status in _COUNTED:
        name = PlanCell(status_words(status, board.campaign.locale).word, SUM_NAME)
        cells: list[PlanCell | None] = [name, None, *[_NO_COUNT] * (_FIXED - 2 + len(days))]
        for column, found in statuses:
            cells[column] = PlanCell(found.count(status), SUM)
        yield cells


_NO_COUNT = PlanCell(None, SUM)


def _legend(board: Board) -> list[Sequence[PlanCell]]:
    """Every status, flag and kind of figure that the tab shows now, each on a row."""
    locale = board.campaign.locale
    lines: list[Sequence[PlanCell]] = [(PlanCell(words.text("legend", locale), STRONG),)]
    for status in _statuses_shown(board):
        said = status_words(status, locale)
        tick = f" {TICK}" if status is Status.ON_TIME else ""
        lines.append(_legend_line(f"{said.sign}{tick}  {said.word}", said.meaning, status_style(status)))
    signs = [flag_words(locale)[flag] for flag in _flags_shown(board)]
    lines += [_legend_line(sign, meaning, CENTRED) for sign, meaning in (*signs, *_figures_shown(board))]
    return lines


def _remarks(board: Board) -> Iterator[Sequence[PlanCell]]:
    """What a person declared of the past, and that overrides are not locked."""
    locale = board.campaign.locale
    for adoption in board.declared:
        yield (PlanCell(wrapped(declared_words(adoption, board.campaign), SMALL_LINE), SMALL),)
    if board.door_open:
        said = words.text("door_open", locale, title=tab_title("overrides", locale))
        yield (PlanCell(wrapped(said, SMALL_LINE), SMALL),)


def _legend_line(sign: str, meaning: str, style: Style) -> tuple[PlanCell, ...]:
    return PlanCell(sign, style), PlanCell(meaning, SMALL_TEXT)


def _signs_in_short(board: Board) -> str:
    """The signs of the days with their words alone, on as few lines as a phone needs."""
    locale = board.campaign.locale
    said = [status_words(status, locale) for status in _statuses_shown(board)]
    flags = [flag_words(locale)[flag] for flag in _flags_shown(board)]
    return folded(
        [*(f"{s.sign} {s.word}" for s in said), *(f"{sign} {word}" for sign, word in flags)], " · ", SMALL_LINE
    )


def _statuses_shown(board: Board) -> list[Status]:
    found = {judgement.status for judgement in board.all()}
    return [status for status in Status if status in found]


def _flags_shown(board: Board) -> list[str]:
    found = {flag for judgement in board.all() for flag in flags_of(judgement)} | (
        {"unread"} if board.unread else set()
    )
    return [flag for flag in FLAGS if flag in found]


def _figures_shown(board: Board) -> list[tuple[str, str]]:
    """The kinds of figures of which the tab shows one: an interval between two looks, a rate that is still open."""
    judgements = board.all()
    interval = any(j.seen_present for j in judgements)
    open_rate = any(j.status is Status.UNDETERMINED for j in judgements)
    return [
        figure
        for figure, shown in zip(words.figures(board.campaign.locale), (interval, open_rate), strict=True)
        if shown
    ]
