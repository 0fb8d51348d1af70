"""Blocks of cells, and what goes along when one is copied or moves: merges, rules, names, protections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sheets_sync.local_sheets.formulas.text import shifted
from sheets_sync.local_sheets.grid.cells import Cell
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.moving import Axis, grid_range_after
from sheets_sync.local_sheets.grid.ranges import grid_box, grid_range
from sheets_sync.local_sheets.wire.exceptions import invalid

Block = list[list[Cell]]


def block_of(sheet: Sheet, box: Box) -> Block:
    return [[sheet.cell(row, column) for column in range(box.left, box.right)] for row in range(box.top, box.bottom)]


def put(sheet: Sheet, top: int, left: int, block: Block) -> None:
    for offset, row in enumerate(block):
        sheet.set_cells(top + offset, {left + n: cell.or_none() for n, cell in enumerate(row)})


def moved_box(box: Box, rows: int, columns: int) -> Box:
    return Box(box.top + rows, box.left + columns, box.bottom + rows, box.right + columns)


def meeting(box: Box, other: Box) -> Box | None:
    """What two boxes have in common."""
    found = Box(
        max(box.top, other.top), max(box.left, other.left), min(box.bottom, other.bottom), min(box.right, other.right)
    )
    return None if found.empty else found


def without(box: Box, hole: Box) -> list[Box]:
    """The pieces of a box that lie outside a hole: above, below, left and right of it."""
    inner = meeting(box, hole)
    if inner is None:
        return [box]
    pieces = (
        box._replace(bottom=inner.top), box._replace(top=inner.bottom),
        inner._replace(left=box.left, right=inner.left), inner._replace(left=inner.right, right=box.right),
    )  # fmt: skip
    return [piece for piece in pieces if not piece.empty]


# -- merges -----------------------------------------------------------------------------------------------------------


def whole_merges(sheet: Sheet, box: Box) -> list[Box]:
    """The merges inside a box. One that sticks out of it holds everything back."""
    found = [merge for merge in sheet.merges if merge.meets(box)]
    if not all(box.holds(merge) for merge in found):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    return found


def replace_merges(sheet: Sheet, box: Box, merges: Iterable[Box]) -> None:
    """The merges of a box give way to others."""
    gone = whole_merges(sheet, box)
    sheet.merges = [merge for merge in sheet.merges if merge not in gone] + list(merges)


# -- conditional formats ----------------------------------------------------------------------------------------------


def paste_rules(
    source: Sheet, box: Box, target: Sheet, goal: Box, steps: list[tuple[int, int]], *, moving: bool
) -> None:
    """Conditional formats after the cells of a box were copied, or cut.

    They also hold for the copies, each so many rows and columns away, and those of `goal`, where the copies stand,
    give way. A rule keeps its place in the order.
    """
    passed = [(rule, _parts(source, rule, box)) for rule in source.conditional_formats]
    if target is not source:
        if moving:
            _keep(source, [box])
        _keep(target, [goal])
        fresh = [_with_ranges(rule, target, _goals(parts, steps)) for rule, parts in passed if parts]
        target.conditional_formats = [*target.conditional_formats, *fresh]
        return
    holes = [goal, box] if moving else [goal]
    found = []
    for rule, parts in passed:
        goals = _goals(parts, steps)
        boxes = [grid_box(source, one) for one in rule["ranges"]]
        if parts == [box] and not moving and any(one.holds(goal) for one in boxes):
            found.append(rule)  # it held there before
            continue
        left = [*_outside(boxes, holes), *goals]
        if not goals and not any(one.meets(hole) for one in boxes for hole in holes):
            found.append(rule)
        elif left:
            found.append(_with_ranges(rule, source, left))
    source.conditional_formats = found


def _parts(sheet: Sheet, rule: dict[str, Any], box: Box) -> list[Box]:
    return [part for one in rule["ranges"] if (part := meeting(grid_box(sheet, one), box)) is not None]


def _goals(parts: list[Box], steps: list[tuple[int, int]]) -> list[Box]:
    return [moved_box(part, *step) for step in steps for part in parts]


def _outside(boxes: list[Box], holes: list[Box]) -> list[Box]:
    for hole in holes:
        boxes = [piece for one in boxes for piece in without(one, hole)]
    return boxes


def _keep(sheet: Sheet, holes: list[Box]) -> None:
    """Rules leave some boxes; one that is left without a range is gone."""
    found = []
    for rule in sheet.conditional_formats:
        boxes = [grid_box(sheet, one) for one in rule["ranges"]]
        left = _outside(boxes, holes)
        if left == boxes:
            found.append(rule)
        elif left:
            found.append(_with_ranges(rule, sheet, left))
    sheet.conditional_formats = found


def _with_ranges(rule: dict[str, Any], sheet: Sheet, boxes: list[Box]) -> dict[str, Any]:
    """A rule over other ranges; its formula is meant for the first cell of the first one."""
    ranges = [grid_range(sheet, box) for box in boxes]
    return {**_with_formulas(rule, *_steps(rule["ranges"][0], ranges[0])), "ranges": ranges}


def _steps(old: dict[str, Any], new: dict[str, Any]) -> tuple[int, int]:
    names = ("startRowIndex", "startColumnIndex")
    rows, columns = (new.get(name, 0) - old.get(name, 0) for name in names)
    return rows, columns


def _with_formulas(rule: dict[str, Any], rows: int, columns: int) -> dict[str, Any]:
    condition = rule.get("booleanRule", {}).get("condition", {})
    texts = [one.get("userEnteredValue", "") for one in condition.get("values", [])]
    if not any(text.startswith("=") for text in texts) or (rows, columns) == (0, 0):
        return rule
    # the decimal mark does not matter here: only references are rewritten, everything else stays as it is
    values = [
        {**one, "userEnteredValue": shifted(text, ".", rows, columns)} if text.startswith("=") else one
        for one, text in zip(condition["values"], texts, strict=True)
    ]
    return {**rule, "booleanRule": {**rule["booleanRule"], "condition": {**condition, "values": values}}}


# -- names and protections --------------------------------------------------------------------------------------------


def carry(book: Spreadsheet, source: Sheet, box: Box, target: Sheet, rows: int, columns: int) -> None:
    """Named and protected ranges that lie wholly inside a box move with it (K)."""

    def moves(where: dict[str, Any]) -> bool:
        bounds = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        return all(name in where for name in bounds) and box.holds(grid_box(source, where))

    def goal(where: dict[str, Any]) -> dict[str, Any]:
        return grid_range(target, moved_box(grid_box(source, where), rows, columns))

    book.named_ranges = [
        {**item, "range": goal(item["range"])}
        if item["range"].get("sheetId", 0) == source.id and moves(item["range"])
        else item
        for item in book.named_ranges
    ]
    along = [item for item in source.protected if moves(item.get("range", {}))]
    source.protected = [item for item in source.protected if item not in along]
    target.protected = [*target.protected, *({**item, "range": goal(item["range"])} for item in along)]


def carry_along(book: Spreadsheet, sheet: Sheet, touched: Box, axis: Axis) -> None:
    """Named and protected ranges inside a part of a tab that shifts go along (K); one that is deleted stays empty."""

    def after(where: dict[str, Any]) -> dict[str, Any]:
        inside = touched.holds(grid_box(sheet, where))
        return (grid_range_after(where, axis) or where) if inside else where

    book.named_ranges = [
        {**item, "range": after(item["range"])} if item["range"].get("sheetId", 0) == sheet.id else item
        for item in book.named_ranges
    ]
    sheet.protected = [{**item, "range": after(item["range"])} if "range" in item else item for item in sheet.protected]
