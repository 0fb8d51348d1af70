"""A chain in a SQLite file, by the standard library: write-ahead log, full synchronisation."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sheets_sync.errors import LedgerError, StorageError
from sheets_sync.ledger.databases import Connection, Row
from sheets_sync.words.worded import worded

_ROOM = 256 * 1024
"""Bytes that the shared memory and the first pages of a write-ahead log need."""
_PORTION = 1000


class SqliteConnection:
    """A connection of the standard library, as `databases.Connection` says."""

    blob = "BLOB"

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def all(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        return self.raw.execute(sql, values or {}).fetchall()

    def stream(self, sql: str, values: Mapping[str, Any] | None = None) -> Generator[Row, None, None]:
        cursor = self.raw.execute(sql, values or {})
        try:
            while rows := cursor.fetchmany(_PORTION):
                yield from rows
        finally:
            cursor.close()  # also where nobody reads on

    def run(self, sql: str, *many: Mapping[str, Any]) -> None:
        if many:
            self.raw.executemany(sql, many)
        else:
            self.raw.execute(sql)

    def has_table(self, name: str) -> bool:
        return bool(self.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name", {"name": name}))


class SqliteFile:
    """A file. `to_read`: nothing is written, also where nothing can be."""

    traces_tell_all = True

    def __init__(self, path: Path, where: str, *, to_read: bool = False) -> None:
        self.path, self.where = path, where
        self._to_read, self._read_only = to_read, to_read and not _writable(path)
        self._free: list[SqliteConnection] = []
        self._keeps = True

    @contextmanager
    def reading(self) -> Iterator[SqliteConnection]:
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self, *, making: bool = False) -> Iterator[SqliteConnection]:
        """A writer takes its turn before it reads the head, not when it first writes."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[SqliteConnection]:
        try:
            connection = self._taken() or self._connect()
            try:
                connection.run(begin)
                yield connection
                connection.run("COMMIT")
            finally:
                self._give_back(connection)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _taken(self) -> SqliteConnection | None:
        try:
            return self._free.pop()
        except IndexError:
            return None

    def _give_back(self, connection: SqliteConnection) -> None:
        if connection.raw.in_transaction:
            with suppress(sqlite3.Error):
                connection.run("ROLLBACK")
        if self._keeps:
            self._free.append(connection)
        else:
            connection.raw.close()

    def _connect(self) -> SqliteConnection:
        if self._read_only:
            return SqliteConnection(_opened_to_read(self.path))
        raw = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        try:
            raw.execute("PRAGMA busy_timeout=30000")
            if self._to_read and not _readable(raw):  # not even room for what a reader shares with a writer
                raw.close()
                return SqliteConnection(_opened_to_read(self.path))
            if not self._to_read:
                _write_ahead(raw)
                raw.execute("PRAGMA synchronous=FULL")
        except BaseException:
            raw.close()
            raise
        return SqliteConnection(raw)

    def compact(self) -> None:
        with suppress(sqlite3.Error):
            connection = self._connect()
            try:
                connection.run("VACUUM")
                connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.raw.close()

    def traces(self, connection: Connection, known: str = "") -> str:
        """Of the file and its log; any change of either counts."""
        return self.own_traces(known)

    def own_traces(self, known: str) -> str:
        log = self.path.with_name(f"{self.path.name}-wal")
        return f"{_traces_of(self.path, with_change=True)} {_traces_of(log, with_change=False)}"

    def close(self) -> None:
        self._keeps = False
        while self._free:
            self._free.pop().raw.close()

    def _error(self, error: sqlite3.Error) -> LedgerError | StorageError:
        """What a later run may find mended, such as a full disk, is a StorageError."""
        cause = str(error).strip().partition("\n")[0]
        if "disk is full" in cause or ("disk I/O error" in cause and self._no_room()):
            return StorageError(
                worded("ledger.no_room"),
                where=self.where,
                remedy=worded("ledger.disk_full.remedy"),
            )
        return LedgerError(
            worded("ledger.unusable", cause=cause), where=self.where, remedy=worded("ledger.unusable.remedy")
        )

    def _no_room(self) -> bool:
        """Whether the disk of a file has no room for what a transaction needs beside it: SQLite calls that an I/O error
        where it can't enlarge its shared memory."""
        try:
            return shutil.disk_usage(self.path.parent).free < _ROOM
        except OSError:
            return False


class InMemory:
    """A database of this process alone, for a copy of an old ledger that must stay as it is."""

    traces_tell_all = False

    def __init__(self, where: str) -> None:
        self.where = where
        self._connection = SqliteConnection(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))

    @contextmanager
    def reading(self) -> Iterator[SqliteConnection]:
        yield self._connection

    @contextmanager
    def writing(self, *, making: bool = False) -> Iterator[SqliteConnection]:
        yield self._connection

    def compact(self) -> None:
        """Nothing to give back."""

    def traces(self, connection: Connection, known: str = "") -> str:
        return ""

    def own_traces(self, known: str) -> str:
        return ""

    def close(self) -> None:
        """It stays: rows of facts that were read before can still be asked for."""


def _traces_of(path: Path, *, with_change: bool) -> str:
    """Which file it is, how large, and when it was written; a log that holds nothing is as none. `with_change`: also
    when its owner or rights were set; those of a log SQLite sets anew at each opening, where the user is root."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return "-"
    if not found.st_size:
        return "-"
    return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}" + (f":{found.st_ctime_ns}" if with_change else "")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _readable(raw: sqlite3.Connection) -> bool:
    try:
        raw.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


def _opened_to_read(path: Path) -> sqlite3.Connection:
    """A file on a disk that can't be written. Where nothing can be made beside it, and a run left records in its log, a
    copy in memory has both."""
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            return _in_memory(path, log)
        return _opened(path, "immutable=1")


def _opened(path: Path, options: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error:
        raw.close()
        raise
    return raw


def _in_memory(path: Path, log: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with tempfile.TemporaryDirectory(prefix="sheets-sync-") as folder:
            for file in (path, log):
                shutil.copyfile(file, Path(folder) / file.name)
            with closing(sqlite3.connect(Path(folder) / path.name)) as source:
                source.backup(copy)
    except OSError as error:
        copy.close()
        raise sqlite3.OperationalError(f"its log can't be read: {error}") from error
    return copy


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Switching to the log needs the file for itself, and SQLite does not wait for that by itself."""
    for _ in range(100):
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            time.sleep(0.05)
    raw.execute("PRAGMA journal_mode=WAL")
