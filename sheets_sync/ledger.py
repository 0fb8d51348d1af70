"""The evidence on disk: an append-only chain of records, written before anything is judged.

One table of records in SQLite (write-ahead log, full sync) or in PostgreSQL, by URL. Every record carries the digest
of the one before it, so that nothing can be changed or taken out unseen. A transaction holds all facts of one poll.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
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
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from sheets_sync.errors import LedgerError
from sheets_sync.evidence import Change, Fact, Observed, OverridesSeen, Poll
from sheets_sync.overrides import Override

SCHEMA_VERSION = 1
FIRST = "0" * 64
"""What the first record of a chain carries in place of a digest before it."""

_metadata = MetaData()
_meta = Table("meta", _metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
_records = Table(
    "records",
    _metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False, index=True),
    Column("sent", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One link of the chain. `sent` is ISO 8601 in UTC; `body` is canonical JSON text."""

    seq: int
    kind: str
    sent: str
    body: str
    previous: str
    digest: str

    def is_sound(self, previous: str) -> bool:
        return self.previous == previous and self.digest == _digest(self.previous, self.kind, self.sent, self.body)


class Ledger:
    """Opens (and creates) the ledger of a state folder, or of a database URL. Use as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rolls: dict[str, tuple[str, ...]] = {}
        self._read_until = 0
        with self._translated(), engine.begin() as connection:
            _metadata.create_all(connection)
            self.source = self._identify(connection)

    @classmethod
    def at(cls, folder: Path, url: str | None = None) -> Ledger:
        """The ledger of a state folder (`ledger.sqlite` in it), or of `url`. Raises LedgerError."""
        if url is None:
            folder.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{folder / 'ledger.sqlite'}"
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _make_durable)
        return cls(engine)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def append(self, facts: Sequence[Fact]) -> int:
        """Adds all facts in one durable transaction; gives the number of records written."""
        return self._add([entry for fact in facts for entry in self._entries(fact)])

    def note(self, kind: str, body: Mapping[str, Any]) -> None:
        """Adds a note of something done (a document written, a message sent); `body["at"]` is its moment in ISO."""
        self._add([(kind, str(body["at"]), _json(dict(body)))])

    def _add(self, entries: Sequence[tuple[str, str, str]]) -> int:
        with self._translated(), self._engine.begin() as connection:
            self._lock(connection)
            previous = self._head(connection)
            for kind, sent, body in entries:
                digest = _digest(previous, kind, sent, body)
                connection.execute(
                    _records.insert().values(kind=kind, sent=sent, body=body, previous=previous, digest=digest)
                )
                previous = digest
        return len(entries)

    def new_facts(self) -> list[Fact]:
        """All facts that were not read yet by this object: everything at first, later what was added since."""
        return [fact for record in self._records(self._read_until) if (fact := self._fact(record)) is not None]

    def documents(self) -> list[dict[str, Any]]:
        """What was noted of documents written, in order."""
        return self.notes("document")

    def notes(self, kind: str) -> list[dict[str, Any]]:
        """All notes of one kind, in order."""
        query = select(_records.c.body).where(_records.c.kind == kind).order_by(_records.c.seq)
        with self._translated(), self._engine.connect() as connection:
            return [json.loads(body) for body in connection.execute(query).scalars()]

    def head(self) -> str:
        """The digest of the last record; sixty-four zeros where there is none."""
        with self._translated(), self._engine.connect() as connection:
            return self._head(connection)

    def digest_at(self, moment: datetime) -> str:
        """The digest of the last record of what polls saw up to `moment` (aware); zeros where there is none.

        Notes of documents don't count, so the answer for a past moment stays the same."""
        query = (
            select(_records.c.digest)
            .where(_records.c.kind.in_(("poll", "change", "overrides")), _records.c.sent <= to_iso(moment))
            .order_by(_records.c.seq.desc())
            .limit(1)
        )
        with self._translated(), self._engine.connect() as connection:
            return connection.execute(query).scalar() or FIRST

    def records(self) -> Iterator[Record]:
        """The whole chain, in order."""
        query = select(_records).order_by(_records.c.seq)
        with self._translated(), self._engine.connect() as connection:
            for row in connection.execute(query):
                yield Record(*row)

    def first_broken(self) -> Record | None:
        """The first record that does not follow from the one before it; None where the chain is whole."""
        previous = FIRST
        for record in self.records():
            if not record.is_sound(previous):
                return record
            previous = record.digest
        return None

    def _records(self, after: int) -> Iterator[Record]:
        query = select(_records).where(_records.c.seq > after).order_by(_records.c.seq)
        with self._translated(), self._engine.connect() as connection:
            for row in connection.execute(query):
                self._read_until = row.seq
                yield Record(*row)

    def _identify(self, connection: Connection) -> str:
        meta = {row.key: row.value for row in connection.execute(select(_meta))}
        version = int(meta.get("version", SCHEMA_VERSION))
        if version > SCHEMA_VERSION:
            raise LedgerError(
                f"the ledger has version {version}; this program knows versions up to {SCHEMA_VERSION}.",
                remedy="Update sheets-sync on this machine.",
            )
        if not meta:
            meta = {"version": str(SCHEMA_VERSION), "source": uuid.uuid4().hex}
            connection.execute(_meta.insert(), [{"key": k, "value": v} for k, v in meta.items()])
        return str(meta["source"])

    def _lock(self, connection: Connection) -> None:
        """Two writers never build on the same head, also where they share a database server."""
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE records IN EXCLUSIVE MODE")

    def _head(self, connection: Connection) -> str:
        query = select(_records.c.digest).order_by(_records.c.seq.desc()).limit(1)
        head: str | None = connection.execute(query).scalar()
        return head or FIRST

    def _entries(self, fact: Fact) -> Iterator[tuple[str, str, str]]:
        sent = to_iso(fact.sent)
        if isinstance(fact, Poll):
            roll = _roll_name(fact.units)
            if roll not in self._rolls:
                self._rolls[roll] = fact.units
                yield "roll", sent, _json({"roll": roll, "units": list(fact.units)})
            yield "poll", sent, _json(_poll_body(fact, roll))
        elif isinstance(fact, Change):
            yield "change", sent, _json(_change_body(fact))
        else:
            yield "overrides", sent, _json({"overrides": [_override_body(o) for o in fact.overrides]})

    def _fact(self, record: Record) -> Fact | None:
        body = json.loads(record.body)
        sent = datetime.fromisoformat(record.sent)
        if record.kind == "roll":
            self._rolls[body["roll"]] = tuple(body["units"])
        elif record.kind == "poll":
            return _poll(sent, body, self._rolls[body["roll"]], self.source)
        elif record.kind == "change":
            return _change(sent, body, self.source)
        elif record.kind == "overrides":
            return OverridesSeen(sent, tuple(_override(o) for o in body["overrides"]), self.source)
        return None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise LedgerError(
                f"the evidence ledger can't be used ({cause}).",
                where=str(self._engine.url),
                remedy="Keep the file as it is, restore it from a backup, or name another state folder with --state.",
            ) from error


