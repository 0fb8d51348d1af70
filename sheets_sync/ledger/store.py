"""Where the chain is kept: a SQLite file, or a database by its URL, brought to this version of its tables."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from pathlib import Path

from sheets_sync.ledger import tables
from sheets_sync.ledger.databases import Connection, Database
from sheets_sync.ledger.migrations import SCHEMA_VERSION, packed_copy, pending, upgrade
from sheets_sync.ledger.sqlite import InMemory, SqliteFile


class Store:
    """A database that holds one chain. Every error of the database comes out as LedgerError, without a password."""

    def __init__(self, place: str | Path, *, to_read: bool = False) -> None:
        """`place`: a file, or a URL. `to_read`: nothing is made or migrated; an old ledger, or one that can't be
        written, is read as it is. Raises LedgerError, StorageError; ConfigError for a URL that can't be one."""
        self._database = _database(place, to_read=to_read)
        self.where = self._database.where
        self.own_source = self._prepare_to_read() if to_read else self._prepare()

    def close(self) -> None:
        """Closes its connections. Rows of facts that were read before can still be asked for."""
        self._database.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the ledger throughout."""
        return self._database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A durable transaction, in which only one writer is at a time."""
        return self._database.writing()

    @property
    def traces_tell_all(self) -> bool:
        """As `Database.traces_tell_all`."""
        return self._database.traces_tell_all

    def traces(self, connection: Connection, known: str = "") -> str:
        """As `Database.traces`."""
        return self._database.traces(connection, known)

    def own_traces(self, known: str) -> str:
        """As `Database.own_traces`."""
        return self._database.own_traces(known)

    def _prepare(self) -> str:
        """Makes the tables, or brings them to this version; gives the ledger's own source."""
        with self.reading() as connection:
            known = tables.said(connection)
        if not known or pending(known):
            with self._database.writing(making=True) as connection:
                known = tables.said(connection) or _create(connection)
                migrated = upgrade(connection, known)
            if migrated:
                self._database.compact()
        return known["source"]

    def _prepare_to_read(self) -> str:
        """Reads an old ledger by way of a packed copy in memory; gives the ledger's own source."""
        with self.reading() as connection:
            known = tables.said(connection)
            if known and pending(known):
                self._database = InMemory(self.where)
                with self._database.writing() as copy:
                    packed_copy(connection, int(known["version"]), copy)
        return known.get("source", "")

    def become(self, connection: Connection, source: str) -> None:
        """This ledger is, from now on, the one that had this source of its own."""
        tables.say(connection, {"source": source})
        self.own_source = source


def _database(place: str | Path, *, to_read: bool) -> Database:
    if isinstance(place, Path):
        return SqliteFile(place, str(place), to_read=to_read)
    from sheets_sync.ledger.postgres import at_url  # with what only a URL needs

    return at_url(place, to_read=to_read)


def _create(connection: Connection) -> dict[str, str]:
    tables.create(connection)
    known = {"version": str(SCHEMA_VERSION), "source": uuid.uuid4().hex}
    tables.say(connection, known)
    return known
