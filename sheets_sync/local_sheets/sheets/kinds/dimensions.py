"""Rows and columns: append, insert, delete, move, size, hide, auto-size, group."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.following import along_axis
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.models import Sheet
from sheets_sync.local_sheets.grid.text_width import pixels
from sheets_sync.local_sheets.sheets.batch import Batch, Reply, check_size, extent, interval, kind, strip
from sheets_sync.local_sheets.sheets.values import shown
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.local_sheets.wire.masks import update_mask, updated


def _where(batch: Batch, asked: dict[str, Any]) -> tuple[Sheet, str, int, int]:
    sheet = batch.sheet(asked.get("sheetId", 0))
    dimension = asked.get("dimension", "")
    if dimension not in (moving.ROWS, moving.COLUMNS):
        raise invalid("No dimension specified.")  # wording approximate
    start, end = interval(sheet, asked)
    return sheet, dimension, start, end


@kind("appendDimension")
def append_dimension(batch: Batch, body: dict[str, Any]) -> None:
    sheet = batch.sheet(body.get("sheetId", 0))
    if body.get("length", 0) < 1:
        raise invalid("The length must be greater than 0.")  # wording approximate
    if body.get("dimension") == moving.COLUMNS:
        sheet.column_count += body["length"]
    else:
        sheet.row_count += body["length"]
    check_size(batch)


@kind("insertDimension")
def insert_dimension(batch: Batch, body: dict[str, Any]) -> None:
    sheet, dimension, start, end = _where(batch, body.get("range", {}))
    inherit = body.get("inheritFromBefore", False)
    if inherit and start == 0:
        raise invalid("inheritFromBefore cannot be true if inserting at the first row or column.")
    if start > extent(sheet, dimension) or start == end:
        raise invalid("The insertion range is invalid.")  # wording approximate
    batch.may_change(sheet, strip(sheet, dimension, start, start + 1))
    moving.insert(batch.book, sheet, dimension, start, end - start, inherit=inherit)
    along_axis(batch.book, sheet, moving.inserted(dimension, start, end - start))
    check_size(batch)


@kind("deleteDimension")
def delete_dimension(batch: Batch, body: dict[str, Any]) -> None:
    sheet, dimension, start, end = _where(batch, body.get("range", {}))
    size = extent(sheet, dimension)
    if start >= size or start == end:
        raise invalid("The range to delete is outside the sheet.")  # wording approximate
    end = min(end, size)
    noun = "rows" if dimension == moving.ROWS else "columns"
    if end - start >= size:
        raise invalid(f"You can't delete all the {noun} on the sheet.")
    frozen = sheet.grid.get("frozenRowCount" if dimension == moving.ROWS else "frozenColumnCount", 0)
    gone = max(0, min(end, frozen) - start)
    if frozen and size - (end - start) <= frozen - gone:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {noun}.")
    batch.may_change(sheet, strip(sheet, dimension, start, end))
    moving.delete(batch.book, sheet, dimension, start, end)
    along_axis(batch.book, sheet, moving.deleted(dimension, start, end))
    if gone:
        name = "frozenRowCount" if dimension == moving.ROWS else "frozenColumnCount"
        sheet.grid[name] = frozen - gone
        if frozen == gone:
            del sheet.grid[name]


@kind("moveDimension")
def move_dimension(batch: Batch, body: dict[str, Any]) -> None:
    sheet, dimension, start, end = _where(batch, body.get("source", {}))
    destination = body.get("destinationIndex", 0)
    size = extent(sheet, dimension)
    if start >= size or end > size or not 0 <= destination <= size:
        raise invalid("The rows or columns to move are outside the sheet.")  # wording approximate
    if start < destination < end:
        raise invalid("The destination lies inside the moved rows or columns.")  # wording approximate
    batch.may_change(sheet, strip(sheet, dimension, start, end))
    moving.move(batch.book, sheet, dimension, start, end, destination)
    along_axis(batch.book, sheet, moving.moved(dimension, start, end, destination))


_SIZE_FIELDS = ("hiddenByUser", "pixelSize")


@kind("updateDimensionProperties")
def update_dimension_properties(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "DimensionProperties")
    sheet, dimension, start, end = _where(batch, body.get("range", {}))
    wrong = [name for name in mask if name not in _SIZE_FIELDS]
    if wrong:
        raise invalid(f"The field {wrong[0]} cannot be updated.")  # wording approximate
    if start >= extent(sheet, dimension) or end > extent(sheet, dimension):
        raise invalid("The rows or columns are outside the sheet.")  # wording approximate
    sizes = sheet.row_sizes if dimension == moving.ROWS else sheet.column_sizes
    asked = {name: value for name, value in body.get("properties", {}).items() if name in _SIZE_FIELDS}
    for index in range(start, end):
        new = updated(sizes.get(index, {}), asked, mask or {name: {} for name in asked})
        if new:
            sizes[index] = new
        else:
            sizes.pop(index, None)


@kind("autoResizeDimensions")
def auto_resize_dimensions(batch: Batch, body: dict[str, Any]) -> None:
    """Columns as wide as their widest text; empty ones and rows get their default size (K)."""
    sheet, dimension, start, end = _where(batch, body.get("dimensions", {}))
    end = min(end, extent(sheet, dimension))
    if dimension == moving.ROWS:
        for index in range(start, end):
            sheet.row_sizes.pop(index, None)
        return
    for column in range(start, end):
        widest = max((pixels(shown(row.at(column), batch.locale)) for row in sheet.rows), default=0)
        size = {"pixelSize": widest} if widest else {}
        kept = {name: value for name, value in sheet.column_sizes.get(column, {}).items() if name != "pixelSize"}
        sheet.column_sizes[column] = kept | size
        if not sheet.column_sizes[column]:
            del sheet.column_sizes[column]


_CONTROLS = {moving.ROWS: "rowGroupControlAfter", moving.COLUMNS: "columnGroupControlAfter"}


def _grouped(batch: Batch, body: dict[str, Any]) -> tuple[Sheet, str, int, int]:
    """The rows or columns of a group; an end past the grid is taken as the grid's."""
    sheet, dimension, start, end = _where(batch, body.get("range", {}))
    if start >= extent(sheet, dimension):
        raise invalid("The rows or columns to group are outside the sheet.")  # wording approximate
    return sheet, dimension, start, min(end, extent(sheet, dimension))


