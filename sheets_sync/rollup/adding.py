"""Adding up: rows -> figures, by the adding rule of each activity. pandas groups what the documents show.

Every rule comes down to what one row adds within a scope (a day, the whole campaign):

    sum               its quantity
    latest            its quantity if it is the unit's last row of that activity and measure, else nothing
    distinct_place    1 if its place was not counted before, else nothing
    once_per_link     its quantity, less the links that were counted before

so that a figure is a plain sum over parts, and each part knows its cell. Columns that are added up by themselves may
also say "max"; theirs and "latest" hold within each group: the highest figure, or each unit's last one, of the days or
the unit that the group has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, NamedTuple, TypeGuard, TypeVar, cast

from sheets_sync.campaign.model import Activity, Campaign, Column
from sheets_sync.campaign.period import day_key, plain_day
from sheets_sync.rollup.figures import ESTIMATE_CODE, Figure, Number, Source, add, plain
from sheets_sync.tabs.rows import Row
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

if TYPE_CHECKING:
    import pandas as pd

PEOPLE, BENEFICIARIES, MONEY, ROWS = "people", "beneficiaries", "money", "rows"
"""Keys of the figures that are not an activity's. `ROWS` counts the valid rows that report work (no nil reports)."""

GIFTS = "gifts"
"""Key of the sum of what an office counts as gifts, whatever the activity."""

OF_ROLES = (PEOPLE, BENEFICIARIES, MONEY)

Key = tuple[str, str]
"""(code of an activity, one of the keys above, or the key of a column; measure)."""


def measure_of(name: str, campaign: Campaign) -> str:
    """What is counted in a column of people or money where the campaign does not say it."""
    if name == MONEY:
        return formats(campaign.locale).currency()
    return str(texts(campaign.locale).section("figures").get(name, ""))


def column_key(column: Column, campaign: Campaign) -> Key:
    """The key of the figure of a column that is added up by itself: by its role where that has a figure."""
    name = column.plays if column.plays in OF_ROLES else column.key
    return name, column.unit or measure_of(name, campaign)


def column_keys(campaign: Campaign) -> dict[Key, Column]:
    """The figures of the columns that are added up by themselves, in the campaign's order: also those of columns of
    earlier versions, unless one of today has their part."""
    by_name: dict[str, tuple[Key, Column]] = {}
    for column in campaign.added_columns:
        key = column_key(column, campaign)
        by_name.setdefault(key[0], (key, column))
    return dict(by_name.values())


def column_name(key: str, campaign: Campaign) -> str:
    """The heading of the column of a figure; "" where the campaign has none."""
    return next((c.header for (name, _), c in column_keys(campaign).items() if name == key), "")


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


Sums = dict[tuple[str, ...], dict[Key, Number]]
Figures = dict[tuple[str, ...], dict[Key, Figure]]
"""Figures by key in groups; the names of a group are units or days (ISO), in the order asked for."""


def figures(rows: Iterable[Row], campaign: Campaign, *by: str) -> Figures:
    """The figures of the valid rows, in groups by "unit" or "day" (ISO) or both; one group `()` where `by` is empty.

    All rows given are one scope: a link or a place that recurs in it counts once, in the first group that has it.
    """
    return figures_by(rows, campaign, [by])[0]


def figures_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Figures]:
    """The figures of one scope in several groupings at once; what each row adds is worked out only once."""
    return _figures_of(parts_of(rows, campaign), groupings)


def combined_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Figures]:
    """The figures of the activities that join measures, each in the measure in which it is printed: (code, measure) ->
    figure. A source says what was typed; its amount is in the measure of the sum."""
    return _figures_of(_joined_parts(rows, campaign), groupings)


def printed_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Figures]:
    """The figures as documents print them: as `figures_by`, with one for the measures that an activity joins."""
    known = list(rows)
    apart = _joined_keys(campaign)
    typed = figures_by(known, campaign, groupings)
    combined = combined_by(known, campaign, groupings)
    return [
        {group: _without(some, apart) | one.get(group, {}) for group, some in by_group.items()}
        for by_group, one in zip(typed, combined, strict=True)
    ]


def printed_sums_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Sums]:
    """The values alone of `printed_by`; without pandas."""
    known = list(rows)
    apart = _joined_keys(campaign)
    typed = sums_by(known, campaign, groupings)
    combined = _sums_of(_joined_parts(known, campaign), groupings)
    return [
        {group: _without(some, apart) | one.get(group, {}) for group, some in by_group.items()}
        for by_group, one in zip(typed, combined, strict=True)
    ]


V = TypeVar("V")


def _without(found: Mapping[Key, V], keys: Container[Key]) -> dict[Key, V]:
    return {key: value for key, value in found.items() if key not in keys}


def _joined_keys(campaign: Campaign) -> frozenset[Key]:
    """The figures of single measures that are printed as one with others."""
    return frozenset((a.code, m) for a in campaign.activities for m in a.measures if a.converted(m))


def _figures_of(parts: Sequence[Part], groupings: Sequence[Sequence[str]]) -> list[Figures]:
    free = [part for part in parts if part.per_group]
    settled = settled_of(part for part in parts if not part.per_group)
    frame = _frame(settled) if settled else None
    sources = [(part, source_of(part, amount)) for part, amount in settled]
    result = []
    for by in groupings:
        found = _grouped(frame, sources, by) if frame is not None else {}
        for group, key, chosen in chosen_of(free, by):
            figure = add((source_of(part, part.amount) for part in chosen), chosen[0].rule, key[1])
            found.setdefault(group, {})[key] = figure
        result.append(found)
    return result


