"""The board as a value: everything that the compliance tab, the terminal, the pictures and the JSON say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sheets_sync.campaign.model import Unit
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.compliance.gaps import Gap
from sheets_sync.compliance.standings import Standing, Standings
from sheets_sync.tabs.rows import Problem

CALLED_FIRST = (
    Standing.MISSED, Standing.INVALID, Standing.UNREAD, Standing.UNSEEN, Standing.PENDING, Standing.LATE,
    Standing.UNDETERMINED, Standing.ON_TIME, Standing.EXCUSED, Standing.NOT_REQUIRED,
)  # fmt: skip
"""Standings, those first about which a coordinator must do something."""


@dataclass(frozen=True)
class Board(Standings):
    """All statuses of a campaign as of a moment. `stale`: polls that were due did not happen.

    `polls` is the promised rhythm. `problems` and `reminders` are those open in all rows, also in rows of no day;
    `to_fix` the problems by unit. `gap` is the one of our own reading in which the deadline of today fell. `order` is
    that of the units: "campaign", or "attention" (who needs a call comes first). `declared` are the versions of the
    campaign that a person declared to hold since a past day; `door_open`: whoever can type reports can type overrides.
    `unclaimed` are tabs with reports that are read for no unit, as the last look saw them. `passed`: how many deadlines
    have passed, now and at the last look at each unit's tab (`deadlines_passed`).
    """

    last_poll: datetime | None = None
    stale: bool = False
    polls: PollPlan = field(default_factory=PollPlan)
    problems: int = 0
    reminders: int = 0
    to_fix: Mapping[str, int] = field(default_factory=dict)
    gap: Gap | None = None
    order: str = "campaign"
    declared: tuple[Adoption, ...] = ()
    door_open: bool = False
    unclaimed: tuple[Problem, ...] = ()
    passed: tuple[int, ...] = ()

    def __repr__(self) -> str:
        """Short, for a notebook; the fields hold the rest."""
        return f"<Board of {self.campaign.slug!r} as of {self.as_of.isoformat()}>"

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units in the order in which people see them: the campaign's, or those first that need a call today."""
        if self.order == "campaign":
            return self.campaign.units
        return tuple(sorted(self.campaign.units, key=lambda unit: CALLED_FIRST.index(self._stands(unit))))

    @cached_property
    def days_shown(self) -> tuple[date, ...]:
        """The reports in the order of their columns: one a day as they come; of longer periods and of slots, which are
        many or far apart, the latest that people look at first, what is still to come last."""
        days = self.campaign.days
        if self.campaign.is_daily:
            return days
        now = days.index(self.today)
        return (*reversed(days[: now + 1]), *days[now + 1 :])

    def _stands(self, unit: Unit) -> Standing:
        return self.standing(self.of(unit, self.today))


def tab_and_rows(board: Board) -> list[tuple[str, str]]:
    """Title and number of filled rows of each tab that is read for no unit."""
    return [(problem.tab, problem.facts.get("rows", "")) for problem in board.unclaimed]


def shown_of(board: Board) -> tuple[object, ...]:
    """What the compliance tab shows of a board, but for the moment: two boards of the same evidence, polls that saw
    nothing new left aside, that agree in this look the same."""
    unread = (tuple(board.unread.items()), tuple(tab_and_rows(board)))
    warning = (board.stale and board.last_poll, unread, board.gap, tuple(board.to_fix.items()))
    said = (board.door_open, tuple((a.since, a.sent) for a in board.declared))
    return (board.today, board.passed, warning, said)
