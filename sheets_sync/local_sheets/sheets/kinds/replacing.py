"""Texts in cells: find and replace, trim, remove duplicates."""

from __future__ import annotations

import re
from typing import Any

from sheets_sync.local_sheets.formulas.following import copied, decimal_of
from sheets_sync.local_sheets.grid.cells import Cell, Formula, MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.sheets.kinds.blocks import Block, put
from sheets_sync.local_sheets.sheets.values import shown, written_as_typed
from sheets_sync.local_sheets.wire.exceptions import invalid


@kind("findReplace")
def find_replace(batch: Batch, body: dict[str, Any]) -> Reply:
    """Looks at what people see; what comes out is taken as typed (K)."""
    if not body.get("find"):
        raise invalid("Find string must not be empty.")  # wording approximate
    pattern = _pattern(body)
    counts = dict.fromkeys(("values", "formulas", "rows", "sheets", "occurrences"), 0)
    for sheet, box in _searched(batch, body):
        changed_rows = 0
        for index in range(box.top, min(box.bottom, len(sheet.rows))):
            changes = _replaced_in_row(batch, sheet, index, box, pattern, body, counts)
            if changes:
                batch.may_change(sheet, Box(index, min(changes), index + 1, max(changes) + 1))
                sheet.set_cells(index, changes)
                changed_rows += 1
        counts["rows"] += changed_rows
        counts["sheets"] += bool(changed_rows)
    return {f"{name}Changed": count for name, count in counts.items() if count}


def _pattern(body: dict[str, Any]) -> re.Pattern[str]:
    text = body["find"] if body.get("searchByRegex") else re.escape(body["find"])
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise invalid("The regular expression is invalid.") from None  # wording approximate


def _searched(batch: Batch, body: dict[str, Any]) -> list[tuple[Sheet, Box]]:
    if "range" in body:
        return [batch.area(body["range"])]
    if body.get("allSheets"):
        return [(sheet, sheet.box) for sheet in [batch.sheet(one.id) for one in list(batch.book.sheets)]]
    sheet = batch.sheet(body.get("sheetId", 0))
    return [(sheet, sheet.box)]


def _replaced_in_row(
    batch: Batch,
    sheet: Sheet,
    index: int,
    box: Box,
    pattern: re.Pattern[str],
    body: dict[str, Any],
    counts: dict[str, int],
) -> dict[int, MaybeCell]:
    row = sheet.row(index)
    replacement = body.get("replacement", "")
    if body.get("searchByRegex"):
        replacement = re.sub(r"\$(\d)", r"\\\1", replacement.replace("\\", "\\\\"))
    else:
        replacement = replacement.replace("\\", "\\\\")
    changes: dict[int, MaybeCell] = {}
    for column in range(box.left, min(box.right, len(row.cells))):
        cell = row.at(column)
        formula = type(cell.value) is Formula
        if cell.value is None or (formula and not body.get("includeFormulas")):
            continue
        text = cell.value.text if isinstance(cell.value, Formula) else shown(cell, batch.locale)
        if body.get("matchEntireCell") and not pattern.fullmatch(text):
            continue
        new, found = pattern.subn(replacement, text)
        if found:
            changes[column] = written_as_typed(cell, new, batch.locale, batch.today)
            counts["formulas" if formula else "values"] += 1
            counts["occurrences"] += found
    return changes


@kind("trimWhitespace")
def trim_whitespace(batch: Batch, body: dict[str, Any]) -> Reply:
    """Spaces at the ends go, runs of spaces become one (D)."""
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    changed = 0
    for index in range(box.top, min(box.bottom, len(sheet.rows))):
        changes: dict[int, MaybeCell] = {}
        for column in range(box.left, min(box.right, len(sheet.row(index).cells))):
            cell = sheet.cell(index, column)
            if isinstance(cell.value, str):
                trimmed = " ".join(part for part in cell.value.split(" ") if part)
                if trimmed != cell.value:
                    changes[column] = cell.with_value(trimmed)
        changed += len(changes)
        sheet.set_cells(index, changes)
    return {"cellsChangedCount": changed} if changed else {}


@kind("deleteDuplicates")
def delete_duplicates(batch: Batch, body: dict[str, Any]) -> Reply:
    """Rows of the range that show the same as an earlier one go; those below move up inside the range (D)."""
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    if any(merge.meets(box) for merge in sheet.merges):
        raise invalid("You can't remove duplicates from merged cells.")  # wording approximate
    decimal = decimal_of(batch.book)
    columns = [
        c
        for one in body.get("comparisonColumns", [])
        for c in range(max(one.get("startIndex", box.left), box.left), min(one.get("endIndex", box.right), box.right))
    ]
    seen: set[tuple[str, ...]] = set()
    kept: Block = []
    for index in range(box.top, box.bottom):
        texts = (shown(sheet.cell(index, c), batch.locale).lower() for c in columns or range(box.left, box.right))
        key = tuple(texts)
        if key not in seen:
            seen.add(key)
            up = box.top + len(kept) - index
            row = (copied(sheet.cell(index, c), decimal, up, 0) for c in range(box.left, box.right))
            kept.append([cell or Cell() for cell in row])
    removed = box.height - len(kept)
    put(sheet, box.top, box.left, kept + [[Cell()] * box.width] * removed)
    return {"duplicatesRemovedCount": removed} if removed else {}