def sums_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Sums]:
    """The values alone of `figures_by`, for who does not ask which cells they came from; without pandas, so that a
    tick that writes no document need not load it."""
    return _sums_of(parts_of(rows, campaign), groupings)


def _sums_of(parts: Sequence[Part], groupings: Sequence[Sequence[str]]) -> list[Sums]:
    free = [part for part in parts if part.per_group]
    settled = settled_of(part for part in parts if not part.per_group)
    result = []
    for by in groupings:
        amounts: dict[tuple[tuple[str, ...], Key], list[Number]] = {}
        for part, amount in settled:
            group = part.group(by)
            amounts.setdefault((group, (part.key, part.measure)), []).append(amount)
        sums: Sums = {}
        for (group, key), values in amounts.items():
            sums.setdefault(group, {})[key] = plain(fsum(values))
        for group, key, chosen in chosen_of(free, by):
            sums.setdefault(group, {})[key] = plain(fsum(part.amount for part in chosen))
        result.append(sums)
    return result


def chosen_of(parts: Iterable[Part], by: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Key, Sequence[Part]]]:
    """Of the parts whose rule holds within a group, those that count there: the highest, or each unit's last one."""
    found: dict[tuple[tuple[str, ...], Key], list[Part]] = {}
    for part in parts:
        found.setdefault((part.group(by), (part.key, part.measure)), []).append(part)
    for (group, key), some in found.items():
        if some[0].rule == "max":
            yield group, key, [max(some, key=lambda part: part.amount)]
        else:
            yield group, key, list({part.unit: part for part in some}.values())


def _grouped(frame: pd.DataFrame, sources: Sequence[tuple[Part, Source]], by: Sequence[str]) -> Figures:
    result: Figures = {}
    for names, where in frame.groupby([*by, "key", "measure"], sort=False).indices.items():
        *group, key, measure = (str(name) for name in cast("tuple[str, ...]", names))
        chosen = [sources[i] for i in where]
        figure = add((source for _, source in chosen), chosen[0][0].rule, measure)
        result.setdefault(tuple(group), {})[key, measure] = figure
    return result


def _frame(settled: Sequence[tuple[Part, Number]]) -> pd.DataFrame:
    import pandas as pd  # a second of start-up that only documents need

    names = ("unit", "day", "key", "measure")
    return pd.DataFrame({name: [getattr(part, name) for part, _ in settled] for name in names})


def parts_of(rows: Iterable[Row], campaign: Campaign) -> list[Part]:
    """What each valid row adds, in order of day, unit and place in the tab."""
    columns = column_keys(campaign)
    return [part for row in in_order(rows, campaign) if row.valid for part in _parts(row, campaign, columns)]


def _joined_parts(rows: Iterable[Row], campaign: Campaign) -> list[Part]:
    """The same of the activities that join measures, each in the measure of its sum."""
    if not any(activity.convert for activity in campaign.activities):
        return []
    parts = (part for row in in_order(rows, campaign) if row.valid for part in _parts(row, campaign, {}))
    return [found for part in parts if (found := joined(part, campaign)) is not None]


def joined(part: Part, campaign: Campaign) -> Part | None:
    activity = campaign.activity_by_code.get(part.key)
    into = activity.converted(part.measure) if activity else None
    return None if into is None else part._replace(measure=into[0], amount=plain(part.amount * into[1]))


def settled_of(parts: Iterable[Part], *, each_day: bool = False) -> list[tuple[Part, Number]]:
    """What each part adds, less what the scope already counted; `each_day`: every day is a scope of its own."""
    parts = list(parts)
    last = {_once(part, part.unit, each_day): n for n, part in enumerate(parts) if part.rule == "latest"}
    places: set[object] = set()
    links: set[object] = set()
    settled: list[tuple[Part, Number]] = []
    for n, part in enumerate(parts):
        amount, rule = part.amount, part.rule
        if rule == "latest" and last[_once(part, part.unit, each_day)] != n:
            continue
        if rule == "distinct_place":
            place = _once(part, part.mark, each_day)
            if not part.mark or place in places:
                continue
            places.add(place)
        elif rule == "once_per_link":
            day = part.row.day if each_day else None
            own = {(day, part.key, link) for link in part.links}
            amount = max(0, amount - len(own & links))
            links |= own
        settled.append((part, amount))
    return settled


def _once(part: Part, mark: str, each_day: bool) -> tuple[date | None, str, str, str]:
    """What counts once in a scope."""
    return part.row.day if each_day else None, part.key, part.measure, mark


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


def _parts(row: Row, campaign: Campaign, columns: Mapping[Key, Column]) -> list[Part]:
    roles = campaign.keys_on(row.day)
    parts = []
    for (name, measure), column in columns.items():
        key = roles.get(name, column.key) if name in OF_ROLES else column.key
        if _is_number(value := row.value(key)):
            parts.append(Part(name, measure, column.adding, row, key, value, per_group=column.adding != "sum"))
    typed = roles.get("activity", "")
    activity = campaign.activity_by_code.get(str(row.value(typed)))
    if activity is None or activity.adding == "none" or row.nil:
        return parts
    parts.append(Part(ROWS, "", "count", row, typed, 1))
    quantity = row.value(roles.get("quantity", ""))
    if _is_number(quantity):
        parts.append(_activity_part(row, activity, quantity, roles))
    return parts


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
