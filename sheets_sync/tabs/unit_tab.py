"""The grid of a unit's tab -> rows with their origin, and problems. Nothing is skipped in silence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader, Reading
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.elsewhere import Reports, beside_the_columns, named_rows
from sheets_sync.tabs.other_units import OtherUnits
from sheets_sync.tabs.parts import Layout, Line, cells_in_doubt, people_lines
from sheets_sync.tabs.period_reader import reader_of_periods
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.row_reader import RowReader, as_text
from sheets_sync.tabs.rows import Problem, Row, Severity, TabReport
from sheets_sync.tabs.rules import TAB_CHECKS, Finding

_KNOW_FORMATS = frozenset({"integer", "decimal", "number", "money", "text"})
"""Types for which the number format of a number cell matters (policy, section 3)."""
_NUMBERS = frozenset({int, float})  # a boolean is none
_SAY_NOTHING = frozenset({"text", "url"})
"""Types as which any text reads."""


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
    layout = Layout(tab, campaign.known_columns)
    campaign = _as_far_as_it_can(campaign, layout)
    problems = _header_problems(layout, tab, unit, campaign, today)
    if any(problem.blocking for problem in problems):
        return TabReport(unit.key, problems=problems, readable=False)
    reader = reader or CellReader(campaign)
    memory = RowMemory() if memory is None else memory  # an empty one is falsy
    rows: list[Row] = []
    below: list[Line] = []
    for number, part in enumerate(layout.parts):
        row_reader = reader_of_periods(tab, unit, campaign, today, reader, part.header.columns, layout.merged)
        lines = people_lines(tab, campaign, part)
        below += lines
        if number == 0 and layout.above:
            above = [line for line in layout.above if _is_row(line, row_reader, campaign)]
            unsure = next((line for line in above if not _is_surely_row(line, row_reader, campaign)), None)
            if unsure:
                problem = _of_tab(unit, tab, "H6", facts={"row": str(unsure[0] + 1)})
                return TabReport(unit.key, problems=(*problems, problem), readable=False)
            lines = (*above, *lines)
        rows += memory.rows(lines, row_reader, number)
    memory.keep(len(layout.parts))
    others = OtherUnits(tab, unit, campaign, reader)
    problems += (*_beside(layout, tab, unit, Reports(campaign, reader, today)), *others.above(layout))
    return TabReport(unit.key, tuple(compared(others.apart(rows, below, layout), campaign)), problems)


def _beside(layout: Layout, tab: Tab, unit: Unit, reports: Reports) -> Iterator[Problem]:
    """One problem for all rows that hold a report beside the columns: their figures are in no total."""
    cells = beside_the_columns(tab, layout, reports)
    if cells:
        facts = {"rows": named_rows(cell.row for cell in cells)}
        yield replace(_of_tab(unit, tab, "H8", facts=facts), cell=cells[0])


def cells_wanted(tab: Tab, campaign: Campaign) -> tuple[Cell, ...]:
    """The cells of which more than their value must be known, since a reading hangs on it: numbers, whose format says
    what they are, and what a machine or a person may have written."""
    layout = Layout(tab, campaign.known_columns)
    return tuple(dict.fromkeys((*_number_cells(layout, campaign), *cells_in_doubt(tab, campaign, layout))))


def _number_cells(layout: Layout, campaign: Campaign) -> Iterator[Cell]:
    """Input cells that hold a number and whose reading depends on the number format."""
    types = {c.key: c.type for c in campaign.known_columns}
    for part in layout.parts:
        places = sorted(at for key, at in part.header.columns.items() if types[key] in _KNOW_FORMATS)
        for number, values in (*layout.above, *part.lines):
            for at in places:
                if at < len(values) and values[at].__class__ in _NUMBERS:
                    yield Cell(number, at)


# ── rows above the heading ────────────────────────────────────────────────────────────────────────────────────────

_MOST_OF_A_TITLE = 2
"""Filled cells that a line of a title (the office at the left, the place and day at the right) has at most."""


def _is_row(line: Line, reader: RowReader, campaign: Campaign) -> bool:
    """Whether a line above the heading may be a row: it has more than a title, or something that only rows have. What
    formulas wrote there is no row's: sums stand there."""
    typed, read = _typed_and_read(line, reader, campaign)
    return len(typed) > _MOST_OF_A_TITLE or bool(read)


