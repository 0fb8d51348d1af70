"""Blocks of cells: copy, cut, paste, shift, find and replace, trim, remove duplicates."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import Any

from sheets_sync.local_sheets.formulas.following import copied, cut, decimal_of, shifted_cells
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.cells import Cell, CellError, Format, Formula, MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, kind
from sheets_sync.local_sheets.sheets.values import shown, written_as_typed
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid

Block = list[list[Cell]]

_KINDS = (
    "PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMAT", "PASTE_NO_BORDERS", "PASTE_FORMULA", "PASTE_DATA_VALIDATION",
)  # fmt: skip


def _block(sheet: Sheet, box: Box) -> Block:
    return [[sheet.cell(row, column) for column in range(box.left, box.right)] for row in range(box.top, box.bottom)]


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
    if how == "PASTE_FORMAT":
        return old.but(format=new.format)
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
    if any(merge.meets(source) for merge in source_sheet.merges):
        raise NotModelled("copyPaste of merged cells")
    block = _block(source_sheet, source)
    if body.get("pasteOrientation") == "TRANSPOSE":
        if any(type(cell.value) is Formula for row in block for cell in row):
            raise NotModelled("copyPaste of formulas, transposed")
        block = [list(column) for column in zip(*block, strict=True)]
    height, width = len(block), len(block[0])
    rows = target.height if target.height % height == 0 else height
    columns = target.width if target.width % width == 0 else width
    box = Box(target.top, target.left, target.top + rows, target.left + columns)
    _check_inside(sheet, box)
    _paste(batch, sheet, box, block, source, how)


def _check_filled(source: Box) -> None:
    if not source.height or not source.width:
        raise invalid("The source range holds no cells.")  # wording approximate


def _check_inside(sheet: Sheet, box: Box) -> None:
    if not sheet.box.holds(box):
        raise invalid("The destination lies partly outside the sheet.")  # wording approximate


@kind("cutPaste")
def cut_paste(batch: Batch, body: dict[str, Any]) -> None:
    """The cells move, and the references to them follow (K); to another tab only while no formulas are about."""
    how = _how(body)
    source_sheet, source = batch.area(body.get("source", {}))
    _check_filled(source)
    goal = body.get("destination", {})
    sheet = batch.sheet(goal.get("sheetId", 0))
    top, left = goal.get("rowIndex", 0), goal.get("columnIndex", 0)
    box = Box(top, left, top + source.height, left + source.width)
    _check_inside(sheet, box)
    if sheet is not source_sheet and any(other.formulas() for other in batch.book.sheets):
        raise NotModelled("cutPaste to another tab in a spreadsheet with formulas")
    if any(merge.meets(source) for merge in source_sheet.merges) or any(merge.meets(box) for merge in sheet.merges):
        raise NotModelled("cutPaste of merged cells")
    batch.may_change(source_sheet, source)
    block = _block(source_sheet, source)
    source_sheet.map_cells(source, lambda cell: pasted(cell, Cell(), how, ".", 0, 0))
    _paste(batch, sheet, box, block, box, how)
    if sheet is source_sheet and how in ("PASTE_NORMAL", "PASTE_FORMULA", "PASTE_NO_BORDERS"):
        cut(batch.book, sheet, source, box.top - source.top, box.left - source.left)


def _delimited(body: dict[str, Any]) -> list[list[str]]:
    """Delimited text; a piece in quotes may hold delimiters, line ends and doubled quotes."""
    mark = body.get("delimiter", "")
    if not mark:
        raise invalid("A delimiter must be set.")  # wording approximate
    text = body.get("data", "")
    if len(mark) == 1 and mark not in '"\r\n':
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    return [line.split(mark) for line in text.splitlines()]


class _Tables(HTMLParser):
    """The cells of the rows of an HTML text, as plain texts."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            if any(name in ("colspan", "rowspan") and value not in ("1", None) for name, value in attrs):
                raise NotModelled("pasteData of HTML with merged cells")
            self.rows[-1].append("")
            self.inside = True
        elif tag == "br" and self.inside:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def _html_rows(text: str) -> list[list[str]]:
    """The rows of a simple HTML table; looks are not taken over."""
    tables = _Tables()
    tables.feed(text)
    if not tables.rows:
        raise NotModelled("pasteData of HTML without a table")
    return [[cell.strip(" \t\r\n") for cell in row] for row in tables.rows]


