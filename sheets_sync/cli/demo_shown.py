"""What people see in a terminal while the demo runs, and when it has ended."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sheets_sync.board import Board
from sheets_sync.cli import terminal
from sheets_sync.cli.output import say
from sheets_sync.config import Settings
from sheets_sync.words.formats import formats


def progress(polls: Sequence[datetime]) -> Iterator[datetime]:
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
            shown.update(task, description=formats("vi").clock_and_day(moment, year=True))
            yield moment
            shown.advance(task)


def told(board: Board, settings: Settings, result: dict[str, Any]) -> None:
    """The board, where everything is, and what to try next."""
    out = Path(result["out"])
    shown = terminal.console()
    terminal.print_board(board, shown)
    lines = [
        "",
        f"Xong trong {result['seconds']} giây. Mọi thứ ở {out}:",
        f"  {len(result['documents'])} tài liệu: {settings.documents.out}",
        f"  số liệu: {out / 'board.json'}, {out / 'totals.json'}; chứng cứ: {settings.state}",
        "Thử tiếp:",
        f"  sheets-sync status --campaign {settings.path} --now 2022-12-30T10:00:00+07:00",
        f"  sheets-sync why tan-bien 19/12 --campaign {settings.path}",
        f"  sheets-sync rollup --final --campaign {settings.path}",
        f"  sheets-sync serve --data {out / 'sheets.sqlite'}",
        "  sheets-sync init my-campaign",
    ]
    for line in lines:
        shown.print(line)


def opened(url: str, campaign: Path) -> None:
    """Where the page is, and how a run reaches the server."""
    say(f"serving {url}")
    say(f"Mở trong trình duyệt để xem và tập dượt: {url}/")
    say(f"SHEETS_SYNC_ENDPOINT={url} sheets-sync run --campaign {campaign}   (Ctrl-C: dừng)")
