"""The crontab lines and systemd units that tick at the campaign's polls, for a server in another timezone. Pure."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable
from datetime import time, tzinfo

from sheets_sync.campaign import Campaign
from sheets_sync.polls import PollPlan, moments_of


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
        "in this server's local time"
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
    times = sorted({*_times(campaign, plan)})
    zone = campaign.timezone.key
    calendar = "\n".join(f"OnCalendar=*-*-* {at:%H:%M:%S} {zone}" for at in times)
    return {
        f"{name}.service": (
            f"[Unit]\nDescription=sheets-sync: one tick of {campaign.slug}\n\n[Service]\nType=oneshot\n"
            f"WorkingDirectory={folder}\nExecStart={' '.join(shlex.quote(part) for part in command)}\n"
        ),
        f"{name}.timer": (
            f"[Unit]\nDescription=sheets-sync: polls of {campaign.slug}\n\n[Timer]\n{calendar}\nAccuracySec=1s\n"
            "Persistent=false\n\n[Install]\nWantedBy=timers.target\n"
        ),
    }


def _times(campaign: Campaign, plan: PollPlan) -> Iterable[time]:
    for day in campaign.days:
        yield from (moment.timetz().replace(tzinfo=None) for moment in moments_of(day, plan, campaign))
