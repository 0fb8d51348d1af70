"""The grid of a unit's tab -> rows with their origin, and problems. Nothing is skipped in silence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sheets_sync import checks
from sheets_sync.a1 import Cell
from sheets_sync.campaign import Campaign, Choice, Column, Unit
from sheets_sync.cells import CellReader, Reading, Verdict
from sheets_sync.cells.normalise import fold, repaired
from sheets_sync.header import Header, header_columns
from sheets_sync.rows import Problem, Row, Severity, TabReport, TypedCell
from sheets_sync.snapshot import Tab, Value
from sheets_sync.understood import understood

__all__ = ["Header", "header_columns", "number_cells", "read_tab", "row_from_json", "row_to_json"]

_SAME = ("activity", "details", "place", "quantity", "measure", "people", "beneficiaries", "money")
"""Columns that make two rows of a day the same; links, names and notes don't."""


def read_tab(tab: Tab, unit: Unit, campaign: Campaign, today: date, reader: CellReader | None = None) -> TabReport:
    """All rows of a unit's tab. `today` is the local day of the poll: a later date is not accepted yet."""
    header = header_columns(tab, campaign.columns)
    problems, readable = _header_problems(header, tab, unit, campaign)
    if not readable or header.row is None:
        return TabReport(unit.key, problems=problems, readable=False)
    builder = _RowBuilder(tab, unit, campaign, today, reader or CellReader(campaign))
    places = [(column, header.columns[column.key]) for column in campaign.columns if column.key in header.columns]
    rows = []
    for number in range(header.row + 1, len(tab.rows)):
        values = tab.rows[number]
        width = len(values)
        typed = {c.key: (c, at, values[at]) for c, at in places if at < width and not is_blank(values[at])}
        if typed:
            rows.append(builder.build(number, typed, header.columns))
    if "duplicate" not in campaign.rules_off:
        rows = list(_with_duplicates(rows))
    return TabReport(unit.key, tuple(rows), problems)


def number_cells(tab: Tab, campaign: Campaign) -> tuple[Cell, ...]:
    """Input cells that hold a number: how it is to be read depends on the number format."""
    header = header_columns(tab, campaign.columns)
    if header.row is None:
        return ()
    places = sorted(header.columns.values())
    return tuple(
        Cell(number, at)
        for number in range(header.row + 1, len(tab.rows))
        for at in places
        if at < len(tab.rows[number])
        and isinstance(tab.rows[number][at], int | float)
        and not isinstance(tab.rows[number][at], bool)
    )


def is_blank(value: Value) -> bool:
    """Whether nothing visible stands in a cell."""
    return value is None or (isinstance(value, str) and not repaired(value).strip())


def _header_problems(header: Header, tab: Tab, unit: Unit, campaign: Campaign) -> tuple[tuple[Problem, ...], bool]:
    """What is wrong with the headings, and whether the rows can be read all the same: an optional column may lack."""
    if header.row is None:
        return (Problem(unit.key, tab.title, tab.sheet_id, "H3", Severity.ERROR, blocking=True),), False
    problems = []
    readable = True
    for column in campaign.columns:
        if column.key in header.columns:
            continue
        needed = column.required != "no"
        code = "H2" if column.key in header.doubled else "H1"
        problems.append(
            Problem(
                unit.key,
                tab.title,
                tab.sheet_id,
                code,
                Severity.ERROR,
                column=column.key,
                blocking=needed,
                facts={"header": column.header},
            )
        )
        readable = readable and not needed
    return tuple(problems), readable


