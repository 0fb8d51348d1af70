"""The records of another ledger, as entries of ours: a ledger restored from a backup, or two that both polled.

Changes are relative to what the same source showed before. So a source of theirs goes on under its name only where
our last record of it is the last that both have; else (both went on after a backup) it goes on under a name of its
own, and a record of kind "fork" says from where.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sheets_sync.ledger.bodies import FACTS, fork_entry
from sheets_sync.ledger.chain import Entry, Record, origin_of


@dataclass(frozen=True, slots=True)
class _Common:
    """The last record of a source of theirs that we have too, and the name that it has with us."""

    digest: str
    sent: str
    ours: str


def missing_entries(ours: Iterable[Record], our_source: str, theirs: Iterable[tuple[Record, str]]) -> Iterator[Entry]:
    """What ours lacks of theirs, in their order. Both chains must have been verified; `theirs` come with their source
    each."""
    merging = _Merging(our_source)
    for record in ours:
        merging.have(record)
    for record, source in theirs:
        yield from merging.entries(record, source)


class _Merging:
    def __init__(self, our_source: str) -> None:
        self._our_source = our_source
        self._known: dict[str, str] = {}  # first digest -> our name of its source
        self._last: dict[str, str] = {}  # our name of a source -> first digest of its last fact
        self._common: dict[str, _Common] = {}  # their name of a source -> where we part
        self._their_forks: dict[str, tuple[str, str]] = {}  # name of a source -> of which, up to when
        self._names: dict[str, str] = {}  # their name of a source -> ours, for what is new

    def have(self, record: Record) -> None:
        source = record.source or self._our_source
        self._known[record.first_digest] = source
        if record.kind in FACTS:
            self._last[source] = record.first_digest

    def entries(self, record: Record, source: str) -> Iterator[Entry]:
        digest = record.first_digest
        if digest in self._known:
            if record.kind in FACTS:
                self._common[source] = _Common(digest, record.sent, self._known[digest])
        elif record.kind == "fork":
            self._their_forks[source] = (json.loads(record.body)["of"], record.sent)
        else:
            if source not in self._names:
                yield from self._name(source, digest)
            yield Entry(record.kind, record.sent, record.body, self._names[source], origin_of(record))

    def _name(self, source: str, first_new: str) -> Iterator[Entry]:
        """Decides under which name a source of theirs goes on with us."""
        common = self._common.get(source)
        if common is not None and self._last.get(common.ours) == common.digest:
            self._names[source] = common.ours
        elif common is None and source not in self._last:
            self._names[source] = source
            if source in self._their_forks:
                of, sent = self._their_forks[source]
                yield fork_entry(source, self._our_name(of), sent)
        else:
            self._names[source] = hashlib.sha256(f"{source}\n{first_new}".encode()).hexdigest()[:32]
            if common is not None:
                yield fork_entry(self._names[source], common.ours, common.sent)

    def _our_name(self, source: str) -> str:
        common = self._common.get(source)
        return self._names.get(source, common.ours if common else source)
