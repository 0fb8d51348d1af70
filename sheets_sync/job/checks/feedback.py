"""Whether units see in their own tabs how they stand, where that comes from another spreadsheet.

Google shows nothing of another spreadsheet (IMPORTRANGE) until a person has allowed it, by a click in a cell that asks
for it; once for each pair of spreadsheets. A program can't do it. By its documentation; it could not be tried here.
"""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit, spreadsheet_at
from sheets_sync.job.provisioning import feedback_of
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Setup
from sheets_sync.tabs.feedback import LINE_TAG
from sheets_sync.words.worded import worded


def consent(visit: Visit) -> Iterator[Finding]:
    """What to click where the units' tabs may not yet show what stands on the board; how to have it where it is off."""
    settings = visit.settings
    for name, seen in visit.seen.items():
        where = spreadsheet_at(name)
        if name == settings.board_spreadsheet or not settings.spreadsheets.get(name):
            continue
        if feedback_of(settings, name).level == "off":
            if settings.feedback is None:
                yield _off(visit, where)
        elif seen.setup is not None:
            yield _told(visit, seen.setup, where)


def _off(visit: Visit, where: str) -> Finding:
    return visit.fine("feedback", worded("checks.feedback.off"), where)


def _told(visit: Visit, setup: Setup, where: str) -> Finding:
    lines = list(_lines(setup))
    if not lines:
        return visit.mend("feedback", worded("checks.feedback.none"), worded("checks.run_provision"), where)
    refused = [(title, cell) for title, cell, shown in lines if shown.startswith("#")]
    if not refused:
        return visit.fine("feedback", worded("checks.feedback.fine"), where)
    title, cell = refused[0]
    remedy = worded("checks.feedback.remedy", cell=cell.a1, title=title)
    return visit.mend("feedback", worded("checks.feedback", n=len(refused)), remedy, where)


def _lines(setup: Setup) -> Iterator[tuple[str, Cell, str]]:
    """The status lines: title of the tab, cell, what it shows."""
    for entry in setup.tabs:
        for cell in entry.formulas:
            if entry.column_tags.get(cell.column) == LINE_TAG:
                yield entry.tab.title, cell, str(entry.tab.value(cell) or "")
