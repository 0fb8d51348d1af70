"""Moments in order, kept as numbers: a year of polls is small, and of most moments nobody ever asks. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import overload

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def number_of(moment: datetime) -> int:
    """Microseconds from 1970 to an aware moment."""
    return (moment - EPOCH) // _MICROSECOND


def moment_of(number: int) -> datetime:
    """The moment, in UTC."""
    return EPOCH + timedelta(microseconds=number)


class Moments(Sequence[datetime]):
    """Moments in order, each made in UTC when it is asked for. `numbers` are microseconds since 1970.

    `end`: they are the first so many of the numbers, also when more are added to those.
    """

    __slots__ = ("_end", "numbers")

    def __init__(self, numbers: array[int] | None = None, end: int | None = None) -> None:
        self.numbers: array[int] = array("q") if numbers is None else numbers
        self._end = end

    def __len__(self) -> int:
        return len(self.numbers) if self._end is None else self._end

    @overload
    def __getitem__(self, index: int) -> datetime: ...

    @overload
    def __getitem__(self, index: slice) -> list[datetime]: ...

    def __getitem__(self, index: int | slice) -> datetime | list[datetime]:
        found = range(len(self))[index]
        if isinstance(found, range):
            return [moment_of(self.numbers[at]) for at in found]
        return moment_of(self.numbers[found])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __repr__(self) -> str:
        return f"Moments({list(self)!r})"

    def until(self, moment: datetime) -> Moments:
        """Those up to a moment, it included."""
        number = number_of(moment)
        if not self or self.numbers[len(self) - 1] <= number:
            return self
        return Moments(self.numbers, bisect_right(self.numbers, number, 0, len(self)))


def count_before(moments: Sequence[datetime], moment: datetime) -> int:
    """How many of some moments in order lie before a moment."""
    if isinstance(moments, Moments):
        return bisect_left(moments.numbers, number_of(moment), 0, len(moments))
    return bisect_left(moments, moment)


def joined(many: Iterable[Moments]) -> Moments:
    """All moments of several, in order."""
    return Moments(array("q", sorted(number for moments in many for number in islice(moments.numbers, len(moments)))))
