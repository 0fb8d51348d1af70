"""The values alone of what documents print, for the tab of totals: what one report adds is worked out once, and kept
without its rows, so that the next look reads only reports that show something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import fsum

from sheets_sync.campaign.model import Campaign, Column
from sheets_sync.campaign.period import day_key
from sheets_sync.evidence.facts import Change, read_together
from sheets_sync.evidence.fold import Evidence
from sheets_sync.rollup.adding import chosen_of, joined_keys, without
from sheets_sync.rollup.figures import Number, plain
from sheets_sync.rollup.keys import Key, column_keys
from sheets_sync.rollup.parts import Part, parts_in_order
from sheets_sync.rollup.scopes import DISTINCT_PLACE, LATEST, ONCE_PER_LINK, settled_of
from sheets_sync.tabs.rows import Row

Sums = dict[tuple[str, ...], dict[Key, Number]]
"""Sums by key in groups; the names of a group are units or days (ISO), in the order asked for."""
AT_ONCE = 500
"""Reports whose rows are in memory at once."""
_OF_A_SCOPE = frozenset({LATEST, DISTINCT_PLACE, ONCE_PER_LINK})

ReportKey = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Added:
    """What the rows of one report add. `plain`: the amounts that count whatever else there is; `others`: the parts, in
    order, on which a rule decides that asks for other reports; their rows have no cells any more."""

    plain: Mapping[Key, tuple[Number, ...]]
    others: tuple[Part, ...] = ()


_NONE = Added({})


@dataclass(frozen=True, slots=True)
class Report:
    """What one unit's report of a day adds: as it was typed, and in the measures into which activities join some."""

    unit: str
    day: date
    typed: Added
    joined: Added


class KnownReports:
    """What reports add, remembered from look to look."""

    def __init__(self) -> None:
        self._campaign: Campaign | None = None
        self._known: dict[ReportKey, tuple[tuple[datetime, str], Report]] = {}

    def of(self, evidence: Evidence, campaign: Campaign, as_of: datetime) -> list[Report]:
        """All reports as they stood at a moment. Where a version was declared, or keys of units changed, what a change
        shows hangs on more than the change, and nothing is remembered."""
        if campaign is not self._campaign or evidence.declared(as_of) or evidence.renames:
            self._campaign, self._known = campaign, {}
        shown = {(unit, day): change for (unit, day), change in evidence.all_shown(as_of).items() if day is not None}
        new = [key for key, change in shown.items() if self._known.get(key, _NOTHING)[0] != _record_of(change)]
        columns = column_keys(campaign)
        for some in (new[at : at + AT_ONCE] for at in range(0, len(new), AT_ONCE)):
            read_together(shown[key] for key in some)
            for key in some:
                self._known[key] = (_record_of(shown[key]), _report(key, shown[key].rows, campaign, columns))
                if len(new) > AT_ONCE:
                    shown[key].release()
        self._known = {key: self._known[key] for key in shown}
        return [report for _, report in self._known.values()]


_NOTHING = (None, None)


def _record_of(change: Change) -> tuple[datetime, str]:
    """What tells the change of a report from those before it."""
    return change.sent, change.source


def reports_of(rows: Iterable[Row], campaign: Campaign) -> list[Report]:
    """What rows add, by report; those of no day add nothing."""
    found: dict[ReportKey, list[Row]] = {}
    for row in rows:
        if row.day is not None:
            found.setdefault((row.unit, row.day), []).append(row)
    columns = column_keys(campaign)
    return [_report(key, some, campaign, columns) for key, some in found.items()]


def _report(key: ReportKey, rows: Iterable[Row], campaign: Campaign, columns: Mapping[Key, Column]) -> Report:
    ordered = sorted(rows, key=lambda row: row.number)
    typed, joined = parts_in_order(ordered, campaign, columns)
    return Report(*key, _added(typed), _added(joined) if joined else _NONE)


def _added(parts: Iterable[Part]) -> Added:
    amounts: dict[Key, list[Number]] = {}
    others: list[Part] = []
    for part in parts:
        if part.per_group or part.rule in _OF_A_SCOPE:
            others.append(part._replace(row=replace(part.row, cells={}, problems=())))
        else:
            amounts.setdefault((part.key, part.measure), []).append(part.amount)
    return Added({key: tuple(values) for key, values in amounts.items()}, tuple(others))


def printed_sums(reports: Iterable[Report], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Sums]:
    """The values alone of the figures that documents print. All reports given are one scope."""
    apart, ordered = joined_keys(campaign), _ordered(reports, campaign)
    typed = _sums([(report, report.typed) for report in ordered], groupings)
    joined = _sums([(report, report.joined) for report in ordered], groupings)
    return [
        {group: without(some, apart) | one.get(group, {}) for group, some in by_group.items()}
        for by_group, one in zip(typed, joined, strict=True)
    ]


def _ordered(reports: Iterable[Report], campaign: Campaign) -> list[Report]:
    """In the order in which rows count: by day, then by the campaign's order of units."""
    place = {unit.key: n for n, unit in enumerate(campaign.units)}
    of_day = {day: n for n, day in enumerate(campaign.days)}

    def order(report: Report) -> tuple[str, int, int]:
        return day_key(report.day)[:10], of_day.get(report.day, -1), place.get(report.unit, len(place))

    return sorted(reports, key=order)


def _sums(reports: Sequence[tuple[Report, Added]], groupings: Sequence[Sequence[str]]) -> list[Sums]:
    others = [part for _, added in reports for part in added.others]
    free = [part for part in others if part.per_group]
    settled: dict[tuple[str, date | None], dict[Key, list[Number]]] = {}
    for part, amount in settled_of(part for part in others if not part.per_group):
        of_report = settled.setdefault((part.row.unit, part.row.day), {})
        of_report.setdefault((part.key, part.measure), []).append(amount)
    amounts = [
        ({"unit": report.unit, "day": day_key(report.day)}, found)
        for report, added in reports
        for found in (added.plain, settled.get((report.unit, report.day)))
        if found
    ]
    return [_grouped(amounts, free, by) for by in groupings]


def _grouped(
    amounts: Iterable[tuple[Mapping[str, str], Mapping[Key, Sequence[Number]]]], free: Sequence[Part], by: Sequence[str]
) -> Sums:
    grouped: dict[tuple[str, ...], dict[Key, list[Number]]] = {}
    for names, found in amounts:
        into = grouped.setdefault(tuple(names[name] for name in by), {})
        for key, values in found.items():
            into.setdefault(key, []).extend(values)
    sums: Sums = {group: {key: plain(fsum(values)) for key, values in some.items()} for group, some in grouped.items()}
    for group, key, chosen in chosen_of(free, by):
        sums.setdefault(group, {})[key] = plain(fsum(part.amount for part in chosen))
    return sums
