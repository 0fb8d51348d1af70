"""Appending facts and notes to the chain of evidence, and reading them. A transaction holds all facts of one poll."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sheets_sync.errors import DisagreementError, LedgerError, LockedError
from sheets_sync.evidence.facts import Change, Fact, Recorded, StoredChange
from sheets_sync.evidence.past import Past
from sheets_sync.ledger.bodies import FACTS, TELLING, Rolls, to_iso
from sheets_sync.ledger.chain import FIRST, Chain, Entry, Fault, Record, canonical, first_fault
from sheets_sync.ledger.databases import Connection, listed, one
from sheets_sync.ledger.kept_past import KeptPast
from sheets_sync.ledger.merging import missing_entries
from sheets_sync.ledger.past import Held, Unfit, grown
from sheets_sync.ledger.proof import Proof
from sheets_sync.ledger.reading import KeptFacts
from sheets_sync.ledger.rows import KeptTexts
from sheets_sync.ledger.source import SOURCE_FILE, source_of
from sheets_sync.ledger.store import Store
from sheets_sync.ledger.tables import Names, Shelf, add, head
from sheets_sync.words.worded import worded

WORTH_KEEPING = 2_000
"""Records beyond which the past is kept for the next process, or one in fifty of those that it holds."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import added: records by kind."""

    kinds: Mapping[str, int]

    @property
    def added(self) -> int:
        return sum(self.kinds.values())


