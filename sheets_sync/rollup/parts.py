"""What rows add to figures, row by row: the cells that count, each with its adding rule."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard

from sheets_sync.campaign.model import Activity, Campaign, Column
from sheets_sync.campaign.period import day_key, plain_day
from sheets_sync.rollup.figures import ESTIMATE_CODE, Number, Source, plain
from sheets_sync.rollup.keys import OF_ROLES, ROWS, Key, column_keys
from sheets_sync.tabs.rows import Row


class Part(NamedTuple):
    """What one row adds to one figure, before it is known what was counted elsewhere in the scope."""

    key: str
    measure: str
    rule: str
    row: Row
    column: str  # of the cell that the part stands for
    amount: Number
    mark: str = ""  # the place that distinguishes it, where the rule is distinct_place
    links: tuple[str, ...] = ()  # where the rule is once_per_link
    per_group: bool = False  # the rule holds within each group, not within the scope

    def group(self, by: Sequence[str]) -> tuple[str, ...]:
        """The names of the group that it belongs to."""
        return tuple(self.unit if name == "unit" else self.day for name in by)

    @property
    def unit(self) -> str:
        return self.row.unit

    @property
    def day(self) -> str:
        return day_key(self.row.day) if self.row.day else ""


def parts_of(rows: Iterable[Row], campaign: Campaign) -> list[Part]:
    """What each valid row adds, in order of day, unit and place in the tab."""
    return parts_and_joined(rows, campaign)[0]


def joined_parts(rows: Iterable[Row], campaign: Campaign) -> list[Part]:
    """The same of the activities that join measures, each in the measure of its sum."""
    return parts_and_joined(rows, campaign)[1] if any(activity.convert for activity in campaign.activities) else []


def parts_and_joined(rows: Iterable[Row], campaign: Campaign) -> tuple[list[Part], list[Part]]:
    """Both `parts_of` and `joined_parts`, going through the rows once."""
    return parts_in_order(in_order(rows, campaign), campaign, column_keys(campaign))


def parts_in_order(
    rows: Iterable[Row], campaign: Campaign, columns: Mapping[Key, Column]
) -> tuple[list[Part], list[Part]]:
    """The same of rows in their order. `columns` are those of `column_keys`."""
    parts: list[Part] = []
    converted: list[Part] = []
    for row in rows:
        if row.valid:
            roles = campaign.keys_on(row.day)
            of_activity = _of_activity(row, campaign, roles)
            parts += _of_columns(row, columns, roles)
            parts += of_activity
            converted += [found for part in of_activity if (found := joined(part, campaign)) is not None]
    return parts, converted


def joined(part: Part, campaign: Campaign) -> Part | None:
    activity = campaign.activity_by_code.get(part.key)
    into = activity.converted(part.measure) if activity else None
    return None if into is None else part._replace(measure=into[0], amount=plain(part.amount * into[1]))


def in_order(rows: Iterable[Row], campaign: Campaign) -> list[Row]:
    """Rows that have a day, by day, then by the campaign's order of units, then by their place in the tab."""
    order = {unit.key: n for n, unit in enumerate(campaign.units)}
    reports = {report: n for n, report in enumerate(campaign.days)}
    dated = [
        (plain_day(row.day), reports.get(row.day, -1), order.get(row.unit, len(order)), row.number, row)
        for row in rows
        if row.day is not None
    ]
    return [row for *_, row in sorted(dated, key=lambda entry: entry[:4])]


def place_key(text: str) -> str:
    """A place without the differences that make no other place: capitals, blanks at the ends, composed accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())


def _of_columns(row: Row, columns: Mapping[Key, Column], roles: Mapping[str, str]) -> Iterator[Part]:
    for (name, measure), column in columns.items():
        key = roles.get(name, column.key) if name in OF_ROLES else column.key
        if _is_number(value := row.value(key)):
            adding = column.adding
            yield Part(name, measure, adding, row, key, value, per_group=adding != "sum")


def _of_activity(row: Row, campaign: Campaign, roles: Mapping[str, str]) -> list[Part]:
    typed = roles.get("activity", "")
    activity = campaign.activity_by_code.get(str(row.value(typed)))
    if activity is None or activity.adding == "none" or row.nil:
        return []
    quantity = row.value(roles.get("quantity", ""))
    counted = [_activity_part(row, activity, quantity, roles)] if _is_number(quantity) else []
    return [Part(ROWS, "", "count", row, typed, 1), *counted]


def _activity_part(row: Row, activity: Activity, quantity: Number, roles: Mapping[str, str]) -> Part:
    key = roles["quantity"]
    typed = str(row.value(roles.get("measure", "")) or "")
    measure = row.remark(key)[1] or typed or (activity.measures or ("",))[0]
    if activity.adding == "distinct_place":
        at = roles.get("place", "")
        return Part(activity.code, measure, "distinct_place", row, at, 1, mark=place_key(str(row.value(at) or "")))
    if activity.once_per_link:
        links = tuple(dict.fromkeys(_links(row, roles.get("link", ""))))
        return Part(activity.code, measure, "once_per_link", row, key, quantity, links=links)
    return Part(activity.code, measure, activity.adding, row, key, quantity)


def source_of(part: Part, amount: Number) -> Source:
    """A part as a source of a figure: its cell, what was typed there, and what it adds."""
    row, cell = part.row, part.row.cells.get(part.column)
    if cell is None:
        return Source(row.unit, row.day, amount, row.tab, row.sheet_id)
    typed, read = "" if cell.typed is None else str(cell.typed), str(cell.reading.value)
    return Source(
        row.unit,
        row.day,
        amount,
        row.tab,
        row.sheet_id,
        cell.cell,
        typed,
        typed if read == typed else read,  # one text, not two: those of a year are held at once
        is_estimate(part),
    )


def is_estimate(part: Part) -> bool:
    return part.rule != "distinct_place" and part.row.remark(part.column)[0] == ESTIMATE_CODE


def _links(row: Row, key: str) -> list[str]:
    value = row.value(key)
    return [str(link) for link in value] if isinstance(value, list | tuple) else []


def _is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | float) and not isinstance(value, bool)
