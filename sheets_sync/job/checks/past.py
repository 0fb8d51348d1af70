"""Checks of quota, clock and evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta

from sheets_sync.board import words
from sheets_sync.campaign.schedule import is_stale
from sheets_sync.gateway.clock import TOLERANCE
from sheets_sync.job import opening
from sheets_sync.job.admission import meet
from sheets_sync.job.announcing import announced
from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit
from sheets_sync.job.deadlines import last_deadline, last_deadline_look
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import joined, worded

MUCH_A_DAY = 20 << 20
"""Bytes of evidence a day that are more than units type."""


def quota(visit: Visit) -> Iterator[Finding]:
    """The worst minute of the campaign, and whether every look at a deadline leaves in time."""
    worst = opening.worst_case_of(visit.settings)
    if worst.reason:
        yield visit.mend("quota", worst.reason, worded("config.quota.remedy"), str(visit.settings.path))
        return
    yield visit.fine(
        "quota",
        worded(
            "checks.quota.fine", reads=worst.reads, writes=worst.writes, limit=worst.limit, last_look=worst.last_look
        ),
    )


def clock(visit: Visit) -> Iterator[Finding]:
    """Whether the machine's clock agrees with the server's; nothing to say where no answer told its time."""
    known = visit.correction
    if known is None or math.isinf(known.uncertainty):
        return
    if not known.correction:
        within = TOLERANCE + known.uncertainty
        yield visit.fine("clock", worded("checks.clock.fine", within=within))
        return
    off, side = abs(known.correction), "behind" if known.correction > 0 else "ahead"
    yield visit.mend(
        "clock",
        worded(f"checks.clock.{side}", off=off, give=known.uncertainty),
        worded("checks.clock.remedy"),
    )


def evidence(visit: Visit) -> Iterator[Finding]:
    """Whether the evidence can be opened and is whole."""
    if visit.past_error:
        error = visit.past_error
        yield visit.mend("evidence", error.what, error.remedy, error.where)
    if visit.past is None:
        return
    if visit.past.broken:
        yield visit.mend(
            "evidence",
            worded("checks.evidence", broken=visit.past.broken),
            worded("checks.evidence.remedy"),
            visit.past.where,
        )
        return
    last = visit.past.evidence.polls[-1:]
    corrected = [worded("checks.evidence.corrected", seconds=p.correction) for p in last if p.correction]
    yield visit.fine("evidence", joined([worded("checks.evidence.fine"), *corrected], "; "), visit.past.where)


def owner(visit: Visit) -> Iterator[Finding]:
    """A state folder that another campaign uses too: each needs one of its own."""
    if visit.past is None:
        return
    own = set(visit.settings.spreadsheets)
    others = {poll.spreadsheet for poll in visit.past.evidence.polls} - own
    if others and visit.past.evidence.polls[-1].spreadsheet not in own:
        yield visit.mend(
            "shared_state",
            worded("checks.shared_state"),
            worded("checks.shared_state.remedy"),
            str(visit.settings.state),
        )


def looks(visit: Visit) -> Iterator[Finding]:
    """The last good look, and the last one at a deadline; overdue ones while the campaign runs."""
    campaign, polls = visit.settings.campaign, visit.settings.polls
    if visit.now < campaign.deadline_of(campaign.first_day) - timedelta(days=1):
        return
    good = [p for p in visit.past.evidence.polls if not p.error] if visit.past else []
    last = max((p.sent for p in good), default=None)
    over = visit.now > campaign.deadline_of(campaign.last_day) + timedelta(days=1)
    if last is None:
        if not over:
            yield visit.notice("looks", worded("checks.looks.none"), worded("checks.looks.none.remedy"))
        return
    assert visit.past
    due = last_deadline(campaign, visit.now)
    made = last_deadline_look(visit.past.evidence, campaign, visit.settings.spreadsheet, visit.now)
    said = words.clock_time(last, campaign.timezone, campaign.locale, campaign.first_day)
    at = words.clock_time(made, campaign.timezone, campaign.locale, campaign.first_day) if made else "–"
    found = worded("checks.looks.fine", last=said, at=at)
    if not over and is_stale(last, visit.now, polls, campaign):
        yield visit.mend("looks", worded("checks.looks", found=found), worded("checks.looks.remedy"))
        return
    if due and made != due and not over:
        what = worded("checks.looks.deadline", found=found)
        yield visit.notice("looks", what, worded("checks.looks.deadline.remedy"))
        return
    yield visit.fine("looks", found)


def growth(visit: Visit) -> Iterator[Finding]:
    """A ledger that grows faster than people type."""
    if visit.past is None or not visit.past.size or not visit.past.evidence.polls:
        return
    polls = visit.past.evidence.polls
    said = formats(visit.language)
    days = max(1.0, (polls[-1].sent - polls[0].sent) / timedelta(days=1))
    a_day, size = f"{said.number(visit.past.size / days / 1024, 0)} KB", f"{said.number(visit.past.size >> 10)} KB"
    found = worded("checks.growth.fine", size=size, a_day=a_day)
    if visit.past.size / days > MUCH_A_DAY:
        yield visit.notice("growth", worded("checks.growth", found=found), worded("checks.growth.remedy"))
    else:
        yield visit.fine("growth", found)


def changed_campaign(visit: Visit) -> Iterator[Finding]:
    """What the campaign file will change that no run has met yet, and what of it a run would refuse."""
    if visit.past is None:
        return
    evidence, where = visit.past.evidence, str(visit.settings.path)
    for refusal in meet(visit.settings, evidence).refused:
        yield visit.mend(f"refused_{refusal.code}", refusal.what, refusal.remedy, where)
    for change in announced(visit.settings, evidence, visit.now):
        yield visit.notice("campaign_change", worded("checks.campaign_change", change=change), "", where)
