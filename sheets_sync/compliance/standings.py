"""Where units stand with their reports, as people are told: the one count behind board, papers, reminders and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import Judgement, Rates, Status, rates


class Standing(StrEnum):
    """A status, or why there is none yet although the deadline has passed. The order is that in which they are told."""

    ON_TIME = "on_time"
    LATE = "late"
    UNDETERMINED = "undetermined"
    MISSED = "missed"
    INVALID = "invalid"
    PENDING = "pending"
    UNSEEN = "unseen"
    """Nobody has looked since the deadline."""
    UNREAD = "unread"
    """No valid report has been seen, and the unit's tab can't be read."""
    EXCUSED = "excused"
    NOT_REQUIRED = "not_required"


IN = (Standing.ON_TIME, Standing.LATE, Standing.UNDETERMINED)
"""A valid report was seen."""
OPEN = (Standing.MISSED, Standing.INVALID, Standing.PENDING, Standing.UNSEEN, Standing.UNREAD)
"""A report is owed, and no valid one was seen so far."""


def day_in_view(campaign: Campaign, as_of: datetime) -> date:
    """The report day that people look at as of a moment: that day, else the last one before, else the first."""
    now = campaign.local_day(as_of)
    return max((d for d in campaign.days if d <= now), default=campaign.first_day)


def standing_of(judgement: Judgement, *, unread: bool) -> Standing:
    """Where a unit stands. `unread`: its tab can't be read now, and the day is the one in view or an earlier one."""
    if unread and judgement.status is Status.PENDING:
        return Standing.UNREAD
    if judgement.status is Status.PENDING and judgement.overdue_look:
        return Standing.UNSEEN
    return Standing(judgement.status.value)


@dataclass(frozen=True)
class Tally:
    """Judgements, each with its standing, in the order in which they were given."""

    entries: tuple[tuple[Standing, Judgement], ...]

    @cached_property
    def groups(self) -> Mapping[Standing, tuple[Judgement, ...]]:
        """The judgements by standing, in the order of `Standing`; those without any are left out."""
        found: dict[Standing, list[Judgement]] = {}
        for standing, judgement in self.entries:
            found.setdefault(standing, []).append(judgement)
        return {standing: tuple(found[standing]) for standing in Standing if standing in found}

    def of(self, *standings: Standing) -> tuple[Judgement, ...]:
        """Those that stand in one of these ways."""
        return tuple(judgement for standing, judgement in self.entries if standing in standings)

    def count(self, *standings: Standing) -> int:
        return sum(len(self.groups.get(standing, ())) for standing in standings)

    @property
    def reported(self) -> int:
        return self.count(*IN)

    @property
    def owed(self) -> int:
        """Reports that are owed: neither excused nor never required."""
        return self.count(*IN, *OPEN)


@dataclass(frozen=True)
class Standings:
    """All judgements of a campaign as of a moment (aware), by unit, each in the order of the campaign's days.

    `unread` has the units whose tabs the last look at their spreadsheet could not read, with the reason as in
    `Poll.unread`.
    """

    campaign: Campaign
    as_of: datetime
    judgements: Mapping[str, Sequence[Judgement]]
    unread: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    @cached_property
    def today(self) -> date:
        """The report day that people look at now."""
        return day_in_view(self.campaign, self.as_of)

    def of(self, unit: Unit, day: date) -> Judgement:
        return self.judgements[unit.key][self.campaign.days.index(day)]

    def on(self, day: date) -> list[tuple[Unit, Judgement]]:
        """All units that owe a report on the day, in order."""
        at = self.campaign.days.index(day)
        found = [(unit, self.judgements[unit.key][at]) for unit in self.campaign.units]
        return [(unit, j) for unit, j in found if j.status is not Status.NOT_REQUIRED]

    def all(self) -> list[Judgement]:
        """Every judgement, unit by unit."""
        return [judgement for unit in self.campaign.units for judgement in self.judgements[unit.key]]

    def standing(self, judgement: Judgement) -> Standing:
        return standing_of(judgement, unread=judgement.unit in self.unread and judgement.day <= self.today)

    def tally(self, judgements: Iterable[Judgement]) -> Tally:
        return Tally(tuple((self.standing(judgement), judgement) for judgement in judgements))

    def tally_on(self, day: date) -> Tally:
        """The reports of one day."""
        return self.tally(j for _, j in self.on(day))

    def rates_of(self, unit: Unit) -> Rates:
        return rates(self.judgements[unit.key], self.campaign, self.as_of)

    def due(self, judgements: Iterable[Judgement]) -> list[Judgement]:
        """Those that the rates count: their deadline has passed, and a report is owed."""
        at = self.as_of
        return [j for j in judgements if rates((j,), self.campaign, at).expected]
