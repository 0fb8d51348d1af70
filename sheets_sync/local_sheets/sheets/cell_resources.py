"""One cell as JSON: only the fields that a mask asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from sheets_sync.local_sheets.grid import formats
from sheets_sync.local_sheets.grid.cells import SPILLED, Cell, CellError, Result
from sheets_sync.local_sheets.grid.runs import chips_of, formats_of, link_of
from sheets_sync.local_sheets.sheets.looks import Looks
from sheets_sync.local_sheets.sheets.values import extended, shown
from sheets_sync.local_sheets.typing.locales import Locale
from sheets_sync.local_sheets.wire.masks import Mask, prune

Fields: TypeAlias = "list[tuple[str, Callable[[Cell, Locale], Any], Mask]]"


def compiled(mask: Mask) -> Fields:
    """The fields of a cell that a mask asks for, with what builds each and the mask below it."""
    names = mask or _CELL_FIELDS
    return [(name, _CELL_FIELDS[name], mask.get(name, {})) for name in names if name in _CELL_FIELDS]


def cell_data(
    cell: Cell, fields: Fields, where: Locale, looks: Looks | None = None, place: tuple[int, int] = (0, 0)
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, build, below in fields:
        value = build(cell, where)
        if looks is not None and name == "effectiveFormat":
            around = looks.around(cell, *place, value or formats.EFFECTIVE)
            value = around if value is not None or around is not formats.EFFECTIVE else None
        if value is not None:
            if below:
                value = prune(value, below)
                if not value:
                    continue
            found[name] = value
    return found


def effective_format(cell: Cell, where: Locale) -> dict[str, Any] | None:
    """The default format with the cell's own over it, and what its value adds: an alignment (K but for texts, which

    stand left), how a link looks, the number format that a formula implies (M).
    """
    if cell.format is None and cell.value is None:
        return None
    found = dict(cell.format.effective if cell.format else formats.EFFECTIVE)
    if cell.shows and "numberFormat" not in found:
        kind, pattern = cell.shows
        found["numberFormat"] = {"type": kind, **({"pattern": pattern} if pattern else {})}
    value = cell.shown
    if value is not None:
        found.setdefault("horizontalAlignment", _alignment(value))
        linked = "link" in found["textFormat"]
        found.setdefault("hyperlinkDisplayType", "LINKED" if linked else "PLAIN_TEXT")
    return found


def _alignment(value: Result) -> str:
    if isinstance(value, str):
        return "LEFT"
    return "CENTER" if isinstance(value, bool | CellError) else "RIGHT"


def hyperlink(cell: Cell, where: Locale) -> str | None:
    """The one address that a cell leads to: of its formula, its text, its chip, or its format."""
    if cell.value is None:
        return None
    link = cell.format.json.get("textFormat", {}).get("link", {}) if cell.format else {}
    uri: str | None = cell.link or link_of(cell.runs, cell.value) or link.get("uri")
    return uri


_CELL_FIELDS: dict[str, Callable[[Cell, Locale], Any]] = {
    "userEnteredValue": lambda cell, where: None if cell.value in (None, SPILLED) else extended(cell.value),
    # a formula whose result is the empty text has no effective value (M)
    "effectiveValue": lambda cell, where: None if cell.shown in (None, "") else extended(cell.shown),
    "formattedValue": lambda cell, where: (shown(cell, where) or None) if cell.value is not None else None,
    "userEnteredFormat": lambda cell, where: cell.format.json if cell.format else None,
    "effectiveFormat": effective_format,
    "hyperlink": hyperlink,
    "note": lambda cell, where: cell.note,
    "textFormatRuns": lambda cell, where: formats_of(cell.runs),
    "chipRuns": lambda cell, where: chips_of(cell.runs, cell.value),
    "dataValidation": lambda cell, where: cell.rule,
}
