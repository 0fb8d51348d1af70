"""Messages to paste into a chat group: who has not reported yet, who missed the deadline, thanks. Pure.

The words are those of `message_words`, or of an office's own templates: polite, without phone numbers, and nothing that
shames; units are asked, not blamed. Here is decided which message is due, and what its fields say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sheets_sync.board import Board
from sheets_sync.board.model import tab_and_rows
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.named import due_sentence, report_name
from sheets_sync.campaign.period import day_key
from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.no_day import rows_of_no_day
from sheets_sync.compliance.standings import OPEN, Standing, Tally
from sheets_sync.compliance.words import flag_words, no_day_mark, standing_word, unclaimed_sentence, unread_sentence
from sheets_sync.evidence.fold import Evidence
from sheets_sync.tabs.rows import Row, Severity
from sheets_sync.words.formats import formats

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
        return f"{self.kind}/{day_key(self.day)}/{self.unit or '*'}"


def reminders(board: Board, spreadsheet: str, evidence: Evidence, say: Say) -> list[Message]:
    """The message for the group as of the board's moment, then one for each unit with cells to correct for today."""
    facts = _facts(board, spreadsheet, evidence)
    found = [_message(board, _kind(board), None, facts, say)]
    for unit, _ in board.on(board.today):
        if wrong := _cells(board, evidence, unit):
            own = {"unit": unit.name, "n": str(len(wrong)), "cells": _named(wrong)}
            found.append(_message(board, "fix", unit, facts | own, say))
    return found


def _message(board: Board, kind: str, unit: Unit | None, facts: Mapping[str, str], say: Say) -> Message:
    subject, text = say(kind, facts)
    return Message(kind, board.today, unit.key if unit else None, subject, text)


def _cells(board: Board, evidence: Evidence, unit: Unit) -> list[str]:
    """The cells with errors in the unit's rows of today, then those in its rows of no day."""
    changes = [evidence.shown(unit.key, day, board.as_of) for day in (board.today, None)]
    problems = [p for change in changes if change for row in change.rows for p in row.problems]
    return [p.cell.a1 for p in problems if p.cell and p.severity is Severity.ERROR]


def _named(cells: Sequence[str]) -> str:
    """Each once, as in "D7, E9"."""
    named = list(dict.fromkeys(cells))
    return ", ".join(named[:MOST_CELLS]) + (", …" if len(named) > MOST_CELLS else "")


def _kind(board: Board) -> str:
    if board.campaign.local_day(board.as_of) < board.campaign.begin_of(board.today):
        return "early"
    tally = board.tally_on(board.today)
    if board.as_of < board.campaign.deadline_of(board.today):
        return "before" if tally.count(*OPEN) else "done"
    if tally.count(Standing.UNSEEN) and tally.count(Standing.UNSEEN, Standing.UNREAD) == tally.count(*OPEN):
        return "blind"
    return "after" if tally.count(*OPEN) else "done"


def _silent(board: Board) -> list[str]:
    """The names of units that have typed nothing for the day; whoever has rows to correct is named apart."""
    missing = board.tally_on(board.today).of(Standing.MISSED, Standing.PENDING)
    silent = [j for j in missing if (j.attempted_at is None or j.withdrawn) and not j.rows_of_no_day]
    return [board.campaign.unit_by_key[j.unit].name for j in silent]


def _near(board: Board, evidence: Evidence) -> Iterator[str]:
    """Units that typed, but nothing that counts: as in "có dòng sai ngày: Huyện Đoàn Gò Dầu (A5)"."""
    locale = board.campaign.locale
    missing = board.tally_on(board.today).of(Standing.MISSED, Standing.PENDING, Standing.INVALID)
    near = {j.unit: cells for j in missing if (cells := _wrong(j, board, evidence))}
    no_day = {j.unit for j in missing if j.rows_of_no_day}
    for word, units in (
        (flag_words(locale)["no_day"][1], [key for key in near if key in no_day]),
        (standing_word(Standing.INVALID, locale).lower(), [key for key in near if key not in no_day]),
    ):
        if units:
            yield f"{word}: " + ", ".join(f"{board.campaign.unit_by_key[key].name} ({near[key]})" for key in units)


