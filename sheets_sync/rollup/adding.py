"""Adding up: rows -> figures, by the adding rule of each activity. pandas groups what the documents show.

Every rule comes down to what one row adds within a scope (a day, the whole campaign):

    sum               its quantity
    latest            its quantity if it is the unit's last row of that activity and measure, else nothing
    distinct_place    1 if its place was not counted before, else nothing
    once_per_link     its quantity, less the links that were counted before

so that a figure is a plain sum over parts, and each part knows its cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, TypeGuard, cast

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.rollup.figures import ESTIMATE_CODE, Figure, Number, Source, add, plain
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    import pandas as pd

PEOPLE, BENEFICIARIES, MONEY, ROWS = "people", "beneficiaries", "money", "rows"
"""Keys of the figures that are not an activity's. `ROWS` counts the valid rows that report work (no nil reports)."""

COLUMN_MEASURES = {PEOPLE: "lượt", BENEFICIARIES: "lượt", MONEY: "đồng"}

Key = tuple[str, str]
"""(code of an activity or one of the keys above, measure)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one row adds to one figure, before it is known what was counted elsewhere in the scope."""

    key: str
    measure: str
    rule: str
    row: Row
    column: str  # of the cell that the part stands for
    amount: Number
    mark: str = ""  # the place that distinguishes it, where the rule is distinct_place
    links: tuple[str, ...] = ()  # where the rule is once_per_link

    @property
    def unit(self) -> str:
        return self.row.unit

    @property
    def day(self) -> str:
        return self.row.day.isoformat() if self.row.day else ""


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
    settled = _settled(rows, campaign)
    if not settled:
        return [{} for _ in groupings]
    frame = _frame(settled)
    sources = [(part, _source(part, amount)) for part, amount in settled]
    return [_grouped(frame, sources, by) for by in groupings]


def sums_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Sums]:
    """The values alone of `figures_by`, for who does not ask which cells they came from; without pandas, so that a
    tick that writes no document need not load it."""
    settled = _settled(rows, campaign)
    result = []
    for by in groupings:
        amounts: dict[tuple[tuple[str, ...], Key], list[Number]] = {}
        for part, amount in settled:
            group = tuple(part.unit if name == "unit" else part.day for name in by)
            amounts.setdefault((group, (part.key, part.measure)), []).append(amount)
        sums: Sums = {}
        for (group, key), values in amounts.items():
            sums.setdefault(group, {})[key] = plain(fsum(values))
        result.append(sums)
    return result


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


def _settled(rows: Iterable[Row], campaign: Campaign) -> list[tuple[Part, Number]]:
    """What each valid row adds, in order of day, unit and place in the tab, less what the scope already counted."""
    parts = [part for row in in_order(rows, campaign) if row.valid for part in _parts(row, campaign)]
    last = {(part.key, part.measure, part.unit): n for n, part in enumerate(parts) if part.rule == "latest"}
    places: set[tuple[str, str, str]] = set()
    links: set[tuple[str, str]] = set()
    settled: list[tuple[Part, Number]] = []
    for n, part in enumerate(parts):
        amount = part.amount
        if part.rule == "latest" and last[part.key, part.measure, part.unit] != n:
            continue
        if part.rule == "distinct_place":
            place = (part.key, part.measure, part.mark)
            if not part.mark or place in places:
                continue
            places.add(place)
        elif part.rule == "once_per_link":
            own = {(part.key, link) for link in part.links}
            amount = max(0, amount - len(own & links))
            links |= own
        settled.append((part, amount))
    return settled


def in_order(rows: Iterable[Row], campaign: Campaign) -> list[Row]:
    """Rows that have a day, by day, then by the campaign's order of units, then by their place in the tab."""
    order = {unit.key: n for n, unit in enumerate(campaign.units)}
    dated = [(row.day, order.get(row.unit, len(order)), row.number, row) for row in rows if row.day is not None]
    return [row for *_, row in sorted(dated, key=lambda entry: entry[:3])]


def place_key(text: str) -> str:
    """A place without the differences that make no other place: capitals, blanks at the ends, composed accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())


def _parts(row: Row, campaign: Campaign) -> list[Part]:
    parts = [
        Part(key, measure, "sum", row, key, value)
        for key, measure in COLUMN_MEASURES.items()
        if _is_number(value := row.value(key))
    ]
    activity = campaign.activity_by_code.get(str(row.value("activity")))
    if activity is None or activity.adding == "none" or row.nil:
        return parts
    parts.append(Part(ROWS, "", "count", row, "activity", 1))
    quantity = row.value("quantity")
    if _is_number(quantity):
        parts.append(_activity_part(row, activity, quantity))
    return parts


def _activity_part(row: Row, activity: Activity, quantity: Number) -> Part:
    cell = row.cells["quantity"]
    measure = cell.reading.measure or str(row.value("measure") or "") or (activity.measures or ("",))[0]
    if activity.adding == "distinct_place":
        place = str(row.value("place") or "")
        return Part(activity.code, measure, "distinct_place", row, "place", 1, mark=place_key(place))
    if activity.once_per_link:
        links = tuple(dict.fromkeys(_links(row)))
        return Part(activity.code, measure, "once_per_link", row, "quantity", quantity, links=links)
    return Part(activity.code, measure, activity.adding, row, "quantity", quantity)


def _source(part: Part, amount: Number) -> Source:
    row, cell = part.row, part.row.cells.get(part.column)
    if cell is None:
        return Source(row.unit, row.day, amount, row.tab, row.sheet_id)
    return Source(
        row.unit,
        row.day,
        amount,
        row.tab,
        row.sheet_id,
        cell.cell,
        "" if cell.typed is None else str(cell.typed),
        str(cell.reading.value),
        cell.reading.code == ESTIMATE_CODE and part.rule != "distinct_place",
    )


def _links(row: Row) -> list[str]:
    value = row.value("link")
    return [str(link) for link in value] if isinstance(value, list | tuple) else []


def _is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | float) and not isinstance(value, bool)
