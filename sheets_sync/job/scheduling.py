"""The lines for cron and systemd that this machine needs: its zone, the command's place, the user."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheets_sync.config import ENDPOINT_VARIABLE, Settings
from sheets_sync.errors import ConfigError
from sheets_sync.job import cron, systemd
from sheets_sync.words.operators import LANGUAGE_VARIABLE, operators_language
from sheets_sync.words.worded import worded

_KEPT = ("GOOGLE_APPLICATION_CREDENTIALS", ENDPOINT_VARIABLE, LANGUAGE_VARIABLE)
"""Variables that a scheduled run needs as this one does. None holds a secret; passwords are put in by hand."""
_PLAIN_USER = "sheets-sync"


def program() -> str:
    """The installed command, as an absolute path where it is found."""
    beside = Path(sys.executable).with_name("sheets-sync")
    return str(beside) if beside.exists() else shutil.which("sheets-sync") or "sheets-sync"


def command_line(settings: Settings, name: str, *options: str) -> list[str]:
    """The command line of `run` or `watch` for a campaign, with absolute paths."""
    places = ["--campaign", str(settings.path.absolute()), "--state", str(settings.state.absolute())]
    return [program(), name, *options, *places]


def server_zone(name: str | None = None) -> ZoneInfo:
    """This machine's zone by its name, or the one that is named. Raises ConfigError where it can't be told."""
    import tzlocal

    try:
        if name:
            return ZoneInfo(name)
        return ZoneInfo(tzlocal.get_localzone_name())
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        raise ConfigError(
            worded("commands.no_zone", name=name) if name else worded("commands.zone_unknown"),
            where="--zone",
            remedy=worded("commands.no_zone.remedy"),
        ) from None


def zone_in_doubt(environ: Mapping[str, str]) -> str:
    """The system's zone where TZ says another one: cron goes by the system's. "" where they agree, or none is told."""
    said = environ.get("TZ", "").lstrip(":")
    link = Path("/etc/localtime")
    system = str(link.resolve()).rpartition("zoneinfo/")[2] if link.is_symlink() else ""
    return system if said and system and said != system else ""


def kept_variables(environ: Mapping[str, str]) -> dict[str, str]:
    found = {name: environ[name] for name in _KEPT if environ.get(name)}
    key = "GOOGLE_APPLICATION_CREDENTIALS"
    return {n: str(Path(v).absolute()) if n == key else v for n, v in found.items()}


def crontab(settings: Settings, zone: str | None = None) -> cron.Crontab:
    """Crontab lines for this server's timezone, or why there are none."""
    return cron.cron_lines(
        settings.campaign,
        settings.polls,
        command_line(settings, "run", "--quiet"),
        server_zone(zone),
        variables=kept_variables(os.environ),
        language=operators_language(os.environ, settings.campaign.locale),
    )


def systemd_units(settings: Settings) -> dict[str, str]:
    """The timer's unit files by name: a service that ticks once, and the timer that starts it."""
    command = command_line(settings, "run", "--quiet")
    return systemd.timer_units(settings.campaign, settings.polls, command, _host(settings))


def watch_unit(settings: Settings) -> dict[str, str]:
    """The unit file of a service that keeps `watch` going."""
    return systemd.watch_unit(settings.campaign.slug, command_line(settings, "watch"), _host(settings))


def _host(settings: Settings) -> systemd.Host:
    user = getpass.getuser()
    folder = settings.path.absolute().parent
    places = (folder, settings.state.absolute(), settings.documents.out.absolute())
    outside = [str(place) for place in places[1:] if not place.is_relative_to(folder)]
    plain = _PLAIN_USER if user == "root" else user
    language = operators_language(os.environ, settings.campaign.locale)
    return systemd.Host(plain, str(folder), (str(folder), *outside), kept_variables(os.environ), language)
