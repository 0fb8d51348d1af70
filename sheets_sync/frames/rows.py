"""The frame `rows`: one row for each row of a unit's tab, one column for each column of the campaign.

A column of the campaign gives `<key>`, the value as it was read, and `<key>_typed`, what stands in the cell. Where its
key is that of a column which the frame has of its own, its value stands under `<key>_value`; `day` is the report day.
A decimal also gives `<key>_measure`, the measure by which it counts. Several links stand on a line each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sheets_sync.campaign.model import Campaign, Column
from sheets_sync.campaign.period import plain_day, slot_of
from sheets_sync.frames import columns
from sheets_sync.tabs.row_reader import as_text
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    import pandas as pd

OWN = ("unit", "day", "slot", "valid", "nil", "tab", "row", "problems")
_AS_CODES = ("choice", "unit", "yes_no")
_AS_NUMBERS = ("decimal", "number")


def rows_frame(rows: Iterable[Row], campaign: Campaign) -> pd.DataFrame:
    """All rows, by report day, then in the campaign's order of units, then by their place in the tab; rows of no day
    are the last."""
    import pandas as pd

    ordered = _ordered(rows, campaign)
    data: dict[str, Any] = {
        "unit": columns.categories([row.unit for row in ordered], campaign.unit_by_key),
        "day": columns.days([row.day for row in ordered]),
        "slot": columns.texts([slot_of(row.day) for row in ordered]),
        "valid": columns.truths([row.valid for row in ordered]),
        "nil": columns.truths([row.nil for row in ordered]),
        "tab": columns.categories([row.tab for row in ordered], (unit.tab for unit in campaign.units)),
        "row": columns.counts([row.number + 1 for row in ordered]),
    }
    data |= _cells(ordered, campaign)
    data["problems"] = columns.counts([len(row.problems) for row in ordered])
    return pd.DataFrame(data)


def _ordered(rows: Iterable[Row], campaign: Campaign) -> list[Row]:
    order = {unit.key: n for n, unit in enumerate(campaign.units)}
    last = campaign.last_day
    reports = {report: n for n, report in enumerate(campaign.days)}

    def place(row: Row) -> tuple[object, ...]:
        report = row.day or last
        return row.day is None, plain_day(report), reports.get(report, -1), order.get(row.unit, len(order)), row.number

    return sorted(rows, key=place)


def _cells(rows: Sequence[Row], campaign: Campaign) -> dict[str, Any]:
    """What was read and typed, filled in cell by cell: most cells of a tab are blank."""
    values: dict[str, list[Any]] = {column.key: [None] * len(rows) for column in campaign.columns}
    typed: dict[str, list[Any]] = {column.key: [None] * len(rows) for column in campaign.columns}
    measures: dict[str, list[Any]] = {c.key: [None] * len(rows) for c in campaign.columns if c.type in _AS_NUMBERS}
    for n, row in enumerate(rows):
        for key, value, text, measure in row.contents():
            if key not in values:  # a column that the campaign has no more
                continue
            values[key][n], typed[key][n] = value, text if text.__class__ is str else as_text(text)
            if measure is not None and key in measures:
                measures[key][n] = measure
    data: dict[str, Any] = {}
    for column in campaign.columns:
        key = column.key
        if column.plays not in ("day", "slot") or (column.plays == "slot" and not campaign.slots):
            data[f"{key}_value" if key in OWN else key] = _values(column, values[key], campaign)
        data[f"{key}_typed"] = columns.texts(typed[key])
        if key in measures:
            data[f"{key}_measure"] = columns.categories(measures[key], campaign.measures)
    return data


def _values(column: Column, values: Sequence[Any], campaign: Campaign) -> pd.Series[Any]:
    if column.type == "date":
        return columns.days(values)
    if column.type in ("integer", "money"):
        return columns.counts(values) if all(v is None or v.__class__ is int for v in values) else _numbers(values)
    if column.type in _AS_NUMBERS:
        return columns.numbers(values)
    if column.type in _AS_CODES:
        return columns.categories(values, _codes(column, campaign))
    if column.type == "url":
        return columns.texts(["\n".join(v) if isinstance(v, list | tuple) else v for v in values])
    return _others(values)


def _numbers(values: Sequence[Any]) -> pd.Series[Any]:
    return columns.numbers(values)


def _others(values: Sequence[Any]) -> pd.Series[Any]:
    """Texts, times and telephone numbers; and values of a column type that an extension brought."""
    kinds: tuple[tuple[type | tuple[type, ...], Callable[[Sequence[Any]], pd.Series[Any]]], ...] = (
        (str, columns.texts),
        (int, columns.counts),
        ((int, float), columns.numbers),
    )
    for kind, made in kinds:
        if all(value is None or (isinstance(value, kind) and not isinstance(value, bool)) for value in values):
            return made(values)
    return columns.texts([None if value is None else str(value) for value in values])


def _codes(column: Column, campaign: Campaign) -> Iterable[str]:
    """What a cell of the column can be read as."""
    if column.type == "unit":
        return campaign.unit_by_key
    if column.type == "yes_no":
        return ("yes", "no")
    if column.plays == "measure":
        return campaign.measures
    return [choice.code for choice in column.choices] or campaign.activity_by_code
