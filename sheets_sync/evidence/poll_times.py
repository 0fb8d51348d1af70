"""When each tab was looked at, and what several sources saw together as one line of changes. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheets_sync.evidence.facts import Change, Observed, Poll


@dataclass(slots=True)
class _Line:
    """The moments of all polls of one source that read the same units, in order; `failed` ones read nothing."""

    units: frozenset[str]
    failed: bool
    source: str
    number: int
    moments: list[datetime] = field(default_factory=list)


@dataclass(slots=True)
class _Joined:
    """The moments of several lines in order, and how many of each line are in it."""

    moments: list[datetime] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)


class PollTimes:
    """Moments of polls by unit. A poll costs one entry, whatever the number of units."""

    def __init__(self) -> None:
        self._lines: dict[tuple[tuple[str, ...], bool, str], _Line] = {}
        self._joined: dict[tuple[str | None, str | None], _Joined] = {}
        self._unsorted: set[tuple[tuple[str, ...], bool, str]] = set()

    def add(self, poll: Poll) -> None:
        self.add_all(poll.units, bool(poll.error), poll.source, (poll.sent,))

    def add_all(self, units: tuple[str, ...], failed: bool, source: str, moments: Sequence[datetime]) -> None:
        """Polls that read the same units, in order."""
        key = (units, failed, source)
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(frozenset(units), failed, source, len(self._lines))
        if line.moments and line.moments[-1] > moments[0]:
            self._unsorted.add(key)
        line.moments += moments

    def of(self, unit: str, source: str | None = None) -> list[datetime]:
        """When the unit's tab was read (by one source), in order. Not to be changed."""
        lines = [line for line in self._lines.values() if unit in line.units and source in (None, line.source)]
        return self._moments((unit, source), lines)

    def any(self) -> list[datetime]:
        """When anything was read at all, in order. Not to be changed."""
        return self._moments((None, None), [line for line in self._lines.values() if not line.failed])

    def _moments(self, key: tuple[str | None, str | None], lines: Sequence[_Line]) -> list[datetime]:
        if self._unsorted:
            for unsorted in self._unsorted:
                self._lines[unsorted].moments.sort()
            self._unsorted.clear()
            self._joined.clear()
        if len(lines) <= 1:
            return lines[0].moments if lines else []
        return _join(self._joined.setdefault(key, _Joined()), lines)


def _join(joined: _Joined, lines: Sequence[_Line]) -> list[datetime]:
    """Takes in what the lines hold since the last time."""
    new: list[datetime] = []
    for line in lines:
        new += line.moments[joined.taken.get(line.number, 0) :]
        joined.taken[line.number] = len(line.moments)
    if new:
        joined.moments += new
        joined.moments.sort()  # runs that are in order already: close to linear
    return joined.moments


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
        span = moments[bisect_left(moments, turn) : bisect_left(moments, until) if until else None]
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
