"""Gaps in our own watching: looks that were planned and failed, or never ran. Pure; no unit is ever blamed for one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.moments import count_before

NEVER_RAN = "never_ran"


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing was read from `since` to `until` (aware, in UTC), though `missed` looks were planned, `first` the first.

    `since` is the last look before, or `first` where none was planned for long; `until` is the next look, None while
    there was none up to now. `reasons` say why, each once, in order of time: the
    errors of polls that failed, what kept one unit's tab from being read, or `never_ran`.
    """

    since: datetime
    until: datetime | None
    first: datetime
    missed: int
    reasons: tuple[str, ...] = ()

    def covers(self, moment: datetime) -> bool:
        """Whether nobody looked at the moment, nor from it until the gap's end."""
        return (self.since < moment or self.first == moment) and (self.until is None or moment < self.until)


def gaps(
    evidence: Evidence, campaign: Campaign, plan: PollPlan, day: date, as_of: datetime, unit: str | None = None
) -> tuple[Gap, ...]:
    """The gaps of a report day as known at `as_of`, in order: of one unit's tab, or (None) of all reading."""
    looks = evidence.poll_moments(unit, as_of) if unit else evidence.look_moments(as_of)
    missed = list(_missed(looks, campaign, plan, day, as_of.astimezone(UTC)))
    return tuple(
        _gap(evidence, [moment for moment, _ in run], looks, at, plan, unit, as_of)
        for at, run in groupby(missed, key=lambda entry: entry[1])
    )


def deadline_gap(
    evidence: Evidence, campaign: Campaign, plan: PollPlan, day: date, as_of: datetime, unit: str | None = None
) -> Gap | None:
    """The gap in which the day's deadline fell; None where somebody looked in time."""
    deadline = campaign.deadline_of(day).astimezone(UTC)
    return next((gap for gap in gaps(evidence, campaign, plan, day, as_of, unit) if gap.covers(deadline)), None)


def _missed(
    looks: Sequence[datetime], campaign: Campaign, plan: PollPlan, day: date, as_of: datetime
) -> Iterator[tuple[datetime, int]]:
    """Planned moments without a look, each with the number of looks before it.

    A deadline's look must be sent within the grace; any other may be early or late by half the rhythm.
    """
    deadline = campaign.deadline_of(day)
    for planned in (moment for on in campaign.days_until_due(day) for moment in moments_of(on, plan, campaign)):
        moment = planned.astimezone(UTC)
        early, late = (
            (moment, campaign.grace_of(day)) if planned == deadline else (moment - plan.every / 2, plan.every / 2)
        )
        at = count_before(looks, early)
        made = at < len(looks) and looks[at] <= moment + late
        if not made and moment + late < as_of:
            yield moment, at


def _gap(
    evidence: Evidence,
    missed: Sequence[datetime],
    looks: Sequence[datetime],
    at: int,
    plan: PollPlan,
    unit: str | None,
    as_of: datetime,
) -> Gap:
    before = looks[at - 1] if at else None
    until = looks[at] if at < len(looks) else None
    in_rhythm = before is not None and missed[0] - before < 2 * plan.every
    since = before if before is not None and in_rhythm else missed[0]
    reasons = _reasons(evidence, since, until or as_of, unit)
    return Gap(since, until, missed[0], len(missed), reasons or (NEVER_RAN,))


def _reasons(evidence: Evidence, since: datetime, until: datetime, unit: str | None) -> tuple[str, ...]:
    first = bisect_right(evidence.polls, since, key=lambda poll: poll.sent)
    last = bisect_right(evidence.polls, until, key=lambda poll: poll.sent)
    polls = (poll for poll in evidence.polls[first:last] if unit is None or unit not in poll.units)
    found = (poll.error or (poll.unread.get(unit, "") if unit else "") for poll in polls)
    return tuple(dict.fromkeys(reason for reason in found if reason))
