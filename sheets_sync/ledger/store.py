"""Where the chain is kept: one table in SQLite (write-ahead log, full sync) or in PostgreSQL, by URL; its versions."""

from __future__ import annotations

import shutil
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
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

from sheets_sync.errors import ConfigError, LedgerError, StorageError
from sheets_sync.ledger.chain import FIRST, Entry, canonical, chained

_metadata = MetaData()
meta = Table("meta", _metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
records = Table(
    "records",
    _metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False, index=True),
    Column("sent", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("source", Text, nullable=False, server_default=""),
    Column("origin", Text, nullable=False, server_default=""),
)

Migration = Callable[[Connection], None]


def _name_sources(connection: Connection) -> None:
    """1 to 2: records say which server wrote them, and imported ones where they come from."""
    for column in ("source", "origin"):
        connection.execute(text(f"ALTER TABLE records ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"))


MIGRATIONS: tuple[Migration, ...] = (_name_sources,)
"""The nth leads from version n to the next. Old records are never rewritten: their digests stay."""
SCHEMA_VERSION = len(MIGRATIONS) + 1

_DRIVERS = {"sqlite": "sqlite", "sqlite+pysqlite": "sqlite", **dict.fromkeys(
    ("postgresql", "postgres", "postgresql+psycopg"), "postgresql+psycopg"
)}  # fmt: skip
_ROOM = 256 * 1024
"""Bytes that the shared memory and the first pages of a write-ahead log need."""
_ONE_AT_A_TIME = 0x5368656574  # the key of an advisory lock, while the tables are made


class Store:
    """A database that holds one chain. Every error of the database comes out as LedgerError, without a password."""

    def __init__(self, url: str | Path) -> None:
        self._url = URL.create("sqlite", database=str(url)) if isinstance(url, Path) else parse_url(url)
        self.where = str(url) if isinstance(url, Path) else shown(self._url)
        self._engine = _engine(self._url)
        self._writer = self._engine.execution_options(writing=True)
        self.own_source = self._prepare()

    def close(self) -> None:
        self._engine.dispose()

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
                upgrade(connection, known)
        return known["source"]

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
                "the disk is full; the evidence ledger can't be written.",
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


def head(connection: Connection) -> tuple[int, str]:
    """Number and digest of the last record; 0 and sixty-four zeros where there is none."""
    row = connection.execute(select(records.c.seq, records.c.digest).order_by(records.c.seq.desc()).limit(1)).first()
    return (row.seq, row.digest) if row else (0, FIRST)


def add(connection: Connection, entries: Sequence[Entry]) -> None:
    """Puts entries at the end of the chain. The numbers are ours, so that two writers could never share one."""
    seq, previous = head(connection)
    rows = []
    for number, entry in enumerate(entries, seq + 1):
        record = chained(entry, number, previous)
        previous = record.digest
        rows.append({column.name: getattr(record, column.name) for column in records.c})
    if rows:
        connection.execute(records.insert(), rows)


def pending(known: Mapping[str, str]) -> tuple[Migration, ...]:
    """The migrations from the version of a ledger to this one. Raises LedgerError where it is newer."""
    version = int(known["version"])
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"the ledger has version {version}; this program knows versions up to {SCHEMA_VERSION}.",
            remedy="Update sheets-sync on this machine.",
        )
    return MIGRATIONS[version - 1 :]


def upgrade(connection: Connection, known: Mapping[str, str]) -> None:
    """Applies the pending migrations; the chain itself says from where on it has the new version, and whose the
    records before are."""
    to_do = pending(known)
    for migration in to_do:
        migration(connection)
    last = connection.execute(select(records.c.sent).order_by(records.c.seq.desc()).limit(1)).scalar()
    if to_do:
        connection.execute(meta.update().where(meta.c.key == "version").values(value=str(SCHEMA_VERSION)))
    if to_do and last:
        body = canonical({"from": int(known["version"]), "to": SCHEMA_VERSION, "source": known["source"]})
        add(connection, [Entry("schema", last, body, known["source"])])


def _create(connection: Connection) -> dict[str, str]:
    _metadata.create_all(connection)
    known = {"version": str(SCHEMA_VERSION), "source": uuid.uuid4().hex}
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in known.items()])
    return known


def _known(connection: Connection) -> dict[str, str]:
    """What the ledger says of itself; nothing where there is none yet."""
    if not inspect(connection).has_table("meta"):
        return {}
    return {row.key: row.value for row in connection.execute(select(meta))}


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


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "postgresql":
            return create_engine(url, pool_pre_ping=True, connect_args={"client_encoding": "utf8"})
        engine = create_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise ConfigError(
            "the driver for this database is not installed.",
            where="[state] url",
            remedy="Install it: pip install 'sheets-sync[postgres]'",
        ) from None
    event.listen(engine, "connect", _make_durable)
    event.listen(engine, "begin", _begin)
    return engine


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
