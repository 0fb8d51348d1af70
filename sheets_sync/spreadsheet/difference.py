"""What must be written to make a tab as planned: a write as a value that can be printed before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.appearance import ROWS, Appearance
from sheets_sync.spreadsheet.plan import CellValue, PlanCell, TabPlan
from sheets_sync.spreadsheet.snapshot import Tab


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be written to make a tab as planned: runs of neighbouring cells. None in a run clears the cell.

    `layout`: frozen rows and columns and widths are to be set; `look`: the look that the tab keeps is another one.
    `room`: before everything else, so many rows are put in at a row: (row, count).
    """

    plan: TabPlan
    tab: Tab | None
    runs: tuple[tuple[Cell, tuple[PlanCell | None, ...]], ...]
    layout: bool = False
    appearance: bool = False
    room: tuple[int, int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the tab is as planned."""
        return self.tab is not None and not self.runs and not self.appearance and not self.room

    @property
    def only_heartbeat(self) -> bool:
        """Whether nothing but the sign of life would change."""
        return (
            self.tab is not None
            and not self.appearance
            and all(len(cells) == 1 and start == self.plan.heartbeat for start, cells in self.runs)
        )

    def changes(self) -> Iterator[tuple[Cell, PlanCell | None]]:
        """Every cell that would be written, with what it shall hold."""
        for start, cells in self.runs:
            for offset, cell in enumerate(cells):
                yield Cell(start.row, start.column + offset), cell

    @property
    def size(self) -> int:
        """How many cells would be written."""
        return sum(len(cells) for _, cells in self.runs)


def difference(plan: TabPlan, tab: Tab | None) -> Difference:
    """Compares a plan with the tab as it was read (None: the tab does not exist)."""
    changed = set(_changed(plan, tab))
    look = tab is not None and tab.appearance != plan.appearance_text
    layout = False
    if tab is not None and look:
        held = Appearance.parse(tab.appearance)
        changed |= _restyled(plan, tab, held)
        layout = held is None or held.layout != plan.appearance.layout
    return Difference(plan, tab, _runs(plan, sorted(changed)), layout, look)


_MOVED = "moved"
"""What stands for the look of a tab in which rows were put in: it is no look, so all of it is sent."""


def difference_beside(plan: TabPlan, tab: Tab, kept: Sequence[int]) -> Difference:
    """The difference to a tab in which some rows, which are not the job's, stay as they are: where the plan needs their
    place, they first move down below it, a blank row between."""
    first = min(kept)
    count = max(plan.row_count + 1 - first, 0) if first < plan.row_count else 0
    moved = _with_room(tab, first, count) if count else tab
    places = {row + count for row in kept}
    rows = tuple(() if number in places else row for number, row in enumerate(moved.rows))
    notes = {cell: note for cell, note in moved.notes.items() if cell.row not in places}
    found = difference(plan, replace(moved, rows=rows, notes=notes))
    return replace(found, room=(first, count) if count else None)


def _with_room(tab: Tab, at: int, count: int) -> Tab:
    notes = {Cell(c.row + count, c.column) if c.row >= at else c: note for c, note in tab.notes.items()}
    rows = (*tab.rows[:at], *((),) * count, *tab.rows[at:])
    return replace(tab, rows=rows, notes=notes, row_count=tab.row_count + count, appearance=_MOVED)


def _runs(plan: TabPlan, changed: Iterable[Cell]) -> tuple[tuple[Cell, tuple[PlanCell | None, ...]], ...]:
    """Cells, in order, as runs of neighbours in a row."""
    runs: list[tuple[Cell, list[PlanCell | None]]] = []
    for cell in changed:
        start, cells = runs[-1] if runs else (None, [])
        if start is not None and start.row == cell.row and start.column + len(cells) == cell.column:
            cells.append(plan.cells.get(cell))
        else:
            runs.append((cell, [plan.cells.get(cell)]))
    return tuple((start, tuple(cells)) for start, cells in runs)


def _restyled(plan: TabPlan, tab: Tab, held: Appearance | None) -> set[Cell]:
    """Cells of another look; those beyond the grid were deleted by somebody and need no clearing."""
    found = appearance_changes(plan, held)
    return {c for c in found if c in plan.cells or (c.row < tab.row_count and c.column < tab.column_count)}


def _changed(plan: TabPlan, tab: Tab | None) -> Iterator[Cell]:
    if tab is None:
        yield from plan.cells
        return
    rows, notes = tab.rows, tab.notes
    filled = noted = 0
    for cell, planned in plan.cells.items():
        there = rows[cell.row] if cell.row < len(rows) else ()
        held = there[cell.column] if cell.column < len(there) else None
        note = notes.get(cell)
        filled += held is not None
        noted += note is not None
        if not _same(planned.value, held) or planned.note != (note or ""):
            yield cell
    if filled < sum(len(row) - row.count(None) for row in rows):
        yield from _left_over(plan, tab)
    if noted < len(notes):
        yield from (cell for cell in notes if cell not in plan.cells)


def _left_over(plan: TabPlan, tab: Tab) -> Iterator[Cell]:
    """Cells that hold something although the plan has none there."""
    for row, values in enumerate(tab.rows):
        for column, value in enumerate(values):
            if value is not None and (cell := Cell(row, column)) not in plan.cells:
                yield cell


def _same(planned: CellValue, held: object) -> bool:
    if type(planned) is type(held):  # by far the most frequent
        return planned == held
    if planned is None or planned == "":
        return held is None or held == ""
    if isinstance(held, bool) or isinstance(planned, str) != isinstance(held, str):
        return False
    return planned == held


def appearance_changes(plan: TabPlan, held: Appearance | None) -> set[Cell]:
    """The cells that look otherwise than they shall; all of them where nothing is known of the look held."""
    if held is None:
        return set(plan.cells)
    wanted = plan.appearance
    changed = {cell for cell in plan.cells if cell.row < ROWS and held.code(cell) != wanted.code(cell)}
    return changed | {cell for cell in held.cells() if cell not in plan.cells}
