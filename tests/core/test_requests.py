"""What sending a batch twice would do, and the ids of our own that keep it from doubling anything."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_sync.spreadsheet import ids, requests
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, TabPlan
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.ownership import free_title, own_tab

CELLS = requests.update_cells(1, Cell(0, 0), [[None]])
SHEET = requests.add_sheet(7, "T", index=None, rows=1, columns=1)
PROTECTION = requests.protect(requests.grid_range(1), "p")
MARK = requests.tag_sheet(1, "compliance")


@pytest.mark.parametrize(
    ("sent", "repeatable"),
    [
        ([CELLS], True),
        ([CELLS, requests.grid_size(1, rows=9), requests.plain_text(requests.grid_range(1))], True),
        ([requests.set_locale("vi_VN", "UTC")], True),
        ([CELLS, requests.dropdown(requests.grid_range(1), ["a"], ""), requests.column_width(1, 0, 9)], True),
        ([SHEET, MARK, CELLS], True),  # the second time the tab's id is taken
        ([PROTECTION, MARK], False),
        (ids.identified([PROTECTION, MARK]), True),
        (ids.identified([MARK]), False),  # that an id in use is refused here is nowhere written
        ([{"appendCells": {}}], False),
        ([{"insertDimension": {}}, CELLS], False),
    ],
)  # fmt: skip
def test_what_may_be_sent_twice(sent: list[dict[str, Any]], repeatable: bool) -> None:
    """Absolute values, and batches that are refused as a whole the second time."""
    assert ids.is_repeatable(sent) is repeatable


def test_ids_of_our_own() -> None:
    """The same thing gets the same id each time; none is given twice, and none that is in use."""
    twins = [PROTECTION, PROTECTION, MARK, CELLS, SHEET]
    found = ids.identified(twins)
    first, second = (r["addProtectedRange"]["protectedRange"]["protectedRangeId"] for r in found[:2])
    assert first != second
    assert found == ids.identified(twins)
    assert found[3:] == [CELLS, SHEET]
    mark = found[2]["createDeveloperMetadata"]["developerMetadata"]["metadataId"]
    again = ids.identified([PROTECTION, MARK], {mark}, {first})
    assert again[0]["addProtectedRange"]["protectedRange"]["protectedRangeId"] not in (first, 0)
    assert again[1]["createDeveloperMetadata"]["developerMetadata"]["metadataId"] not in (mark, 0)
    assert ids.identified(found) == found


@pytest.mark.parametrize(
    ("taken", "title"),
    [
        ([], "Tổng hợp"),
        (["Gò Dầu"], "Tổng hợp"),
        (["TỔNG  HỢP"], "Tổng hợp (2)"),
        (["Tổng hợp", "Tổng hợp (2)"], "Tổng hợp (3)"),
    ],
)
def test_a_free_title(taken: list[str], title: str) -> None:
    """The first that no tab has, whatever its case and spaces."""
    assert free_title("Tổng hợp", taken) == title


@pytest.mark.parametrize(
    ("tab", "ours"),
    [
        (Tab(1, "T", tag="totals", rows=(("của tôi",),)), True),
        (Tab(1, "T"), True),
        (Tab(1, "T", rows=(("TỔNG HỢP", "x"), ("cũ",))), True),
        (Tab(1, "T", rows=(("của tôi",),)), False),
        (Tab(1, "T", rows=((), ("của tôi",))), False),
    ],
)
def test_whose_tab_it_is(tab: Tab, ours: bool) -> None:
    """Without the job's mark a tab is the job's only if it is empty or begins as the job's does."""
    plan = TabPlan("totals", "T", {Cell(0, 0): PlanCell("TỔNG HỢP")})
    assert (own_tab(plan, tab) is tab) is ours
    assert own_tab(plan, None) is None
