"""The last word of people: overrides that coordinators type into a tab of their own (`Điều chỉnh`).

Pure. A bad override (unknown unit, day or status, or two that contradict each other) is a problem with its cell and
changes nothing. Codes: O1 unit, O2 day, O3 status, O4 contradiction, O5 a heading is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sheets_sync.campaign.model import Campaign, Choice, Column
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.ownership import tagged_tab
from sheets_sync.tabs.parts import Layout
from sheets_sync.tabs.rows import Problem, Severity
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.texts import BUILT_IN, texts

UNREADABLE = frozenset({"O5", "H4", "H6"})
"""Codes of problems with which nothing is known of the tab: what it said before goes on to hold."""
_COLUMNS = (
    ("unit", "unit", "always"), ("day", "date", "always"), ("status", "choice", "always"), ("reason", "text", ""),
    ("by", "text", ""),
)  # fmt: skip
"""Key, type and whether it is required, of the columns as they stand. Headings are those of the language; those of the
built-in ones are known in every campaign, so a tab that was made under another language is read on."""
_STATUSES = ("excused", "on_time", "late")


def columns_of(campaign: Campaign) -> tuple[Column, ...]:
    """The columns of the tab; the slot stands after the day."""
    unit, day, *others = (_column(key, kind, required, campaign) for key, kind, required in _COLUMNS)
    if not campaign.slots:
        return (unit, day, *others)
    choices = tuple(Choice(slot.key, slot.label, slot.aliases) for slot in campaign.slots)
    header, *aliases = dict.fromkeys(texts(tag).say("tabs.slot") for tag in (campaign.language, *BUILT_IN))
    return (unit, day, Column("slot", header, "choice", tuple(aliases), "always", choices), *others)


def _column(key: str, kind: str, required: str, campaign: Campaign) -> Column:
    header, aliases = _said(f"heading.{key}", campaign)
    return Column(key, header, kind, aliases, required=required or "no")


def statuses_of(campaign: Campaign) -> tuple[Choice, ...]:
    """What an override may say: the words of the language, and those of the built-in ones."""
    return tuple(Choice(status, *_said(f"status.{status}", campaign)) for status in _STATUSES)


def _said(name: str, campaign: Campaign) -> tuple[str, tuple[str, ...]]:
    """The word in the campaign's language; what else is known as it, in that language and in the built-in ones."""
    found = [form for tag in (campaign.language, *BUILT_IN) for form in texts(tag).get(f"tabs.override.{name}")]
    word, *others = dict.fromkeys(found)
    return word, tuple(others)


def overrides_tab_of(tabs: Sequence[Tab], locale: str) -> Tab | None:
    """The coordinators' tab among those of a spreadsheet; None where there is none."""
    return tagged_tab("overrides", (tab_title("overrides", locale),), tabs)


def read_overrides(
    tab: Tab, campaign: Campaign, reader: CellReader
) -> tuple[tuple[Override, ...], tuple[Problem, ...]]:
    """All good overrides of the tab, and the problems of the bad ones."""
    columns_wanted = columns_of(campaign)
    layout = Layout(tab, columns_wanted)
    missing = [c for c in columns_wanted if c.required == "always" and c.key not in layout.header.columns]
    if layout.header.row is None or missing:
        facts = {"header": ", ".join(c.header for c in missing or columns_wanted)}
        return (), (_of_tab(tab, "O5", facts),)
    if layout.refused and layout.refused.row is not None:
        facts = {"row": str(layout.refused.row + 1)}
        lacking = ", ".join(column.header for column in layout.refused.lacks(columns_wanted))
        return (), (_of_tab(tab, "H4", facts | {"header": lacking}),)
    good: list[Override] = []
    problems: list[Problem] = []
    for number, values, columns in _lines(layout):
        typed = _Typed(tab, number, values, columns)
        if typed.is_blank:
            continue
        is_above = number < layout.header.row
        found = _read_row(typed, campaign, reader)
        if is_above and isinstance(found, Problem) and _reads(typed, campaign, reader) < _FEWEST_READ:
            if typed.filled <= _MOST_OF_A_TITLE:
                continue
            return (), (_of_tab(tab, "H6", {"row": str(number + 1)}),)
        if isinstance(found, Override):
            good.append(found)
            problems += typed.struck()
        else:
            problems.append(found)
    clashes = {o for o in good if any(o.unit == p.unit and o.day == p.day and o.status != p.status for p in good)}
    problems += [_clash(tab, Cell.parse(o.cell)) for o in good if o in clashes]
    return tuple(_once(o for o in good if o not in clashes)), tuple(problems)


def overrides_typed_elsewhere(tab: Tab, campaign: Campaign) -> Problem | None:
    """What there is to say of a tab that is not the coordinators' and has their headings with rows below, such as a
    copy of it: nothing of it is applied."""
    layout = Layout(tab, columns_of(campaign))
    if not {"unit", "day", "status"} <= layout.header.columns.keys():
        return None
    rows = sum(not _Typed(tab, *line).is_blank for line in _lines(layout))
    facts = {"rows": str(rows), "wanted": tab_title("overrides", campaign.locale)}
    return _of_tab(tab, "O6", facts) if rows else None


