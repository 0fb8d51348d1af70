"""Rows and columns come, go and change places, and everything bound to them follows.

An `Axis` says where each index of one dimension went. Cells move with their rows; merges, protections, named
ranges, conditional formats, bandings, filters, groups, sizes and developer metadata are mapped through the axis.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sheets_sync.local_sheets.grid.cells import EMPTY_ROW, MaybeCell, Row
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet

ROWS, COLUMNS = "ROWS", "COLUMNS"


@dataclass(frozen=True, slots=True)
class Axis:
    """A change of one dimension. `index` maps one place (None: deleted), `span` a half-open interval."""

    dimension: str
    index: Callable[[int], int | None]
    span: Callable[[int, int], tuple[int, int] | None]


def inserted(dimension: str, at: int, count: int) -> Axis:
    """A range grows when something is inserted inside it; at its start it is pushed on."""

    def span(start: int, end: int) -> tuple[int, int]:
        return start + (count if start >= at else 0), end + (count if end > at else 0)

    return Axis(dimension, lambda i: i + count if i >= at else i, span)


def deleted(dimension: str, start: int, end: int) -> Axis:
    gone = end - start

    def place(i: int) -> int:
        return i if i <= start else max(start, i - gone)

    def span(first: int, last: int) -> tuple[int, int] | None:
        first, last = place(first), place(last)
        return (first, last) if first < last else None

    return Axis(dimension, lambda i: None if start <= i < end else place(i), span)


def moved(dimension: str, start: int, end: int, destination: int) -> Axis:
    """`destination` counts places before the move (D, M)."""
    count = end - start
    target = destination if destination <= start else destination - count

    def index(i: int) -> int:
        if start <= i < end:
            return target + i - start
        rest = i if i < start else i - count
        return rest if rest < target else rest + count

    def span(first: int, last: int) -> tuple[int, int]:
        if last <= first:
            return first, last
        places = sorted((index(first), index(last - 1)))
        if places[1] - places[0] == last - first - 1:
            return places[0], places[1] + 1
        return first, last

    return Axis(dimension, index, span)


def follow(book: Spreadsheet, sheet: Sheet, axis: Axis) -> None:
    """Everything but the cells themselves. `sheet` belongs to the draft `book`."""
    sheet.formula_cells = None
    rows = axis.dimension == ROWS
    sheet.merges = [box for old in sheet.merges if (box := _box(old, axis)) is not None]
    sheet.merges = [box for box in sheet.merges if (box.height, box.width) != (1, 1)]
    sheet.protected = _with_range(sheet.protected, axis)
    sheet.protected = [_holes(item, axis) for item in sheet.protected]
    sheet.bandings = _with_range(sheet.bandings, axis)
    sheet.filter_views = _with_range(sheet.filter_views, axis)
    sheet.tables = _with_range(sheet.tables, axis)
    sheet.basic_filter = next(iter(_with_range([sheet.basic_filter] if sheet.basic_filter else [], axis)), None)
    sheet.conditional_formats = [
        {**rule, "ranges": ranges}
        for rule in sheet.conditional_formats
        if (ranges := [new for old in rule["ranges"] if (new := grid_range_after(old, axis)) is not None])
    ]
    sheet.row_groups = _groups(sheet.row_groups, axis)
    sheet.column_groups = _groups(sheet.column_groups, axis)
    sheet.metadata = [new for old in sheet.metadata if (new := _bound(old, axis)) is not None]
    if rows:
        sheet.row_sizes = _sizes(sheet.row_sizes, axis)
    else:
        sheet.column_sizes = _sizes(sheet.column_sizes, axis)
    book.named_ranges = [
        {**item, "range": grid_range_after(item["range"], axis) or item["range"]}
        if item["range"].get("sheetId", 0) == sheet.id
        else item
        for item in book.named_ranges
    ]


def grid_range_after(old: dict[str, Any], axis: Axis) -> dict[str, Any] | None:
    """A GridRange through an axis; open ends stay open. None if all of it was deleted."""
    names = ("startRowIndex", "endRowIndex") if axis.dimension == ROWS else ("startColumnIndex", "endColumnIndex")
    start, end = old.get(names[0]), old.get(names[1])
    span = axis.span(start or 0, 2**31 if end is None else end)
    if span is None:
        return None
    new = dict(old)
    if start is not None:
        new[names[0]] = span[0]
    if end is not None:
        new[names[1]] = span[1]
    return new


def _box(box: Box, axis: Axis) -> Box | None:
    if axis.dimension == ROWS:
        span = axis.span(box.top, box.bottom)
        return box._replace(top=span[0], bottom=span[1]) if span else None
    span = axis.span(box.left, box.right)
    return box._replace(left=span[0], right=span[1]) if span else None


def _with_range(items: list[dict[str, Any]], axis: Axis) -> list[dict[str, Any]]:
    found = []
    for item in items:
        if "range" not in item:
            found.append(item)
        elif (new := grid_range_after(item["range"], axis)) is not None:
            found.append({**item, "range": new})
    return found


def _holes(item: dict[str, Any], axis: Axis) -> dict[str, Any]:
    if "unprotectedRanges" not in item:
        return item
    holes = [new for old in item["unprotectedRanges"] if (new := grid_range_after(old, axis)) is not None]
    return {**item, "unprotectedRanges": holes}


def _groups(items: list[dict[str, Any]], axis: Axis) -> list[dict[str, Any]]:
    found = []
    for item in items:
        where = item["range"]
        if where["dimension"] == axis.dimension:
            span = axis.span(where["startIndex"], where["endIndex"])
            if span is None:
                continue
            item = {**item, "range": {**where, "startIndex": span[0], "endIndex": span[1]}}
        found.append(item)
    return found


def _bound(item: dict[str, Any], axis: Axis) -> dict[str, Any] | None:
    where = item["location"].get("dimensionRange")
    if not where or where["dimension"] != axis.dimension:
        return item
    place = axis.index(where["startIndex"])
    if place is None:
        return None  # deleting the row deletes what is bound to it, silently (M)
    moved_range = {**where, "startIndex": place, "endIndex": place + 1}
    return {**item, "location": {**item["location"], "dimensionRange": moved_range}}


def _sizes(sizes: dict[int, dict[str, Any]], axis: Axis) -> dict[int, dict[str, Any]]:
    return {new: value for old, value in sizes.items() if (new := axis.index(old)) is not None}


def insert(book: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int, *, inherit: bool) -> None:
    """New rows or columns at a place; they take formats and validation from the one before, or the one after."""
    source = at - 1 if inherit else at
    follow(book, sheet, inserted(dimension, at, count))
    if dimension == ROWS:
        like = sheet.row(source) if 0 <= source < sheet.row_count else EMPTY_ROW
        if at < len(sheet.rows) or like.cells:
            if at > len(sheet.rows):
                sheet.rows.extend([EMPTY_ROW] * (at - len(sheet.rows)))
            sheet.rows[at:at] = [_dress_of(like)] * count
        sheet.row_count += count
        return
    done: dict[int, Row] = {}
    for index, row in enumerate(sheet.rows):
        if id(row) not in done:
            done[id(row)] = _with_columns(row, at, source, count)
        sheet.rows[index] = done[id(row)]
    sheet.column_count += count


def _dress_of(row: Row) -> Row:
    new = Row(bare(cell) for cell in row.cells)
    return new if new.cells else EMPTY_ROW


def bare(cell: MaybeCell) -> MaybeCell:
    """Only what a cell passes on to a neighbour: its format and its validation."""
    return cell.but(value=None, result=None, shows=None, note=None, runs=None, link=None) if cell is not None else None


def _with_columns(row: Row, at: int, source: int, count: int) -> Row:
    cells = row.cells
    if at > len(cells) or not cells:
        return row
    like = bare(cells[source]) if 0 <= source < len(cells) else None
    return Row((*cells[:at], *[like] * count, *cells[at:]))


def delete(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    follow(book, sheet, deleted(dimension, start, end))
    if dimension == ROWS:
        del sheet.rows[start:end]
        sheet.row_count -= end - start
        return
    done: dict[int, Row] = {}
    for index, row in enumerate(sheet.rows):
        if id(row) not in done:
            kept = Row((*row.cells[:start], *row.cells[end:])) if start < len(row.cells) else row
            done[id(row)] = kept
        sheet.rows[index] = done[id(row)]
    sheet.column_count -= end - start


def move(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int, destination: int) -> None:
    axis = moved(dimension, start, end, destination)
    follow(book, sheet, axis)
    if dimension == ROWS:
        count = max(len(sheet.rows), end, destination)
        rows = sheet.rows + [EMPTY_ROW] * (count - len(sheet.rows))
        block = rows[start:end]
        rest = rows[:start] + rows[end:]
        place = destination if destination <= start else destination - (end - start)
        sheet.rows = rest[:place] + block + rest[place:]
        return
    width = sheet.column_count
    for index, row in enumerate(sheet.rows):
        cells = [*row.cells, *[None] * (width - len(row.cells))]
        rest_cells = cells[:start] + cells[end:]
        place = destination if destination <= start else destination - (end - start)
        sheet.rows[index] = Row(rest_cells[:place] + cells[start:end] + rest_cells[place:])
