"""What a ledger asks of a database: a few statements of SQL that SQLite and PostgreSQL both know. Pure.

`sqlite` and `postgres` are the two that there are. Values are named in a statement as `:name`.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]
AT_ONCE = 500
"""How many values one statement names at most (`listed`)."""


class Connection(Protocol):
    """One transaction."""

    @property
    def blob(self) -> str:
        """The type of a column that holds bytes."""

    def all(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows that a query gives."""

    def stream(self, sql: str, values: Mapping[str, Any] | None = None) -> Generator[Row, None, None]:
        """The rows of a query that may give many, a portion at a time."""

    def run(self, sql: str, *many: Mapping[str, Any]) -> None:
        """Does something: once, or once with each of some values."""

    def has_table(self, name: str) -> bool:
        """Whether there is such a table."""


class Database(Protocol):
    """A database that holds one chain. What goes wrong comes out as LedgerError or StorageError, without a password."""

    @property
    def traces_tell_all(self) -> bool:
        """Whether `own_traces` also changes where somebody alters what was added since `known`."""

    @property
    def where(self) -> str:
        """The file or URL, without a password."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the database throughout."""

    def writing(self, *, making: bool = False) -> AbstractContextManager[Connection]:
        """A durable transaction. Only one writer is in it at a time, also where several servers share a database, so
        two never build on the same head, and records become visible in the order of their numbers. `making`: the tables
        may not be there yet."""

    def compact(self) -> None:
        """Gives back the room of what was deleted. Where that can't be now, the database stays large, and sound."""

    def traces(self, connection: Connection, known: str = "") -> str:
        """What changes wherever somebody alters what is there, as text; "" where that can't be told. `known`: earlier
        traces; what was only added since leaves them, where the database can tell that apart."""

    def own_traces(self, known: str) -> str:
        """The traces after a transaction of this process, or after closing."""

    def close(self) -> None:
        """Closes its connections; what is asked later opens one for itself."""


def one(connection: Connection, sql: str, values: Mapping[str, Any] | None = None) -> Any:
    """The first value of the first row; None where there is none."""
    rows = connection.all(sql, values)
    return rows[0][0] if rows else None


def listed(values: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """Values for `IN (…)`: what stands between the brackets, and the values by name. At most AT_ONCE."""
    named = {f"v{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named), named
