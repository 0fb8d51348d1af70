"""Which deadline's look was made last, walked over its edges."""

from __future__ import annotations

from datetime import datetime

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.fold import Evidence, Poll
from sheets_sync.job.deadlines import last_deadline, last_deadline_look


def moment(campaign: Campaign, text: str) -> datetime:
    return datetime.fromisoformat(f"2022-12-{text}").replace(tzinfo=campaign.timezone)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((), None),
        (("16T09:59:59",), None),
        (("16T10:00:00",), "16T10:00:00"),
        (("16T10:01:00",), "16T10:00:00"),
        (("16T10:01:01",), None),
        (("16T10:00:00", "17T10:05:00"), "16T10:00:00"),
        (("17T10:00:30", "16T10:00:00"), "17T10:00:00"),
        (("18T10:00:00",), None),  # later than the moment that is asked for
    ],
)
def test_a_look_within_the_grace_counts(campaign: Campaign, looks: tuple[str, ...], expected: str | None) -> None:
    """A look that left at the deadline or within its grace is the deadline's; one before, or later, is not."""
    evidence = Evidence([Poll(moment(campaign, at), moment(campaign, at), "own", ("go-dau",)) for at in looks])
    found = last_deadline_look(evidence, campaign, "own", moment(campaign, "17T12:00:00"))
    assert found == (moment(campaign, expected) if expected else None)


def test_other_spreadsheets_and_failed_looks_do_not_count(campaign: Campaign) -> None:
    """Only the campaign's own spreadsheet, and only a look that came through."""
    at = moment(campaign, "16T10:00:00")
    evidence = Evidence([Poll(at, at, "other", ("go-dau",)), Poll(at, at, "own", error="unreachable: away")])
    assert last_deadline_look(evidence, campaign, "own", at) is None
    assert last_deadline(campaign, at) == at
    assert last_deadline(campaign, moment(campaign, "16T09:59:59")) is None
