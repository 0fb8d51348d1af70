"""Looks at deadlines: the last deadline at which a spreadsheet was read in time. Pure."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.fold import Evidence


def last_deadline(campaign: Campaign, now: datetime) -> datetime | None:
    """The last deadline up to an aware moment; None before the first."""
    return max((t for t in map(campaign.deadline_of, campaign.days) if t <= now), default=None)


def last_deadline_look(evidence: Evidence, campaign: Campaign, spreadsheet: str, now: datetime) -> datetime | None:
    """The last deadline up to `now` (aware) for which a look at the spreadsheet came through within the grace; None
    where there is none."""
    sent = sorted(p.sent for p in evidence.polls if not p.error and p.spreadsheet == spreadsheet)
    due = sorted(((campaign.deadline_of(day), campaign.grace_of(day)) for day in campaign.days), reverse=True)
    for deadline, grace in due:
        at = bisect_left(sent, deadline)
        if deadline <= now and at < len(sent) and sent[at] <= deadline + grace:
            return deadline
    return None
