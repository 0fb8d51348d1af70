"""The statuses once more, by another way than `judging`: a walk through the looks in order of time. Pure.

`rollup --verify` holds the counts of reports in a paper against it, so that no paper is proved by what made it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import Status
from sheets_sync.evidence.fold import Evidence, Observed

Recounted = Mapping[tuple[str, date], Status]
COUNTED = (Status.ON_TIME, Status.LATE, Status.UNDETERMINED, Status.MISSED, Status.INVALID)
_FREE = (Status.EXCUSED, Status.NOT_REQUIRED)


@dataclass(slots=True)
class _Story:
    """What the looks so far told of one day's report. All moments are in UTC."""

    deadline: datetime
    grace_ends: datetime
    looked_since: bool = False
    cut_off: datetime | None = None
    valid_at: datetime | None = None
    look_before: datetime | None = None
    saw: Observed = Observed.ABSENT

    def deadline_passed(self, look: datetime) -> None:
        """`look` is the first one at or after the deadline."""
        self.looked_since = True
        if look <= self.grace_ends:
            self.cut_off = look

    def showed(self, seen: Observed, look: datetime, before: datetime | None) -> None:
        self.saw = seen
        if seen is Observed.VALID and self.valid_at is None:
            self.valid_at, self.look_before = look, before

    def status(self) -> Status:
        if self.valid_at is None:
            if not self.looked_since:
                return Status.PENDING
            return Status.INVALID if self.saw is Observed.ATTEMPTED else Status.MISSED
        limit = self.cut_off or self.deadline
        if self.valid_at <= limit:
            return Status.ON_TIME
        return Status.LATE if self.look_before and self.look_before >= limit else Status.UNDETERMINED


def recounted(evidence: Evidence, campaign: Campaign, as_of: datetime) -> Recounted:
    """The status of every unit and day as of an aware moment."""
    return {(unit.key, day): s for unit in campaign.units for day, s in _of_unit(unit, evidence, campaign, as_of)}


def _of_unit(unit: Unit, evidence: Evidence, campaign: Campaign, as_of: datetime) -> Iterator[tuple[date, Status]]:
    stories = _walked(unit, evidence, campaign, as_of)
    for day in campaign.days:
        override = evidence.override_for(unit.key, day, as_of)
        if not unit.owes(day):
            yield day, Status.NOT_REQUIRED
        elif override is not None:
            yield day, Status(override.status)
        else:
            yield day, stories[day].status()


def _walked(unit: Unit, evidence: Evidence, campaign: Campaign, as_of: datetime) -> dict[date, _Story]:
    stories = {}
    for day in campaign.days:
        deadline = campaign.deadline_of(day).astimezone(UTC)
        stories[day] = _Story(deadline, deadline + campaign.grace_of(day))
    shown: dict[datetime, list[tuple[date, Observed]]] = defaultdict(list)
    for day in campaign.days:
        for change in evidence.changes(unit.key, day, as_of):
            shown[change.sent].append((day, change.observed))
    ahead = sorted(stories.values(), key=lambda story: story.deadline, reverse=True)
    before = None
    for look in sorted({*evidence.poll_moments(unit.key, as_of), *shown}):
        while ahead and ahead[-1].deadline <= look:
            ahead.pop().deadline_passed(look)
        for day, seen in shown.get(look, ()):
            stories[day].showed(seen, look, before)
        before = look
    return stories


def counts(found: Recounted, campaign: Campaign, as_of: datetime, days: Sequence[date] | None = None) -> dict[str, int]:
    """How many reports there are of each kind, by the names that figures of papers have.

    Of the `days` given, or (None) of all whose deadline has passed.
    """
    wanted = set(days) if days else {day for day in campaign.days if campaign.deadline_of(day) <= as_of}
    statuses = [status for (_, day), status in found.items() if day in wanted]
    owed = [status for status in statuses if status not in _FREE]
    said = {status.value: owed.count(status) for status in COUNTED}
    reported = sum(said[status.value] for status in (Status.ON_TIME, Status.LATE, Status.UNDETERMINED))
    return {"reported": reported, "expected": len(owed), **said}
