"""The rules of who reported in time, as tables, against a brute-force model written apart, and as laws."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import Status, judge, judge_all, rates
from sheets_sync.compliance.recount import recounted
from sheets_sync.evidence.fold import Change, Evidence, Observed, OverridesSeen, Poll
from sheets_sync.tabs.override import Override

DAY = date(2022, 12, 16)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
UNIT = Unit("go-dau", "Huyện Đoàn Gò Dầu", "Gò Dầu")


def at(clock: str, day: date = DAY) -> datetime:
    hour, minute, *second = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, *(second or [0]), tzinfo=ZONE)


def campaign_of(unit: Unit = UNIT, zone: ZoneInfo = ZONE, days: tuple[date, ...] = (DAY,)) -> Campaign:
    from datetime import time

    return Campaign("c", "C", zone, days, time(10), timedelta(seconds=60), (unit,), ())


def evidence_of(looks: dict[str, str], overrides: tuple[Override, ...] = ()) -> Evidence:
    """Looks at clock times -> what each saw: "v" valid, "a" attempted, "-" absent, "x" the read failed."""
    facts: list[Any] = []
    before = "-"
    for clock, saw in looks.items():
        sent = at(clock)
        if saw == "x":
            facts.append(Poll(sent, sent, "s", error="unreachable: no answer"))
            continue
        facts.append(Poll(sent, sent, "s", (UNIT.key,)))
        if saw != before:
            observed = {"v": Observed.VALID, "a": Observed.ATTEMPTED, "-": Observed.ABSENT}[saw]
            content = (saw,) if saw == "v" else ()
            rows = ({"problems": [], "n": clock},) if saw != "-" else ()
            facts.append(Change(sent, UNIT.key, DAY, observed, rows, content))
            before = saw
    if overrides:
        facts.append(OverridesSeen(at("06:00"), overrides))
    return Evidence(facts)


TABLE = [
    # looks, as-of, status
    ({"9:55": "-", "9:59:59": "v", "10:00": "v"}, "12:00", "on_time"),
    ({"9:55": "-", "10:00:00": "v"}, "12:00", "on_time"),  # exactly at the deadline is in time
    ({"9:55": "-", "10:00:40": "v"}, "12:00", "on_time"),  # the deadline poll started 40 s late, within the grace
    ({"9:55": "-", "10:01:00": "v"}, "12:00", "on_time"),  # the last second of the grace
    ({"9:55": "-", "10:01:01": "v"}, "12:00", "undetermined"),  # no deadline poll: nobody looked in time
    ({"9:55": "-", "10:00": "-", "10:00:01": "v"}, "12:00", "late"),
    ({"10:00": "-", "10:05": "v"}, "12:00", "late"),
    ({"9:55": "-", "10:30": "v"}, "12:00", "undetermined"),
    ({"10:30": "v"}, "12:00", "undetermined"),  # no look before it at all
    ({"9:55": "-", "10:00": "x", "10:05": "v"}, "12:00", "undetermined"),  # a failed read proves nothing
    ({"9:55": "v", "10:00": "-", "10:05": "v"}, "12:00", "on_time"),  # once proved, it stays
    ({"9:55": "-"}, "9:57", "pending"),
    ({"9:55": "-"}, "10:02", "pending"),  # the deadline has passed, but nobody has looked
    ({"9:55": "-", "10:00": "-"}, "10:02", "missed"),
    ({"9:55": "-", "10:00": "a"}, "10:02", "invalid"),
    ({"9:55": "a", "10:00": "-"}, "10:02", "missed"),
    ({"9:55": "a", "10:00": "a", "10:05": "v"}, "10:10", "late"),
    ({}, "12:00", "pending"),
    ({"9:55": "-", "10:00": "x", "10:05": "x"}, "12:00", "pending"),
]


@pytest.mark.parametrize(("looks", "as_of", "expected"), TABLE)
def test_table(looks: dict[str, str], as_of: str, expected: str) -> None:
    """The first line of the rules that holds decides."""
    assert judge(UNIT, DAY, evidence_of(looks), campaign_of(), at(as_of)).status == expected


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(
    ("offset", "expected"), [(-1, Status.ON_TIME), (0, Status.ON_TIME), (1, Status.ON_TIME), (61, Status.UNDETERMINED)]
)
def test_deadline_is_wall_clock_time(zone: str, offset: int, expected: Status) -> None:
    """The deadline is 10:00 by the clock of the campaign's zone, on both sides of a change of the clocks."""
    there = ZoneInfo(zone)
    for day in (date(2022, 10, 29), date(2022, 10, 30), date(2022, 11, 6)):
        campaign = campaign_of(zone=there, days=(day,))
        moment = campaign.deadline_of(day) + timedelta(seconds=offset)
        seen = Change(moment, UNIT.key, day, Observed.VALID, ({"n": 1},), ("x",))
        evidence = Evidence([Poll(moment, moment, "s", (UNIT.key,)), seen])
        assert judge(UNIT, day, evidence, campaign, moment + timedelta(hours=1)).status is expected


