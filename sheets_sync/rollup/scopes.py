"""What counts once in a scope (a day, the whole campaign): places, links, a unit's last row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sheets_sync.rollup.figures import Number
from sheets_sync.rollup.parts import Part

LATEST, DISTINCT_PLACE, ONCE_PER_LINK = "latest", "distinct_place", "once_per_link"


class Scope:
    """The places and links that were counted so far; parts come in order."""

    __slots__ = ("_links", "_places")

    def __init__(self) -> None:
        self._places: set[object] = set()
        self._links: set[object] = set()

    def copy(self) -> Scope:
        made = Scope()
        made._places, made._links = self._places.copy(), self._links.copy()
        return made

    def adds(self, part: Part, day: date | None = None) -> Number | None:
        """What the part adds, less what was counted already; None where it adds nothing at all. `day`: the scope is
        that day alone. Which part is a unit's last one, no scope can know before its end."""
        if part.rule == DISTINCT_PLACE:
            place = day, part.key, part.measure, part.mark
            if not part.mark or place in self._places:
                return None
            self._places.add(place)
        elif part.rule == ONCE_PER_LINK:
            own = {(day, part.key, link) for link in part.links}
            known = len(own & self._links)
            self._links |= own
            return max(0, part.amount - known)
        return part.amount


def settled_of(parts: Iterable[Part], *, each_day: bool = False) -> list[tuple[Part, Number]]:
    """What each part adds, less what the scope already counted; `each_day`: every day is a scope of its own."""
    parts = list(parts)
    last = {_once(part, each_day): n for n, part in enumerate(parts) if part.rule == LATEST}
    scope, settled = Scope(), list[tuple[Part, Number]]()
    for n, part in enumerate(parts):
        if part.rule == LATEST and last[_once(part, each_day)] != n:
            continue
        amount = scope.adds(part, part.row.day if each_day else None)
        if amount is not None:
            settled.append((part, amount))
    return settled


def _once(part: Part, each_day: bool) -> tuple[date | None, str, str, str]:
    """What counts once of a unit."""
    return part.row.day if each_day else None, part.key, part.measure, part.unit