class _RowBuilder:
    """Builds the rows of one tab."""

    def __init__(self, tab: Tab, unit: Unit, campaign: Campaign, today: date, reader: CellReader) -> None:
        self._tab, self._unit, self._campaign, self._today, self._reader = tab, unit, campaign, today, reader

    def build(self, number: int, typed: Mapping[str, tuple[Column, int, Value]], places: Mapping[str, int]) -> Row:
        cells = {
            key: self._read(number, at, column, value)
            for key, (column, at, value) in typed.items()
            if key not in ("measure", "quantity")
        }
        activity_cell = cells.get("activity")
        activity = (
            self._campaign.activity_by_code.get(activity_cell.reading.value)
            if activity_cell and activity_cell.reading.usable
            else None
        )
        cells |= self._measured(number, typed, activity)
        cells = {key: cells[key] for key in typed}
        day_cell = cells.get("day")
        day = date.fromisoformat(day_cell.reading.value) if day_cell and day_cell.reading.usable else None
        draft = checks.Draft(cells, activity, day)
        report_day = day if day in self._campaign.days else None
        problems = tuple(self._problems(number, draft, places, report_day))
        return Row(
            unit=self._unit.key,
            tab=self._tab.title,
            sheet_id=self._tab.sheet_id,
            number=number,
            cells=cells,
            day=report_day,
            nil=draft.nil,
            valid=report_day is not None and not any(p.blocking for p in problems),
            problems=problems,
        )

    def _read(
        self,
        number: int,
        at: int,
        column: Column,
        value: Value,
        *,
        measure: str | None = None,
        choices: tuple[Choice, ...] | None = None,
    ) -> TypedCell:
        cell = Cell(number, at)
        if choices is None and column.type == "choice":
            choices = column.choices or None
        reading = self._reader.read(
            column.type,
            value,
            number_format=self._tab.formats.get(cell, ""),
            today=self._today,
            measure=measure,
            choices=choices,
        )
        return TypedCell(cell, value, reading)

    def _measured(
        self, number: int, typed: Mapping[str, tuple[Column, int, Value]], activity: Any
    ) -> dict[str, TypedCell]:
        """Measure and quantity: the measure column first, then the activity's own, decide how a quantity is read."""
        measures = activity.measures if activity and not activity.is_nil else self._campaign.measures
        known = activity.measures[0] if activity and activity.measures else None
        cells = {}
        if "measure" in typed:
            column, at, value = typed["measure"]
            cell = self._read(number, at, column, value, choices=_measure_choices(measures))
            cells["measure"] = cell
            known = cell.reading.value if cell.reading.usable else known
        if "quantity" in typed:
            column, at, value = typed["quantity"]
            cells["quantity"] = self._read(number, at, column, value, measure=known)
        return cells

    def _problems(
        self, number: int, draft: checks.Draft, places: Mapping[str, int], day: date | None
    ) -> Iterator[Problem]:
        for key, cell in draft.cells.items():
            # A missing cell that the row requires is what the rule `required` finds; it is not said twice.
            said_below = cell.reading.verdict is Verdict.MISSING and self._requires(key, draft)
            if cell.reading.code and not said_below:
                yield self._cell_problem(key, cell, draft, day)
        for finding in checks.findings(draft, self._campaign):
            at = places.get(finding.column)
            found = draft.cells.get(finding.column)
            yield Problem(
                self._unit.key,
                self._tab.title,
                self._tab.sheet_id,
                finding.code,
                finding.severity,
                Cell(number, at) if at is not None else None,
                finding.column,
                _text(found.typed) if found else "",
                day,
                finding.blocking,
                finding.facts,
            )

    def _requires(self, key: str, draft: checks.Draft) -> bool:
        return checks.requires(self._campaign.column_by_key[key], draft)

    def _cell_problem(self, key: str, cell: TypedCell, draft: checks.Draft, day: date | None) -> Problem:
        column = self._campaign.column_by_key[key]
        rejected = cell.reading.verdict is Verdict.REJECT
        blocking = rejected and (self._requires(key, draft) or (key == "measure" and not draft.nil))
        return Problem(
            self._unit.key,
            self._tab.title,
            self._tab.sheet_id,
            cell.reading.code,
            Severity.ERROR if rejected else Severity.REMINDER,
            cell.cell,
            key,
            _text(cell.typed),
            day,
            blocking,
            self._facts(column, cell.reading, draft),
        )

    def _facts(self, column: Column, reading: Reading, draft: checks.Draft) -> dict[str, str]:
        facts = dict(reading.facts)
        if reading.usable:
            facts["reading"] = understood(column.type, reading, self._campaign, _choices_of(column, self._campaign))
        if column.key == "quantity" and draft.activity and draft.activity.measures:
            facts["measure"] = ", ".join(draft.activity.measures)
        elif column.type == "integer":
            facts.setdefault("measure", "lượt")
        return facts


