"""Units for systemd: a timer that starts one tick at every poll, or a service that keeps `watch` going. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import PurePath

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.job.cron import runs
from sheets_sync.words.texts import FALLBACK, texts

_HARDENED = """\
StateDirectory=sheets-sync
UMask=0027
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
LockPersonality=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
"""
"""What a tick does not need is taken from it. Not MemoryDenyWriteExecute: the pdf's libraries make code at run time."""
_HOMES = ("/home", "/root", "/run/user")
_TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108 - named, not used


@dataclass(frozen=True, slots=True)
class Host:
    """Where units run: as whom, in which folder; `writable`: the folders in which the job writes; `variables` of its
    environment; `language` of what the units say of themselves."""

    user: str
    folder: str
    writable: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    language: str = FALLBACK


def timer_units(campaign: Campaign, plan: PollPlan, command: Sequence[str], host: Host) -> dict[str, str]:
    """A service that ticks once, and the timer that starts it at every poll, by the campaign's own zone."""
    name = f"sheets-sync-{campaign.slug}"
    calendar = "".join(f"OnCalendar={line}\n" for line in calendar_lines(campaign, plan))
    return {
        f"{name}.service": (
            f"[Unit]\nDescription={_said('tick', campaign.slug, host)}\nWants=network-online.target\n"
            "After=network-online.target\n\n[Service]\nType=oneshot\nTimeoutStartSec=15min\n"
            f"ExecStart={unit_command(command)}\n" + _surroundings(command, host)
        ),
        f"{name}.timer": (
            f"[Unit]\nDescription={_said('polls', campaign.slug, host)}\n\n[Timer]\n{calendar}AccuracySec=1s\n"
            "Persistent=false\n\n[Install]\nWantedBy=timers.target\n"
        ),
    }


def watch_unit(slug: str, command: Sequence[str], host: Host) -> dict[str, str]:
    """A service that keeps `watch` going; `systemctl reload` makes it read its campaign files anew."""
    return {
        f"sheets-sync-watch-{slug}.service": (
            f"[Unit]\nDescription={_said('watch', slug, host)}\nWants=network-online.target\n"
            "After=network-online.target\n"
            "StartLimitIntervalSec=0\n\n[Service]\nType=exec\n"
            f"ExecStart={unit_command(command)}\nExecReload=/bin/kill -HUP $MAINPID\nRestart=on-failure\n"
            "RestartSec=30\nRestartPreventExitStatus=2\nTimeoutStartSec=60\nTimeoutStopSec=5min\n"
            + _surroundings(command, host)
            + "\n[Install]\nWantedBy=multi-user.target\n"
        )
    }


def _said(what: str, slug: str, host: Host) -> str:
    return texts(host.language).say(f"cron.unit.{what}", slug=slug)


def _surroundings(command: Sequence[str], host: Host) -> str:
    """Environment, user, folders and hardening."""
    variables = "".join(f"Environment={unit_word(f'{name}={value}')}\n" for name, value in host.variables.items())
    places = (command[0], host.folder, *host.writable, *host.variables.values())
    homes = "read-only" if any(_within(place, _HOMES) for place in places) else "yes"
    private = "" if any(_within(place, _TEMPORARY) for place in places) else "PrivateTmp=yes\n"
    writable = "".join(f"ReadWritePaths={unit_word(place)}\n" for place in dict.fromkeys(host.writable))
    return (
        f"{variables}User={host.user}\nWorkingDirectory={unit_word(host.folder, quoted=False)}\n{writable}"
        f"ProtectHome={homes}\n{private}{_HARDENED}"
    )


def _within(path: str, folders: Iterable[str]) -> bool:
    return any(PurePath(path).is_relative_to(folder) for folder in folders)


def unit_command(command: Iterable[str]) -> str:
    """A command line by systemd's rules, to which "%" and "$" are signs of its own."""
    return " ".join(unit_word(part).replace("$", "$$") for part in command)


def unit_word(text: str, *, quoted: bool = True) -> str:
    """One word by systemd's rules; quotes only where it needs them and where the setting knows them."""
    text = text.replace("%", "%%")
    if not quoted or all(letter not in " \t\"'\\;" for letter in text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ── the calendar ──────────────────────────────────────────────────────────────────────────────────────────────────

_Clock = tuple[int, int, int]


def calendar_lines(campaign: Campaign, plan: PollPlan) -> list[str]:
    """systemd's calendar of all polls, such as "2022-12-16..30 06..11:00/5:00 Asia/Ho_Chi_Minh".

    By the campaign's zone; a poll whose time comes twice on its day is told in UTC.
    """
    days: dict[tuple[str, date], set[_Clock]] = defaultdict(set)
    for day in campaign.poll_days:
        for moment in moments_of(day, plan, campaign):
            local = moment if _comes_once(moment) else moment.astimezone(UTC)
            zone = "UTC" if local.tzinfo is UTC else campaign.timezone.key
            days[zone, local.date()].add((local.hour, local.minute, local.second))
    same: dict[tuple[str, frozenset[_Clock]], list[date]] = defaultdict(list)
    for (zone, day), times in days.items():
        same[zone, frozenset(times)].append(day)
    return [
        f"{days} {clock} {zone}"
        for (zone, times), found in same.items()
        for days in _days(found)
        for clock in _clocks(times)
    ]


def _comes_once(moment: datetime) -> bool:
    return moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset()


def _days(days: Iterable[date]) -> list[str]:
    months: dict[tuple[int, int], list[int]] = defaultdict(list)
    for day in sorted(days):
        months[day.year, day.month].append(day.day)
    return [f"{year}-{month:02d}-{_list(numbers)}" for (year, month), numbers in months.items()]


def _clocks(times: Iterable[_Clock]) -> list[str]:
    """Times of a day, hours with the same minutes put together."""
    minutes: dict[tuple[int, int], set[int]] = defaultdict(set)
    for hour, minute, second in times:
        minutes[hour, second].add(minute)
    hours: dict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
    for (hour, second), found in sorted(minutes.items()):
        hours[tuple(sorted(found)), second].append(hour)
    return [f"{_list(of)}:{_steps(found)}:{second:02d}" for (found, second), of in hours.items()]


def _steps(minutes: tuple[int, ...]) -> str:
    step = minutes[1] - minutes[0] if len(minutes) > 1 else 60
    return f"00/{step}" if len(minutes) > 1 and minutes == tuple(range(0, 60, step)) else _list(minutes)


def _list(numbers: Sequence[int]) -> str:
    return ",".join(f"{run[0]:02d}..{run[-1]:02d}" if len(run) > 1 else f"{run[0]:02d}" for run in runs(numbers))
