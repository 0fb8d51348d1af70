"""The headings of a tab in which people type, and what lies below them: formats, dropdowns, protections. Pure.

Compares what stands there with what shall, and gives requests; never one that writes where people type.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.campaign.model import Column
from sheets_sync.spreadsheet import requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, Style
from sheets_sync.spreadsheet.requests import Request
from sheets_sync.spreadsheet.snapshot import Tab, TabSetup
from sheets_sync.tabs.feedback import colour_requests, line_requests, place_of_line
from sheets_sync.tabs.header import Header, header_columns
from sheets_sync.tabs.input_tabs import InputTab, heading_note
from sheets_sync.words.worded import worded

NEW_ROWS = 300
HEADING = Style(bold=True, fill="#e3f2fd", ink="#0d2c54", align="center", vertical="middle", wrap=True)


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


def headings(done: Provisioning, entry: TabSetup, wanted: InputTab) -> None:
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
