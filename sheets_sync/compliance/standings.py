"""Where units stand with their reports, as people are told: the one count behind board, papers, reminders and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
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
    """The report that people look at at an aware moment: of those whose period has begun the first that is not over,
    else the last one; else the first of all.

    A report is over when the day on which it is due has passed. Where the next one is due on that day too, it is over
    half-way between both deadlines.
    """
    now = as_of.astimezone(campaign.timezone)
    found = campaign.days[0]
    for at, report in enumerate(campaign.days):
        if campaign.begin_of(report) > now.date():
            break
        found = report
        if now < _over(campaign, at):
            break
    return found


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


def _over(campaign: Campaign, at: int) -> datetime:
    """When people no longer look at the report of this number."""
    due = campaign.deadline_of(campaign.days[at])
    coming = campaign.deadline_of(campaign.days[at + 1]) if at + 1 < len(campaign.days) else None
    if coming and coming.date() == due.date():
        return due + (coming - due) / 2
    return datetime.combine(due.date() + timedelta(days=1), time(), campaign.timezone)


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

    @cached_property
    def _places(self) -> Mapping[date, int]:
        return {day: n for n, day in enumerate(self.campaign.days)}

    def of(self, unit: Unit, day: date) -> Judgement:
        return self.judgements[unit.key][self._places[day]]

    def on(self, day: date) -> list[tuple[Unit, Judgement]]:
        """All units that owe a report on the day, in order."""
        at = self._places[day]
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
