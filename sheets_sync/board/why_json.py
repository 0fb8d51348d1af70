"""An explanation as the document of `why --json`; moments are ISO in the campaign's timezone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sheets_sync.board.as_json import declared_json, iso, judgement_json
from sheets_sync.board.notes import rule_words
from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.edits import Edit
from sheets_sync.compliance.gaps import Gap
from sheets_sync.compliance.why import Explanation
from sheets_sync.evidence.fold import Change
from sheets_sync.tabs.messages import problem_text
from sheets_sync.tabs.rows import Row

RowJson = Callable[[Row], dict[str, Any]]


def explanation_json(found: Explanation, campaign: Campaign, row_json: RowJson) -> dict[str, Any]:
    """The whole document. `row_json` writes a row as the ledger does."""

    def at(moment: datetime | None) -> str | None:
        return iso(moment, campaign)

    judgement = found.judgement
    return {
        "unit": found.unit.key,
        "name": found.unit.name,
        "as_of": at(found.as_of),
        **judgement_json(judgement, campaign),
        "standing": found.standing.value,
        "by_evidence": judgement.by_evidence.value,
        "override_since": at(found.override_since),
        "deadline": at(found.deadline),
        "cut_off": at(judgement.cut_off),
        "rule": rule_words(judgement, campaign.locale, campaign.timezone, found.deadline),
        "polls": [{"sent": at(poll.sent), "saw": poll.saw.value} for poll in found.polls],
        "changes": [_change(change, campaign, row_json) for change in found.changes],
        "not_counted": {
            "rows": [row_json(row) for row in found.rows_of_no_day],
            "tabs": [problem_text(problem, campaign) for problem in found.tab_problems],
        },
        "gaps": [_gap(gap, campaign) for gap in found.gaps],
        "failed_polls": [{"sent": at(poll.sent), "reason": poll.reason} for poll in found.failed],
        "edits": [{**_edit(edit, campaign), "after_deadline": found.after_deadline(edit)} for edit in found.edits],
        "head": found.head,
        "campaign_version": found.campaign_version,
        "declared": declared_json(found.declared, campaign) if found.declared else None,
    }


def _change(change: Change, campaign: Campaign, row_json: RowJson) -> dict[str, Any]:
    rows = [row_json(row) for row in change.rows]
    return {"sent": iso(change.sent, campaign), "observed": change.observed.value, "rows": rows}


def _gap(gap: Gap, campaign: Campaign) -> dict[str, Any]:
    return {
        "since": iso(gap.since, campaign),
        "until": iso(gap.until, campaign),
        "missed": gap.missed,
        "reasons": list(gap.reasons),
    }


def _edit(edit: Edit, campaign: Campaign) -> dict[str, Any]:
    return {
        "cell": edit.cell,
        "column": edit.column,
        "before": edit.before,
        "after": edit.after,
        "since": iso(edit.since, campaign),
        "until": iso(edit.until, campaign),
    }
