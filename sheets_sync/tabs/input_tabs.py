"""The tabs in which people type: what their headings, notes and dropdowns shall be. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.campaign.model import Campaign, Column, Unit
from sheets_sync.campaign.period import plain_day
from sheets_sync.tabs.overrides import columns_of, statuses_of
from sheets_sync.tabs.ownership import unit_tag
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.formats import formats


@dataclass(frozen=True, slots=True)
class InputTab:
    """A tab in which people type: what its headings, notes and dropdowns shall be."""

    tag: str
    title: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    dropdowns: Mapping[str, tuple[str, ...]]
    editors: tuple[str, ...] = ()
    line: str | None = None
    """The formula of what the tab tells its unit; "" for none, None where it was never to tell anything."""
    colours: bool = False


def input_tab(unit: Unit, campaign: Campaign) -> InputTab:
    """A unit's tab, with dropdowns for day, activity and measure."""
    return InputTab(
        tag=unit_tag(unit),
        title=unit.tab,
        titles=(unit.tab, unit.name, *unit.aliases),
        columns=campaign.columns,
        dropdowns=dict(_dropdowns(campaign)),
        editors=unit.editors,
    )


def overrides_tab(campaign: Campaign) -> InputTab:
    """The tab `Điều chỉnh`, typed by coordinators and only read by the job."""
    title = tab_title("overrides", campaign.locale)
    days = _dates(campaign)
    choices = {
        "unit": tuple(unit.name for unit in campaign.units),
        "day": days,
        **({"slot": tuple(slot.label for slot in campaign.slots)} if campaign.slots else {}),
        "status": tuple(choice.label for choice in statuses_of(campaign)),
    }
    return InputTab("overrides", title, (title,), columns_of(campaign), choices)


def _dropdowns(campaign: Campaign) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column in campaign.columns:
        if column.plays == "day":
            yield column.key, _dates(campaign)
        elif column.choices:
            yield column.key, tuple(choice.label for choice in column.choices)
        elif column.plays == "activity" and campaign.activities:
            yield column.key, tuple(activity.label for activity in campaign.activities)
        elif column.plays == "measure" and campaign.measures:
            yield column.key, campaign.measures


def _dates(campaign: Campaign) -> tuple[str, ...]:
    """The dates that the cells of a day offer: the last day of each period."""
    days = dict.fromkeys(map(plain_day, campaign.days))
    return tuple(formats(campaign.locale).short(day) for day in days)


def heading_note(column: Column) -> str:
    """What to type, with an example."""
    return column.help or column.header
