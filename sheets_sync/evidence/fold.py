"""All that was seen, and when: the fold of the facts of all polls. Pure.

The ledger keeps these facts on disk; `sheets_sync.compliance` judges over them. All moments are aware.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

from sheets_sync.campaign.extensions import Extension
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.timeline import Adoption, Timeline, renames_of
from sheets_sync.evidence.changes import Changes
from sheets_sync.evidence.declared import mornings, told_anew, with_mornings
from sheets_sync.evidence.facts import (
    Change,
    Fact,
    Fork,
    Observed,
    OverridesSeen,
    Poll,
    Recorded,
    StoredChange,
    read_together,
)
from sheets_sync.evidence.past import Past, Polls
from sheets_sync.evidence.poll_times import PollTimes, merged
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row

__all__ = [
    "Change",
    "Evidence",
    "Fact",
    "Fork",
    "Observed",
    "OverridesSeen",
    "Poll",
]


ALWAYS = datetime.max.replace(tzinfo=UTC)


MOST_ROWS = 20_000
"""Rows that stay in memory once they were read, for the next one who asks."""


class Evidence:
    """The fold of all facts, as they stood at a moment. Facts may come in any order and from several sources.

    `version` grows with every fact that can change what is shown; polls of a single source that found nothing new
    leave it.
    """

    def __init__(self, facts: Iterable[Recorded | Past] = (), extensions: tuple[Extension, ...] = ()) -> None:
        """`extensions`: what an office adds of its own, by which rows are read anew where a person declared that
        another version of the campaign holds for them."""
        self._extensions = extensions
        self.polls: list[Poll] | Polls = []
        self._changes = Changes()
        self._overrides: list[OverridesSeen] = []
        self._poll_times = PollTimes()
        self._sources: set[str] = set()
        self._forks: dict[str, Fork] = {}
        self._adoptions: list[Adoption] = []
        self._declared: list[Adoption] = []
        self._told_anew: dict[tuple[str, int], tuple[int, Mapping[date | None, Sequence[Change]]]] = {}
        self.renames: Mapping[str, str] = {}
        """Former keys of units -> the key of today, by all versions of the campaign."""
        self.memo: dict[object, object] = {}
        """For callers: what they made of the versions, which are few and stay."""
        self.version = 0
        self._with_problems: tuple[int, datetime | None, dict[tuple[str, date | None], Change]] = (-1, None, {})
        self.extend(facts)

    def extend(self, facts: Iterable[Recorded | Past]) -> None:
        """Adds facts; cheap where they come in order of time."""
        touched: set[tuple[str, date | None]] = set()
        known = list(facts)
        self._sources |= {fact.source for fact in known if not isinstance(fact, Adoption)}
        self._adopt([fact for fact in known if isinstance(fact, Adoption)])
        single = [one for fact in known for one in (self._unfolded(fact) if isinstance(fact, Past) else (fact,))]
        polls_before = len(self.polls)
        for fact in single:
            if isinstance(fact, Adoption):
                continue
            if self.renames:
                fact = self._renamed(fact)
            if isinstance(fact, Poll):
                self._add_poll(fact)
            elif isinstance(fact, Change | StoredChange):
                self._changes.add(fact)
                touched.add((fact.unit, fact.day))
                self.version += 1
            elif isinstance(fact, OverridesSeen):
                self.version += 1
                self._overrides.append(fact)
                self._overrides.sort(key=lambda o: o.sent)
            elif isinstance(fact, Fork):
                self._forks[fact.source] = fact
        for key in touched:
            self._changes.settle(key)
        new = self.polls[max(polls_before - 1, 0) :]
        if any(later.sent < earlier.sent for earlier, later in pairwise(new)):
            self.polls = sorted(self.polls, key=lambda p: p.sent)

    def _unfolded(self, past: Past) -> Iterable[Recorded]:
        """Takes over what was folded before. Where more was known already, or units have other keys now, it comes as
        single facts."""
        if self.renames or self.polls or self._changes:
            return past.facts()
        self.polls = Polls(past.polls)
        for units, failed, numbers in past.looks():
            self._poll_times.add_all(units, failed, past.source, numbers)
        self._changes.begin_with(past.lines)
        self.version += 1
        return ()

    def _adopt(self, adoptions: Sequence[Adoption]) -> None:
        """Versions of the campaign. Where one gives units new keys, what was seen of them before is theirs."""
        if not adoptions:
            return
        self._adoptions = sorted((*self._adoptions, *adoptions), key=lambda adoption: adoption.sent)
        self._declared = [adoption for adoption in self._adoptions if adoption.since is not None]
        self.version += 1
        renames = renames_of(self._adoptions)
        if renames == self.renames:
            return
        self.renames = renames
        known: list[Recorded] = [*self.polls, *self._changes.taken(), *self._overrides]
        self.polls, self._poll_times, self._overrides = [], PollTimes(), []
        self.extend(known)

    def _renamed(self, fact: Fact | StoredChange) -> Fact | StoredChange:
        """The fact with the keys of today."""
        names = self.renames
        if isinstance(fact, StoredChange):
            return self._renamed(fact.change()) if fact.unit in names else fact
        if isinstance(fact, Change):
            key = names.get(fact.unit)
            return replace(fact, unit=key, rows=tuple(_of_unit(row, key) for row in fact.rows)) if key else fact
        if isinstance(fact, Poll) and not names.keys().isdisjoint((*fact.units, *fact.unread)):
            unread = {names.get(unit, unit): why for unit, why in fact.unread.items()}
            return replace(fact, units=tuple(names.get(unit, unit) for unit in fact.units), unread=unread)
        if isinstance(fact, OverridesSeen):
            return replace(fact, overrides=tuple(replace(o, unit=names.get(o.unit, o.unit)) for o in fact.overrides))
        return fact

    @property
    def sources(self) -> frozenset[str]:
        """The servers whose records are here."""
        return frozenset(self._sources)

    @property
    def adoptions(self) -> Sequence[Adoption]:
        """Every version of the campaign that was recorded, in order of time."""
        return self._adoptions

    def declared(self, as_of: datetime) -> tuple[Adoption, ...]:
        """The versions that a person declared, by a moment, to hold since a day that may have passed."""
        return tuple(adoption for adoption in self._declared if adoption.sent <= as_of)

    def timeline(self, as_of: datetime) -> Timeline | None:
        """The versions known up to a moment; the first one counts for the time before it too. None where no version
        was recorded."""
        known = [adoption for adoption in self._adoptions if adoption.sent <= as_of] or self._adoptions[:1]
        return Timeline(known, self.renames) if known else None

    def _add_poll(self, poll: Poll) -> None:
        self.polls.append(poll)
        self._poll_times.add(poll)
        self.version += len(self._sources) > 1  # where several look, a look at what is known can settle who is right

    def poll_moments(self, unit: str, as_of: datetime) -> Sequence[datetime]:
        """When the unit's tab was read, in order, up to `as_of`."""
        return self._poll_times.of(unit).until(as_of)

    def last_look(self, unit: str, as_of: datetime) -> datetime | None:
        """When the unit's tab was read last, up to `as_of`; None where it never was."""
        return self._poll_times.last(unit, as_of)

    def look_moments(self, as_of: datetime) -> Sequence[datetime]:
        """When anything was read, in order, up to `as_of`."""
        return self._poll_times.any().until(as_of)

    def polls_until(self, as_of: datetime) -> Iterator[Poll]:
        """All polls up to `as_of`, also those that failed, the last first."""
        for at in range(bisect_right(self.polls, as_of, key=lambda p: p.sent) - 1, -1, -1):
            yield self.polls[at]

    def last_poll(self, as_of: datetime) -> Poll | None:
        """The last poll that read anything, up to `as_of`."""
        return next((p for p in self.polls_until(as_of) if not p.error), None)

    def changes(self, unit: str, day: date | None, as_of: datetime) -> Sequence[Change]:
        """What changed for the unit and day, in order of time, up to `as_of`. Where a person declared by then that
        another version holds for the day, what was seen before is read by that one."""
        declared = self.declared(as_of) if self._declared else ()
        if not declared:
            return self._recorded(unit, day, as_of)
        found = self._anew(unit, declared).get(day, ())
        return found[: bisect_right(found, as_of, key=lambda c: c.sent)]

    def _anew(self, unit: str, declared: tuple[Adoption, ...]) -> Mapping[date | None, Sequence[Change]]:
        """Day -> what polls saw of it, read by the versions that a person declared after them."""
        key = unit, len(declared)
        version, found = self._told_anew.get(key, (-1, {}))
        if version != self.version:
            lines = (self._recorded(*of, ALWAYS) for of in self._changes.keys_of(unit))
            local_day = self._campaign_at(declared[-1].sent).local_day
            days = mornings(self.poll_moments(unit, declared[-1].sent), local_day)
            lasting = [with_mornings(line, days, local_day) for line in lines]
            found = told_anew(lasting, declared, self._read_by)
            self._told_anew[key] = (self.version, found)
        return found

    def _read_by(self, accepted: Adoption, change: Change) -> Sequence[Row]:
        key = ("read by", change.unit, change.day, change.sent, change.source, accepted.sent)
        if key not in self.memo:
            self.memo[key] = self._reread(accepted, change)
        found: Sequence[Row] = self.memo[key]  # type: ignore[assignment]
        return found

    def _reread(self, accepted: Adoption, change: Change) -> Sequence[Row]:
        from sheets_sync.tabs.rereading import reread  # looking at evidence reads no cells

        campaign = self._campaign_at(accepted.sent)
        unit = campaign.unit_by_key.get(change.unit)
        if unit is None:
            return change.rows
        by = replace(campaign, extensions=self._extensions)
        then = self.timeline(change.sent)
        known = then.newest.campaign.column_by_key if then else by.column_by_key
        unseen = by.column_by_key.keys() - known.keys()
        return reread(change.rows, unit, by, campaign.local_day(change.sent), frozenset(unseen))

    def _campaign_at(self, moment: datetime) -> Campaign:
        """The campaign in force at a moment, by the recorded versions alone."""
        key = ("campaign", moment)
        if key not in self.memo:
            timeline = self.timeline(moment)
            assert timeline is not None
            self.memo[key] = timeline.campaign()
        found: Campaign = self.memo[key]  # type: ignore[assignment]
        return found

    def _recorded(self, unit: str, day: date | None, as_of: datetime) -> Sequence[Change]:
        """The changes as they were recorded."""
        found: Sequence[Change] = self._changes.of((unit, day))
        if len(self._sources) > 1:
            lines = {source: self._line(source, found) for source in self._sources}
            found = merged(lines, {source: self._poll_times.of(unit, source) for source in self._sources})
        if not found or found[-1].sent <= as_of:
            return found
        return found[: bisect_right(found, as_of, key=lambda c: c.sent)]

    def _line(self, source: str, changes: Sequence[Change]) -> list[Change]:
        """What one source recorded, after what it took over where it forked from another."""
        fork = self._forks.get(source)
        before = [c for c in self._line(fork.of, changes) if c.sent <= fork.sent] if fork else []
        return before + [c for c in changes if c.source == source]

    def shown_to(self, source: str, unit: str, as_of: datetime) -> dict[tuple[str, date | None], Change]:
        """As `all_shown` of one unit, but what this source alone recorded: what its next changes are relative to."""
        keys = self._changes.keys_of(unit)
        if self._sources <= {source}:
            return self._as_recorded(keys, as_of)
        lines = {key: [c for c in self._line(source, self._changes.of(key)) if c.sent <= as_of] for key in keys}
        return {key: line[-1] for key, line in lines.items() if line}

    def shown(self, unit: str, day: date | None, as_of: datetime) -> Change | None:
        """What the last poll up to `as_of` saw for the unit and day; None where it never showed anything."""
        if len(self._sources) <= 1 and not self._declared:
            last = self._changes.last((unit, day))
            if last is None or last.sent <= as_of:
                return last
        changes = self.changes(unit, day, as_of)
        return changes[-1] if changes else None

    def places(self, as_of: datetime) -> list[tuple[str, date | None]]:
        """Every (unit, day) of which anything was ever recorded, as read by what was declared up to a moment."""
        declared = self.declared(as_of)
        if not declared:
            return self._changes.all_keys()
        units = dict.fromkeys(unit for unit, _ in self._changes.all_keys())
        return [(unit, day) for unit in units for day in self._anew(unit, declared)]

    def shown_of(
        self, places: Sequence[tuple[str, date | None]], as_of: datetime
    ) -> dict[tuple[str, date | None], Change]:
        """As `all_shown`, of some of the `places`."""
        if len(self._sources) <= 1 and not self.declared(as_of):
            return self._as_recorded(places, as_of)
        return {place: shown for place in places if (shown := self.shown(*place, as_of)) is not None}

    def all_shown(self, as_of: datetime) -> dict[tuple[str, date | None], Change]:
        """Every (unit, day) that shows or showed something, as of a moment."""
        return self.shown_of(self.places(as_of), as_of)

    def shown_with_problems(self, as_of: datetime) -> dict[tuple[str, date | None], Change]:
        """Of `all_shown`, what has problems; of the rest nothing is read. Not to be changed."""
        if self._with_problems[:2] != (self.version, as_of):
            self._with_problems = (self.version, as_of, self._find_problems(as_of))
        return self._with_problems[2]

    def _find_problems(self, as_of: datetime) -> dict[tuple[str, date | None], Change]:
        if len(self._sources) > 1 or self._declared:
            found = self.all_shown(as_of)
        else:
            keys = self._changes.telling(as_of)
            self._changes.take(keys)  # whoever asks for problems asks since when they are there
            found = self._as_recorded(keys, as_of)
        return {key: shown for key, shown in found.items() if shown.problems}

    def _as_recorded(
        self, keys: Sequence[tuple[str, date | None]], as_of: datetime
    ) -> dict[tuple[str, date | None], Change]:
        """What units and days showed as it was recorded, where there is one source."""
        return {
            key: shown
            for key, last in zip(keys, self._changes.lasts(keys), strict=True)
            if (shown := last if last.sent <= as_of else self._last_recorded(key, as_of)) is not None
        }

    def _last_recorded(self, key: tuple[str, date | None], as_of: datetime) -> Change | None:
        changes = self._recorded(*key, as_of)
        return changes[-1] if changes else None

    def rows(self, as_of: datetime) -> tuple[Row, ...]:
        """All rows of all units as they stood at `as_of`. Where they are many they are the caller's alone, and read
        again for the next one."""
        shown = self.all_shown(as_of).values()
        read_together(shown)
        found = tuple(row for change in shown for row in change.rows)
        if len(found) > MOST_ROWS:
            for change in shown:
                change.release()
        return found

    def overrides(self, as_of: datetime) -> tuple[Override, ...]:
        """What coordinators had typed by the last poll up to `as_of`."""
        source = None
        if len(self._sources) > 1:
            last = self.last_poll(as_of)
            source = last.source if last else None
        return self.overrides_seen_by(source, as_of)

    def overrides_seen_by(self, source: str | None, as_of: datetime) -> tuple[Override, ...]:
        """The same as one source recorded it (None: whichever)."""
        seen = (o for o in reversed(self._overrides) if o.sent <= as_of and source in (None, o.source))
        found = next(seen, None)
        if found is None and source in self._forks:
            fork = self._forks[source]
            return self.overrides_seen_by(fork.of, min(as_of, fork.sent))
        return found.overrides if found else ()

    def override_since(self, override: Override, as_of: datetime) -> datetime | None:
        """The poll up to `as_of` since which the override stands as it does."""
        since = None
        for seen in reversed([o for o in self._overrides if o.sent <= as_of]):
            if override not in seen.overrides:
                break
            since = seen.sent
        return since

    def override_for(self, unit: str, day: date, as_of: datetime) -> Override | None:
        return next((o for o in self.overrides(as_of) if o.unit == unit and o.day == day), None)


def _of_unit(row: Row, unit: str) -> Row:
    """The row as one of the unit under its key of today."""
    return replace(row, unit=unit, problems=tuple(replace(problem, unit=unit) for problem in row.problems))