class Ledger:
    """A ledger that is open. Use as a context manager.

    `folder`: the state folder that names the server that writes here; None: the ledger itself does. `proved`: the one
    that keeps how far it was proved; None: it is proved anew each time. `to_read`: nothing is written there.
    """

    def __init__(
        self, opened: Store, folder: Path | None = None, *, proved: Path | None = None, to_read: bool = False
    ) -> None:
        self._store = opened
        self._proof, self._to_read = Proof(opened, proved), to_read
        self._rolls = Rolls()
        self._rows = KeptTexts(opened)
        self._past: KeptPast | None = None
        self._kept = 0
        self._folder = folder
        self.position = 0
        """The number of the last record that `new_facts` has read."""

    @classmethod
    def at(cls, folder: Path, url: str | None = None, *, to_read: bool = False) -> Ledger:
        """The ledger of a state folder (`ledger.sqlite` in it), or of `url`, where each folder is a source of its own.

        `to_read`: it is only read, and left as it is, also where it is of an older version or can't be written.
        Raises LedgerError; ConfigError for a URL that can't be one.
        """
        if url is None:
            folder.mkdir(mode=0o770, parents=True, exist_ok=True)
            return cls(Store(folder / "ledger.sqlite", to_read=to_read), proved=folder, to_read=to_read)
        return cls(Store(url, to_read=to_read), folder, proved=folder, to_read=to_read)

    @classmethod
    def at_url(cls, url: str) -> Ledger:
        """The ledger at a database URL, to read it."""
        return cls(Store(url))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._proof.closing(keep=not self._to_read):
            self._store.close()

    @cached_property
    def source(self) -> str:
        """The name of the server that writes here. Raises LedgerError where its state folder can't keep it."""
        return source_of(self._folder) if self._folder else self._store.own_source

    @property
    def where(self) -> str:
        """The file or URL, without a password."""
        return self._store.where

    # ── writing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def append(self, facts: Sequence[Fact], *, since: int | None = None) -> int:
        """Adds all facts in one durable transaction; gives the number of records written.

        Changes are relative to what this source recorded before. Give the `position` up to which that was read as
        `since`: where the same source has recorded more since then, nothing is written and LockedError is raised.
        """
        return self._add(self._rolls.entries(facts), since)

    def note(self, kind: str, body: Mapping[str, Any]) -> None:
        """Adds a note of something done (a document written, a message sent); `body["at"]` is its moment in ISO."""
        self._add([Entry(kind, str(body["at"]), canonical(dict(body)))])

    def _add(self, entries: Iterable[Entry], since: int | None = None) -> int:
        """Of many entries one is made at a time: all their bodies together would be large."""
        rolls: list[Entry] = []
        count = 0

        def told() -> Iterator[Entry]:
            nonlocal count
            for entry in entries:
                count += 1
                if entry.kind == "roll":
                    rolls.append(entry)
                yield replace(entry, source=self.source)

        with self._store.writing() as connection, self._proof.adding(connection):
            if since is not None:
                self._check_alone(self._newer(connection, since))
            add(connection, told())
        self._proof.added()
        for roll in rolls:  # only what is really there counts as known
            self._rolls.learn(roll.kind, roll.body)
        return count

    def _newer(self, connection: Connection, since: int) -> int:
        """How many facts this source recorded since."""
        known = Names(connection)
        places, values = listed([known.known(kind) for kind in FACTS])
        query = f"SELECT count(*) FROM records WHERE seq > :seq AND source = :source AND kind IN ({places})"  # noqa: S608
        return int(one(connection, query, values | {"seq": since, "source": known.known(self.source)}))

    def _check_alone(self, newer: int) -> None:
        if newer:
            raise LockedError(
                worded("ledger.same_server"),
                where=self.where,
                remedy=worded("ledger.same_server.remedy", file=SOURCE_FILE),
            )

    def merge(self, other: Chain, *, as_it_was: bool = False) -> Merged:
        """Adds the records of another chain that this one lacks, each with its source and its link in that chain.

        Into an empty ledger they go word for word: the same chain with the same digests, so that printed codes stay
        true; `as_it_was`: this is the same server's ledger then. Safe to repeat.

        Raises LedgerError where either chain is broken; then nothing is added.
        """
        for chain in (other, self):
            if found := first_fault(record for record, _ in chain.with_sources()):
                raise LedgerError(
                    worded("ledger.unsound", seq=found.seq, kind=found.kind, sent=found.sent, what=found.what),
                    where=chain.where,
                    remedy=worded("ledger.other_unsound.remedy"),
                )
        with self._store.writing() as connection, self._proof.adding(connection):
            if head(connection)[0]:
                ours = Shelf(connection).records()
                entries = list(missing_entries(ours, self._store.own_source, other.with_sources()))
            else:
                entries = self._word_for_word(connection, other, as_it_was=as_it_was)
            add(connection, entries)
        return Merged(Counter(entry.kind for entry in entries))

    def _word_for_word(self, connection: Connection, other: Chain, *, as_it_was: bool) -> list[Entry]:
        """Another chain as it is. Records that name no source are of the ledger that they stand in: this one is now
        what that one was."""
        chain = list(other.with_sources())
        own = [source for record, source in chain if not record.source or (as_it_was and not record.origin)]
        if own:
            self._store.become(connection, own[-1])
            self.__dict__.pop("source", None)  # it may have been asked for before
        return [Entry(r.kind, r.sent, r.body, r.source, r.origin) for r, _ in chain]

    # ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

    def new_facts(self) -> list[Fact]:
        """All facts that were not read yet by this object: everything at first, later what was added since."""
        told = self.newly_recorded()
        single = [one for fact in told for one in (fact.facts() if isinstance(fact, Past) else (fact,))]
        return [fact.change() if isinstance(fact, StoredChange) else fact for fact in single]

    def newly_recorded(self) -> list[Recorded | Past]:
        """As `new_facts`, with changes as short texts, of which most are never asked for; what an earlier process kept
        (`begin_with`) comes as one."""
        found: list[Recorded | Past] = []
        with self._store.reading() as connection:
            shelf = Shelf(connection)
            facts = KeptFacts(shelf, self._rolls, self._rows, self._store.own_source)
            if self._past is not None and not self.position:
                odd = map(facts.fact, shelf.some(self._past.odd))
                found += [self._past, *(fact for fact in odd if fact is not None)]
                self.position = self._past.seq
            with closing(shelf.brief(self.position)) as new:
                for record in new:
                    fact = facts.fact(record)
                    self.position = record.seq
                    if fact is not None:
                        found.append(fact)
        return found

    def begin_with(self, facts: Any, beside: memoryview) -> None:
        """Takes over what an earlier process kept of these records (`past`), before any was read; nothing where it does
        not fit."""
        try:
            past = KeptPast(Held.read(facts, beside), self._rolls, self._rows)
        except (KeyError, TypeError, ValueError):
            return
        with self._store.reading() as connection:
            there = one(connection, "SELECT digest FROM records WHERE seq = :seq", {"seq": past.seq})
        if there is not None and bytes(there).hex() == past.digest and not self.position:
            self._past, self._kept = past, past.seq

    def past(self) -> tuple[dict[str, Any], bytes] | None:
        """What a later process may begin with, as JSON and bytes beside it; None where there are not enough more
        records than were kept, or they can't be kept so."""
        before = self._past.held if self._past else Held.nothing(self.source)
        with self._store.reading() as connection:
            last = head(connection)
            if last[0] - self._kept <= max(WORTH_KEEPING, self._kept // 50):
                return None
            self._kept = last[0]
            try:
                return grown(before, Shelf(connection), last, self._store.own_source).written()
            except Unfit:
                return None

    def documents(self) -> list[dict[str, Any]]:
        """What was noted of documents written, in order."""
        return self.notes("document")

    def notes(self, kind: str) -> list[dict[str, Any]]:
        """All notes of one kind, in order of time."""
        with self._store.reading() as connection:
            number = Names(connection).known(kind)
            query = "SELECT sent, body FROM records WHERE kind = :kind ORDER BY seq"
            rows = sorted(connection.all(query, {"kind": number}), key=lambda row: row[0]) if number else []
        return [json.loads(body) for _, body in rows]

    def head(self) -> str:
        """The digest of the last record; sixty-four zeros where there is none."""
        with self._store.reading() as connection:
            return head(connection)[1]

    def last_read(self) -> tuple[int, str]:
        """Number and digest of the last record that `new_facts` has read; 0 and sixty-four zeros where none was."""
        with self._store.reading() as connection:
            digest = one(connection, "SELECT digest FROM records WHERE seq = :seq", {"seq": self.position})
        return (self.position, bytes(digest).hex()) if digest else (0, FIRST)

    def changed_since(self, seq: int, digest: str) -> set[tuple[str, date | None]] | None:
        """The units and days of which something was recorded after the record `seq` with this digest. None where that
        record is another one, or more than changes and polls came after it."""
        with self._store.reading() as connection:
            shelf = Shelf(connection)
            there = one(connection, "SELECT digest FROM records WHERE seq = :seq", {"seq": seq})
            if there is None or bytes(there).hex() != digest:
                return None
            facts = KeptFacts(shelf, self._rolls, self._rows, self._store.own_source)
            found: set[tuple[str, date | None]] = set()
            with closing(shelf.brief(seq)) as new:
                for record in new:
                    if record.kind == "change" and (change := facts.fact(record)):
                        assert isinstance(change, Change | StoredChange)
                        found.add((change.unit, change.day))
                    elif record.kind in TELLING:
                        return None
        return found

    def last_telling(self) -> str:
        """The digest of the last record, of those that `new_facts` has read, that can change what is shown or how it is
        judged; zeros where there is none. Polls that saw nothing new, and notes, leave it."""
        with self._store.reading() as connection:
            known = Names(connection)
            places, values = listed([known.known(kind) for kind in TELLING])
            query = f"SELECT digest FROM records WHERE kind IN ({places}) AND seq <= :read ORDER BY seq DESC LIMIT 1"  # noqa: S608
            digest = one(connection, query, values | {"read": self.position})
        return bytes(digest).hex() if digest else FIRST

    def digest_at(self, moment: datetime) -> str:
        """The digest of the last record of what polls saw up to `moment` (aware); zeros where there is none.

        Notes of documents don't count, so the answer for a past moment stays the same while nothing is imported.
        """
        with self._store.reading() as connection:
            known = Names(connection)
            places, values = listed([known.known(kind) for kind in FACTS])
            query = (
                f"SELECT digest FROM records WHERE kind IN ({places}) AND sent <= :sent "  # noqa: S608 - names of values
                "ORDER BY seq DESC LIMIT 1"
            )
            digest = one(connection, query, values | {"sent": to_iso(moment)})
        return bytes(digest).hex() if digest else FIRST

    def records(self, *, after: int = 0) -> Iterator[Record]:
        """The chain in order, or what follows the record with the number `after`."""
        with self._store.reading() as connection:
            yield from Shelf(connection).records(after)

    def with_sources(self) -> Iterator[tuple[Record, str]]:
        """The chain, each record with its source, also those of version 1, which name none."""
        return ((record, record.source or self._store.own_source) for record in self.records())

    def first_broken(self) -> Fault | None:
        """The first record that does not follow from the one before it, of all; None where the chain is whole."""
        self._proof.forget()
        return self._proof.fault()

    def require_sound(self) -> None:
        """Raises DisagreementError where a record was altered or the chain is broken. What was proved once and not
        touched since is not proved again."""
        if found := self._proof.fault():
            raise unsound(found, self.where)

    def holds(self, digest: str) -> Record | None:
        """The record whose digest begins so, such as one printed in a document, here or in the ledger from which it
        was imported; None where there is none."""
        with self._store.reading() as connection:
            shelf = Shelf(connection)
            found = shelf.by_digest(digest)
            if found is None:
                first = f'%"digest":"{digest}%'  # of hexadecimal digits, so nothing in it is a wildcard
                query = "SELECT seq FROM records WHERE origin LIKE :first ORDER BY seq LIMIT 1"
                seq = one(connection, query, {"first": first})
                found = next(shelf.records(seq - 1)) if seq else None
            return found


def unsound(fault: Fault, where: str) -> DisagreementError:
    """What is said of a chain that does not hold."""
    return DisagreementError(
        worded("ledger.unsound", seq=fault.seq, kind=fault.kind, sent=fault.sent, what=fault.what),
        where=where,
        remedy=worded("ledger.unsound.remedy"),
    )
