"""When each tab was looked at, and what several sources saw together as one line of changes. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheets_sync.evidence.facts import Change, Observed, Poll
from sheets_sync.evidence.moments import Moments, count_before, joined, number_of


@dataclass(slots=True)
class _Line:
    """The moments of all polls of one source that read the same units, in order; `failed` ones read nothing."""

    units: frozenset[str]
    failed: bool
    source: str
    numbers: array[int] = field(default_factory=lambda: array("q"))


class PollTimes:
    """Moments of polls by unit. A poll costs one number, whatever the number of units."""

    def __init__(self) -> None:
        self._lines: dict[tuple[tuple[str, ...], bool, str], _Line] = {}
        self._unsorted: set[tuple[tuple[str, ...], bool, str]] = set()
        self._joined: dict[tuple[int, ...], tuple[int, Moments]] = {}

    def add(self, poll: Poll) -> None:
        self.add_all(poll.units, bool(poll.error), poll.source, (number_of(poll.sent),))

    def add_all(self, units: tuple[str, ...], failed: bool, source: str, numbers: Sequence[int]) -> None:
        """Polls that read the same units, in order, by the numbers of their moments (`Moments`)."""
        key = (units, failed, source)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(frozenset(units), failed, source)
        if line.numbers and line.numbers[-1] > numbers[0]:
            self._unsorted.add(key)
        line.numbers.extend(numbers)

    def of(self, unit: str, source: str | None = None) -> Moments:
        """When the unit's tab was read (by one source), in order. Not to be changed."""
        return self._moments(
            [n for n, line in enumerate(self._sorted()) if unit in line.units and source in (None, line.source)]
        )

    def any(self) -> Moments:
        """When anything was read at all, in order. Not to be changed."""
        return self._moments([n for n, line in enumerate(self._sorted()) if not line.failed])

    def last(self, unit: str, as_of: datetime) -> datetime | None:
        """When the unit's tab was read last, up to a moment; None where it never was."""
        lines = (Moments(line.numbers).until(as_of) for line in self._sorted() if unit in line.units)
        return max((moments[-1] for moments in lines if moments), default=None)

    def _sorted(self) -> Collection[_Line]:
        for key in self._unsorted:
            line = self._lines[key]
            line.numbers = array("q", sorted(line.numbers))
            self._joined.clear()
        self._unsorted.clear()
        return self._lines.values()

    def _moments(self, wanted: Sequence[int]) -> Moments:
        """The moments of some lines, by their places. Units of which the same polls tell share them."""
        lines = [*self._lines.values()]
        found = [Moments(lines[n].numbers) for n in wanted]
        if len(found) <= 1:
            return found[0] if found else Moments()
        count, key = sum(map(len, found)), tuple(wanted)
        if self._joined.get(key, (-1, None))[0] != count:
            self._joined[key] = (count, joined(found))
        return self._joined[key][1]


def merged(lines: Mapping[str, Sequence[Change]], polls: Mapping[str, Sequence[datetime]]) -> list[Change]:
    """One line of changes out of those of several sources: each poll saw what its own source showed then.

    `lines` holds the changes of one unit and day by source, `polls` the moments at which each source read the unit,
    all in order. The result is what one source that made all these polls would have recorded.
    """
    turns = sorted({change.sent for line in lines.values() for change in line})
    at = dict.fromkeys(lines, 0)
    shown: dict[str, Change | None] = dict.fromkeys(lines)
    found: list[Change] = []
    for number, turn in enumerate(turns):
        for source, line in lines.items():
            while at[source] < len(line) and line[at[source]].sent <= turn:
                shown[source] = line[at[source]]
                at[source] += 1
        until = turns[number + 1] if number + 1 < len(turns) else None
        for moment, source in _telling_polls(shown, polls, turn, until):
            _see(found, shown[source], moment)
    return found


def _telling_polls(
    shown: Mapping[str, Change | None], polls: Mapping[str, Sequence[datetime]], turn: datetime, until: datetime | None
) -> list[tuple[datetime, str]]:
    """The polls from `turn` to before `until` that can change the line; nothing new was recorded between them."""
    spans = {}
    for source in shown:
        moments = polls.get(source, ())
        span = moments[count_before(moments, turn) : count_before(moments, until) if until else None]
        if span:
            spans[source] = span
    if len(spans) <= 1 or _agree([shown[source] for source in spans]):
        return sorted((span[0], source) for source, span in spans.items())[:1]
    return sorted((moment, source) for source, span in spans.items() for moment in span)


def _agree(states: Sequence[Change | None]) -> bool:
    first, *others = states
    return all(_same(first, other) for other in others)


def _same(one: Change | None, other: Change | None) -> bool:
    return one.same_as(other) if one else other is None or not other.rows


def _see(found: list[Change], seen: Change | None, moment: datetime) -> None:
    """One poll that saw `seen` (None: nothing)."""
    last = found[-1] if found else None
    if _same(seen, last):
        return
    if seen is None:
        assert last is not None
        found.append(replace(last, sent=moment, observed=Observed.ABSENT, rows=(), content=(), errors=0, reminders=0))
    else:
        found.append(replace(seen, sent=moment))
