"""Parts of tabs that have a number of their own, unique in their spreadsheet: charts, bandings, views, protections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sheets_sync.local_sheets.grid.models import Sheet
from sheets_sync.local_sheets.sheets.batch import Batch
from sheets_sync.local_sheets.wire.exceptions import invalid


@dataclass(frozen=True)
class Numbered:
    """One sort of such parts. `where`: the list of a tab that holds them; `key`: the field of their number."""

    where: str
    key: str
    words: str

    def taken(self, batch: Batch) -> set[int]:
        return {item[self.key] for sheet in batch.book.sheets for item in getattr(sheet, self.where)}

    def fresh(self, batch: Batch, asked: dict[str, Any]) -> int:
        """The number of a new part: the one that was asked for, or one that is free. 400 for one that is taken."""
        taken = self.taken(batch)
        number: int = asked.get(self.key) or batch.book.new_id(taken)
        if number in taken:
            raise invalid(f"A {self.words} with id {number} already exists.")  # wording approximate
        return number

    def find(self, batch: Batch, number: int) -> tuple[Sheet, int]:
        """The tab of a part and its place there. 400 when there is none with this number."""
        for sheet in batch.book.sheets:
            for place, item in enumerate(getattr(sheet, self.where)):
                if item[self.key] == number:
                    return batch.sheet(sheet.id), place
        raise invalid(f"No {self.words} with id: {number}")  # wording approximate
