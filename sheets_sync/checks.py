"""Row rules: what needs more than one cell. One small function per rule, one signature, one list.

A rule gets a row in the making and gives what it finds; the campaign file can switch each off by its name
(table `[rules]`), except `required`. Source of the rules: the columns of the campaign and the typed-cell policy,
section 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sheets_sync.campaign import Activity, Campaign, Column
from sheets_sync.cells.reading import Verdict
from sheets_sync.rows import Severity, TypedCell


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as far as its cells go. `day` is the date as read, also where it is no report day."""

    cells: Mapping[str, TypedCell]
    activity: Activity | None
    day: date | None

    @property
    def nil(self) -> bool:
        return self.activity is not None and self.activity.is_nil

    def usable(self, key: str) -> TypedCell | None:
        """The cell of a column where it has a value."""
        cell = self.cells.get(key)
        return cell if cell is not None and cell.reading.usable else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at a column of a row."""

    column: str
    code: str
    severity: Severity = Severity.ERROR
    blocking: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[Draft, Campaign], Iterable[Finding]]


def requires(column: Column, draft: Draft) -> bool:
    """Whether the row needs this column: always, or unless it is a nil report."""
    return column.required == "always" or (column.required == "unless_nil" and not draft.nil)


def required(draft: Draft, campaign: Campaign) -> Iterator[Finding]:
    """A cell that the row requires is blank, or its figure is not known yet."""
    for column in campaign.columns:
        if not requires(column, draft):
            continue
        cell = draft.cells.get(column.key)
        if cell is None:
            yield Finding(column.key, _BLANK_CODES.get(column.type, "R0"))
        elif cell.reading.verdict is Verdict.MISSING:
            yield Finding(column.key, cell.reading.code or "R0")


_BLANK_CODES = {"integer": "C1", "decimal": "C1", "money": "M1", "yes_no": "B1"}


def description(draft: Draft, campaign: Campaign) -> Iterator[Finding]:
    """A description needs some letters (limits.min_letters)."""
    cell = draft.usable("details")
    if cell and not draft.nil and sum(c.isalpha() for c in str(cell.reading.value)) < campaign.limits.min_letters:
        yield Finding("details", "R1")


def quantity(draft: Draft, campaign: Campaign) -> Iterator[Finding]:
    """A quantity is above 0, unless nothing was done."""
    cell = draft.usable("quantity")
    if cell and not draft.nil and not cell.reading.value > 0:
        yield Finding("quantity", "R2")


def measure(draft: Draft, campaign: Campaign) -> Iterator[Finding]:
    """The measure typed with a quantity is one of its activity's (policy 4.4)."""
    cell = draft.usable("quantity")
    if cell is None or draft.activity is None or draft.nil:
        return
    by = cell.reading.measure
    if by is not None and by not in draft.activity.measures:
        yield Finding("quantity", "C6", facts={"measure": ", ".join(draft.activity.measures)})


def day(draft: Draft, campaign: Campaign) -> Iterator[Finding]:
    """The day is one of the campaign's report days (days inside it may be left out)."""
    if draft.day is not None and draft.day not in campaign.days:
        yield Finding("day", "R3", facts={"day": f"{draft.day:%d/%m/%Y}"})


CHECKS: Mapping[str, Check] = {"description": description, "quantity": quantity, "measure": measure, "day": day}
"""Rules by the name with which a campaign can switch them off. `duplicate` needs other rows: see report.py."""


def findings(draft: Draft, campaign: Campaign) -> Iterator[Finding]:
    """Everything the rules find in a row."""
    yield from required(draft, campaign)
    for name, check in CHECKS.items():
        if name not in campaign.rules_off:
            yield from check(draft, campaign)
