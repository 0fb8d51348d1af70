"""What changed for each unit and day, in order of time; a change that is kept elsewhere is made when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from sheets_sync.evidence.facts import Change, StoredChange

Key = tuple[str, date | None]
"""Unit and day; None: rows of no day."""
_SENT = attrgetter("sent")


class Changes:
    """The changes of all units and days. Of most only the last one is ever asked for."""

    def __init__(self) -> None:
        self._lines: dict[Key, list[Change | StoredChange]] = {}

    def add(self, change: Change | StoredChange) -> None:
        """Adds a change; `settle` puts them in order."""
        line = self._lines.get((change.unit, change.day))
        if line is None:
            self._lines[change.unit, change.day] = [change]
        else:
            line.append(change)

    def settle(self, key: Key) -> None:
        """Puts the changes of a unit and day in order of time; rows that were superseded are hardly asked for again."""
        line = self._lines[key]
        line.sort(key=_SENT)
        before = line[-2] if len(line) > 1 else None
        if isinstance(before, Change):
            before.release()

    def all_keys(self) -> list[Key]:
        """Every unit and day that shows or showed something."""
        return list(self._lines)

    def of(self, key: Key) -> list[Change]:
        """All changes of a unit and day, in order. Not to be changed."""
        line = self._lines.get(key, [])
        for number, change in enumerate(line):
            if isinstance(change, StoredChange):
                line[number] = change.change()
        return line  # type: ignore[return-value]  # none is stored any more

    def last(self, key: Key) -> Change | None:
        """The last change of a unit and day."""
        line = self._lines.get(key)
        if line is None:
            return None
        found = line[-1]
        if isinstance(found, StoredChange):
            found = line[-1] = found.change()
        return found

    def glance(self, key: Key) -> Change | StoredChange:
        """The last change of a unit and day that has one, as it is."""
        return self._lines[key][-1]

    def taken(self) -> Iterator[Change]:
        """All changes, which are here no longer."""
        for key in self.all_keys():
            yield from self.of(key)
        self._lines.clear()
