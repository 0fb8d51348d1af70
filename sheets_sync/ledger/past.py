"""What a ledger held up to a record, as a few columns of numbers, so that a new process makes facts only of what it
asks for.

It is no second truth: it is made of the records, names the last of them by its digest, and where that is another one it
counts as nothing. A ledger of several sources has none, nor has one with changes that can't be packed.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate, pairwise
from typing import Any, Literal

from sheets_sync.evidence.moments import number_of
from sheets_sync.ledger import packing
from sheets_sync.ledger.bodies import FACTS, TELLING
from sheets_sync.ledger.chain import FIRST
from sheets_sync.ledger.tables import Brief, Shelf

Numbers = Sequence[int]
_COLUMNS: dict[str, Literal["I", "q"]] = {
    "sent": "q", "waited": "q", "kind": "I", "shown_end": "I",  # of polls
    "day": "I", "last": "q", "end": "I", "seqs": "q",  # of lines
}  # fmt: skip


class Unfit(Exception):
    """The records can't be kept in this way."""


@dataclass(slots=True)
class Held:
    """What is kept: facts as JSON, and columns. Moments are microseconds since 1970.

    `facts`: seq and digest of the last record; source; kinds of polls, each [spreadsheet, roll, rest]; odd: numbers of
    records to be read as they are; shown: the digests of polls one after the other; days: as packed changes name them;
    units: name -> [number of its first line, number after its last]; problems: lines whose last change has some.

    `columns` of polls, in order of time: sent, waited, kind, shown_end (where in `shown` it ends). Of lines, those of a
    unit together: day, last (when the last change was seen), end (where in `seqs` its records end), seqs, of which the
    last change's is the last one.
    """

    facts: dict[str, Any]
    columns: Mapping[str, Numbers] = field(default_factory=dict)

    @classmethod
    def nothing(cls, source: str) -> Held:
        """What a ledger without records holds."""
        facts = {"seq": 0, "digest": FIRST, "source": source, "shown": "", "units": {}}
        lists: dict[str, Any] = {name: [] for name in ("kinds", "odd", "days", "problems")}
        return cls({**facts, **lists}, dict.fromkeys(_COLUMNS, ()))

    @classmethod
    def read(cls, facts: Any, beside: memoryview) -> Held:
        """What `JSON, bytes` of an earlier process say. Raises KeyError, TypeError or ValueError for what can't be."""
        columns: dict[str, Numbers] = {}
        at = 0
        for name, code in _COLUMNS.items():
            size = facts["sizes"][name] * array(code).itemsize
            columns[name] = beside[at : at + size].cast(code)
            at += size
        return cls(facts, columns)

    def written(self) -> tuple[dict[str, Any], bytes]:
        """The same as JSON and bytes."""
        made = {name: array(code, self.columns[name]) for name, code in _COLUMNS.items()}
        sizes = {name: len(column) for name, column in made.items()}
        return {**self.facts, "sizes": sizes}, b"".join(column.tobytes() for column in made.values())


def grown(held: Held, shelf: Shelf, head: tuple[int, str], own: str) -> Held:
    """What is held up to `head`, by what was held before. `own`: the source of records that name none. Raises Unfit."""
    source = held.facts["source"]
    polls, lines, odd = _Polls(held), _Lines(held), list(held.facts["odd"])
    for record in shelf.brief(held.facts["seq"]):
        if record.kind == "fork" or (record.kind in FACTS and (record.source or own) != source):
            raise Unfit
        if record.kind == "change":
            lines.add(record, shelf)
        elif record.kind == "poll" and record.is_packed:
            polls.add(record, shelf)
        elif record.kind in TELLING or record.kind in ("poll", "roll"):
            odd.append(record.seq)
    facts, of_polls = polls.held()
    more, of_lines = lines.held()
    facts = {"seq": head[0], "digest": head[1], "source": source, "odd": odd, **facts, **more}
    return Held(facts, {**of_polls, **of_lines})


class _Polls:
    """Polls in the making, each (sent, waited, kind, shown)."""

    def __init__(self, held: Held) -> None:
        shown, columns = held.facts["shown"], held.columns
        texts = [shown[begin:end] for begin, end in pairwise((0, *columns["shown_end"]))]
        self._rows = list(zip(columns["sent"], columns["waited"], columns["kind"], texts, strict=True))
        self._kinds: list[Any] = [*held.facts["kinds"]]
        self._numbers = {json.dumps(kind): number for number, kind in enumerate(self._kinds)}

    def add(self, record: Brief, shelf: Shelf) -> None:
        waited, spreadsheet, roll, digest, *rest = json.loads(record.body)
        kind = [shelf.names[spreadsheet], shelf.names[roll], rest[0] if rest else {}]
        number = self._numbers.setdefault(json.dumps(kind), len(self._kinds))
        if number == len(self._kinds):
            self._kinds.append(kind)
        self._rows.append((_number(record.sent), waited, number, digest))

    def held(self) -> tuple[dict[str, Any], dict[str, Numbers]]:
        self._rows.sort(key=lambda row: row[0])
        sent, waited, kind, shown = zip(*self._rows, strict=True) if self._rows else ((), (), (), ())
        columns = {"sent": sent, "waited": waited, "kind": kind, "shown_end": [*accumulate(map(len, shown))]}
        return {"kinds": self._kinds, "shown": "".join(shown)}, columns


@dataclass(slots=True)
class _Line:
    """The changes of a unit and day in the making."""

    last: int
    has_problems: bool
    seqs: list[int]


class _Lines:
    """The changes of all units and days in the making: unit -> day, as a packed change names it -> line."""

    def __init__(self, held: Held) -> None:
        self._units: dict[str, dict[str, _Line]] = {}
        facts, columns, troubled = held.facts, held.columns, set(held.facts["problems"])
        ends = (0, *columns["end"])
        for unit, (begin, end) in facts["units"].items():
            self._units[unit] = {
                facts["days"][columns["day"][n]]: _Line(
                    columns["last"][n], n in troubled, list(columns["seqs"][ends[n] : ends[n + 1]])
                )
                for n in range(begin, end)
            }

    def add(self, record: Brief, shelf: Shelf) -> None:
        if not record.is_packed:
            raise Unfit
        unit, day, _ = record.body[1:].split(",", 2)
        sent = _number(record.sent)
        line = self._units.setdefault(shelf.names[int(unit)], {}).setdefault(day, _Line(sent, False, []))
        if sent < line.last:  # a look that was kept while the ledger could take nothing
            line.seqs.insert(-1, record.seq)
            return
        line.last, line.has_problems = sent, packing.has_problems(record.body)
        line.seqs.append(record.seq)

    def held(self) -> tuple[dict[str, Any], dict[str, Numbers]]:
        lines = [(day, line) for of_unit in self._units.values() for day, line in of_unit.items()]
        days = {day: number for number, day in enumerate(dict.fromkeys(day for day, _ in lines))}
        ends = [0, *accumulate(len(of_unit) for of_unit in self._units.values())]
        facts: dict[str, Any] = {
            "days": list(days),
            "units": {unit: [begin, end] for unit, (begin, end) in zip(self._units, pairwise(ends), strict=True)},
            "problems": [number for number, (_, line) in enumerate(lines) if line.has_problems],
        }
        columns: dict[str, Numbers] = {
            "day": [days[day] for day, _ in lines],
            "last": [line.last for _, line in lines],
            "end": [*accumulate(len(line.seqs) for _, line in lines)],
            "seqs": [seq for _, line in lines for seq in line.seqs],
        }
        return facts, columns


def _number(sent: str) -> int:
    return number_of(datetime.fromisoformat(sent))
