"""Messages to paste into a chat group: who has not reported yet, who missed the deadline, thanks. Pure.

The words are those of the templates in `report_templates/messages/`: polite, without phone numbers, and nothing that
shames; units are asked, not blamed. Here is decided which message is due, and what its fields say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sheets_sync.board import Board, words
from sheets_sync.campaign.model import Unit
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.evidence.fold import Evidence
from sheets_sync.tabs.rows import Severity

MOST_CELLS = 6  # that a message to a unit names

Say = Callable[[str, Mapping[str, str]], tuple[str, str]]
"""(kind of message, its fields) -> subject and text."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message about a report day. `unit` is None where it goes to the whole group."""

    kind: str
    day: date
    unit: str | None
    subject: str
    text: str

    @property
    def key(self) -> str:
        """What is sent once: this kind of message, about this day, to this unit (`*`: the group)."""
        return f"{self.kind}/{self.day.isoformat()}/{self.unit or '*'}"


def reminders(board: Board, spreadsheet: str, evidence: Evidence, say: Say) -> list[Message]:
    """The message for the group as of the board's moment, then one for each unit with cells to correct today."""
    cells = [j for _, j in board.on(board.today)]
    facts = _facts(board, spreadsheet)
    found = [_message(board, _kind(board, cells), None, facts, say)]
    for unit, judgement in board.on(board.today):
        if judgement.problems:
            own = {"unit": unit.name, "n": str(judgement.problems), "cells": _cells(board, evidence, unit)}
            found.append(_message(board, "fix", unit, facts | own, say))
    return found


def _message(board: Board, kind: str, unit: Unit | None, facts: Mapping[str, str], say: Say) -> Message:
    subject, text = say(kind, facts)
    return Message(kind, board.today, unit.key if unit else None, subject, text)


def _cells(board: Board, evidence: Evidence, unit: Unit) -> str:
    """The cells of the unit's rows of today that hold errors, as in "D7, E9"."""
    change = evidence.shown(unit.key, board.today, board.as_of)
    problems = [p for row in change.rows for p in row.problems] if change else []
    wrong = [p.cell.a1 for p in problems if p.cell and p.severity is Severity.ERROR]
    named = list(dict.fromkeys(wrong))
    return ", ".join(named[:MOST_CELLS]) + (", …" if len(named) > MOST_CELLS else "")


def _kind(board: Board, cells: list[Judgement]) -> str:
    if board.campaign.local_day(board.as_of) < board.today:
        return "early"
    if board.as_of < board.campaign.deadline_of(board.today):
        return "before" if _silent(board) else "done"
    if any(j.overdue_look for j in cells):
        return "blind"
    return "after" if _silent(board) else "done"


def _silent(board: Board) -> list[Unit]:
    """Units that have typed nothing for the day; whoever has rows to correct gets a message of its own."""
    tried = {unit.key for unit, j in board.on(board.today) if j.attempted_at and not j.withdrawn}
    return [unit for unit in board.missing_on(board.today) if unit.key not in tried]


def _facts(board: Board, spreadsheet: str) -> dict[str, str]:
    """All fields of messages; those of one unit are empty."""
    campaign = board.campaign
    missing, silent = board.missing_on(board.today), _silent(board)
    owed = [j for _, j in board.on(board.today) if j.status is not Status.EXCUSED]
    due = campaign.deadline_of(board.today)
    deadline = f"{due:%Hh%M}" if campaign.locale == "vi" else words.clock_time(due, campaign.timezone)
    return {
        "day": f"{board.today:%d/%m}",
        "long_day": f"{board.today:%d/%m/%Y}",
        "name": campaign.name,
        "campaign": f"“{campaign.name}”",
        "deadline": deadline,
        "until": deadline if board.as_of < due else "",
        "n": str(len(silent)),
        "names": ", ".join(unit.name for unit in silent),
        "reported": str(len(owed) - len(missing)),
        "owed": str(len(owed)),
        "on_time": str(sum(j.status is Status.ON_TIME for j in owed)),
        "url": f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit",
        "unit": "",
        "cells": "",
    }
