"""Who reported: the statuses of unit and day, counted and worded for the documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.rollup.figures import Figure, Source

WORDS: Mapping[str, str] = {
    "not_required": "Không phải báo cáo",
    "excused": "Miễn báo cáo",
    "on_time": "Đúng hạn",
    "late": "Trễ hạn",
    "undetermined": "Chưa xác định",
    "pending": "Chưa đến hạn",
    "invalid": "Có lỗi cần sửa",
    "missed": "Chưa báo cáo",
}
LETTERS: Mapping[str, str] = {
    "not_required": "",
    "excused": "M",
    "on_time": "Đ",
    "late": "T",
    "undetermined": "?",
    "pending": "○",
    "invalid": "S",
    "missed": "–",
}
"""One sign per status for the matrix; the words are in its key."""

REPORTED = ("on_time", "late", "undetermined")
FREE = ("not_required", "excused")


@dataclass(frozen=True, slots=True)
class UnitDay:
    """Where a unit stands with the report of one day. `status` is one of `WORDS`.

    `reason` is what a coordinator gave for an override, `overridden` tells that there is one.
    `edited_after_deadline` and `withdrawn` are the flags kept beside the status by the compliance rules.
    """

    unit: str
    day: date
    status: str
    reason: str = ""
    overridden: bool = False
    edited_after_deadline: bool = False
    withdrawn: bool = False


Statuses = Mapping[tuple[str, date], str | UnitDay]


class Reporting:
    """The statuses of the campaign, asked for by unit, day and kind."""

    def __init__(self, campaign: Campaign, statuses: Statuses) -> None:
        self._campaign = campaign
        self._statuses = statuses

    def at(self, unit: Unit, day: date) -> UnitDay:
        """The status of a unit and day. One that was not given is not known yet: pending, or nothing is owed."""
        given = self._statuses.get((unit.key, day))
        if isinstance(given, UnitDay):
            return given
        return UnitDay(unit.key, day, given or ("pending" if unit.owes(day) else "not_required"))

    def of_day(self, day: date) -> list[UnitDay]:
        """Where each unit stands on the day, in the campaign's order of units."""
        return [self.at(unit, day) for unit in self._campaign.units]

    def of_unit(self, unit: Unit) -> list[UnitDay]:
        """Where the unit stands on each report day, in order."""
        return [self.at(unit, day) for day in self._campaign.days]


def with_status(cells: Iterable[UnitDay], *statuses: str) -> list[UnitDay]:
    """Those that have one of the statuses."""
    return [cell for cell in cells if cell.status in statuses]


def owed(cells: Iterable[UnitDay]) -> list[UnitDay]:
    """Those that owe a report: neither excused nor free."""
    return [cell for cell in cells if cell.status not in FREE]


def due(cells: Iterable[UnitDay]) -> list[UnitDay]:
    """Those that owe a report whose deadline has passed; the rates count these."""
    return [cell for cell in owed(cells) if cell.status != "pending"]


def counted(cells: Iterable[UnitDay], measure: str = "") -> Figure:
    """The number of these unit-days as a figure, with the statuses as its sources."""
    sources = tuple(Source(cell.unit, cell.day, 1, read=cell.status) for cell in cells)
    return Figure(len(sources), "count", measure, sources)
