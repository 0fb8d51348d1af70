"""What people see in a terminal: the board, what a tick did, a plan. Readable without colour and when piped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sheets_sync import words
from sheets_sync.a1 import Cell
from sheets_sync.board import Board, today_line, today_words, warning_line
from sheets_sync.compliance import Judgement, Status
from sheets_sync.plan import Difference

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


WIDE = 120
"""Columns from which on the days carry their flags."""


def console(stream: TextIO | None = None) -> Console:
    """A console that obeys NO_COLOR, and the width of the terminal (80 where there is none)."""
    return Console(file=stream, highlight=False, emoji=False, markup=False, soft_wrap=False)


def print_board(board: Board, out: Console) -> None:
    """Today's line, then a row per unit: today's status in words, what to fix, the rate, a sign per day."""
    locale = board.campaign.locale
    out.print(Text(words.text("board_title", locale, name=board.campaign.name), style="bold"))
    out.print(Text(today_line(board)))
    if warning := warning_line(board):
        out.print(Text(warning, style="bold red"))
    table = Table(show_edge=False, pad_edge=False, box=None, header_style="bold")
    table.add_column(words.text("unit", locale), overflow="fold", max_width=16)
    table.add_column(f"{board.today:%d/%m}", overflow="fold")
    table.add_column(words.text("to_fix_short", locale), justify="right", no_wrap=True)
    table.add_column("%", justify="right", no_wrap=True)
    first, last = board.campaign.first_day, board.campaign.last_day
    table.add_column(f"{first:%d/%m}–{last:%d/%m}", overflow="fold")
    for unit in board.campaign.units:
        judgements = board.judgements[unit.key]
        today = board.of(unit, board.today)
        table.add_row(
            Text(unit.tab),
            Text(today_words(today, board.campaign), style=_COLOURS[today.status]),
            Text(str(sum(j.problems for j in judgements) or "")),
            Text(words.percent(board.rates_of(unit), locale, decimals=0)),
            _signs(judgements, locale, wide=out.width >= WIDE),
        )
    out.print(table)
    out.print(legend(locale))


def _signs(judgements: Sequence[Judgement], locale: str, *, wide: bool) -> Text:
    """One sign a day, all days one under the other; with their flags where the terminal is wide enough."""
    line = Text()
    for judgement in judgements:
        sign = words.status_words(judgement.status, locale).sign
        if wide:
            sign = f"{sign}{words.flag_signs(judgement, locale)[:1]:<2}"
        line.append(sign, style=_COLOURS[judgement.status])
    return line


def legend(locale: str) -> Text:
    """The signs and what they mean, on one line that wraps."""
    parts = [(words.status_words(s, locale).sign, words.status_words(s, locale).word) for s in Status]
    parts += list(words.FLAGS[locale].values())
    return Text("  ".join(f"{sign} {word}" for sign, word in parts), style="dim")


def print_plan(differences: Sequence[Difference], out: Console) -> None:
    """What would be written, cell by cell."""
    for found in differences:
        state = "" if found.tab else " (+)"
        out.print(Text(f"{found.plan.title}{state}: {found.size}", style="bold"))
        for start, cells in found.runs:
            for offset, cell in enumerate(cells):
                at = Cell(start.row, start.column + offset).a1
                value = "" if cell is None or cell.value is None else str(cell.value)
                out.print(Text(f"  {at}: {value}"))
