"""Changes and their rows as the ledger keeps them, read when somebody asks: until then a change is one short text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, overload

from sheets_sync.campaign.period import day_key
from sheets_sync.errors import LedgerError
from sheets_sync.evidence.facts import Change, Observed, RowProblemKey, RowStore, StoredChange, StoredRows
from sheets_sync.ledger import packing
from sheets_sync.ledger.kept_rows import Shared, Where, rows_of
from sheets_sync.ledger.tables import Names, Shelf, portions
from sheets_sync.tabs.rows import Row
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.ledger.store import Store

_OBSERVED = (Observed.VALID, Observed.ATTEMPTED, Observed.ABSENT)


_MOST_KEYS = 50_000
"""Rows of which it is remembered by what their problems are known."""


class KeptTexts(RowStore):
    """Where the rows of a ledger are read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, Mapping[int, str]] = {}
        self._places: dict[tuple[int, int], Where] = {}
        self._problem_keys: dict[int, tuple[RowProblemKey, ...]] = {}
        self.shared = Shared()

    def texts(self, rows: KeptRows) -> tuple[str, ...]:
        """What the rows of a change say."""
        ids = packing.numbers_of(rows.ids)
        with self._store.reading() as connection:
            texts = Shelf(connection).texts(ids)
        return tuple(texts.get(number, "") for number in ids)

    def problem_keys(self, rows: KeptRows) -> Set[RowProblemKey]:
        """By what the problems of the rows of a change are known."""
        if len(self._problem_keys) > _MOST_KEYS:
            self._problem_keys.clear()
        ids, known = packing.numbers_of(rows.ids), self._problem_keys
        if any(number not in known for number in ids):
            if rows.is_read:
                found = [tuple((p.column, p.typed, p.code) for p in row.problems) for row in rows]
            else:
                found = [packing.problem_keys(text) for text in self.texts(rows)]
            known |= zip(ids, found, strict=True)
        return frozenset().union(*(known[number] for number in ids))

    def bodies(self, seqs: Sequence[int]) -> list[tuple[int, str, str]]:
        """Number, moment and body of some records."""
        with self._store.reading() as connection:
            return [tuple(row) for some in portions(seqs) for row in Shelf(connection).bodies(some)]

    def where(self, tab: int, layout: int) -> Where | None:
        """Where the rows of a change stood, by its numbers; None where it has none."""
        if tab and (tab, layout) not in self._places:
            place = packing.Place(self._name("names", tab), self._name("layouts", layout))
            self._places[tab, layout] = Where.of(place)
        return self._places.get((tab, layout))

    def _name(self, table: str, number: int) -> str:
        if number not in self._names.get(table, {}):  # numbers never come to mean another text
            with self._store.reading() as connection:
                self._names[table] = Names(connection, table).all()
        return self._names[table][number]

    def read_together(self, many: Sequence[StoredRows]) -> None:
        wanted = [rows for rows in many if isinstance(rows, KeptRows) and not rows.is_read]
        with self._store.reading() as connection:
            shelf = Shelf(connection)
            for some in portions(wanted):
                ids = [packing.numbers_of(rows.ids) for rows in some]
                texts = shelf.texts(number for numbers in ids for number in numbers)
                for rows, numbers in zip(some, ids, strict=True):
                    rows.take([texts.get(number, "") for number in numbers])


