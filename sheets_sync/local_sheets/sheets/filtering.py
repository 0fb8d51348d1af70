"""Rows that a basic filter hides. Google hides when the filter is set; later changes of values hide nothing (K)."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import grid_box
from sheets_sync.local_sheets.sheets.conditions import Conditions
from sheets_sync.local_sheets.sheets.values import shown
from sheets_sync.local_sheets.typing.locales import locale
from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid

HIDDEN = "hiddenByFilter"


def _column(key: str) -> int:
    """A column of `criteria`, whose keys are texts."""
    if not key.isdecimal() or len(key) > 9:
        raise invalid(f"Invalid value at 'filter.criteria' (map key), \"{key[:50]}\"")  # wording approximate
    return int(key)


def both_forms(asked: dict[str, Any]) -> dict[str, Any]:
    """Criteria come back in the old form and in the new one (L pygsheets)."""
    criteria = asked.get("criteria") or {
        str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {}) for spec in asked.get("filterSpecs", [])
    }
    if not criteria:
        return {name: value for name, value in asked.items() if name not in ("criteria", "filterSpecs")}
    specs = asked.get("filterSpecs") or [
        {"columnIndex": _column(column), "filterCriteria": one} for column, one in criteria.items()
    ]
    return {**asked, "criteria": criteria, "filterSpecs": specs}


def show_all(sheet: Sheet) -> None:
    """No row is hidden by a filter any more."""
    for row, size in list(sheet.row_sizes.items()):
        if HIDDEN in size:
            rest = {name: value for name, value in size.items() if name != HIDDEN}
            if rest:
                sheet.row_sizes[row] = rest
            else:
                del sheet.row_sizes[row]


def apply(book: Spreadsheet, sheet: Sheet, conditions: Conditions) -> None:
    """Hides the rows of a tab's basic filter that do not fulfil its criteria."""
    show_all(sheet)
    if sheet.basic_filter is None:
        return
    box = grid_box(sheet, sheet.basic_filter["range"])
    criteria = {_column(column): one for column, one in sheet.basic_filter.get("criteria", {}).items()}
    for one in criteria.values():
        if {"visibleBackgroundColor", "visibleForegroundColor", "visibleBackgroundColorStyle"} & set(one):
            raise NotModelled("filters by colour")
    where = locale(book.locale)
    for row in range(box.top + 1, box.bottom if criteria else box.top + 1):
        for column, one in criteria.items():
            unseen = shown(sheet.cell(row, column), where) in one.get("hiddenValues", ())
            if unseen or ("condition" in one and not conditions.holds(one["condition"], row, column)):
                sheet.row_sizes[row] = {**sheet.row_sizes.get(row, {}), HIDDEN: True}
                break
