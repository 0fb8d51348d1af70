"""Weeks, months, quarters and slots: which report a row is of, when it is due, how it is judged. Against a model that
is written apart, by searching instead of reckoning."""

from __future__ import annotations

import copy
import itertools
import pickle
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign, Choice, Column, Unit
from sheets_sync.campaign.named import counted_key, due_sentence, report_name, report_sign
from sheets_sync.campaign.period import (
    WEEKDAYS,
    Period,
    Slot,
    SlotDay,
    day_key,
    day_of_key,
    last_days,
    plain_day,
    reports_of,
    slot_of,
)
from sheets_sync.campaign.schedule import PollPlan, in_grace, moments_of, next_poll
from sheets_sync.campaign.timeline import Adoption, Timeline
from sheets_sync.campaign.version import Version, altered, version_of
from sheets_sync.cells import CellReader
from sheets_sync.compliance.judging import judge, judge_all
from sheets_sync.compliance.recount import recounted
from sheets_sync.compliance.standings import Standings
from sheets_sync.evidence.fold import Change, Evidence, Fact, Poll
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.job.cron import cron_lines
from sheets_sync.job.systemd import calendar_lines
from sheets_sync.ledger.packing import day_number, day_text
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.rows import TabReport
from sheets_sync.tabs.unit_tab import read_tab
from sheets_sync.words.texts import texts

UNIT = Unit("a", "Unit A", "A")
SLOTS = (Slot("early", "Early", time(7), ("E",)), Slot("night", "Night", time(5, 30), due_after=1))
ZONES = ("Asia/Ho_Chi_Minh", "Europe/London", "America/New_York")


def campaign_of(
    period: str = "day",
    first: date = date(2027, 3, 1),
    last: date = date(2027, 3, 31),
    *,
    ends_on: str = "sunday",
    due_after: int = 0,
    slots: tuple[Slot, ...] = (),
    zone: str = "Europe/London",
    deadline: time = time(10),
) -> Campaign:
    columns = [Column("d", "Day", "date", required="always", role="day")]
    if slots:
        choices = tuple(Choice(slot.key, slot.label, slot.aliases) for slot in slots)
        columns.append(Column("s", "Slot", "choice", required="always", choices=choices, role="slot"))
    columns.append(Column("n", "Number", "integer", required="always", total="sum"))
    days = reports_of(last_days(period, ends_on, first, last), slots, due_after)
    return Campaign(
        "c",
        "C",
        ZoneInfo(zone),
        days,
        deadline,
        timedelta(minutes=1),
        (UNIT,),
        tuple(columns),
        period=period,
        ends_on=ends_on,
        due_after=due_after,
        slots=slots,
    )


# ── which periods there are ───────────────────────────────────────────────────────────────────────────────────────

PERIODS = [
    # period, ends on, first, last, the last days, the first day of the first
    ("day", "sunday", date(2027, 3, 30), date(2027, 4, 1), ["03-30", "03-31", "04-01"], date(2027, 3, 30)),
    ("week", "friday", date(2027, 3, 6), date(2027, 3, 26), ["03-12", "03-19", "03-26"], date(2027, 3, 6)),
    ("week", "friday", date(2027, 3, 10), date(2027, 3, 18), ["03-12"], date(2027, 3, 6)),
    ("week", "sunday", date(2027, 3, 1), date(2027, 3, 7), ["03-07"], date(2027, 3, 1)),
    ("month", "sunday", date(2027, 1, 15), date(2027, 4, 29), ["01-31", "02-28", "03-31"], date(2027, 1, 1)),
    ("quarter", "sunday", date(2027, 1, 1), date(2027, 7, 31), ["03-31", "06-30"], date(2027, 1, 1)),
]


