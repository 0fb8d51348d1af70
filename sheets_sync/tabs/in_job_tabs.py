"""Reports that somebody typed into a tab of the job's own. Pure.

Such rows are read for no unit, and named; where the job writes its tab anew they stay, below what it writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.elsewhere import Reports
from sheets_sync.tabs.row_reader import as_text
from sheets_sync.tabs.rows import IN_JOB_TAB, Problem, Severity

_SIGNS = ("✗ ", "! ")
"""With what the second cell of a row of the list of problems begins; the row also quotes what a unit typed."""
_COVERAGE = re.compile(r"[0-9]+/[0-9]+")
_STATUS_SIGNS = "✓✗○–·?!⊘"
"""With what the board's statuses begin; neither they nor a unit's name make a row a report."""
_WORDS_OF_A_TOTAL = 2
"""Cells with words in a row of the job's totals: the activity, which is the first, and the measure."""


def reports_typed_in(tab: Tab, reports: Reports) -> tuple[int, ...]:
    """The numbers (from 0) of the rows of a job's tab that are reports, not what the job wrote."""
    return tuple(number for number, values in enumerate(tab.rows) if _is_report(values, reports))


def _is_report_of_figures(filled: Sequence[Value], reports: Reports) -> bool:
    """Whether a row is a report where there are no activities: a day, then figures and words. The rows of the job that
    begin with a day are totals, which tell how complete they are ("12/14")."""
    day, *others = filled
    is_total = any(isinstance(value, str) and _COVERAGE.fullmatch(value) for value in others)
    return reports.is_day(day) and not is_total and any(map(_has_words, others)) and any(map(_is_figure, others))


def _is_figure(value: Value) -> bool:
    return value.__class__ in (int, float) or (isinstance(value, str) and value.strip().isdecimal())


def _has_words(value: Value) -> bool:
    return isinstance(value, str) and any(character.isalpha() for character in value)


def _is_report(values: Sequence[Value], reports: Reports) -> bool:
    filled = [value for value in values if value not in (None, "")]
    if len(filled) < 2 or any(str(value).startswith(_SIGNS) for value in filled[:2]):
        return False
    filled = [value for value in filled if value not in reports.names and str(value)[0] not in _STATUS_SIGNS]
    if len(filled) < 2:
        return False
    if not reports.know_activities:
        return _is_report_of_figures(filled, reports)
    if reports.is_activity(filled[0]) and sum(map(_has_words, filled)) <= _WORDS_OF_A_TOTAL:
        return False
    return reports.has_both(filled) or reports.is_one(filled)


def typed_problem(tab: Tab, rows: Sequence[int]) -> Problem:
    """Rows that people typed into a tab of the job's own, as a problem of nobody's; it quotes the first of them."""
    values = tab.rows[rows[0]]
    first = next(at for at, value in enumerate(values) if value not in (None, ""))
    typed = " | ".join(as_text(value) for value in values if value not in (None, ""))
    facts = {"rows": str(len(rows))}
    cell = Cell(rows[0], first)
    return Problem(
        "", tab.title, tab.sheet_id, IN_JOB_TAB, Severity.ERROR, cell, typed=typed, blocking=True, facts=facts
    )
