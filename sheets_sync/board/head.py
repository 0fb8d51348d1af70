"""The lines over the table: what a coordinator must know in three seconds.

Each line is one row of the tab, folded to a phone's width, so that the table under it never moves. A further warning
is one more function in WARNINGS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from sheets_sync.board import words
from sheets_sync.board.model import Board
from sheets_sync.board.screen import BOLD_LINE, folded, wrapped
from sheets_sync.board.styles import FRESH, SMALL, STRONG, TITLE, WARNING
from sheets_sync.campaign.schedule import next_poll
from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.standings import OPEN, Standing
from sheets_sync.compliance.words import standing_word, unread_sentence
from sheets_sync.spreadsheet.plan import PlanCell

TITLE_LINE = 32
"""Letters of the title, capitals in bold, that fit across a phone."""
MISSING_NAMED, TO_FIX_NAMED = 40, 6
"""Units that a line names; the table has them all."""


def title_line(board: Board) -> str:
    lines = (words.text("board_title", board.campaign.locale), board.campaign.name.upper())
    return "\n".join(wrapped(line, TITLE_LINE) for line in lines)


def rule_line(board: Board) -> str:
    """When reports are due; days with a deadline of their own are named."""
    campaign, locale = board.campaign, board.campaign.locale
    others = [
        words.text("other_deadline", locale, day=f"{day:%d/%m}", deadline=words.deadline_words(at, locale))
        for day, at in sorted(campaign.deadlines.items())
    ]
    rule = words.text(
        "rule",
        locale,
        deadline=words.deadline_words(campaign.deadline, locale),
        first=f"{campaign.first_day:%d/%m}",
        last=f"{campaign.last_day:%d/%m/%Y}",
        others="".join(others),
    )
    return folded(rule.split(", "), ", ")


def today_line(board: Board, width: int = BOLD_LINE) -> str:
    """How many have reported today, how each stands, and the names of those without a valid report, by standing."""
    locale, day = board.campaign.locale, board.today
    tally = board.tally_on(day)
    first = words.text("reported", locale, day=f"{day:%d/%m}", reported=tally.reported, owed=tally.owed)
    counts = [
        words.text("counted", locale, word=standing_word(standing, locale).lower(), n=tally.count(standing))
        for standing in Standing
        if standing in ALWAYS_COUNTED or tally.count(standing)
    ]
    named = [_names_line(board, standing, tally.of(standing), width) for standing in OPEN]
    return "\n".join([first, folded(counts, " · ", width), *(line for line in named if line)])


ALWAYS_COUNTED = frozenset({Standing.ON_TIME, Standing.LATE})
"""Standings whose count is shown also where it is 0."""


def _names_line(board: Board, standing: Standing, judgements: Sequence[Judgement], width: int) -> str:
    locale, labels = board.campaign.locale, board.campaign.labels
    if not judgements or standing in (Standing.UNSEEN, Standing.UNREAD):  # no unit is named for what the job can't read
        return ""
    names = [labels[j.unit] + (words.text("not_read", locale) if j.unit in board.unread else "") for j in judgements]
    return folded(_named(names, f"{standing_word(standing, locale)}: ", MISSING_NAMED, locale), ", ", width)


def _named(names: list[str], lead: str, most: int, locale: str) -> list[str]:
    """The names as parts of a line that begins with `lead`; of more than `most` the rest is counted."""
    more = [words.text("and_more", locale, n=len(names) - most)] if len(names) > most else []
    return [f"{lead}{names[0]}", *names[1:most], *more]


def fresh_line(board: Board) -> str:
    """When the tab was written, and after what time without a change the job must have stopped."""
    campaign, locale = board.campaign, board.campaign.locale
    at = board.as_of.astimezone(campaign.timezone)
    return wrapped(words.text("fresh", locale, at=at) + " · " + promise(board, at))


def read_line(board: Board) -> str:
    """When the spreadsheet was last read: the freshness of a board that is a copy, such as a picture."""
    if board.last_poll is None:
        return words.text("never_read", board.campaign.locale)
    at = board.last_poll.astimezone(board.campaign.timezone)
    return words.text("as_read", board.campaign.locale, at=at)


def promise(board: Board, at: datetime) -> str:
    """What silence means for a board that was written at `at`: how long it may stay unchanged."""
    campaign, locale, plan = board.campaign, board.campaign.locale, board.polls
    if not plan.heartbeat:
        return words.text("fresh_on_change", locale)
    coming = next_poll(at, plan, campaign)
    if coming is None:
        return words.text("fresh_over", locale)
    within = plan.every * -(-plan.heartbeat // plan.every)  # whole turns
    if coming - at <= within:
        return words.text("fresh_every", locale, every=_minutes(plan.every), within=_minutes(within))
    return words.text("fresh_next", locale, next=_clock(coming, at.date()), until=_clock(coming + within, at.date()))


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _clock(moment: datetime, day: date) -> str:
    return f"{moment:%H:%M}" if moment.date() == day else f"{moment:%H:%M %d/%m}"


def to_fix_line(board: Board, width: int = BOLD_LINE) -> str:
    """How many cells are to be corrected, and by whom, the most first."""
    locale, labels = board.campaign.locale, board.campaign.labels
    found = sorted(
        ((board.to_fix[unit.key], labels[unit.key]) for unit in board.campaign.units if board.to_fix.get(unit.key)),
        key=lambda entry: -entry[0],
    )
    if not found:
        return words.text("nothing_to_fix", locale)
    lead = words.text("cells_of", locale, n=sum(n for n, _ in found))
    return folded(_named([f"{name} {n}" for n, name in found], lead, TO_FIX_NAMED, locale), ", ", width)


# ── warnings ──────────────────────────────────────────────────────────────────────────────────────────────────────


def stale_line(board: Board) -> str:
    """No reading although one was due."""
    if not board.stale:
        return ""
    if board.last_poll is None:
        return words.text("stale_from_the_start", board.campaign.locale)
    last = board.last_poll.astimezone(board.campaign.timezone)
    return words.text("stale", board.campaign.locale, since=f"{last:%H:%M %d/%m}")


def gap_line(board: Board) -> str:
    """The time around today's deadline in which the job could not read."""
    if board.gap is None or board.stale:
        return ""
    zone = board.campaign.timezone
    since = words.clock_time(board.gap.since, zone, board.today)
    until = words.clock_time(board.gap.until or board.as_of, zone, board.today)
    return words.text("gap", board.campaign.locale, since=since, until=until)


def unread_line(board: Board) -> str:
    """Tabs that the last poll could not read."""
    campaign = board.campaign
    return unread_sentence([campaign.labels[u.key] for u in campaign.units if u.key in board.unread], campaign.locale)


WARNINGS: tuple[Callable[[Board], str], ...] = (stale_line, gap_line, unread_line)
"""What keeps the board from being complete: one function a line, "" where there is nothing to say."""


def warning_lines(board: Board) -> list[str]:
    """All warnings that hold now."""
    return [line for warning in WARNINGS if (line := warning(board))]


def head_cells(board: Board) -> Iterable[PlanCell]:
    """The rows over the table, in order; the freshness is row 3, where the next run looks for it."""
    return (
        PlanCell(title_line(board), TITLE, note=words.text("hands_off", board.campaign.locale)),
        PlanCell(rule_line(board), SMALL),
        PlanCell(today_line(board), STRONG),
        PlanCell(fresh_line(board), FRESH),
        PlanCell(to_fix_line(board), STRONG),
        PlanCell("\n".join(wrapped(line, BOLD_LINE) for line in warning_lines(board)), WARNING),
    )
