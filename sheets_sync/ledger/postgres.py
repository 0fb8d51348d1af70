"""A chain in a PostgreSQL database that several servers may share; and database URLs, by SQLAlchemy."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, inspect, make_url, text
from sqlalchemy import Connection as Raw
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from sheets_sync.errors import ConfigError, LedgerError, StorageError
from sheets_sync.ledger.databases import Connection, Database, Row
from sheets_sync.ledger.sqlite import SqliteFile
from sheets_sync.words.worded import worded

_DRIVERS = {"sqlite": "sqlite", "sqlite+pysqlite": "sqlite", **dict.fromkeys(
    ("postgresql", "postgres", "postgresql+psycopg"), "postgresql+psycopg"
)}  # fmt: skip
_ONE_AT_A_TIME = 0x5368656574  # the key of an advisory lock, while the tables are made


def at_url(url: str, *, to_read: bool = False) -> Database:
    """The database at a URL. Raises ConfigError, which never shows the URL: it may hold a password."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteFile(Path(parsed.database or ""), shown(parsed), to_read=to_read)
    return Postgres(parsed)


def parse_url(url: str) -> URL:
    """A database URL of a kind that is known. Raises ConfigError, which never shows it."""
    try:
        parsed = make_url(url)
        parsed = parsed.set(drivername=_DRIVERS[parsed.drivername])
        if not parsed.database and parsed.get_backend_name() == "sqlite":
            raise ValueError("a database of this process alone keeps nothing")
    except (ArgumentError, ValueError, KeyError):
        raise ConfigError(
            worded("ledger.no_url"),
            where="[state] url",
            remedy=worded("ledger.no_url.remedy"),
        ) from None
    return parsed


def shown(url: URL) -> str:
    """The URL for people: every password in it is masked."""
    secret = {key: "***" for key in url.query if "password" in key.lower()}
    return url.update_query_dict(secret).render_as_string(hide_password=True)


def _engine(url: URL, **how: Any) -> Engine:
    return create_engine(url, pool_pre_ping=True, connect_args={"client_encoding": "utf8"}, **how)


_NUMBERED = (("records", "seq"), ("names", "id"), ("row_texts", "id"), ("layouts", "id"))
"""The tables of a ledger that only grow, and what their rows are numbered by."""


def _traced(connection: Connection, table: str, key: str, bound: str | None) -> Row:
    """(last number, rows, last transaction) of a table, up to the number `bound`."""
    sql = f"SELECT max({key}), count(*), max(xmin::text::bigint) FROM {table}"  # noqa: S608 - our own names
    last, rows, transaction = connection.all(f"{sql} WHERE {key} <= {int(bound)}" if bound else sql)[0]
    return (last or 0, rows, transaction or 0)


class PostgresConnection:
    """A connection of SQLAlchemy, as `databases.Connection` says."""

    blob = "BYTEA"

    def __init__(self, raw: Raw) -> None:
        self.raw = raw

    def all(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        return [tuple(row) for row in self.raw.execute(text(sql), values or {})]

    def stream(self, sql: str, values: Mapping[str, Any] | None = None) -> Generator[Row, None, None]:
        portions = text(sql).execution_options(yield_per=1000)
        with self.raw.execute(portions, values or {}) as rows:  # also where nobody reads on
            for row in rows:
                yield tuple(row)

    def run(self, sql: str, *many: Mapping[str, Any]) -> None:
        self.raw.execute(text(sql), [dict(values) for values in many] or None)

    def has_table(self, name: str) -> bool:
        return inspect(self.raw).has_table(name)


class Postgres:
    """A PostgreSQL database."""

    traces_tell_all = False

    def __init__(self, url: URL) -> None:
        self._url, self.where = url, shown(url)
        try:
            self._engine = _engine(url)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise ConfigError(
                worded("ledger.no_driver"),
                where="[state] url",
                remedy=worded("ledger.no_driver.remedy"),
            ) from None

    @contextmanager
    def reading(self) -> Iterator[PostgresConnection]:
        with self._translated(), self._engine.connect() as raw:
            yield PostgresConnection(raw)

    @contextmanager
    def writing(self, *, making: bool = False) -> Iterator[PostgresConnection]:
        with self._translated(), self._engine.begin() as raw:
            if making:
                raw.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
            else:
                raw.execute(text("SET LOCAL synchronous_commit TO on"))
                raw.execute(text("LOCK TABLE records IN EXCLUSIVE MODE"))
            yield PostgresConnection(raw)

    def traces(self, connection: Connection, known: str = "") -> str:
        """Of each table the last number, how many rows there are up to it, and the last transaction that wrote one of
        them. What is added gets higher numbers."""
        bounds = dict(part.split(":")[:2] for part in known.split()) if known else {}
        said = [(table, *_traced(connection, table, key, bounds.get(table))) for table, key in _NUMBERED]
        return " ".join(":".join(map(str, part)) for part in said)

    def own_traces(self, known: str) -> str:
        """What is added leaves them."""
        return known

    def compact(self) -> None:
        """The server does that by itself."""

    def close(self) -> None:
        self._engine.dispose()
        self._engine = _engine(self._url, poolclass=NullPool)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self._error(error) from None if self._url.password else error

    def _error(self, error: SQLAlchemyError) -> LedgerError | StorageError:
        """What a later run may find mended, such as a server that does not answer, is a StorageError."""
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        cause = cause.replace(str(self._url.password), "***") if self._url.password else cause
        remedy = worded("ledger.database_unusable.remedy")
        if isinstance(error, OperationalError):
            return StorageError(worded("ledger.database_unusable", cause=cause), where=self.where, remedy=remedy)
        return LedgerError(worded("ledger.unusable", cause=cause), where=self.where, remedy=remedy)
