"""The past of a ledger by what was kept of it: facts are made of what somebody asks for."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sheets_sync.campaign.period import day_of_key
from sheets_sync.evidence.facts import Poll, StoredChange
from sheets_sync.evidence.moments import EPOCH, moment_of, number_of
from sheets_sync.evidence.past import Key, Past, PollList, StoredLines
from sheets_sync.ledger import packing
from sheets_sync.ledger.bodies import Rolls
from sheets_sync.ledger.past import Held
from sheets_sync.ledger.rows import KeptChange, KeptTexts
from sheets_sync.ledger.tables import portions


class KeptPast(Past):
    """What one source recorded up to a record."""

    def __init__(self, held: Held, rolls: Rolls, texts: KeptTexts) -> None:
        self.held, self.source = held, str(held.facts["source"])
        self.seq, self.digest = int(held.facts["seq"]), str(held.facts["digest"])
        self.odd: Sequence[int] = held.facts["odd"]
        self._polls = _KeptPolls(held, self.source, rolls)
        self._lines = _KeptLines(held, self.source, texts)

    @property
    def polls(self) -> Sequence[Poll]:
        return self._polls

    @property
    def lines(self) -> StoredLines:
        return self._lines

    def looks(self) -> Iterator[tuple[tuple[str, ...], bool, Sequence[int]]]:
        by_units: dict[tuple[tuple[str, ...], bool], array[int]] = {}
        lists = [by_units.setdefault((p.units, bool(p.error)), array("q")) for p in self._polls.kinds]
        for sent, kind in zip(self.held.columns["sent"], self.held.columns["kind"], strict=True):
            lists[kind].append(sent)
        return ((*units, numbers) for units, numbers in by_units.items() if numbers)


class _KeptPolls(PollList):
    """Polls out of columns. Those that differ in nothing but their moment and what they saw share all else."""

    def __init__(self, held: Held, source: str, rolls: Rolls) -> None:
        self._kinds, self._shown, self._columns = held.facts["kinds"], held.facts["shown"], held.columns
        self._source, self._rolls = source, rolls
        self._made: dict[int, Poll] = {}

    @cached_property
    def kinds(self) -> list[Poll]:
        """A poll of each kind."""
        return [self._of_kind(*kind) for kind in self._kinds]

    def _of_kind(self, spreadsheet: str, roll: str, rest: Mapping[str, Any]) -> Poll:
        body = packing.join_poll(0, spreadsheet, roll, "", dict(rest), sent=EPOCH.isoformat())
        return self._rolls.poll(EPOCH, body, self._source)

    def __len__(self) -> int:
        return len(self._columns["sent"])

    def at(self, number: int) -> Poll:
        if number not in self._made:
            columns, ends = self._columns, self._columns["shown_end"]
            sent = moment_of(columns["sent"][number])
            self._made[number] = replace(
                self.kinds[columns["kind"][number]],
                sent=sent,
                answered=sent + timedelta(microseconds=columns["waited"][number]),
                digest=self._shown[ends[number - 1] if number else 0 : ends[number]],
            )
        return self._made[number]


class _KeptLines(StoredLines):
    """The changes of units and days, by the numbers of their records."""

    def __init__(self, held: Held, source: str, texts: KeptTexts) -> None:
        self._facts, self._columns = held.facts, held.columns
        self._source, self._texts = source, texts
        self._numbers: dict[str, dict[date | None, int]] = {}

    @cached_property
    def _days(self) -> list[date | None]:
        texts = [packing.day_text(json.loads(day)) for day in self._facts["days"]]
        return [day_of_key(text) if text else None for text in texts]

    def _of_unit(self, unit: str) -> dict[date | None, int]:
        """Day -> number of the line."""
        if unit not in self._numbers:
            begin, end = self._facts["units"].get(unit, (0, 0))
            days, column = self._days, self._columns["day"]
            self._numbers[unit] = {days[column[number]]: number for number in range(begin, end)}
        return self._numbers[unit]

    def _seqs(self, number: int) -> Sequence[int]:
        ends = self._columns["end"]
        return self._columns["seqs"][ends[number - 1] if number else 0 : ends[number]]

    def _seqs_of(self, key: Key) -> Sequence[int]:
        return self._seqs(self._of_unit(key[0])[key[1]])

    @cached_property
    def _units(self) -> list[tuple[int, str]]:
        return [(end, unit) for unit, (_, end) in self._facts["units"].items()]

    def _key(self, number: int) -> Key:
        _, unit = self._units[bisect_right(self._units, number, key=lambda unit: unit[0])]
        return unit, self._days[self._columns["day"][number]]

    def __contains__(self, key: Key) -> bool:
        return key[1] in self._of_unit(key[0])

    def all_keys(self) -> Sequence[Key]:
        return self.in_order([(unit, day) for unit in self._facts["units"] for day in self._of_unit(unit)])

    def keys_of(self, unit: str) -> Sequence[Key]:
        return self.in_order([(unit, day) for day in self._of_unit(unit)])

    def telling(self, as_of: datetime) -> Sequence[Key]:
        until = number_of(as_of)
        later = (number for number, last in enumerate(self._columns["last"]) if last > until)
        return [self._key(number) for number in {*self._facts["problems"], *later}]

    def in_order(self, keys: Sequence[Key]) -> list[Key]:
        def first(key: Key) -> float:
            number = self._of_unit(key[0]).get(key[1])
            return float("inf") if number is None else min(self._seqs(number))

        return sorted(keys, key=first)

    def lasts(self, keys: Sequence[Key]) -> Iterator[StoredChange]:
        for some in portions(keys):
            seqs = [int(self._seqs_of(key)[-1]) for key in some]
            found = {record[0]: record for record in self._texts.bodies(sorted(seqs))}
            yield from (self._change(key, found[seq]) for key, seq in zip(some, seqs, strict=True))

    def changes(self, keys: Sequence[Key]) -> Iterator[list[StoredChange]]:
        for some in portions(keys):
            lines = [sorted(self._seqs_of(key)) for key in some]
            found = {record[0]: record for record in self._texts.bodies(sorted(seq for line in lines for seq in line))}
            for key, line in zip(some, lines, strict=True):
                yield sorted((self._change(key, found[seq]) for seq in line), key=lambda change: change.sent)

    def _change(self, key: Key, record: tuple[int, str, str]) -> StoredChange:
        seq, sent, body = record
        return KeptChange(self._texts, seq, datetime.fromisoformat(sent), *key, self._source, body)
