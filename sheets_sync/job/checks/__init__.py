"""`check`: what a run needs, looked at before the deadline does. A list of small checks, each a function of a Visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sheets_sync.config import Settings
from sheets_sync.job.checks import access, campaign, feedback, files, past, schedule
from sheets_sync.job.checks.finding import Check, Finding, Level, exit_code
from sheets_sync.job.checks.visit import Visit, visited

if TYPE_CHECKING:
    from sheets_sync.gateway import Gateway

__all__ = ["CHECKS", "Check", "Finding", "Level", "Visit", "examine", "exit_code", "visited"]

CHECKS: tuple[Check, ...] = (
    campaign.summary,
    campaign.language,
    campaign.extensions,
    campaign.addresses,
    campaign.who_may_override,
    campaign.job_titles,
    campaign.days_off,
    campaign.nil_activity,
    files.key_file_modes,
    files.modes,
    files.disk_room,
    files.templates,
    past.quota,
    access.connection,
    access.spreadsheets,
    access.rights,
    access.protections,
    access.settings,
    access.tabs,
    feedback.consent,
    past.clock,
    past.evidence,
    past.changed_campaign,
    past.owner,
    past.looks,
    past.growth,
    schedule.installed,
    schedule.shared_quota,
)
"""In the order in which they are read: the campaign, this machine, the spreadsheets, what happened so far."""


def examine(settings: Settings, way_in: Callable[[], Gateway] | None = None) -> list[Finding]:
    """All findings of a campaign, now. What can't be looked at ends that look, not the others. `way_in` gives a gateway
    other than one over the network."""
    visit = visited(settings, way_in)
    return [finding for check in CHECKS for finding in check(visit)]
