"""What a coordinator must know in three seconds, and what stands behind it.

Over the table stay three short rows, folded to a phone's width: the day's counts, the freshness, the news. They are
frozen, so they may take no more than a third of a phone's screen; whatever is longer stands in their notes and under
the table. A further warning is one more function in WARNINGS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sheets_sync.board import words
from sheets_sync.board.model import CALLED_FIRST, Board, tab_and_rows
from sheets_sync.board.screen import BOLD_LINE, folded, wrapped
from sheets_sync.board.styles import FRESH, SMALL, STRONG, TITLE, WARNING
from sheets_sync.campaign.named import due_sentence, report_title
from sheets_sync.campaign.schedule import next_poll
from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.standings import OPEN, Standing
from sheets_sync.compliance.words import no_day_mark, standing_word, unclaimed_sentence, unread_sentence
from sheets_sync.spreadsheet.plan import PlanCell
from sheets_sync.words.formats import formats

TITLE_LINE = 32
"""Letters of the title, capitals in bold, that fit across a phone."""
MISSING_NAMED, TO_FIX_NAMED = 16, 6
"""Units that a line names; the table has them all."""
HEAD_LINES = 2
"""Lines that a row over the table may have: it stays in sight while everything else scrolls away."""


def title_line(board: Board) -> str:
    lines = (words.text("board_title", board.campaign.locale), board.campaign.name.upper())
    return "\n".join(wrapped(line, TITLE_LINE) for line in lines)


def rule_line(board: Board) -> str:
    """When reports are due; days with a deadline of their own are named."""
    campaign, locale = board.campaign, board.campaign.locale
    said = formats(locale)
    others = [
        words.text("other_deadline", locale, day=said.without_year(day), deadline=words.deadline_words(at, locale))
        for day, at in sorted(campaign.deadlines.items())
    ]
    rule = words.text(
        "rule",
        locale,
        due=due_sentence(campaign),
        first=said.without_year(campaign.first_day),
        last=said.short(campaign.last_day),
        others="".join(others),
    )
    return folded(rule.split(", "), ", ")


def today_line(board: Board, width: int = BOLD_LINE, most: int = MISSING_NAMED) -> str:
    """How many have reported today, how each stands, and the names of those without a valid report, by standing."""
    locale, tally = board.campaign.locale, board.tally_on(board.today)
    day = report_title(board.today, board.campaign)
    first = words.text("reported", locale, day=day, reported=tally.reported, owed=tally.owed)
    counts = [
        words.text("counted", locale, word=standing_word(standing, locale).lower(), n=tally.count(standing))
        for standing in Standing
        if standing in ALWAYS_COUNTED or tally.count(standing)
    ]
    named = [_names_line(board, standing, tally.of(standing), width, most) for standing in OPEN]
    return "\n".join([first, folded(counts, " · ", width), *(line for line in named if line)])


ALWAYS_COUNTED = frozenset({Standing.ON_TIME, Standing.LATE})
"""Standings whose count is shown also where it is 0."""


def _names_line(board: Board, standing: Standing, judgements: Sequence[Judgement], width: int, most: int) -> str:
    locale = board.campaign.locale
    if not judgements or standing not in NAMED:
        return ""
    names = _labels(board, judgements)
    return folded(_named(names, f"{standing_word(standing, locale)}: ", most, locale), ", ", width)


def _labels(board: Board, judgements: Iterable[Judgement]) -> list[str]:
    """What units are called on a line; those are marked whose tabs can't be read, or have rows of no day."""
    locale, labels = board.campaign.locale, board.campaign.labels
    return [
        labels[j.unit] + (words.text("not_read", locale) if j.unit in board.unread else "") + no_day_mark(j, locale)
        for j in judgements
    ]


def _named(names: list[str], lead: str, most: int, locale: str) -> list[str]:
    """The names as parts of a line that begins with `lead`; of more than `most` the rest is counted."""
    more = [words.text("and_more", locale, n=len(names) - most)] if len(names) > most else []
    return [f"{lead}{names[0]}", *names[1:most], *more]


def counts_line(board: Board, width: int = BOLD_LINE) -> str:
    """How many have reported today, and how many stand how: the most urgent first, as far as the row's lines reach."""
    locale, tally = board.campaign.locale, board.tally_on(board.today)
    day = report_title(board.today, board.campaign)
    first = words.text("reported", locale, day=day, reported=tally.reported, owed=tally.owed)
    counts = [
        words.text("counted", locale, word=standing_word(standing, locale).lower(), n=tally.count(standing))
        for standing in CALLED_FIRST
        if tally.count(standing)
    ]
    return _cut("\n".join([first, folded(counts, " · ", width)]))


def news_line(board: Board, width: int = BOLD_LINE) -> str:
    """What is not as it should be: a line a piece, or all lines for a single one; the note has everything in full."""
    locale = board.campaign.locale
    tally = board.tally_on(board.today)
    named = [(standing_word(standing, locale), _labels(board, tally.of(standing))) for standing in NAMED]
    pieces = [
        *(wrapped(line, width) for line in warning_lines(board)),
        *(_within(names, f"{word}: ", width, locale) for word, names in named if names),
        *([to_fix_line(board, width)] if any(board.to_fix.values()) else []),
    ]
    if len(pieces) > 1:
        pieces = [_cut(piece, 1) for piece in pieces]
    return _cut("\n".join(pieces)) or words.text("all_in", locale)


NAMED = tuple(standing for standing in OPEN if standing not in (Standing.UNSEEN, Standing.UNREAD))
"""Standings whose units are named; no unit is named for what the job can't read."""


