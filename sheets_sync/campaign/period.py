"""What a unit owes one report for: a stretch of days with a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets_sync.campaign.model import Campaign


@dataclass(frozen=True, slots=True)
class Period:
    """`first_day` to `day`, both included; `day` is the one by which everything names the period.

    `deadline` is an aware moment in the campaign's timezone. `slot` tells several reports of one period apart; None
    where there is one.
    """

    first_day: date
    day: date
    deadline: datetime
    slot: str | None = None


def periods_of(campaign: Campaign) -> tuple[Period, ...]:
    """All periods of a campaign in order: one for each report day."""
    return tuple(Period(day, day, campaign.deadline_of(day)) for day in campaign.days)
