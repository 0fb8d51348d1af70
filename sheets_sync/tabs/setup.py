"""What must be sent so that a spreadsheet is set up for the campaign. Pure: compares, and gives requests.

Safe to repeat: a spreadsheet that is right gives no request. Never writes into a cell where units type: only
headings, notes, formats, dropdowns, protections and the job's own tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.campaign.model import Campaign, Column, Unit
from sheets_sync.spreadsheet import ids, requests, tab_requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.difference import difference
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.spreadsheet.requests import Request
from sheets_sync.spreadsheet.snapshot import Setup, Tab, TabSetup
from sheets_sync.tabs.header import header_columns
from sheets_sync.tabs.overrides import COLUMNS as OVERRIDE_COLUMNS
from sheets_sync.tabs.overrides import STATUSES as OVERRIDE_STATUSES
from sheets_sync.tabs.ownership import before_on_tab, free_title, own_tab, tagged_tab, unit_tag, unit_tags
from sheets_sync.tabs.titles import tab_title

LOCALES = {"vi": "vi_VN", "en": "en_US"}
NEW_ROWS = 300
HEADING = Style(bold=True, fill="#e3f2fd", ink="#0d2c54", align="center", vertical="middle", wrap=True)
HEADING_FIELDS = "userEnteredValue,userEnteredFormat,note"
WIDTHS = {"text": 220, "url": 220, "choice": 150, "date": 110}


@dataclass(slots=True)
class Provisioning:
    """The requests, in order, and what they do, in words for a person."""

    requests: list[Request] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    def add(self, action: str, *requests: Request) -> None:
        self.actions.append(action)
        self.requests.extend(requests)


@dataclass(frozen=True, slots=True)
class InputTab:
    """A tab in which people type: what its headings, notes and dropdowns shall be."""

    tag: str
    title: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    dropdowns: Mapping[str, tuple[str, ...]]
    editors: tuple[str, ...] = ()


def expected_locale(campaign: Campaign) -> tuple[str, str]:
    """Locale and timezone that the spreadsheet must have."""
    return LOCALES[campaign.locale], campaign.timezone.key


def provision(setup: Setup, campaign: Campaign, plans: Iterable[TabPlan], units: Sequence[Unit]) -> Provisioning:
    """Compares a spreadsheet with what the campaign needs for `units`; `plans` are the job's own tabs to be."""
    done = Provisioning()
    locale, timezone = expected_locale(campaign)
    if (setup.locale, setup.timezone) != (locale, timezone):
        done.add(f"locale {locale}, timezone {timezone}", requests.set_locale(locale, timezone))
    taken = {entry.tab.sheet_id for entry in setup.tabs}
    for index, plan in enumerate(plans):
        _job_tab(done, setup, plan, taken, index)
    taking_over = {unit.key for unit in units if before_on_tab(unit, campaign.units)}
    for wanted in (
        overrides_tab(campaign),
        *(_known_by(input_tab(unit, campaign), unit, setup) for unit in units if unit.key not in taking_over),
    ):
        _input_tab(done, setup, wanted, taken)
    done.requests = ids.identified(done.requests, setup.metadata_ids, setup.protection_ids)
    return done


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


def _known_by(wanted: InputTab, unit: Unit, setup: Setup) -> InputTab:
    """The tab under the mark that it bears: after a change of its unit's key that of a former one."""
    borne = {entry.tab.tag for entry in setup.tabs}
    return replace(wanted, tag=next((tag for tag in unit_tags(unit) if tag in borne), wanted.tag))


def overrides_tab(campaign: Campaign) -> InputTab:
    """The tab `Điều chỉnh`, typed by coordinators and only read by the job."""
    title = tab_title("overrides", campaign.locale)
    days = tuple(f"{day:%d/%m/%Y}" for day in campaign.days)
    choices = {
        "unit": tuple(unit.name for unit in campaign.units),
        "day": days,
        "status": tuple(choice.label for choice in OVERRIDE_STATUSES),
    }
    return InputTab("overrides", title, (title,), OVERRIDE_COLUMNS, choices)