def _is_surely_row(line: Line, reader: RowReader, campaign: Campaign) -> bool:
    """Whether it reads as one: a day, a choice or a figure stands in its column."""
    return bool(_typed_and_read(line, reader, campaign)[1])


def _typed_and_read(line: Line, reader: RowReader, campaign: Campaign) -> tuple[list[str], list[str]]:
    """The columns in which people typed something, and of these the ones whose content reads as theirs; texts read as
    anything, so they say nothing."""
    found = reader.typed_readings(*line)
    typed = list(found)
    read = [key for key, r in found.items() if r.usable and campaign.column_by_key[key].type not in _SAY_NOTHING]
    key = campaign.key_of("day")
    day = found.get(key)
    if day is not None and not day.usable and len(typed) > 1 and _is_meant_as_day(day, line, reader, key):
        read.append(key)
    return typed, read


_LONGEST_DAY = 12  # characters of a mistyped day; what is longer, "Gò Dầu, ngày 16 tháng 12", is of a title


def _is_meant_as_day(reading: Reading, line: Line, reader: RowReader, key: str) -> bool:
    """Whether a cell that is no day was meant as one: "hôm nay", "31/11"."""
    typed = as_text(line[1][reader.column_of(key)])
    return reading.code != "D1" or (len(typed) <= _LONGEST_DAY and any(c.isdigit() for c in typed))


def _of_tab(
    unit: Unit, tab: Tab, code: str, *, column: str = "", blocking: bool = True, facts: Mapping[str, str] | None = None
) -> Problem:
    return Problem(
        unit.key, tab.title, tab.sheet_id, code, Severity.ERROR, column=column, blocking=blocking, facts=facts or {}
    )


def _as_far_as_it_can(campaign: Campaign, layout: Layout) -> Campaign:
    """The campaign without what nobody can do: fill a column that the tab lacks, and that rows need only since the
    campaign file changed. Its heading is a problem; until it stands there the tab is read without it."""
    lacking = {column.key for column in campaign.columns if column.key not in layout.header.columns}
    if not lacking or not campaign.readers:
        return campaign
    earlier = [version.column_by_key for version in campaign.readers.values()]
    new = {key for key in lacking if any(key not in known or known[key].required == "no" for known in earlier)}
    readers: dict[date, Campaign] = {}
    for version, days in groupby(campaign.readers, key=campaign.readers.__getitem__):
        readers.update(dict.fromkeys(days, _without_need(version, new)))
    return replace(_without_need(campaign, new), readers=readers)


def _without_need(campaign: Campaign, keys: set[str]) -> Campaign:
    """The campaign in which no row needs these columns."""
    if not any(column.key in keys and column.required != "no" for column in campaign.columns):
        return campaign
    columns = (replace(column, required="no") if column.key in keys else column for column in campaign.columns)
    return replace(campaign, columns=tuple(columns))


def _header_problems(layout: Layout, tab: Tab, unit: Unit, campaign: Campaign, today: date) -> tuple[Problem, ...]:
    """What is wrong with the headings. Where nothing of it blocks, the rows can be read all the same: an optional
    column may lack."""
    header = layout.header
    if header.row is None:
        return (_of_tab(unit, tab, "H3"),)
    problems = []
    for column in campaign.columns:
        if column.key in header.columns:
            continue
        cells = header.doubled.get(column.key, ())
        facts = {"header": column.header, "cells": ", ".join(cell.a1 for cell in cells)}
        code, blocking = "H2" if cells else "H1", column.required_on(today) != "no"
        problems.append(_of_tab(unit, tab, code, column=column.key, blocking=blocking, facts=facts))
    if layout.refused and layout.refused.row is not None:
        lacking = ", ".join(c.header for c in layout.refused.lacks(campaign.columns))
        problems.append(_of_tab(unit, tab, "H4", facts={"row": str(layout.refused.row + 1), "header": lacking}))
    return tuple(problems)


def compared(rows: list[Row], campaign: Campaign) -> list[Row]:
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