_FEWEST_READ = 2
"""Of unit, day and status, how many must read in a line above the heading that is meant as an override."""
_MOST_OF_A_TITLE = 2
"""Filled cells that a title above the heading has at most."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A row of the tab: what stands in each column, merged cells put in."""

    tab: Tab
    number: int
    values: Sequence[Value]
    columns: Mapping[str, int]

    def __getitem__(self, key: str) -> Value:
        at = self.columns.get(key)
        return self.values[at] if at is not None and at < len(self.values) else None

    def cell(self, key: str) -> Cell:
        return Cell(self.number, self.columns[key])

    @property
    def filled(self) -> int:
        return sum(not _blank(self[key]) for key in self.columns)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the row itself; what a merged cell says for it alone makes no row."""
        own = self.tab.rows[self.number] if self.number < len(self.tab.rows) else ()
        return all(_blank(own[at]) for at in self.columns.values() if at < len(own))

    def text(self, key: str) -> str:
        value = self[key]
        return "" if value is None else str(value).strip()

    def struck(self) -> list[Problem]:
        """A row struck through counts all the same, with a reminder."""
        cells = [cell for key in self.columns if (cell := self.cell(key)) in self.tab.struck]
        facts = {"row": str(self.number + 1)}
        return [_problem(self, "R7", _key_of(self, cells[0]), Severity.REMINDER, facts)] if cells else []


def _key_of(typed: _Typed, cell: Cell) -> str:
    """The column's key of a cell of the row."""
    return next(key for key, at in typed.columns.items() if at == cell.column)


def _lines(layout: Layout) -> Iterator[tuple[int, Sequence[Value], Mapping[str, int]]]:
    first, *others = layout.parts
    for number, values in (*layout.above, *first.lines):
        yield number, values, first.header.columns
    for part in others:
        for number, values in part.lines:
            yield number, values, part.header.columns


def _reads(typed: _Typed, campaign: Campaign, reader: CellReader) -> int:
    """How many of unit, day and status read."""
    last = campaign.last_day
    return sum(
        reader.read(kind, typed[key], today=last, number_format=number_format, choices=choices).usable
        for key, kind, number_format, choices in (
            ("unit", "unit", "", None),
            ("day", "date", "DATE", None),
            ("status", "choice", "", statuses_of(campaign)),
        )
    )


def _read_row(typed: _Typed, campaign: Campaign, reader: CellReader) -> Override | Problem:
    last = campaign.last_day  # a coordinator may excuse a day that is still to come
    unit = reader.read("unit", typed["unit"], today=last)
    if not unit.usable:
        return _problem(typed, "O1", "unit")
    day_format = typed.tab.formats.get(typed.cell("day"), "DATE")
    day = reader.read("date", typed["day"], number_format=day_format, today=last)
    if not day.usable or not campaign.reports_on(date.fromisoformat(day.value)):
        return _problem(typed, "O2", "day")
    slot = _slot(typed, campaign, reader)
    report = campaign.report_of(date.fromisoformat(day.value), slot)
    if report is None:
        return _problem(typed, "A1", "slot", facts={"choices": ", ".join(s.label for s in campaign.slots)})
    status = reader.read("choice", typed["status"], today=last, choices=statuses_of(campaign))
    if not status.usable:
        return _problem(typed, "O3", "status")
    return Override(
        unit=unit.value,
        day=report,
        status=status.value,
        reason=typed.text("reason"),
        by=typed.text("by"),
        cell=typed.cell("status").a1,
    )


def _slot(typed: _Typed, campaign: Campaign, reader: CellReader) -> str | None:
    """The slot that is typed; None where none is."""
    if not campaign.slots:
        return None
    choices = next(column.choices for column in columns_of(campaign) if column.key == "slot")
    found = reader.read("choice", typed["slot"], today=campaign.last_day, choices=choices)
    return str(found.value) if found.usable else None


def _once(overrides: Iterator[Override]) -> Iterator[Override]:
    """The first of several overrides that say the same."""
    seen = set()
    for override in overrides:
        if (override.unit, override.day) not in seen:
            seen.add((override.unit, override.day))
            yield override


def _problem(
    typed: _Typed,
    code: str,
    column: str,
    severity: Severity = Severity.ERROR,
    facts: Mapping[str, str] | None = None,
) -> Problem:
    tab, text = typed.tab, typed[column]
    shown = "" if text is None else str(text)
    return Problem("", tab.title, tab.sheet_id, code, severity, typed.cell(column), column, shown, facts=facts or {})


def _clash(tab: Tab, cell: Cell) -> Problem:
    typed = tab.value(cell)
    shown = "" if typed is None else str(typed)
    return Problem("", tab.title, tab.sheet_id, "O4", Severity.ERROR, cell, "status", shown)


def _of_tab(tab: Tab, code: str, facts: Mapping[str, str]) -> Problem:
    return Problem("", tab.title, tab.sheet_id, code, Severity.ERROR, facts=facts)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
