"""Lines for cron: simulated as Vixie's cron (Debian's, Red Hat's) works through a year, minute by minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.config import load, resources
from sheets_sync.job.cron import commands_in, cron_lines

PLAN = PollPlan()
MINUTE = timedelta(minutes=1)
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
YEAR = 2027


def days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def year_long(zone: str) -> Campaign:
    """The sample campaign through all of a year, in a zone."""
    sample = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
    return replace(sample, timezone=ZoneInfo(zone), days=days(date(YEAR, 1, 1), date(YEAR, 12, 31)))


def wanted(campaign: Campaign, plan: PollPlan = PLAN) -> list[datetime]:
    return [m.astimezone(UTC) for day in campaign.days for m in moments_of(day, plan, campaign)]


# ── cron itself ───────────────────────────────────────────────────────────────────────────────────────────────────


class Cron:
    """What lines start at a minute of the clock: those by the clock ("*" before minutes or hours), and the others."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.at: dict[tuple[bool, int, int, int, int], int] = defaultdict(int)
        for fields, _ in commands_in("\n".join(lines)):
            minutes, hours, of_month, months, of_week = fields.split()
            assert of_week == "*"
            wild = minutes.startswith("*") or hours.startswith("*")
            for month in values(months, 1, 12):
                for day in values(of_month, 1, 31):
                    for hour in values(hours, 0, 23):
                        for minute in values(minutes, 0, 59):
                            self.at[wild, month, day, hour, minute] += 1

    def started(self, clock: datetime, *, wild: bool, fixed: bool) -> int:
        where = (clock.month, clock.day, clock.hour, clock.minute)
        return wild * self.at.get((True, *where), 0) + fixed * self.at.get((False, *where), 0)


def values(field: str, first: int, last: int) -> Iterator[int]:
    for part in field.split(","):
        span, _, step = part.partition("/")
        low, _, high = span.partition("-")
        ends = (first, last) if low == "*" else (int(low), int(high or low))
        yield from range(ends[0], ends[1] + 1, int(step or 1))


def starts(lines: Sequence[str], server: ZoneInfo, year: int = YEAR) -> list[datetime]:
    """Every start of a year, in UTC, by the loop of Vixie's cron: small steps of the clock are made up for, where it
    goes forward by hours the left-out minutes of fixed lines run at once, where it goes back fixed lines wait."""
    cron, found = Cron(lines), []
    now, end = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 1, 23, tzinfo=UTC)
    virtual = now.astimezone(server).replace(tzinfo=None) - MINUTE
    while now < end:
        if now.minute % 15 == 0:  # no zone's clock is changed in between
            clock = now.astimezone(server).replace(tzinfo=None)
        if timedelta(0) < clock - virtual <= 5 * MINUTE:
            while virtual < clock:
                virtual += MINUTE
                found += [now] * cron.started(virtual, wild=True, fixed=True)
        elif clock > virtual:
            found += [now] * cron.started(clock, wild=True, fixed=False)
            while virtual < clock:
                virtual += MINUTE
                found += [now] * cron.started(virtual, wild=False, fixed=True)
        else:
            found += [now] * cron.started(clock, wild=True, fixed=False)
        now += MINUTE
        clock += MINUTE
    return found