@pytest.mark.parametrize(("period", "ends_on", "first", "last", "expected", "begin"), PERIODS)
def test_a_period_counts_if_its_last_day_lies_in_the_campaign(
    period: str, ends_on: str, first: date, last: date, expected: list[str], begin: date
) -> None:
    """A campaign has the periods that end in it; the first one may begin before it, and its rows count."""
    campaign = campaign_of(period, first, last, ends_on=ends_on)
    assert [f"{day:%m-%d}" for day in campaign.days] == expected
    assert (campaign.first_day, campaign.last_day) == (begin, campaign.days[-1])
    for at, found in enumerate(campaign.periods):
        assert found.first_day == (campaign.days[at - 1] + timedelta(days=1) if at else begin)
        assert campaign.report_of(found.first_day) == campaign.report_of(found.day) == found.day
    assert campaign.report_of(begin - timedelta(days=1)) is None
    assert campaign.report_of(campaign.last_day + timedelta(days=1)) is None


def test_a_report_of_a_slot_is_a_value_of_its_own() -> None:
    """The same date without its slot, or with another one, names another report; copies and texts bring it back."""
    one = SlotDay(2027, 3, 1, "early")
    assert one == SlotDay.of(date(2027, 3, 1), "early")
    assert len({one, SlotDay(2027, 3, 1, "night"), date(2027, 3, 1), SlotDay(2027, 3, 1, "early")}) == 3
    assert date(2027, 3, 1) != one
    assert one != date(2027, 3, 1)
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == day_of_key(day_key(one)) == one
    assert (plain_day(one), type(plain_day(one)), slot_of(one), slot_of(plain_day(one))) == (
        date(2027, 3, 1),
        date,
        "early",
        None,
    )
    for key in ("2027-03-01", "2027-03-01/early"):
        assert day_text(day_number(key)) == key


def test_slots_come_in_the_order_in_which_they_are_due() -> None:
    """A night shift that is due the next morning stands before that day's early shift where it is due before it."""
    campaign = campaign_of(last=date(2027, 3, 2), slots=SLOTS)
    assert [(day.day, slot_of(day)) for day in campaign.days] == [
        (1, "early"),
        (1, "night"),
        (2, "early"),
        (2, "night"),
    ]
    deadlines = [campaign.deadline_of(day) for day in campaign.days]
    assert deadlines == sorted(deadlines)
    assert campaign.deadline_of(date(2027, 3, 1)) == deadlines[1]


# ── the model: which report a date is of and when it is due, by looking at one day after the other ─────────────────


def model_reports(campaign: Campaign, first: date, last: date) -> dict[date, tuple[date, ...]]:
    """Last day -> the days of its period, by walking through the calendar."""
    found: dict[date, tuple[date, ...]] = {}
    held: list[date] = []
    day = first - timedelta(days=120)
    while day <= last:
        held.append(day)
        after = day + timedelta(days=1)
        ends = {
            "day": True,
            "week": WEEKDAYS[day.weekday()] == campaign.ends_on,
            "month": after.month != day.month,
            "quarter": (after.month - 1) // 3 != (day.month - 1) // 3,
        }[campaign.period]
        if ends:
            if day >= first:
                found[day] = tuple(held)
            held = []
        day = after
    return found


def model_deadline(campaign: Campaign, last: date, slot: Slot | None) -> datetime:
    """The first moment, minute by minute of real time, at which a clock on the wall shows the deadline."""
    after = campaign.due_after if slot is None or slot.due_after is None else slot.due_after
    wanted = datetime.combine(last + timedelta(days=after), slot.deadline if slot else campaign.deadline)
    moment = wanted.replace(tzinfo=UTC) - timedelta(hours=15)
    for _ in range(30 * 60):
        if moment.astimezone(campaign.timezone).replace(tzinfo=None) == wanted:
            return moment
        moment += timedelta(minutes=1)
    raise LookupError(wanted)


def model_status(looks: list[tuple[datetime, bool]], deadline: datetime, as_of: datetime) -> str:
    """`looks`: moments in order, and whether the report was there."""
    looks = [look for look in looks if look[0] <= as_of]
    at_deadline = [sent for sent, _ in looks if deadline <= sent <= deadline + timedelta(minutes=1)]
    cut_off = at_deadline[0] if at_deadline else deadline
    there = [n for n, (_, saw) in enumerate(looks) if saw]
    if there:
        if looks[there[0]][0] <= cut_off:
            return "on_time"
        return "late" if there[0] > 0 and looks[there[0] - 1][0] >= cut_off else "undetermined"
    if as_of < deadline or not any(sent >= deadline for sent, _ in looks):
        return "pending"
    return "missed"


