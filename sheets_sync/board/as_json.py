"""The board as the document of `status --json`; moments in the campaign's timezone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sheets_sync.board.model import Board, tab_and_rows
from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.period import slot_of
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.standings import IN, OPEN, Standing


def board_json(board: Board) -> dict[str, Any]:
    """The whole document."""
    return {
        "campaign": board.campaign.slug,
        "as_of": iso(board.as_of, board.campaign),
        "last_poll": iso(board.last_poll, board.campaign),
        "stale": board.stale,
        "unread": dict(board.unread),
        "unclaimed": [{"tab": tab, "rows": int(rows or 0)} for tab, rows in tab_and_rows(board)],
        "gap": _gap_json(board),
        "declared": [declared_json(adoption, board.campaign) for adoption in board.declared],
        "overrides_locked": not board.door_open,
        "problems": board.problems,
        "reminders": board.reminders,
        "today": _today_json(board),
        "units": [_unit_json(board, unit) for unit in board.campaign.units],
    }


def declared_json(adoption: Adoption, campaign: Campaign) -> dict[str, Any]:
    """A version of the campaign that a person declared to hold since a day."""
    return {
        "since": adoption.since.isoformat() if adoption.since else None,
        "at": iso(adoption.sent, campaign),
        "reason": adoption.reason,
        "by": adoption.by,
        "version": adoption.version.digest,
    }


def _today_json(board: Board) -> dict[str, Any]:
    """How the reports of the day that people look at stand; the counts are those of the board and of the papers."""
    tally = board.tally_on(board.today)
    counts = {standing.value: tally.count(standing) for standing in (*IN, *OPEN, Standing.EXCUSED)}
    return {**report_json(board.today, board.campaign), "owed": tally.owed, "reported": tally.reported, **counts}


def _gap_json(board: Board) -> dict[str, Any] | None:
    gap, campaign = board.gap, board.campaign
    return {"since": iso(gap.since, campaign), "until": iso(gap.until, campaign)} if gap else None


def _unit_json(board: Board, unit: Unit) -> dict[str, Any]:
    found = board.rates_of(unit)
    return {
        "unit": unit.key,
        "name": unit.name,
        "expected": found.expected,
        "reported": found.reported,
        "on_time": found.on_time,
        "undetermined": found.undetermined,
        "reporting_rate": found.reporting_rate,
        "on_time_rate": found.on_time_rate,
        "on_time_rate_max": found.on_time_rate_max,
        "days": [judgement_json(j, board.campaign) for j in board.judgements[unit.key]],
    }


def judgement_json(judgement: Judgement, campaign: Campaign) -> dict[str, Any]:
    """One cell of the board."""
    override = judgement.override
    return {
        **report_json(judgement.day, campaign),
        "status": judgement.status.value,
        "seen_absent": iso(judgement.seen_absent, campaign),
        "seen_present": iso(judgement.seen_present, campaign),
        "attempted_at": iso(judgement.attempted_at, campaign),
        "problems": judgement.problems,
        "reminders": judgement.reminders,
        "edited_after_deadline": judgement.edited_after_deadline,
        "withdrawn": judgement.withdrawn,
        "rows_of_no_day": judgement.rows_of_no_day,
        "override": {"status": override.status, "reason": override.reason, "by": override.by} if override else None,
    }


def report_json(report: date, campaign: Campaign) -> dict[str, Any]:
    """How a report is named: by its period's last day; where that is not all, also by slot, first day, deadline."""
    named: dict[str, Any] = {"day": report.isoformat()}
    if campaign.is_daily and not campaign.due_after:
        return named
    first, deadline = campaign.begin_of(report).isoformat(), iso(campaign.deadline_of(report), campaign)
    return named | {"slot": slot_of(report), "first_day": first, "deadline": deadline}


def iso(moment: datetime | None, campaign: Campaign) -> str | None:
    """A moment as ISO in the campaign's timezone."""
    return moment.astimezone(campaign.timezone).isoformat() if moment else None