def _measure_choices(measures: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(m, m) for m in measures)


def _choices_of(column: Column, campaign: Campaign) -> tuple[Choice, ...]:
    return _measure_choices(campaign.measures) if column.key == "measure" else column.choices


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _with_duplicates(rows: Sequence[Row]) -> Iterator[Row]:
    """A reminder on each valid row that says the same as an earlier one of its day."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = (row.day, *(_same_value(row.value(name)) for name in _SAME))
        if not row.valid or row.nil or first.setdefault(key, row) is row:
            yield row
            continue
        where = row.cells["day"].cell
        facts = {"row": str(row.number + 1), "first": str(first[key].number + 1)}
        problem = Problem(
            row.unit,
            row.tab,
            row.sheet_id,
            "R4",
            Severity.REMINDER,
            where,
            "day",
            _text(row.cells["day"].typed),
            row.day,
            facts=facts,
        )
        yield replace(row, problems=(*row.problems, problem))


def _same_value(value: object) -> object:
    return fold(" ".join(value.split())) if isinstance(value, str) else value


# ── rows as JSON, for the ledger ──────────────────────────────────────────────────────────────────────────────────


def row_to_json(row: Row) -> dict[str, Any]:
    """A row as compact, stable JSON; `row_from_json` gives it back exactly."""
    return {
        "unit": row.unit,
        "tab": row.tab,
        "sheet_id": row.sheet_id,
        "number": row.number,
        "day": row.day.isoformat() if row.day else None,
        "nil": row.nil,
        "valid": row.valid,
        "cells": {key: _cell_to_json(cell) for key, cell in row.cells.items()},
        "problems": [_problem_to_json(p) for p in row.problems],
    }


def row_from_json(data: Mapping[str, Any]) -> Row:
    return Row(
        unit=data["unit"],
        tab=data["tab"],
        sheet_id=data["sheet_id"],
        number=data["number"],
        cells={key: _cell_from_json(cell) for key, cell in data["cells"].items()},
        day=date.fromisoformat(data["day"]) if data["day"] else None,
        nil=data["nil"],
        valid=data["valid"],
        problems=tuple(_problem_from_json(p, data) for p in data["problems"]),
    )


def _cell_to_json(cell: TypedCell) -> dict[str, Any]:
    reading = cell.reading
    data = {
        "a1": cell.cell.a1,
        "typed": cell.typed,
        "verdict": reading.verdict.value,
        "value": reading.value,
        "code": reading.code,
        "measure": reading.measure,
        "facts": dict(reading.facts),
    }
    return {key: value for key, value in data.items() if value not in (None, "", {}) or key == "typed"}


def _cell_from_json(data: Mapping[str, Any]) -> TypedCell:
    reading = Reading(
        Verdict(data["verdict"]), data.get("value"), data.get("code", ""), data.get("measure"), data.get("facts", {})
    )
    return TypedCell(Cell.parse(data["a1"]), data["typed"], reading)


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    return {
        "unit": problem.unit,
        "code": problem.code,
        "severity": problem.severity.value,
        "cell": problem.cell.a1 if problem.cell else None,
        "column": problem.column,
        "typed": problem.typed,
        "blocking": problem.blocking,
        "facts": dict(problem.facts),
    }


def _problem_from_json(data: Mapping[str, Any], row: Mapping[str, Any]) -> Problem:
    return Problem(
        unit=row["unit"],
        tab=row["tab"],
        sheet_id=row["sheet_id"],
        code=data["code"],
        severity=Severity(data["severity"]),
        cell=Cell.parse(data["cell"]) if data["cell"] else None,
        column=data["column"],
        typed=data["typed"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        blocking=data["blocking"],
        facts=data["facts"],
    )