def test_not_required_goes_before_an_override() -> None:
    """A unit that owes no report on a day is not required, whatever somebody typed."""
    unit = Unit(UNIT.key, UNIT.name, UNIT.tab, last_day=DAY - timedelta(days=1))
    evidence = evidence_of({"9:55": "v"}, (Override(UNIT.key, DAY, "late"),))
    assert judge(unit, DAY, evidence, campaign_of(unit), at("12:00")).status is Status.NOT_REQUIRED


@pytest.mark.parametrize("status", ["excused", "on_time", "late"])
def test_people_have_the_last_word(status: str) -> None:
    """An override decides, and what the evidence alone would say stays visible."""
    evidence = evidence_of({"9:55": "-", "10:00": "-"}, (Override(UNIT.key, DAY, status, "mất điện", "Ban"),))
    found = judge(UNIT, DAY, evidence, campaign_of(), at("12:00"))
    assert (found.status, found.by_evidence) == (status, Status.MISSED)
    assert found.override is not None
    assert found.override.reason == "mất điện"


def test_facts_beside_the_status() -> None:
    """Arrival lies between the last look without it and the first with it; edits and withdrawals are told."""
    looks = {"9:40": "-", "9:45": "a", "9:50": "v", "10:00": "v", "10:05": "-"}
    found = judge(UNIT, DAY, evidence_of(looks), campaign_of(), at("12:00"))
    assert (found.seen_absent, found.seen_present, found.attempted_at) == (at("9:45"), at("9:50"), at("9:45"))
    assert found.withdrawn
    assert found.edited_after_deadline
    assert found.status is Status.ON_TIME


def test_rates_leave_out_excused_days_and_are_a_range_while_undetermined() -> None:
    """Rates count the days whose deadline has passed; an undetermined day widens them."""
    days = tuple(DAY + timedelta(days=n) for n in range(4))
    campaign = campaign_of(days=days)
    facts: list[Any] = [OverridesSeen(at("06:00"), (Override(UNIT.key, days[1], "excused"),))]
    for day, clock in ((days[0], "9:00"), (days[2], "11:00")):
        facts += [
            Poll(at(clock, day), at(clock, day), "s", (UNIT.key,)),
            Change(at(clock, day), UNIT.key, day, Observed.VALID, ({"n": 1},), ("x",)),
        ]
    as_of = at("12:00", days[2])
    evidence = Evidence(facts)
    found = rates([judge(UNIT, d, evidence, campaign, as_of) for d in days], campaign, as_of)
    assert (found.expected, found.reported, found.on_time, found.undetermined) == (2, 2, 1, 1)
    assert (found.on_time_rate, found.on_time_rate_max) == (0.5, 1.0)
    none = rates([], campaign, as_of)
    assert none.on_time_rate is None


# ── a model written apart: straight from the words of the rules, with lists instead of bisection ──────────────────

