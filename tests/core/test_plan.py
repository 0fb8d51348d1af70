"""A write is a value: compared with what a tab holds, only the difference is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.spreadsheet import tab_requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.appearance import ROWS, Appearance
from sheets_sync.spreadsheet.difference import difference
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.spreadsheet.snapshot import Tab

places = st.builds(Cell, st.integers(0, 5), st.integers(0, 5))
styles = st.sampled_from([Style(), Style(bold=True), Style(fill="#c8e6c9", ink="#1b5e20")])
links = st.sampled_from(["", "https://docs.google.com/a", "https://docs.google.com/b"])
values = st.one_of(st.none(), st.integers(-5, 5), st.text(max_size=3), st.floats(-2, 2))
plan_cells = st.dictionaries(
    places, st.builds(PlanCell, values, styles, st.sampled_from(["", "n", "m"]), links), max_size=12
)
plans = st.builds(TabPlan, st.just("p"), st.just("P"), plan_cells, st.integers(0, 3), st.integers(0, 2))


class Sheet:
    """A tab as it is held somewhere: values, notes and styles, changed by differences alone."""

    def __init__(self) -> None:
        self.cells: dict[Cell, PlanCell] = {}
        self.appearance = ""
        self.layout: tuple[int, int] | None = None

    def tab(self) -> Tab:
        grid: list[list[object]] = [[None] * 7 for _ in range(7)]
        for at, cell in self.cells.items():
            grid[at.row][at.column] = None if cell.value == "" else cell.value
        rows = tuple(tuple(row) for row in grid)
        notes = {at: cell.note for at, cell in self.cells.items() if cell.note}
        return Tab(1, "T", rows, notes=notes, row_count=7, column_count=7, appearance=self.appearance)  # type: ignore[arg-type]

    def take(self, plan: TabPlan) -> int:
        """Applies the difference to a plan; its size."""
        found = difference(plan, self.tab())
        for at, cell in found.changes():
            self.cells.pop(at, None)
            if cell is not None:
                self.cells[at] = cell
        if found.appearance:
            self.appearance = plan.appearance_text
        if found.layout:
            self.layout = (plan.frozen_rows, plan.frozen_columns)
        return found.size

    def shown(self) -> dict[Cell, tuple[object, ...]]:
        """What people see: cells without value, note or style are as none."""
        seen = {at: (c.value if c.value != "" else None, c.note, c.style, c.link) for at, c in self.cells.items()}
        return {at: cell for at, cell in seen.items() if cell != (None, "", Style(), "")}


def sheet_of(plan: TabPlan) -> dict[Cell, tuple[object, ...]]:
    fresh = Sheet()
    fresh.take(plan)
    return fresh.shown()


@given(plans, plans)
def test_a_difference_makes_any_tab_as_planned(before: TabPlan, after: TabPlan) -> None:
    """Values, notes, styles and links of a tab that took the difference are those of the plan; then nothing differs."""
    sheet = Sheet()
    sheet.take(before)
    assert difference(before, sheet.tab()).is_empty
    sheet.take(after)
    assert sheet.shown() == sheet_of(after)
    assert sheet.layout == (after.frozen_rows, after.frozen_columns)
    assert difference(after, sheet.tab()).is_empty


@given(plans, places, values, st.sampled_from(["", "by hand"]))
def test_what_people_overwrite_is_put_right(plan: TabPlan, at: Cell, typed: object, note: str) -> None:
    """A value or note that somebody changed in any cell of the job's tab is written again, and no other cell."""
    sheet = Sheet()
    sheet.take(plan)
    good = sheet.shown()
    style, link = (c.style, c.link) if (c := plan.cells.get(at)) else (Style(), "")
    sheet.cells[at] = PlanCell(typed, style, note, link)  # type: ignore[arg-type]
    assert sheet.take(plan) <= 1
    assert sheet.shown() == good


def long_plan(rows: int, columns: int = 20, **changes: object) -> TabPlan:
    cells = {Cell(r, c): PlanCell(r * c, Style(bold=r == 0)) for r in range(rows) for c in range(columns)}
    return replace(TabPlan("p", "P", cells, 1, 1, dict.fromkeys(range(columns), 50)), **changes)  # type: ignore[arg-type]


def held(plan: TabPlan) -> Tab:
    grid = tuple(tuple(plan.cells[Cell(r, c)].value for c in range(plan.column_count)) for r in range(plan.row_count))
    return Tab(1, "P", grid, row_count=plan.row_count, column_count=plan.column_count, appearance=plan.appearance_text)


def kinds(plan: TabPlan, tab: Tab) -> list[str]:
    return [next(iter(request)) for request in tab_requests.write_difference(difference(plan, tab), tab.sheet_id)]


