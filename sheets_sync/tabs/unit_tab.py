"""The grid of a unit's tab -> rows with their origin, and problems. Nothing is skipped in silence. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.header import Header, header_columns
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.row_reader import RowReader, as_text
from sheets_sync.tabs.rows import Problem, Row, Severity, TabReport
from sheets_sync.tabs.rules import TAB_CHECKS, Finding

__all__ = ["Header", "header_columns", "number_cells", "read_tab"]

_KNOW_FORMATS = frozenset({"integer", "decimal", "number", "money", "text"})
"""Types for which the number format of a number cell matters (policy, section 3)."""
_NUMBERS = frozenset({int, float})  # a boolean is none


def read_tab(
    tab: Tab,
    unit: Unit,
    campaign: Campaign,
    today: date,
    reader: CellReader | None = None,
    memory: RowMemory | None = None,
) -> TabReport:
    """All rows of a unit's tab. `today` is the local day of the poll: a later date is not accepted yet.

    Whatever `reader` and `memory` have seen before, the report is the same; it only comes sooner. `memory` is that of
    this tab.
    """
    header = header_columns(tab, campaign.columns)
    problems, readable = _header_problems(header, tab, unit, campaign)
    if not readable or header.row is None:
        return TabReport(unit.key, problems=problems, readable=False)
    row_reader = RowReader(tab, unit, campaign, today, reader or CellReader(campaign), header.columns)
    memory = RowMemory() if memory is None else memory  # an empty one is falsy
    rows = memory.rows(tab.rows, header.row + 1, row_reader)
    return TabReport(unit.key, tuple(_compared(rows, campaign)), problems)


def number_cells(tab: Tab, campaign: Campaign) -> tuple[Cell, ...]:
    """Input cells that hold a number and whose reading depends on the number format."""
    header = header_columns(tab, campaign.columns)
    if header.row is None:
        return ()
    types = {c.key: c.type for c in campaign.columns}
    places = sorted(at for key, at in header.columns.items() if types[key] in _KNOW_FORMATS)
    start = header.row + 1
    return tuple(
        Cell(number, at)
        for number, values in enumerate(tab.rows[start:], start)
        for at in places
        if at < len(values) and values[at].__class__ in _NUMBERS
    )


def _header_problems(header: Header, tab: Tab, unit: Unit, campaign: Campaign) -> tuple[tuple[Problem, ...], bool]:
    """What is wrong with the headings, and whether the rows can be read all the same: an optional column may lack."""
    if header.row is None:
        return (Problem(unit.key, tab.title, tab.sheet_id, "H3", Severity.ERROR, blocking=True),), False
    problems = []
    for column in campaign.columns:
        if column.key in header.columns:
            continue
        problem = Problem(
            unit.key,
            tab.title,
            tab.sheet_id,
            "H2" if column.key in header.doubled else "H1",
            Severity.ERROR,
            column=column.key,
            blocking=column.required != "no",
            facts={"header": column.header},
        )
        problems.append(problem)
    return tuple(problems), not any(p.blocking for p in problems)


def _compared(rows: list[Row], campaign: Campaign) -> list[Row]:
    """The rows with what the rules find that compare them."""
    for name, checks in TAB_CHECKS.items():
        if name in campaign.rules_off:
            continue
        for index, finding in [found for check in checks for found in check(rows, campaign)]:
            row = rows[index]
            rows[index] = replace(row, problems=(*row.problems, _problem_of(row, finding)))
    return rows


def _problem_of(row: Row, finding: Finding) -> Problem:
    cell = row.cells[finding.column]
    return Problem(
        row.unit,
        row.tab,
        row.sheet_id,
        finding.code,
        finding.severity,
        cell.cell,
        finding.column,
        as_text(cell.typed),
        row.day,
        finding.blocking,
        finding.facts,
    )
