"""Which version of a campaign holds for which period, and the campaign that follows from it. Pure.

A new version takes over exactly the periods whose deadline lies ahead by the version that held for them and by the new
one, so a change never reaches back; only a version that a person declared to hold since a day does. A period is named
by its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from sheets_sync.campaign.model import Activity, Campaign, Choice, Column, Unit
from sheets_sync.campaign.period import day_key, slot_of
from sheets_sync.campaign.version import Version


@dataclass(frozen=True, slots=True)
class Adoption:
    """A version that was met and recorded at the poll at `sent`.

    `how`: "first", "migrated" (the first one of a ledger that began without versions), "file" (the file had changed) or
    "accepted": a person (`by`) declared it with a `reason`, since the day `since` or (None) for what lies ahead.
    `server` is the kind of server that it was recorded at; `source` the ledger that recorded it.
    """

    sent: datetime
    version: Version
    how: str = "file"
    since: date | None = None
    reason: str = ""
    by: str = ""
    server: str = ""
    source: str = ""


def renames_of(adoptions: Iterable[Adoption]) -> dict[str, str]:
    """Former keys of units -> the key of today, through all changes of a key."""
    found: dict[str, str] = {}
    for adoption in adoptions:
        for unit in adoption.version.campaign.units:
            for former in unit.former_keys:
                found = {old: unit.key if new == former else new for old, new in found.items()}
                found[former] = unit.key
    return {old: new for old, new in found.items() if old != new}


class Timeline:
    """The adoptions of a campaign in order of time. `renames`: former keys of units -> the key of today."""

    def __init__(self, adoptions: Sequence[Adoption], renames: Mapping[str, str] | None = None) -> None:
        self.adoptions = tuple(adoptions)
        self.renames: Mapping[str, str] = renames or {}

    @property
    def newest(self) -> Version:
        return self.adoptions[-1].version

    @cached_property
    def holders(self) -> dict[date, Adoption]:
        """Report day -> the adoption whose version holds for it."""
        first, *others = self.adoptions
        held = dict.fromkeys(first.version.campaign.days, first)
        for adoption in others:
            days = set(adoption.version.campaign.days)
            for day in held.keys() | days:
                if not _takes_over(adoption, held.get(day), day):
                    continue
                if day in days:
                    held[day] = adoption
                else:
                    held.pop(day, None)
        return held

    def key_of(self, unit: str) -> str:
        """The key of today of a unit."""
        return self.renames.get(unit, unit)

    def campaign(self, present: Campaign | None = None, digest: str = "") -> Campaign:
        """The campaign in force: each day with the rules of the version that holds for it.

        `present` is what the campaign file says now, with the `digest` of its version; what is only shown or sent is
        taken from there.
        """
        base = self._base(present, digest)
        held = {day: adoption.version for day, adoption in self.holders.items()}
        holders = {day: adoption for day, adoption in self.holders.items() if adoption is not self.adoptions[-1]}
        earlier = {day: adoption.version for day, adoption in holders.items()}
        versions = self._known_at(self.adoptions[-1])
        if len(versions) == 1:
            return base
        days = tuple(sorted(held, key=lambda day: (held[day].campaign.deadline_of(day), day_key(day)))) or base.days
        begins = {day: begin for day, v in earlier.items() if (begin := v.campaign.begin_of(day)) != base.begin_of(day)}
        units = tuple(self._units(base, held))
        columns, headings = _columns(base, versions)
        activities = _activities(base, versions)
        made = replace(
            base, days=days, units=units, columns=columns, headings=headings, activities=activities, begins=begins
        )
        readers = {
            sent: _reader(adoption.version.campaign, base, made, self._known_at(adoption))
            for sent, adoption in {adoption.sent: adoption for adoption in holders.values()}.items()
        }
        return replace(
            made,
            deadlines={**_other_times(earlier, base), **{d: t for d, t in base.deadlines.items() if d not in earlier}},
            due={day: version.campaign.deadline_of(day) for day, version in earlier.items()},
            graces={day: version.campaign.grace_of(day) for day, version in earlier.items()},
            readers={day: readers[adoption.sent] for day, adoption in holders.items()},
            left=frozenset(unit.key for unit in units) - frozenset(unit.key for unit in base.units),
        )

    def _known_at(self, adoption: Adoption) -> list[Version]:
        """The versions that were known when one of them was adopted, each once."""
        known = self.adoptions[: self.adoptions.index(adoption) + 1]
        return list({one.version.digest: one.version for one in known}.values())

    def _base(self, present: Campaign | None, digest: str) -> Campaign:
        """The newest version, with what is only shown or sent as it is now."""
        if present is not None and digest == self.newest.digest:
            return present
        recorded = self.newest.campaign
        shown = {} if present is None else {self.key_of(unit.key): unit for unit in present.units}
        helps = {} if present is None else {column.key: column.help for column in present.columns}
        worded = {} if present is None else present.activity_by_code
        return replace(
            recorded,
            extensions=() if present is None else present.extensions,
            units=tuple(_dressed(replace(u, key=self.key_of(u.key)), shown) for u in recorded.units),
            columns=tuple(replace(c, help=helps.get(c.key, "")) for c in recorded.columns),
            activities=tuple(_worded(a, worded.get(a.code)) for a in recorded.activities),
        )

    def _units(self, base: Campaign, held: Mapping[date, Version]) -> Iterable[Unit]:
        """Those of today first, then those that left, each with the days that it owes."""
        owed: dict[str, set[date]] = {unit.key: set() for unit in base.units}
        last: dict[str, Unit] = {}
        for day in sorted(held):
            for unit in held[day].campaign.units:
                key = self.key_of(unit.key)
                if unit.owes(day):
                    owed.setdefault(key, set()).add(day)
                    last[key] = replace(unit, key=key)
        known = set(base.unit_by_key)
        for unit in (*base.units, *(last[key] for key in owed if key not in known)):
            yield replace(unit, owed=frozenset(owed[unit.key]))


def _takes_over(adoption: Adoption, holder: Adoption | None, day: date) -> bool:
    if adoption.since is not None:
        return day >= adoption.since
    held_by = holder.version if holder else None
    return all(_ahead(version, day, adoption.sent) for version in (held_by, adoption.version))


def _ahead(version: Version | None, day: date, moment: datetime) -> bool:
    """Whether the deadline of a day lies ahead by a version; a day that it does not have is never behind."""
    if version is None or day not in version.campaign.days:
        return True
    return version.campaign.deadline_of(day) > moment


def _dressed(unit: Unit, shown: Mapping[str, Unit]) -> Unit:
    now = shown.get(unit.key)
    return replace(unit, editors=now.editors, contacts=now.contacts) if now else unit


def _worded(activity: Activity, now: Activity | None) -> Activity:
    """An activity with the words that papers have for it now."""
    return replace(activity, heading=now.heading, phrases=now.phrases, listed=now.listed) if now else activity


def _other_times(earlier: Mapping[date, Version], base: Campaign) -> dict[date, time]:
    """Days of earlier versions whose time of the day is another one than today's."""
    times = {day: version.campaign.deadline_of(day).timetz().replace(tzinfo=None) for day, version in earlier.items()}
    return {day: at for day, at in times.items() if at != base.deadline and slot_of(day) is None}


