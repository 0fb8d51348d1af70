"""Checks of what starts the job: is it installed, by which clock, and what else uses the same account."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.config import load
from sheets_sync.errors import SheetsSyncError
from sheets_sync.job import opening, scheduling
from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit
from sheets_sync.job.cron import commands_in


def installed(visit: Visit) -> Iterator[Finding]:
    """Whether a schedule for this campaign is installed, and whether cron's lines are those of today's file."""
    settings = visit.settings
    if visit.now > settings.campaign.deadline_of(settings.campaign.last_day):
        return
    own = [s for s in visit.schedules if settings.path.absolute() in s.campaigns]
    if not own:
        yield visit.notice(
            "schedule",
            (
                "không thấy lịch chạy nào cho đợt này (crontab, systemd).",
                "no schedule for this campaign is installed here (crontab, systemd).",
            ),
            (
                "Xem: sheets-sync crontab (hoặc watch)",
                "See: sheets-sync crontab (or watch)",
            ),
        )
        return
    for found in own:
        yield from _current(visit, found.kind, found.where, found.text)


def _current(visit: Visit, kind: str, where: str, text: str) -> Iterator[Finding]:
    if kind != "cron":
        zone = visit.settings.campaign.timezone.key
        vi, en = f"lịch chạy: {kind}, theo giờ {zone}", f"schedule: {kind}, by the clock of {zone}"
        yield visit.fine("schedule", vi, en, where)
        return
    wanted = scheduling.crontab(visit.settings)
    path = str(visit.settings.path.absolute())
    have = {fields for fields, words in commands_in(text) if path in words}
    need = {fields for fields, _ in commands_in("\n".join(wanted.lines))}
    zone = scheduling.server_zone().key
    if have == need:
        yield visit.fine("schedule", f"lịch chạy: cron, giờ {zone}", f"schedule: cron, by the clock of {zone}", where)
    else:
        yield visit.mend(
            "schedule",
            (
                f"các dòng cron không đúng với tệp đợt và giờ {zone}.",
                f"the lines of cron are not those of the campaign file by the clock of {zone}.",
            ),
            ("Cài lại: sheets-sync crontab --only cron", "Put them in anew: sheets-sync crontab --only cron"),
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
            (
                f"cùng với {names}, nhiều nhất {total} lượt đọc trong một phút; được {settings.requests_per_minute}.",
                f"together with {names} up to {total} reads in a minute; {settings.requests_per_minute} may leave.",
            ),
            (
                "Cho mỗi đợt một tài khoản, hoặc giãn lịch xem.",
                "Give each its own account, or poll less often.",
            ),
        )
