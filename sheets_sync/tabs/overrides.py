"""The last word of people: overrides that coordinators type into a tab of their own (`Điều chỉnh`).

Pure. A bad override (unknown unit, day or status, or two that contradict each other) is a problem with its cell and
changes nothing. Codes: O1 unit, O2 day, O3 status, O4 contradiction, O5 a heading is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sheets_sync.campaign.model import Campaign, Choice, Column
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.header import header_columns
from sheets_sync.tabs.ownership import tagged_tab
from sheets_sync.tabs.rows import Problem, Severity
from sheets_sync.tabs.titles import tab_title

COLUMNS = (
    Column("unit", "Đơn vị", "unit", required="always"),
    Column("day", "Ngày", "date", aliases=("Ngày báo cáo",), required="always"),
    Column("status", "Trạng thái", "choice", required="always"),
    Column("reason", "Lý do", "text"),
    Column("by", "Người ghi", "text", aliases=("Người nhập",)),
)
STATUSES = (
    Choice("excused", "miễn", ("miễn báo cáo", "được miễn")),
    Choice("on_time", "đúng hạn"),
    Choice("late", "trễ hạn", ("trễ",)),
)


@dataclass(frozen=True, slots=True)
class Override:
    """A decision of a coordinator for a unit and day. `status` is "excused", "on_time" or "late"."""

    unit: str
    day: date
    status: str
    reason: str = ""
    by: str = ""
    cell: str = ""


def overrides_tab_of(tabs: Sequence[Tab], locale: str) -> Tab | None:
    """The coordinators' tab among those of a spreadsheet; None where there is none."""
    return tagged_tab("overrides", (tab_title("overrides", locale),), tabs)


def read_overrides(
    tab: Tab, campaign: Campaign, reader: CellReader
) -> tuple[tuple[Override, ...], tuple[Problem, ...]]:
    """All good overrides of the tab, and the problems of the bad ones."""
    header = header_columns(tab, COLUMNS)
    missing = [c for c in COLUMNS if c.required == "always" and c.key not in header.columns]
    if header.row is None or missing:
        facts = {"header": ", ".join(c.header for c in missing or COLUMNS)}
        return (), (Problem("", tab.title, tab.sheet_id, "O5", Severity.ERROR, facts=facts),)
    good: list[Override] = []
    problems: list[Problem] = []
    for number in range(header.row + 1, len(tab.rows)):
        cells = {key: Cell(number, column) for key, column in header.columns.items()}
        if all(_blank(tab.value(cell)) for cell in cells.values()):
            continue
        found = _read_row(tab, cells, campaign, reader)
        if isinstance(found, Override):
            good.append(found)
        else:
            problems.append(found)
    clashes = {o for o in good if any(o.unit == p.unit and o.day == p.day and o.status != p.status for p in good)}
    problems += [_problem(tab, Cell.parse(o.cell), "O4", "status") for o in good if o in clashes]
    return tuple(_once(o for o in good if o not in clashes)), tuple(problems)


def _read_row(tab: Tab, cells: Mapping[str, Cell], campaign: Campaign, reader: CellReader) -> Override | Problem:
    last = campaign.last_day  # a coordinator may excuse a day that is still to come
    unit = reader.read("unit", tab.value(cells["unit"]), today=last)
    if not unit.usable:
        return _problem(tab, cells["unit"], "O1", "unit")
    day_format = tab.formats.get(cells["day"], "DATE")
    day = reader.read("date", tab.value(cells["day"]), number_format=day_format, today=last)
    if not day.usable or date.fromisoformat(day.value) not in campaign.days:
        return _problem(tab, cells["day"], "O2", "day")
    status = reader.read("choice", tab.value(cells["status"]), today=last, choices=STATUSES)
    if not status.usable:
        return _problem(tab, cells["status"], "O3", "status")
    return Override(
        unit=unit.value,
        day=date.fromisoformat(day.value),
        status=status.value,
        reason=_text(tab, cells.get("reason")),
        by=_text(tab, cells.get("by")),
        cell=cells["status"].a1,
    )


def _once(overrides: Iterator[Override]) -> Iterator[Override]:
    """The first of several overrides that say the same."""
    seen = set()
    for override in overrides:
        if (override.unit, override.day) not in seen:
            seen.add((override.unit, override.day))
            yield override


def _problem(tab: Tab, cell: Cell, code: str, column: str) -> Problem:
    typed = tab.value(cell)
    return Problem("", tab.title, tab.sheet_id, code, Severity.ERROR, cell, column, "" if typed is None else str(typed))


def _text(tab: Tab, cell: Cell | None) -> str:
    value = tab.value(cell) if cell is not None else None
    return "" if value is None else str(value).strip()


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
