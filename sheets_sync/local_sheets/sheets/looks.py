"""What bandings and conditional formats add to the looks of cells: part of `effectiveFormat`.

A banding lies under a cell's own format, a conditional format over it (K); of several rules the first that says
something of a property wins (D).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sheets_sync.local_sheets.formulas.operands import is_number
from sheets_sync.local_sheets.grid.cells import Cell
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.grid.ranges import grid_box
from sheets_sync.local_sheets.sheets.gradients import Scale

Look = dict[str, Any]
GRADIENT = "a gradient rule whose points are formulas, in effectiveFormat"


class Holds(Protocol):
    """The conditions of a tab's rules."""

    def holds(self, condition: dict[str, Any], row: int, column: int, top: int = 0, left: int = 0) -> bool: ...

    def value(self, row: int, column: int) -> Any: ...


class Looks:
    """The looks that a tab's bandings and rules add, cell by cell."""

    def __init__(self, sheet: Sheet, conditions: Holds | None, missing: Callable[[str], None]) -> None:
        self.sheet, self.conditions = sheet, conditions
        self.bands = [(grid_box(sheet, item["range"]), item) for item in sheet.bandings]
        self.rules = [
            (grid_box(sheet, where), rule, grid_box(sheet, rule["ranges"][0]))
            for rule in sheet.conditional_formats
            for where in rule["ranges"]
        ]
        self._scales = {id(rule): self._scale(rule) for rule in sheet.conditional_formats if "gradientRule" in rule}
        if not all(scale.known for scale in self._scales.values()):
            missing(GRADIENT)

    def _scale(self, rule: dict[str, Any]) -> Scale:
        boxes = [grid_box(self.sheet, where) for where in rule["ranges"]]
        return Scale(rule["gradientRule"], [number for box in boxes for number in self._numbers(box)])

    def _numbers(self, box: Box) -> list[float]:
        if self.conditions is None:
            return []
        rows = range(box.top, min(box.bottom, len(self.sheet.rows)))
        values = (self.conditions.value(row, column) for row in rows for column in range(box.left, box.right))
        return [value for value in values if is_number(value)]

    def end_of(self, row: int) -> int:
        """The column before which cells of a row, empty ones too, may have a look from here."""
        ends = [box.right for box, _ in self.bands if box.top <= row < box.bottom]
        if row < len(self.sheet.rows):
            ends += [box.right for box, _, _ in self.rules if box.top <= row < box.bottom]
        return max(ends, default=0)

    def bottom(self) -> int:
        """The row before which empty rows may have a look from here."""
        return max((box.bottom for box, _ in self.bands), default=0)

    def around(self, cell: Cell, row: int, column: int, found: Look) -> Look:
        """A cell's effective format with what lies under and over it."""
        own = cell.format.json if cell.format is not None else {}
        if "backgroundColor" not in own and "backgroundColorStyle" not in own:
            for box, item in self.bands:
                if _inside(box, row, column):
                    found = _coloured(found, _band(box, item, row, column))
        over: Look = {}
        for box, rule, first in self.rules:
            if _inside(box, row, column) and self.conditions is not None:
                over = _under(over, self._of_rule(self.conditions, rule, row, column, first))
        return _over(found, over)

    def _of_rule(self, conditions: Holds, rule: dict[str, Any], row: int, column: int, first: Box) -> Look:
        part = rule.get("booleanRule")
        if part is not None:
            holds = conditions.holds(part.get("condition", {}), row, column, first.top, first.left)
            return part.get("format", {}) if holds else {}
        value = conditions.value(row, column)
        colour = self._scales[id(rule)].colour(value) if is_number(value) else None
        return {} if colour is None else {"backgroundColor": colour, "backgroundColorStyle": {"rgbColor": colour}}


def _inside(box: Box, row: int, column: int) -> bool:
    return box.top <= row < box.bottom and box.left <= column < box.right


def _band(box: Box, item: dict[str, Any], row: int, column: int) -> Look:
    """The colour of a row's or column's band: heading, foot, first, second."""
    by_rows = "rowProperties" in item
    bands = item["rowProperties"] if by_rows else item.get("columnProperties", {})
    place, last = (row - box.top, box.height - 1) if by_rows else (column - box.left, box.width - 1)
    if place == last and _has(bands, "footerColor"):
        return _colour(bands, "footerColor")
    if _has(bands, "headerColor"):
        if place == 0:
            return _colour(bands, "headerColor")
        place -= 1
    return _colour(bands, "firstBandColor" if place % 2 == 0 else "secondBandColor")


def _has(bands: dict[str, Any], name: str) -> bool:
    return name in bands or f"{name}Style" in bands


def _colour(bands: dict[str, Any], name: str) -> Look:
    style = bands.get(f"{name}Style") or {"rgbColor": bands.get(name, {})}
    return {"backgroundColor": bands.get(name, style.get("rgbColor", {})), "backgroundColorStyle": style}


def _coloured(found: Look, colour: Look) -> Look:
    return {**found, **colour}


def _under(above: Look, below: Look) -> Look:
    """Both, where the first that says something wins."""
    return {
        **below,
        **above,
        **({"textFormat": {**below.get("textFormat", {}), **above.get("textFormat", {})}}
           if "textFormat" in below or "textFormat" in above else {}),
    }  # fmt: skip


def _over(found: Look, over: Look) -> Look:
    if not over:
        return found
    result = {**found, **{name: value for name, value in over.items() if name != "textFormat"}}
    if "textFormat" in over:
        result["textFormat"] = {**found.get("textFormat", {}), **over["textFormat"]}
    return result
