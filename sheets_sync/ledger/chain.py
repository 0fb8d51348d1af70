"""The chain: every record carries the digest of the one before it; nothing can be changed or taken out unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sheets_sync.words.worded import worded

FIRST = "0" * 64
"""What the first record of a chain carries in place of a digest before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a record says, before it has its place in the chain. `sent` is ISO 8601 in UTC, `body` canonical JSON.

    `source` is the server that recorded it; "" in records of version 1: the ledger's own. `origin` is "" or, for a
    record that was imported, its link in the chain that it comes from (`origin_of`).
    """

    kind: str
    sent: str
    body: str
    source: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One link of the chain: an entry with its place."""

    seq: int
    kind: str
    sent: str
    body: str
    previous: str
    digest: str
    source: str = ""
    origin: str = ""

    @property
    def first_digest(self) -> str:
        """The digest that the record got where it was first written: it names the record in every ledger."""
        return str(json.loads(self.origin)["digest"]) if self.origin else self.digest

    def fault(self, previous: str) -> str:
        """What is wrong with it as the record after `previous`; "" where it is sound."""
        if self.previous != previous:
            return worded("ledger.fault.order")
        if self.digest != digest_of(previous, self.kind, self.sent, self.body, self.source, self.origin):
            return worded("ledger.fault.changed")
        return self._fault_of_origin() if self.origin else ""

    def _fault_of_origin(self) -> str:
        link = json.loads(self.origin)
        if link["digest"] == digest_of(link["previous"], self.kind, self.sent, self.body, link["source"], ""):
            return ""
        return worded("ledger.fault.imported")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first record of a chain that does not hold, and what is wrong with it."""

    seq: int
    kind: str
    sent: str
    what: str


class Chain(Protocol):
    """A chain of records, wherever it is kept."""

    @property
    def where(self) -> str:
        """The file or URL, without a password."""

    def with_sources(self) -> Iterator[tuple[Record, str]]:
        """The chain in order, each record with its source, also those of version 1, which name none."""


def first_fault(records: Iterable[Record], previous: str = FIRST) -> Fault | None:
    """The first record that does not follow from the one before it; None where the chain is whole. `previous`: the
    digest of the record before these."""
    for record in records:
        if what := record.fault(previous):
            return Fault(record.seq, record.kind, record.sent, what)
        previous = record.digest
    return None


def chained(entry: Entry, seq: int, previous: str) -> Record:
    """The entry as the record after `previous`."""
    digest = digest_of(previous, entry.kind, entry.sent, entry.body, entry.source, entry.origin)
    return Record(seq, entry.kind, entry.sent, entry.body, previous, digest, entry.source, entry.origin)


def origin_of(record: Record) -> str:
    """The link of a record in the chain where it was first written."""
    if record.origin:
        return record.origin
    return canonical({"digest": record.digest, "previous": record.previous, "source": record.source})


def digest_of(previous: str, kind: str, sent: str, body: str, source: str, origin: str) -> str:
    """Records of version 1 have neither source nor origin, and the digest that they always had."""
    parts = [previous, kind, sent, body, *((source, origin) if source or origin else ())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def canonical(body: Mapping[str, Any]) -> str:
    """JSON in one form only. Half a surrogate pair, which no database takes, stays as its escape."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()