MOMENTS = ["9:50", "9:55", "10:00:00", "10:00:30", "10:01:01", "10:05"]


def model(looks: list[tuple[datetime, str]], as_of: datetime) -> str:
    """`looks` are successful polls in order with what they saw."""
    deadline, grace = at("10:00"), timedelta(seconds=60)
    looks = [look for look in looks if look[0] <= as_of]
    deadline_polls = [sent for sent, _ in looks if deadline <= sent <= deadline + grace]
    cut_off = deadline_polls[0] if deadline_polls else deadline
    valid = [n for n, (_, saw) in enumerate(looks) if saw == "v"]
    if valid:
        first = valid[0]
        if looks[first][0] <= cut_off:
            return "on_time"
        return "late" if first > 0 and looks[first - 1][0] >= cut_off else "undetermined"
    if as_of < deadline or not [sent for sent, _ in looks if sent >= deadline]:
        return "pending"
    return "invalid" if looks[-1][1] == "a" else "missed"


def test_every_subset_of_failed_polls_of_a_small_day() -> None:
    """The rules agree with the model whichever polls fail, whatever was typed when, as of every moment."""
    cases = 0
    for seen in itertools.product("-av", repeat=3):
        for fails in itertools.product((False, True), repeat=len(MOMENTS)):
            states = [seen[0], seen[0], seen[1], seen[1], seen[2], seen[2]]
            pairs = list(zip(MOMENTS, states, fails, strict=True))
            evidence = evidence_of({m: "x" if failed else saw for m, saw, failed in pairs})
            good = [(at(m), saw) for m, saw, failed in pairs if not failed]
            for as_of in ("9:59", "10:00:45", "12:00"):
                found = judge(UNIT, DAY, evidence, campaign_of(), at(as_of)).status
                assert found == model(good, at(as_of)), (pairs, as_of)
                assert recounted(evidence, campaign_of(), at(as_of)) == {(UNIT.key, DAY): found}
                cases += 1
    assert cases == 27 * 64 * 3


random_days = st.lists(st.tuples(st.integers(0, 120), st.sampled_from("-avx")), max_size=14, unique_by=lambda e: e[0])


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(random_days, st.integers(0, 130))
def test_ten_thousand_random_days(entries: list[tuple[int, str]], as_of_minute: int) -> None:
    """The rules agree with the model on random days, polls at half minutes from 9:30 on."""
    start = at("9:30")
    looks = {start + timedelta(seconds=30 * n): saw for n, saw in sorted(entries)}
    evidence = evidence_of({f"{m:%H:%M:%S}": saw for m, saw in looks.items()})
    as_of = start + timedelta(seconds=30 * as_of_minute)
    good = [(m, saw) for m, saw in looks.items() if saw != "x"]
    found = judge(UNIT, DAY, evidence, campaign_of(), as_of).status
    assert found == model(good, as_of)
    assert recounted(evidence, campaign_of(), as_of) == {(UNIT.key, DAY): found}


@pytest.mark.once
@settings(max_examples=1000, deadline=None)
@given(random_days, st.lists(st.integers(0, 120), max_size=10), st.integers(0, 130))
def test_a_failed_read_is_no_poll(entries: list[tuple[int, str]], failed: list[int], as_of_minute: int) -> None:
    """Failed reads, however many and whenever, change nothing that is judged."""
    start = at("9:30")
    good = {start + timedelta(seconds=30 * n): saw for n, saw in sorted(entries) if saw != "x"}
    bad = {m: "x" for n in failed if (m := start + timedelta(seconds=30 * n)) not in good}
    as_of = start + timedelta(seconds=30 * as_of_minute)
    with_failures = evidence_of({f"{m:%H:%M:%S}": saw for m, saw in sorted((good | bad).items())})
    without = evidence_of({f"{m:%H:%M:%S}": saw for m, saw in good.items()})
    assert judge(UNIT, DAY, with_failures, campaign_of(), as_of) == judge(UNIT, DAY, without, campaign_of(), as_of)


