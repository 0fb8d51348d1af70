"""Where the chain is kept: in SQLite (write-ahead log, full sync) or in PostgreSQL, by URL; its versions."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool, StaticPool

from sheets_sync.errors import ConfigError, LedgerError, StorageError
from sheets_sync.ledger import tables
from sheets_sync.ledger.chain import Entry, Record, canonical
from sheets_sync.ledger.tables import Shelf, add, meta, records

_old = Table(
    "records",
    MetaData(),
    Column("seq", Integer, primary_key=True),
    *(Column(name, Text) for name in ("kind", "sent", "body", "previous", "digest", "source", "origin")),
)
"""Records as versions 1 and 2 kept them; version 1 had neither source nor origin."""

Migration = Callable[[Connection], None]


def _name_sources(connection: Connection) -> None:
    """1 to 2: records say which server wrote them, and imported ones where they come from."""
    for column in ("source", "origin"):
        connection.execute(text(f"ALTER TABLE records ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"))


def _pack(connection: Connection) -> None:
    """2 to 3: records in few bytes. Each is compared, read back, with what it was, before that is dropped."""
    connection.execute(text("ALTER TABLE records RENAME TO records_2"))
    known = [row._mapping for row in connection.execute(select(meta))]
    connection.execute(text("DROP TABLE meta"))
    connection.execute(text("DROP INDEX IF EXISTS ix_records_kind"))
    tables.create(connection)
    connection.execute(meta.insert(), [dict(row) for row in known])
    columns = ", ".join(column.name for column in _old.c)
    query = f"SELECT {columns} FROM records_2 ORDER BY seq"  # noqa: S608 - our own names
    old = [text(query).execution_options(yield_per=1000) for _ in range(2)]
    shelf = Shelf(connection)
    for row in connection.execute(old[0]):
        shelf.put(Record(*row))
    packed = Shelf(connection).records()
    for row in connection.execute(old[1]):
        _compare(Record(*row), next(packed, None))
    connection.execute(text("DROP TABLE records_2"))


def _compare(before: Record, after: Record | None) -> None:
    if before != after:
        raise LedgerError(
            f"record {before.seq} ({before.kind}, {before.sent}) does not follow from the one before it, or would not "
            "be the same in the new form; the ledger was left as it is.",
            remedy="See what is wrong: sheets-sync evidence verify. Then restore the ledger from a backup.",
        )


MIGRATIONS: tuple[Migration, ...] = (_name_sources, _pack)
"""The nth leads from version n to the next. What records say is never rewritten: their digests stay."""
SCHEMA_VERSION = len(MIGRATIONS) + 1

_DRIVERS = {"sqlite": "sqlite", "sqlite+pysqlite": "sqlite", **dict.fromkeys(
    ("postgresql", "postgres", "postgresql+psycopg"), "postgresql+psycopg"
)}  # fmt: skip
_ROOM = 256 * 1024
"""Bytes that the shared memory and the first pages of a write-ahead log need."""
_ONE_AT_A_TIME = 0x5368656574  # the key of an advisory lock, while the tables are made


class Store:
    """A database that holds one chain. Every error of the database comes out as LedgerError, without a password."""

    def __init__(self, url: str | Path, *, to_read: bool = False) -> None:
        """`to_read`: nothing is made or migrated; an old ledger, or one that can't be written, is read as it is."""
        self._url = URL.create("sqlite", database=str(url)) if isinstance(url, Path) else parse_url(url)
        self.where = str(url) if isinstance(url, Path) else shown(self._url)
        self._engine = _engine(self._url, to_read=to_read)
        self._writer = self._engine.execution_options(writing=True)
        self._in_memory = False
        self.own_source = self._prepare_to_read() if to_read else self._prepare()

    def close(self) -> None:
        """Closes its connections. Rows of facts that were read before can still be asked for."""
        if self._in_memory:
            return
        self._engine.dispose()
        self._engine = _engine(self._url, to_read=True, lasting=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A durable transaction. Only one writer is in it at a time, also where several servers share a database, so
        two never build on the same head, and records become visible in the order of their numbers."""
        with self._translated(), self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL synchronous_commit TO on"))
                connection.execute(text("LOCK TABLE records IN EXCLUSIVE MODE"))
            yield connection

    def _prepare(self) -> str:
        """Makes the tables, or brings them to this version; gives the ledger's own source."""
        with self.reading() as connection:
            known = _known(connection)
        if not known or pending(known):
            with self._translated(), self._writer.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
                known = _known(connection) or _create(connection)
                migrated = upgrade(connection, known)
            if migrated and self._url.get_backend_name() == "sqlite":
                self._compact()
        return known["source"]

    def _prepare_to_read(self) -> str:
        """Reads an old ledger by way of a packed copy in memory; gives the ledger's own source."""
        with self.reading() as connection:
            known = _known(connection)
            if known and pending(known):
                self._engine, self._in_memory = _packed_copy(connection, int(known["version"])), True
        return known.get("source", "")

    def _compact(self) -> None:
        """Gives back the room that the old records took. Where that can't be now, the file stays large, and sound."""
        with suppress(SQLAlchemyError), self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def become(self, connection: Connection, source: str) -> None:
        """This ledger is, from now on, the one that had this source of its own."""
        connection.execute(meta.update().where(meta.c.key == "source").values(value=source))
        self.own_source = source

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            if passing := self._passing(error):
                raise passing from None
            raise LedgerError(
                f"the evidence ledger can't be used ({self._cause(error)}).", where=self.where, remedy=self._remedy()
            ) from None if self._url.password else error

    def _passing(self, error: SQLAlchemyError) -> StorageError | None:
        """What a later run may find mended: a full disk, a database that does not answer."""
        cause = self._cause(error)
        if "disk is full" in cause or ("disk I/O error" in cause and self._no_room()):
            return StorageError(
                "disk full: the evidence ledger can't be written.",
                where=self.where,
                remedy="Make room. What is recorded is safe, nobody is counted as absent, and the next run goes on.",
            )
        if isinstance(error, OperationalError) and self._url.get_backend_name() == "postgresql":
            return StorageError(
                f"the ledger's database can't be used ({cause}).", where=self.where, remedy=self._remedy()
            )
        return None

    def _no_room(self) -> bool:
        """Whether the disk of a file has no room for what a transaction needs beside it: SQLite calls that an I/O error
        where it can't enlarge its shared memory."""
        folder = Path(self._url.database or ".").parent
        try:
            return shutil.disk_usage(folder).free < _ROOM
        except OSError:
            return False

    def _cause(self, error: SQLAlchemyError) -> str:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return cause.replace(str(self._url.password), "***") if self._url.password else cause

    def _remedy(self) -> str:
        if self._url.get_backend_name() == "postgresql":
            return "Check that the database server runs and that [state] url names it rightly. The next run goes on."
        return "Keep the file as it is, restore it from a backup, or name another state folder with --state."


def pending(known: Mapping[str, str]) -> tuple[Migration, ...]:
    """The migrations from the version of a ledger to this one. Raises LedgerError where it is newer."""
    version = int(known["version"])
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"the ledger has version {version}; this program knows versions up to {SCHEMA_VERSION}.",
            remedy="Update sheets-sync on this machine.",
        )
    return MIGRATIONS[version - 1 :]