@kind("pasteData")
def paste_data(batch: Batch, body: dict[str, Any]) -> None:
    """Delimited text or a simple HTML table, each piece taken as typed."""
    if _how({"pasteType": body.get("type", "PASTE_NORMAL")}) not in ("PASTE_NORMAL", "PASTE_VALUES"):
        raise NotModelled(f"pasteData of type {body.get('type')}")
    rows = _html_rows(body.get("data", "")) if body.get("html") else _delimited(body)
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


def _merges_after(sheet: Sheet, touched: Box, axis: moving.Axis) -> list[Box]:
    """Merged cells inside the part that shifts go along; one that sticks out of it holds everything back."""
    found = []
    for merge in sheet.merges:
        if not merge.meets(touched):
            found.append(merge)
            continue
        if not touched.holds(merge):
            raise invalid("You can't shift a part of merged cells.")  # wording approximate
        if axis.dimension == moving.ROWS:
            span = axis.span(merge.top, merge.bottom)
            found += [merge._replace(top=span[0], bottom=span[1])] if span else []
        else:
            span = axis.span(merge.left, merge.right)
            found += [merge._replace(left=span[0], right=span[1])] if span else []
    return found


def _shift(batch: Batch, body: dict[str, Any], *, inward: bool) -> None:
    """Cells of a part of a tab make room, or close up a gap: values, merges, and references to them."""
    sheet, box = batch.area(body.get("range", {}))
    rows = body.get("shiftDimension") == "ROWS"
    dimension = moving.ROWS if rows else moving.COLUMNS
    touched = box._replace(bottom=sheet.row_count) if rows else box._replace(right=sheet.column_count)
    batch.may_change(sheet, touched)
    start, size = (box.top, box.height) if rows else (box.left, box.width)
    axis = moving.deleted(dimension, start, start + size) if inward else moving.inserted(dimension, start, size)
    sheet.merges = _merges_after(sheet, touched, axis)
    last = len(sheet.rows) if rows else max((len(row.cells) for row in sheet.rows[box.top : box.bottom]), default=0)
    end = max(last, start + size if inward else start)
    if not inward and last > start:  # the grid grows when values would be pushed off it (K)
        if rows:
            sheet.row_count = max(sheet.row_count, last + size)
        else:
            sheet.column_count = max(sheet.column_count, last + size)
    begin = start + size if inward else start
    block = _block(sheet, box._replace(top=begin, bottom=end) if rows else box._replace(left=begin, right=end))
    gap = [[Cell()] * box.width for _ in range(box.height)]
    if rows:
        _put(sheet, box.top, box.left, block + gap if inward else gap + block)
    else:
        pairs = zip(block, gap, strict=True)
        _put(sheet, box.top, box.left, [row + empty if inward else empty + row for row, empty in pairs])
    shifted_cells(batch.book, sheet, axis, box)


@kind("insertRange")
def insert_range(batch: Batch, body: dict[str, Any]) -> None:
    """Cells below or to the right make room."""
    _shift(batch, body, inward=False)


@kind("deleteRange")
def delete_range(batch: Batch, body: dict[str, Any]) -> None:
    """Cells below or to the right move up into the gap."""
    _shift(batch, body, inward=True)


def _put(sheet: Sheet, top: int, left: int, block: Block) -> None:
    for offset, row in enumerate(block):
        sheet.set_cells(top + offset, {left + n: cell.or_none() for n, cell in enumerate(row)})


# -- texts ----------------------------------------------------------------------------------------------------------


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
    _put(sheet, box.top, box.left, kept + [[Cell()] * box.width] * removed)
    return {"duplicatesRemovedCount": removed} if removed else {}
