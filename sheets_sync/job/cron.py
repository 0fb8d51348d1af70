"""The crontab lines and systemd units that tick at the campaign's polls, for a server in another timezone. Pure."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time, tzinfo

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of


def cron_lines(campaign: Campaign, plan: PollPlan, command: Iterable[str], server: tzinfo) -> list[str]:
    """Lines for the campaign's days, in the server's local time; minutes that recur are put together."""
    zone = campaign.timezone
    by_minutes: dict[tuple[int, ...], list[tuple[int, int, int]]] = defaultdict(list)
    hours: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for day in campaign.days:
        for moment in moments_of(day, plan, campaign):
            local = moment.astimezone(server)
            hours[local.month, local.day, local.hour].append(local.minute)
    for at, minutes in hours.items():
        by_minutes[tuple(sorted(set(minutes)))].append(at)
    line = " ".join(shlex.quote(part) for part in command)
    lines = [
        f"# {campaign.slug}: polls of {campaign.first_day} to {campaign.last_day} ({zone.key}), "
        "in this server's local time",
        "# GOOGLE_APPLICATION_CREDENTIALS=/path/to/key.json",
    ]
    for in_hour, moments in sorted(by_minutes.items()):
        for months, days, clock_hours in _grouped(moments):
            lines.append(f"{_field(in_hour)} {_field(clock_hours)} {_field(days)} {_field(months)} * {line}")
    return lines


def _grouped(moments: list[tuple[int, int, int]]) -> list[tuple[list[int], list[int], list[int]]]:
    """(month, day, hour) put together where the same hours recur on several days of a month."""
    hours: dict[tuple[int, int], set[int]] = defaultdict(set)
    for month, day, hour in moments:
        hours[month, day].add(hour)
    days: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for (month, day), found in hours.items():
        days[month, tuple(sorted(found))].append(day)
    return [([month], sorted(found), list(clock_hours)) for (month, clock_hours), found in sorted(days.items())]


def _field(values: Iterable[int]) -> str:
    """[0, 5, …, 55] -> "*/5"; [6, 7, 8] -> "6-8"; else a list."""
    numbers = sorted(set(values))
    for step in (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30):
        if numbers == list(range(0, 60, step)) and len(numbers) > 1:
            return "*" if step == 1 else f"*/{step}"
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}-{numbers[-1]}"
    return ",".join(map(str, numbers))


def systemd_units(campaign: Campaign, plan: PollPlan, command: Iterable[str], folder: str) -> dict[str, str]:
    """A service that ticks once and a timer that starts it, in the campaign's own timezone."""
    name = f"sheets-sync-{campaign.slug}"
    zone = campaign.timezone.key
    calendar = "\n".join(f"OnCalendar={days} {at:%H:%M:%S} {zone}" for days, at in _calendar(campaign, plan))
    return {
        f"{name}.service": (
            f"[Unit]\nDescription=sheets-sync: one tick of {campaign.slug}\n\n[Service]\nType=oneshot\n"
            "# Environment=GOOGLE_APPLICATION_CREDENTIALS=/path/to/key.json\n"
            f"WorkingDirectory={folder}\nExecStart={' '.join(shlex.quote(part) for part in command)}\n"
        ),
        f"{name}.timer": (
            f"[Unit]\nDescription=sheets-sync: polls of {campaign.slug}\n\n[Timer]\n{calendar}\nAccuracySec=1s\n"
            "Persistent=false\n\n[Install]\nWantedBy=timers.target\n"
        ),
    }


def _calendar(campaign: Campaign, plan: PollPlan) -> list[tuple[str, time]]:
    """Days in systemd's form ("2022-12-16..30") and time, for every time of day at which a poll is due."""
    days_at: dict[time, list[date]] = defaultdict(list)
    for day in campaign.days:
        for moment in moments_of(day, plan, campaign):
            days_at[moment.time()].append(day)
    found = []
    for at, days in sorted(days_at.items()):
        months: dict[tuple[int, int], list[int]] = defaultdict(list)
        for day in days:
            months[day.year, day.month].append(day.day)
        found += [(f"{year}-{month:02d}-{_day_list(numbers)}", at) for (year, month), numbers in months.items()]
    return found


def _day_list(days: list[int]) -> str:
    if len(days) > 1 and days == list(range(days[0], days[-1] + 1)):
        return f"{days[0]:02d}..{days[-1]:02d}"
    return ",".join(f"{day:02d}" for day in days)
