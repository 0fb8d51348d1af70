"""What a unit learns in its own tab: a line beside the headings, and colours on the cells that are to be corrected.

Both are set once, by formulas over the job's tabs, so that nothing is written where people type. The line names the
cells that the list of problems names; the colours look for a cell's address in that line, so they ask nothing of other
tabs and survive it when columns or tabs are moved, renamed or copied. Formulas separate by ";", which Sheets takes
everywhere.

What Google documents and could not be tried here: that references to other tabs follow a renamed tab, that IMPORTRANGE
shows nothing until a person has allowed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet import requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import Style
from sheets_sync.spreadsheet.requests import Request
from sheets_sync.spreadsheet.snapshot import TabSetup, Value
from sheets_sync.words.texts import texts

Rows = tuple[tuple[Value, ...], ...]
LINE_TAG = "=status"
"""The mark on the column of the line; no column of a campaign can be called so."""
LINE_WIDTH = 260
MOST_ROWS = 1_000
"""Rows under the headings that are coloured: every one costs a formula in each cell whenever the tab is drawn."""
LINE = Style(bold=True, ink="#0d2c54")
ERROR, REMINDER = ("✗", "#ffcdd2", "#8e0000"), ("!", "#fff59d", "#5d4600")
"""Sign before an address in the list of problems, fill and ink of such a cell."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the tabs of a spreadsheet tell. `level`: "full", "line" (without colours) or "off". `compliance` and
    `problems` are the titles of those tabs; `board` the id of their spreadsheet where it is another one. `unread` is
    what the compliance tab says of its freshness before the first look."""

    level: str
    locale: str
    compliance: str
    problems: str
    unread: str
    board: str | None = None


class StatusLine:
    """Tells the line where it is read: the last cell of a row of headings, beginning as every line does."""

    def __init__(self, campaign: Campaign) -> None:
        self._lead = texts(campaign.locale).say("tabs.told_lead")
        self._headings = {name for column in campaign.known_columns for name in (column.header, *column.aliases)}

    def left_out_of(self, rows: Rows) -> Rows:
        """The rows of a tab without it."""
        for number, row in enumerate(rows):
            if self._ends(row):
                kept = row[:-1]
                while kept and kept[-1] in ("", None):
                    kept = kept[:-1]
                return (*rows[:number], kept, *rows[number + 1 :])
        return rows

    def _ends(self, row: Sequence[Value]) -> bool:
        last = row[-1] if row else None
        return isinstance(last, str) and last.startswith(self._lead) and not self._headings.isdisjoint(row)


def line_formula(name: str, told: Feedback) -> str:
    """The line of the unit of this name: status, cells to correct, when the board was written; empty before the first
    look. Over another spreadsheet it shows Google's error until somebody allowed the access."""
    words, unit = texts(told.locale), _text(name)
    status = _area(told, told.compliance, "$A:$B")
    fresh = _area(told, told.compliance, "$A$2")
    cells = f"FILTER({_area(told, told.problems, '$B:$B')};{_area(told, told.problems, '$A:$A')}={unit})"
    said = (
        f'{_text(words.say("tabs.told_lead"))}&SUBSTITUTE(VLOOKUP({_literal(name)};{status};2;FALSE);CHAR(10);" ")'
        f'&IFERROR({_text(words.say("tabs.told_fix"))}&TEXTJOIN(", ";TRUE;{cells});"")&" · "&{fresh}'
    )
    shown = f'IF({fresh}={_text(told.unread)};"";{said})'
    return f"={shown}" if told.board else f'=IFERROR({shown};"")'


def colour_formula(line: Cell, sign: str) -> str:
    """Whether the line names the cell in question with this sign: for a conditional format. It looks in the whole row
    of the headings, since nobody says that references in such formats follow a column that people move."""
    head = f'TEXTJOIN(" ";TRUE;${line.row + 1}:${line.row + 1})'
    return f'=REGEXMATCH({head};"{sign} "&ADDRESS(ROW();COLUMN();4)&"(,| |$)")'


def _area(told: Feedback, title: str, area: str) -> str:
    sheet = "'" + title.replace("'", "''") + "'!"
    return f"IMPORTRANGE({_text(told.board)};{_text(sheet + area)})" if told.board else sheet + area


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _literal(text: str) -> str:
    """A text that VLOOKUP shall find as it is."""
    return _text("".join(f"~{sign}" if sign in "~*?" else sign for sign in text))


def place_of_line(entry: TabSetup, right: int, row: int) -> int:
    """The column of the line in the row of the headings: that with the mark, unless a person typed a word there; else
    the first one on the right of everything."""
    for place, tag in entry.column_tags.items():
        cell = Cell(row, place)
        if tag == LINE_TAG and (cell in entry.formulas or entry.tab.value(cell) in (None, "")):
            return place
    return max([right, *(len(line) for line in entry.tab.rows)])


def line_requests(entry: TabSetup, cell: Cell, formula: str) -> list[Request]:
    """What puts the line beside the headings; nothing where it stands there."""
    held = entry.formulas.get(cell, "")
    if formula and held.startswith("=") and "#REF!" not in held and _said(held) == _said(formula):
        return []
    sheet_id = entry.tab.sheet_id
    marked = entry.column_tags.get(cell.column) == LINE_TAG
    if not formula:
        return [requests.formula(sheet_id, cell, "", LINE)] if marked and held else []
    marks = [] if marked else [requests.tag_column(sheet_id, cell.column, LINE_TAG)]
    return [
        requests.formula(sheet_id, cell, formula, LINE),
        *marks,
        requests.column_width(sheet_id, cell.column, LINE_WIDTH),
    ]


def _said(formula: str) -> list[str]:
    """The texts in a formula: what is left of it where a tab was renamed, or Google writes it in its own way."""
    return formula.split('"')[1::2]


def colour_requests(
    entry: TabSetup, line: Cell, rows: tuple[int, int], columns: Iterable[int], *, on: bool
) -> list[Request]:
    """What colours the cells that the line names; `rows`: from the first one under the headings to the end."""
    ours = [number for number, rule in enumerate(entry.rules) if "ADDRESS(ROW()" in rule and "REGEXMATCH" in rule]
    whole = len(ours) == 2 and not any("#REF!" in entry.rules[number] for number in ours)
    if whole and on:
        return []
    sheet_id, places = entry.tab.sheet_id, sorted(columns)
    away = [requests.drop_colours(sheet_id, number) for number in reversed(ours)]
    if not on:
        return away
    first, last = rows
    area = requests.grid_range(sheet_id, (first, min(last, first + MOST_ROWS)), (places[0], places[-1] + 1))
    return away + [
        requests.colours(area, colour_formula(line, sign), Style(fill=fill, ink=ink))
        for sign, fill, ink in (ERROR, REMINDER)
    ]
