"""Rows of no day that may have been meant for a period: somebody typed, but not a day of it. Pure."""

from __future__ import annotations

from datetime import date, datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.states import row_digest
from sheets_sync.tabs.rows import Row


def rows_of_no_day(unit: str, day: date, evidence: Evidence, campaign: Campaign, as_of: datetime) -> tuple[Row, ...]:
    """The unit's rows of no day, as they stand at `as_of` (aware), that did not stand there at the deadline before the
    one of `day`: what was there already was not typed for this period."""
    changes = evidence.changes(unit, None, as_of)
    if not changes or not changes[-1].rows:
        return ()
    shown, since = changes[-1].rows, _deadline_before(day, campaign)
    if since is None:
        return tuple(shown)
    if since > as_of or changes[-1].sent <= since:
        return ()
    then = next((change.rows for change in reversed(changes) if change.sent <= since), ())
    known = {row_digest(row) for row in then}
    return tuple(row for row in shown if row_digest(row) not in known)


def _deadline_before(day: date, campaign: Campaign) -> datetime | None:
    """The deadline of the period before, None for the first one."""
    at = campaign.days.index(day)
    return campaign.deadline_of(campaign.days[at - 1]) if at else None
