"""The grid of a unit's tab -> rows with their origin, and problems. Nothing is skipped in silence. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sheets_sync.a1 import Cell
from sheets_sync.campaign import Activity, Campaign, Choice, Column, Unit
from sheets_sync.cells import CellReader, Reading, Verdict
from sheets_sync.cells.normalise import repaired
from sheets_sync.cells.reader import Memo
from sheets_sync.checks import TAB_CHECKS, Draft, Finding, RowChecks
from sheets_sync.header import Header, header_columns
from sheets_sync.row_json import row_from_json, row_to_json
from sheets_sync.rows import Problem, Row, RowCells, Severity, TabReport
from sheets_sync.snapshot import Tab, Value
from sheets_sync.understood import understood

__all__ = ["Header", "header_columns", "number_cells", "read_tab", "row_from_json", "row_to_json"]

_KNOW_FORMATS = frozenset({"integer", "decimal", "number", "money", "text"})
"""Types for which the number format of a number cell matters (policy, section 3)."""
_BLANK_CODES = frozenset({"", "C1", "M1", "B1"})


def read_tab(tab: Tab, unit: Unit, campaign: Campaign, today: date, reader: CellReader | None = None) -> TabReport:
    """All rows of a unit's tab. `today` is the local day of the poll: a later date is not accepted yet."""
    header = header_columns(tab, campaign.columns)
    problems, readable = _header_problems(header, tab, unit, campaign)
    if not readable or header.row is None:
        return TabReport(unit.key, problems=problems, readable=False)
    row_of = _RowReader(tab, unit, campaign, today, reader or CellReader(campaign), header.columns).row
    start = header.row + 1
    found = (row_of(number, values) for number, values in enumerate(tab.rows[start:], start))
    rows = [row for row in found if row is not None]
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
        if at < len(values) and isinstance(values[at], int | float) and not isinstance(values[at], bool)
    )


def is_blank(value: Value) -> bool:
    """Whether nothing visible stands in a cell."""
    return value is None or (isinstance(value, str) and not repaired(value).strip())


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


class _Place(NamedTuple):
    """A column of the tab. `memo` is None where the row decides how its cells are read: measure and quantity."""

    key: str
    at: int
    memo: Memo | None


class _Measured(NamedTuple):
    """How measure and quantity are read in the rows of an activity."""

    measures: Memo
    first: str | None


