"""The schedules that are really installed on this machine: crontabs and systemd units, with the campaigns they name."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.job.cron import commands_in

CRON_FOLDERS = (Path("/etc/cron.d"),)
UNIT_FOLDERS = (Path("/etc/systemd/system"), Path.home() / ".config/systemd/user")
_COMMANDS = ("run", "watch")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A crontab ("cron"), or a unit that is enabled ("systemd timer", "systemd service"). `campaigns`: absolute paths
    of the campaign files that its commands name."""

    kind: str
    where: str
    text: str
    campaigns: frozenset[Path]


def schedules(
    cron_folders: Iterable[Path] = CRON_FOLDERS, unit_folders: Iterable[Path] = UNIT_FOLDERS
) -> tuple[Schedule, ...]:
    """All schedules that name a campaign, in this user's crontab, in /etc/cron.d, and among the enabled units."""
    found = [*_crontabs(cron_folders), *_units(unit_folders)]
    return tuple(schedule for schedule in found if schedule.campaigns)


def _crontabs(folders: Iterable[Path]) -> Iterator[Schedule]:
    if text := _own_crontab():
        yield cron_schedule("crontab -l", text)
    for folder in folders:
        for path in sorted(folder.glob("*")) if folder.is_dir() else ():
            # a line of the system's crontabs has the user before the command
            yield cron_schedule(str(path), _text(path))


def cron_schedule(where: str, text: str) -> Schedule:
    """A crontab as a schedule."""
    return Schedule("cron", where, text, frozenset(p for _, words in commands_in(text) for p in campaigns_of(words)))


def _own_crontab() -> str:
    if not shutil.which("crontab"):
        return ""
    try:
        done = subprocess.run(["crontab", "-l"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S607
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _units(folders: Iterable[Path]) -> Iterator[Schedule]:
    """Enabled units: systemd links them into the folder of the target that wants them."""
    for folder in folders:
        for link in sorted(folder.glob("*.wants/*")) if folder.is_dir() else ():
            if link.suffix == ".timer":
                service = link.resolve().with_suffix(".service")
                service = service if service.exists() else folder / service.name
                yield unit_schedule("systemd timer", str(link), _text(service))
            elif link.suffix == ".service":
                yield unit_schedule("systemd service", str(link), _text(link))


def unit_schedule(kind: str, where: str, text: str) -> Schedule:
    """A service unit as a schedule."""
    import shlex

    lines = [line.removeprefix("ExecStart=") for line in text.splitlines() if line.startswith("ExecStart=")]
    named = (campaigns_of(shlex.split(line.replace("%%", "%").replace("$$", "$"))) for line in lines)
    return Schedule(kind, where, text, frozenset(path for found in named for path in found))


def campaigns_of(words: list[str]) -> list[Path]:
    """The campaign files that a command line of `run` or `watch` names."""
    at = next((n for n, word in enumerate(words) if word.endswith("sheets-sync") and n + 1 < len(words)), None)
    if at is None or words[at + 1] not in _COMMANDS:
        return []
    return [Path(words[n + 1]) for n in range(at, len(words) - 1) if words[n] == "--campaign"]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
