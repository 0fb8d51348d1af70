"""A campaign under another name: all its codes, keys, labels, headings, measures and names are others, and are typed.

Words are written with other consonants (b and l, m and n, … change places), so that slips, capitals and accents of what
people type stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sheets_sync.campaign.model import Activity, Campaign, Column, Conversion, Unit

_SWAPPED = str.maketrans("bmtvkxlnscrhBMTVKXLNSCRH", "lnscrhbmtvkxLNSCRHBMTVKX")
_MEASURE = re.compile(r"(?<=[0-9]) *[^\W\d_].*")


def other(word: str) -> str:
    """A word with other consonants."""
    return word.translate(_SWAPPED)


def renamed(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Figures by measure, under the measures' other names."""
    return {other(measure): value for measure, value in figures.items()}


@dataclass(frozen=True)
class Disguise:
    """The campaign under another name, and how the old names go over into the new ones."""

    campaign: Campaign
    units: Mapping[str, str]
    codes: Mapping[str, str]
    columns: Mapping[str, Column]
    """By their old headings."""

    def log(self, acts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """What people do, under the new names."""
        return [{**act, "unit": self.units[act["unit"]], "cells": self._cells(act.get("cells", {}))} for act in acts]

    def _cells(self, cells: Mapping[str, str]) -> dict[str, str]:
        columns = {heading: self.columns[heading] for heading in cells}
        return {column.header: _typed(column, cells[heading]) for heading, column in columns.items()}

    def totals(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Totals under the new names."""
        activities = {self.codes[code]: renamed(figures) for code, figures in said["activities"].items()}
        return {**said, "activities": activities}


def disguised(campaign: Campaign) -> Disguise:
    """The campaign, with nothing left of what it calls things."""
    units = {unit.key: f"k{n}" for n, unit in enumerate(campaign.units)}
    codes = {activity.code: f"Z{n}" for n, activity in enumerate(campaign.activities)}
    columns = {column.header: _column(column, f"c{n}") for n, column in enumerate(campaign.columns)}
    made = replace(
        campaign,
        slug="khac",
        name="Đợt khác",
        units=tuple(_unit(unit, units[unit.key], n) for n, unit in enumerate(campaign.units)),
        columns=tuple(columns.values()),
        activities=tuple(_activity(activity, codes[activity.code]) for activity in campaign.activities),
        limits=replace(campaign.limits, divisible_measures=tuple(map(other, campaign.limits.divisible_measures))),
        never_guess=tuple(map(other, campaign.never_guess)),
    )
    return Disguise(made, units, codes, columns)


def _unit(unit: Unit, key: str, number: int) -> Unit:
    return Unit(key, f"Phòng số {number}", f"P{number}", first_day=unit.first_day, last_day=unit.last_day)


def _column(column: Column, key: str) -> Column:
    return replace(column, key=key, header=other(column.header), aliases=(), role=column.plays)


def _activity(activity: Activity, code: str) -> Activity:
    return replace(
        activity,
        code=code,
        label=other(activity.label),
        aliases=tuple(map(other, activity.aliases)),
        measures=tuple(map(other, activity.measures)),
        convert=tuple(Conversion(other(c.measure), other(c.into), c.factor) for c in activity.convert),
        nil=activity.is_nil,
    )


def _typed(column: Column, text: str) -> str:
    if column.plays in ("activity", "measure"):
        return other(text)
    return _MEASURE.sub(lambda found: other(found[0]), text) if column.plays == "quantity" else text
