"""Results written into the cells of a draft; a cell that shows the same as before stays the same object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sheets_sync.local_sheets.formulas.entries import Entry, Key
from sheets_sync.local_sheets.formulas.scope import NumberFormat
from sheets_sync.local_sheets.grid.cells import SPILLED, Cell, MaybeCell, Result
from sheets_sync.local_sheets.grid.models import Spreadsheet

Shown = tuple[Result, NumberFormat | None]


def write_results(
    draft: Spreadsheet, found: Mapping[Key, Entry], filled: Mapping[Key, Shown], strays: Iterable[Key]
) -> None:
    """Gives formulas their results, the cells that arrays fill their values, and takes these from `strays`, the cells
    that no array fills any more. Tabs where nothing differs are not touched."""
    sheets = {sheet.id: sheet for sheet in draft.sheets}
    changes: dict[tuple[int, int], dict[int, MaybeCell]] = {}
    for key, entry in found.items():
        cell = sheets[key[0]].cell(key[1], key[2])
        if _differs(cell, (entry.result, entry.shows)) or cell.link != entry.link:
            changes.setdefault(key[:2], {})[key[2]] = cell.with_result(entry.result, entry.shows, entry.link)
    for key, (value, shows) in filled.items():
        cell = sheets[key[0]].cell(key[1], key[2])
        if cell.value is not SPILLED or _differs(cell, (value, shows)):
            changes.setdefault(key[:2], {})[key[2]] = cell.but(value=SPILLED, result=value, shows=shows)
    for key in strays:
        if key not in filled and key[0] in sheets:
            cell = sheets[key[0]].cell(key[1], key[2])
            if cell.value is SPILLED:
                changes.setdefault(key[:2], {})[key[2]] = cell.with_value(None)
    for (sheet_id, row), cells in changes.items():
        draft.edit(sheet_id).set_cells(row, cells)


def _differs(cell: Cell, shown: Shown) -> bool:
    result, shows = shown
    return type(result) is not type(cell.result) or result != cell.result or shows != cell.shows
