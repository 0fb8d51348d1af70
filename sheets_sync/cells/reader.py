"""Any cell -> a Reading: what holds for every type (POLICY.md section 3), then the type's own rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Protocol

from sheets_sync.campaign.model import Campaign, Choice
from sheets_sync.cells.normalise import has_odd_digit, repaired, unified, without_edges
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.spreadsheet.snapshot import Value

ERROR_VALUES = frozenset(
    ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!")
)
BLANK_CODES = {"integer": "C1", "decimal": "C1", "money": "M1", "yes_no": "B1"}
OTHER_CODES = {
    "date": "D1",
    "time": "T1",
    "integer": "C11",
    "decimal": "Q1",
    "money": "M6",
    "phone": "P1",
    "yes_no": "B1",
    "unit": "U1",
    "choice": "A1",
    "text": "X3",
    "url": "L1",
}
"""The code of what no rule of a type allows."""

_NO_ODD_DIGITS = frozenset({"date", "time", "integer", "decimal", "money", "phone"})
_KEEPS_END = frozenset({"phone"})
_KNOWS_TODAY = frozenset({"date"})
_KNOWS_UNIT = frozenset({"integer", "decimal"})
_CACHE_SIZE = 20_000
_LONGEST_KEPT = 1_000
_MOST_MEMOS = 1_000


@dataclass(frozen=True)
class Context:
    """What a type's rules may ask for beside the cell itself. `measure` is the one known from the row, for a decimal;
    `choices` are the entries of a choice column; `number_format` is Google's type of it, such as "DATE"; `unit` is what
    the column counts ("" where it does not say, None where no column is known)."""

    campaign: Campaign
    today: date
    measure: str | None = None
    choices: tuple[Choice, ...] = ()
    number_format: str = ""
    unit: str | None = None


class TypeRules(Protocol):
    """The rules of one column type. Both functions are total: any input gives a Reading, in linear time."""

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        """`plain` is the normalised copy, never blank; `typed` the cell as it was typed."""

    def read_number(self, value: float, context: Context) -> Reading | None:
        """A number cell; None where the policy says: read it as the text of its digits."""


class Memo(dict[object, Reading]):
    """What one kind of column said before: typed text -> Reading. People type the same things again, and every poll
    shows the same cells. Bounded; very long texts are read anew each time."""

    def __init__(self, read: Callable[[Value, str], Reading]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: object) -> Reading:
        typed, number_format = key[1:] if isinstance(key, tuple) else (key, "")
        reading = self._read(typed, number_format)
        if not (isinstance(typed, str) and len(typed) > _LONGEST_KEPT):
            if len(self) >= _CACHE_SIZE:
                self.clear()
            self[key] = reading
        return reading

    def of(self, typed: Value, number_format: str = "") -> Reading:
        """The reading of any value: True, 1 and 1.0 are one key of a dict, and must not be one here."""
        return self[typed] if isinstance(typed, str) else self[(typed.__class__, typed, number_format)]


class CellReader:
    """Reads the cells of one campaign. Pure; remembers what it has read."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._memos: dict[tuple[object, ...], Memo] = {}

    @cached_property
    def _rules(self) -> Mapping[str, TypeRules]:
        from sheets_sync.cells import rules_of

        return rules_of(self._campaign)

    @cached_property
    def _activities(self) -> tuple[Choice, ...]:
        return tuple(Choice(a.code, a.label, a.aliases) for a in self._campaign.activities)

    def read(
        self,
        type: str,
        typed: Value,
        *,
        number_format: str = "",
        today: date,
        measure: str | None = None,
        choices: tuple[Choice, ...] | None = None,
        unit: str | None = None,
    ) -> Reading:
        """How the job reads a cell. Never raises for any cell; KeyError only for a type that does not exist."""
        return self.memo(type, today=today, measure=measure, choices=choices, unit=unit).of(typed, number_format)

    def memo(
        self,
        type: str,
        *,
        today: date,
        measure: str | None = None,
        choices: tuple[Choice, ...] | None = None,
        unit: str | None = None,
    ) -> Memo:
        """All cells that are read in the same way: for a whole column, ask once and look up each cell."""
        kind = "decimal" if type == "number" else type
        unit = unit if kind in _KNOWS_UNIT else None
        key = (kind, today if kind in _KNOWS_TODAY else None, measure, choices, unit)
        found = self._memos.get(key)
        if found is None:
            if len(self._memos) >= _MOST_MEMOS:
                self._memos.clear()
            offered = self._activities if choices is None else choices
            context = Context(self._campaign, today, measure, offered, unit=unit)
            found = self._memos[key] = Memo(partial(self._read_in, kind, context))
        return found

    def _read_in(self, kind: str, context: Context, typed: Value, number_format: str) -> Reading:
        return self._read(kind, typed, replace(context, number_format=number_format) if number_format else context)

    def _read(self, kind: str, typed: Value, context: Context) -> Reading:
        rules = self._rules[kind]
        if typed is None:
            return Reading(Verdict.MISSING, None, BLANK_CODES.get(kind, ""))
        if isinstance(typed, bool):
            if kind == "yes_no":
                return Reading(Verdict.ACCEPT, "yes" if typed else "no")
            return Reading(Verdict.REJECT, None, OTHER_CODES.get(kind, "X3"))
        if isinstance(typed, int | float):
            found = rules.read_number(typed, context)
            return found if found is not None else self._read_text(kind, digits(typed), context)
        return self._read_text(kind, typed, context)

    def _read_text(self, kind: str, typed: str, context: Context) -> Reading:
        clean = repaired(typed)
        plain = unified(clean) if kind not in ("text", "url") else clean.strip()
        if not plain:
            return Reading(Verdict.MISSING, None, BLANK_CODES.get(kind, ""))
        if (plain[0] == "#" and plain.upper() in ERROR_VALUES) or (plain[0] == "=" and kind != "text"):
            return Reading(Verdict.REJECT, None, "X1")
        if kind in ("text", "url"):
            return self._rules[kind].read_text(clean, typed, context)
        if "\n" in plain:
            return Reading(Verdict.REJECT, None, "X2")
        if kind in _NO_ODD_DIGITS and has_odd_digit(clean):
            return Reading(Verdict.REJECT, None, OTHER_CODES.get(kind, "X3"))
        plain = without_edges(plain, keep_end=kind in _KEEPS_END)
        if not plain:
            return Reading(Verdict.REJECT, None, OTHER_CODES.get(kind, "X3"))
        return self._rules[kind].read_text(plain, typed, context)


def digits(value: float) -> str:
    """A whole number as the text of its digits (50.0 is "50"); a fraction with its shortest decimals."""
    if -1e18 < value < 1e18:
        return str(int(value)) if value == int(value) else repr(float(value))
    return repr(float(max(min(value, 10**300), -(10**300))))  # an int beyond the floats would raise
