"""Nothing of the sample stands in code: under other codes, keys, labels, measures and names it comes out the same."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from disguise import Disguise, disguised, renamed
from replayed import facts_of, typing

from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.recount import recounted
from sheets_sync.evidence.fold import Evidence
from sheets_sync.rollup.totals import totals


@pytest.fixture(scope="module")
def other(campaign: Campaign) -> Disguise:
    return disguised(campaign)


@pytest.fixture(scope="module")
def evidence(other: Disguise) -> Evidence:
    """What was recorded of the campaign under other names."""
    return Evidence(facts_of(other.campaign, {}, other.log(typing())))


def test_no_name_is_left(campaign: Campaign, other: Disguise) -> None:
    """The campaign under another name shares no code, key, label, heading, measure or name with the sample."""
    for before, after in ((names(campaign), names(other.campaign)), (names(other.campaign), names(campaign))):
        assert not before & after


def names(campaign: Campaign) -> set[str]:
    found = {campaign.slug, campaign.name, *campaign.measures}
    for unit in campaign.units:
        found |= {unit.key, unit.name, unit.tab}
    for column in campaign.columns:
        found |= {column.key, column.header}
    for activity in campaign.activities:
        found |= {activity.code, activity.label, *activity.aliases}
    return found


def test_the_board_is_the_same(campaign: Campaign, other: Disguise, evidence: Evidence, sample: Path) -> None:
    """Every status of every unit and day is that of the reference board."""
    expected = json.loads((sample / "expected-board.json").read_text(encoding="utf-8"))
    found = recounted(evidence, other.campaign, datetime.fromisoformat("2022-12-31T12:00:00+07:00"))
    wanted = {
        (other.units[unit], date.fromisoformat(day)): cell["status"]
        for unit, days in expected.items()
        for day, cell in days.items()
    }
    assert {key: str(status) for key, status in found.items()} == wanted


def test_the_figures_are_the_same(other: Disguise, evidence: Evidence, sample: Path) -> None:
    """The totals of each day and of the campaign are those that were worked out by hand, under the other names."""
    expected = json.loads((sample / "expected-totals.json").read_text(encoding="utf-8"))
    for name, wanted in {**expected["days"], "": expected["campaign"]}.items():
        rows = evidence.rows(datetime.fromisoformat(wanted["at"]))
        of = [row for row in rows if not name or row.day == date.fromisoformat(name)]
        said = totals(of, other.campaign).to_json(rows_without_day=not name)
        combined = said.pop("combined")
        assert said == other.totals({key: value for key, value in wanted.items() if key != "at"}), name
    assert combined[other.codes["GT1"]] == renamed({"m": 28_300})
