"""What was seen, and when: polls and observations of (unit, day), as append-only facts and their fold.

Pure. The ledger keeps these facts on disk; `sheets_sync.compliance` judges over them. All moments are aware.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sheets_sync.campaign import Campaign
from sheets_sync.overrides import Override
from sheets_sync.report import row_from_json, row_to_json
from sheets_sync.rows import Row, Severity, TabReport, parts_of


class Observed(StrEnum):
    """What one poll saw for a unit and day (compliance rules, "observation")."""

    VALID = "valid"
    ATTEMPTED = "attempted"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Poll:
    """One request for a spreadsheet. `units` are those whose tabs were read; a failed read has none and an `error`.

    `unread` names the units whose tab was not found or not understood, with the reason. `source` is the ledger that
    recorded it: changes are relative to the earlier polls of the same source.
    """

    sent: datetime
    answered: datetime
    spreadsheet: str
    units: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    correction: float = 0.0
    digest: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """From the poll at `sent` on, until the next change, the unit's tab showed this for `day` (None: rows of no day).

    `rows` are the rows as JSON (report.row_to_json); `content` is the set of what the valid rows say, as
    sorted digests: moving a row, or removing one of two equal rows, leaves it.
    """

    sent: datetime
    unit: str
    day: date | None
    observed: Observed
    rows: tuple[Mapping[str, Any], ...] = ()
    content: tuple[str, ...] = ()
    errors: int = 0
    reminders: int = 0
    source: str = ""

    def read_rows(self) -> tuple[Row, ...]:
        """The rows as values."""
        return tuple(row_from_json(dict(r)) for r in self.rows)

    def same_as(self, other: Change | None) -> bool:
        """Whether `other` shows the same; no change at all is the same as showing nothing."""
        if other is None:
            return not self.rows
        return self.observed == other.observed and self.rows == other.rows


@dataclass(frozen=True, slots=True)
class OverridesSeen:
    """From the poll at `sent` on, the coordinators' tab held these overrides."""

    sent: datetime
    overrides: tuple[Override, ...]
    source: str = ""


Fact = Poll | Change | OverridesSeen


def observe(report: TabReport, sent: datetime) -> dict[date | None, Change]:
    """What a readable tab shows, by day: every day that has a row, and None for rows of no day."""
    by_day: dict[date | None, list[Row]] = defaultdict(list)
    for row in report.rows:
        by_day[row.day].append(row)
    return {day: _change(report.unit, day, rows, sent) for day, rows in by_day.items()}


def _change(unit: str, day: date | None, rows: Sequence[Row], sent: datetime) -> Change:
    problems = [p for row in rows for p in row.problems]
    valid = [row for row in rows if row.valid and day is not None]
    return Change(
        sent=sent,
        unit=unit,
        day=day,
        observed=Observed.VALID if valid else Observed.ATTEMPTED,
        rows=tuple(row_to_json(row) for row in rows),
        content=tuple(sorted({row_digest(row) for row in valid})),
        errors=sum(p.severity is Severity.ERROR for p in problems),
        reminders=sum(p.severity is Severity.REMINDER for p in problems),
    )


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def row_digest(row: Row) -> str:
    """What a row says, as a short digest: values as read, else as typed; independent of its place in the tab."""
    says = {
        key: reading.value if reading.usable else ["typed", typed] for key, _, typed, reading in parts_of(row.cells)
    }
    return hashlib.sha256(_CANONICAL.encode(says).encode()).hexdigest()[:16]


def changes_since(
    shown: Mapping[tuple[str, date | None], Change], now: Mapping[date | None, Change], unit: str, sent: datetime
) -> list[Change]:
    """The facts to append for `unit`: days that show something else than before, days that show nothing any more."""
    changed = [change for day, change in now.items() if not change.same_as(shown.get((unit, day)))]
    gone = [
        Change(sent, unit, day, Observed.ABSENT)
        for (of_unit, day), before in shown.items()
        if of_unit == unit and day not in now and before.rows
    ]
    return changed + gone