@dataclass(eq=False)
class Typist:
    """A campaign with its reader; one for each, so that what was read of it can be kept."""

    campaign: Campaign
    reader: CellReader
    last: ClassVar[Typist | None] = None

    @classmethod
    def of(cls, campaign: Campaign) -> Typist:
        if cls.last is None or cls.last.campaign is not campaign:
            cls.last = cls(campaign, CellReader(campaign))
        return cls.last


@lru_cache(maxsize=2000)
def typed_report(typist: Typist, rows: tuple[tuple[str, ...], ...], today: date) -> TabReport:
    """What these rows say; many orders of typing come to the same rows."""
    headings = tuple(column.header for column in typist.campaign.columns)
    return read_tab(Tab(1, "A", (headings, *rows)), UNIT, typist.campaign, today, typist.reader)


def typed_evidence(campaign: Campaign, looks: list[tuple[datetime, list[tuple[str, ...]]]]) -> Evidence:
    """What the job records where the tab held these rows at each look."""
    shown: dict[Any, Change] = {}
    facts: list[Fact] = []
    for sent, rows in looks:
        report = typed_report(Typist.of(campaign), tuple(rows), campaign.local_day(sent))
        changed = changes_since(shown, observe(report, sent), UNIT.key, sent)
        shown |= {(change.unit, change.day): change for change in changed}
        facts += [Poll(sent, sent, "s", (UNIT.key,)), *changed]
    return Evidence(facts)


KINDS = st.tuples(
    st.sampled_from(["day", "week", "month", "quarter"]),
    st.sampled_from(WEEKDAYS),
    st.integers(0, 6),
    st.sampled_from([(), SLOTS]),
    st.sampled_from(ZONES),
    st.sampled_from([time(0), time(1, 30), time(9), time(17)]),
    st.dates(date(2026, 9, 1), date(2027, 3, 31)),
)


@pytest.mark.once
@settings(max_examples=120, deadline=None)
@given(KINDS, st.data())
def test_random_periods_are_judged_as_the_model_does(kind: Any, data: Any) -> None:
    """Random days of random periods, slots and zones, rows of any day typed at any time: every report as the model."""
    period, ends_on, due_after, slots, zone, deadline, first = kind
    last = first + timedelta(days={"day": 4, "week": 24, "month": 70, "quarter": 200}[period])
    campaign = campaign_of(
        period, first, last, ends_on=ends_on, due_after=due_after, slots=slots, zone=zone, deadline=deadline
    )
    spans = model_reports(campaign, first, last)
    assume(spans)
    try:
        due = {
            (day, slot.key if slot else None): model_deadline(campaign, day, slot)
            for day in spans
            for slot in slots or (None,)
        }
    except LookupError:
        assume(False)  # in the hour that clocks leave out: such a file is refused
    assert {(plain_day(day), slot_of(day)): campaign.deadline_of(day) for day in campaign.days} == due
    moments = sorted({m + timedelta(seconds=s) for m in due.values() for s in (-7200, -60, 0, 30, 61, 3600)})
    moments = [moment for moment in moments if data.draw(st.booleans())][:40]
    everyday = [day for days in spans.values() for day in days] + [first - timedelta(days=200)]
    rows: list[tuple[str, ...]] = []
    looks: list[tuple[datetime, list[tuple[str, ...]]]] = []
    wrote: dict[tuple[date, str | None], int] = {}
    for n, moment in enumerate(moments):
        if data.draw(st.booleans()):
            day = data.draw(st.sampled_from(everyday))
            slot = data.draw(st.sampled_from(slots)) if slots else None
            rows = [*rows, (f"{day:%d/%m/%Y}", *([slot.label] if slot else []), str(n + 1))]
            for last_day, days in spans.items():
                now = moment.astimezone(campaign.timezone).date()
                began = day <= now or (day in days and now in days)
                if day in days and began:
                    wrote.setdefault((last_day, slot.key if slot else None), n)
                elif day in days:  # of a period still to come: no report yet, and one when its days come
                    later = [m for m in range(n, len(moments)) if _may(day, days, moments[m], campaign)]
                    if later:
                        key = (last_day, slot.key if slot else None)
                        wrote[key] = min(wrote.get(key, later[0]), later[0])
        looks.append((moment, rows))
    evidence = typed_evidence(campaign, looks)
    as_of = data.draw(st.sampled_from(moments)) if moments else datetime(2027, 1, 1, tzinfo=UTC)
    again = recounted(evidence, campaign, as_of)
    for report in campaign.days:
        key = (plain_day(report), slot_of(report))
        saw = [(sent, key in wrote and n >= wrote[key]) for n, (sent, _) in enumerate(looks)]
        expected = model_status(saw, due[key], as_of)
        assert judge(UNIT, report, evidence, campaign, as_of).status == expected, (report, as_of)
        assert again[UNIT.key, report] == expected


