"""Reports in cells that no column of the campaign holds: tables without a heading, rows beside the table. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.cells.serials import day_of
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.parts import Layout

_FEWEST_CELLS = 4
"""Filled cells of a row that is taken for a report where nothing says what its cells are."""
_FEWEST_WITHOUT_A_DAY = 6
"""The same where none of them is a day: a list of activities has less."""


class Reports:
    """Tells rows that are reports by what stands in them alone: an activity of the campaign and a report day, or many
    cells; without activities, a report day."""

    def __init__(self, campaign: Campaign, reader: CellReader, today: date) -> None:
        self.names = frozenset(name for unit in campaign.units for name in (unit.name, unit.tab))
        self._days = frozenset(day.isoformat() for day in campaign.dates)
        self._date = reader.memo("date", today=today)
        self._activity = reader.memo("choice", today=today) if campaign.activities else None

    def is_one(self, values: Iterable[Value]) -> bool:
        """Whether the cells of a row, or of a part of it, are a report."""
        filled = [value for value in values if not isinstance(value, bool) and value not in (None, "")]
        if len(filled) < _FEWEST_CELLS:
            return False
        has_day = any(self.is_day(value) for value in filled)
        if self._activity is None:
            return has_day
        enough = has_day or len(filled) >= _FEWEST_WITHOUT_A_DAY
        return enough and any(map(self.is_activity, filled))

    @property
    def know_activities(self) -> bool:
        """Whether the campaign has activities."""
        return self._activity is not None

    def has_both(self, values: Iterable[Value]) -> bool:
        """Whether a report day and an activity stand among some cells, however few."""
        filled = list(values)
        return any(map(self.is_activity, filled)) and any(map(self.is_day, filled))

    def is_activity(self, value: Value) -> bool:
        """Whether a cell is one of the campaign's activities."""
        return self._activity is not None and isinstance(value, str) and self._activity[value].usable

    def is_day(self, value: Value) -> bool:
        """Whether a cell is a day of the campaign's periods."""
        if isinstance(value, str):
            reading = self._date[value]
            return reading.usable and str(reading.value)[:10] in self._days
        day = None if value is None or isinstance(value, bool) else day_of(value)
        return day is not None and day.isoformat() in self._days


def beside_the_columns(tab: Tab, layout: Layout, reports: Reports) -> list[Cell]:
    """Of each row that holds a report in cells of no column of the campaign, the first of these cells."""
    found: list[Cell] = []
    width = max((len(row) for row in tab.rows), default=0)
    for number, part in enumerate(layout.parts):
        of_columns = {*part.header.columns.values()}
        of_columns |= {cell.column for cells in part.header.doubled.values() for cell in cells}
        others = [at for at in range(width) if at not in of_columns]
        if len(others) < _FEWEST_CELLS:
            continue
        first = 0 if number == 0 else part.header.row or 0
        end = part.lines[-1][0] + 1 if part.lines else part.header.last + 1
        found += _of_rows(tab, range(first, end), others, reports)
    return found


def _of_rows(tab: Tab, rows: range, columns: Sequence[int], reports: Reports) -> Iterator[Cell]:
    for number in rows:
        values = tab.rows[number] if number < len(tab.rows) else ()
        filled = [at for at in columns if at < len(values) and values[at] not in (None, "")]
        if len(filled) >= _FEWEST_CELLS and reports.is_one(values[at] for at in filled):
            yield Cell(number, filled[0])


def named_rows(numbers: Iterable[int]) -> str:
    """Numbers of rows (from 0) as people see them, as in "2, 5–9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 1 else str(run[0] + 1) for run in runs)
