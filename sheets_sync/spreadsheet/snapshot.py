"""What one look at a spreadsheet showed. The snapshot is the only carrier of time in the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from sheets_sync.spreadsheet.a1 import Cell

Value = str | int | float | bool | None
"""A cell's effective value: text, number (dates are serial numbers), boolean, or None for an empty cell.
An error value is its display text, such as `#REF!`. A text never holds half a character: see `whole_characters`."""


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each lone surrogate: half an emoji, as a formula like LEFT leaves it in a cell. It can't
    be written to any file, and would stop the reading of all other cells."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Merge(NamedTuple):
    """A merged range: rows and columns from 0, the ends left out. Its value stands in the first row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class CellDetails:
    """What is read of single cells, in a second request, where a reading hangs on it. `formats` as in Tab."""

    formats: Mapping[Cell, str] = field(default_factory=dict)
    formulas: frozenset[Cell] = frozenset()
    column_tags: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as it was read: all cells from A1 on; trailing empty cells and rows are cut.

    `formats` names the number format (`DATE`, `PERCENT`, …) of the cells for which it was read: those that hold a
    number. `tag` is the job's own mark on the tab (developer metadata): a unit's key, or the name of a job tab.
    `notes` holds the notes of cells, where they were read; `look` is the job's own mark of its styles (see tab_look);
    `ledger` that of the ledger that wrote it last. `tag_id` is the id of the mark, by which a mark that was copied
    along is told from the original's.

    `merges` are merged ranges; `struck` the cells that people struck through, as a whole or in part; `links` the
    addresses behind cells that show something else (a chip, a title). `formulas` names cells that hold a formula and
    `column_tags` the job's marks on columns, each only where a reading hangs on it.
    """

    sheet_id: int
    title: str
    rows: tuple[tuple[Value, ...], ...] = ()
    formats: Mapping[Cell, str] = field(default_factory=dict)
    tag: str | None = None
    notes: Mapping[Cell, str] = field(default_factory=dict)
    row_count: int = 0
    column_count: int = 0
    appearance: str = ""
    tag_id: int = 0
    merges: tuple[Merge, ...] = ()
    struck: frozenset[Cell] = frozenset()
    links: Mapping[Cell, tuple[str, ...]] = field(default_factory=dict)
    formulas: frozenset[Cell] = frozenset()
    column_tags: Mapping[int, str] = field(default_factory=dict)
    ledger: str = ""

    def with_details(self, details: CellDetails | None) -> Tab:
        """The tab with what was read of its cells in a second request."""
        if details is None:
            return self
        formats = {**self.formats, **details.formats}
        return replace(self, formats=formats, formulas=details.formulas, column_tags=details.column_tags)

    def shows_the_same(self, other: Tab) -> bool:
        """Whether both show the same to a reader of rows: values, and what else a reading hangs on."""
        return (self.rows, self.title) == (other.rows, other.title) and (
            (self.formats, self.merges, self.struck, self.links, self.formulas, self.column_tags)
            == (other.formats, other.merges, other.struck, other.links, other.formulas, other.column_tags)
        )

    def value(self, cell: Cell) -> Value:
        """The value at `cell`; None beyond what is filled."""
        row = self.rows[cell.row] if cell.row < len(self.rows) else ()
        return row[cell.column] if cell.column < len(row) else None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All tabs of one spreadsheet by one request. `sent` and `answered` are aware datetimes (UTC), corrected by
    `correction` seconds (what was added to the machine's clock). Both are those of the attempt that succeeded.
    `server_date` is what the answer's Date header said: UTC, whole seconds; None where there was none."""

    spreadsheet_id: str
    sent: datetime
    answered: datetime
    locale: str
    timezone: str
    tabs: tuple[Tab, ...]
    correction: float = 0.0
    server_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class TabSetup:
    """How a tab is set up, beside its content: what provisioning compares with the campaign.

    `tab.formats` holds the number formats that were set on cells; `dropdowns` the offered values by cell;
    `column_tags` the job's marks on columns; `protections` the descriptions of protected ranges, with their ids;
    `formulas` what stands in cells that hold one; `rules` the formulas of the conditional formats, in their order (""
    for other conditions).
    """

    tab: Tab
    frozen_rows: int = 0
    frozen_columns: int = 0
    column_tags: Mapping[int, str] = field(default_factory=dict)
    protections: Mapping[str, int] = field(default_factory=dict)
    dropdowns: Mapping[Cell, tuple[str, ...]] = field(default_factory=dict)
    formulas: Mapping[Cell, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setup:
    """How a spreadsheet is set up. The ids are those in use, which no request may give again."""

    spreadsheet_id: str
    title: str
    locale: str
    timezone: str
    tabs: tuple[TabSetup, ...]
    metadata_ids: frozenset[int] = frozenset()
    protection_ids: frozenset[int] = frozenset()
