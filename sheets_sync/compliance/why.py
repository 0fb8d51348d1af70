"""The evidence behind one cell of the board: what was seen when, and the rule that decided. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sheets_sync.board import judgement_json
from sheets_sync.board.notes import rule_words
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.compliance.edits import Edit, edits
from sheets_sync.compliance.gaps import Gap, gaps
from sheets_sync.compliance.judging import Judgement, judge
from sheets_sync.evidence.fold import Change, Evidence, Observed, Poll

AROUND = 3
"""Looks shown on each side of a turning point."""


def explain(
    unit: Unit,
    day: date,
    evidence: Evidence,
    campaign: Campaign,
    plan: PollPlan,
    as_of: datetime,
    head: str = "",
) -> dict[str, Any]:
    """Everything that `why` says, JSON-ready; moments are ISO in the campaign's timezone.

    `head` is the digest of the last record of the evidence that this rests on.
    """
    judgement = judge(unit, day, evidence, campaign, as_of)
    changes = evidence.changes(unit.key, day, as_of)
    looks = evidence.poll_moments(unit.key, as_of)
    return {
        "unit": unit.key,
        "name": unit.name,
        "as_of": _iso(as_of, campaign),
        **judgement_json(judgement, campaign),
        "by_evidence": judgement.by_evidence.value,
        "override_since": _override_since(judgement, evidence, campaign, as_of),
        "deadline": campaign.deadline_of(day).isoformat(),
        "cut_off": _iso(judgement.cut_off, campaign),
        "rule": rule_words(judgement, campaign.locale, campaign.timezone, campaign.deadline_of(day)),
        "polls": list(_polls(unit, judgement, evidence, changes, campaign, as_of)),
        "changes": [_change(change, campaign) for change in changes],
        "gaps": [_gap(gap, campaign) for gap in gaps(evidence, campaign, plan, day, as_of, unit.key)],
        "failed_polls": list(_failed(unit, day, evidence, campaign, as_of)),
        "edits": [_edit(edit, judgement, campaign) for edit in edits(changes, looks, list(campaign.column_by_key))],
        "head": head,
    }


def _polls(
    unit: Unit, judgement: Judgement, evidence: Evidence, changes: Sequence[Change], campaign: Campaign, as_of: datetime
) -> Iterator[dict[str, str]]:
    """The looks around the cut-off and around the arrival, and those that failed between them."""
    looks = evidence.poll_moments(unit.key, as_of)
    near: set[datetime] = set()
    for turn in (judgement.cut_off, judgement.seen_present):
        if turn:
            near.update([m for m in looks if m <= turn][-AROUND:])
            near.update([m for m in looks if m > turn][:AROUND])
    for moment in sorted(near):
        seen = [c.observed for c in changes if c.sent <= moment]
        yield {"sent": _iso(moment, campaign) or "", "saw": (seen[-1] if seen else Observed.ABSENT).value}


def _failed(unit: Unit, day: date, evidence: Evidence, campaign: Campaign, as_of: datetime) -> Iterator[dict[str, str]]:
    """Polls of the day that did not read the unit's tab."""
    for poll in evidence.polls:
        if poll.sent > as_of or campaign.local_day(poll.sent) != day or unit.key in poll.units:
            continue
        if reason := _reason(poll, unit):
            yield {"sent": _iso(poll.sent, campaign) or "", "reason": reason}


def _reason(poll: Poll, unit: Unit) -> str:
    return poll.error or poll.unread.get(unit.key, "")


def _change(change: Change, campaign: Campaign) -> dict[str, Any]:
    return {
        "sent": _iso(change.sent, campaign),
        "observed": change.observed.value,
        "rows": [dict(row) for row in change.rows],
    }


def _gap(gap: Gap, campaign: Campaign) -> dict[str, Any]:
    return {
        "since": _iso(gap.since, campaign),
        "until": _iso(gap.until, campaign),
        "missed": gap.missed,
        "reasons": list(gap.reasons),
    }


def _edit(edit: Edit, judgement: Judgement, campaign: Campaign) -> dict[str, Any]:
    return {
        "cell": edit.cell,
        "column": edit.column,
        "before": edit.before,
        "after": edit.after,
        "since": _iso(edit.since, campaign),
        "until": _iso(edit.until, campaign),
        "after_deadline": _after(edit, judgement.cut_off),
    }


def _after(edit: Edit, cut_off: datetime | None) -> bool | None:
    """Whether an edit came after the cut-off; None where nobody can tell."""
    if cut_off is None or edit.until <= cut_off:
        return False
    return True if edit.since is not None and edit.since >= cut_off else None


def _override_since(judgement: Judgement, evidence: Evidence, campaign: Campaign, as_of: datetime) -> str | None:
    return _iso(evidence.override_since(judgement.override, as_of), campaign) if judgement.override else None


def _iso(moment: datetime | None, campaign: Campaign) -> str | None:
    return moment.astimezone(campaign.timezone).isoformat() if moment else None
