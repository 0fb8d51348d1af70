"""Facts that were folded before: what a ledger held up to a record, of which most is never asked for. Abstract.

The ledger makes these out of what an earlier process kept; here stands what Evidence needs of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import overload

from sheets_sync.evidence.facts import Fact, Poll, StoredChange

Key = tuple[str, date | None]
"""Unit and day; None: rows of no day."""


class StoredLines(ABC):
    """The changes of all units and days, kept elsewhere; each is made when somebody asks for it. In what order the
    units and days were first seen is told, too."""

    @abstractmethod
    def __contains__(self, key: Key) -> bool:
        """Whether there are any of a unit and day."""

    @abstractmethod
    def all_keys(self) -> Sequence[Key]:
        """Every unit and day that shows or showed something, in order."""

    @abstractmethod
    def keys_of(self, unit: str) -> Sequence[Key]:
        """Those of one unit, in order."""

    @abstractmethod
    def telling(self, as_of: datetime) -> Sequence[Key]:
        """Those whose last change has problems or came after a moment."""

    @abstractmethod
    def in_order(self, keys: Sequence[Key]) -> list[Key]:
        """Units and days in order; those that came since then are the last ones, as they are given."""

    @abstractmethod
    def lasts(self, keys: Sequence[Key]) -> Iterator[StoredChange]:
        """The last change of each of these units and days, all read together."""

    @abstractmethod
    def changes(self, keys: Sequence[Key]) -> Iterator[list[StoredChange]]:
        """All changes of each of these units and days in order of time, all read together."""


class Past(ABC):
    """What one source recorded up to a record, but for facts that are neither polls nor changes."""

    source: str

    @property
    @abstractmethod
    def polls(self) -> Sequence[Poll]:
        """In order of time; each is made when it is asked for."""

    @abstractmethod
    def looks(self) -> Iterable[tuple[tuple[str, ...], bool, Sequence[int]]]:
        """The moments, as numbers (`Moments`), of polls that read the same units, in order; whether they failed."""

    @property
    @abstractmethod
    def lines(self) -> StoredLines:
        """All changes."""

    def facts(self) -> Iterator[Fact | StoredChange]:
        """The same as single facts."""
        yield from self.polls
        for changes in self.lines.changes(self.lines.all_keys()):
            yield from changes


class PollList(Sequence[Poll]):
    """Polls by number, each made when it is asked for."""

    @abstractmethod
    def at(self, number: int) -> Poll:
        """The poll of a number from 0 to the last one's."""

    @overload
    def __getitem__(self, index: int) -> Poll: ...

    @overload
    def __getitem__(self, index: slice) -> list[Poll]: ...

    def __getitem__(self, index: int | slice) -> Poll | list[Poll]:
        if isinstance(index, slice):
            return [self.at(number) for number in range(*index.indices(len(self)))]
        number = index if index >= 0 else len(self) + index
        if not 0 <= number < len(self):
            raise IndexError(index)
        return self.at(number)


class Polls(PollList):
    """Polls of the past, and those since then."""

    def __init__(self, past: Sequence[Poll]) -> None:
        self._past, self._new = past, list[Poll]()

    def __len__(self) -> int:
        return len(self._past) + len(self._new)

    def at(self, number: int) -> Poll:
        before = len(self._past)
        return self._past[number] if number < before else self._new[number - before]

    def append(self, poll: Poll) -> None:
        self._new.append(poll)
