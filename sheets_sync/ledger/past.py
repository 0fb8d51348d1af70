"""What a ledger held up to a record, as few large lists: a new process then makes facts only of what it asks for.

It is no second truth: it is made of the records, names the last of them by its digest, and where that is another one it
counts as nothing. A ledger of several sources has none, nor has one with changes that can't be packed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from sheets_sync.campaign.period import day_of_key
from sheets_sync.evidence.facts import Poll, StoredChange
from sheets_sync.evidence.past import Past, PollList, StoredLine
from sheets_sync.ledger import packing
from sheets_sync.ledger.bodies import FACTS, TELLING, Rolls
from sheets_sync.ledger.chain import FIRST
from sheets_sync.ledger.rows import KeptChange, KeptTexts
from sheets_sync.ledger.tables import Brief, Shelf

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
Said = dict[str, Any]
"""seq, digest: of the last record; source; rolls: name -> units; kinds: of polls, each [spreadsheet, roll, rest];
sent, waited, kind, shown: a list each, of all polls; odd: numbers of records to be read as they are; lines: unit -> day
-> [sent and body of the last change, numbers of all]. Moments are microseconds since 1970."""


class Unfit(Exception):
    """The records can't be kept in this way."""


def nothing(source: str) -> Said:
    """What a ledger without records holds."""
    lists: Said = {name: [] for name in ("kinds", "sent", "waited", "kind", "shown", "odd")}
    return {"seq": 0, "digest": FIRST, "source": source, "rolls": {}, "lines": {}, **lists}


def grown(said: Said, shelf: Shelf, head: tuple[int, str], own: str) -> Said:
    """What is held up to `head`, by what was held before. `own`: the source of records that name none. Raises Unfit."""
    said = json.loads(json.dumps(said))
    kinds = {json.dumps(kind): number for number, kind in enumerate(said["kinds"])}
    for record in shelf.brief(said["seq"]):
        if record.kind == "fork" or (record.kind in FACTS and (record.source or own) != said["source"]):
            raise Unfit
        if record.kind == "change":
            _add_change(said["lines"], record, shelf)
        elif record.kind == "poll" and record.is_packed:
            _add_poll(said, kinds, record, shelf)
        elif record.kind in TELLING or record.kind in ("poll", "roll"):
            said["odd"].append(record.seq)
    if any(later < earlier for earlier, later in pairwise(said["sent"])):
        _put_in_order(said)
    said["seq"], said["digest"] = head
    return said


def _add_change(lines: dict[str, dict[str, list[Any]]], record: Brief, shelf: Shelf) -> None:
    if not record.is_packed:
        raise Unfit
    unit, day, _ = record.body[1:].split(",", 2)
    sent = _microseconds(record.sent)
    line = lines.setdefault(shelf.names[int(unit)], {}).setdefault(day, [sent, "", []])
    line[2].append(record.seq)
    if sent >= line[0]:
        line[0], line[1] = sent, record.body


def _add_poll(said: Said, kinds: dict[str, int], record: Brief, shelf: Shelf) -> None:
    waited, spreadsheet, roll, digest, *rest = json.loads(record.body)
    kind = [shelf.names[spreadsheet], shelf.names[roll], rest[0] if rest else {}]
    number = kinds.setdefault(json.dumps(kind), len(kinds))
    if number == len(said["kinds"]):
        said["kinds"].append(kind)
    for name, value in (("sent", _microseconds(record.sent)), ("waited", waited), ("kind", number), ("shown", digest)):
        said[name].append(value)


def _put_in_order(said: Said) -> None:
    names = ("sent", "waited", "kind", "shown")
    rows = sorted(zip(*(said[name] for name in names), strict=True), key=lambda row: row[0])
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        said[name] = list(values)


