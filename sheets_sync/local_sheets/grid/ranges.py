"""A1 notation and GridRange against one spreadsheet's grid: resolving what was asked, echoing what it meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.wire.exceptions import ApiError, invalid, unparsable_range
from sheets_sync.spreadsheet import a1


@dataclass(frozen=True, slots=True)
class Target:
    """A range that was asked for: the tab, the box inside its grid, and which ends were left open."""

    sheet: Sheet
    box: Box
    open_rows: bool = False
    open_columns: bool = False
    single: bool = False  # one cell was named: an anchor when written to

    @property
    def a1(self) -> str:
        return echo(self.sheet, self.box)


_R1C1_END = r"(?:R(\[?\d*\]?))?(?:C(\[?\d*\]?))?"
_R1C1 = re.compile(f"{_R1C1_END}(?::{_R1C1_END})?", re.IGNORECASE)
_CELL_LIKE = re.compile(r"\$?[A-Za-z]{1,3}\$?\d+|[Rr]\d*[Cc]\d*")


def resolve(spreadsheet: Spreadsheet, text: str, *, bounded: bool = True) -> Target:
    """`'Tab'!A1:B2`, `A:C`, a tab's title, a named range ... -> where it lies. 400 if nowhere (2.7).

    `bounded`: refuse a range that lies wholly outside the grid (M). Partly outside is not sourced; it is cut here
    on reads, as open ends are.
    """
    title, cells = _split(text)
    if title is None:
        return _without_title(spreadsheet, text, bounded)
    sheet = spreadsheet.titled(title)
    if sheet is None:
        raise unparsable_range(text)
    if cells is None:
        return Target(sheet, sheet.box, open_rows=True, open_columns=True)
    named = _named(spreadsheet, cells)
    if named:  # 'Sheet1'!NamedRange resolves (C)
        return named
    return _cells(sheet, cells, text, bounded)


def _without_title(spreadsheet: Spreadsheet, text: str, bounded: bool) -> Target:
    named = _named(spreadsheet, text)  # a named range wins over a tab of that name (M)
    if named:
        return named
    sheet = spreadsheet.titled(text)
    if sheet is not None and not _looks_like_cells(text):
        return Target(sheet, sheet.box, open_rows=True, open_columns=True)
    first = next((s for s in spreadsheet.sheets if not s.hidden), spreadsheet.sheets[0])
    return _cells(first, text, text, bounded)


def _split(text: str) -> tuple[str | None, str | None]:
    if text.startswith("'"):
        match = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.+))?", text, re.DOTALL)
        if not match:
            raise unparsable_range(text)
        return match[1].replace("''", "'"), match[2]
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def _looks_like_cells(text: str) -> bool:
    return bool(re.fullmatch(r"\$?[A-Za-z]{1,3}\$?\d+(:.*)?", text) or (text and _r1c1(text)))


def _named(spreadsheet: Spreadsheet, name: str) -> Target | None:
    for item in spreadsheet.named_ranges:
        if item["name"].lower() == name.lower():
            sheet = spreadsheet.find(item["range"].get("sheetId", 0))
            return Target(sheet, grid_box(sheet, item["range"])) if sheet else None
    return None


def _cells(sheet: Sheet, cells: str, text: str, bounded: bool) -> Target:
    try:
        area = a1.Range.parse(f"{a1.quote_title(sheet.title)}!{cells}")
    except ValueError:
        found = _r1c1(cells)
        if found is None:
            raise unparsable_range(text) from None
        area = found
    top, left = area.start_row or 0, area.start_column or 0
    bottom = sheet.row_count if area.end_row is None else area.end_row
    right = sheet.column_count if area.end_column is None else area.end_column
    if bounded and (top >= sheet.row_count or left >= sheet.column_count):
        raise outside(sheet, area)
    box = Box(top, left, bottom, right)
    return Target(
        sheet, box,
        open_rows=area.end_row is None, open_columns=area.end_column is None,
        single=(box.height, box.width) == (1, 1) and None not in (area.end_row, area.end_column),
    )  # fmt: skip


def _r1c1(cells: str) -> a1.Range | None:
    """R1C1 notation, offsets counted from A1; where a text is A1 as well, A1 wins."""
    match = _R1C1.fullmatch(cells)
    if not match or not cells or cells.endswith(":"):
        return None
    try:
        top, left, bottom, right = (_place(part) for part in match.groups())
    except ValueError:
        return None
    if ":" in cells:
        rows = sorted(place for place in (top, bottom) if place is not None)
        columns = sorted(place for place in (left, right) if place is not None)
        whole_row, whole_column = right is None and left is not None, bottom is None and top is not None
        return a1.Range(
            None, rows[0] if rows else None, columns[0] if columns else None,
            None if whole_column or not rows else rows[-1] + 1,
            None if whole_row or not columns else columns[-1] + 1,
        )  # fmt: skip
    if match[1] and left is None:
        assert top is not None
        return a1.Range(None, top, None, top + 1, None)
    if match[2] and top is None:
        assert left is not None
        return a1.Range(None, None, left, None, left + 1)
    return a1.Range(None, top or 0, left or 0, (top or 0) + 1, (left or 0) + 1)


def _place(part: str | None) -> int | None:
    """`5` -> 4, `[5]` -> 5, nothing -> 0; None where the letter is missing. ValueError for 0 and half a bracket."""
    if part is None:
        return None
    if not part:
        return 0
    if part.startswith("["):
        if not part.endswith("]"):
            raise ValueError(part)
        return int(part[1:-1])
    if int(part) == 0:
        raise ValueError(part)
    return int(part) - 1


def outside(sheet: Sheet, area: a1.Range) -> ApiError:
    end_row = None if area.end_row is None else area.end_row
    end_column = None if area.end_column is None else area.end_column
    shown = a1.Range(None, area.start_row, area.start_column, end_row, end_column).a1
    limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    return invalid(f"Range ({quoted(sheet.title)}!{shown}) exceeds grid limits. {limits}")


def quoted(title: str) -> str:
    """A title as Google echoes it: bare when plain and not like a cell (C).

    For letters beyond ASCII without spaces the rule is not known; they are quoted here. Clients must parse.
    """
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", title) and not _CELL_LIKE.fullmatch(title)
    return title if plain else a1.quote_title(title)


def echo(sheet: Sheet, box: Box) -> str:
    """The normalised form: `Sheet1!A1:Z1000`."""
    return f"{quoted(sheet.title)}!{a1.Range(None, box.top, box.left, box.bottom, box.right).a1}"


def clipped(target: Target) -> Target:
    """Cut to the grid."""
    box, sheet = target.box, target.sheet
    cut = Box(box.top, box.left, min(box.bottom, sheet.row_count), min(box.right, sheet.column_count))
    return Target(sheet, cut, target.open_rows, target.open_columns, target.single)


def grid_box(sheet: Sheet, grid_range: dict[str, Any]) -> Box:
    """A GridRange's box, open ends filled from the grid and cut to it."""
    return Box(
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endRowIndex", sheet.row_count), sheet.row_count),
        min(grid_range.get("endColumnIndex", sheet.column_count), sheet.column_count),
    )


def grid_range(sheet: Sheet, box: Box) -> dict[str, Any]:
    """The GridRange of a box. `sheetId` is absent when 0, the start indexes never are (C)."""
    found: dict[str, Any] = {"sheetId": sheet.id} if sheet.id else {}
    found |= {"startRowIndex": box.top, "endRowIndex": box.bottom}
    return found | {"startColumnIndex": box.left, "endColumnIndex": box.right}


def bounded(sheet: Sheet, asked: dict[str, Any]) -> dict[str, Any]:
    """A GridRange with its open ends filled from the grid."""
    return grid_range(sheet, grid_box(sheet, asked))
