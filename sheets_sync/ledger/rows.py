"""Rows of recorded changes, read from the ledger when somebody asks: until then a change holds small numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, overload

from sheets_sync.errors import LedgerError
from sheets_sync.evidence.facts import Change, Observed, RowStore, StoredRows
from sheets_sync.ledger import packing
from sheets_sync.ledger.row_json import row_from_json
from sheets_sync.ledger.tables import KeptChange, Shelf
from sheets_sync.tabs.rows import Row

if TYPE_CHECKING:
    from sheets_sync.ledger.store import Store

_OBSERVED = (Observed.VALID, Observed.ATTEMPTED, Observed.ABSENT)


class KeptTexts(RowStore):
    """Where the rows of a ledger are read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def texts(self, change: KeptChange) -> tuple[str, ...]:
        """What the rows of a change say."""
        ids = packing.numbers_of(change.rows)
        with self._store.reading() as connection:
            texts = Shelf(connection).texts(ids)
        return tuple(texts.get(number, "") for number in ids)

    def read_together(self, many: Sequence[StoredRows]) -> None:
        wanted = [rows for rows in many if isinstance(rows, KeptRows) and not rows.is_read]
        with self._store.reading() as connection:
            shelf = Shelf(connection)
            for rows in wanted:
                ids = packing.numbers_of(rows.change.rows)
                texts = shelf.texts(ids)
                rows.take([texts.get(number, "") for number in ids])


class KeptRows(StoredRows):
    """The rows of one change. Equal numbers in one ledger are equal rows."""

    __slots__ = ("_read", "_store", "change")

    def __init__(self, store: KeptTexts, change: KeptChange) -> None:
        self._store, self.change = store, change
        self._read: tuple[Row, ...] | None = None

    @property
    def store(self) -> RowStore:
        return self._store

    @property
    def is_read(self) -> bool:
        return self._read is not None

    def __len__(self) -> int:
        return sum(1 if isinstance(run, int) else run[1] for run in self.change.rows)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeptRows) and other._store is self._store:
            one, two = self.change, other.change
            if (one.rows, one.numbers) != (two.rows, two.numbers):
                return False
            if one.place == two.place:
                return True
        return super().__eq__(other)

    def texts(self) -> tuple[str, ...]:
        return self._store.texts(self.change)

    def read(self) -> tuple[Row, ...]:
        if self._read is None:
            self.take(self.texts())
        assert self._read is not None
        return self._read

    def take(self, texts: Sequence[str]) -> None:
        """Makes the rows out of what they say."""
        change = self.change
        day, numbers = packing.day_text(change.day), packing.numbers_of(change.numbers)
        try:
            said = packing.rows_of(texts, numbers, change.place, change.unit, day)
            self._read = tuple(map(row_from_json, said))
        except packing.MISFITS as error:
            raise LedgerError(
                f"what {change.unit} typed for {day or 'no day'} can't be read in the ledger any more.",
                remedy="See what is wrong: sheets-sync evidence verify. Then restore the ledger from a backup.",
            ) from error

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
            self._found = packing.content_of(self._rows.texts(), packing.day_text(self._rows.change.day))
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
        return one.store is two.store and one.change.rows == two.change.rows and one.change.day == two.change.day

    def __repr__(self) -> str:
        return repr(self._all())


def change_of(kept: KeptChange, sent: str, source: str, rows: KeptRows | tuple[()]) -> Change:
    """A recorded change as a fact."""
    content: Sequence[str] = kept.content or ()
    if kept.content is None and isinstance(rows, KeptRows):
        content = KeptContent(rows)
    return Change(
        sent=datetime.fromisoformat(sent),
        unit=kept.unit,
        day=date.fromordinal(kept.day) if kept.day else None,
        observed=_OBSERVED[kept.observed],
        rows=rows,
        content=content,
        errors=kept.errors,
        reminders=kept.reminders,
        source=source,
    )