class KeptChange(StoredChange):
    """A change as the short text that the ledger keeps of it (`tables`)."""

    __slots__ = ("_body", "_seq", "_texts")

    def __init__(
        self, texts: KeptTexts, seq: int, sent: datetime, unit: str, day: date | None, source: str, body: str
    ) -> None:
        super().__init__(sent, unit, day, source)
        self._texts, self._seq, self._body = texts, seq, body

    @property
    def has_problems(self) -> bool:
        return not self._body.endswith(packing.NO_PROBLEMS) and self.change().has_problems

    def change(self) -> Change:
        """Raises LedgerError for a text that somebody changed."""
        try:
            return self._change(json.loads(self._body))
        except packing.MISFITS as error:
            raise LedgerError(
                worded("ledger.record_unreadable", seq=self._seq, kind="change", sent=self.sent.isoformat()),
                remedy=worded("ledger.verify_and_restore"),
            ) from error

    def _change(self, said: list[Any]) -> Change:
        _, _, observed, ids, numbers, tab, layout, errors, reminders, *content = said
        rows = KeptRows(self._texts, self, ids, numbers, tab, layout) if ids else ()
        given: Sequence[str] = tuple(content[0]) if content else KeptContent(rows) if isinstance(rows, KeptRows) else ()
        return Change(
            sent=self.sent,
            unit=self.unit,
            day=self.day,
            observed=_OBSERVED[observed],
            rows=rows,
            content=given,
            errors=errors,
            reminders=reminders,
            source=self.source,
        )


class KeptRows(StoredRows):
    """The rows of one change. Equal numbers in one ledger are equal rows."""

    __slots__ = ("_day", "_layout", "_numbers", "_read", "_store", "_tab", "_unit", "ids")

    def __init__(
        self, store: KeptTexts, of: StoredChange, ids: packing.Runs, numbers: packing.Runs, tab: int, layout: int
    ) -> None:
        self._store, self._unit, self._day = store, of.unit, of.day
        self.ids, self._numbers, self._tab, self._layout = ids, numbers, tab, layout
        self._read: tuple[Row, ...] | None = None

    @property
    def store(self) -> RowStore:
        return self._store

    @property
    def day(self) -> str | None:
        return day_key(self._day) if self._day else None

    @property
    def is_read(self) -> bool:
        return self._read is not None

    def __bool__(self) -> bool:
        return True  # where there are none, a change has an empty tuple

    def __len__(self) -> int:
        return sum(1 if isinstance(run, int) else run[1] for run in self.ids)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeptRows) and other._store is self._store:
            if (self.ids, self._numbers) != (other.ids, other._numbers):
                return False
            if self._where() == other._where():
                return True
        return super().__eq__(other)

    def _where(self) -> tuple[object, ...]:
        return self._unit, self._day, self._tab, self._layout

    def texts(self) -> tuple[str, ...]:
        return self._store.texts(self)

    def read(self) -> tuple[Row, ...]:
        if self._read is None:
            self.take(self.texts())
        assert self._read is not None
        return self._read

    def take(self, texts: Sequence[str]) -> None:
        """Makes the rows out of what they say."""
        try:
            numbers, where = packing.numbers_of(self._numbers), self._store.where(self._tab, self._layout)
            self._read = rows_of(texts, numbers, where, self._unit, self._day, self._store.shared)
        except packing.MISFITS as error:
            raise self._unreadable() from error

    def _unreadable(self) -> LedgerError:
        return LedgerError(
            worded("ledger.typed_unreadable", unit=self._unit, day=self._day or "–"),
            remedy=worded("ledger.verify_and_restore"),
        )

    def problem_keys(self) -> Set[RowProblemKey]:
        try:
            return self._store.problem_keys(self)
        except packing.MISFITS as error:
            raise self._unreadable() from error

    def release(self) -> None:
        self._read = None


class KeptContent(Sequence[str]):
    """What the valid rows of a change say, as digests: worked out when somebody asks."""

    __slots__ = ("_found", "_rows")

    def __init__(self, rows: KeptRows) -> None:
        self._rows = rows
        self._found: tuple[str, ...] | None = None

    def _all(self) -> tuple[str, ...]:
        if self._found is None:
            self._found = packing.content_of(self._rows.texts(), self._rows.day)
        return self._found

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeptContent) and self._same_rows(other):
            return True
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def _same_rows(self, other: KeptContent) -> bool:
        one, two = self._rows, other._rows
        return one.store is two.store and one.ids == two.ids and one.day == two.day

    def __repr__(self) -> str:
        return repr(self._all())