def _may(day: date, days: tuple[date, ...], moment: datetime, campaign: Campaign) -> bool:
    now = moment.astimezone(campaign.timezone).date()
    return day <= now or now in days


SMALL = [
    # period, its last day, slots, zone, deadline
    ("week", date(2027, 3, 12), (), "Asia/Ho_Chi_Minh", time(10)),
    ("day", date(2027, 3, 12), SLOTS, "Europe/London", time(10)),
    ("week", date(2027, 3, 28), (), "Europe/London", time(10)),  # clocks go forward in the morning of its last day
    ("week", date(2027, 10, 31), (), "Europe/London", time(1, 30)),  # the hour comes twice, and the first one counts
    ("day", date(2027, 3, 14), SLOTS, "America/New_York", time(10)),
    ("month", date(2027, 3, 31), (), "America/New_York", time(17)),
    ("month", date(2027, 11, 30), (), "America/New_York", time(17)),
]


@pytest.mark.once
@pytest.mark.parametrize(("period", "last", "slots", "zone", "deadline_at"), SMALL)
def test_every_order_of_typing_of_a_small_period(
    period: str, last: date, slots: tuple[Slot, ...], zone: str, deadline_at: time
) -> None:
    """Whatever order people type, mend, move and clear in, a look after each act gives the model's status: in weeks,
    months and slots, also where clocks go forward or back."""
    campaign = campaign_of(
        period, last, last, ends_on=WEEKDAYS[last.weekday()], slots=slots, zone=zone, deadline=deadline_at
    )
    report = campaign.report_of(last, "early" if slots else None)
    assert report is not None
    before, outside = (f"{last - timedelta(days=n):%d/%m/%Y}" for n in (2, 40))
    named = ("Early",) if slots else ()
    other = ("Night",) if slots else ()
    good, bad = (f"{last:%d/%m/%Y}", *named, "5"), (f"{last:%d/%m/%Y}", *named, "many")
    same = (good[0] if slots else before, *named, "6")
    strange = (good[0] if slots else outside, *other, "7")
    acts = [(0, bad), (0, good), (1, same), (0, ()), (1, ()), (2, strange)]
    deadline = model_deadline(campaign, last, campaign.slot_by_key.get("early"))
    moments = [deadline + timedelta(seconds=s) for s in (-600, -300, 0, 30, 61, 300)]
    found: set[str] = set()
    for order in itertools.permutations(acts):
        held: list[tuple[str, ...]] = [(), (), ()]
        looks, told = [], []
        for moment, (row, cells) in zip(moments, order, strict=True):
            held[row] = cells
            looks.append((moment, list(held)))
            told.append((moment, good in held or same in held, bad in held))
        evidence = typed_evidence(campaign, looks)
        for as_of in (
            deadline - timedelta(seconds=60),
            deadline + timedelta(seconds=45),
            deadline + timedelta(hours=2),
        ):
            expected = model_status([(sent, there) for sent, there, _ in told], deadline, as_of)
            seen = [wrong for sent, _, wrong in told if sent <= as_of]
            if expected == "missed" and seen and seen[-1]:
                expected = "invalid"
            assert judge(UNIT, report, evidence, campaign, as_of).status == expected, (order, as_of)
            found.add(expected)
    assert found == {"pending", "on_time", "late", "invalid", "missed"}


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_without_their_slot_are_of_no_report() -> None:
    """A slot that is missing or none of the list is what is wrong with the row; the day is not blamed."""
    campaign = campaign_of(slots=SLOTS)
    typed = [("01/03/2027", "", "1"), ("01/03/2027", "noon", "1"), ("01/03/2027", "e", "1"), ("01/05/2027", "E", "1")]
    headings = tuple(column.header for column in campaign.columns)
    rows = read_tab(Tab(1, "A", (headings, *typed)), UNIT, campaign, date(2027, 3, 5)).rows
    assert [(row.day, row.slot, row.valid, [p.code for p in row.problems]) for row in rows] == [
        (None, None, False, ["R0"]),
        (None, None, False, ["A1"]),
        (SlotDay(2027, 3, 1, "early"), "early", True, []),
        (None, None, False, ["D7"]),
    ]


