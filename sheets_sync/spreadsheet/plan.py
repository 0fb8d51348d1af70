"""What one of the job's own tabs shall hold, as a value. Built by the core, compared with the tab, then sent."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.appearance import BYTES, ROWS, Appearance, packed

CellValue = str | int | float | None


@dataclass(frozen=True)
class Style:
    """How a cell looks. Colours are "#rrggbb"; `pattern` is a number format such as `#,##0`."""

    bold: bool = False
    italic: bool = False
    size: int | None = None
    ink: str = ""
    fill: str = ""
    align: str = ""
    vertical: str = ""
    wrap: bool = False
    pattern: str = ""

    @cached_property
    def code(self) -> bytes:
        """Three bytes that tell this style from others."""
        return packed(repr(self).encode())


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cell: its value as it is (text is never evaluated), look, note, and the address that it opens."""

    value: CellValue
    style: Style = Style()
    note: str = ""
    link: str = ""


@dataclass(frozen=True)
class TabPlan:
    """The whole content of one tab of the job. `name` is its mark ("compliance", "problems", "totals").

    `heartbeat` names a cell whose change alone is no reason to write; `widths` are pixels by column.
    """

    name: str
    title: str
    cells: Mapping[Cell, PlanCell]
    frozen_rows: int = 0
    frozen_columns: int = 0
    widths: Mapping[int, int] = field(default_factory=dict)
    heartbeat: Cell | None = None

    @cached_property
    def row_count(self) -> int:
        return max((cell.row for cell in self.cells), default=0) + 1

    @cached_property
    def column_count(self) -> int:
        return max((cell.column for cell in self.cells), default=0) + 1

    def cropped(self, columns: int) -> TabPlan:
        """The first columns alone."""
        return replace(self, cells={cell: planned for cell, planned in self.cells.items() if cell.column < columns})

    @cached_property
    def appearance(self) -> Appearance:
        return appearance_of(self)

    @cached_property
    def appearance_text(self) -> str:
        """The look as the tab keeps it."""
        return self.appearance.to_text()


def appearance_of(plan: TabPlan) -> Appearance:
    """How a plan looks."""
    columns = plan.column_count
    rows = min(plan.row_count, ROWS)
    codes = bytearray(rows * columns * BYTES)
    for cell, planned in plan.cells.items():
        if cell.row < rows:
            at = (cell.row * columns + cell.column) * BYTES
            codes[at : at + BYTES] = code_of(planned)
    return Appearance(layout_digest(plan), columns, bytes(codes))


def layout_digest(plan: TabPlan) -> str:
    layout = (plan.frozen_rows, plan.frozen_columns, sorted(plan.widths.items()))
    return f"{zlib.crc32(repr(layout).encode()):08x}"


def code_of(cell: PlanCell) -> bytes:
    """Three bytes that tell the look of a cell from others, never all zero."""
    code = cell.style.code
    return code if not cell.link else packed(code + cell.link.encode())