@pytest.mark.once
@pytest.mark.parametrize(
    ("server", "zone"),
    [
        ("UTC", "Australia/Lord_Howe"),
        ("Asia/Ho_Chi_Minh", "Europe/Berlin"),
        ("Europe/Berlin", "Asia/Ho_Chi_Minh"),
        ("America/New_York", "Asia/Ho_Chi_Minh"),
        ("Australia/Lord_Howe", "America/New_York"),
        ("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
    ],
)
def test_every_poll_of_a_year_is_made_once(server: str, zone: str) -> None:
    """Through every change of either zone's clock, cron starts each poll and each deadline once, and nothing else."""
    campaign = year_long(zone)
    found = cron_lines(campaign, PLAN, ["tick"], ZoneInfo(server))
    meant = wanted(campaign)
    assert [at for at in starts(found.lines, ZoneInfo(server)) if meant[0] <= at <= meant[-1]] == meant


@pytest.mark.parametrize(
    ("server", "zone", "said"),
    [
        ("Europe/Berlin", "America/New_York", "On 2027-10-31, 02:00 comes twice"),
        ("America/New_York", "UTC", "On 2027-11-07, 01:00 comes twice"),
        ("Australia/Lord_Howe", "UTC", "On 2027-04-04, 01:30 comes twice"),
    ],
)
def test_a_poll_that_cron_cannot_tell_from_another_is_refused(server: str, zone: str, said: str) -> None:
    """Where the server's hour comes twice and only its second time is meant, there are no lines, and it says why."""
    found = cron_lines(year_long(zone), PLAN, ["tick"], ZoneInfo(server))
    assert said in found.refusal
    assert "systemd" in found.refusal
    assert "watch" in found.refusal
    assert all(line.startswith("#") for line in found.lines)


def test_only_the_first_of_a_doubled_hour(campaign: Campaign) -> None:
    """A poll in the first of two equal hours gets a line without "*": cron runs it once there."""
    one = replace(campaign, timezone=ZoneInfo("UTC"), days=(date(2027, 10, 31),), deadline=time(0, 30))
    plan = PollPlan(start=time(0), until=time(0, 55), also=())
    berlin = ZoneInfo("Europe/Berlin")
    found = cron_lines(one, plan, ["tick"], berlin).lines
    assert [fields for fields, _ in commands_in("\n".join(found))] == ["0-59/5 2 31 10 *"]
    assert starts(found, berlin) == wanted(one, plan)


def test_a_campaign_made_in_winter_for_summer(campaign: Campaign) -> None:
    """Lines go by the zones' rules on the campaign's days, whatever the day on which they are made."""
    summer = replace(
        campaign, timezone=ZoneInfo("Europe/Berlin"), days=days(date(2027, 7, 1), date(2027, 7, 3)), deadline=time(10)
    )
    found = cron_lines(summer, PLAN, ["tick"], ZoneInfo("Europe/Berlin")).lines
    assert [fields for fields, _ in commands_in("\n".join(found))] == ["0 15,21 1-3 7 *", "*/5 6-11 1-3 7 *"]


def test_a_campaign_of_two_years(campaign: Campaign) -> None:
    """Lines hold no year: they are made where all years have the same clock, and refused where one would go wrong."""
    long = replace(campaign, timezone=ZoneInfo("Europe/Berlin"), days=days(date(2026, 12, 1), date(2028, 1, 31)))
    berlin, hanoi = (cron_lines(long, PLAN, ["tick"], ZoneInfo(z)) for z in ("Europe/Berlin", "Asia/Ho_Chi_Minh"))
    assert not berlin.refusal
    changing = replace(long, days=days(date(2026, 3, 1), date(2027, 4, 30)))
    assert "longer than a year" in cron_lines(changing, PLAN, ["tick"], ZoneInfo("Asia/Ho_Chi_Minh")).refusal
    assert not hanoi.refusal


@pytest.mark.parametrize(("grace", "refused"), [(60, False), (10, True)])
def test_a_deadline_within_a_minute(campaign: Campaign, grace: int, refused: bool) -> None:
    """Cron starts at full minutes: the next one is a look at the deadline where the grace reaches it, else refused."""
    odd = replace(campaign, deadline=time(10, 0, 30), grace=timedelta(seconds=grace), days=campaign.days[:1])
    found = cron_lines(odd, PLAN, ["tick"], ZoneInfo("Asia/Ho_Chi_Minh"))
    assert bool(found.refusal) is refused
    if not refused:
        fields = [fields for fields, _ in commands_in("\n".join(found.lines))]
        assert "0,1,5,10,15,20,25,30,35,40,45,50,55 10 16 12 *" in fields


def test_the_zone_is_pinned_and_signs_are_escaped(campaign: Campaign) -> None:
    """Red Hat's cron is told the zone; "%" ends no line; blanks and quotes of a path reach the command."""
    command = ["/opt/50% more/run", "--campaign", "/srv/it's/campaign.toml"]
    found = cron_lines(campaign, PLAN, command, ZoneInfo("UTC"), variables={"KEY": "/k.json"}).lines
    assert found[2:4] == ["CRON_TZ=UTC", "KEY=/k.json"]
    assert all("%" not in line.replace("\\%", "") for line in found)
    assert {tuple(words) for _, words in commands_in("\n".join(found))} == {tuple(command)}


def test_a_refusal_in_vietnamese() -> None:
    """Operators read it in their language."""
    found = cron_lines(year_long("UTC"), PLAN, ["tick"], ZoneInfo("America/New_York"), language="vi")
    assert "cron không phân biệt được" in found.refusal


def test_the_shipped_example_is_what_the_command_prints(campaign: Campaign) -> None:
    """The example for cron is that of the sample campaign on a server in UTC."""
    command = ["/opt/sheets-sync/bin/sheets-sync", "run", "--quiet", "--campaign", "/srv/reports/campaign.toml"]
    lines = cron_lines(campaign, PLAN, command, ZoneInfo("UTC")).lines
    example: Path = resources.jobs_dir() / "crontab.example"
    assert example.read_text(encoding="utf-8").splitlines() == lines