def _dropdowns(campaign: Campaign) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column in campaign.columns:
        if column.key == "day":
            yield column.key, tuple(f"{day:%d/%m/%Y}" for day in campaign.days)
        elif column.choices:
            yield column.key, tuple(choice.label for choice in column.choices)
        elif column.key == "activity" and campaign.activities:
            yield column.key, tuple(activity.label for activity in campaign.activities)
        elif column.key == "measure" and campaign.measures:
            yield column.key, campaign.measures


def _job_tab(done: Provisioning, setup: Setup, plan: TabPlan, taken: set[int], index: int) -> None:
    entry = _find(setup, plan.name, (plan.title,))
    if entry is None or own_tab(plan, entry.tab) is None:
        sheet_id = ids.sheet_id_for(plan.name, taken)
        taken.add(sheet_id)
        title = free_title(plan.title, (entry.tab.title for entry in setup.tabs))
        done.add(
            f"tab “{title}”",
            *tab_requests.new_job_tab(plan, sheet_id, title, index),
            *tab_requests.write_difference(difference(plan, None), sheet_id),
        )
        return
    sheet_id, protection = entry.tab.sheet_id, f"sheets-sync: {plan.title}"
    if entry.tab.tag is None:
        done.add(f"mark on “{entry.tab.title}”", requests.tag_sheet(sheet_id, plan.name))
    if protection not in entry.protections:
        done.add(f"protection of “{entry.tab.title}”", requests.protect(requests.grid_range(sheet_id), protection))
    if (entry.frozen_rows, entry.frozen_columns) != (plan.frozen_rows, plan.frozen_columns):
        done.add(
            f"frozen rows and columns of “{entry.tab.title}”",
            requests.grid_size(sheet_id, frozen_rows=plan.frozen_rows, frozen_columns=plan.frozen_columns),
        )


def _find(setup: Setup, tag: str, titles: Iterable[str]) -> TabSetup | None:
    tab = tagged_tab(tag, titles, [entry.tab for entry in setup.tabs])
    return next((entry for entry in setup.tabs if entry.tab is tab), None) if tab else None


def _input_tab(done: Provisioning, setup: Setup, wanted: InputTab, taken: set[int]) -> None:
    entry = _find(setup, wanted.tag, wanted.titles)
    if entry is None:
        sheet_id = ids.sheet_id_for(wanted.tag, taken)
        taken.add(sheet_id)
        title = free_title(wanted.title, (entry.tab.title for entry in setup.tabs))
        empty = Tab(sheet_id, title, row_count=NEW_ROWS, column_count=len(wanted.columns))
        done.add(
            f"tab “{title}”",
            requests.add_sheet(sheet_id, title, index=None, rows=NEW_ROWS, columns=len(wanted.columns), frozen_rows=1),
            requests.tag_sheet(sheet_id, wanted.tag),
            *(requests.column_width(sheet_id, n, WIDTHS.get(c.type, 100)) for n, c in enumerate(wanted.columns)),
        )
        parts = Provisioning()
        _headings(parts, TabSetup(empty, frozen_rows=1), wanted)
        done.requests += parts.requests
        return
    if entry.tab.tag is None:
        done.add(f"mark on “{entry.tab.title}”", requests.tag_sheet(entry.tab.sheet_id, wanted.tag))
    _headings(done, entry, wanted)


