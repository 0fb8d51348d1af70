"""The results of formulas, for all spreadsheets of a server.

What Google's functions mean stands in `functions/`; what depends on what, the order of work and sums over ranges are
the formula engine's (`engine.py`). A function of Google's that is not modelled is refused by name; nothing is ever
fetched, and nothing is evaluated in part.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sheets_sync.local_sheets.grid.models import Spreadsheet

if TYPE_CHECKING:
    from sheets_sync.local_sheets.formulas.engine import Engine, Other


class Formulas:
    """The engines of the spreadsheets that hold formulas. They are made again from the cells when need be."""

    def __init__(self, other: Other) -> None:
        self.engines: dict[str, Engine] = {}
        self.other = other
        self.idle: dict[str, tuple[Spreadsheet, Engine]] = {}  # of spreadsheets without formulas, for their rules

    def recalculate(self, book: Spreadsheet, now: datetime.datetime, *, strict: bool = True) -> None:
        """Gives every formula cell of a draft its result. 501 for a formula that is not modelled, unless not strict."""
        engine = self.engines.get(book.id)
        if engine is None:
            if not any(sheet.formulas() for sheet in book.sheets):
                return
            from sheets_sync.local_sheets.formulas.engine import Engine

            engine = Engine()
        self.engines.pop(book.id, None)  # a refused change leaves no engine that has seen it
        engine.recalculate(book, now, self.other, strict=strict)
        if engine.entries:
            self.engines[book.id] = engine

    def engine(self, book: Spreadsheet, now: datetime.datetime) -> Engine:
        """The engine that stands at the state of a spreadsheet; made when it has none."""
        engine = self.engines.get(book.id)
        if engine is not None:
            return engine
        kept, idle = self.idle.get(book.id, (None, None))
        if kept is not book or idle is None:
            idle = self.apart(book.draft(), now)
            self.idle[book.id] = book, idle
        return idle

    def apart(self, draft: Spreadsheet, now: datetime.datetime) -> Engine:
        """Gives a draft its results for this alone; the engine that did it is not kept."""
        from sheets_sync.local_sheets.formulas.engine import Engine

        engine = Engine()
        engine.recalculate(draft, now, self.other, strict=False)
        return engine

    def is_volatile(self, book: Spreadsheet) -> bool:
        """Whether a result depends on the clock or on chance."""
        engine = self.engines.get(book.id)
        return engine is None or engine.is_volatile

    def importers(self, file_id: str) -> list[str]:
        """The spreadsheets that show values of this one."""
        return [name for name, engine in self.engines.items() if file_id in engine.imports and name != file_id]

    def forget(self, file_id: str) -> None:
        self.engines.pop(file_id, None)
        self.idle.pop(file_id, None)
