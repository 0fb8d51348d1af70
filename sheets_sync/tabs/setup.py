"""What must be sent so that a spreadsheet is set up for the campaign. Pure: compares, and gives requests.

Safe to repeat: a spreadsheet that is right gives no request. Never writes into a cell where units type: only
headings, notes, formats, dropdowns, protections and the job's own tabs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.campaign.model import Campaign, Column, Unit
from sheets_sync.campaign.period import plain_day
from sheets_sync.errors import SpreadsheetSetupError
from sheets_sync.spreadsheet import ids, requests, tab_requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.difference import difference
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.spreadsheet.requests import Request
from sheets_sync.spreadsheet.snapshot import Setup, Tab, TabSetup
from sheets_sync.tabs.claims import Titles, claims, stray_of
from sheets_sync.tabs.feedback import Feedback, colour_requests, line_formula, line_requests, place_of_line
from sheets_sync.tabs.header import Header, header_columns
from sheets_sync.tabs.overrides import columns_of, statuses_of
from sheets_sync.tabs.ownership import (
    befores_on_tabs,
    fold_title,
    free_title,
    own_tab,
    tagged_tab,
    unit_tag,
    unit_tags,
)
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.conventions import conventions
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import languages, texts
from sheets_sync.words.worded import worded

NEW_ROWS = 300
HEADING = Style(bold=True, fill="#e3f2fd", ink="#0d2c54", align="center", vertical="middle", wrap=True)
WIDTHS = {"text": 220, "url": 220, "choice": 150, "date": 110}


@dataclass(slots=True)
class Provisioning:
    """The requests, in order, and what they do, in words for a person."""

    requests: list[Request] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What is not as it should be and only a person can mend."""
    replaced: list[str] = field(default_factory=list)
    """Of the actions, those that write over a word of a person: told before they are done."""
    spare: list[TabSetup] = field(default_factory=list)
    """Tabs that came with the spreadsheet and that nobody has used: each becomes one that is missing."""

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
    line: str | None = None
    """The formula of what the tab tells its unit; "" for none, None where it was never to tell anything."""
    colours: bool = False


def expected_locale(campaign: Campaign) -> tuple[str, str]:
    """Locale and timezone that the spreadsheet must have."""
    return conventions(campaign.locale).spreadsheet_locale, campaign.timezone.key


def provision(
    setup: Setup,
    campaign: Campaign,
    plans: Iterable[TabPlan],
    units: Sequence[Unit],
    adopt: Mapping[str, str] | None = None,
    *,
    with_overrides: bool = True,
    coordinators: tuple[str, ...] = (),
    feedback: Feedback | None = None,
) -> Provisioning:
    """Compares a spreadsheet with what the campaign needs for `units`; `plans` are the job's own tabs to be.

    `adopt`: title of a tab that people made -> key of the unit whose it is. Raises SpreadsheetSetupError where a filled
    tab looks like that of a unit without one, and nobody said whose it is.

    `with_overrides`: whether the overrides are read here, so that their tab must be. `coordinators`: the mail addresses
    that alone may type in it, beside the job and the owner; none leaves it open. `feedback`: what units are told in
    their own tabs.
    """
    done = Provisioning(spare=[entry for entry in setup.tabs if _is_unused(entry)])
    plans = list(plans)
    locale, timezone = expected_locale(campaign)
    if (setup.locale, setup.timezone) != (locale, timezone):
        done.add(worded("provision.settings", locale=locale, timezone=timezone), requests.set_locale(locale, timezone))
    taken = {entry.tab.sheet_id for entry in setup.tabs}
    for index, plan in enumerate(plans):
        _job_tab(done, setup, plan, taken, index)
    if with_overrides:
        overrides = replace(overrides_tab(campaign), editors=coordinators)
        _input_tab(done, setup, overrides, taken, _find(setup, overrides.tag, overrides.titles))
    taken_over = befores_on_tabs(campaign.units)
    owners = [unit for unit in units if unit.key not in taken_over]  # others take over a tab that is there
    whose = _tabs_of(setup, campaign, owners, adopt or {})
    for unit in owners:
        wanted = _telling(_known_by(input_tab(unit, campaign), unit, setup), unit, _by_titles(feedback, setup))
        _input_tab(done, setup, wanted, taken, whose.get(unit.key))
    done.requests = ids.identified(done.requests, setup.metadata_ids, setup.protection_ids)
    return done


