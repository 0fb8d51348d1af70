"""Checks of what starts the job: is it installed, by which clock, and what else uses the same account."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.config import load
from sheets_sync.errors import SheetsSyncError
from sheets_sync.job import opening, scheduling
from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit
from sheets_sync.job.cron import commands_in
from sheets_sync.words.worded import worded


def installed(visit: Visit) -> Iterator[Finding]:
    """Whether a schedule for this campaign is installed, and whether cron's lines are those of today's file."""
    settings = visit.settings
    if visit.now > settings.campaign.deadline_of(settings.campaign.last_day):
        return
    own = [s for s in visit.schedules if settings.path.absolute() in s.campaigns]
    if not own:
        yield visit.notice(
            "schedule",
            worded("checks.schedule"),
            worded("checks.schedule.remedy"),
        )
        return
    for found in own:
        yield from _current(visit, found.kind, found.where, found.text)


def _current(visit: Visit, kind: str, where: str, text: str) -> Iterator[Finding]:
    if kind != "cron":
        zone = visit.settings.campaign.timezone.key
        yield visit.fine("schedule", worded("checks.schedule.fine", kind=kind, zone=zone), where)
        return
    wanted = scheduling.crontab(visit.settings)
    path = str(visit.settings.path.absolute())
    have = {fields for fields, words in commands_in(text) if path in words}
    need = {fields for fields, _ in commands_in("\n".join(wanted.lines))}
    zone = scheduling.server_zone().key
    if have == need:
        yield visit.fine("schedule", worded("checks.schedule.fine", kind=kind, zone=zone), where)
    else:
        yield visit.mend(
            "schedule",
            worded("checks.schedule.other", zone=zone),
            worded("checks.schedule.other.remedy"),
            where,
        )


def shared_quota(visit: Visit) -> Iterator[Finding]:
    """The worst minutes of all campaigns that are scheduled here with the same account, put together."""
    settings = visit.settings
    paths = {path for s in visit.schedules for path in s.campaigns} - {settings.path.absolute()}
    total, others = opening.worst_case_of(settings).reads, []
    for path in sorted(paths):
        try:
            other = load(path, environ=visit.environ)
        except SheetsSyncError:
            continue
        if opening.account_of(other) == opening.account_of(settings):
            others.append(other.campaign.slug)
            total += opening.worst_case_of(other).reads
    if total > settings.requests_per_minute and others:
        names = ", ".join(others)
        yield visit.notice(
            "shared_quota",
            worded("checks.shared_quota", names=names, total=total, limit=settings.requests_per_minute),
            worded("checks.shared_quota.remedy"),
        )
