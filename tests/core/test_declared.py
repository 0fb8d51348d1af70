"""A person's word that a version holds since a past day puts right where rows belong, too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from test_reaching_back import CAMPAIGN, GOOD, HEADINGS, in_force

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.campaign.version import version_of
from sheets_sync.compliance.judging import judge_all
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.observing import Observer
from sheets_sync.spreadsheet.snapshot import Snapshot, Tab

FIRST, SECOND, THIRD, FOURTH = CAMPAIGN.days
WITHOUT_SECOND = replace(CAMPAIGN, days=(FIRST, THIRD, FOURTH))
BEGINS_LATER = replace(CAMPAIGN, days=(SECOND, THIRD, FOURTH))
UNIT = CAMPAIGN.units[0]
END = datetime.combine(FOURTH, time(18), CAMPAIGN.timezone)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), CAMPAIGN.timezone)


def look(evidence: Evidence, file: Campaign, moment: datetime, *days: date) -> None:
    """The unit's tab shows a good row of each of the days."""
    campaign = in_force(evidence, file, moment)
    rows = [(day.strftime("%d/%m"), *GOOD[1:2], f"{GOOD[2]} ngày {day.day}", *GOOD[3:]) for day in days]
    tab = Tab(0, UNIT.tab, (HEADINGS, *rows))
    snapshot = Snapshot("book", moment, moment, "vi_VN", "Asia/Ho_Chi_Minh", (tab,))
    evidence.extend(Observer(campaign, evidence).observe(snapshot, campaign.units[:1], "").facts)


def statuses(evidence: Evidence, file: Campaign, as_of: datetime) -> dict[int, str]:
    found = judge_all(evidence, in_force(evidence, file, as_of), as_of)[UNIT.key]
    return {judgement.day.day: judgement.status.value for judgement in found}


def adopt(evidence: Evidence, file: Campaign, moment: datetime, since: date | None = None) -> None:
    how = "accepted" if since else "file"
    evidence.extend([Adoption(moment, version_of(file, "book"), how, since)])


@pytest.mark.parametrize("looked_since", [False, True])
def test_rows_of_a_day_that_was_left_out_count_from_when_they_were_seen(looked_since: bool) -> None:
    """Whoever typed in time for a day that the file did not have yet is on time once a person puts the file right."""
    evidence = Evidence()
    adopt(evidence, WITHOUT_SECOND, at(FIRST, "08:00"))
    look(evidence, WITHOUT_SECOND, at(FIRST, "10:00"), FIRST)
    look(evidence, WITHOUT_SECOND, at(SECOND, "09:30"), FIRST, SECOND)
    look(evidence, WITHOUT_SECOND, at(SECOND, "10:00"), FIRST, SECOND)
    accepted = at(THIRD, "08:00")
    adopt(evidence, CAMPAIGN, accepted, since=SECOND)
    if looked_since:
        look(evidence, CAMPAIGN, at(THIRD, "08:05"), FIRST, SECOND)
    now = at(THIRD, "08:10")
    assert statuses(evidence, CAMPAIGN, now) == {16: "on_time", 17: "on_time", 18: "pending", 19: "pending"}
    assert len([row for row in evidence.rows(now) if row.valid]) == 2
    assert not [row for row in evidence.rows(now) if row.day is None]
    assert evidence.shown(UNIT.key, None, now) is None or not evidence.shown(UNIT.key, None, now).rows  # type: ignore[union-attr]
    before = accepted - timedelta(minutes=1)
    assert statuses(evidence, WITHOUT_SECOND, before) == {16: "on_time", 18: "pending", 19: "pending"}
    assert len([row for row in evidence.rows(before) if row.day is None]) == 1


def test_a_row_is_put_back_to_no_day_where_a_person_takes_its_day_away() -> None:
    """It is named as a row of no day then, and counts for none."""
    evidence = Evidence()
    adopt(evidence, CAMPAIGN, at(FIRST, "08:00"))
    look(evidence, CAMPAIGN, at(THIRD, "10:00"), SECOND, THIRD)
    adopt(evidence, WITHOUT_SECOND, at(THIRD, "11:00"), since=FIRST)
    assert [row.valid for row in evidence.rows(at(THIRD, "12:00")) if row.day is None] == [False]


def test_days_before_the_named_one_stay_as_they_were() -> None:
    """A row of a day before the one since which the version holds goes on counting for none."""
    evidence = Evidence()
    adopt(evidence, BEGINS_LATER, at(FIRST, "08:00"))
    look(evidence, BEGINS_LATER, at(FIRST, "10:00"), FIRST)
    adopt(evidence, CAMPAIGN, at(SECOND, "08:00"), since=SECOND)
    now = at(SECOND, "09:00")
    assert 16 not in statuses(evidence, CAMPAIGN, now)
    assert [row.day for row in evidence.rows(now)] == [None]


def test_two_words_each_move_the_rows_of_their_days() -> None:
    """The newest that holds for a day reads it; what it leaves is for the one before."""
    evidence = Evidence()
    adopt(evidence, replace(CAMPAIGN, days=(FOURTH,)), at(FIRST, "08:00"))
    look(evidence, replace(CAMPAIGN, days=(FOURTH,)), at(FIRST, "09:00"), FIRST)
    look(evidence, replace(CAMPAIGN, days=(FOURTH,)), at(THIRD, "09:00"), FIRST, THIRD)
    adopt(evidence, replace(CAMPAIGN, days=(FIRST, FOURTH)), at(THIRD, "12:00"), since=FIRST)
    adopt(evidence, CAMPAIGN, at(THIRD, "13:00"), since=THIRD)
    found = statuses(evidence, CAMPAIGN, at(THIRD, "14:00"))
    assert (found[16], found[18]) == ("on_time", "on_time")


def test_a_row_typed_ahead_of_a_day_that_was_left_out_counts_from_that_day_on() -> None:
    """It stood there unchanged when its day came, and nothing new was recorded."""
    evidence = Evidence()
    adopt(evidence, WITHOUT_SECOND, at(FIRST, "08:00"))
    look(evidence, WITHOUT_SECOND, at(FIRST, "10:00"), SECOND)
    look(evidence, WITHOUT_SECOND, at(SECOND, "09:30"), SECOND)
    look(evidence, WITHOUT_SECOND, at(SECOND, "10:00"), SECOND)
    adopt(evidence, CAMPAIGN, at(SECOND, "12:00"), since=FIRST)
    found = judge_all(evidence, in_force(evidence, CAMPAIGN, at(SECOND, "13:00")), at(SECOND, "13:00"))[UNIT.key]
    assert [(j.status.value, j.seen_present) for j in found][1] == ("on_time", at(SECOND, "09:30"))
