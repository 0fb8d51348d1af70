"""Checks of the spreadsheets: are they what they should be, may we read and write, are the tabs there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheets_sync.campaign.model import Unit
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.observing import Observer
from sheets_sync.gateway.files import SHEET_TYPE
from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Seen, Visit, spreadsheet_at
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.claims import Titles, claims
from sheets_sync.tabs.messages import problem_text
from sheets_sync.tabs.rows import READ_FOR_NOBODY, Problem, Severity
from sheets_sync.tabs.setup import expected_locale
from sheets_sync.tabs.titles import NAMES
from sheets_sync.words.worded import joined, worded

PROVISION = "checks.run_provision"


def connection(visit: Visit) -> Iterator[Finding]:
    """Who stands in for Google, or why there is no way in."""
    if visit.no_way_in:
        yield visit.blind("connection", visit.no_way_in)
        return
    said = visit.settings.endpoint or "Google"
    yield visit.fine("connection", worded("checks.connection.fine", server=said))


def spreadsheets(visit: Visit) -> Iterator[Finding]:
    """Whether each can be read, is a spreadsheet of Google's, and is not in the bin."""
    for name, seen in visit.seen.items():
        if seen.error:
            yield visit.blind("readable", seen.error)
            continue
        count = len(seen.snapshot.tabs) if seen.snapshot else 0
        yield visit.fine("readable", worded("checks.readable.fine", count=count), spreadsheet_at(name))
        if seen.file and seen.file.kind and seen.file.kind != SHEET_TYPE:
            yield visit.mend(
                "kind",
                worded("checks.kind"),
                worded("checks.kind.remedy"),
                spreadsheet_at(name),
            )
        if seen.file and seen.file.trashed:
            yield visit.mend(
                "trashed",
                worded("checks.trashed"),
                worded("checks.trashed.remedy"),
                spreadsheet_at(name),
            )


def rights(visit: Visit) -> Iterator[Finding]:
    """Whether the job may write: it is shared as an editor, not as a viewer."""
    for name, seen in visit.seen.items():
        if seen.may_write is False:
            yield visit.mend(
                "rights",
                worded("checks.rights"),
                worded("checks.rights.remedy"),
                spreadsheet_at(name),
            )
        elif seen.may_write:
            yield visit.fine("rights", worded("checks.rights.fine"), spreadsheet_at(name))


def protections(visit: Visit) -> Iterator[Finding]:
    """A protection of the job's own tabs that shuts the job itself out."""
    for name, seen in visit.seen.items():
        tags = {tab.sheet_id: tab.tag for tab in seen.snapshot.tabs} if seen.snapshot else {}
        own = set(NAMES)
        for found in seen.protections:
            if not found.may_edit and tags.get(found.sheet_id) in own and seen.may_write:
                said = worded("checks.protection", title=found.title)
                yield visit.mend(
                    "protection",
                    said,
                    worded("checks.protection.remedy"),
                    spreadsheet_at(name),
                )


def settings(visit: Visit) -> Iterator[Finding]:
    """Locale and timezone, by which Google reads what people type."""
    wanted = expected_locale(visit.settings.campaign)
    for name, seen in visit.seen.items():
        if seen.snapshot is None:
            continue
        found = (seen.snapshot.locale, seen.snapshot.timezone)
        where = spreadsheet_at(name)
        if found == wanted:
            yield visit.fine("locale", worded("checks.locale.fine", locale=found[0], zone=found[1]), where)
            continue
        what = worded("checks.locale", locale=found[0], zone=found[1])
        need = joined([worded("checks.locale.remedy", locale=wanted[0], zone=wanted[1]), worded(PROVISION)])
        yield visit.mend("locale", what, need, where)


def tabs(visit: Visit) -> Iterator[Finding]:
    """Whether each unit's tab is there and can be read, and which tabs with reports are read for nobody: what a poll
    would see now."""
    for name, units in visit.settings.spreadsheets.items():
        snapshot = visit.seen.get(name, Seen()).snapshot
        if snapshot is None:
            continue
        campaign, is_main = visit.settings.campaign, name == visit.settings.board_spreadsheet
        found = Observer(campaign, Evidence()).observe(snapshot, units, "", with_overrides=is_main)
        whose = claims(units, snapshot.tabs, Titles(campaign)).tabs
        for unit in units:
            rows = sum(len(change.rows) for change in found.changes if change.unit == unit.key)
            yield _tab(visit, unit, whose.get(unit.key), rows, found.problems)
        for problem in found.problems:
            if problem.code in READ_FOR_NOBODY or not problem.unit:
                said = problem_text(problem, visit.told_campaign)
                yield visit.mend(
                    "stray" if problem.code in READ_FOR_NOBODY else "overrides",
                    said,
                    "",
                    problem.tab,
                )


def _tab(visit: Visit, unit: Unit, tab: Tab | None, rows: int, problems: Sequence[Problem]) -> Finding:
    if tab is None:
        return visit.mend("tab", worded("checks.tab", tab=unit.tab), worded(PROVISION), unit.name)
    own = [p for p in problems if p.unit == unit.key and p.code not in READ_FOR_NOBODY]
    said = " ".join(problem_text(p, visit.told_campaign) for p in own)
    if any(p.severity is Severity.ERROR for p in own):
        return visit.mend("tab", said, worded(PROVISION), unit.name)
    fine = worded("checks.tab.fine", title=tab.title, n=rows)
    return visit.fine("tab", joined([fine, said], ". "), unit.name)
