"""The formula engine at work: it keeps what depends on what, recalculates only what a change touches, in order, and
sums and counts over ranges itself. Each formula stands in it as one call back to Google's own semantics.

The engine is `formualizer` (MIT, a Rust wheel). It is imported when the first formula is met; the server works
without it as long as nobody writes a formula.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas import functions
from sheets_sync.local_sheets.formulas.engine_book import EngineBook
from sheets_sync.local_sheets.formulas.entries import Entry, Key, entry_of, places_of
from sheets_sync.local_sheets.formulas.inherited_arrays import Looks
from sheets_sync.local_sheets.formulas.outcome import outcome, prepare
from sheets_sync.local_sheets.formulas.scope import Scope, Values, World
from sheets_sync.local_sheets.formulas.spills import Spills
from sheets_sync.local_sheets.formulas.written_results import write_results
from sheets_sync.local_sheets.grid.cells import SPILLED, Cell, CellError, Formula, MaybeCell, Result, Row
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.typing.locales import locale
from sheets_sync.local_sheets.wire.exceptions import NotModelled

assert functions  # importing it registers every function

Other = Callable[[str], "Spreadsheet | None"]
_ROUNDS = 30  # spilled arrays that feed spilled arrays
CIRCLE = CellError("REF", "Circular dependency detected.")


class Engine:
    """The formulas of one spreadsheet, kept between changes."""

    def __init__(self) -> None:
        self.book = EngineBook(self._worked_out)
        self.values = Values()
        self.entries: dict[Key, Entry] = {}
        self.numbers: list[Key | None] = []
        self.known: dict[int, Sheet] = {}  # the tabs as of the last recalculation; frozen since
        self.redressed: dict[int, Box] = {}  # where empty cells of a tab look otherwise now
        self.spills = Spills()
        self.frame: Any = None
        self.sizes: dict[int, tuple[int, int]] = {}
        self.world: World | None = None
        self.sheets: dict[int, Sheet] = {}
        self.calculated: set[Key] = set()
        self.dirty: set[Key] = set()
        self.blocked: set[Key] = set()  # arrays that something stood in the way of
        self.moved = False  # a result changed in this round: INDIRECT and OFFSET may have looked too early

    @property
    def imports(self) -> set[str]:
        return self.world.imports if self.world is not None else set()

    @property
    def is_volatile(self) -> bool:
        return any(entry.volatile for entry in self.entries.values())

    def recalculate(self, draft: Spreadsheet, now: datetime.datetime, other: Other, *, strict: bool = True) -> None:
        """Gives every formula cell of a draft its result. `strict`: a formula that is not modelled is refused (501)."""
        self.sheets = {sheet.id: sheet for sheet in draft.sheets}
        titles = {sheet.title.lower(): sheet for sheet in draft.sheets}
        rules = locale(draft.locale)
        self.world = World(draft, self.values, now, rules, titles, other, self.book.formats)
        self.calculated, self.dirty, self.spills.strays, self.spills.fresh = set(), set(), set(), {}
        self.redressed = {}
        self._follow_frame(draft)
        for sheet in draft.sheets:
            if self.known.get(sheet.id) is not sheet:
                self._follow_cells(sheet)
        if self.redressed:
            self.dirty |= {key for key, entry in self.entries.items() if self._feels_dress(key, entry)}
        self._evaluate()
        if strict:
            for key in self.calculated:
                entry = self.entries.get(key)
                if entry is not None and entry.refusal is not None:
                    raise entry.refusal
        self._publish(draft)

    # -- what changed --------------------------------------------------------------------------------------------

    def _follow_frame(self, draft: Spreadsheet) -> None:
        """Tabs that came, went, were renamed or resized; named ranges; the locale."""
        known = {sheet.id for sheet in draft.sheets}
        for gone in set(self.known) - known:
            self._forget_sheet(gone)
        frame = draft.locale, repr(draft.named_ranges), [(sheet.id, sheet.title) for sheet in draft.sheets]
        sizes = {sheet.id: (sheet.row_count, sheet.column_count) for sheet in draft.sheets}
        if frame != self.frame:
            self.dirty |= set(self.entries)
            if self.frame is not None and frame[0] != self.frame[0]:
                for key in list(self.entries):
                    self._enter(key, self.entries[key].text)
        elif sizes != self.sizes:
            self.dirty |= {key for key, entry in self.entries.items() if self._feels_size(entry)}
        self.frame, self.sizes = frame, sizes

    def _feels_size(self, entry: Entry) -> bool:
        open_ended = any(ref.bottom is None or ref.right is None for ref in entry.references)
        return open_ended or (isinstance(entry.result, CellError) and entry.result.kind == "REF")

    def _forget_sheet(self, number: int) -> None:
        for row, cells in enumerate(self.known.pop(number).rows):
            for column, cell in enumerate(cells.cells):
                if cell is not None:
                    self._leave((number, row, column))
                    self.book.put((number, row, column), None)
        self.values.columns.pop(number, None)

    def _follow_cells(self, sheet: Sheet) -> None:
        known = self.known.get(sheet.id)
        if known is None:
            self._follow_new(sheet)
            return
        before, after = known.rows, sheet.rows
        for row in range(max(len(before), len(after))):
            old = before[row] if row < len(before) else None
            new = after[row] if row < len(after) else None
            if old is not new:
                self._follow_row(sheet.id, row, old.cells if old else (), new.cells if new else ())

    def _follow_new(self, sheet: Sheet) -> None:
        """A tab that was not there: nearly all of its rows are one object without values."""
        bare: Row | None = None
        for number, row in enumerate(sheet.rows):
            if row is not bare and any(cell is not None and cell.value is not None for cell in row.cells):
                self._follow_row(sheet.id, number, (), row.cells)
            else:
                bare = row

    def _follow_row(self, sheet: int, row: int, old: tuple[MaybeCell, ...], new: tuple[MaybeCell, ...]) -> None:
        for column in range(max(len(old), len(new))):
            a = old[column] if column < len(old) else None
            b = new[column] if column < len(new) else None
            if a is not b:
                self._follow_cell((sheet, row, column), a, b)

    def _follow_cell(self, key: Key, old: MaybeCell, new: MaybeCell) -> None:
        value = new.value if new is not None else None
        before = old.value if old is not None else None
        if key in self.spills.owner and value is not SPILLED:
            self.dirty.add(self.spills.owner[key])
        if value is SPILLED:
            if key not in self.spills.owner:
                self.spills.strays.add(key)
                self._leave(key)
                self._put(key, None)
            return
        if type(value) is Formula:
            known = self.entries.get(key)
            if known is None or known.text != value.text:
                self._enter(key, value.text)
            return
        same_format = (old.number_format if old else None) == (new.number_format if new else None)
        if value == before and type(value) is type(before) and (same_format or value is None):
            if not same_format:
                self._redress(key)
            return
        self._leave(key)
        self._put(key, value)  # type: ignore[arg-type]
        self.dirty |= self.blocked

    def _redress(self, key: Key) -> None:
        """The engine learns nothing of empty cells, which would cost it memory for each; only that they changed."""
        sheet, row, column = key
        one = Box(row, column, row + 1, column + 1)
        self.redressed[sheet] = one if sheet not in self.redressed else self.redressed[sheet].around(one)

    def _feels_dress(self, key: Key, entry: Entry) -> bool:
        """Whether a formula may look at a cell that is empty and looks otherwise now: it may show its format."""
        places = places_of(entry, self._scope(key, ()))
        return any(place.box.meets(self.redressed.get(place.sheet.id, Box(0, 0, 0, 0))) for place in places)

    def _put(self, key: Key, value: Result) -> None:
        self.values.put(*key, value)
        self.book.put(key, value)

    def _enter(self, key: Key, text: str) -> None:
        self._leave(key)
        assert self.world is not None
        self.numbers.append(key)
        self.entries[key] = entry_of(text, len(self.numbers) - 1, self.world.locale.decimal)
        self.dirty.add(key)

    def _leave(self, key: Key) -> None:
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.numbers[entry.number] = None
            self.book.formats.pop(key, None)
            self.dirty.discard(key)
            self.blocked.discard(key)
            self.spills.release(key)

    # -- evaluation ----------------------------------------------------------------------------------------------

    def _evaluate(self) -> None:
        for _ in range(_ROUNDS):
            for cell, value in self.spills.fresh.items():
                if cell not in self.entries and not self._holds_own(cell):
                    self._put(cell, value)
            self.spills.fresh = {}
            started = self.dirty
            for key in started:
                if key in self.entries:
                    self._send(key)
            self.dirty = set()
            self.moved = False
            self.book.evaluate()
            self._find_circles(started)
            if not self.spills.fresh and not self.dirty and not (self.moved and self.is_volatile):
                return
        raise NotModelled("arrays that feed each other without end")

    def _holds_own(self, key: Key) -> bool:
        value = self._cell(key).value
        return value is not None and value is not SPILLED

    def _cell(self, key: Key) -> Cell:
        assert self.world is not None
        return self.sheets[key[0]].cell(key[1], key[2])

    def _send(self, key: Key) -> None:
        """Puts a formula into the engine: a call back, with everything that it depends on."""
        entry = self.entries[key]
        scope = self._scope(key, ())
        parts = [self.book.native(native, scope) for native in prepare(entry)]
        parts += [self.book.dependency(place) for place in places_of(entry, scope)]
        self.book.set_formula(key, entry.number, parts, volatile=entry.volatile)

    def _scope(self, key: Key, arguments: tuple[Any, ...]) -> Scope:
        assert self.world is not None
        sheet = self.sheets[key[0]]
        return Scope(self.world, sheet, key[1], key[2], arguments)

    def _worked_out(self, number: int, arguments: tuple[Any, ...]) -> Result:
        """The engine asks for a formula's value; all that it depends on is known."""
        key = self.numbers[number]
        if key is None:
            return None
        entry = self.entries[key]
        scope = self._scope(key, arguments)
        value, looks = outcome(entry, scope)
        before = entry.result
        entry.result = self._laid_out(key, entry, value, scope, looks)
        self.book.formats[key] = entry.shows
        self.moved = self.moved or before != entry.result or type(before) is not type(entry.result)
        self.values.put(*key, entry.result)
        self.calculated.add(key)
        return entry.result

    # -- arrays --------------------------------------------------------------------------------------------------

    def _laid_out(self, key: Key, entry: Entry, value: Any, scope: Scope, looks: Looks | None) -> Result:
        """The formula's own value; an array's other values are put into the cells beside and below it."""
        wanted: dict[Key, Result] = {}
        entry.size = (1, 1)
        self.blocked.discard(key)
        if isinstance(value, list):
            if not value or not value[0]:
                value = [[CellError("N_A", "The array is empty.")]]
            entry.size = len(value), len(value[0])
            refusal = self.spills.in_the_way(key, entry.size, scope.sheet, self._holds_own)
            if refusal is not None:
                value, entry.size = [[refusal]], (0, 0)
                self.blocked.add(key)
            for r, row in enumerate(value):
                for c, one in enumerate(row):
                    wanted[key[0], key[1] + r, key[2] + c] = one
            value = wanted.pop(key)
        for cell in self.spills.replace(key, wanted, self.values):
            self.book.formats[cell] = looks(cell[1] - key[1], cell[2] - key[2]) if looks else None
        return value  # type: ignore[no-any-return]

    # -- circles -------------------------------------------------------------------------------------------------

    def _find_circles(self, started: set[Key]) -> None:
        """Formulas that the engine did not come to, because they wait for each other."""
        if not started:
            return
        found = False
        for key, entry in self.entries.items():
            if key not in self.calculated and entry.result != CIRCLE and self.book.is_circle(key):
                entry.result, entry.shows, found = CIRCLE, None, True
                self.values.put(*key, CIRCLE)
                self.calculated.add(key)
        if found:
            self.dirty |= {key for key in self.entries if self.entries[key].result != CIRCLE}

    # -- results -------------------------------------------------------------------------------------------------

    def _publish(self, draft: Spreadsheet) -> None:
        found = {key: entry for key in self.calculated if (entry := self.entries.get(key)) is not None}
        filled = {key: (self.values.at(*key), self.book.formats.get(key)) for key in self.spills.owner}
        write_results(draft, found, filled, self.spills.strays)
        self.known = {sheet.id: sheet for sheet in draft.sheets}
