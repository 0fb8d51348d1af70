"""The tables of a ledger, version 3: records in few bytes; what rows say, layouts and names each stored once."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from typing import Any, NamedTuple

from sheets_sync.ledger import packing
from sheets_sync.ledger.chain import FIRST, Entry, Record, canonical, chained
from sheets_sync.ledger.databases import AT_ONCE, Connection, Row, listed, one

KINDS = ("poll", "change", "overrides", "roll", "fork")
"""The first names of every ledger: kinds that many records have. Of the others there are few, and they are indexed."""

_TABLES = """
CREATE TABLE meta (key VARCHAR(40) NOT NULL PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE records (
    seq INTEGER NOT NULL PRIMARY KEY, kind INTEGER NOT NULL, sent VARCHAR(32) NOT NULL, body TEXT NOT NULL,
    digest {blob} NOT NULL, source INTEGER NOT NULL, origin TEXT NOT NULL
);
CREATE INDEX notes_by_kind ON records (kind) WHERE kind > {kinds};
CREATE TABLE names (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE row_texts (id INTEGER NOT NULL PRIMARY KEY, digest {blob} NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE layouts (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL UNIQUE)
"""
_RECORD = "seq, kind, sent, body, digest, source, origin"
_BRIEF = "seq, kind, sent, body, source"
_PACKED = "["


class Brief(NamedTuple):
    """A record without its links; `said` is what a packed body holds, before it is put together."""

    seq: int
    kind: str
    sent: str
    body: str
    source: str

    @property
    def is_packed(self) -> bool:
        return self.body.startswith(_PACKED)


class Names:
    """Texts that many records name, by number, as one transaction sees them: those of `names`, or of `layouts`."""

    def __init__(self, connection: Connection, table: str = "names") -> None:
        self._connection = connection
        self._table, self._text = table, "name" if table == "names" else "body"
        self._by_id: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._is_loaded = False

    def all(self) -> Mapping[int, str]:
        """Every text by its number. Within one transaction they are read once."""
        if not self._is_loaded:
            for number, name in self._connection.all(f"SELECT id, {self._text} FROM {self._table} ORDER BY id"):  # noqa: S608 - ours
                self._by_id[number], self._ids[name] = name, number
            self._is_loaded = True
        return self._by_id

    def __getitem__(self, number: int) -> str:
        """The text of a number."""
        return self.all()[number]

    def known(self, name: str) -> int | None:
        """The number of a text, where it has one."""
        self.all()
        return self._ids.get(name)

    def number(self, name: str) -> int:
        """The number of a text; it gets one where it has none."""
        found = self.known(name)
        if found is None:
            found = next(reversed(self._by_id), 0) + 1
            sql = f"INSERT INTO {self._table} (id, {self._text}) VALUES (:id, :name)"  # noqa: S608 - our own names
            self._connection.run(sql, {"id": found, "name": name})
            self._by_id[found], self._ids[name] = name, found
        return found


class Shelf:
    """Reads and writes records within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.names, self.layouts = Names(connection), Names(connection, "layouts")
        self._texts: dict[int, str] = {}

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def put(self, record: Record) -> None:
        """Stores a record as it is, with its number and digest."""
        self._connection.run(
            f"INSERT INTO records ({_RECORD}) VALUES (:seq, :kind, :sent, :body, :digest, :source, :origin)",  # noqa: S608
            {
                "seq": record.seq,
                "kind": self.names.number(record.kind),
                "sent": record.sent,
                "body": self._packed(record),
                "digest": bytes.fromhex(record.digest),
                "source": self.names.number(record.source),
                "origin": record.origin,
            },
        )

    def _packed(self, record: Record) -> str:
        if record.kind == "change" and (change := packing.split_change(record.body)):
            return self._packed_change(change)
        if record.kind == "poll" and (poll := packing.split_poll(record.body, record.sent)):
            waited, spreadsheet, roll, digest, rest = poll
            said = [waited, self.names.number(spreadsheet), self.names.number(roll), digest, rest]
            return canonical_list(said[:-1] if not rest else said)
        return record.body

    def _packed_change(self, change: packing.ChangeParts) -> str:
        place = change.place
        said = [
            self.names.number(change.unit),
            packing.day_number(change.day),
            change.observed,
            packing.runs_of(self._row_numbers(change.rows)),
            packing.runs_of(change.numbers),
            self.names.number(place.tab) if place else 0,
            self.layouts.number(place.columns) if place else 0,
            change.errors,
            change.reminders,
        ]
        return canonical_list(said if change.content is None else [*said, list(change.content)])

    def _row_numbers(self, texts: Sequence[str]) -> list[int]:
        """The numbers of what rows say; new texts get the next ones, in order."""
        digests = {text: packing.digest_of_row(text) for text in texts}
        known: dict[bytes, int] = {}
        for some in portions(list(set(digests.values()))):
            places, values = listed(some)
            query = f"SELECT digest, id FROM row_texts WHERE digest IN ({places})"  # noqa: S608 - names of values
            known.update((bytes(digest), number) for digest, number in self._connection.all(query, values))
        new = [text for text in digests if digests[text] not in known]
        if new:
            first = (one(self._connection, "SELECT max(id) FROM row_texts") or 0) + 1
            rows = [{"id": n, "digest": digests[text], "body": text} for n, text in enumerate(new, first)]
            self._connection.run("INSERT INTO row_texts (id, digest, body) VALUES (:id, :digest, :body)", *rows)
            known.update((digests[text], n) for n, text in enumerate(new, first))
        return [known[digests[text]] for text in texts]

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def records(self, after: int = 0) -> Generator[Record, None, None]:
        """The records in order, with their bodies as they were written; after a gap, one names none before it."""
        query = "SELECT digest FROM records WHERE seq <= :after ORDER BY seq DESC LIMIT 1"
        digest = one(self._connection, query, {"after": after})
        previous = bytes(digest).hex() if digest else FIRST
        expected = after + 1
        with closing(self._after(after)) as rows:
            for row in rows:
                seq = row[0]
                record = self._record(row, previous if seq == expected else "")
                previous, expected = record.digest, seq + 1
                yield record

    def _after(self, seq: int) -> Generator[Row, None, None]:
        query = f"SELECT {_RECORD} FROM records WHERE seq > :seq ORDER BY seq"  # noqa: S608 - our own names
        return self._connection.stream(query, {"seq": seq})

    def by_digest(self, digits: str) -> Record | None:
        """The first record whose digest begins with some hexadecimal digits."""
        low, high = (bytes.fromhex(digits.ljust(64, fill)) for fill in "0f")
        query = "SELECT seq FROM records WHERE digest BETWEEN :low AND :high ORDER BY seq LIMIT 1"
        seq = one(self._connection, query, {"low": low, "high": high})
        if seq is None:
            return None
        with closing(self.records(after=seq - 1)) as found:
            return next(found, None)

    def brief(self, after: int) -> Generator[Brief, None, None]:
        """What follows a record, with bodies as they are stored."""
        query = f"SELECT {_BRIEF} FROM records WHERE seq > :seq ORDER BY seq"  # noqa: S608 - our own names
        with closing(self._connection.stream(query, {"seq": after})) as rows:
            yield from map(self._brief, rows)

    def _brief(self, row: Row) -> Brief:
        seq, kind, sent, body, source = row
        return Brief(seq, self._name(kind), sent, body, self._name(source))

    def bodies(self, seqs: Sequence[int]) -> list[Row]:
        """Number, moment and stored body of some records, in order of their numbers."""
        places, values = listed(seqs)
        query = f"SELECT seq, sent, body FROM records WHERE seq IN ({places}) ORDER BY seq"  # noqa: S608 - names of values
        return self._connection.all(query, values)

    def some(self, seqs: Sequence[int]) -> Iterator[Brief]:
        """Some records, in order of their numbers."""
        for portion in portions(seqs):
            places, values = listed(portion)
            query = f"SELECT {_BRIEF} FROM records WHERE seq IN ({places}) ORDER BY seq"  # noqa: S608 - names of values
            yield from map(self._brief, self._connection.all(query, values))

    def whole(self, record: Brief) -> str:
        """The body as it was written. One that was changed stays as it is: no fact can be made of it."""
        if record.is_packed:
            with suppress(*packing.MISFITS):
                return canonical(self._joined(record.kind, json.loads(record.body), record.sent))
        return record.body

    def _record(self, row: Row, previous: str) -> Record:
        seq, number, sent, body, digest, source, origin = row
        kind = self._name(number)
        if body.startswith(_PACKED):
            with suppress(*packing.MISFITS):  # somebody changed it: what stands there is not what the digest says
                body = canonical(self._joined(kind, json.loads(body), sent))
        return Record(seq, kind, sent, body, previous, bytes(digest).hex(), self._name(source), origin)

    def _name(self, number: int) -> str:
        try:
            return self.names[number]
        except KeyError:
            return f"?{number}"

    def _joined(self, kind: str, said: list[Any], sent: str) -> Mapping[str, Any]:
        if kind == "poll":
            waited, spreadsheet, roll, digest, *rest = said
            named = (self.names[spreadsheet], self.names[roll])
            return packing.join_poll(waited, *named, digest, rest[0] if rest else {}, sent=sent)
        return packing.join_change(self._parts(said))

    def _parts(self, said: list[Any]) -> packing.ChangeParts:
        unit, day, observed, rows, numbers, tab, layout, errors, reminders, *content = said
        texts = self.texts(packing.numbers_of(rows))
        return packing.ChangeParts(
            self.names[unit],
            packing.day_text(day),
            observed,
            tuple(texts[number] for number in packing.numbers_of(rows)),
            packing.numbers_of(numbers),
            packing.Place(self.names[tab], self.layouts[layout]) if tab else None,
            errors,
            reminders,
            tuple(content[0]) if content else None,
        )

    def texts(self, ids: Iterable[int]) -> Mapping[int, str]:
        """What rows say, by number. A text that was changed comes as a mark."""
        if len(self._texts) > 50_000:
            self._texts.clear()
        for some in portions([number for number in dict.fromkeys(ids) if number not in self._texts]):
            places, values = listed(some)
            query = f"SELECT id, digest, body FROM row_texts WHERE id IN ({places})"  # noqa: S608 - names of values
            for number, digest, body in self._connection.all(query, values):
                self._texts[number] = _sound(number, bytes(digest), body)
        return self._texts


def head(connection: Connection) -> tuple[int, str]:
    """Number and digest of the last record; 0 and sixty-four zeros where there is none."""
    rows = connection.all("SELECT seq, digest FROM records ORDER BY seq DESC LIMIT 1")
    return (rows[0][0], bytes(rows[0][1]).hex()) if rows else (0, FIRST)


def add(connection: Connection, entries: Iterable[Entry]) -> None:
    """Puts entries at the end of the chain. The numbers are ours, so that two writers could never share one."""
    seq, previous = head(connection)
    shelf = Shelf(connection)
    for number, entry in enumerate(entries, seq + 1):
        record = chained(entry, number, previous)
        previous = record.digest
        shelf.put(record)


def create(connection: Connection) -> None:
    """The tables, and the names that every ledger has."""
    for statement in _TABLES.format(blob=connection.blob, kinds=len(KINDS)).split(";"):
        connection.run(statement)
    rows = [{"id": number, "name": name} for number, name in enumerate(KINDS, 1)]
    connection.run("INSERT INTO names (id, name) VALUES (:id, :name)", *rows)


def said(connection: Connection) -> dict[str, str]:
    """What the ledger says of itself; nothing where there is none yet."""
    return dict(connection.all("SELECT key, value FROM meta")) if connection.has_table("meta") else {}


def say(connection: Connection, values: Mapping[str, str]) -> None:
    """Puts down what the ledger says of itself."""
    for key, value in values.items():
        connection.run("DELETE FROM meta WHERE key = :key", {"key": key})
        connection.run("INSERT INTO meta (key, value) VALUES (:key, :value)", {"key": key, "value": value})


def canonical_list(said: list[Any]) -> str:
    """A packed body: a list, where a plain one is an object."""
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _sound(number: int, digest: bytes, body: str) -> str:
    """The text of a row; one that was changed is marked, so that no record that names it can be proved."""
    return body if packing.digest_of_row(body) == digest else f"?{number}"


def portions(many: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (many[at : at + AT_ONCE] for at in range(0, len(many), AT_ONCE))