def _reader(version: Campaign, base: Campaign, made: Campaign, known: Sequence[Version]) -> Campaign:
    """A version as it reads the rows of its days, with the labels and choices that were `known` by then; where a row
    stands and belongs is for the newest one to say."""
    where = {role: column for role in ("day", "slot") if (column := base.column_of(role))}
    columns = tuple(where.get(column.plays, column) for column in _columns(version, known)[0])
    reader = replace(
        version,
        days=made.days,
        period=made.period,
        ends_on=made.ends_on,
        begins=made.begins,
        columns=columns,
        headings=made.headings,
        extensions=base.extensions,
    )
    return replace(reader, activities=_activities(version, known))


# ── what was recorded once goes on being read ─────────────────────────────────────────────────────────────────────


def _columns(base: Campaign, versions: Sequence[Version]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """(the columns of today with every heading and choice that they ever had, the same with those that are gone)."""
    known: dict[str, list[Column]] = {}
    for version in versions:
        for column in version.campaign.columns:
            known.setdefault(column.key, []).append(column)
    taken = _Taken(name for column in base.columns for name in (column.header, *column.aliases))
    columns = []
    for column in base.columns:
        earlier = known.get(column.key, ())
        names = taken.free(name for old in earlier for name in (old.header, *old.aliases))
        choices = _choices(column.choices, [old.choices for old in earlier])
        columns.append(replace(column, aliases=(*column.aliases, *names), choices=choices))
    gone = []
    for key in known.keys() - base.column_by_key.keys():
        last = known[key][-1]
        header, *names = taken.free(name for old in reversed(known[key]) for name in (old.header, *old.aliases)) or [""]
        if header:
            gone.append(replace(last, header=header, aliases=tuple(names), required="no"))
    return tuple(columns), (*columns, *sorted(gone, key=lambda column: column.key))


def _choices(now: tuple[Choice, ...], earlier: Iterable[tuple[Choice, ...]]) -> tuple[Choice, ...]:
    taken = _Taken(name for choice in now for name in (choice.code, choice.label, *choice.aliases))
    old = [choice for choices in earlier for choice in choices]
    return tuple(replace(choice, aliases=(*choice.aliases, *taken.free(_names(old, choice.code)))) for choice in now)


def _names(entries: Iterable[Choice] | Iterable[Activity], code: str) -> Iterable[str]:
    return [name for entry in entries if entry.code == code for name in (entry.label, *entry.aliases)]


def _activities(base: Campaign, versions: Sequence[Version]) -> tuple[Activity, ...]:
    """Those of today with every label that they ever had, then those that are gone."""
    old = [activity for version in versions for activity in version.campaign.activities]
    taken = _Taken(name for activity in base.activities for name in (activity.code, activity.label, *activity.aliases))
    found = [
        replace(activity, aliases=(*activity.aliases, *taken.free(_names(old, activity.code))))
        for activity in base.activities
    ]
    gone = {activity.code: activity for activity in old if activity.code not in base.activity_by_code}
    for activity in gone.values():
        label, *aliases = taken.free([activity.label, *_names(old, activity.code)]) or [activity.code]
        found.append(replace(activity, label=label, aliases=tuple(aliases)))
    return tuple(found)


class _Taken:
    """Names that already mean something; an earlier name never takes one away."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name.casefold() for name in names}

    def free(self, names: Iterable[str]) -> list[str]:
        """Those that mean nothing yet, each once; they mean something from now on."""
        found = []
        for name in names:
            if name.casefold() not in self._names:
                self._names.add(name.casefold())
                found.append(name)
        return found