@pytest.mark.once
@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.sets(st.integers(0, 60), max_size=60))
def test_our_own_trouble_never_makes_a_unit_late_or_missing(arrived: int, invalid: int, fails: set[int]) -> None:
    """Where a report stays once it is there, no set of failing polls turns on time into late or missed."""
    start = at("9:30")
    minutes = [start + timedelta(minutes=n) for n in range(61)]
    saw = ["v" if n >= arrived else "a" if n >= invalid else "-" for n in range(61)]
    as_of = at("12:00")

    def status(missing: set[int]) -> Status:
        looks = {f"{m:%H:%M:%S}": "x" if n in missing else saw[n] for n, m in enumerate(minutes)}
        return judge(UNIT, DAY, evidence_of(looks), campaign_of(), as_of).status

    if status(set()) in (Status.ON_TIME, Status.UNDETERMINED):
        assert status(fails) in (Status.ON_TIME, Status.UNDETERMINED, Status.PENDING)


FORWARD = {
    "pending": set(Status),
    "missed": {"missed", "invalid", "late"},
    "invalid": {"missed", "invalid", "late"},
    "on_time": {"on_time"},
    "late": {"late"},
    "undetermined": {"undetermined"},
}


@pytest.mark.once
@settings(max_examples=500, deadline=None)
@given(random_days)
def test_a_later_poll_never_changes_what_was_proved(entries: list[tuple[int, str]]) -> None:
    """As evidence arrives a status only moves forward; a failing poll moves nothing towards missed or late."""
    start = at("9:30")
    looks = {start + timedelta(seconds=30 * n): saw for n, saw in sorted(entries)}
    evidence = evidence_of({f"{m:%H:%M:%S}": saw for m, saw in looks.items()})
    before = "pending"
    for minute in range(130):
        as_of = start + timedelta(seconds=30 * minute)
        now = judge(UNIT, DAY, evidence, campaign_of(), as_of).status
        assert now in FORWARD[before]
        if looks.get(as_of) == "x":
            assert now == before or now == "pending"
        before = now


def test_two_ledgers_that_both_polled_judge_as_one_that_saw_all() -> None:
    """Facts of two sources, in any order, give what one source that saw every poll gives."""
    looks = {"9:50": "-", "9:55": "v", "10:00": "-", "10:05": "v", "10:10": "a"}
    whole = evidence_of(looks)
    facts: list[Any] = []
    for source, clocks in (("a", ("9:50", "10:00", "10:10")), ("b", ("9:55", "10:05"))):
        before = "-"
        for clock in clocks:
            sent, saw = at(clock), looks[clock]
            facts.append(Poll(sent, sent, "s", (UNIT.key,), source=source))
            if saw != before:
                observed = {"v": Observed.VALID, "a": Observed.ATTEMPTED, "-": Observed.ABSENT}[saw]
                rows = ({"problems": [], "saw": saw},) if saw != "-" else ()
                facts.append(Change(sent, UNIT.key, DAY, observed, rows, ("v",) if saw == "v" else (), source=source))
                before = saw
    for order in (facts, facts[::-1]):
        merged = Evidence(order)
        for as_of in ("9:52", "9:57", "10:02", "10:07", "12:00"):
            one, two = (judge(UNIT, DAY, e, campaign_of(), at(as_of)) for e in (whole, merged))
            assert (one.status, one.seen_present, one.withdrawn) == (two.status, two.seen_present, two.withdrawn)


def test_moments_in_other_zones_are_the_same_moments() -> None:
    """Evidence written in UTC judges as evidence written in local time."""
    utc = timezone.utc  # noqa: UP017 - the plain object, not ZoneInfo
    sent = at("9:59").astimezone(utc)
    evidence = Evidence(
        [Poll(sent, sent, "s", (UNIT.key,)), Change(sent, UNIT.key, DAY, Observed.VALID, ({"n": 1},), ("x",))]
    )
    assert judge(UNIT, DAY, evidence, campaign_of(), at("12:00").astimezone(utc)).status is Status.ON_TIME


