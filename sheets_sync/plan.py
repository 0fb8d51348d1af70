"""A write as a value: what the job's own tabs shall hold. Built by the core, compared and sent by the gateway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sheets_sync.a1 import Cell
from sheets_sync.snapshot import Tab

CellValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Colours are "#rrggbb"; `pattern` is a number format such as `#,##0`."""

    bold: bool = False
    italic: bool = False
    size: int | None = None
    ink: str = ""
    fill: str = ""
    align: str = ""
    wrap: bool = False
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cell: its value as it is (text is never evaluated), look, note, and the address that it opens."""

    value: CellValue
    style: Style = Style()
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
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

    @property
    def row_count(self) -> int:
        return max((cell.row for cell in self.cells), default=0) + 1

    @property
    def column_count(self) -> int:
        return max((cell.column for cell in self.cells), default=0) + 1


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be written to make a tab as planned: runs of neighbouring cells. None in a run clears the cell."""

    plan: TabPlan
    tab: Tab | None
    runs: tuple[tuple[Cell, tuple[PlanCell | None, ...]], ...]

    @property
    def only_heartbeat(self) -> bool:
        """Whether nothing but the sign of life would change."""
        return self.tab is not None and all(
            len(cells) == 1 and start == self.plan.heartbeat for start, cells in self.runs
        )

    @property
    def size(self) -> int:
        """How many cells would be written."""
        return sum(len(cells) for _, cells in self.runs)


def difference(plan: TabPlan, tab: Tab | None) -> Difference:
    """Compares a plan with the tab as it was read (None: the tab does not exist)."""
    changed = sorted(set(_changed(plan, tab)))
    runs: list[tuple[Cell, list[PlanCell | None]]] = []
    for cell in changed:
        start, cells = runs[-1] if runs else (None, [])
        if start is not None and start.row == cell.row and start.column + len(cells) == cell.column:
            cells.append(plan.cells.get(cell))
        else:
            runs.append((cell, [plan.cells.get(cell)]))
    return Difference(plan, tab, tuple((start, tuple(cells)) for start, cells in runs))


def _changed(plan: TabPlan, tab: Tab | None) -> Iterator[Cell]:
    if tab is None:
        yield from plan.cells
        return
    for cell, planned in plan.cells.items():
        held = tab.value(cell)
        if not _same(planned.value, held) or planned.note != tab.notes.get(cell, ""):
            yield cell
    for row, values in enumerate(tab.rows):
        for column, value in enumerate(values):
            cell = Cell(row, column)
            if value is not None and cell not in plan.cells:
                yield cell
    yield from (cell for cell in tab.notes if cell not in plan.cells)


def _same(planned: CellValue, held: object) -> bool:
    if planned is None or planned == "":
        return held is None or held == ""
    if isinstance(held, bool) or isinstance(planned, str) != isinstance(held, str):
        return False
    return planned == held
