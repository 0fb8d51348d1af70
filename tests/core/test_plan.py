"""A write is a value: compared with what a tab holds, only the difference is sent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.a1 import Cell
from sheets_sync.plan import PlanCell, TabPlan, difference
from sheets_sync.snapshot import Tab

cells = st.dictionaries(
    st.builds(Cell, st.integers(0, 5), st.integers(0, 5)),
    st.one_of(st.integers(-5, 5), st.text(max_size=3), st.floats(-2, 2)),
    max_size=12,
)
notes = st.dictionaries(st.builds(Cell, st.integers(0, 5), st.integers(0, 5)), st.text(min_size=1), max_size=3)


def tab_of(held: dict[Cell, object], noted: dict[Cell, str]) -> Tab:
    grid: list[list[object]] = [[None] * 7 for _ in range(7)]
    for cell, value in held.items():
        grid[cell.row][cell.column] = value
    return Tab(1, "T", tuple(tuple(row) for row in grid), notes=noted)  # type: ignore[arg-type]


@given(cells, cells, notes, notes)
def test_applying_a_difference_gives_the_plan(
    held: dict[Cell, object], wanted: dict[Cell, object], noted: dict[Cell, str], planned: dict[Cell, str]
) -> None:
    """A tab to which the difference was applied differs no more; a tab that is as planned never differs."""
    plan_cells = {c: PlanCell(v, note=planned.get(c, "")) for c, v in wanted.items()}  # type: ignore[arg-type]
    plan = TabPlan("p", "P", plan_cells)
    found = difference(plan, tab_of(held, noted))
    after, after_notes = dict(held), dict(noted)
    for start, run in found.runs:
        for offset, cell in enumerate(run):
            at = Cell(start.row, start.column + offset)
            after[at] = None if cell is None or cell.value == "" else cell.value
            after_notes.pop(at, None)
            if cell is not None and cell.note:
                after_notes[at] = cell.note
    assert difference(plan, tab_of(after, after_notes)).size == 0


def test_one_changed_cell_is_one_written_cell() -> None:
    """The size of a difference is that of the change, not that of the tab."""
    plan = TabPlan("p", "P", {Cell(r, c): PlanCell(r * c) for r in range(50) for c in range(20)})
    tab = Tab(1, "P", tuple(tuple(r * c if (r, c) != (7, 3) else 99 for c in range(20)) for r in range(50)))
    found = difference(plan, tab)
    assert found.size == 1
    assert found.runs[0][0] == Cell(7, 3)


def test_only_the_sign_of_life() -> None:
    """A difference in nothing but the heartbeat cell is recognised as such."""
    plan = TabPlan("p", "P", {Cell(0, 0): PlanCell("a"), Cell(1, 0): PlanCell("10:05")}, heartbeat=Cell(1, 0))
    assert difference(plan, Tab(1, "P", (("a",), ("10:00",)))).only_heartbeat
    assert not difference(plan, Tab(1, "P", (("b",), ("10:00",)))).only_heartbeat
    assert not difference(plan, None).only_heartbeat
