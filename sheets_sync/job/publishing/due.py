"""Which documents are due: the daily report at each deadline and at the end of its day, the rollup at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import DocumentsPlan
from sheets_sync.job.publishing.archive import document_key
from sheets_sync.ledger import to_iso


@dataclass(frozen=True, slots=True)
class Due:
    """A document that is due: the daily report of `day` (None: the campaign's rollup), with data up to `moment`."""

    day: date | None
    moment: datetime

    @property
    def key(self) -> str:
        return document_key(self.day)


def due_documents(
    campaign: Campaign, plan: DocumentsPlan, written: Sequence[Mapping[str, Any]], now: datetime
) -> list[Due]:
    """The latest moment of each document up to `now`, the last look, that is not written yet."""
    done = {(entry["document"], entry["moment"]) for entry in written}
    latest: dict[str, Due] = {}
    for due in _moments(campaign, plan):
        if due.moment <= now:
            latest[due.key] = due
    return [due for due in latest.values() if (due.key, to_iso(due.moment)) not in done]


def _moments(campaign: Campaign, plan: DocumentsPlan) -> Iterator[Due]:
    """The moments of all documents, each document's in order. The rollup of a daily campaign is due at the end of its
    last day; that of any other at the last deadline, since nobody may look on the evening of it, and once more then."""
    last = campaign.deadline_of(campaign.days[0])
    for day in campaign.days:
        deadline = campaign.deadline_of(day)
        for moment in sorted({deadline, *_evenings(campaign, plan, deadline)}):
            yield Due(day, moment)
        last = max(last, deadline)
    evenings = _evenings(campaign, plan, last)
    first = evenings[-1] if campaign.is_daily and evenings else last
    for moment in (first, *(evening for evening in evenings if evening > first)):
        yield Due(None, moment)


def _evenings(campaign: Campaign, plan: DocumentsPlan, deadline: datetime) -> list[datetime]:
    """The other times of the deadline's day at which a report is due; of a period of days, those after the deadline."""
    times = sorted(datetime.combine(deadline.date(), at, campaign.timezone) for at in plan.daily_at)
    return [at for at in times if campaign.is_daily or at > deadline]
