"""The typed values of one row -> a Row with its problems. Pure.

A tab has many rows and few kinds of them, so whatever is the same for many rows is worked out once: how each column is
read depends on the row's activity and measure only (`_Work`), and each typed text is read once (`Memo`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sheets_sync.campaign.model import NUMBERS, Activity, Campaign, Choice, Column, Unit
from sheets_sync.cells import CellReader, Reading, Verdict
from sheets_sync.cells.links import not_shown
from sheets_sync.cells.normalise import repaired
from sheets_sync.cells.reader import Memo
from sheets_sync.cells.understood import understood
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.merged import Spread
from sheets_sync.tabs.own_rules import own_findings
from sheets_sync.tabs.rows import Problem, Row, RowCells, Severity
from sheets_sync.tabs.rules import MERGED, Draft, Finding, RowChecks
from sheets_sync.words.texts import texts

_BLANK_CODES = frozenset({"", "C1", "M1", "B1"})
_MISSING = Verdict.MISSING  # looking a member up in its enum takes longer than all else that is done with a clean cell


class _Place(NamedTuple):
    """A column of the tab, and what its cells were read as before."""

    key: str
    at: int
    memo: Memo


class _Work(NamedTuple):
    """How the rows of an activity are read: `measure` with its own measures as choices; `places` by the measure in
    which its quantity counts, filled as measures are met."""

    activity: Activity | None
    nil: bool
    measure: _Place | None
    places: dict[str | None, tuple[_Place, ...]]


class RowReader:
    """Reads the rows of one tab. `columns` says where each column of the campaign stands."""

    def __init__(
        self,
        tab: Tab,
        unit: Unit,
        campaign: Campaign,
        today: date,
        reader: CellReader,
        columns: Mapping[str, int],
        merged: Mapping[int, Spread] | None = None,
    ) -> None:
        self._tab, self._unit, self._campaign, self._reader = tab, unit, campaign, reader
        self._today = campaign.read_until(today)
        self._at = columns
        self._checks = RowChecks(campaign)
        self._has_own_rules = any(extension.rules for extension in campaign.extensions)
        self._present = [c for c in campaign.columns if c.key in columns]
        self._roles, self._slot = campaign.role_keys, campaign.key_of("slot") if campaign.slots else ""
        self._days: dict[str, date] = {}
        self._quantity, self._measure = campaign.key_of("quantity"), campaign.key_of("measure")
        self._activity = self._place(campaign.key_of("activity"))
        self._works: dict[str | None, _Work] = {}
        self.circumstances = (unit.key, tab.title, tab.sheet_id, today, tuple(columns.items()), reader)
        """All that decides, beside its typed texts, how a row is read: equal here, equal there."""
        self._merged = merged or {}
        self._struck = struck_columns(tab)
        self._links = {cell.row for cell in tab.links}
        self.special = frozenset({*self._merged, *self._struck, *self._links})
        """Rows in whose reading more has a say than their values."""
        self.by_format: set[int] = set(self.special)
        """These, and rows with a number in them: the number formats of the tab had a say in how they were read."""

    def row(self, number: int, values: Sequence[Value]) -> Row | None:
        """The row of some values; None where nothing stands in a column of the campaign."""
        work = self._work(number, values)
        readings = self._readings(number, values, self._places(work, number, values))
        if number in self.special:
            readings = self._dressed(number, readings, values)
        if not readings:
            return None
        day, report_day = self._dates(readings.get(self._roles.get("day", "")), readings.get(self._slot))
        draft = Draft(readings, work.activity, day, report_day, work.nil)
        problems = self._problems(number, values, draft)
        row = Row(
            self._unit.key,
            self._tab.title,
            self._tab.sheet_id,
            number,
            RowCells(number, values, readings, self._at),
            report_day,
            work.nil,
            report_day is not None and not any(p.blocking for p in problems),
            tuple(problems),
        )
        return self._by_own_rules(row, values, draft) if self._has_own_rules else row

    def _by_own_rules(self, row: Row, values: Sequence[Value], draft: Draft) -> Row:
        """The row with what the office's own rules say of it; they see it as the product read it."""
        found = [self._problem(row.number, values, draft, f) for f in own_findings(row, self._campaign)]
        valid = row.valid and not any(problem.blocking for problem in found)
        return replace(row, valid=valid, problems=(*row.problems, *found)) if found else row

    def column_of(self, key: str) -> int:
        """Where a column of the campaign stands in the tab."""
        return self._at[key]

    def typed_readings(self, number: int, values: Sequence[Value]) -> dict[str, Reading]:
        """How the cells of a row read that people typed into, by column key: what formulas made is left out."""
        readings = self._readings(number, values, self._places(self._work(number, values), number, values))
        return {key: r for key, r in readings.items() if Cell(number, self._at[key]) not in self._tab.formulas}

    def _dressed(self, number: int, readings: dict[str, Reading], values: Sequence[Value]) -> dict[str, Reading]:
        """The readings with what merged cells and addresses behind texts change: a row that has nothing of its own is
        none, a figure counts in the first row that it spans, a title stands for its link."""
        merged = self._merged.get(number)
        corners = merged.corners if merged else {}
        if not any(self._at[key] not in corners for key in readings):
            return {}
        found = {}
        for key, reading in readings.items():
            column = self._campaign.column_by_key[key]
            corner = corners.get(self._at[key])
            if corner is not None and column.type in NUMBERS:
                reading = counted_in(corner)
            elif column.type == "url" and (behind := self._tab.links.get(corner or Cell(number, self._at[key]))):
                reading = self._with_links(reading, as_text(values[self._at[key]]), behind)
            found[key] = reading
        return found

    def _with_links(self, reading: Reading, typed: str, behind: Sequence[str]) -> Reading:
        """A cell of links with addresses behind its text: in place of a title, beside links that show."""
        if not reading.usable:
            return self._reader.read("url", " ".join(behind), today=self._today)
        more = not_shown(behind, reading.value)
        return self._reader.read("url", " ".join((typed, *more)), today=self._today) if more else reading

    def _readings(self, number: int, values: Sequence[Value], places: Sequence[_Place]) -> dict[str, Reading]:
        """How the filled cells read, by column key in the campaign's order."""
        width = len(values)
        readings = {}
        for key, at, memo in places:
            if at >= width or (typed := values[at]) is None or typed == "":
                continue
            reading = memo[typed] if typed.__class__ is str else self._of_number(memo, number, at, typed)
            if reading.verdict is _MISSING and reading.code in _BLANK_CODES and is_blank(typed):
                continue
            readings[key] = reading
        return readings

    def _of_number(self, memo: Memo, number: int, at: int, typed: Value) -> Reading:
        self.by_format.add(number)
        return memo.of(typed, self._tab.formats.get(Cell(number, at), ""))

    def _dates(self, reading: Reading | None, slot: Reading | None) -> tuple[date | None, date | None]:
        """The date as read, and the report in whose period it lies. Where the slot does not say which report that is,
        the row is of none, and its slot is what is wrong with it."""
        if reading is None or not reading.usable:
            return None, None
        day = self._days.get(reading.value)
        if day is None:
            day = self._days[reading.value] = date.fromisoformat(reading.value)
        reports = self._campaign.reports_on(day)
        if not reports:
            return day, None
        report = self._campaign.report_of(day, slot.value if slot is not None and slot.usable else None)
        return (day, report) if report else (None, None)

    # ── how a row is read ─────────────────────────────────────────────────────────────────────────────────────────

    def _work(self, number: int, values: Sequence[Value]) -> _Work:
        code = self._choice(self._activity, number, values)
        found = self._works.get(code)
        if found is None:
            activity = self._campaign.activity_by_code.get(code or "")
            found = self._works[code] = self._work_of(activity)
        return found

    def _work_of(self, activity: Activity | None) -> _Work:
        nil = activity is not None and activity.is_nil
        measures = self._campaign.measures if activity is None or nil else activity.measures
        return _Work(activity, nil, self._place(self._measure, choices=_choices(measures)), {})

    def _places(self, work: _Work, number: int, values: Sequence[Value]) -> tuple[_Place, ...]:
        """The measure column first, then the activity's own first measure, decides how a quantity is read."""
        measure = self._choice(work.measure, number, values, unreadable="")
        found = work.places.get(measure)
        if found is None:
            found = work.places[measure] = self._places_of(work, measure)
        return found

    def _places_of(self, work: _Work, measure: str | None) -> tuple[_Place, ...]:
        if measure is None and work.activity and not work.nil:
            measure = next(iter(work.activity.measures), None)
        own = {self._measure: work.measure, self._quantity: self._place(self._quantity, measure=measure or None)}
        places = (own[c.key] if c.key in own else self._place(c.key) for c in self._present)
        return tuple(place for place in places if place)

    def _choice(
        self, place: _Place | None, number: int, values: Sequence[Value], unreadable: str | None = None
    ) -> str | None:
        """The code that a choice reads as; None where it is blank, `unreadable` where it is none of the list."""
        if place is None or place.at >= len(values) or (typed := values[place.at]) is None or typed == "":
            return None
        memo = place.memo
        reading = memo[typed] if typed.__class__ is str else self._of_number(memo, number, place.at, typed)
        if reading.verdict is _MISSING:
            return None
        code: str | None = reading.value if reading.usable else unreadable
        return code

    def _place(
        self, key: str, *, choices: tuple[Choice, ...] | None = None, measure: str | None = None
    ) -> _Place | None:
        """Where a column stands and how it is read; None where the tab does not have it."""
        column = next((c for c in self._present if c.key == key), None)
        if column is None:
            return None
        if choices is None and column.type == "choice":
            choices = column.choices or None
        unit = column.unit or (None if key == self._quantity else "")  # its measure says what a quantity counts
        memo = self._reader.memo(column.type, today=self._today, choices=choices, measure=measure, unit=unit)
        return _Place(key, self._at[key], memo)

    # ── what is wrong with it ─────────────────────────────────────────────────────────────────────────────────────

    def _problems(self, number: int, values: Sequence[Value], draft: Draft) -> list[Problem]:
        found = [
            self._of_reading(key, reading, draft)
            for key, reading in draft.readings.items()
            # A missing cell that the row requires is what the rule `required` finds; it is not said twice.
            if reading.code and (reading.verdict is not _MISSING or not self._checks.requires(key, draft))
        ]
        found += self._checks.findings(draft)
        if number in self._struck:
            found += self._struck_through(number, draft)
        return [self._problem(number, values, draft, finding) for finding in found]

    def _struck_through(self, number: int, draft: Draft) -> list[Finding]:
        """A row struck through counts all the same; one reminder a row."""
        key = next((key for key in draft.readings if self._at[key] in self._struck[number]), None)
        facts = {"row": str(number + 1)}
        return [Finding(key, "R7", Severity.REMINDER, blocking=False, facts=facts)] if key else []

    def _of_reading(self, key: str, reading: Reading, draft: Draft) -> Finding:
        """What a cell's own reading says. A measure that can't be read blocks: the quantity would be added wrongly."""
        rejected = reading.verdict is Verdict.REJECT
        blocking = rejected and (self._checks.requires(key, draft) or (key == self._measure and not draft.nil))
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
            as_text(values[at]) if at is not None and at < len(values) else "",
            draft.report_day,
            finding.blocking,
            finding.facts,
        )

    def _facts(self, key: str, reading: Reading, draft: Draft) -> dict[str, str]:
        column = self._campaign.column_by_key[key]
        facts = dict(reading.facts)
        if reading.usable:
            facts["reading"] = understood(column.type, reading, self._campaign, _choices_of(column, self._campaign))
        if key == self._quantity and draft.activity and draft.activity.measures:
            facts["measure"] = ", ".join(draft.activity.measures)
        elif column.type == "integer":
            facts.setdefault("measure", column.unit or texts(self._campaign.locale).say("tabs.counted"))
        return facts


def counted_in(corner: Cell) -> Reading:
    """The reading of a figure in a merged cell, in all rows but the first: it is there, and counts no second time."""
    return Reading(_MISSING, facts={MERGED: corner.a1})


def struck_columns(tab: Tab) -> dict[int, frozenset[int]]:
    """Row -> the columns in which people struck something through."""
    found: dict[int, set[int]] = {}
    for cell in tab.struck:
        found.setdefault(cell.row, set()).add(cell.column)
    return {row: frozenset(columns) for row, columns in found.items()}


def is_blank(value: Value) -> bool:
    """Whether nothing visible stands in a cell."""
    return value is None or (isinstance(value, str) and not repaired(value).strip())


def as_text(value: Value) -> str:
    """What stands in a cell, as text: 20.0 is "20", a ticked box "TRUE" as Sheets shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _choices(measures: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(m, m) for m in measures)


def _choices_of(column: Column, campaign: Campaign) -> tuple[Choice, ...]:
    return _choices(campaign.measures) if column.plays == "measure" else column.choices