def _cut(text: str, most: int = HEAD_LINES) -> str:
    """At most so many lines; "…" at the end of the last one where more were left out."""
    lines = text.split("\n")
    return text if len(lines) <= most else "\n".join([*lines[: most - 1], lines[most - 1].rstrip(" ,·…") + " …"])


def _within(names: Sequence[str], lead: str, width: int, locale: str) -> str:
    """The names on one line, as many as fit, and how many more there are; at least the first one."""
    for shown in range(len(names), 0, -1):
        more = [words.text("and_more", locale, n=len(names) - shown)] if shown < len(names) else []
        line = lead + " ".join([", ".join(names[:shown]), *more])
        if len(line) <= width:
            return line
    return line


def fresh_line(board: Board) -> str:
    """When the tab was written, after a first look at the spreadsheet."""
    if board.last_poll is None:
        return words.text("never_read", board.campaign.locale)
    return _said_at("fresh", board.as_of.astimezone(board.campaign.timezone), board.campaign.locale)


def promise_line(board: Board) -> str:
    """After what time without a change the job must have stopped."""
    said = promise(board, board.as_of.astimezone(board.campaign.timezone))
    return f"{said[0].upper()}{said[1:]}."


def read_line(board: Board) -> str:
    """When the spreadsheet was last read: the freshness of a board that is a copy, such as a picture."""
    if board.last_poll is None:
        return words.text("never_read", board.campaign.locale)
    at = board.last_poll.astimezone(board.campaign.timezone)
    return _said_at("as_read", at, board.campaign.locale)


def _said_at(key: str, at: datetime, locale: str) -> str:
    said = formats(locale)
    return words.text(key, locale, at=said.clock(at), day=said.short(at))


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
    return words.text("fresh_next", locale, next=_clock(coming, at, locale), until=_clock(coming + within, at, locale))


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _clock(moment: datetime, now: datetime, locale: str) -> str:
    said = formats(locale)
    return said.clock(moment) if moment.date() == now.date() else said.clock_and_day(moment)


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
    last, locale = board.last_poll.astimezone(board.campaign.timezone), board.campaign.locale
    return words.text("stale", locale, since=formats(locale).clock_and_day(last))


def gap_line(board: Board) -> str:
    """The time around today's deadline in which the job could not read."""
    if board.gap is None or board.stale:
        return ""
    zone, locale = board.campaign.timezone, board.campaign.locale
    since = words.clock_time(board.gap.since, zone, locale, board.today)
    until = words.clock_time(board.gap.until or board.as_of, zone, locale, board.today)
    return words.text("gap", locale, since=since, until=until)


def unread_line(board: Board) -> str:
    """Tabs that the last poll could not read."""
    campaign = board.campaign
    return unread_sentence([campaign.labels[u.key] for u in campaign.units if u.key in board.unread], campaign.locale)


def unclaimed_line(board: Board) -> str:
    """Tabs with reports that are read for no unit: copies, renamed originals, look-alikes."""
    return unclaimed_sentence(tab_and_rows(board), board.campaign.locale)


WARNINGS: tuple[Callable[[Board], str], ...] = (stale_line, gap_line, unread_line, unclaimed_line)
"""What keeps the board from being complete: one function a line, "" where there is nothing to say."""


def warning_lines(board: Board) -> list[str]:
    """All warnings that hold now."""
    return [line for warning in WARNINGS if (line := warning(board))]


def head_cells(board: Board) -> tuple[PlanCell, ...]:
    """The rows over the table, always in sight. Their notes have what is longer than a phone shows."""
    return (
        PlanCell(counts_line(board), STRONG, note=today_line(board, most=len(board.campaign.units))),
        fresh_cell(board),
        PlanCell(
            news_line(board),
            WARNING if warning_lines(board) else STRONG,
            note="\n".join(full_lines(board, len(board.campaign.units))),
        ),
    )


def fresh_cell(board: Board) -> PlanCell:
    """When the tab was written, and in its note what silence means."""
    hands_off = words.text("hands_off", board.campaign.locale)
    return PlanCell(fresh_line(board), FRESH, note=f"{promise_line(board)} {hands_off}")


def full_lines(board: Board, most: int = MISSING_NAMED) -> tuple[str, ...]:
    """The day in full: who is missing by name, what is to be corrected by whom, every warning."""
    return (
        today_line(board, most=most),
        to_fix_line(board),
        *(wrapped(line, BOLD_LINE) for line in warning_lines(board)),
    )


def foot_cells(board: Board) -> tuple[PlanCell, ...]:
    """The rows under the table: the day in full, then what the table is and by which rule it counts."""
    today, to_fix, *warnings = full_lines(board)
    return (
        _day_cell(board, today),
        PlanCell(to_fix, STRONG),
        *(PlanCell(line, WARNING) for line in warnings),
        PlanCell(title_line(board), TITLE, note=words.text("hands_off", board.campaign.locale)),
        PlanCell(rule_line(board), SMALL),
    )


def _day_cell(board: Board, today: str) -> PlanCell:
    """The day in full; where names are left out, all of them stand in the note."""
    whole = today_line(board, most=len(board.campaign.units))
    return PlanCell(today, STRONG, note="" if whole == today else whole)


def still_cells(board: Board) -> tuple[PlanCell, ...]:
    """The rows over a table that does not scroll, such as a picture to send. They say when the spreadsheet was read."""
    today, to_fix, *warnings = full_lines(board)
    return (
        PlanCell(title_line(board), TITLE),
        PlanCell(rule_line(board), SMALL),
        _day_cell(board, today),
        PlanCell(read_line(board), FRESH),
        PlanCell(to_fix, STRONG),
        *(PlanCell(line, WARNING) for line in warnings),
    )