def test_an_hour_that_comes_twice() -> None:
    """Where clocks go back over the deadline, its first occurrence counts; a report in the second one is late."""
    there, day = ZoneInfo("Europe/Berlin"), date(2022, 10, 30)
    campaign = replace(campaign_of(zone=there, days=(day,)), deadline=time(2, 30))
    first = datetime(2022, 10, 30, 0, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert campaign.deadline_of(day).astimezone(first.tzinfo) == first
    for minutes, expected in ((0, Status.ON_TIME), (30, Status.LATE), (60, Status.LATE), (90, Status.LATE)):
        seen = first + timedelta(minutes=minutes)
        facts: list[Any] = [Poll(first + timedelta(minutes=m), first, "s", (UNIT.key,)) for m in range(0, 121, 30)]
        facts.append(Change(seen, UNIT.key, day, Observed.VALID, ({"n": 1},), ("x",)))
        found = judge(UNIT, day, Evidence(facts), campaign, first + timedelta(hours=3))
        assert found.status is expected
    between = [first + timedelta(minutes=m) for m in (-1, 1, 59, 61)]
    counted = [rates([found], campaign, moment.astimezone(there)).expected for moment in between]
    assert counted == [0, 1, 1, 1]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "Pacific/Apia"])
def test_another_deadline_on_some_days(zone: str) -> None:
    """A day with a deadline of its own is judged by it, in whatever zone; the others by the campaign's."""
    days = (date(2022, 10, 29), date(2022, 10, 30), date(2022, 10, 31))
    campaign = replace(campaign_of(zone=ZoneInfo(zone), days=days), deadlines={days[1]: time(8, 15)})
    for day, clock in zip(days, (time(10), time(8, 15), time(10)), strict=True):
        deadline = datetime.combine(day, clock, ZoneInfo(zone))
        assert campaign.deadline_of(day) == deadline
        moments = [deadline + timedelta(minutes=m) for m in (-5, 0, 5)]
        facts: list[Any] = [Poll(m, m, "s", (UNIT.key,)) for m in moments]
        facts.append(Change(moments[2], UNIT.key, day, Observed.VALID, ({"n": 1},), ("x",)))
        assert judge(UNIT, day, Evidence(facts), campaign, moments[2]).status is Status.LATE
        assert judge(UNIT, day, Evidence(facts), campaign, moments[1]).status is Status.MISSED
        assert judge(UNIT, day, Evidence(facts), campaign, moments[0]).status is Status.PENDING


def test_units_owe_reports_from_their_first_to_their_last_day() -> None:
    """A unit that joined late or left early is judged on its own days only, and its rates count those only."""
    days = tuple(DAY + timedelta(days=n) for n in range(4))
    unit = Unit(UNIT.key, UNIT.name, UNIT.tab, first_day=days[1], last_day=days[2])
    campaign = campaign_of(unit, days=days)
    polls = [Poll(at("10:00", day), at("10:00", day), "s", (UNIT.key,)) for day in days]
    as_of = at("12:00", days[3])
    found = judge_all(Evidence(polls), campaign, as_of)[unit.key]
    assert [j.status for j in found] == ["not_required", "missed", "missed", "not_required"]
    assert rates(found, campaign, as_of).expected == 2


def test_the_recount_goes_by_the_grace_of_its_day() -> None:
    """A grace that was changed later does not change what a recount says of an earlier day."""
    looks = evidence_of({"9:55": "-", "10:01:30": "v"})
    later = replace(campaign_of(), grace=timedelta(seconds=0), graces={DAY: timedelta(seconds=120)})
    judged = judge(UNIT, DAY, looks, later, at("12:00")).status
    assert judged is Status.ON_TIME
    assert dict(recounted(looks, later, at("12:00")))[UNIT.key, DAY] == judged