def test_one_changed_cell_is_one_written_cell() -> None:
    """The size of a difference is that of the change, not that of the tab."""
    plan = long_plan(50)
    tab = held(plan)
    changed = replace(plan, cells={**plan.cells, Cell(7, 3): PlanCell(99)})
    assert difference(changed, tab).runs == ((Cell(7, 3), (PlanCell(99),)),)
    assert kinds(plan, tab) == []
    assert kinds(changed, tab) == ["updateCells"]


def test_rows_of_longer_content_are_cleared() -> None:
    """What an earlier, longer content left below or beside is cleared, its styles too."""
    tab = held(long_plan(9))
    found = difference(long_plan(7), tab)
    assert {at.row for at, cell in found.changes() if cell is None} == {7, 8}
    assert found.size == 2 * 20
    assert {at.column for at, cell in difference(long_plan(9, 18), tab).changes() if cell is None} == {18, 19}


def test_a_change_of_look_alone_is_sent_once() -> None:
    """Same values in another style: those cells are sent, and the look kept on the tab; then nothing."""
    plan = long_plan(50)
    tab = held(plan)
    restyled = {**plan.cells, Cell(3, 4): replace(plan.cells[Cell(3, 4)], style=Style(fill="#ffffff"))}
    other = replace(plan, cells=restyled)
    found = difference(other, tab)
    assert [at for at, _ in found.changes()] == [Cell(3, 4)]
    assert not found.only_heartbeat
    assert kinds(other, tab) == ["updateCells", "updateDeveloperMetadata"]
    assert kinds(other, replace(tab, appearance=other.appearance_text)) == []


@pytest.mark.parametrize("change", [{"frozen_rows": 2}, {"frozen_columns": 0}, {"widths": {0: 99}}])
def test_a_change_of_layout_alone_is_sent_once(change: dict[str, object]) -> None:
    """A release with other widths or frozen counts reaches a tab that is there already; no cell is sent for it."""
    tab, other = held(long_plan(50)), long_plan(50, **change)
    assert difference(other, tab).size == 0
    assert not difference(other, tab).is_empty
    sent = kinds(other, tab)
    assert sent[0] == "updateSheetProperties"
    assert sent[-1] == "updateDeveloperMetadata"
    assert "updateCells" not in sent
    assert kinds(other, replace(tab, appearance=other.appearance_text)) == []


@pytest.mark.parametrize("kept", ["", "1", "a.b.c", "00.3.AAAA", "abc.20.!!", "\u1ef7.1.2"])
def test_a_look_that_nobody_can_read_is_sent_anew(kept: str) -> None:
    """A tab of an older release, or with a spoilt mark, is written once as a whole."""
    plan = long_plan(3)
    tab = replace(held(plan), appearance=kept)
    found = difference(plan, tab)
    assert found.size == 60
    assert found.layout
    assert kinds(plan, tab)[-1] == ("updateDeveloperMetadata" if kept else "createDeveloperMetadata")


def test_rows_that_somebody_deleted_are_not_cleared_beyond_the_grid() -> None:
    """A look kept of rows that are no more asks for no cell outside the grid."""
    tab = replace(held(long_plan(9)), rows=held(long_plan(4)).rows, row_count=4)
    assert difference(long_plan(3), tab).size == 20


def test_the_appearance_of_a_long_list_fits_the_tabs_metadata() -> None:
    """The look of thousands of rows, each with a link of its own, stays under the 30,000 characters of a tab."""
    cells = {
        Cell(row, column): PlanCell("x", Style(bold=row % 3 == 0), link=f"https://x/{row}" if column == 1 else "")
        for row in range(2 * ROWS)
        for column in range(7)
    }
    plan = TabPlan("p", "P", cells)
    assert len(plan.appearance_text) < 25_000
    assert Appearance.parse(plan.appearance_text) == plan.appearance


def test_only_the_sign_of_life() -> None:
    """A difference in nothing but the heartbeat cell is recognised as such."""
    plan = TabPlan("p", "P", {Cell(0, 0): PlanCell("a"), Cell(1, 0): PlanCell("10:05")}, heartbeat=Cell(1, 0))
    tab = Tab(1, "P", (("a",), ("10:00",)), row_count=2, column_count=1, appearance=plan.appearance_text)
    assert difference(plan, tab).only_heartbeat
    assert not difference(plan, replace(tab, rows=(("b",), ("10:00",)))).only_heartbeat
    assert not difference(plan, replace(tab, appearance="")).only_heartbeat
    assert not difference(plan, None).only_heartbeat


def test_neighbours_of_one_width_go_together() -> None:
    """Widths are sent by runs of equal columns; columns that the plan does not name are left alone."""
    plan = TabPlan("p", "P", {Cell(0, 0): PlanCell("a")}, widths={0: 90, 1: 40, 2: 40, 4: 40})
    spans = [
        (r["range"]["startIndex"], r["range"]["endIndex"], r["properties"]["pixelSize"])
        for request in tab_requests.new_job_tab(plan, 1, "P")
        if (r := request.get("updateDimensionProperties"))
    ]
    assert spans == [(0, 1, 90), (1, 3, 40), (4, 5, 40)]