def _microseconds(sent: str) -> int:
    return (datetime.fromisoformat(sent) - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


class KeptPast(Past):
    """The past of a ledger, by what was kept of it. Raises KeyError, TypeError or ValueError for what can't be one."""

    def __init__(self, said: Said, rolls: Rolls, texts: KeptTexts) -> None:
        self.said, self._rolls, self._texts = said, rolls, texts
        self.source, self.seq, self.digest = str(said["source"]), int(said["seq"]), str(said["digest"])
        self.odd: Sequence[int] = said["odd"]
        self._polls = _KeptPolls(said, self.source, rolls)

    @property
    def polls(self) -> Sequence[Poll]:
        return self._polls

    def looks(self) -> Iterator[tuple[tuple[str, ...], bool, list[datetime]]]:
        by_units: dict[tuple[tuple[str, ...], bool], list[datetime]] = {}
        lists = [by_units.setdefault((p.units, bool(p.error)), []) for p in self._polls.kinds]
        for sent, kind in zip(self.said["sent"], self.said["kind"], strict=True):
            lists[kind].append(_moment(sent))
        return ((*units, moments) for units, moments in by_units.items())

    def lines(self) -> list[StoredLine]:
        """In the order in which units and days were first seen."""
        days = {day: _day(day) for day in {day for of_days in self.said["lines"].values() for day in of_days}}
        found = [
            _KeptLine(self._texts, unit, days[day], self.source, line)
            for unit, of_days in self.said["lines"].items()
            for day, line in of_days.items()
        ]
        found.sort(key=_KeptLine.first)
        return [*found]


def _day(number: str) -> date | None:
    text = packing.day_text(json.loads(number))
    return day_of_key(text) if text else None


class _KeptPolls(PollList):
    """Polls out of lists. Those that differ in nothing but their moment and what they saw share all else."""

    def __init__(self, said: Said, source: str, rolls: Rolls) -> None:
        self._said, self._source, self._rolls = said, source, rolls
        self._made: dict[int, Poll] = {}

    @cached_property
    def kinds(self) -> list[Poll]:
        """A poll of each kind."""
        return [self._of_kind(*kind) for kind in self._said["kinds"]]

    def _of_kind(self, spreadsheet: str, roll: str, rest: Mapping[str, Any]) -> Poll:
        body = packing.join_poll(0, spreadsheet, roll, "", dict(rest), sent=_EPOCH.isoformat())
        return self._rolls.poll(_EPOCH, body, self._source)

    def __len__(self) -> int:
        return len(self._said["sent"])

    def at(self, number: int) -> Poll:
        if number not in self._made:
            said, sent = self._said, _moment(self._said["sent"][number])
            answered = sent + timedelta(microseconds=said["waited"][number])
            kind = self.kinds[said["kind"][number]]
            self._made[number] = replace(kind, sent=sent, answered=answered, digest=said["shown"][number])
        return self._made[number]


class _KeptLine(StoredLine):
    """The changes of a unit and day: the last one by its text, all by their numbers."""

    __slots__ = ("_line", "_source", "_texts")

    def __init__(self, texts: KeptTexts, unit: str, day: date | None, source: str, line: list[Any]) -> None:
        super().__init__(unit, day)
        self._texts, self._source, self._line = texts, source, line

    def first(self) -> int:
        """The number of the first one."""
        return int(self._line[2][0])

    @property
    def sent(self) -> datetime:
        return _moment(self._line[0])

    @property
    def has_problems(self) -> bool:
        return not self._line[1].endswith(packing.NO_PROBLEMS) and self.last().has_problems

    def last(self) -> StoredChange:
        return self._change(self._line[2][-1], self.sent, self._line[1])

    def changes(self) -> list[StoredChange]:
        found = self._texts.bodies(self._line[2])
        made = (self._change(seq, datetime.fromisoformat(sent), body) for seq, sent, body in found)
        return sorted(made, key=lambda change: change.sent)

    def _change(self, seq: int, sent: datetime, body: str) -> KeptChange:
        return KeptChange(self._texts, seq, sent, self.unit, self.day, self._source, body)
