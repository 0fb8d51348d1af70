"""Row rules: what needs more than one cell. One small function per rule, one signature, one list.

A rule gets a row in the making and gives what it finds; the campaign file can switch each off by its name
(table `[rules]`), except `required`. Source of the rules: the columns of the campaign and POLICY.md
section 1.

| code | rule | what it finds | row |
| --- | --- | --- | --- |
| R0, C1, M1, B1 | required | a cell that the row requires is blank, or not known yet | blocked |
| R1 | description | a description with fewer letters than `limits.min_letters` | blocked |
| R2 | quantity | a quantity that is not above 0 | blocked |
| C6 | measure | a quantity in a measure that is none of its activity's | blocked |
| R3 | day | a day inside the campaign that is no report day | blocked, of no day |
| R6 | nil | figures in a nil report | reminder |
| R8 | nil | a nil report on a day of which a row of work stands in the tab | reminder |
| R7 | – | a row that is struck through, in whole or in part | reminder |
| R4 | duplicate | a row that says the same as an earlier one of its day | reminder |
| R5 | duplicate | a link that an earlier row gave already, where each link counts once | reminder |
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sheets_sync.campaign.model import NUMBERS, Activity, Campaign, Column
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.tabs.rows import Row, Severity
from sheets_sync.words.formats import formats


class Draft(NamedTuple):
    """A row as far as its cells go: the readings of its filled cells. `day` is the date as read, also where it is no
    report day; `report_day` is None there. `nil` marks a nil report."""

    readings: Mapping[str, Reading]
    activity: Activity | None
    day: date | None
    report_day: date | None
    nil: bool

    def usable(self, key: str) -> Reading | None:
        """The reading of a column where it has a value."""
        reading = self.readings.get(key)
        return reading if reading is not None and reading.usable else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at a column of a row."""

    column: str
    code: str
    severity: Severity = Severity.ERROR
    blocking: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


Found = tuple[Finding, ...]
Check = Callable[[Draft, Campaign], Found]

_BLANK_CODES = {"integer": "C1", "decimal": "C1", "number": "C1", "money": "M1", "yes_no": "B1"}
_MISSING = Verdict.MISSING  # looked up once: a member of an enum is slow to reach
MERGED = "merged"
"""The fact of a reading that stands in a merged cell and counts in its first row; it names that cell."""
_FIGURES = ("quantity", "people", "beneficiaries", "money")
"""Roles of the figures that a nil report has none of."""


def description(draft: Draft, campaign: Campaign) -> Found:
    """A description needs some letters."""
    key = campaign.key_of("description")
    reading = draft.usable(key)
    if reading and not draft.nil and not _letters(campaign.limits.min_letters).match(str(reading.value)):
        return (Finding(key, "R1"),)
    return ()


@lru_cache(maxsize=8)
def _letters(count: int) -> re.Pattern[str]:
    """Matches where at least so many letters stand; each character is looked at once."""
    return re.compile(rf"(?:[\W\d_]*[^\W\d_]){{{count}}}")


def quantity(draft: Draft, campaign: Campaign) -> Found:
    """A quantity is above 0, unless nothing was done."""
    key = campaign.key_of("quantity")
    reading = draft.usable(key)
    if campaign.activities and reading and not draft.nil and not reading.value > 0:
        return (Finding(key, "R2"),)
    return ()


def measure(draft: Draft, campaign: Campaign) -> Found:
    """The measure typed with a quantity is one of its activity's (policy 4.4)."""
    key = campaign.key_of("quantity")
    reading = draft.usable(key)
    if reading is None or reading.measure is None or draft.activity is None or draft.nil:
        return ()
    if reading.measure in draft.activity.measures:
        return ()
    return (Finding(key, "C6", facts={"measure": ", ".join(draft.activity.measures)}),)


def day(draft: Draft, campaign: Campaign) -> Found:
    """The day is one of the campaign's report days (days inside it may be left out)."""
    if draft.day is not None and draft.report_day is None:
        facts = {"day": formats(campaign.locale).short(draft.day)}
        return (Finding(campaign.key_of("day"), "R3", facts=facts),)
    return ()


def nil(draft: Draft, campaign: Campaign) -> Found:
    """A nil report has no figures: either the activity or the figure was meant otherwise."""
    if not draft.nil:
        return ()
    keys = (*map(campaign.key_of, _FIGURES), *(column.key for column in campaign.added_columns))
    figures = ((key, draft.usable(key)) for key in keys)
    key = next((key for key, reading in figures if reading and reading.value > 0), None)
    return (Finding(key, "R6", Severity.REMINDER, blocking=False),) if key else ()


CHECKS: Mapping[str, Check] = {
    "description": description,
    "quantity": quantity,
    "measure": measure,
    "day": day,
    "nil": nil,
}
"""Rules by the name with which a campaign can switch them off. What compares rows: see TAB_CHECKS."""


