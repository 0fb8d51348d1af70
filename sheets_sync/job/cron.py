"""Crontab lines that tick at the campaign's polls on a server in another timezone, by the rules of both zones. Pure.

A line holds month, day, hour and minute of the server's clock, and no year. It is made only where the cron of Debian
and of Red Hat (both of Vixie's kind) starts exactly the campaign's polls by it. That cron runs lines whose minutes
begin with "*" by the clock alone; any other line it runs once where its hour comes twice.
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.words.texts import texts

_MINUTE = timedelta(minutes=1)
_STEPS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Crontab:
    """Lines for a crontab. `refusal` says why there are none; then the lines are comments alone."""

    lines: list[str]
    refusal: str = ""


class _Refused(Exception):
    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


@dataclass(frozen=True, slots=True)
class _Minutes:
    """Minutes of an hour of the server's clock. `clockwise`: a line that begins with "*", run whenever they come."""

    minutes: tuple[int, ...]
    clockwise: bool

    @property
    def field(self) -> str:
        return _field(self.minutes, star=self.clockwise)


_Wall = tuple[int, int]
"""Minute of an hour, and 1 where it is the second time that the hour comes."""
_Hours = dict[tuple[date, int], _Minutes]


def cron_lines(
    campaign: Campaign,
    plan: PollPlan,
    command: Iterable[str],
    server: ZoneInfo,
    *,
    variables: Mapping[str, str] | None = None,
    language: str = "en",
) -> Crontab:
    """Lines for the campaign's days by the clock of `server`; hours that recur are put together.

    `variables` become lines of the environment. CRON_TZ pins the lines to the zone that they are made for, where
    cron knows it (Red Hat's does); elsewhere it is a variable like any other.
    """
    words = texts(language).section("cron")
    about = {"slug": campaign.slug, "zone": campaign.timezone.key, "server": server.key}
    try:
        hours = _hours(campaign, plan, server)
    except _Refused as refused:
        why = words[refused.reason].format(**about, **refused.facts)
        said = [words["refused"].format(**about), why, words["instead"]]
        return Crontab([f"# {line}" for line in said], " ".join(said))
    line = cron_command(command)
    title = words["title"].format(**about, first=campaign.poll_days[0], last=campaign.poll_days[-1])
    head = [f"# {title}", f"# {words['clock'].format(**about)}", f"CRON_TZ={server.key}"]
    head += [f"{name}={value}" for name, value in (variables or {}).items()]
    return Crontab([*head, *(f"{fields} {line}" for fields in _fields(hours))])


def cron_command(command: Iterable[str]) -> str:
    """A command line for cron, to which a plain "%" is the end of the line."""
    return " ".join(shlex.quote(part) for part in command).replace("%", "\\%")


def _hours(campaign: Campaign, plan: PollPlan, server: ZoneInfo) -> _Hours:
    """The minutes of every hour of the server's clock at which a poll is due. Raises _Refused."""
    walls: dict[tuple[date, int], set[_Wall]] = defaultdict(set)
    for moment in _whole_minutes(campaign, plan):
        wall = moment.astimezone(server)
        walls[wall.date(), wall.hour].add((wall.minute, wall.fold))
    hours = {(day, hour): _minutes(found, day, hour, server) for (day, hour), found in walls.items()}
    _refuse_other_years(hours)
    return hours


def _whole_minutes(campaign: Campaign, plan: PollPlan) -> Iterable[datetime]:
    """Every poll in UTC, at the next full minute: cron starts nothing within one."""
    for day in campaign.poll_days:
        for moment in moments_of(day, plan, campaign):
            exact = moment.astimezone(UTC)
            full = exact.replace(second=0, microsecond=0)
            full += _MINUTE if full < exact else timedelta(0)
            if moment in campaign.deadlines_on[day] and full - exact > campaign.grace:
                raise _Refused("seconds", day=day, wall=f"{moment:%H:%M:%S}")
            yield full


def _minutes(walls: Iterable[_Wall], day: date, hour: int, server: ZoneInfo) -> _Minutes:
    """One hour's minutes, in a form by which cron starts each of them as often as it is meant. Raises _Refused."""
    first = {minute for minute, fold in walls if not fold}
    second = {minute for minute, fold in walls if fold}
    minutes = tuple(sorted(first | second))
    by_clock = _field(minutes).startswith("*")
    twice = {m for m in minutes if _comes_twice(datetime.combine(day, time(hour, m)), server)}
    if not twice or (by_clock and first & twice == second):
        return _Minutes(minutes, by_clock)
    if not second:
        return _Minutes(minutes, clockwise=False)
    raise _Refused("twice", day=day, wall=f"{hour:02d}:{min(second):02d}")


def _comes_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks go back over a time: told twice, it is two moments."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first < second


def _refuse_other_years(hours: _Hours) -> None:
    """Lines hold no year: what they start in the campaign's other years must be what is meant there."""
    first, last = min(hours), max(hours)
    for (day, hour), minutes in hours.items():
        for year in range(first[0].year, last[0].year + 1):
            there = (_in_year(day, year), hour)
            if first <= there <= last and hours.get(there) != minutes:
                raise _Refused("year", day=day)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February itself where that year has none: no line starts anything then."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day


def _fields(hours: _Hours) -> list[str]:
    """The five fields of each line: months, days and hours put together where they share the rest."""
    of_days: dict[tuple[_Minutes, int, int], set[int]] = defaultdict(set)
    for (day, hour), minutes in hours.items():
        of_days[minutes, day.month, day.day].add(hour)
    of_months: dict[tuple[_Minutes, str, int], set[int]] = defaultdict(set)
    for (minutes, month, number), clock_hours in of_days.items():
        of_months[minutes, _field(clock_hours), month].add(number)
    months: dict[tuple[_Minutes, str, str], set[int]] = defaultdict(set)
    for (minutes, clock, month), numbers in of_months.items():
        months[minutes, clock, _field(numbers)].add(month)
    ordered = sorted(months.items(), key=lambda line: (min(line[1]), line[0][2], line[0][0].minutes, line[0][1]))
    return [f"{minutes.field} {clock} {days} {_field(found)} *" for (minutes, clock, days), found in ordered]


def _field(values: Iterable[int], *, star: bool = True) -> str:
    """[0, 5, …, 55] -> "*/5" (without star "0-59/5"); [6, 7, 8] -> "6-8"; [1, 2, 3, 9] -> "1-3,9"."""
    numbers = sorted(set(values))
    for step in _STEPS:
        if numbers == list(range(0, 60, step)):
            return ("*" if step == 1 else f"*/{step}") if star else f"0-59/{step}"
    return ",".join(map(_run, runs(numbers)))


def _run(run: Sequence[int]) -> str:
    return f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run))


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """Sorted numbers as runs of neighbours: [1, 2, 3, 9] -> [[1, 2, 3], [9]]."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def commands_in(crontab: str) -> list[tuple[str, list[str]]]:
    """(the five fields, the words of the command) of every line of a crontab that starts something."""
    found = []
    for line in crontab.splitlines():
        match = re.match(r"\s*((?:[^\s#=]+\s+){5})(.+)", line)
        if match and match[1].split()[0][:1] in "*0123456789":
            found.append((" ".join(match[1].split()), _words(match[2].replace("\\%", "%"))))
    return found


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
