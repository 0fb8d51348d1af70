"""What a campaign consists of, as frozen values: units, columns, activities, report days and deadlines.

Built by `sheets_sync.config` from the campaign file; pure values without I/O.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sheets_sync.campaign.extensions import Extension
from sheets_sync.campaign.period import Period, Slot, begin_of, plain_day, slot_of

NIL_CODE = "NIL"
"""Code of the activity that says "nothing to report today" (a nil report), where the file does not say `nil`."""

ROLES = (
    "day", "slot", "activity", "description", "place", "quantity", "measure",
    "people", "beneficiaries", "money", "link", "issues", "reporter",
)  # fmt: skip
"""What a column can stand for. All code asks for roles; keys, headings and their order are the campaign's."""
_ROLE_OF_KEY = {role: role for role in ROLES if role != "description"} | {"details": "description"}
ALL_UNITS = "all"
"""What stands in the place of a unit's key where all units are meant; no unit has it."""
NUMBERS = ("integer", "decimal", "number", "money")
"""Types of columns whose values are figures."""


_ADDED_UP = frozenset({"people", "beneficiaries", "money"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a column of type `choice`."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversion:
    """One of `measure` makes `factor` of `into`: 1 km is 1,000 m."""

    measure: str
    into: str
    factor: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """How papers say the figures of an activity in these measures: a sentence with "{n}" for each number, in order."""

    measures: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of work that units report, and how its figures add up.

    `measures`: the first one holds where none is typed; empty where nothing is counted (a nil report).
    `adding`: "sum", "latest" (each unit's last figure), "distinct_place" (number of different places), or "none".
    `once_per_link`: a figure counts less by as many of its links as were already counted in another row.
    `convert`: measures whose figures are printed as one with those of another. `nil`: a row of it says that there was
    nothing to report.

    `heading`, `phrases` and `listed` are for papers: under which heading its figures stand, how they are said, and
    whether its rows are listed one by one.
    """

    code: str
    label: str
    section: str = ""
    measures: tuple[str, ...] = ()
    adding: str = "sum"
    once_per_link: bool = False
    aliases: tuple[str, ...] = ()
    convert: tuple[Conversion, ...] = ()
    nil: bool = False
    heading: str = ""
    phrases: tuple[Phrase, ...] = ()
    listed: bool = False

    @property
    def is_nil(self) -> bool:
        return self.nil or self.code == NIL_CODE

    def converted(self, measure: str) -> tuple[str, float] | None:
        """The measure in which figures of a measure are printed, and how many of it one makes; None where they stay
        apart."""
        for entry in self.convert:
            if measure == entry.measure:
                return entry.into, entry.factor
            if measure == entry.into:
                return measure, 1
        return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of every unit's tab. `required`: "always", "unless_nil" or "no"; from `required_from` on, where that is
    given, and "no" before.

    `role`: what it stands for, one of ROLES, where its key does not say it. `total`: how its figures are added up:
    "sum", "latest" (each unit's last one), "max", "none"; "" is "sum" for people, beneficiaries and money, and "none"
    for others. `unit` is what is counted ("lượt", "beds").
    """

    key: str
    header: str
    type: str
    aliases: tuple[str, ...] = ()
    required: str = "no"
    choices: tuple[Choice, ...] = ()
    help: str = ""
    required_from: date | None = None
    role: str = ""
    total: str = ""
    unit: str = ""

    @property
    def plays(self) -> str:
        """Its role: the one that is given, else that of its key; "" where it has none."""
        return self.role or _ROLE_OF_KEY.get(self.key, "")

    @property
    def adding(self) -> str:
        """How its figures are added up: "sum", "latest", "max" or "none"."""
        if self.type not in NUMBERS:
            return "none"
        return self.total or ("sum" if self.plays in _ADDED_UP else "none")

    def required_on(self, day: date | None) -> str:
        """`required` as it holds for the rows of a day; rows of no day count as later than any."""
        early = day is not None and self.required_from is not None and day < self.required_from
        return "no" if early else self.required


@dataclass(frozen=True, slots=True)
class Unit:
    """An office that must report. `first_day`, `last_day`: where it owes reports for a part of the campaign only.
    `spreadsheet`: id of a spreadsheet of its own; None for the campaign's. `editors`: mail addresses that may type;
    `contacts`: those that messages about the unit go to. `former_keys`: what it was called in earlier versions of the
    campaign. `owed`: the report days that it owes, where versions of the campaign differ in that (None: they don't)."""

    key: str
    name: str
    tab: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    spreadsheet: str | None = None
    contacts: tuple[str, ...] = ()
    former_keys: tuple[str, ...] = ()
    owed: frozenset[date] | None = None

    def owes(self, day: date) -> bool:
        """Whether the unit owes a report on the report day `day`."""
        if self.owed is not None:
            return day in self.owed
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of POLICY.md and of the row rules; the campaign file may set others (table `[limits]`)."""

    people_cap: int = 5_000  # C9: above it a count is unusual
    money_low: int = 50_000  # M4: below it an amount is unusual
    money_high: int = 5_000_000_000  # M4: above it an amount is unusual
    min_letters: int = 5  # letters that a description needs
    divisible_measures: tuple[str, ...] = ("km",)  # measures that can have fractions


NO_LIMIT = 10**12
"""`Limits.money_high` of a campaign that does not say which sums are unusual."""


@dataclass(frozen=True)
class Campaign:
    """Everything that the rules need to know of a campaign. `days` names the reports that each unit owes, in the order
    in which they are due: by the last day of their period, with a slot (`SlotDay`) where a period has several.

    `period` is "day", "week" (ends on the day `ends_on`), "month" or "quarter"; a report is due `due_after` days after
    its period's last day, at `deadline`, or as its slot says.

    `begins` and the fields from `due` to `left` are set where the campaign file changed while the campaign went on
    (`campaign.timeline`): `due` and `graces` of the days that an earlier version holds for, `begins` the first days of
    their periods, `readers` the version by which rows of such a day are read, `headings` every column by whose heading
    a place in a tab is known, `left` the units that are no longer part of it but owed reports before.
    """

    slug: str
    name: str
    timezone: ZoneInfo
    days: tuple[date, ...]
    deadline: time
    grace: timedelta
    units: tuple[Unit, ...]
    columns: tuple[Column, ...]
    activities: tuple[Activity, ...] = ()
    locale: str = "vi"  # a language tag; `words.conventions` says what follows from it
    deadlines: Mapping[date, time] = field(default_factory=dict)
    limits: Limits = Limits()
    rules_off: frozenset[str] = frozenset()
    extensions: tuple[Extension, ...] = ()
    due: Mapping[date, datetime] = field(default_factory=dict)
    graces: Mapping[date, timedelta] = field(default_factory=dict)
    readers: Mapping[date, Campaign] = field(default_factory=dict)
    headings: tuple[Column, ...] = ()
    left: frozenset[str] = frozenset()
    never_guess: tuple[str, ...] = ()
    period: str = "day"
    ends_on: str = "sunday"
    due_after: int = 0
    slots: tuple[Slot, ...] = ()
    begins: Mapping[date, date] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of `locale`, without its country."""
        return self.locale.partition("-")[0]

    @cached_property
    def first_day(self) -> date:
        """The first day of the first period."""
        return min(map(self.begin_of, self.days))

    @cached_property
    def last_day(self) -> date:
        """The last day of the last period."""
        return plain_day(max(self.days))

    @property
    def is_daily(self) -> bool:
        """Whether each unit owes one report a day."""
        return self.period == "day" and not self.slots

    def begin_of(self, day: date) -> date:
        """The first day of a report's period."""
        return self.begins.get(day) or begin_of(self.period, day)

    def deadline_of(self, day: date) -> datetime:
        """T(day): the aware moment of a report's deadline, in the campaign's timezone; for a day of which only its
        slots have reports, that of the last one.

        Deadlines are times on the wall. Where clocks go back and its hour comes twice, the first one counts: a unit
        that reports in the second is late. One in the hour that clocks leave out is refused with the file.
        """
        if day in self.due:
            return self.due[day]
        slot = self.slot_by_key.get(slot_of(day) or "")
        if slot is None and self.slots:
            reports = [report for report in self.days if plain_day(report) == day and report != day]
            if reports:
                return max(map(self.deadline_of, reports))
        after = self.due_after if slot is None or slot.due_after is None else slot.due_after
        at = slot.deadline if slot else self.deadlines.get(day, self.deadline)
        return datetime.combine(plain_day(day) + timedelta(days=after), at, self.timezone)

    @cached_property
    def slot_by_key(self) -> Mapping[str, Slot]:
        return MappingProxyType({slot.key: slot for slot in self.slots})

    @cached_property
    def deadlines_on(self) -> Mapping[date, tuple[datetime, ...]]:
        """Calendar day on which tabs are looked at -> the deadlines that fall on it: all days of all periods, and those
        until they are due."""
        found: dict[date, tuple[datetime, ...]] = {}
        for report in self.days:
            for day in self.days_until_due(report):
                found.setdefault(day, ())
            deadline = self.deadline_of(report)
            found[deadline.date()] += (deadline,)
        return MappingProxyType({day: found[day] for day in sorted(found)})

    @cached_property
    def poll_days(self) -> tuple[date, ...]:
        """The calendar days on which tabs are looked at, in order."""
        return tuple(self.deadlines_on)

    def days_until_due(self, report: date) -> tuple[date, ...]:
        """The calendar days of a report's period, and those until it is due."""
        first, due = self.begin_of(report), self.deadline_of(report).date()
        return tuple(first + timedelta(days=n) for n in range((due - first).days + 1))

    @cached_property
    def _reports_by_date(self) -> Mapping[date, tuple[date, ...]]:
        """Date -> the reports in whose period it lies, those of the shortest period alone."""
        spans: dict[date, tuple[int, tuple[date, ...]]] = {}
        for report in self.days:
            last, begin = plain_day(report), self.begin_of(report)
            length = (last - begin).days
            for n in range(length + 1):
                here = begin + timedelta(days=n)
                known = spans.get(here)
                if known is None or length < known[0]:
                    spans[here] = (length, (report,))
                elif length == known[0]:
                    spans[here] = (length, (*known[1], report))
        return {here: reports for here, (_, reports) in spans.items()}

    @property
    def dates(self) -> Collection[date]:
        """Every date that a row may carry: those of all periods."""
        return self._reports_by_date.keys()

    def reports_on(self, day: date) -> tuple[date, ...]:
        """The reports in whose period a date lies: one, or one for each slot, or none."""
        return self._reports_by_date.get(day, ())

    def report_of(self, day: date, slot: str | None = None) -> date | None:
        """The report to which a date and, where there are slots, a slot's key belong; None where there is none."""
        return next((found for found in self.reports_on(day) if slot_of(found) in (None, slot)), None)

    def read_until(self, today: date) -> date:
        """The last date that may be typed on a day: the day itself, or the end of the period in which it lies."""
        return max((plain_day(found) for found in self.reports_on(today)), default=today)

    def grace_of(self, day: date) -> timedelta:
        """G for the deadline of a report day."""
        return self.graces.get(day, self.grace)

    @property
    def known_columns(self) -> tuple[Column, ...]:
        """Every column that may stand in a tab: those of the campaign, and those of its earlier versions."""
        return self.headings or self.columns

    def local_day(self, moment: datetime) -> date:
        """The calendar day of an aware moment in the campaign's timezone."""
        return moment.astimezone(self.timezone).date()

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """What each unit owes a report for, in order."""
        return tuple(
            Period(self.begin_of(day), plain_day(day), self.deadline_of(day), slot_of(day)) for day in self.days
        )

    @cached_property
    def own_messages(self) -> Mapping[str, Mapping[str, str]]:
        """The texts of the codes that the office's own rules and types give: code -> language -> text."""
        found: dict[str, Mapping[str, str]] = {}
        for extension in self.extensions:
            found |= {rule.code: rule.messages for rule in extension.rules}
            for kind in extension.types:
                found |= kind.messages
        return MappingProxyType(found)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What lists call a unit, by key: the title of its tab, or its name where tabs of several units (in
        spreadsheets of their own) have one title."""
        titles = Counter(unit.tab for unit in self.units)
        return {unit.key: unit.tab if titles[unit.tab] == 1 else unit.name for unit in self.units}

    @cached_property
    def unit_by_key(self) -> Mapping[str, Unit]:
        return MappingProxyType({u.key: u for u in self.units})

    @cached_property
    def column_by_key(self) -> Mapping[str, Column]:
        return MappingProxyType({c.key: c for c in self.columns})

    @cached_property
    def role_keys(self) -> Mapping[str, str]:
        """Role -> the key of the column that has it."""
        return MappingProxyType({column.plays: column.key for column in self.columns if column.plays})

    def keys_on(self, day: date | None) -> Mapping[str, str]:
        """Role -> key, as the rows of a report day were read: by the version that holds for it."""
        reader = self.readers.get(day) if day else None
        return (reader or self).role_keys

    def key_of(self, role: str) -> str:
        """The key of the column with a role; "", which no column has, where there is none."""
        return self.role_keys.get(role, "")

    @cached_property
    def added_columns(self) -> tuple[Column, ...]:
        """The columns whose figures are added up by themselves, in order: not the quantities of activities."""
        by_activity = self.key_of("quantity") if self.activities else ""
        return tuple(c for c in self.known_columns if c.adding != "none" and (c.key != by_activity or c.total))

    def column_of(self, role: str) -> Column | None:
        """The column with a role; None where there is none."""
        return self.column_by_key.get(self.key_of(role))

    @cached_property
    def activity_by_code(self) -> Mapping[str, Activity]:
        return MappingProxyType({a.code: a for a in self.activities})

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Every measure of the campaign's activities, each once, in order of first use."""
        return tuple(dict.fromkeys(m for a in self.activities for m in a.measures))