class Evidence:
    """The fold of all facts, as they stood at a moment. Facts may come in any order and from several sources.

    `version` grows with every fact that changes what is shown; polls that found nothing new leave it.
    """

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self.polls: list[Poll] = []
        self._changes: dict[tuple[str, date | None], list[Change]] = defaultdict(list)
        self._overrides: list[OverridesSeen] = []
        self._sent: dict[str, list[datetime]] = defaultdict(list)
        self._sources: set[str] = set()
        self._rows: dict[int, tuple[Row, ...]] = {}
        self.version = 0
        self.extend(facts)

    def extend(self, facts: Iterable[Fact]) -> None:
        """Adds facts; cheap where they come in order of time."""
        touched: set[tuple[str, date | None]] = set()
        for fact in facts:
            self._sources.add(fact.source)
            if isinstance(fact, Poll):
                self._add_poll(fact)
            elif isinstance(fact, Change):
                self._changes[fact.unit, fact.day].append(fact)
                touched.add((fact.unit, fact.day))
                self.version += 1
            else:
                self.version += 1
                self._overrides.append(fact)
                self._overrides.sort(key=lambda o: o.sent)
        for key in touched:
            self._changes[key].sort(key=lambda c: c.sent)

    def _add_poll(self, poll: Poll) -> None:
        in_order = not self.polls or self.polls[-1].sent <= poll.sent
        self.polls.append(poll)
        if not in_order:
            self.polls.sort(key=lambda p: p.sent)
        for unit in poll.units:
            moments = self._sent[unit]
            late = bool(moments) and moments[-1] > poll.sent
            moments.append(poll.sent)
            if late:
                moments.sort()

    def poll_moments(self, unit: str, as_of: datetime) -> Sequence[datetime]:
        """When the unit's tab was read, in order, up to `as_of`."""
        moments = self._sent.get(unit, [])
        return moments if not moments or moments[-1] <= as_of else moments[: bisect_right(moments, as_of)]

    def last_poll(self, as_of: datetime) -> Poll | None:
        """The last poll that read anything, up to `as_of`."""
        return next((p for p in reversed(self.polls) if p.sent <= as_of and not p.error), None)

    def changes(self, unit: str, day: date | None, as_of: datetime) -> Sequence[Change]:
        """What changed for the unit and day, in order of time, up to `as_of`."""
        found = self._changes.get((unit, day), [])
        if len(self._sources) > 1:
            found = self._merged(unit, day, found)
        if not found or found[-1].sent <= as_of:
            return found
        return found[: bisect_right(found, as_of, key=lambda c: c.sent)]

    def _merged(self, unit: str, day: date | None, changes: Sequence[Change]) -> list[Change]:
        """One line of changes from several sources: what each poll saw is what its own source showed then."""
        queues = {source: [c for c in changes if c.source == source] for source in self._sources}
        state: dict[str, Change | None] = dict.fromkeys(self._sources)
        merged: list[Change] = []
        for poll in self.polls:
            if unit not in poll.units:
                continue
            queue = queues[poll.source]
            while queue and queue[0].sent <= poll.sent:
                state[poll.source] = queue.pop(0)
            seen = state[poll.source] or Change(poll.sent, unit, day, Observed.ABSENT)
            if not seen.same_as(merged[-1] if merged else None):
                merged.append(
                    Change(
                        poll.sent,
                        unit,
                        day,
                        seen.observed,
                        seen.rows,
                        seen.content,
                        seen.errors,
                        seen.reminders,
                        poll.source,
                    )
                )
        return merged

    def shown(self, unit: str, day: date | None, as_of: datetime) -> Change | None:
        """What the last poll up to `as_of` saw for the unit and day; None where it never showed anything."""
        changes = self.changes(unit, day, as_of)
        return changes[-1] if changes else None

    def all_shown(self, as_of: datetime) -> dict[tuple[str, date | None], Change]:
        """Every (unit, day) that shows or showed something, as of a moment."""
        keys = list(self._changes)
        return {key: change for key in keys if (change := self.shown(*key, as_of)) is not None}

    def rows(self, as_of: datetime) -> tuple[Row, ...]:
        """All rows of all units as they stood at `as_of`."""
        return tuple(row for change in self.all_shown(as_of).values() for row in self.rows_of(change))

    def rows_of(self, change: Change) -> tuple[Row, ...]:
        """The rows of a change of this evidence, read once."""
        if id(change) not in self._rows:
            self._rows[id(change)] = change.read_rows()
        return self._rows[id(change)]

    def overrides(self, as_of: datetime) -> tuple[Override, ...]:
        """What coordinators had typed by the last poll up to `as_of`."""
        return next((o.overrides for o in reversed(self._overrides) if o.sent <= as_of), ())

    def override_for(self, unit: str, day: date, as_of: datetime) -> Override | None:
        return next((o for o in self.overrides(as_of) if o.unit == unit and o.day == day), None)


ProblemKey = tuple[str, date | None, str, str, str]
"""(unit, day, column, typed, code): by this a problem is known again at the next poll."""


def first_seen_of(evidence: Evidence, campaign: Campaign, as_of: datetime) -> dict[ProblemKey, datetime]:
    """When each open problem was first seen.

    A problem keeps its first moment while it moves with its row; one that was solved and comes back begins anew.
    """
    first: dict[ProblemKey, datetime] = {}
    for unit, day in [(u.key, d) for u in campaign.units for d in (*campaign.days, None)]:
        open_before: dict[ProblemKey, datetime] = {}
        for change in evidence.changes(unit, day, as_of):
            keys = {
                (p["unit"], day, p.get("column", ""), p.get("typed", ""), p["code"])
                for row in change.rows
                for p in row.get("problems", ())
            }
            open_before = {key: open_before.get(key, change.sent) for key in keys}
        first.update(open_before)
    return first


def unread_since(evidence: Evidence, unit: str, as_of: datetime) -> datetime | None:
    """The first of the polls up to `as_of` that, one after the other, could not read the unit's tab; None where the
    last one read it."""
    since = None
    for poll in reversed(evidence.polls):
        if poll.sent > as_of:
            continue
        if unit in poll.units:
            break
        if unit in poll.unread:
            since = poll.sent
    return since