class _RowReader:
    """Reads the rows of one tab."""

    def __init__(
        self,
        tab: Tab,
        unit: Unit,
        campaign: Campaign,
        today: date,
        reader: CellReader,
        columns: Mapping[str, int],
    ) -> None:
        self._tab, self._unit, self._campaign, self._today, self._reader = tab, unit, campaign, today, reader
        self._at = columns
        self._checks = RowChecks(campaign)
        self._days = {day.isoformat(): day for day in campaign.days}
        present = [c for c in campaign.columns if c.key in columns]
        self._places = [_Place(c.key, columns[c.key], self._memo(c)) for c in present]
        self._activities = next((place for place in self._places if place.key == "activity"), None)
        self._measured: dict[str | None, _Measured] = {}
        self._quantities: dict[str | None, Memo] = {}

    def _memo(self, column: Column) -> Memo | None:
        if column.key in ("measure", "quantity"):
            return None
        choices = column.choices or None if column.type == "choice" else None
        return self._reader.memo(column.type, today=self._today, choices=choices)

    def row(self, number: int, values: Sequence[Value]) -> Row | None:
        """The row of some values; None where nothing stands in a column of the campaign."""
        activity = self._activity(number, values)
        readings = self._readings(number, values, activity)
        if not readings:
            return None
        day, report_day = self._dates(readings.get("day"))
        nil = activity is not None and activity.is_nil
        problems = tuple(self._problems(number, values, Draft(readings, activity, day, report_day, nil)))
        return Row(
            self._unit.key,
            self._tab.title,
            self._tab.sheet_id,
            number,
            RowCells(number, values, readings, self._at),
            report_day,
            nil,
            report_day is not None and not any(p.blocking for p in problems),
            problems,
        )

    def _dates(self, reading: Reading | None) -> tuple[date | None, date | None]:
        """The date as read, and the same where it is a report day."""
        if reading is None or not reading.usable:
            return None, None
        day = self._days.get(reading.value)
        return (day, day) if day else (date.fromisoformat(reading.value), None)

    def _activity(self, number: int, values: Sequence[Value]) -> Activity | None:
        if self._activities is None or self._activities.memo is None:
            return None
        reading = self._read(self._activities.memo, number, self._activities.at, values)
        return self._campaign.activity_by_code.get(reading.value) if reading and reading.usable else None

    def _readings(self, number: int, values: Sequence[Value], activity: Activity | None) -> dict[str, Reading]:
        """How the filled cells read, by column key in the campaign's order."""
        width = len(values)
        readings = {}
        for key, at, memo in self._places:
            if at >= width or (typed := values[at]) is None or typed == "":
                continue
            if memo is None:
                memo = self._memo_by_row(key, number, values, activity)
            reading = memo[typed] if typed.__class__ is str else self._of_number(memo, number, at, typed)
            if reading.verdict is Verdict.MISSING and reading.code in _BLANK_CODES and is_blank(typed):
                continue
            readings[key] = reading
        return readings

    def _read(self, memo: Memo, number: int, at: int, values: Sequence[Value]) -> Reading | None:
        """How a cell of a choice reads; None where it is blank."""
        typed = values[at] if at < len(values) else None
        if typed is None or typed == "":
            return None
        reading = memo[typed] if isinstance(typed, str) else self._of_number(memo, number, at, typed)
        return None if reading.verdict is Verdict.MISSING else reading

    def _of_number(self, memo: Memo, number: int, at: int, typed: Value) -> Reading:
        return memo.of(typed, self._tab.formats.get(Cell(number, at), ""))

    def _memo_by_row(self, key: str, number: int, values: Sequence[Value], activity: Activity | None) -> Memo:
        """Measure and quantity: the measure column first, then the activity's own, decide how a quantity is read."""
        measured = self._measured_by(activity)
        if key == "measure":
            return measured.measures
        at = self._at.get("measure")
        typed = self._read(measured.measures, number, at, values) if at is not None else None
        known = measured.first if typed is None else typed.value
        memo = self._quantities.get(known)
        if memo is None:
            column = self._campaign.column_by_key["quantity"]
            memo = self._quantities[known] = self._reader.memo(column.type, today=self._today, measure=known)
        return memo

    def _measured_by(self, activity: Activity | None) -> _Measured:
        working = activity if activity and not activity.is_nil else None
        code = working.code if working else None
        found = self._measured.get(code)
        if found is None:
            measures = working.measures if working else self._campaign.measures
            column = self._campaign.column_by_key.get("measure")
            memo = self._reader.memo(
                column.type if column else "choice", today=self._today, choices=_measure_choices(measures)
            )
            first = working.measures[0] if working and working.measures else None
            found = self._measured[code] = _Measured(memo, first)
        return found

    def _problems(self, number: int, values: Sequence[Value], draft: Draft) -> list[Problem]:
        found = [
            self._of_reading(key, reading, draft)
            for key, reading in draft.readings.items()
            # A missing cell that the row requires is what the rule `required` finds; it is not said twice.
            if reading.code and (reading.verdict is not Verdict.MISSING or not self._checks.requires(key, draft))
        ]
        found += self._checks.findings(draft)
        return [self._problem(number, values, draft, finding) for finding in found]

    def _of_reading(self, key: str, reading: Reading, draft: Draft) -> Finding:
        """What a cell's own reading says. A measure that can't be read blocks: the quantity would be added wrongly."""
        rejected = reading.verdict is Verdict.REJECT
        blocking = rejected and (self._checks.requires(key, draft) or (key == "measure" and not draft.nil))
        severity = Severity.ERROR if rejected else Severity.REMINDER
        return Finding(key, reading.code, severity, blocking, self._facts(key, reading, draft))

    def _problem(self, number: int, values: Sequence[Value], draft: Draft, finding: Finding) -> Problem:
        at = self._at.get(finding.column)
        return Problem(
            self._unit.key,
            self._tab.title,
            self._tab.sheet_id,
            finding.code,
            finding.severity,
            Cell(number, at) if at is not None else None,
            finding.column,
            _text(values[at]) if at is not None and at < len(values) else "",
            draft.report_day,
            finding.blocking,
            finding.facts,
        )

    def _facts(self, key: str, reading: Reading, draft: Draft) -> dict[str, str]:
        column = self._campaign.column_by_key[key]
        facts = dict(reading.facts)
        if reading.usable:
            facts["reading"] = understood(column.type, reading, self._campaign, _choices_of(column, self._campaign))
        if key == "quantity" and draft.activity and draft.activity.measures:
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
        _text(cell.typed),
        row.day,
        finding.blocking,
        finding.facts,
    )