def _is_unused(entry: TabSetup) -> bool:
    """Whether a tab is the empty one with which Google makes a spreadsheet. It is not deleted: somebody may type there
    in this very moment, and then finds the text in the tab that it has become."""
    return entry.tab.tag is None and not entry.tab.rows and fold_title(entry.tab.title) in _fresh_titles()


def _fresh_titles() -> frozenset[str]:
    """How Google titles it, in every language."""
    return frozenset(fold_title(texts(language).say("tabs.fresh")) for language in languages())


def _by_titles(feedback: Feedback | None, setup: Setup) -> Feedback | None:
    """The feedback with the titles that the job's tabs have now: people may have renamed them."""
    if feedback is None or feedback.board:
        return feedback
    titles = {entry.tab.tag: entry.tab.title for entry in setup.tabs}
    return replace(
        feedback,
        compliance=titles.get("compliance", feedback.compliance),
        problems=titles.get("problems", feedback.problems),
    )


def _telling(wanted: InputTab, unit: Unit, feedback: Feedback | None) -> InputTab:
    if feedback is None:
        return wanted
    line = "" if feedback.level == "off" else line_formula(unit.name, feedback)
    return replace(wanted, line=line, colours=feedback.level == "full")


def _tabs_of(setup: Setup, campaign: Campaign, units: Sequence[Unit], adopt: Mapping[str, str]) -> dict[str, TabSetup]:
    """The tab of each unit that has one. Raises SpreadsheetSetupError where a unit has none and a filled tab that no
    unit claims looks like its own: a second tab beside it would split the unit's reports."""
    entries = {entry.tab.sheet_id: entry for entry in setup.tabs}
    titles, tabs = Titles(campaign), [entry.tab for entry in setup.tabs]
    found = claims(units, tabs, titles)
    whose = {key: entries[tab.sheet_id] for key, tab in found.tabs.items()}
    others = {fold_title(tab.title): tab for tab in found.others}
    for title, key in adopt.items():
        if key in {unit.key for unit in units} and key not in whose and fold_title(title) in others:
            whose[key] = entries[others.pop(fold_title(title)).sheet_id]
    for tab in others.values():
        stray = stray_of(tab, titles, campaign)
        if stray and stray.unit in {unit.key for unit in units} and stray.unit not in whose:
            unit = campaign.unit_by_key[stray.unit]
            raise SpreadsheetSetupError(
                worded("provision.stray", title=tab.title, rows=stray.rows, name=unit.name),
                where=setup.spreadsheet_id,
                remedy=worded("provision.stray.remedy", title=tab.title, key=unit.key),
            )
    return whose


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


def _job_tab(done: Provisioning, setup: Setup, plan: TabPlan, taken: set[int], index: int) -> None:
    entry = _find(setup, plan.name, (plan.title,))
    if entry is None or own_tab(plan, entry.tab) is None:
        sheet_id = ids.sheet_id_for(plan.name, taken)
        taken.add(sheet_id)
        title = free_title(plan.title, (entry.tab.title for entry in setup.tabs))
        done.add(
            worded("provision.tab", title=title),
            *tab_requests.new_job_tab(plan, sheet_id, title, index),
            *tab_requests.write_difference(difference(plan, None), sheet_id),
        )
        return
    sheet_id, protection = entry.tab.sheet_id, f"sheets-sync: {plan.title}"
    if entry.tab.tag is None:
        done.add(worded("provision.mark", title=entry.tab.title), requests.tag_sheet(sheet_id, plan.name))
    if protection not in entry.protections:
        done.add(
            worded("provision.protection", title=entry.tab.title),
            requests.protect(requests.grid_range(sheet_id), protection),
        )
    if (entry.frozen_rows, entry.frozen_columns) != (plan.frozen_rows, plan.frozen_columns):
        done.add(
            worded("provision.frozen", title=entry.tab.title),
            requests.grid_size(sheet_id, frozen_rows=plan.frozen_rows, frozen_columns=plan.frozen_columns),
        )


