"""What two papers of a day add up differently over the campaign so far: the cells that left a sum or joined it.

They are found by going through the days from the first one whose rows differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.rows_by_day import RowsByDay
from sheets_sync.rollup.figures import Accounted, Figure, Source, SumKey
from sheets_sync.rollup.parts import parts_and_joined, source_of
from sheets_sync.rollup.running import KnownSums, Running, Settled, Stretch, Sums, stretches


@dataclass(frozen=True, slots=True)
class Basis:
    """Where the sums of a paper up to its day come from."""

    rows: RowsByDay
    until: date
    campaign: Campaign
    known: KnownSums

    def sums(self) -> Running:
        return self.known.until(self.rows, self.until, self.campaign)

    def stretches(self) -> list[Stretch]:
        return stretches(self.rows, self.campaign, self.until)


@dataclass(slots=True)
class Apart:
    """The parts that left a sum, and those that joined it, told apart by what they say and not by their place."""

    gone: list[Source] = field(default_factory=list)
    come: list[Source] = field(default_factory=list)

    def note(self, old: Sequence[Source], new: Sequence[Source]) -> None:
        self.gone += without(old, new)
        self.come += without(new, old)


def parted(old: Figure, new: Figure, found: Mapping[SumKey, Apart]) -> Apart:
    """What left a figure and what joined it; `found` is what `apart` gives of their papers."""
    result = Apart()
    if not isinstance(old, Accounted) and not isinstance(new, Accounted):
        result.note(old.sources, new.sources)
        return result
    gone = [source for key in _sums(old) if key in found for source in found[key].gone]
    come = [source for key in _sums(new) if key in found for source in found[key].come]
    result.note(gone, come)  # what went from one sum to another of the same figure is in it as before
    return result


def _sums(figure: Figure) -> tuple[SumKey, ...]:
    return figure.of if isinstance(figure, Accounted) else ()


def apart(before: Basis, after: Basis) -> dict[SumKey, Apart]:
    """The sums that differ, or whose parts do."""
    one, other = before.stretches(), after.stretches()
    same = len(list(takewhile(lambda pair: pair[0].mark == pair[1].mark, zip(one, other, strict=False))))
    found: dict[SumKey, Apart] = {}
    if same == len(one) == len(other):
        return found
    sums = [side.known.after(one[:same], side.campaign) for side in (before, after)]
    for old, new in _side_by_side(one[same:], other[same:]):
        for (joined, was), (_, now) in zip(_taken(sums[0], old), _taken(sums[1], new), strict=True):
            _note(found, was, now, joined=joined)
    for was_held, now_held in ((sums[0].single, sums[1].single), (sums[0].joined, sums[1].joined)):
        _note(found, _held(was_held), _held(now_held), joined=was_held.joined)
    return found


def _side_by_side(one: Iterable[Stretch], other: Iterable[Stretch]) -> Iterator[tuple[Stretch | None, Stretch | None]]:
    by_place = [{stretch.place: stretch for stretch in some} for some in (one, other)]
    for place in sorted({*by_place[0], *by_place[1]}):
        yield by_place[0].get(place), by_place[1].get(place)


def _taken(sums: Running, stretch: Stretch | None) -> Iterator[tuple[bool, list[Settled]]]:
    rows = stretch.rows() if stretch else []
    typed, joined = parts_and_joined(rows, sums.campaign)
    yield False, sums.single.take(typed)
    yield True, sums.joined.take(joined)


def _held(sums: Sums) -> list[Settled]:
    return [(part, part.amount) for parts in sums.held().values() for part in parts]


def _note(found: dict[SumKey, Apart], was: Iterable[Settled], now: Iterable[Settled], *, joined: bool) -> None:
    old, new = _by_key(was), _by_key(now)
    for key in dict.fromkeys((*old, *new)):
        some = found.setdefault((*key, joined), Apart())
        some.note(*([source_of(part, amount) for part, amount in side.get(key, ())] for side in (old, new)))


def _by_key(settled: Iterable[Settled]) -> dict[tuple[str, str], list[Settled]]:
    found: dict[tuple[str, str], list[Settled]] = {}
    for part, amount in settled:
        found.setdefault((part.key, part.measure), []).append((part, amount))
    return found


def without(sources: Sequence[Source], others: Sequence[Source]) -> list[Source]:
    """The parts that the others have not."""
    known = Counter(map(_said, others))
    left = []
    for source in sources:
        said = _said(source)
        if known[said]:
            known[said] -= 1
        else:
            left.append(source)
    return left


def _said(source: Source) -> tuple[object, ...]:
    return (source.unit, source.day, source.typed, source.read, source.amount)
