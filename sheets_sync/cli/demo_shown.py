"""What people see in a terminal while the demo runs, and when it has ended."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sheets_sync.board import Board
from sheets_sync.campaign.period import plain_day, slot_of
from sheets_sync.cli import terminal
from sheets_sync.cli.language import speak
from sheets_sync.cli.output import say
from sheets_sync.compliance.judging import Status
from sheets_sync.config import Settings
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts


def progress(polls: Sequence[datetime], language: str) -> Iterator[datetime]:
    """The polls, with a progress line on stderr."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=terminal.console(sys.stderr), transient=True) as shown:
        task = shown.add_task("", total=len(polls))
        for moment in polls:
            shown.update(task, description=formats(language).clock_and_day(moment, year=True))
            yield moment
            shown.advance(task)


def told(board: Board, settings: Settings, result: dict[str, Any]) -> None:
    """The board, where everything is, and what to try next: all in the campaign's language."""
    out, said = Path(result["out"]), texts(board.campaign.locale)
    shown = terminal.console()
    terminal.print_board(board, shown)
    figures = {"board": out / "board.json", "totals": out / "totals.json", "state": settings.state}
    lines = [
        "",
        said.say("terminal.demo.done", seconds=result["seconds"], out=out),
        said.say("terminal.demo.papers", n=len(result["documents"]), folder=settings.documents.out),
        said.say("terminal.demo.figures", **figures),
        said.say("terminal.demo.next"),
        *(f"  sheets-sync {command}" for command in _next_commands(board, settings, result)),
    ]
    for line in lines:
        shown.print(line)


def _next_commands(board: Board, settings: Settings, result: dict[str, Any]) -> list[str]:
    """What to try on the finished demo: `why` goes to the first report that was not in time."""
    campaign, of = board.campaign, f"--campaign {settings.path}"
    odd = ((u, j.day) for u, found in board.judgements.items() for j in found if j.status is not Status.ON_TIME)
    unit, day = next(odd, (campaign.units[0].key, campaign.days[0]))
    like = f" --like {result['starter']}" if "starter" in result else ""
    slot = f" --slot {slot_of(day)}" if slot_of(day) else ""
    return [
        f"status {of} --now {campaign.deadline_of(campaign.days[-1]).isoformat()}",
        f"why {unit} {plain_day(day).isoformat()}{slot} {of}",
        f"rollup --final {of}",
        f"serve --data {Path(result['out']) / 'sheets.sqlite'}",
        f"init my-campaign{like}",
    ]


def opened(url: str, campaign: Path) -> None:
    """Where the page is, and how a run reaches the server."""
    say(f"serving {url}")
    say(speak("local.to_train", url=f"{url}/"))
    say(f"SHEETS_SYNC_ENDPOINT={url} sheets-sync run --campaign {campaign}   ({speak('local.stop')})")