def test_a_day_that_is_still_to_come_is_typed_only_within_its_period() -> None:
    """On Wednesday a row may carry Friday's date, the name of its week; one of the next week is of the future."""
    campaign = campaign_of("week", ends_on="friday")
    headings = tuple(column.header for column in campaign.columns)
    tab = Tab(1, "A", (headings, ("12/03/2027", "1"), ("13/03/2027", "1")))
    rows = read_tab(tab, UNIT, campaign, date(2027, 3, 10)).rows
    assert [(row.day, [p.code for p in row.problems]) for row in rows] == [(date(2027, 3, 12), []), (None, ["D7"])]


# ── looks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(KINDS)
def test_there_is_a_look_at_every_deadline(kind: Any) -> None:
    """Whatever the rhythm: each deadline is a poll, `watch` wakes for it, cron and systemd know its day."""
    period, ends_on, due_after, slots, zone, deadline, first = kind
    last = first + timedelta(days={"day": 3, "week": 20, "month": 62, "quarter": 185}[period])
    campaign = campaign_of(
        period, first, last, ends_on=ends_on, due_after=due_after, slots=slots, zone=zone, deadline=deadline
    )
    assume(campaign.days)
    plan = PollPlan(every=timedelta(minutes=30))
    polls = [moment for day in campaign.poll_days for moment in moments_of(day, plan, campaign)]
    assert polls == sorted(polls)
    for report in campaign.days:
        due = campaign.deadline_of(report)
        assert due.astimezone(UTC) in {poll.astimezone(UTC) for poll in polls}
        found = next_poll(due - timedelta(seconds=1), plan, campaign)
        assert found is not None
        assert found.astimezone(UTC) == due.astimezone(UTC)
        assert in_grace(due + timedelta(seconds=30), campaign)
    assert cron_lines(campaign, plan, ["run"], campaign.timezone).lines
    assert calendar_lines(campaign, plan)


def test_days_between_have_the_few_looks_that_are_asked_for() -> None:
    """The rhythm of minutes is for days on which reports are due; the others of a week have the looks of `also`."""
    campaign = campaign_of("week", date(2027, 3, 6), date(2027, 3, 12), ends_on="friday", due_after=1)
    counts = {day.day: len(moments_of(day, PollPlan(), campaign)) for day in campaign.poll_days}
    assert counts == {6: 2, 7: 2, 8: 2, 9: 2, 10: 2, 11: 2, 12: 2, 13: 74}


NOW = [
    # slots, due after, now, the report that people look at
    ("day", (), 0, "2027-03-02T09:00", "2027-03-02"),
    ("day", (), 0, "2027-03-02T23:59", "2027-03-02"),
    ("day", (), 1, "2027-03-02T23:59", "2027-03-01"),
    ("day", (), 0, "2027-02-01T00:00", "2027-03-01"),
    ("day", (), 0, "2027-05-01T00:00", "2027-03-31"),
    ("week", (), 0, "2027-03-07T12:00", "2027-03-07"),
    ("week", (), 0, "2027-03-08T00:00", "2027-03-14"),
    ("week", (), 2, "2027-03-09T12:00", "2027-03-07"),
    ("week", (), 2, "2027-03-10T00:00", "2027-03-14"),
    ("day", SLOTS, 0, "2027-03-02T06:14", "2027-03-01/night"),
    ("day", SLOTS, 0, "2027-03-02T06:15", "2027-03-02/early"),
    ("day", SLOTS, 0, "2027-03-02T12:00", "2027-03-02/early"),
    ("day", SLOTS, 0, "2027-03-03T00:00", "2027-03-02/night"),
]


