"""The sums of the tab of totals are those of all rows, however few reports were read anew for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from replayed import facts_of
from rollup_samples import printed_by

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import load, resources
from sheets_sync.evidence.fold import Change, Evidence, Poll
from sheets_sync.rollup import sums
from sheets_sync.tabs.rows import Row

CAMPAIGN = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
GROUPINGS = ((), ("unit",), ("day",), ("unit", "day"))


def of_all_rows(rows: Iterable[Row], campaign: Campaign) -> list[dict[Any, dict[Any, float]]]:
    """The same by the figures of documents."""
    found = printed_by(rows, campaign, GROUPINGS)
    return [{group: {key: f.value for key, f in some.items()} for group, some in groups.items()} for groups in found]


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each report whose rows were added up."""
    found: list[int] = []
    real = sums.parts_in_order

    def counted(*args: Any) -> Any:
        found.append(1)
        return real(*args)

    monkeypatch.setattr(sums, "parts_in_order", counted)
    return found


def test_what_is_remembered_of_reports_gives_the_sums_of_all_rows(added: list[int]) -> None:
    """Over the sample's fortnight of typing and mending, each look adds up the reports that changed, and the sums are
    those of the documents."""
    evidence, known, changed, looks = Evidence(), sums.KnownReports(), set[object](), 0
    for fact in facts_of(CAMPAIGN, {}):
        evidence.extend([fact])
        if isinstance(fact, Change) and fact.day is not None:
            changed.add((fact.unit, fact.day))
        if not isinstance(fact, Poll) or len(changed) < 25:
            continue
        added.clear()
        found = sums.printed_sums(known.of(evidence, CAMPAIGN, fact.sent), CAMPAIGN, GROUPINGS)
        assert len(added) <= len(changed)
        assert found == of_all_rows(evidence.rows(fact.sent), CAMPAIGN)
        looks, changed = looks + 1, set[object]()
    assert looks > 5


def test_a_look_at_an_earlier_moment_is_not_spoiled_by_what_is_remembered() -> None:
    """What was remembered at a later moment is told from what stood before."""
    evidence, known = Evidence(facts_of(CAMPAIGN, {})), sums.KnownReports()
    for day in (CAMPAIGN.days[9], CAMPAIGN.days[3], CAMPAIGN.days[12]):
        as_of = CAMPAIGN.deadline_of(day)
        found = sums.printed_sums(known.of(evidence, CAMPAIGN, as_of), CAMPAIGN, GROUPINGS)
        assert found == of_all_rows(evidence.rows(as_of), CAMPAIGN)


def test_with_another_campaign_all_is_added_up_anew(added: list[int]) -> None:
    """Rules of adding are of the campaign: nothing that was added by another one counts."""
    evidence, known = Evidence(facts_of(CAMPAIGN, {})), sums.KnownReports()
    as_of = CAMPAIGN.deadline_of(CAMPAIGN.last_day)
    first = known.of(evidence, CAMPAIGN, as_of)
    added.clear()
    again = known.of(evidence, load(resources.sample_campaign() / "campaign.toml", environ={}).campaign, as_of)
    assert len(added) == len(again) == len(first)
