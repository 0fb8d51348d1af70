"""Totals of a set of rows: activities by measure, people, beneficiaries, money, and how many rows there were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup.adding import combined_by, figures
from sheets_sync.rollup.figures import NOTHING, Figure
from sheets_sync.rollup.keys import BENEFICIARIES, MONEY, OF_ROLES, PEOPLE, ROWS, Key, column_keys
from sheets_sync.tabs.rows import Row


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over rows. `figures` are keyed by (activity code, measure) or by the keys of `adding`.

    `combined` has those of the activities that join measures, in the measure in which they are printed; `joins` says
    whether any does. `columns` are the keys of the columns that are added up.

    `valid_rows` counts nil reports and duplicates too; `invalid_rows` are rows of a report day that are not valid;
    `rows_without_day` are those whose date is missing or rejected, so that they belong to no day.
    """

    figures: Mapping[Key, Figure] = field(default_factory=dict)
    valid_rows: int = 0
    invalid_rows: int = 0
    nil_reports: int = 0
    rows_without_day: int = 0
    combined: Mapping[Key, Figure] = field(default_factory=dict)
    columns: tuple[Key, ...] = ()
    joins: bool = False

    def of(self, key: str, measure: str = "") -> Figure:
        """The figure of a key (without a measure: of a column); a figure of value 0 where no cell adds to it."""
        if measure:
            return self.figures.get((key, measure), NOTHING)
        return next((figure for (name, _), figure in self.figures.items() if name == key), NOTHING)

    def activities(self, campaign: Campaign) -> dict[str, dict[str, Figure]]:
        """Figures above 0 by activity and measure, both in the campaign's order."""
        found: dict[str, dict[str, Figure]] = {}
        for activity in campaign.activities:
            typed = [measure for code, measure in self.figures if code == activity.code]
            for measure in dict.fromkeys((*activity.measures, *typed)):
                figure = self.figures.get((activity.code, measure))
                if figure is not None and figure.value:
                    found.setdefault(activity.code, {})[measure] = figure
        return found

    def printed(self, campaign: Campaign) -> dict[str, dict[str, Figure]]:
        """As `activities`, with one figure for the measures that an activity joins."""
        found: dict[str, dict[str, Figure]] = {}
        for code, by_measure in self.activities(campaign).items():
            activity = campaign.activity_by_code[code]
            for measure, figure in by_measure.items():
                into = activity.converted(measure)
                shown = (into[0], self.combined.get((code, into[0]), figure)) if into else (measure, figure)
                found.setdefault(code, {}).setdefault(*shown)
        return found

    def to_json(self, *, rows_without_day: bool = False) -> dict[str, Any]:
        """The totals as plain numbers: activities by code and measure, people, beneficiaries, money, rows; `combined`
        where activities join measures, `columns` where the campaign adds up columns of its own."""
        columns = {ROWS, *OF_ROLES, *(name for name, _ in self.columns)}
        activities: dict[str, dict[str, int | float]] = {}
        for (key, measure), figure in sorted(self.figures.items()):
            if key not in columns and figure.value:
                activities.setdefault(key, {})[measure] = figure.value
        own = {name: self.of(name).value for name, _ in self.columns if name not in OF_ROLES}
        combined: dict[str, dict[str, int | float]] = {}
        for (code, measure), figure in sorted(self.combined.items()):
            combined.setdefault(code, {})[measure] = figure.value
        shown: dict[str, Any] = {
            "activities": activities,
            **({"combined": combined} if self.joins else {}),
            **({"columns": own} if own else {}),
            "people": self.of(PEOPLE).value,
            "beneficiaries": self.of(BENEFICIARIES).value,
            "money": self.of(MONEY).value,
            "valid_rows": self.valid_rows,
            "invalid_rows": self.invalid_rows,
            "nil_reports": self.nil_reports,
        }
        return shown | ({"rows_without_day": self.rows_without_day} if rows_without_day else {})


def totals(rows: Iterable[Row], campaign: Campaign, *, until: date | None = None) -> Totals:
    """Adds up `rows` as one scope; with `until`, those of the report days up to and including it."""
    everything = list(rows)
    dated = [row for row in everything if row.day is not None and (until is None or row.day <= until)]
    return with_figures(everything, dated, figures(dated, campaign).get((), {}), campaign)


def with_figures(
    everything: Sequence[Row], dated: Sequence[Row], added: Mapping[Key, Figure], campaign: Campaign
) -> Totals:
    """Totals whose figures are added up already: those of the rows `dated`, all of which have a day."""
    counts = RowCounts()
    counts.take(dated)
    combined = combined_by(dated, campaign, [()])[0].get((), {})
    return counts.totals(added, combined, campaign, without_day=sum(row.day is None for row in everything))


@dataclass(slots=True)
class RowCounts:
    """How many rows of report days there are, counted as they come."""

    valid: int = 0
    invalid: int = 0
    nil: int = 0

    def take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.valid += row.valid
            self.invalid += not row.valid
            self.nil += row.valid and row.nil

    def totals(
        self, figures: Mapping[Key, Figure], combined: Mapping[Key, Figure], campaign: Campaign, *, without_day: int = 0
    ) -> Totals:
        """The totals of these rows by their figures."""
        return Totals(
            figures=figures,
            valid_rows=self.valid,
            invalid_rows=self.invalid,
            nil_reports=self.nil,
            rows_without_day=without_day,
            combined=combined,
            columns=tuple(column_keys(campaign)),
            joins=any(activity.convert for activity in campaign.activities),
        )