class RowChecks:
    """The rules of a campaign, those that it left switched on."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._active = [check for name, check in CHECKS.items() if name not in campaign.rules_off]
        self._starts = sorted({c.required_from for c in campaign.columns if c.required_from})
        self._needed: dict[tuple[int, bool], dict[str, str]] = {}

    def requires(self, key: str, draft: Draft) -> bool:
        """Whether the row needs this column: always, or unless it is a nil report."""
        return key in self._needs(draft)

    def findings(self, draft: Draft) -> list[Finding]:
        """Everything the rules find in a row."""
        found = self._required(draft)
        for check in self._active:
            found += check(draft, self._campaign)
        return found

    def _needs(self, draft: Draft) -> Mapping[str, str]:
        """The columns that a row of the draft's day needs, each with the code of a blank; worked out once for all days
        between which no column begins to be required."""
        since = bisect_right(self._starts, draft.report_day) if draft.report_day else len(self._starts)
        found = self._needed.get((since, draft.nil))
        if found is None:
            levels = ("always",) if draft.nil else ("always", "unless_nil")
            needed = (c for c in self._campaign.columns if c.required_on(draft.report_day) in levels)
            found = self._needed[since, draft.nil] = _codes_of_blanks(needed)
        return found

    def _required(self, draft: Draft) -> list[Finding]:
        """A cell that the row requires is blank, or its figure is not known yet."""
        found = []
        for key, code_of_blank in self._needs(draft).items():
            reading = draft.readings.get(key)
            if reading is None:
                found.append(Finding(key, code_of_blank))
            elif reading.verdict is _MISSING and MERGED not in reading.facts:
                found.append(Finding(key, reading.code or "R0"))
        return found


def _codes_of_blanks(columns: Iterable[Column]) -> dict[str, str]:
    return {c.key: _BLANK_CODES.get(c.type, "R0") for c in columns}


TabCheck = Callable[[Sequence[Row], Campaign], Iterable[tuple[int, Finding]]]
"""Gives the index of a row with what it found there."""

_SAME = ("activity", "quantity", "people", "beneficiaries", "money")
_SAME_WORDS = ("description", "place")
"""Roles that, with the measure and other columns of numbers, make two rows of a day the same; links, names and notes
don't. Words without regard to capitals."""


def doubled_rows(rows: Sequence[Row], campaign: Campaign) -> Iterator[tuple[int, Finding]]:
    """A valid row says the same as an earlier one of its day.

    Most rows have a description of their own; only those that share one are compared in full.
    """
    same = _Sameness(campaign)
    alone: dict[str, Row] = {}
    sharing: dict[str, dict[Hashable, Row]] = {}
    for index, row in enumerate(rows):
        if not row.valid or row.nil:
            continue
        details = same.description(row)
        other = alone.setdefault(details, row)
        if other is row:
            continue
        if details not in sharing:
            sharing[details] = {same.says(other): other}
        earlier = sharing[details].setdefault(same.says(row), row)
        if earlier is not row:
            yield index, _twice(campaign.key_of("day"), "R4", row, earlier)


class _Sameness:
    """What rows of a campaign say, as far as it makes them the same."""

    def __init__(self, campaign: Campaign) -> None:
        roles = campaign.role_keys
        self._description, self._quantity, self._measure = map(campaign.key_of, ("description", "quantity", "measure"))
        self._words = [roles[role] for role in _SAME_WORDS if role in roles]
        figures = [column.key for column in campaign.columns if column.type in NUMBERS]
        self._values = list(dict.fromkeys((*(roles[role] for role in _SAME if role in roles), *figures)))

    def description(self, row: Row) -> str:
        return _plain_words(row, self._description)

    def says(self, row: Row) -> Hashable:
        words = (_plain_words(row, key) for key in self._words)
        return (row.day, *words, self._measure_of(row), *(row.value(key) for key in self._values))

    def _measure_of(self, row: Row) -> object:
        """The measure by which the quantity counts, wherever it was typed; a blank one is the activity's first."""
        quantity = row.cells.get(self._quantity)
        return (quantity.reading.measure if quantity else None) or row.value(self._measure)


def _plain_words(row: Row, key: str) -> str:
    return str(row.value(key)).casefold()


def doubled_links(rows: Sequence[Row], campaign: Campaign) -> Iterator[tuple[int, Finding]]:
    """A link stands in an earlier row already, and such links count once."""
    once = {a.code for a in campaign.activities if a.once_per_link}
    activity, link = campaign.key_of("activity"), campaign.key_of("link")
    first: dict[str, Row] = {}
    for index, row in enumerate(rows):
        if not row.valid or row.value(activity) not in once:
            continue
        links = row.value(link)
        for address in links if isinstance(links, list) else ():
            earlier = first.setdefault(address, row)
            if earlier is not row:
                yield index, _twice(link, "R5", row, earlier)
                break


def nil_beside_work(rows: Sequence[Row], campaign: Campaign) -> Iterator[tuple[int, Finding]]:
    """A report says that there was nothing, and another row of its day says what there was."""
    key, work = campaign.key_of("day"), dict[Hashable, Row]()
    for row in rows:
        if row.valid and not row.nil:
            work.setdefault((row.day, row.value(key)), row)
    for index, row in enumerate(rows):
        if row.valid and row.nil and (other := work.get((row.day, row.value(key)))):
            yield index, _twice(campaign.key_of("activity"), "R8", row, other)


def _twice(column: str, code: str, row: Row, earlier: Row) -> Finding:
    facts = {"row": str(row.number + 1), "first": str(earlier.number + 1)}
    return Finding(column, code, Severity.REMINDER, blocking=False, facts=facts)


TAB_CHECKS: Mapping[str, Sequence[TabCheck]] = {
    "duplicate": (doubled_rows, doubled_links),
    "nil": (nil_beside_work,),
}
"""Rules that compare rows of a tab, by the name with which a campaign can switch them off."""