@pytest.mark.parametrize(("period", "slots", "due_after", "now", "expected"), NOW)
def test_the_report_that_people_look_at(
    period: str, slots: tuple[Slot, ...], due_after: int, now: str, expected: str
) -> None:
    """The one that is due, until its day is over or half-way to the next one on that day; then the one that runs."""
    campaign = campaign_of(period, slots=slots, due_after=due_after)
    as_of = datetime.fromisoformat(now).replace(tzinfo=campaign.timezone)
    standings = Standings(campaign, as_of, judge_all(Evidence(), campaign, as_of))
    assert day_key(standings.today) == expected


# ── versions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_version_with_slots_comes_back_from_its_json() -> None:
    """Periods and slots are part of the recorded campaign; what a daily one records is what it always was."""
    campaign = campaign_of("week", slots=SLOTS, due_after=2)
    version = version_of(campaign, "s")
    again = Version.from_json(version.to_json())
    assert (again.digest, again.campaign.days, again.campaign.slots) == (version.digest, campaign.days, SLOTS)
    assert version.to_json()["campaign"]["days"] == ["2027-03-07", "2027-03-14", "2027-03-21", "2027-03-28"]
    daily = version_of(campaign_of(), "s").to_json()["campaign"]
    assert daily.keys().isdisjoint({"period", "ends_on", "due_after", "slots", "begins", "never_guess"})
    other = version_of(replace(campaign, slots=(SLOTS[0], replace(SLOTS[1], label="Late"))), "s")
    assert [entry.what for entry in altered(version, other)] == ["slots.night.label"]


def test_a_change_of_rhythm_holds_for_what_lies_ahead() -> None:
    """Days that were due stay days, each judged and read as it was; from then on there are weeks, or slots."""
    daily = campaign_of(last=date(2027, 3, 14))
    weekly = campaign_of("week", last=date(2027, 3, 14))
    slotted = campaign_of(last=date(2027, 3, 14), slots=SLOTS)
    met = datetime(2027, 3, 3, 12, tzinfo=UTC)
    for after, expected in (
        (weekly, ["2027-03-01", "2027-03-02", "2027-03-03", "2027-03-07", "2027-03-14"]),
        (slotted, ["2027-03-01", "2027-03-02", "2027-03-03", "2027-03-03/night", "2027-03-04/early"]),
    ):
        adoptions = [
            Adoption(met - timedelta(days=5), version_of(daily, "s"), "first"),
            Adoption(met, version_of(after, "s")),
        ]
        merged = Timeline(adoptions).campaign(after, version_of(after, "s").digest)
        assert [day_key(day) for day in merged.days][:5] == expected
        assert merged.report_of(date(2027, 3, 2)) == date(2027, 3, 2)
        assert merged.deadline_of(date(2027, 3, 2)) == daily.deadline_of(date(2027, 3, 2))
    headings = tuple(column.header for column in weekly.columns)
    version = version_of(weekly, "s")
    merged = Timeline([adoptions[0], Adoption(met, version)]).campaign(weekly, version.digest)
    tab = Tab(1, "A", (headings, ("02/03/2027", "1"), ("05/03/2027", "2")))
    rows = read_tab(tab, UNIT, merged, date(2027, 3, 6)).rows
    assert [row.day for row in rows] == [date(2027, 3, 2), date(2027, 3, 7)]


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = [
    # period, ends on, due after, deadline, Vietnamese, English
    ("day", "sunday", 0, time(10), "trước 10 giờ 00 hằng ngày", "by 10:00 every day"),
    ("day", "sunday", 1, time(7), "trước 7 giờ 00 ngày hôm sau", "by 07:00 on the next day"),
    ("week", "friday", 0, time(17), "trước 17 giờ 00 thứ Sáu hằng tuần", "by 17:00 every Friday"),
    ("week", "friday", 3, time(9), "trước 9 giờ 00 thứ Hai tuần sau", "by 09:00 on the Monday after each week"),
    ("month", "sunday", 0, time(17), "trước 17 giờ 00 ngày cuối mỗi tháng", "by 17:00 on the last day of every month"),
    ("month", "sunday", 5, time(0), "trước ngày 5 tháng sau", "before the 5th of the following month"),
    ("month", "sunday", 2, time(8), "trước 8 giờ 00 ngày 2 tháng sau", "by 08:00 on the 2nd of the following month"),
    ("quarter", "sunday", 0, time(8), "trước 8 giờ 00 ngày cuối mỗi quý", "by 08:00 on the last day of every quarter"),
]