def _wrong(judgement: Judgement, board: Board, evidence: Evidence) -> str:
    """The cells that keep what a unit typed from counting: of its rows of no day, else of those of the day."""
    if judgement.rows_of_no_day:
        return _named(
            _first_cells(rows_of_no_day(judgement.unit, judgement.day, evidence, board.campaign, board.as_of))
        )
    shown = evidence.shown(judgement.unit, judgement.day, board.as_of)
    problems = [p for row in (shown.rows if shown else ()) for p in row.problems]
    return _named([p.cell.a1 for p in problems if p.cell and p.blocking])


def _first_cells(rows: Sequence[Row]) -> list[str]:
    """Of each row, the cell that keeps it from being of a day; where there is none, the first one that is filled."""
    found = [
        [p.cell for p in row.problems if p.cell and p.blocking] or [c.cell for c in row.cells.values()] for row in rows
    ]
    return [min(cells).a1 for cells in found if cells]


def _facts(board: Board, spreadsheet: str, evidence: Evidence) -> dict[str, str]:
    """All fields of messages; those of one unit are empty."""
    campaign, tally = board.campaign, board.tally_on(board.today)
    silent = _silent(board)
    near = list(_near(board, evidence))
    due = campaign.deadline_of(board.today)
    deadline = _due(due, campaign)
    unread = [unit.name for unit, _ in board.on(board.today) if unit.key in board.unread]
    return {
        "day": formats(campaign.locale).without_year(board.today),
        "long_day": formats(campaign.locale).short(board.today),
        "period": report_name(board.today, campaign),
        "long_period": report_name(board.today, campaign, year=True),
        "daily": "1" if campaign.is_daily and not campaign.due_after else "",
        "rule": due_sentence(campaign),
        "name": campaign.name,
        "campaign": f"“{campaign.name}”",
        "deadline": deadline,
        "until": deadline if board.as_of < due else "",
        "n": str(len(silent)),
        "names": ", ".join(silent),
        "open": "; ".join(_open_parts(board, tally, evidence)),
        "near": "; ".join(near),
        "unread": " ".join(
            filter(
                None,
                (unread_sentence(unread, campaign.locale), unclaimed_sentence(tab_and_rows(board), campaign.locale)),
            )
        ),
        "reported": str(tally.reported),
        "owed": str(tally.owed),
        "on_time": str(tally.count(Standing.ON_TIME)),
        "url": f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit",
        "unit": "",
        "cells": "",
    }


def _due(due: datetime, campaign: Campaign) -> str:
    """A deadline in a message: "10h00"; where its day does not follow from the report's, "17h00 08/01"."""
    said = formats(campaign.locale)
    if campaign.is_daily and not campaign.due_after:
        return said.at_short(due)
    return f"{said.at_short(due)} {said.without_year(due)}"


def _open_parts(board: Board, tally: Tally, evidence: Evidence) -> Iterator[str]:
    """As in "chưa báo cáo 2: Huyện Đoàn Gò Dầu (có dòng sai ngày: A5), Huyện Đoàn Tân Châu", for each standing without
    a valid report; cells are named that keep what was typed from counting."""
    locale, units = board.campaign.locale, board.campaign.unit_by_key

    def named(judgement: Judgement) -> str:
        cells = _wrong(judgement, board, evidence) if not judgement.withdrawn else ""
        mark = no_day_mark(judgement, locale)
        if cells:
            mark = f"{mark.removesuffix(')')}: {cells})" if mark else f" ({cells})"
        return units[judgement.unit].name + mark

    for standing in OPEN:
        found = tally.of(standing)
        if found and standing is not Standing.UNREAD:
            names = ", ".join(named(judgement) for judgement in found)
            yield f"{standing_word(standing, locale).lower()} {len(found)}: {names}"