def upgrade(connection: Connection, known: Mapping[str, str]) -> bool:
    """Applies the pending migrations, if there are any; the chain itself says from where on it has the new version,
    and whose the records before are."""
    to_do = pending(known)
    for migration in to_do:
        migration(connection)
    last = connection.execute(select(records.c.sent).order_by(records.c.seq.desc()).limit(1)).scalar()
    if to_do:
        connection.execute(meta.update().where(meta.c.key == "version").values(value=str(SCHEMA_VERSION)))
    if to_do and last:
        body = canonical({"from": int(known["version"]), "to": SCHEMA_VERSION, "source": known["source"]})
        add(connection, [Entry("schema", last, body, known["source"])])
    return bool(to_do)


def _create(connection: Connection) -> dict[str, str]:
    tables.create(connection)
    known = {"version": str(SCHEMA_VERSION), "source": uuid.uuid4().hex}
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in known.items()])
    return known


def _known(connection: Connection) -> dict[str, str]:
    """What the ledger says of itself; nothing where there is none yet."""
    if not inspect(connection).has_table("meta"):
        return {}
    return {row.key: row.value for row in connection.execute(select(meta))}


def _packed_copy(connection: Connection, version: int) -> Engine:
    """An old ledger in memory, as this version keeps it; the ledger itself stays as it is."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    names = [column.name for column in _old.c if version > 1 or column.name not in ("source", "origin")]
    with engine.begin() as copy:
        tables.create(copy)
        shelf = Shelf(copy)
        for row in connection.execute(
            select(*(_old.c[name] for name in names)).order_by(_old.c.seq).execution_options(yield_per=1000)
        ):
            shelf.put(Record(*row))
    return engine


# ── engines ───────────────────────────────────────────────────────────────────────────────────────────────────────


def parse_url(url: str) -> URL:
    """A database URL of a kind that is known. Raises ConfigError, which never shows the URL: it may hold a password."""
    try:
        parsed = make_url(url)
        parsed = parsed.set(drivername=_DRIVERS[parsed.drivername])
    except (ArgumentError, ValueError, KeyError):
        raise ConfigError(
            "this is no URL of a database that can hold the evidence.",
            where="[state] url",
            remedy="Write it as postgresql+psycopg://user@host/database, and keep the password in ~/.pgpass.",
        ) from None
    return parsed


def shown(url: URL) -> str:
    """The URL for people: every password in it is masked."""
    secret = {key: "***" for key in url.query if "password" in key.lower()}
    return url.update_query_dict(secret).render_as_string(hide_password=True)


def _engine(url: URL, *, to_read: bool, lasting: bool = True) -> Engine:
    """`lasting`: connections are kept for the next use."""
    pool: dict[str, Any] = {} if lasting else {"poolclass": NullPool}
    try:
        if to_read and url.get_backend_name() == "sqlite" and not _writable(Path(url.database or "")):
            return create_engine(url, creator=lambda: _read_only(Path(url.database or "")), **pool)
        if url.get_backend_name() == "postgresql":
            return create_engine(url, pool_pre_ping=True, connect_args={"client_encoding": "utf8"}, **pool)
        engine = create_engine(url, **pool)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise ConfigError(
            "the driver for this database is not installed.",
            where="[state] url",
            remedy="Install it: pip install 'sheets-sync[postgres]'",
        ) from None
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    return engine


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _read_only(path: Path) -> sqlite3.Connection:
    """A file on a disk that can't be written; without its log where nothing can be made beside it."""
    for options in ("mode=ro", "immutable=1"):
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, check_same_thread=False)
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            return connection
        except sqlite3.OperationalError as error:
            problem = error
    raise problem


def _make_durable(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin in `_begin`, and hold changes of the schema too
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switching to the log needs the file for itself, and SQLite does not wait for that by itself."""
    for _ in range(100):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            time.sleep(0.05)
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads the head, not when it first writes."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
