"""From an older ledger to this version, in one transaction; what records say is never rewritten: their digests stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sheets_sync.errors import LedgerError
from sheets_sync.ledger import tables
from sheets_sync.ledger.chain import Entry, Record, canonical
from sheets_sync.ledger.databases import Connection, one
from sheets_sync.ledger.tables import Shelf, add
from sheets_sync.words.worded import worded

Migration = Callable[[Connection], None]
_OLD = ("seq", "kind", "sent", "body", "previous", "digest", "source", "origin")
"""The columns of records as version 2 kept them; version 1 had neither source nor origin."""


def _name_sources(connection: Connection) -> None:
    """1 to 2: records say which server wrote them, and imported ones where they come from."""
    for column in ("source", "origin"):
        connection.run(f"ALTER TABLE records ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")


def _pack(connection: Connection) -> None:
    """2 to 3: records in few bytes. Each is compared, read back, with what it was, before that is dropped."""
    connection.run("ALTER TABLE records RENAME TO records_2")
    known = connection.all("SELECT key, value FROM meta")
    connection.run("DROP TABLE meta")
    connection.run("DROP INDEX IF EXISTS ix_records_kind")
    tables.create(connection)
    tables.say(connection, dict(known))
    shelf = Shelf(connection)
    for record in _old_records(connection, "records_2"):
        shelf.put(record)
    packed = Shelf(connection).records()
    for record in _old_records(connection, "records_2"):
        _compare(record, next(packed, None))
    packed.close()
    connection.run("DROP TABLE records_2")


def _old_records(connection: Connection, table: str = "records", version: int = 2) -> Iterator[Record]:
    columns = ", ".join(_OLD if version > 1 else _OLD[:-2])
    query = f"SELECT {columns} FROM {table} ORDER BY seq"  # noqa: S608 - our own names
    return (Record(*row) for row in connection.stream(query))


def _compare(before: Record, after: Record | None) -> None:
    if before != after:
        raise LedgerError(
            worded("ledger.not_migrated", seq=before.seq, kind=before.kind, sent=before.sent),
            remedy=worded("ledger.verify_and_restore"),
        )


MIGRATIONS: tuple[Migration, ...] = (_name_sources, _pack)
"""The nth leads from version n to the next."""
SCHEMA_VERSION = len(MIGRATIONS) + 1


def pending(known: Mapping[str, str]) -> tuple[Migration, ...]:
    """The migrations from the version of a ledger to this one. Raises LedgerError where it is newer."""
    version = int(known["version"])
    if version > SCHEMA_VERSION:
        raise LedgerError(
            worded("ledger.newer", version=version, known=SCHEMA_VERSION),
            remedy=worded("ledger.newer.remedy"),
        )
    return MIGRATIONS[version - 1 :]


def upgrade(connection: Connection, known: Mapping[str, str]) -> bool:
    """Applies the pending migrations, if there are any; the chain itself says from where on it has the new version,
    and whose the records before are."""
    to_do = pending(known)
    for migration in to_do:
        migration(connection)
    last = one(connection, "SELECT sent FROM records ORDER BY seq DESC LIMIT 1")
    if to_do:
        tables.say(connection, {"version": str(SCHEMA_VERSION)})
    if to_do and last:
        body = canonical({"from": int(known["version"]), "to": SCHEMA_VERSION, "source": known["source"]})
        add(connection, [Entry("schema", last, body, known["source"])])
    return bool(to_do)


def packed_copy(old: Connection, version: int, copy: Connection) -> None:
    """Puts an old ledger into an empty database, as this version keeps it; the ledger itself stays as it is."""
    tables.create(copy)
    shelf = Shelf(copy)
    for record in _old_records(old, version=version):
        shelf.put(record)
