"""The list of works and the list of news: single rows of the units, with place, quantity and links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.rollup import phrases
from sheets_sync.rollup.figures import ESTIMATE_CODE, Figure, Source
from sheets_sync.rollup.left_out import shortened
from sheets_sync.rollup.parts import in_order
from sheets_sync.rollup.pieces import Piece
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import EMPTY, Shown
from sheets_sync.rollup.table_rows import WorkRow
from sheets_sync.tabs.rows import Row
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats

LONGEST_DETAILS = 300


def works(shown: Shown, rows: Sequence[Row], campaign: Campaign, settings: DocumentSettings) -> tuple[WorkRow, ...]:
    """The rows of the activities that are listed one by one: of `settings.works`, else those marked in the file."""
    chosen = {
        activity.code
        for activity in campaign.activities
        if (activity.code in settings.works if settings.works else phrases.wording(activity).listed)
    }
    key = campaign.key_of("activity")
    return _listed(shown, "work", (row for row in rows if row.value(key) in chosen), campaign)


def news(shown: Shown, rows: Sequence[Row], campaign: Campaign) -> tuple[WorkRow, ...]:
    """The rows of the activities that count once per link, where they name a link."""
    chosen = {activity.code for activity in campaign.activities if activity.once_per_link}
    activity, link = campaign.key_of("activity"), campaign.key_of("link")
    with_links = (row for row in rows if row.value(activity) in chosen and row.value(link))
    return _listed(shown, "news", with_links, campaign)


def _listed(shown: Shown, name: str, rows: Iterable[Row], campaign: Campaign) -> tuple[WorkRow, ...]:
    valid = [row for row in in_order(rows, campaign) if row.valid and not row.nil]
    return tuple(_work(shown, f"{name}.{n}", str(n), row, campaign) for n, row in enumerate(valid, 1))


def _work(shown: Shown, name: str, order: str, row: Row, campaign: Campaign) -> WorkRow:
    unit = campaign.unit_by_key.get(row.unit)
    keys = {role: campaign.key_of(role) for role in ("activity", "link", "description", "place", "quantity", "money")}
    activity = campaign.activity_by_code[str(row.value(keys["activity"]))]
    links = row.value(keys["link"])
    return WorkRow(
        order=order,
        day=formats(campaign.locale).without_year(row.day) if row.day else "",
        unit=tidy.one_line(unit.name if unit else row.unit),
        what=shortened(str(row.value(keys["description"]) or activity.label), LONGEST_DETAILS),
        place=shortened(str(row.value(keys["place"]) or ""), LONGEST_DETAILS),
        amount=_cell(shown, f"{name}.quantity", row, keys["quantity"], _measure(row, activity, keys["quantity"])),
        money=_cell(shown, f"{name}.money", row, keys["money"], ""),
        links=tuple(tidy.one_line(str(link)) for link in links) if isinstance(links, list | tuple) else (),
    )


def _measure(row: Row, activity: Activity, key: str) -> str:
    cell = row.cells.get(key)
    return (cell.reading.measure if cell else None) or (activity.measures or ("",))[0]


def _cell(shown: Shown, name: str, row: Row, column: str, measure: str) -> Piece:
    """One cell of a row as a figure of its own; empty where there is nothing, or nothing but 0."""
    value = row.value(column)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return EMPTY
    cell = row.cells[column]
    source = Source(
        row.unit, row.day, value, row.tab, row.sheet_id, cell.cell, str(cell.typed), str(value),
        cell.reading.code == ESTIMATE_CODE,
    )  # fmt: skip
    piece = shown.piece(name, Figure(value, "sum", measure, (source,)))
    return Piece(f"{piece.text} {measure}".strip(), name)