@kind("addDimensionGroup")
def add_dimension_group(batch: Batch, body: dict[str, Any]) -> Reply:
    """Groups that lie over each other become deeper. The control moves to the end of the groups (C)."""
    sheet, dimension, start, end = _grouped(batch, body)
    depths = _depths(sheet, dimension)
    for index in range(start, end):
        depths[index] = depths.get(index, 0) + 1
    sheet.grid[_CONTROLS[dimension]] = True
    _set_groups(sheet, dimension, depths)
    return {"dimensionGroups": _groups_of(sheet, dimension)}


@kind("deleteDimensionGroup")
def delete_dimension_group(batch: Batch, body: dict[str, Any]) -> Reply:
    sheet, dimension, start, end = _grouped(batch, body)
    depths = _depths(sheet, dimension)
    if not any(depths.get(index) for index in range(start, end)):
        raise invalid("There is no group in the range.")  # wording approximate
    for index in range(start, end):
        depths[index] = max(0, depths.get(index, 0) - 1)
    _set_groups(sheet, dimension, depths)
    groups = _groups_of(sheet, dimension)
    return {"dimensionGroups": groups} if groups else {}


@kind("updateDimensionGroup")
def update_dimension_group(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "DimensionGroup")
    asked = body.get("dimensionGroup", {})
    sheet, dimension, start, end = _where(batch, asked.get("range", {}))
    groups = _groups_of(sheet, dimension)
    for n, group in enumerate(groups):
        same = (group["range"].get("startIndex"), group["range"].get("endIndex")) == (start, end)
        if same and group["depth"] == asked.get("depth", 0):
            groups[n] = updated(group, asked, mask or {"collapsed": {}})
            _hide(sheet, dimension, start, end, hidden=bool(groups[n].get("collapsed")))
            return
    raise invalid("There is no group with that range and depth.")  # wording approximate


def _hide(sheet: Sheet, dimension: str, start: int, end: int, *, hidden: bool) -> None:
    """Collapsing a group hides every row or column in it, expanding shows every one (D)."""
    sizes = sheet.row_sizes if dimension == moving.ROWS else sheet.column_sizes
    for index in range(start, end):
        rest = {name: value for name, value in sizes.get(index, {}).items() if name != "hiddenByUser"}
        sizes[index] = {**rest, "hiddenByUser": True} if hidden else rest
        if not sizes[index]:
            del sizes[index]


def _groups_of(sheet: Sheet, dimension: str) -> list[dict[str, Any]]:
    return sheet.row_groups if dimension == moving.ROWS else sheet.column_groups


def _depths(sheet: Sheet, dimension: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for group in _groups_of(sheet, dimension):
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            found[index] = max(found.get(index, 0), group["depth"])
    return found


def _set_groups(sheet: Sheet, dimension: str, depths: dict[int, int]) -> None:
    old = {(g["range"]["startIndex"], g["range"]["endIndex"], g["depth"]): g for g in _groups_of(sheet, dimension)}
    found = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        for start, end in _runs(sorted(index for index, deep in depths.items() if deep >= depth)):
            where: dict[str, Any] = {"sheetId": sheet.id} if sheet.id else {}
            where |= {"dimension": dimension, "startIndex": start, "endIndex": end}
            found.append(old.get((start, end, depth)) or {"range": where, "depth": depth})
    found.sort(key=lambda group: (group["range"]["startIndex"], group["depth"]))
    if dimension == moving.ROWS:
        sheet.row_groups = found
    else:
        sheet.column_groups = found


def _runs(indexes: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index:
            runs[-1] = runs[-1][0], index + 1
        else:
            runs.append((index, index + 1))
    return runs
