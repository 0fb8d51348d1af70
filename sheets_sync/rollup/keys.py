"""What a figure is known by: the code of an activity or the key of a column, and its measure."""

from __future__ import annotations

from sheets_sync.campaign.model import Campaign, Column
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

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
