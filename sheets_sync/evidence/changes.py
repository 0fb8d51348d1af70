"""What changed for each unit and day, in order of time; a change that is kept elsewhere is made when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import attrgetter

from sheets_sync.evidence.facts import Change, StoredChange
from sheets_sync.evidence.past import StoredLine

Key = tuple[str, date | None]
"""Unit and day; None: rows of no day."""
_SENT = attrgetter("sent")


class Changes:
    """The changes of all units and days. Of most only the last one is ever asked for."""

    def __init__(self) -> None:
        self._lines: dict[Key, list[Change | StoredChange] | StoredLine] = {}

    def begin(self, line: StoredLine) -> None:
        """Adds all changes of a unit and day that has none yet."""
        self._lines[line.unit, line.day] = line

    def _line(self, key: Key) -> list[Change | StoredChange] | None:
        """The changes of a unit and day, none of them folded any more."""
        line = self._lines.get(key)
        if isinstance(line, StoredLine):
            unfolded: list[Change | StoredChange] = [*line.changes()]
            self._lines[key] = line = unfolded
        return line

    def add(self, change: Change | StoredChange) -> None:
        """Adds a change; `settle` puts them in order."""
        line = self._line((change.unit, change.day))
        if line is None:
            self._lines[change.unit, change.day] = [change]
        else:
            line.append(change)

    def settle(self, key: Key) -> None:
        """Puts the changes of a unit and day in order of time; rows that were superseded are hardly asked for again."""
        line = self._line(key) or []
        line.sort(key=_SENT)
        before = line[-2] if len(line) > 1 else None
        if isinstance(before, Change):
            before.release()

    def all_keys(self) -> list[Key]:
        """Every unit and day that shows or showed something."""
        return list(self._lines)

    def of(self, key: Key) -> list[Change]:
        """All changes of a unit and day, in order. Not to be changed."""
        line = self._line(key) or []
        for number, change in enumerate(line):
            if isinstance(change, StoredChange):
                line[number] = change.change()
        return line  # type: ignore[return-value]  # none is stored any more

    def last(self, key: Key) -> Change | None:
        """The last change of a unit and day."""
        line = self._lines.get(key)
        if line is None:
            return None
        if isinstance(line, StoredLine):
            return line.last().change()
        found = line[-1]
        if isinstance(found, StoredChange):
            found = line[-1] = found.change()
        return found

    def glance(self, key: Key) -> Change | StoredChange | StoredLine:
        """What tells of the last change of a unit and day that has one, without making it."""
        line = self._lines[key]
        return line if isinstance(line, StoredLine) else line[-1]

    def taken(self) -> Iterator[Change]:
        """All changes, which are here no longer."""
        for key in self.all_keys():
            yield from self.of(key)
        self._lines.clear()