def to_iso(moment: datetime) -> str:
    """An aware moment as ISO 8601 in UTC: the form in which the ledger keeps it, whatever the machine's zone."""
    return moment.astimezone(UTC).isoformat()


def _make_durable(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(previous: str, kind: str, sent: str, body: str) -> str:
    return hashlib.sha256("\n".join((previous, kind, sent, body)).encode()).hexdigest()


def _roll_name(units: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(units).encode()).hexdigest()[:12]


def _poll_body(poll: Poll, roll: str) -> dict[str, Any]:
    body: dict[str, Any] = {"answered": to_iso(poll.answered), "spreadsheet": poll.spreadsheet, "roll": roll}
    if poll.digest:
        body["digest"] = poll.digest
    if poll.unread:
        body["unread"] = dict(poll.unread)
    if poll.error:
        body["error"] = poll.error
    if poll.correction:
        body["correction"] = poll.correction
    return body


def _poll(sent: datetime, body: Mapping[str, Any], units: tuple[str, ...], source: str) -> Poll:
    return Poll(
        sent=sent,
        answered=datetime.fromisoformat(body["answered"]),
        spreadsheet=body["spreadsheet"],
        units=units,
        unread=body.get("unread", {}),
        error=body.get("error", ""),
        correction=body.get("correction", 0.0),
        digest=body.get("digest", ""),
        source=source,
    )


def _change_body(change: Change) -> dict[str, Any]:
    return {
        "unit": change.unit,
        "day": change.day.isoformat() if change.day else None,
        "observed": change.observed.value,
        "rows": list(change.rows),
        "content": list(change.content),
        "errors": change.errors,
        "reminders": change.reminders,
    }


def _change(sent: datetime, body: Mapping[str, Any], source: str) -> Change:
    return Change(
        sent=sent,
        unit=body["unit"],
        day=date.fromisoformat(body["day"]) if body["day"] else None,
        observed=Observed(body["observed"]),
        rows=tuple(body["rows"]),
        content=tuple(body["content"]),
        errors=body["errors"],
        reminders=body["reminders"],
        source=source,
    )


def _override_body(override: Override) -> dict[str, Any]:
    return {
        "unit": override.unit,
        "day": override.day.isoformat(),
        "status": override.status,
        "reason": override.reason,
        "by": override.by,
        "cell": override.cell,
    }


def _override(body: Mapping[str, Any]) -> Override:
    return Override(**{**body, "day": date.fromisoformat(body["day"])})
