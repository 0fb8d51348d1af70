"""The board as a value: everything that the compliance tab, the terminal, the pictures and the JSON say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.compliance.gaps import Gap
from sheets_sync.compliance.judging import Judgement, Rates, Status, rates

MISSING = frozenset({Status.PENDING, Status.MISSED, Status.INVALID})
"""Statuses of a unit that owes a report and has no valid one so far."""


@dataclass(frozen=True)
class Board:
    """All statuses of a campaign as of a moment. `stale`: polls that were due did not happen.

    `unread` names tabs that the last poll could not read, with the reason; `polls` is the promised rhythm.
    `problems` and `reminders` are those open in all rows, also in rows of no day; `to_fix` the problems by unit.
    `gap` is the one of our own reading in which the deadline of today fell.
    """

    campaign: Campaign
    as_of: datetime
    judgements: Mapping[str, Sequence[Judgement]]
    last_poll: datetime | None = None
    stale: bool = False
    unread: Mapping[str, str] = field(default_factory=dict)
    polls: PollPlan = field(default_factory=PollPlan)
    problems: int = 0
    reminders: int = 0
    to_fix: Mapping[str, int] = field(default_factory=dict)
    gap: Gap | None = None

    @cached_property
    def today(self) -> date:
        """The report day that people look at now: today, else the last one before, else the first."""
        now = self.campaign.local_day(self.as_of)
        return max((d for d in self.campaign.days if d <= now), default=self.campaign.first_day)

    def of(self, unit: Unit, day: date) -> Judgement:
        return self.judgements[unit.key][self.campaign.days.index(day)]

    def on(self, day: date) -> list[tuple[Unit, Judgement]]:
        """All units that owe a report on the day, in order."""
        at = self.campaign.days.index(day)
        found = [(unit, self.judgements[unit.key][at]) for unit in self.campaign.units]
        return [(unit, j) for unit, j in found if j.status is not Status.NOT_REQUIRED]

    def rates_of(self, unit: Unit) -> Rates:
        return rates(self.judgements[unit.key], self.campaign, self.as_of)

    def missing_on(self, day: date) -> list[Unit]:
        """Units without a valid report of the day so far."""
        return [unit for unit, j in self.on(day) if j.status in MISSING]


def shown_of(board: Board) -> tuple[object, ...]:
    """What the compliance tab shows of a board, but for the moment: two boards that agree in this look the same."""
    cells = tuple(
        (j.status, j.seen_present, j.problems, j.edited_after_deadline, j.withdrawn, j.overdue_look)
        for judgements in board.judgements.values()
        for j in judgements
    )
    warning = (board.stale and board.last_poll, tuple(board.unread.items()), board.gap, tuple(board.to_fix.items()))
    return (board.today, warning, cells)