def _headings(done: Provisioning, entry: TabSetup, wanted: InputTab) -> None:
    """Headings with their notes, then what lies below them: formats, dropdowns, protections."""
    tab = entry.tab
    row, places = place_headings(entry, wanted.columns)
    needed = max(places.values()) + 1
    if needed > tab.column_count or tab.row_count <= row + 1:
        done.add(
            f"grid of “{tab.title}”",
            requests.grid_size(
                tab.sheet_id, columns=max(needed, tab.column_count), rows=max(tab.row_count, row + 1 + NEW_ROWS)
            ),
        )
    found = header_columns(tab, wanted.columns).columns
    for column in wanted.columns:
        _heading(done, entry, column, Cell(row, places[column.key]), known=column.key in found)
    if entry.frozen_rows != row + 1:
        done.add(f"frozen heading of “{tab.title}”", requests.grid_size(tab.sheet_id, frozen_rows=row + 1))
    _below(done, entry, wanted, row, places)
    _protections(done, entry, wanted, row)


def place_headings(entry: TabSetup, columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    """The heading row and the place of each column: where its heading stands, else where its mark is, else the place
    that the campaign gives it if that is free, else right of everything."""
    header = header_columns(entry.tab, columns)
    row = header.row if header.row is not None else 0
    places = dict(header.columns)
    marks = {key: place for place, key in entry.column_tags.items()}
    right = max([*(len(r) for r in entry.tab.rows), *(p + 1 for p in places.values()), 0])
    for number, column in enumerate(columns):
        if column.key in places:
            continue
        used = set(places.values())
        marked = marks.get(column.key)
        if marked is not None and marked not in used:
            places[column.key] = marked
        elif number not in used and _is_free(entry.tab, number):
            places[column.key] = number
        else:
            right = max(right, max(used) + 1)
            places[column.key] = right
    return row, places


def _is_free(tab: Tab, column: int) -> bool:
    """Whether nobody typed anything in a column."""
    return all(column >= len(row) or row[column] in (None, "") for row in tab.rows)


def _heading(done: Provisioning, entry: TabSetup, column: Column, cell: Cell, *, known: bool) -> None:
    tab = entry.tab
    if not known:
        heading = PlanCell(column.header, HEADING, note=heading_note(column))
        done.add(f"heading “{column.header}” of “{tab.title}”", requests.update_cells(tab.sheet_id, cell, [[heading]]))
    elif tab.notes.get(cell, "") != heading_note(column):
        note = PlanCell(None, note=heading_note(column))
        done.add(
            f"note on “{column.header}” of “{tab.title}”",
            requests.update_cells(tab.sheet_id, cell, [[note]], fields="note"),
        )
    if entry.column_tags.get(cell.column) != column.key:
        done.add(
            f"mark on column “{column.header}” of “{tab.title}”",
            requests.tag_column(tab.sheet_id, cell.column, column.key),
        )


def heading_note(column: Column) -> str:
    """What to type, with an example."""
    return column.help or column.header


def _below(done: Provisioning, entry: TabSetup, wanted: InputTab, row: int, places: Mapping[str, int]) -> None:
    tab = entry.tab
    rows = range(row + 1, tab.row_count)
    for column in wanted.columns:
        place = places[column.key]
        area = requests.grid_range(tab.sheet_id, (row + 1, None), (place, place + 1))
        if any(tab.formats.get(Cell(n, place)) != "TEXT" for n in rows):
            done.add(f"plain text in “{column.header}” of “{tab.title}”", requests.plain_text(area))
        values = wanted.dropdowns.get(column.key)
        if values and any(entry.dropdowns.get(Cell(n, place)) != values for n in rows):
            done.add(
                f"dropdown “{column.header}” of “{tab.title}”", requests.dropdown(area, values, heading_note(column))
            )


def _protections(done: Provisioning, entry: TabSetup, wanted: InputTab, row: int) -> None:
    tab = entry.tab
    heading = f"sheets-sync: heading of {wanted.title}"
    if heading not in entry.protections:
        done.add(
            f"protection of the heading of “{tab.title}”",
            requests.protect(requests.grid_range(tab.sheet_id, (row, row + 1)), heading),
        )
    typists = f"sheets-sync: typed by {wanted.title}"
    if wanted.editors and typists not in entry.protections:
        done.add(
            f"editors of “{tab.title}”", requests.protect(requests.grid_range(tab.sheet_id), typists, wanted.editors)
        )
