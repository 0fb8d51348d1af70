"""How far a ledger was proved, kept beside it, so that what was proved and not touched since is not proved again.

The mark holds the last record that was proved and the traces that the database had then: of a file its size and times,
of a database server how many rows there are and which transaction wrote last to them. Where the traces are others, all
is proved anew. It keeps looks cheap and proves nothing by itself: `evidence verify` reads every record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sheets_sync.ledger.chain import FIRST, Fault, first_fault
from sheets_sync.ledger.databases import Connection
from sheets_sync.ledger.store import Store
from sheets_sync.ledger.tables import Shelf, head

PROVED = "ledger.proved"
"""File of a state folder that says how far the ledger was proved."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The records up to number `seq`, whose digest is `digest`, were proved when the database had these `traces`."""

    where: str
    seq: int
    digest: str
    traces: str


class Proof:
    """Proves a chain from where it was proved last. `folder`: where the mark is kept; None: nowhere."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._store, self._file = store, folder / PROVED if folder else None
        self._kept = self._mark = self._read()
        self._added: tuple[int, str] | None = None

    def fault(self) -> Fault | None:
        """The first record that does not follow from the one before it; None where the chain is whole."""
        with self._store.reading() as connection:
            mark = self._mark
            if mark and self._store.traces(connection, mark.traces) != mark.traces:
                mark = None
            seq, digest = head(connection)
            traces = self._store.traces(connection)
            if mark is None or mark.seq < seq:
                after, previous = (mark.seq, mark.digest) if mark else (0, FIRST)
                if found := first_fault(Shelf(connection).records(after), previous):
                    self._mark = None
                    return found
            self._mark = Mark(self._store.where, seq, digest, traces) if traces else None
            return None

    def forget(self) -> None:
        """From now on everything is proved anew."""
        self._mark = None

    @contextmanager
    def adding(self, connection: Connection) -> Iterator[None]:
        """Around what this process adds, where other writers are kept out: it alters nothing that was proved, and what
        is chained to a head that was proved need not be read again to prove it."""
        if not self._holds():
            self._mark = None
        mark, self._added = self._mark, None
        follows = self._store.traces_tell_all and mark and head(connection) == (mark.seq, mark.digest)
        yield
        self._added = head(connection) if follows else None

    @contextmanager
    def closing(self, *, keep: bool) -> Iterator[None]:
        """Around closing the database: a file takes in its log then. `keep`: the mark is written."""
        held = self._holds()
        yield
        self._mark = self._mark if held else None
        if keep:
            self.added()

    def added(self) -> None:
        """After a transaction of this process: the traces are others, what was proved is as it was. Where the folder
        can't be written, the mark stays as it was, and more is proved the next time."""
        if self._mark is None:
            return
        seq, digest = self._added or (self._mark.seq, self._mark.digest)
        self._mark = replace(self._mark, seq=seq, digest=digest, traces=self._store.own_traces(self._mark.traces))
        self._added = None
        if self._file is None or self._mark == self._kept:
            return
        made = self._file.with_suffix(".new")
        with suppress(OSError):
            made.write_text(json.dumps(asdict(self._mark)), encoding="utf-8")
            made.replace(self._file)
            self._kept = self._mark

    def _holds(self) -> bool:
        """Whether nobody else wrote since the traces were seen."""
        return self._mark is not None and self._store.own_traces(self._mark.traces) == self._mark.traces

    def _read(self) -> Mark | None:
        if self._file is None:
            return None
        try:
            mark = Mark(**json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return mark if mark.where == self._store.where else None
