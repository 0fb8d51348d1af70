"""Arrays that fill the cells beside and below their formula: which cell is whose, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from sheets_sync.local_sheets.formulas.entries import Key
from sheets_sync.local_sheets.formulas.scope import Values
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.grid.models import Sheet
from sheets_sync.spreadsheet.a1 import column_letters


class Spills:
    """The filled cells of one spreadsheet. `owner`: a cell that an array fills -> its formula; `fresh`: values that the
    engine does not know yet; `strays`: cells that no array fills any more."""

    def __init__(self) -> None:
        self.owner: dict[Key, Key] = {}
        self._filled: dict[Key, set[Key]] = {}  # a formula -> the cells that its array fills
        self.fresh: dict[Key, Result] = {}
        self.strays: set[Key] = set()

    def release(self, key: Key) -> None:
        """An array gives back the cells that it filled."""
        self._give_back(key, ())

    def replace(self, key: Key, wanted: Mapping[Key, Result], values: Values) -> Iterable[Key]:
        """An array fills these cells now, and no others; `values` are those that stand there. Gives the cells."""
        self._give_back(key, wanted)
        if not wanted:
            return ()
        filled = self._filled.setdefault(key, set())
        for cell, one in wanted.items():
            self.owner[cell] = key
            filled.add(cell)
            before = values.at(*cell)
            if before != one or type(before) is not type(one):
                self.fresh[cell] = one
        return wanted

    def in_the_way(
        self, key: Key, size: tuple[int, int], sheet: Sheet, holds_own: Callable[[Key], bool]
    ) -> CellError | None:
        """What stands in an array's way: the end of the grid, or a cell that holds something of its own."""
        for room, what in (
            (sheet.row_count - key[1] - size[0], "rows"),
            (sheet.column_count - key[2] - size[1], "columns"),
        ):
            if room < 0:
                text = f"Result was not automatically expanded, please insert more {what} ({-room})."
                return CellError("REF", text)
        for r in range(size[0]):
            for c in range(size[1]):
                cell = key[0], key[1] + r, key[2] + c
                if cell != key and (holds_own(cell) or self.owner.get(cell, key) != key):
                    return CellError(
                        "REF", f"Array result was not expanded because it would overwrite data in {_a1(cell)}."
                    )
        return None

    def _give_back(self, key: Key, kept: Container[Key]) -> None:
        filled = self._filled.get(key, set())
        for cell in [cell for cell in filled if cell not in kept]:
            filled.discard(cell)
            del self.owner[cell]
            self.strays.add(cell)
            self.fresh[cell] = None
        if not filled:
            self._filled.pop(key, None)


def _a1(key: Key) -> str:
    return f"{column_letters(key[2])}{key[1] + 1}"
