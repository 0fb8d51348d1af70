"""What polls saw, read anew by a version of the campaign that a person declared to hold since a past day. Pure.

Where a row belongs is for that version to say as well: a row of no day, such as one of a day that the campaign file
had left out, counts for its day from the poll that saw it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from sheets_sync.campaign.period import plain_day
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.evidence.facts import Change, Observed
from sheets_sync.evidence.states import state_of
from sheets_sync.tabs.rows import Row

Read = Callable[[Adoption, Change], Sequence[Row]]
"""The rows of a change as the campaign of a declared version reads them."""
Line = Sequence[Change]


LocalDay = Callable[[datetime], date]


def mornings(polls: Iterable[datetime], local_day: LocalDay) -> list[datetime]:
    """The first poll of each day."""
    first: dict[date, datetime] = {}
    for poll in polls:
        first.setdefault(local_day(poll), poll)
    return [*first.values()]


def with_mornings(line: Line, firsts: Sequence[datetime], local_day: LocalDay) -> list[Change]:
    """The changes, and what they showed as it still stood at the first poll of each later day: a row that was typed
    ahead of its day counts from that day on."""
    found: list[Change] = []
    for change, later in zip(line, (*(c.sent for c in line[1:]), None), strict=True):
        found.append(change)
        if change.rows and (change.day is None or plain_day(change.day) > local_day(change.sent)):
            found += (
                replace(change, sent=first)
                for first in firsts
                if change.sent < first and not (later and first >= later)
            )
    return found


def told_anew(lines: Iterable[Line], declared: Sequence[Adoption], read: Read) -> Mapping[date | None, Line]:
    """What was seen of one unit, by the day for which it counts (None: for none), each in order of time.

    `lines` are its changes as they were recorded, `declared` the declared versions in order of time.
    """
    newest_first = tuple(reversed(declared))
    recorded = sorted((change for line in lines for change in line), key=lambda change: change.sent)
    shown: dict[date | None, Mapping[date | None, Change]] = {}
    found: dict[date | None, list[Change]] = defaultdict(list)
    for _, together in groupby(recorded, key=lambda change: change.sent):
        touched: set[date | None] = set()
        for change in together:
            now = _by_day(change, newest_first, read)
            touched |= {change.day, *shown.get(change.day, ()), *now}
            shown[change.day], last = now, change
        for day in touched:
            made = _joined([part[day] for part in shown.values() if day in part], last, day)
            before = found[day][-1] if found[day] else None
            if not made.same_as(before):
                found[day].append(made if made.sent == last.sent else replace(made, sent=last.sent))
    return found


def _joined(parts: Sequence[Change], last: Change, day: date | None) -> Change:
    """What is shown of a day, of which rows may have been recorded for several."""
    filled = [part for part in parts if part.rows]
    if not filled:
        return Change(last.sent, last.unit, day, Observed.ABSENT, source=last.source)
    if len(filled) == 1:
        return filled[0]
    rows = sorted((row for part in filled for row in part.rows), key=lambda row: row.number)
    return replace(state_of(last.unit, day, rows, last.sent), source=last.source)


def _by_day(change: Change, newest_first: Sequence[Adoption], read: Read) -> Mapping[date | None, Change]:
    """The rows of a change by the day for which they count. One that no version was declared after stays as it is."""
    later = [a for a in newest_first if a.sent > change.sent and _may_hold(a, change.day)]
    if not later or not change.rows:
        return {change.day: change}
    left = {row.number: row for row in change.rows}
    found: dict[date | None, list[Row]] = defaultdict(list)
    for adoption in later[:1] if change.day else later:
        for row in read(adoption, change):
            if row.number in left and _holds(adoption, row.day):
                found[row.day].append(row)
                del left[row.number]
            elif change.day and row.number in left:
                found[None].append(replace(row, day=None, valid=False))
    if change.day is None and left:
        found[None] = [*left.values()]
    return {day: replace(state_of(change.unit, day, rows, change.sent), source=change.source)
            for day, rows in found.items()}  # fmt: skip


def _may_hold(adoption: Adoption, day: date | None) -> bool:
    return day is None or _holds(adoption, day)


def _holds(adoption: Adoption, day: date | None) -> bool:
    """Whether a declared version holds for a day."""
    return day is not None and adoption.since is not None and day >= adoption.since
