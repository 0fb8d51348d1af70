"""Data validation that insists: what people type on the page is refused where a strict rule of the cell does not hold.

Writes of programs are not held up by rules, and neither is what people paste (K).
"""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.cells import MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.sheets.conditions import Conditions, draft_world
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid
from sheets_sync.spreadsheet.a1 import column_letters

TYPED = "x-typed-by"  # the header of what a person typed on the page


def insist(space: Workspace, call: Call, draft: Spreadsheet, sheet: Sheet, box: Box) -> None:
    """Raises what people read in Sheets where a cell that a person filled breaks its own strict rule."""
    if call.headers.get(TYPED) != "person":
        return
    strict = [(row, column, rule) for row, column, rule in _ruled(draft, sheet.id, box) if rule.get("strict")]
    if not strict:
        return
    conditions = Conditions(draft_world(space, draft), sheet)
    for row, column, rule in strict:
        if not _holds(space, conditions, rule, row, column):
            place = f"{column_letters(column)}{row + 1}"
            hint = f" {rule['inputMessage']}" if rule.get("inputMessage") else ""
            text = f"The data you entered in cell {place} violates the data validation rules set on this cell.{hint}"
            raise invalid(text)


def _ruled(draft: Spreadsheet, sheet_id: int, box: Box) -> list[tuple[int, int, dict[str, Any]]]:
    """The filled cells of a box that have a rule. An emptied cell breaks none."""
    sheet = draft.find(sheet_id)
    assert sheet is not None
    cells: list[tuple[int, int, MaybeCell]] = [
        (row, column, sheet.cell(row, column))
        for row in range(box.top, box.bottom)
        for column in range(box.left, box.right)
    ]
    return [(row, column, cell.rule) for row, column, cell in cells if cell and cell.rule and cell.value is not None]


def _holds(space: Workspace, conditions: Conditions, rule: dict[str, Any], row: int, column: int) -> bool:
    condition = rule.get("condition", {})
    try:
        return conditions.holds(condition, row, column, row, column)
    except NotModelled:
        space.lacks(f"data validation by {condition.get('type')}")
        return True
