"""The problems that are open as of a moment, each with the moment when it was first seen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.facts import Change, RowProblemKey, read_together
from sheets_sync.evidence.fold import Evidence
from sheets_sync.tabs.rows import Problem

ProblemKey = tuple[str, date | None, str, str, str]
"""(unit, day, column, typed, code): by this a problem is known again at the next poll."""


def first_seen_of(evidence: Evidence, campaign: Campaign, as_of: datetime) -> dict[ProblemKey, datetime]:
    """When each open problem was first seen.

    A problem keeps its first moment while it moves with its row; one that was solved and comes back begins anew.
    """
    first: dict[ProblemKey, datetime] = {}
    days, units = {*campaign.days, None}, campaign.unit_by_key
    wanted = [key for key in evidence.shown_with_problems(as_of) if key[0] in units and key[1] in days]
    lines = {key: evidence.changes(*key, as_of) for key in wanted}
    read_together(line[-1] for line in lines.values())  # they are shown, so all their rows will be asked for
    for key, line in lines.items():
        first |= {(*key, *problem): moment for problem, moment in _open_since(line).items()}
    return first


def _open_since(changes: Sequence[Change]) -> dict[RowProblemKey, datetime]:
    """Of each problem that the last of some changes has, the moment of the first one since which all had it."""
    found: dict[RowProblemKey, datetime] = {}
    going_on: Set[RowProblemKey] = changes[-1].problem_keys()
    for change in reversed(changes):
        going_on = going_on & change.problem_keys() if change.problems else set()
        if not going_on:
            break
        found |= dict.fromkeys(going_on, change.sent)
    return found


def tab_problems(evidence: Evidence, spreadsheets: Iterable[str], as_of: datetime) -> list[tuple[Problem, datetime]]:
    """The problems of whole tabs and of overrides that the last poll of each spreadsheet found, each with the first of
    the polls that found it one after the other."""
    wanted = dict.fromkeys(spreadsheets)
    found: dict[str, dict[object, tuple[Problem, datetime]]] = {}
    going_on: dict[str, set[object]] = {}
    for poll in evidence.polls_until(as_of):
        if poll.error or poll.spreadsheet not in wanted:
            continue
        here = {(p.unit, p.sheet_id, p.code, p.column, p.cell): p for p in poll.problems}
        if poll.spreadsheet not in found:
            found[poll.spreadsheet] = {key: (p, poll.sent) for key, p in here.items()}
            going_on[poll.spreadsheet] = set(here)
        known = found[poll.spreadsheet]
        going_on[poll.spreadsheet] &= set(here)
        for key in going_on[poll.spreadsheet]:
            known[key] = (known[key][0], poll.sent)
        if len(found) == len(wanted) and not any(going_on.values()):
            break
    return [entry for spreadsheet in wanted for entry in found.get(spreadsheet, {}).values()]
