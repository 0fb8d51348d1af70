"""Blocks of cells: copy, cut, paste."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.following import copied, cut, decimal_of, named_from
from sheets_sync.local_sheets.grid.cells import Cell, CellError, Format, Formula, MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, kind
from sheets_sync.local_sheets.sheets.kinds.blocks import (
    Block,
    block_of,
    carry,
    moved_box,
    paste_rules,
    replace_merges,
    whole_merges,
)
from sheets_sync.local_sheets.sheets.pasted import delimited, html_rows
from sheets_sync.local_sheets.sheets.values import written_as_typed
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid

_KINDS = (
    "PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMAT", "PASTE_NO_BORDERS", "PASTE_FORMULA", "PASTE_DATA_VALIDATION",
    "PASTE_CONDITIONAL_FORMATTING",
)  # fmt: skip
_WHOLE = ("PASTE_NORMAL", "PASTE_NO_BORDERS")  # merges too (D)
_WITH_RULES = (*_WHOLE, "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING")  # conditional formats too (K but for the last)
_MOVING = (*_WHOLE, "PASTE_FORMULA")


def pasted(old: Cell, new: Cell, how: str, decimal: str, rows: int, columns: int) -> MaybeCell:
    """What a cell becomes when `new`, from so many rows and columns away, is pasted over it."""
    moved = copied(new, decimal, rows, columns) or Cell()
    if how == "PASTE_NORMAL":
        return moved.or_none()
    if how == "PASTE_VALUES":
        if isinstance(new.shown, CellError):
            return old.with_value(new.value if type(new.value) is Formula else None)
        return old.with_value(new.shown)
    if how == "PASTE_FORMULA":
        return old.with_value(moved.value)
    if how == "PASTE_FORMAT":  # the format and the data validation (D)
        return old.but(format=new.format, rule=new.rule)
    if how == "PASTE_DATA_VALIDATION":
        return old.but(rule=new.rule)
    borders = old.format.json.get("borders") if old.format else None
    dress = {name: value for name, value in (new.format.json if new.format else {}).items() if name != "borders"}
    return moved.but(format=Format.of(dress | ({"borders": borders} if borders else {})))


def _how(body: dict[str, Any]) -> str:
    how: str = body.get("pasteType", "PASTE_NORMAL")
    if how not in _KINDS:
        raise NotModelled(f"pasteType {how}")
    return how


def _paste(batch: Batch, sheet: Sheet, box: Box, block: Block, source: Box, how: str) -> None:
    decimal = decimal_of(batch.book)
    batch.may_change(sheet, box)
    height, width = len(block), len(block[0])
    for row in range(box.top, box.bottom):
        changes: dict[int, MaybeCell] = {}
        for column in range(box.left, box.right):
            r, c = (row - box.top) % height, (column - box.left) % width
            far = row - source.top - r, column - source.left - c
            changes[column] = pasted(sheet.cell(row, column), block[r][c], how, decimal, *far)
        sheet.set_cells(row, changes)


@kind("copyPaste")
def copy_paste(batch: Batch, body: dict[str, Any]) -> None:
    """A destination that is a multiple of the source is filled; a smaller one is overrun (D)."""
    how = _how(body)
    source_sheet, source = batch.area(body.get("source", {}))
    sheet, target = batch.area(body.get("destination", {}))
    _check_filled(source)
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    merges = whole_merges(source_sheet, source) if how in _WHOLE else []
    block = block_of(source_sheet, source)
    if turned:
        _check_turned(block, merges)
        block = [list(column) for column in zip(*block, strict=True)]
    height, width = len(block), len(block[0])
    rows = target.height if target.height % height == 0 else height
    columns = target.width if target.width % width == 0 else width
    box = Box(target.top, target.left, target.top + rows, target.left + columns)
    _check_inside(sheet, box)
    steps = [
        (box.top + r - source.top, box.left + c - source.left)
        for r in range(0, rows, height)
        for c in range(0, columns, width)
    ]
    if how in _WITH_RULES and not turned:
        paste_rules(source_sheet, source, sheet, box, steps, moving=False)
    if how in _WHOLE:
        replace_merges(sheet, box, [moved_box(merge, *step) for step in steps for merge in merges])
    if how != "PASTE_CONDITIONAL_FORMATTING":
        _paste(batch, sheet, box, block, source, how)


def _check_turned(block: Block, merges: list[Box]) -> None:
    if merges or any(type(cell.value) is Formula for row in block for cell in row):
        raise NotModelled("copyPaste of formulas or merges, transposed")


def _check_filled(source: Box) -> None:
    if not source.height or not source.width:
        raise invalid("The source range holds no cells.")  # wording approximate


def _check_inside(sheet: Sheet, box: Box) -> None:
    if not sheet.box.holds(box):
        raise invalid("The destination lies partly outside the sheet.")  # wording approximate


@kind("cutPaste")
def cut_paste(batch: Batch, body: dict[str, Any]) -> None:
    """The cells move with what is bound to them, and what names them follows (K)."""
    how = _how(body)
    source_sheet, source = batch.area(body.get("source", {}))
    _check_filled(source)
    goal = body.get("destination", {})
    sheet = batch.sheet(goal.get("sheetId", 0))
    top, left = goal.get("rowIndex", 0), goal.get("columnIndex", 0)
    box = Box(top, left, top + source.height, left + source.width)
    _check_inside(sheet, box)
    batch.may_change(source_sheet, source)
    block = block_of(source_sheet, source)
    step = top - source.top, left - source.left
    if how in _WITH_RULES:
        paste_rules(source_sheet, source, sheet, box, [step], moving=True)
    if how in _WHOLE:
        merges = whole_merges(source_sheet, source)
        replace_merges(source_sheet, source, [])
        replace_merges(sheet, box, [moved_box(merge, *step) for merge in merges])
    if how == "PASTE_CONDITIONAL_FORMATTING":
        return
    if sheet is not source_sheet and how in _MOVING:
        block = [[named_from(cell, source_sheet, decimal_of(batch.book)) for cell in row] for row in block]
    source_sheet.map_cells(source, lambda cell: pasted(cell, Cell(), how, ".", 0, 0))
    _paste(batch, sheet, box, block, box, how)
    if how in _MOVING:
        cut(batch.book, source_sheet, source, sheet, *step)
        carry(batch.book, source_sheet, source, sheet, *step)


@kind("pasteData")
def paste_data(batch: Batch, body: dict[str, Any]) -> None:
    """Delimited text or a simple HTML table, each piece taken as typed."""
    if _how({"pasteType": body.get("type", "PASTE_NORMAL")}) not in ("PASTE_NORMAL", "PASTE_VALUES"):
        raise NotModelled(f"pasteData of type {body.get('type')}")
    rows = html_rows(body.get("data", "")) if body.get("html") else delimited(body)
    goal = body.get("coordinate", {})
    sheet = batch.sheet(goal.get("sheetId", 0))
    top, left = goal.get("rowIndex", 0), goal.get("columnIndex", 0)
    box = Box(top, left, top + len(rows), left + max(map(len, rows), default=0))
    _check_inside(sheet, box)
    batch.may_change(sheet, box)
    for offset, values in enumerate(rows):
        row = sheet.row(top + offset)
        changes = {
            left + n: written_as_typed(row.at(left + n), value, batch.locale, batch.today)
            for n, value in enumerate(values)
        }
        sheet.set_cells(top + offset, changes)
