"""An open problem as it is told to others: one flat value for lists, tables and JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sheets_sync.board.open_problem import OpenProblem
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import slot_of
from sheets_sync.tabs.messages import problem_text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a unit's tab that somebody should look at, as it stood at a moment.

    `unit` is a key; `day` the report day, None for a row of no day or a whole tab. `cell` is its address ("E7"), ""
    for a whole tab. `column` is the key of a column of the campaign, `typed` what stands in the cell. `severity` is
    "error" (to be mended) or "reminder" (used, or left blank; worth a look). `message` says in the campaign's language
    what to do. `first_seen` is the aware moment of the poll that first saw it. `link` opens the very cell.
    """

    unit: str
    day: date | None
    slot: str | None
    tab: str
    cell: str
    column: str
    typed: str
    code: str
    severity: str
    message: str
    first_seen: datetime | None
    link: str


def told(found: Iterable[OpenProblem], campaign: Campaign) -> list[Problem]:
    """Open problems with their words, in the order given."""
    return [_told(entry, campaign) for entry in found]


def _told(entry: OpenProblem, campaign: Campaign) -> Problem:
    problem = entry.problem
    return Problem(
        unit=problem.unit,
        day=problem.day,
        slot=slot_of(problem.day),
        tab=problem.tab,
        cell=problem.cell.a1 if problem.cell else "",
        column=problem.column,
        typed=problem.typed,
        code=problem.code,
        severity=problem.severity.value,
        message=problem_text(problem, campaign),
        first_seen=entry.first_seen,
        link=entry.link,
    )