def _find(setup: Setup, tag: str, titles: Iterable[str]) -> TabSetup | None:
    tab = tagged_tab(tag, titles, [entry.tab for entry in setup.tabs])
    return next((entry for entry in setup.tabs if entry.tab is tab), None) if tab else None


def _input_tab(done: Provisioning, setup: Setup, wanted: InputTab, taken: set[int], entry: TabSetup | None) -> None:
    if entry is None:
        _new_input_tab(done, setup, wanted, taken)
        return
    if entry.tab.tag is None:
        done.add(worded("provision.mark", title=entry.tab.title), requests.tag_sheet(entry.tab.sheet_id, wanted.tag))
    _headings(done, entry, wanted)


def _new_input_tab(done: Provisioning, setup: Setup, wanted: InputTab, taken: set[int]) -> None:
    """A tab that is missing, told as one action: an unused one of the spreadsheet, or a new one."""
    title = free_title(wanted.title, (entry.tab.title for entry in setup.tabs))
    if done.spare:
        spare = done.spare.pop()
        entry = replace(spare, tab=replace(spare.tab, title=title))
        made = requests.rename_sheet(spare.tab.sheet_id, title)
    else:
        sheet_id, width = ids.sheet_id_for(wanted.tag, taken), len(wanted.columns) + bool(wanted.line)
        taken.add(sheet_id)
        entry = TabSetup(Tab(sheet_id, title, row_count=NEW_ROWS, column_count=width), frozen_rows=1)
        made = requests.add_sheet(sheet_id, title, index=None, rows=NEW_ROWS, columns=width, frozen_rows=1)
    parts = Provisioning()
    _headings(parts, entry, wanted)
    widths = (
        requests.column_width(entry.tab.sheet_id, n, WIDTHS.get(c.type, 100)) for n, c in enumerate(wanted.columns)
    )
    done.add(
        worded("provision.tab", title=title),
        made,
        requests.tag_sheet(entry.tab.sheet_id, wanted.tag),
        *widths,
        *parts.requests,
    )


def _headings(done: Provisioning, entry: TabSetup, wanted: InputTab) -> None:
    """Headings with their notes, then what lies below them: formats, dropdowns, protections."""
    tab = entry.tab
    header = header_columns(replace(tab, column_tags=entry.column_tags), wanted.columns)
    places = place_headings(entry, wanted.columns, header)
    row, last = header.row or 0, header.last if header.row is not None else 0
    line = Cell(row, place_of_line(entry, max(places.values()) + 1, row))
    needed = max([*places.values(), *([line.column] if wanted.line else [])]) + 1
    if needed > tab.column_count or tab.row_count <= last + 1:
        done.add(
            worded("provision.grid", title=tab.title),
            requests.grid_size(
                tab.sheet_id, columns=max(needed, tab.column_count), rows=max(tab.row_count, last + 1 + NEW_ROWS)
            ),
        )
    for column in wanted.columns:
        if column.key in header.doubled:
            cells = ", ".join(cell.a1 for cell in header.doubled[column.key])
            done.left.append(worded("provision.doubled", header=column.header, title=tab.title, cells=cells))
            continue
        cell = Cell(header.lines.get(column.key, row), places[column.key])
        _heading(done, entry, column, cell, known=column.key in header.columns)
    if entry.frozen_rows != last + 1:
        done.add(
            worded("provision.frozen_heading", title=tab.title), requests.grid_size(tab.sheet_id, frozen_rows=last + 1)
        )
    _below(done, entry, wanted, last, places)
    _protections(done, entry, wanted, row, last)
    if wanted.line is not None:
        if told := line_requests(entry, line, wanted.line):
            done.add(worded("provision.line", title=tab.title), *told)
        rows = (last + 1, max(tab.row_count, last + 1 + NEW_ROWS))
        if told := colour_requests(entry, line, rows, places.values(), on=wanted.colours):
            done.add(worded("provision.colours", title=tab.title), *told)


