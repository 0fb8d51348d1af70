"""The schedule of this machine for a campaign: lines for cron, units for systemd."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sheets_sync.config import Settings
from sheets_sync.job import scheduling

if TYPE_CHECKING:
    from sheets_sync.job.cron import Crontab


class Schedule:
    """By what this machine makes every poll of the campaign."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def crontab(self, zone: str | None = None) -> Crontab:
        """The lines by the clock of `zone` (by default this machine's), or why no line can make every poll."""
        return scheduling.crontab(self._settings, zone)

    def timer(self) -> dict[str, str]:
        """systemd's unit files by name: a service that ticks once, and the timer that starts it."""
        return scheduling.systemd_units(self._settings)

    def watch(self) -> dict[str, str]:
        """The unit file of a service that keeps `watch` going."""
        return scheduling.watch_unit(self._settings)

    @property
    def zone_in_doubt(self) -> str:
        """This system's zone, where the variable TZ says another one; cron goes by the system's. Else ""."""
        return scheduling.zone_in_doubt(os.environ)
