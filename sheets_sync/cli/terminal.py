"""What people see in a terminal: the board, what a tick did, a plan. Readable without colour and when piped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sheets_sync.board import Board, read_line, to_fix_line, today_line, today_words, warning_lines, words
from sheets_sync.board.screen import folded
from sheets_sync.campaign.named import report_sign, report_title
from sheets_sync.cli.language import spoken
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.words import flag_words, sign_of, status_words
from sheets_sync.session.overview import CampaignState
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.difference import Difference
from sheets_sync.spreadsheet.plan import PlanCell
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import Texts, texts
from sheets_sync.words.unshown import unshown
from sheets_sync.words.worded import told

_COLOURS = {
    Status.PENDING: "bright_black",
    Status.ON_TIME: "green",
    Status.LATE: "yellow",
    Status.MISSED: "red",
    Status.EXCUSED: "cyan",
    Status.INVALID: "magenta",
    Status.UNDETERMINED: "bold",
    Status.NOT_REQUIRED: "dim",
}

NAME_WIDTH = 16
DAY_WIDTH = 4
PERIOD_WIDTH = 10
"""Columns of a day in the matrix: a sign, its flags, a space."""
MATRICES = 4
"""Blocks of days, one under the other, that a screen shows of a board."""
SHOWN_OF_TAB = 60
"""Cells of a tab that a printed plan names one by one."""


def printed(said: str, style: str = "") -> Text:
    """A text to print; what people typed in it controls no terminal."""
    return Text(unshown(said), style=style)


def console(stream: TextIO | None = None) -> Console:
    """A console that obeys NO_COLOR, and the width of the terminal (80 where there is none)."""
    return Console(file=stream, highlight=False, emoji=False, markup=False, soft_wrap=False)


def print_board(board: Board, out: Console) -> None:
    """What a coordinator must know first, then a row per unit with today's status, then the matrix of days."""
    locale = board.campaign.locale
    out.print(printed(f"{words.text('board_title', locale)} – {board.campaign.name}", style="bold"))
    out.print(printed(today_line(board, out.width)))
    out.print(printed(to_fix_line(board, out.width)))
    out.print(printed(read_line(board), style="italic"))
    for warning in warning_lines(board):
        out.print(printed(warning, style="bold red"))
    out.print()
    out.print(_today(board))
    width = DAY_WIDTH if board.campaign.is_daily else PERIOD_WIDTH
    blocks = [*_batches(board.days_shown, max(1, (out.width - NAME_WIDTH - 1) // width))]
    shown = _around(next(n for n, days in enumerate(blocks) if board.today in days), len(blocks))
    for days in (blocks[n] for n in shown):
        out.print()
        out.print(_matrix(board, days))
    out.print()
    if left := sum(map(len, blocks)) - sum(len(blocks[n]) for n in shown):
        out.print(printed(texts(locale).say("terminal.board.more", n=left), style="italic"))
    out.print(legend(locale, out.width))


def _today(board: Board) -> Table:
    """A row per unit: today's status in words, what to fix, the rate."""
    locale = board.campaign.locale
    table = _table(locale)
    table.add_column(words.text("on_day", locale, day=report_title(board.today, board.campaign)), overflow="fold")
    table.add_column(words.text("to_fix", locale), justify="right", no_wrap=True)
    table.add_column(words.text("rate", locale), justify="right", no_wrap=True)
    for unit in board.units:
        today = board.of(unit, board.today)
        unread = f" {flag_words(locale)['unread'][0]}" if unit.key in board.unread else ""
        table.add_row(
            printed(board.campaign.labels[unit.key]),
            printed(today_words(board, today).replace("\n", " ") + unread, style=_COLOURS[today.status]),
            printed(str(board.to_fix.get(unit.key) or "")),
            printed(words.percent(board.rates_of(unit), locale, decimals=0)),
        )
    return table


def _matrix(board: Board, days: Sequence[date]) -> Table:
    """A row per unit, a column per day: the sign of the status with its flags."""
    locale = board.campaign.locale
    table = _table(locale)
    for n, day in enumerate(days):
        said = formats(locale).without_year(day) if n == 0 and len(days) == 1 else f"{day:%d}"
        if not board.campaign.is_daily:
            said = report_sign(day, board.campaign)
        table.add_column(said, min_width=DAY_WIDTH - 1, no_wrap=True)
    for unit in board.units:
        table.add_row(printed(board.campaign.labels[unit.key]), *(_sign(board.of(unit, day), locale) for day in days))
    return table


def _table(locale: str) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column(words.text("unit", locale), overflow="fold", max_width=NAME_WIDTH)
    return table


def _batches(days: Sequence[date], size: int) -> Iterator[Sequence[date]]:
    for start in range(0, len(days), size):
        yield days[start : start + size]


def _around(now: int, count: int) -> range:
    """The places of the blocks to show: that of today, those before it, and more where there are fewer of them."""
    begin = max(0, min(now - MATRICES + 1, count - MATRICES))
    return range(begin, min(begin + MATRICES, count))


def _sign(judgement: Judgement, locale: str) -> Text:
    sign = sign_of(judgement, locale)
    return printed(sign, style=_COLOURS[judgement.status])


def legend(locale: str, width: int) -> Text:
    """The signs and what they mean, on lines that break between entries."""
    parts = [(status_words(s, locale).sign, status_words(s, locale).word) for s in Status]
    parts += list(flag_words(locale).values())
    return printed(folded((f"{sign} {word}" for sign, word in parts), "  ", width), style="dim")


# ── several campaigns ─────────────────────────────────────────────────────────────────────────────────────────────


def print_campaigns(states: Sequence[CampaignState], out: Console) -> None:
    """A line for each campaign: its phase, its last look, who reported today; or why nothing is known."""
    language = spoken()
    said = texts(language).section("terminal")
    table = Table(show_edge=False, pad_edge=False, box=None, padding=(0, 2, 0, 0))
    for title in said["list.head"]:
        table.add_column(title, overflow="fold")
    for state in states:
        if state.error:
            table.add_row("?", printed(told(state.error, language), style="bold red"), "", "", "", state.file)
            continue
        late = state.stale and state.phase == "running"
        look = (state.last_poll or "–")[:16].replace("T", " ")
        today = f"{state.reported}/{state.expected}" if state.phase == "running" else ""
        phase = str(said["list.stale"] if late else said[f"list.{state.phase}"])
        table.add_row(state.campaign, phase, look, today, str(state.problems or ""), state.file)
    out.print(table)


# ── a plan ────────────────────────────────────────────────────────────────────────────────────────────────────────


def print_plan(differences: Sequence[Difference], out: Console, locale: str) -> None:
    """What would be written: which tab, which cells, from what to what."""
    said = texts(locale)
    if not differences:
        out.print(printed(said.say("terminal.plan.nothing")))
    for found in differences:
        out.print(printed(_plan_heading(found, said), style="bold"))
        shown = [line for at, cell in found.changes() if (line := change_line(at, cell, found.tab, said))]
        for line in shown[:SHOWN_OF_TAB]:
            out.print(printed(f"  {line}"))
        if len(shown) > SHOWN_OF_TAB:
            out.print(printed("  " + said.say("terminal.plan.more", n=len(shown) - SHOWN_OF_TAB)))
    out.print()


def _plan_heading(found: Difference, said: Texts) -> str:
    kind = "new" if found.tab is None else "layout" if found.layout else ""
    state = said.say(f"terminal.plan.{kind}") if kind else ""
    return said.say("terminal.plan.tab", title=found.plan.title, n=found.size) + state


def change_line(at: Cell, cell: PlanCell | None, tab: Tab | None, said: Texts) -> str:
    """One cell, such as "B8: ○ Chưa đến hạn → ✓ Đúng hạn 09:50–09:55"."""
    old = _shown(tab.value(at) if tab else None, said)
    new = _shown(cell.value if cell else None, said)
    if old != new:
        return f"{at.a1}: {old} → {new}" if tab else f"{at.a1}: {new}"
    if cell is not None and tab is not None and cell.note != tab.notes.get(at, ""):
        return f"{at.a1}: {new} ({said.say('terminal.plan.note', note=cell.note)})"
    return f"{at.a1}: {new} ({said.say('terminal.plan.look')})" if tab else ""


def _shown(value: object, said: Texts) -> str:
    """A value on one line."""
    return said.say("terminal.plan.empty") if value is None or value == "" else " / ".join(str(value).splitlines())
