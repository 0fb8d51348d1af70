"""Filling cells from cells: autoFill, textToColumns, randomizeRange."""

from __future__ import annotations

import itertools
import random
from typing import Any

from sheets_sync.local_sheets.formulas.following import copied, decimal_of
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.cells import Cell, MaybeCell
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.sheets.batch import Batch, kind
from sheets_sync.local_sheets.sheets.values import shown, written_as_typed
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid
from sheets_sync.local_sheets.wire.schema import number


@kind("autoFill")
def auto_fill(batch: Batch, body: dict[str, Any]) -> None:
    """Numbers and dates go on in even steps, one number stays as it is, formulas shift, all else repeats (K)."""
    given, how = body.get("sourceAndDestination"), body.get("useAlternateSeries", False)
    if given is None or how:
        raise NotModelled("autoFill of a range alone, or with the alternate series")
    sheet, source = batch.area(given.get("source", {}))
    length, dimension = given.get("fillLength", 0), given.get("dimension", "ROWS")
    rows = dimension == moving.ROWS
    end = (source.bottom if rows else source.right) + max(length, 0)
    start = (source.top if rows else source.left) + min(length, 0)
    if not source.height or not source.width:
        raise invalid("The source range holds no cells.")  # wording approximate
    if not length or start < 0 or end > (sheet.row_count if rows else sheet.column_count):
        raise invalid("The fill goes beyond the sheet.")  # wording approximate
    filled = source._replace(top=start, bottom=end) if rows else source._replace(left=start, right=end)
    batch.may_change(sheet, filled)
    decimal = decimal_of(batch.book)
    lines = range(source.left, source.right) if rows else range(source.top, source.bottom)
    first, size = (source.top, source.height) if rows else (source.left, source.width)
    places = [*range(start, first), *range(first + size, end)]
    for line in lines:
        cells = [sheet.cell(first + n, line) if rows else sheet.cell(line, first + n) for n in range(size)]
        step = _step(cells)
        for place in places:
            cell = cells[(place - first) % size]
            by = place - first - (place - first) % size
            new = _continued(cells, step, place - first, copied(cell, decimal, by if rows else 0, 0 if rows else by))
            row, column = (place, line) if rows else (line, place)
            sheet.set_cell(row, column, new)


def _step(cells: list[Cell]) -> float | None:
    """The even step of two numbers or more; None where the cells are no such series."""
    values = [cell.value for cell in cells]
    if len(values) < 2 or not all(type(value) in (int, float) for value in values):
        return None
    steps = {round(b - a, 9) for a, b in itertools.pairwise(values)}  # type: ignore[operator]
    if len(steps) > 1:
        raise NotModelled("autoFill of numbers in uneven steps")
    return steps.pop()


def _continued(cells: list[Cell], step: float | None, place: int, like: MaybeCell) -> MaybeCell:
    if step is None or like is None:
        return like
    return like.but(value=number(round(cells[0].value + step * place, 9)))  # type: ignore[operator]


_MARKS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


@kind("textToColumns")
def text_to_columns(batch: Batch, body: dict[str, Any]) -> None:
    """One column of texts is cut; the pieces are taken as typed and overwrite what stands to the right (D)."""
    sheet, box = batch.area(body.get("source", {}))
    if box.width != 1:
        raise invalid("The source data range must span exactly one column.")  # D; wording approximate
    name = body.get("delimiterType", "")
    mark = body.get("delimiter", "") if name == "CUSTOM" else _MARKS.get(name)
    if name == "AUTODETECT" or (mark is None and not name.endswith("UNSPECIFIED") and name):
        raise NotModelled(f"textToColumns with the delimiter type {name}")
    if not mark:
        raise invalid("A delimiter must be set.")  # wording approximate
    texts = {row: shown(sheet.cell(row, box.left), batch.locale) for row in range(box.top, box.bottom)}
    pieces = {row: text.split(mark) for row, text in texts.items() if text}
    wide = max(map(len, pieces.values()), default=1)
    sheet.column_count = max(sheet.column_count, box.left + wide)
    batch.may_change(sheet, box._replace(right=box.left + wide))
    for row, values in pieces.items():
        changes = {
            box.left + n: written_as_typed(sheet.cell(row, box.left + n), value, batch.locale, batch.today)
            for n, value in enumerate(values)
        }
        sheet.set_cells(row, changes)


@kind("randomizeRange")
def randomize_range(batch: Batch, body: dict[str, Any]) -> None:
    """The rows of a range in another order; the same file at the same moment is shuffled alike."""
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    if any(merge.meets(box) for merge in sheet.merges):
        raise invalid("You can't randomize a range with merged cells.")  # wording approximate
    order = list(range(box.top, box.bottom))
    random.Random(f"{batch.book.id} {batch.now}").shuffle(order)  # noqa: S311 - no secret
    _reorder(sheet, box, order, decimal_of(batch.book))


def _reorder(sheet: Sheet, box: Box, order: list[int], decimal: str) -> None:
    rows = {
        place: {c: copied(sheet.cell(source, c), decimal, place - source, 0) for c in range(box.left, box.right)}
        for place, source in zip(range(box.top, box.bottom), order, strict=True)
    }
    for place, changes in rows.items():
        sheet.set_cells(place, changes)