@pytest.mark.parametrize(("period", "ends_on", "after", "at", "vi", "en"), WORDS)
def test_words_fit_the_rhythm(period: str, ends_on: str, after: int, at: time, vi: str, en: str) -> None:
    """When reports are due is said as people say it."""
    campaign = campaign_of(period, ends_on=ends_on, due_after=after, deadline=at)
    assert (due_sentence(replace(campaign, locale="vi")), due_sentence(campaign, "en")) == (vi, en)


def test_a_campaign_with_days_off_does_not_say_every_day() -> None:
    """The rule is true of a campaign that leaves days out: not each day has a report."""
    days = campaign_of().days
    working = replace(campaign_of(), days=tuple(day for day in days if day.weekday() < 5))
    assert due_sentence(campaign_of()) == "trước 10 giờ 00 hằng ngày"
    assert due_sentence(working) == "trước 10 giờ 00 mỗi ngày báo cáo"
    assert due_sentence(working, "en") == "by 10:00 on every report day"


def test_words_of_slots_and_names_of_periods() -> None:
    """Each slot is said with its deadline; a report is called after its period and its slot."""
    slots = (Slot("am", "Sáng", time(7)), Slot("pm", "Chiều", time(17)))
    assert due_sentence(campaign_of(slots=slots)) == "Sáng trước 7 giờ 00, Chiều trước 17 giờ 00 hằng ngày"
    assert due_sentence(campaign_of(slots=SLOTS), "en") == "Early by 07:00 every day, Night by 05:30 on the next day"
    named = [
        (campaign_of(), "ngày 01/03", "01/03"),
        (campaign_of("week"), "tuần 01/03–07/03", "07/03"),
        (campaign_of("month"), "tháng 03/2027", "03/2027"),
        (campaign_of("quarter"), "quý 1/2027", "Q1/2027"),
        (campaign_of(slots=slots), "ngày 01/03, Sáng", "01/03\nSáng"),
    ]
    for campaign, name, sign in named:
        report = campaign.days[0]
        assert (report_name(report, campaign), report_sign(report, campaign)) == (name, sign)


def test_a_period_is_judged_by_its_value_too() -> None:
    """The library's periods name reports as their days do."""
    campaign = campaign_of(slots=SLOTS)
    as_of = datetime(2027, 3, 1, 12, tzinfo=UTC)
    evidence = Evidence([Poll(as_of, as_of, "s", (UNIT.key,))])
    period = campaign.periods[0]
    assert isinstance(period, Period)
    assert judge(UNIT, period, evidence, campaign, as_of) == judge(UNIT, campaign.days[0], evidence, campaign, as_of)
    assert judge(UNIT, period, evidence, campaign, as_of).slot == "early"


@pytest.mark.parametrize(
    ("period", "slots", "vi", "en"),
    [
        ("day", (), "3 ngày", "3 days"),
        ("week", (), "3 tuần", "3 weeks"),
        ("month", (), "3 tháng", "3 months"),
        ("quarter", (), "3 quý", "3 quarters"),
        ("day", SLOTS, "3 kỳ báo cáo", "3 reports"),
    ],
)
def test_reports_are_counted_in_their_rhythm(period: str, slots: tuple[Slot, ...], vi: str, en: str) -> None:
    """What a version holds for is counted in days, weeks, months, quarters, or reports of slots."""
    key = counted_key(campaign_of(period, last=date(2027, 12, 31), slots=slots))
    assert [texts(tag).say(key, n=3) for tag in ("vi", "en")] == [vi, en]
    assert texts("en").say(key, n=1) == en.replace("3", "1").removesuffix("s")
