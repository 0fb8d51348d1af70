"""What the last tick showed, as a text file in Prometheus' form, for node_exporter's textfile collector. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.board import Board
from sheets_sync.compliance.judging import Status

_HELP = {
    "last_tick_timestamp_seconds": "When the last tick ended.",
    "last_tick_success": "1 where it came through, 0 where it failed.",
    "failed_ticks": "Ticks that failed in a row.",
    "last_poll_timestamp_seconds": "When the spreadsheet was last read.",
    "last_deadline_look_timestamp_seconds": "When a look at a deadline was last made.",
    "stale": "1 where looks are overdue.",
    "problems": "Open problems that keep rows from counting.",
    "units": "Units of the campaign, by their status today.",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known after a tick. Moments are aware; None where there is none yet."""

    at: datetime
    failed: int
    board: Board | None = None
    deadline_look: datetime | None = None


def text(slug: str, facts: Facts) -> str:
    """The whole file."""
    label = f'campaign="{slug}"'
    lines: list[str] = []
    for name, found in _samples(facts):
        full = f"sheets_sync_{name}"
        lines += [f"# HELP {full} {_HELP[name]}", f"# TYPE {full} gauge"]
        lines += [f"{full}{{{label}{more}}} {value:.15g}" for more, value in found]
    return "\n".join(lines) + "\n"


def _samples(facts: Facts) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    board = facts.board
    yield "last_tick_timestamp_seconds", [("", facts.at.timestamp())]
    yield "last_tick_success", [("", float(not facts.failed))]
    yield "failed_ticks", [("", facts.failed)]
    if facts.deadline_look:
        yield "last_deadline_look_timestamp_seconds", [("", facts.deadline_look.timestamp())]
    if board is None:
        return
    if board.last_poll:
        yield "last_poll_timestamp_seconds", [("", board.last_poll.timestamp())]
    yield "stale", [("", float(board.stale))]
    yield "problems", [("", board.problems)]
    today = [judgement.status for _, judgement in board.on(board.today)]
    yield "units", [(f',status="{s.value}"', today.count(s)) for s in Status]
