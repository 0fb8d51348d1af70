"""Rows read by the version of the campaign that holds for their period. Pure.

The newest version says where a row stands and to which period it belongs; the version of that period reads the rest.
Where versions read dates in different ways (another language, another order of day and month), a row belongs to a
period if the version that holds for the period reads its date so; what the newest one reads goes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.merged import Spread
from sheets_sync.tabs.row_reader import RowReader
from sheets_sync.tabs.rows import Row


class PeriodReader(RowReader):
    """Reads the rows of one tab in a campaign that changed while it went on."""

    def __init__(
        self,
        tab: Tab,
        unit: Unit,
        campaign: Campaign,
        today: date,
        reader: CellReader,
        columns: Mapping[str, int],
        merged: Mapping[int, Spread] | None = None,
    ) -> None:
        super().__init__(tab, unit, campaign, today, reader, columns, merged)
        self._versions = campaign.readers
        self._earlier: list[tuple[Campaign, RowReader]] = []
        self._given = (tab, unit, today, columns, merged)

    def row(self, number: int, values: Sequence[Value]) -> Row | None:
        found = super().row(number, values)
        if found is None or (found.day is not None and found.day not in self._versions):
            return found
        if found.day is not None:
            row = self._by(self._versions[found.day], number, values)
            if row is None or row.day == found.day:
                return row
        for version in self._reading_dates_otherwise:
            row = self._by(version, number, values)
            if row is not None and row.day is not None and self._versions.get(row.day) is version:
                return row
        return found

    @cached_property
    def _reading_dates_otherwise(self) -> tuple[Campaign, ...]:
        """The earlier versions, the latest first, that read dates in another way than the newest one."""
        held = {id(version): version for _, version in sorted(self._versions.items(), reverse=True)}
        return tuple(version for version in held.values() if version.locale != self._campaign.locale)

    def _by(self, version: Campaign, number: int, values: Sequence[Value]) -> Row | None:
        """The row as a version reads it."""
        earlier = self._reader_by(version)
        row = earlier.row(number, values)
        self.by_format |= earlier.by_format
        return row

    def _reader_by(self, version: Campaign) -> RowReader:
        """The reader of a version; made once, as versions are few and rows many."""
        for known, reader in self._earlier:
            if known is version:
                return reader
        tab, unit, today, columns, merged = self._given
        made = RowReader(tab, unit, version, today, CellReader(version), columns, merged)
        self._earlier.append((version, made))
        return made


def reader_of_periods(
    tab: Tab,
    unit: Unit,
    campaign: Campaign,
    today: date,
    reader: CellReader,
    columns: Mapping[str, int],
    merged: Mapping[int, Spread] | None = None,
) -> RowReader:
    """The reader that a campaign needs: of periods where versions differ."""
    made = PeriodReader if campaign.readers else RowReader
    return made(tab, unit, campaign, today, reader, columns, merged)
