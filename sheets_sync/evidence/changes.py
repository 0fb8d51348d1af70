"""What changed for each unit and day, in order of time; a change that is kept elsewhere is made when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from sheets_sync.evidence.facts import Change, StoredChange
from sheets_sync.evidence.past import Key, StoredLines

_SENT = attrgetter("sent")


class Changes:
    """The changes of all units and days. Of most only the last one is ever asked for, of many not even that."""

    def __init__(self) -> None:
        self._lines: dict[Key, list[Change | StoredChange]] = {}
        self._by_unit: dict[str, list[Key]] = defaultdict(list)
        self._past: StoredLines | None = None

    def __bool__(self) -> bool:
        return bool(self._lines) or self._past is not None

    def begin_with(self, past: StoredLines) -> None:
        """Takes over all changes of the past, where there are none yet."""
        self._past = past

    def _line(self, key: Key) -> list[Change | StoredChange] | None:
        """The changes of a unit and day, none of them in the past any more."""
        if key not in self._lines:
            self.take((key,))
        return self._lines.get(key)

    def take(self, keys: Iterable[Key]) -> None:
        """Takes all changes of some units and days out of the past together, since they will be asked for."""
        if self._past is not None:
            past = self._past
            far = [key for key in keys if key not in self._lines and key in past]
            for key, changes in zip(far, past.changes(far), strict=True):
                self._put(key, [*changes])

    def _put(self, key: Key, line: list[Change | StoredChange]) -> None:
        self._lines[key] = line
        self._by_unit[key[0]].append(key)

    def add(self, change: Change | StoredChange) -> None:
        """Adds a change; `settle` puts them in order."""
        line = self._line((change.unit, change.day))
        if line is None:
            self._put((change.unit, change.day), [change])
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
        """Every unit and day that shows or showed something, in the order in which they were first seen."""
        return list(dict.fromkeys((*(self._past.all_keys() if self._past else ()), *self._lines)))

    def keys_of(self, unit: str) -> list[Key]:
        """Those of one unit."""
        past = self._past.keys_of(unit) if self._past else ()
        return list(dict.fromkeys((*past, *self._by_unit.get(unit, ()))))

    def telling(self, as_of: datetime) -> list[Key]:
        """Those whose last change has problems or came after a moment; of the rest nothing is read."""
        if self._past is None:
            return [key for key in self._lines if self._tells(key, as_of)]
        keys = dict.fromkeys((*self._past.telling(as_of), *self._lines))
        return self._past.in_order([key for key in keys if self._tells(key, as_of)])

    def _tells(self, key: Key, as_of: datetime) -> bool:
        line = self._lines.get(key)
        return line is None or line[-1].has_problems or line[-1].sent > as_of

    def of(self, key: Key) -> list[Change]:
        """All changes of a unit and day, in order. Those that are kept elsewhere are made for who asks, and only the
        last one stays: in a long campaign they are many, and asked for once."""
        line = self._line(key) or []
        if line:
            line[-1] = _made(line[-1])
        return [_made(change) for change in line]

    def last(self, key: Key) -> Change | None:
        """The last change of a unit and day; None where it has none."""
        return next(self.lasts((key,)), None)

    def lasts(self, keys: Sequence[Key]) -> Iterator[Change]:
        """The last change of each of these units and days, of those that have some."""
        past = self._past
        far = [key for key in keys if key not in self._lines and key in past] if past is not None else []
        read = dict(zip(far, past.lasts(far), strict=True)) if past is not None else {}
        for key in keys:
            if key in self._lines:
                line = self._lines[key]
                found = line[-1] = _made(line[-1])
                yield found
            elif key in read:
                yield read[key].change()

    def taken(self) -> Iterator[Change]:
        """All changes, which are here no longer."""
        for key in self.all_keys():
            yield from self.of(key)
        self._lines.clear()
        self._by_unit.clear()
        self._past = None


def _made(change: Change | StoredChange) -> Change:
    return change.change() if isinstance(change, StoredChange) else change