def place_headings(entry: TabSetup, columns: Sequence[Column], header: Header) -> dict[str, int]:
    """The place of each column: where its heading stands, else where its mark is, else the place that the campaign
    gives it if that is free, else right of everything. One whose heading stands several times has none."""
    places = dict(header.columns)
    marks = {key: place for place, key in entry.column_tags.items()}
    right = max([*(len(r) for r in entry.tab.rows), *(p + 1 for p in places.values()), 0])
    for number, column in enumerate(columns):
        if column.key in places or column.key in header.doubled:
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
    return places


def _is_free(tab: Tab, column: int) -> bool:
    """Whether nobody typed anything in a column."""
    return all(column >= len(row) or row[column] in (None, "") for row in tab.rows)


def _heading(done: Provisioning, entry: TabSetup, column: Column, cell: Cell, *, known: bool) -> None:
    tab = entry.tab
    if not known:
        heading = PlanCell(column.header, HEADING, note=heading_note(column))
        typed = tab.value(cell)
        action = worded("provision.heading", header=column.header, title=tab.title)
        if typed not in (None, ""):
            place = {"header": column.header, "title": tab.title, "cell": cell.a1}
            action = worded("provision.heading_replaced", typed=typed, **place)
            done.replaced.append(action)
        done.add(action, requests.update_cells(tab.sheet_id, cell, [[heading]]))
    elif tab.notes.get(cell, "") != heading_note(column):
        note = PlanCell(None, note=heading_note(column))
        done.add(
            worded("provision.note", header=column.header, title=tab.title),
            requests.update_cells(tab.sheet_id, cell, [[note]], fields="note"),
        )
    if entry.column_tags.get(cell.column) != column.key:
        done.add(
            worded("provision.column_mark", header=column.header, title=tab.title),
            requests.tag_column(tab.sheet_id, cell.column, column.key),
        )


def heading_note(column: Column) -> str:
    """What to type, with an example."""
    return column.help or column.header


def _below(done: Provisioning, entry: TabSetup, wanted: InputTab, row: int, places: Mapping[str, int]) -> None:
    tab = entry.tab
    rows = range(row + 1, tab.row_count)
    for column in wanted.columns:
        if column.key not in places:
            continue
        place = places[column.key]
        area = requests.grid_range(tab.sheet_id, (row + 1, None), (place, place + 1))
        if any(tab.formats.get(Cell(n, place)) != "TEXT" for n in rows):
            done.add(worded("provision.plain_text", header=column.header, title=tab.title), requests.plain_text(area))
        values = wanted.dropdowns.get(column.key)
        if values and any(entry.dropdowns.get(Cell(n, place)) != values for n in rows):
            done.add(
                worded("provision.dropdown", header=column.header, title=tab.title),
                requests.dropdown(area, values, heading_note(column)),
            )


def _protections(done: Provisioning, entry: TabSetup, wanted: InputTab, row: int, last: int) -> None:
    tab = entry.tab
    heading = f"sheets-sync: heading of {wanted.title}"
    if heading not in entry.protections:
        done.add(
            worded("provision.heading_protection", title=tab.title),
            requests.protect(requests.grid_range(tab.sheet_id, (row, last + 1)), heading),
        )
    _typists(done, entry, wanted)


def _typists(done: Provisioning, entry: TabSetup, wanted: InputTab) -> None:
    """Who alone may type. The description tells for which addresses a protection was made, since Google adds the job's
    and the owner's to those that it shows."""
    tab, typists = entry.tab, f"sheets-sync: typed by {wanted.title}"
    made = next((text for text in entry.protections if text == typists or text.startswith(f"{typists} (")), None)
    if not wanted.editors:
        if made:
            done.left.append(worded("provision.protection_left", title=tab.title))
        return
    said = f"{typists} ({_digest(wanted.editors)})"
    if made is None:
        area = requests.grid_range(tab.sheet_id)
        done.add(worded("provision.editors", title=tab.title), requests.protect(area, said, wanted.editors))
    elif made != said:
        number = entry.protections[made]
        done.add(worded("provision.editors", title=tab.title), requests.change_protection(number, said, wanted.editors))


def _digest(addresses: Sequence[str]) -> str:
    """Eight digits that tell one list of addresses from another, whatever their order."""
    return hashlib.sha256("\n".join(sorted({a.strip().casefold() for a in addresses})).encode()).hexdigest()[:8]
