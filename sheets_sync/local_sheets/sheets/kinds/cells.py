"""Cells: writing them, repeating them, validation."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.text import shifted
from sheets_sync.local_sheets.grid.cells import Cell, Format, MaybeCell
from sheets_sync.local_sheets.grid.formats import finished, linked_runs
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.grid.runs import checked_chips, formats_of, is_chip
from sheets_sync.local_sheets.sheets.batch import Batch, kind
from sheets_sync.local_sheets.sheets.values import from_extended
from sheets_sync.local_sheets.typing.locales import Locale
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid
from sheets_sync.local_sheets.wire.masks import Mask, update_mask, updated

_WRITABLE = {"userEnteredValue", "userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns"}
_READ_ONLY = {"effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"}


def dressed(cell: Cell, data: dict[str, Any], mask: Mask, where: Locale) -> MaybeCell:
    """A cell after a write of CellData: masked fields taken, those missing in the data reset (M)."""
    names = set(mask) or _WRITABLE
    unknown = names - _WRITABLE - _READ_ONLY
    if unknown & set(data) or (mask and unknown):
        raise NotModelled(f"writing CellData.{', '.join(sorted(unknown))}")
    changes: dict[str, Any] = {}
    if "userEnteredValue" in names:
        value = from_extended(data.get("userEnteredValue", {}), where)
        changes |= {
            "value": None if value == "" and type(value) is str else value,
            "result": None,
            "link": None,
            "shows": None,
            "runs": None,
        }
    if "userEnteredFormat" in names:
        old = cell.format.json if cell.format else {}
        asked = data.get("userEnteredFormat", {})
        changes["format"] = Format.of(finished(updated(old, asked, mask.get("userEnteredFormat", {})), asked))
        _check_format(changes["format"])
    if "note" in names:
        changes["note"] = data.get("note") or None
    if "dataValidation" in names:
        changes["rule"] = data.get("dataValidation") or None
    if "textFormatRuns" in names or "chipRuns" in names:
        changes["runs"] = _runs(cell, changes, data, names)
    return cell.but(**changes)


def _runs(cell: Cell, changes: dict[str, Any], data: dict[str, Any], names: set[str]) -> list[dict[str, Any]] | None:
    """The runs of a cell after a write: of looks and links, and of chips; a kind that is not written stays."""
    old = [] if "value" in changes else cell.runs or []
    looks, chips = formats_of(old) or [], [run for run in old if is_chip(run)]
    if "textFormatRuns" in names:
        looks = linked_runs(data.get("textFormatRuns", []))
    if "chipRuns" in names:
        chips = checked_chips(data.get("chipRuns", []), changes.get("value", cell.value))
    return [*looks, *chips] or None


def _check_format(dress: Format | None) -> None:
    if dress is not None and dress.number is not None and not dress.number[0]:
        raise invalid("Invalid number format: type must be set.")  # D: type must be set; wording approximate


@kind("updateCells")
def update_cells(batch: Batch, body: dict[str, Any]) -> None:
    """Writes rows of CellData at a start or over a range; a range with too few rows clears the rest (D)."""
    mask = update_mask(body.get("fields", ""), "CellData")
    rows = body.get("rows", [])
    if "range" in body:
        sheet, box = batch.area(body["range"])
        _check_fits(box, rows)
    else:
        start = body.get("start", {})
        sheet = batch.sheet(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row.get("values", [])) for row in rows), default=0)
        box = Box(top, left, top + len(rows), left + width)
        if box.bottom > sheet.row_count or box.right > sheet.column_count:
            raise invalid(
                f"Attempting to write column: {box.right - 1}, beyond the last requested column of: "
                f"{sheet.column_count - 1}"
                if box.right > sheet.column_count
                else f"Attempting to write row: {box.bottom - 1}, beyond the last requested row of: "
                f"{sheet.row_count - 1}"
            )
    batch.may_change(sheet, box)
    ragged = "range" not in body
    for offset in range(box.height):
        values = rows[offset].get("values", []) if offset < len(rows) else []
        width = len(values) if ragged else box.width
        _write_row(sheet, box.top + offset, box.left, width, values, mask, batch.locale)


def _check_fits(box: Box, rows: list[dict[str, Any]]) -> None:
    """P: the wording of a write past the range."""
    if len(rows) > box.height:
        raise invalid(
            f"Attempting to write row: {box.top + box.height}, beyond the last requested row of: {box.bottom - 1}"
        )
    for row in rows:
        if len(row.get("values", [])) > box.width:
            raise invalid(
                f"Attempting to write column: {box.left + box.width}, "
                f"beyond the last requested column of: {box.right - 1}"
            )


def _write_row(sheet: Sheet, index: int, left: int, width: int, values: list[Any], mask: Mask, where: Locale) -> None:
    row = sheet.row(index)
    changes = {
        left + n: dressed(row.at(left + n), values[n] if n < len(values) else {}, mask, where) for n in range(width)
    }
    sheet.set_cells(index, changes)


@kind("repeatCell")
def repeat_cell(batch: Batch, body: dict[str, Any]) -> None:
    mask = update_mask(body.get("fields", ""), "CellData")
    data = body.get("cell", {})
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    formula = data.get("userEnteredValue", {}).get("formulaValue")
    if formula is None or (mask and "userEnteredValue" not in mask):
        sheet.map_cells(box, lambda cell: dressed(cell, data, mask, batch.locale))
        return
    for row in range(box.top, box.bottom):  # the references shift from cell to cell (D)
        cells = []
        for column in range(box.left, box.right):
            text = shifted(formula, batch.locale.decimal, row - box.top, column - box.left)
            cells.append({**data, "userEnteredValue": {"formulaValue": text}})
        _write_row(sheet, row, box.left, box.width, cells, mask, batch.locale)


@kind("appendCells")
def append_cells(batch: Batch, body: dict[str, Any]) -> None:
    """After the last row with data, growing the grid as needed (D)."""
    if "tableId" in body:
        raise NotModelled("appendCells to a table")
    mask = update_mask(body.get("fields", ""), "CellData")
    sheet = batch.sheet(body.get("sheetId", 0))
    filled = sheet.filled()
    top = filled.bottom if filled else 0
    rows = body.get("rows", [])
    width = max((len(row.get("values", [])) for row in rows), default=0)
    sheet.row_count = max(sheet.row_count, top + len(rows))
    sheet.column_count = max(sheet.column_count, width)
    batch.may_change(sheet, Box(top, 0, top + len(rows), max(width, 1)))
    for offset, row in enumerate(rows):
        values = row.get("values", [])
        _write_row(sheet, top + offset, 0, len(values), values, mask, batch.locale)


@kind("setDataValidation")
def set_data_validation(batch: Batch, body: dict[str, Any]) -> None:
    """No rule clears. Whether writes through the API obey a strict rule is not measured: they are not held up here.

    Relative references of a rule's formulas are meant for the first cell, and move along in the others (K).
    """
    sheet, box = batch.area(body.get("range", {}))
    batch.may_change(sheet, box)
    rule = body.get("rule") or None
    if rule is not None and "condition" not in rule:
        raise invalid("The data validation rule must have a condition.")  # wording approximate
    if rule is None or all(_moved_rule(rule, batch.locale.decimal, *step) == rule for step in ((1, 0), (0, 1))):
        sheet.map_cells(box, lambda cell: cell.but(rule=rule))
        return
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            own = _moved_rule(rule, batch.locale.decimal, row - box.top, column - box.left)
            sheet.set_cell(row, column, sheet.cell(row, column).but(rule=own))


def _moved_rule(rule: dict[str, Any], decimal: str, rows: int, columns: int) -> dict[str, Any]:
    """A rule as it reads some rows and columns further on."""
    values = [dict(one) for one in rule["condition"].get("values", [])]
    for one in values:
        text = one.get("userEnteredValue", "")
        if text.startswith("="):
            one["userEnteredValue"] = shifted(text, decimal, rows, columns)
    return rule if not values else {**rule, "condition": {**rule["condition"], "values": values}}
