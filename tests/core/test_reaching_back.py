"""Whatever becomes of the campaign file, what was judged stays: the law of versions, on random offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Activity, Campaign, Choice, Column, Unit
from sheets_sync.campaign.period import WEEKDAYS, Slot, plain_day, reports_of
from sheets_sync.campaign.timeline import Adoption, Timeline
from sheets_sync.campaign.version import version_of
from sheets_sync.compliance.judging import judge_all
from sheets_sync.config import load, resources
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.observing import Observer
from sheets_sync.spreadsheet.snapshot import Snapshot, Tab

SAMPLE = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
CAMPAIGN = replace(SAMPLE, days=SAMPLE.days[:4], units=SAMPLE.units[:3])
HEADINGS = tuple(column.header for column in CAMPAIGN.columns)
GOOD = ["", "Tặng quà hộ nghèo, khó khăn", "Tặng quà cho hộ nghèo", "", "20", "phần", "10", "", "5.000.000"]
ROWS: dict[str, Callable[[list[str]], list[str]]] = {
    "good": lambda row: row,
    "unknown activity": lambda row: [row[0], "Hoạt động lạ", *row[2:]],
    "no description": lambda row: [*row[:2], "", *row[3:]],
    "short description": lambda row: [*row[:2], "quà", *row[3:]],
    "nothing to report": lambda row: [row[0], "Không phát sinh"],
}
LOOKS = [time(8), time(9), time(9, 30), time(10), time(11), time(12)]
NEW = Unit("moi", "Đoàn mới", "Đoàn mới")
NEW_COLUMN = Column("moi", "Cột mới", "text", required="always")

Change = Callable[[Campaign], Campaign]


def without(unit: int) -> Change:
    return lambda c: replace(c, units=(*c.units[:unit], *c.units[unit + 1 :]) if len(c.units) > 1 else c.units)


def column(key: str, **fields: Any) -> Change:
    return lambda c: replace(c, columns=tuple(replace(x, **fields) if x.key == key else x for x in c.columns))


def with_alias(activity: Activity) -> Activity:
    return replace(activity, aliases=(*activity.aliases, "Hoạt động lạ")) if activity.code == "QA2" else activity


SLOTS = (Slot("sang", "Sáng", time(8, 30)), Slot("chieu", "Chiều", time(11, 30)))
SLOT_COLUMN = Column("slot", "Buổi", "choice", choices=tuple(Choice(s.key, s.label) for s in SLOTS), role="slot")


def slots(c: Campaign) -> Campaign:
    """Two reports a day, from now on."""
    columns = c.columns if SLOT_COLUMN in c.columns else (*c.columns, SLOT_COLUMN)
    days = reports_of({plain_day(day) for day in c.days}, SLOTS)
    return replace(c, period="day", slots=SLOTS, days=days, columns=columns)


def a_report_of(period: str, last: date) -> Change:
    """One report of all days, from now on."""
    return lambda c: replace(c, period=period, ends_on=WEEKDAYS[last.weekday()], days=(last,), slots=())


CHANGES: dict[str, Change] = {
    "two reports a day": slots,
    "one report a day": lambda c: replace(c, period="day", slots=(), days=CAMPAIGN.days),
    "one report of the week": a_report_of("week", CAMPAIGN.days[-1]),
    "one report of a week that ends sooner": a_report_of("week", CAMPAIGN.days[2]),
    "one report of the month": a_report_of("month", date(2022, 12, 31)),
    "due a day later": lambda c: replace(c, due_after=1),
    **{f"deadline {at}": lambda c, at=at: replace(c, deadline=at) for at in (time(8), time(9, 30), time(12))},
    "grace": lambda c: replace(c, grace=timedelta(seconds=1)),
    "a deadline of its own": lambda c: replace(c, deadlines={day: time(8, 30) for day in c.days[::2]}),
    "first unit goes": without(0),
    "second unit goes": without(1),
    "a unit comes": lambda c: c if NEW in c.units else replace(c, units=(*c.units, NEW)),
    "days off": lambda c: replace(c, days=c.days[::2]),
    "ends sooner": lambda c: replace(c, days=c.days[:2]),
    "begins later": lambda c: replace(c, days=c.days[-2:]),
    "all days": lambda c: replace(c, days=CAMPAIGN.days),
    "description required": column("description", required="always"),
    "description optional": column("description", required="no"),
    "figures required": column("people", required="always"),
    "a column comes": lambda c: c if NEW_COLUMN in c.columns else replace(c, columns=(*c.columns, NEW_COLUMN)),
    "a column goes": lambda c: replace(c, columns=tuple(x for x in c.columns if x.key != "description")),
    "a heading": column("description", header="Nội dung cụ thể"),
    "an alias": lambda c: replace(
        c,
        activities=tuple(
            replace(a, aliases=(*a.aliases, "Hoạt động lạ")) if a.code == "QA2" else a for a in c.activities
        ),
    ),
    "an activity goes": lambda c: replace(c, activities=tuple(a for a in c.activities if a.code != "QA2")),
    "dates with the month first": lambda c: replace(c, locale="en-US"),
    "dates with the year first": lambda c: replace(c, locale="en-GB-x-ymd"),
    "another currency": lambda c: replace(c, locale="vi-u-cu-usd"),
    "another language": lambda c: replace(c, locale="en-GB"),
    "fewer letters": lambda c: replace(c, limits=replace(c.limits, min_letters=2)),
}


@dataclass(frozen=True)
class Typing:
    """Somebody types a row for a report day, so many looks after the first one."""

    look: int
    unit: int
    day: int
    row: str


@dataclass
class World:
    """An office that looks, with a campaign file that changes; `changes` by the number of the look that meets them."""

    changes: dict[int, str]
    evidence: Evidence = field(default_factory=Evidence)
    file: Campaign = CAMPAIGN
    observers: dict[int, tuple[Campaign, Observer]] = field(default_factory=dict)
    """Number of versions recorded -> the campaign in force then, and who reads by it."""
    frozen: dict[int, frozenset[date]] = field(default_factory=dict)
    """Number of a look -> the days whose deadline had passed by the campaign that was in force until then."""

    def run(self, typed: Sequence[Typing], moments: Sequence[datetime]) -> None:
        for number, moment in enumerate(moments):
            rows = [t for t in typed if t.look <= number]
            if number in self.changes:
                self.file = CHANGES[self.changes[number]](self.file)
                before = in_force(self.evidence, self.file, moment) if self.evidence.adoptions else self.file
                self.frozen[number] = frozenset(day for day in before.days if before.deadline_of(day) <= moment)
            self._look(rows, moment)

    def _look(self, typed: Sequence[Typing], moment: datetime) -> None:
        version = version_of(self.file, "book")
        known = self.evidence.adoptions
        if not known or known[-1].version.digest != version.digest:
            self.evidence.extend([Adoption(moment, version, "file" if known else "first")])
        count = len(self.evidence.adoptions)
        if count not in self.observers:
            made = in_force(self.evidence, self.file, moment)
            self.observers[count] = (made, Observer(made, self.evidence))
        campaign, observer = self.observers[count]
        tabs = tuple(tab_of(unit, number, typed) for number, unit in enumerate((*CAMPAIGN.units, NEW)))
        snapshot = Snapshot("book", moment, moment, "vi_VN", "Asia/Ho_Chi_Minh", tabs)
        self.evidence.extend(observer.observe(snapshot, campaign.units, "").facts)

    def verdicts(self, as_of: datetime) -> dict[tuple[str, date], tuple[str, tuple[Any, ...]]]:
        """(unit, day) -> its status, and what its valid rows say."""
        found = judge_all(self.evidence, in_force(self.evidence, self.file, as_of), as_of)
        shown = {key: tuple(change.content) for key, change in self.evidence.all_shown(as_of).items()}
        return {
            (unit, j.day): (j.status.value, shown.get((unit, j.day), ()))
            for unit, judgements in found.items()
            for j in judgements
        }


def in_force(evidence: Evidence, file: Campaign, as_of: datetime) -> Campaign:
    timeline = evidence.timeline(as_of)
    assert timeline is not None
    return Timeline(timeline.adoptions, evidence.renames).campaign(file, version_of(file, "book").digest)


def tab_of(unit: Unit, number: int, typed: Sequence[Typing]) -> Tab:
    rows = [tuple(ROWS[t.row]([CAMPAIGN.days[t.day].strftime("%d/%m"), *GOOD[1:]])) for t in typed if t.unit == number]
    return Tab(number, unit.tab, (HEADINGS, *rows))


def looks_at(left_out: frozenset[int]) -> list[datetime]:
    moments = [datetime.combine(day, at, CAMPAIGN.timezone) for day in CAMPAIGN.days for at in LOOKS]
    return [moment for number, moment in enumerate(moments) if number not in left_out]


MOST = len(CAMPAIGN.days) * len(LOOKS)
typings = st.builds(
    Typing,
    st.integers(0, MOST - 1),
    st.integers(0, 3),
    st.integers(0, len(CAMPAIGN.days) - 1),
    st.sampled_from([*ROWS]),
)


@pytest.mark.once
@given(
    st.lists(typings, max_size=12),
    st.dictionaries(st.integers(1, MOST - 1), st.sampled_from([*CHANGES]), min_size=1, max_size=3),
    st.frozensets(st.integers(1, MOST - 1), max_size=6),
)
@example([Typing(2, 0, 0, "good")], {7: "deadline 09:30:00", 9: "deadline 12:00:00"}, frozenset())
@example([Typing(2, 0, 0, "good")], {15: "a column comes"}, frozenset())
@example([Typing(0, 0, 1, "good")], {3: "a column comes", 9: "deadline 08:00:00"}, frozenset())
@example([Typing(0, 0, 0, "good")], {1: "an activity goes", 3: "deadline 08:00:00"}, frozenset())
@example([Typing(2, 0, 0, "unknown activity")], {7: "an alias"}, frozenset())
@example([Typing(2, 0, 0, "good")], {7: "dates with the month first"}, frozenset())
@example([Typing(2, 0, 0, "good")], {7: "dates with the year first"}, frozenset())
@example([Typing(2, 0, 0, "nothing to report")], {7: "another language", 13: "dates with the month first"}, frozenset())
@example([Typing(2, 0, 0, "good")], {7: "another currency"}, frozenset())
@settings(max_examples=60)
def test_a_change_of_the_file_never_reaches_back(
    typed: list[Typing], changes: dict[int, str], left_out: frozenset[int]
) -> None:
    """For any office, any typing and any changes at any moments: the verdict and the valid rows of every period whose
    deadline had passed are those of the same office without the change."""
    moments = looks_at(left_out)
    met = sorted(number for number in changes if number < len(moments))
    if not met:
        return
    last = met[-1]
    # whoever types of a past day after the change changes its verdict, which is no matter of the file
    still = [t for t in typed if t.look < last or CAMPAIGN.days[t.day] > moments[last].date()]
    with_it, without_it = World(changes), World({n: changes[n] for n in met[:-1]})
    for world in (with_it, without_it):
        world.run(still, moments)
    end = moments[-1] + timedelta(minutes=1)
    before, after = without_it.verdicts(end), with_it.verdicts(end)
    for (unit, day), verdict in before.items():
        if day in with_it.frozen[last]:
            assert after[unit, day] == verdict, (unit, day, changes[last])
    for (unit, day), (status, _) in after.items():
        if day in with_it.frozen[last] and (unit, day) not in before:
            assert status == "not_required"


LONDON = ZoneInfo("Europe/London")
SCHOOL = Campaign(
    slug="school",
    name="School",
    timezone=LONDON,
    days=tuple(date(2027, 3, day) for day in range(1, 9)),
    deadline=time(17),
    grace=timedelta(seconds=60),
    units=(Unit("oak", "Oak", "Oak"),),
    columns=(
        Column("day", "Date", "date", required="always"),
        Column("people", "Pupils", "integer", required="always"),
        Column("money", "Raised", "money"),
    ),
    locale="en-GB",
)


def test_rows_of_the_past_are_read_as_dates_stood_then() -> None:
    """A row belongs to a past period if the version that held for it reads its date so, whatever order of dates the
    file says since; what is typed from then on is read in the new order."""
    evidence = Evidence()
    american = replace(SCHOOL, locale="en-US")
    typed = {1: ("01/03", "5", "£10"), 2: ("02/03", "5", ""), 3: ("03/03", "5", ""), 4: ("04/03", "5", "£20")}
    typed[6] = ("03/06", "7", "$30")
    for day in range(1, 8):
        file, moment = SCHOOL if day < 5 else american, datetime(2027, 3, day, 17, tzinfo=LONDON)
        version = version_of(file, "book")
        if day in (1, 5):
            evidence.extend([Adoption(moment, version)])
        tab = Tab(1, "Oak", (("Date", "Pupils", "Raised"), *(row for of, row in typed.items() if of <= day)))
        campaign = in_force(evidence, file, moment)
        snapshot = Snapshot("book", moment, moment, "", LONDON.key, (tab,))
        evidence.extend(Observer(campaign, evidence).observe(snapshot, campaign.units, "").facts)
    judged = judge_all(evidence, campaign, moment)["oak"]
    expected = dict.fromkeys((1, 2, 3, 4, 6), "on_time") | {5: "missed", 7: "missed", 8: "pending"}
    assert {j.day.day: j.status.value for j in judged} == expected
    assert not any(j.withdrawn or j.edited_after_deadline for j in judged)
    shown = {day.day: change for (_, day), change in evidence.all_shown(moment).items() if day}
    assert {day for day, change in shown.items() if change.content} == set(typed)
    money = {day: row.value("money") for day, change in shown.items() for row in change.rows if row.value("money")}
    assert money == {1: 10, 4: 20, 6: 30}
