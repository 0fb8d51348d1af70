"""Who reported in time: the rules, as one pure function over evidence.

Source: RULES.md (words T, G, D, C, P, A, E as there). No clock, no I/O: the same facts and the
same as-of moment give the same answer on every machine.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.period import Period, slot_of, with_slot
from sheets_sync.compliance.no_day import rows_of_no_day
from sheets_sync.evidence.fold import Change, Evidence, Observed
from sheets_sync.evidence.moments import count_before, number_of
from sheets_sync.tabs.override import Override
from sheets_sync.words.formats import rate


class Status(StrEnum):
    """Timeliness of a unit's report of a day."""

    NOT_REQUIRED = "not_required"
    EXCUSED = "excused"
    ON_TIME = "on_time"
    LATE = "late"
    UNDETERMINED = "undetermined"
    PENDING = "pending"
    INVALID = "invalid"
    MISSED = "missed"


REPORTED = frozenset({Status.ON_TIME, Status.LATE, Status.UNDETERMINED})
_SILENT = frozenset({Status.MISSED, Status.PENDING})
LEFT_OUT_OF_RATES = frozenset({Status.NOT_REQUIRED, Status.EXCUSED})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of (unit, day) as of a moment, and the facts beside it. Moments are aware; None: never seen.

    `by_evidence` is what the evidence alone says; it differs from `status` where there is an override.
    `overdue_look`: the deadline has passed and nobody has looked since, so nothing can be said yet. `rows_of_no_day`:
    nothing of the day was seen, but so many rows came since the deadline before it whose day is missing, can't be read,
    or is none of the campaign's.
    """

    unit: str
    day: date
    status: Status
    by_evidence: Status
    seen_absent: datetime | None = None
    seen_present: datetime | None = None
    attempted_at: datetime | None = None
    cut_off: datetime | None = None
    problems: int = 0
    reminders: int = 0
    edited_after_deadline: bool = False
    withdrawn: bool = False
    override: Override | None = None
    overdue_look: bool = False
    rows_of_no_day: int = 0

    @property
    def slot(self) -> str | None:
        """Which of several reports of its period; None where there is one."""
        return slot_of(self.day)


def timeliness(
    polls: Sequence[datetime],
    present: datetime | None,
    last: Observed,
    *,
    deadline: datetime,
    grace: timedelta,
    as_of: datetime,
) -> Status:
    """Lines 3 to 8 of the rules. `polls` in order, all up to `as_of`; `present` is P.sent; `last` what the last saw."""
    if present is not None:
        cut_off = cut_off_of(polls, deadline, grace)
        before = last_before(polls, present)
        if present <= cut_off:
            return Status.ON_TIME
        return Status.LATE if before is not None and before >= cut_off else Status.UNDETERMINED
    if as_of < deadline or not polls or polls[-1] < deadline:
        return Status.PENDING
    return Status.INVALID if last is Observed.ATTEMPTED else Status.MISSED


def cut_off_of(polls: Sequence[datetime], deadline: datetime, grace: timedelta) -> datetime:
    """C: the moment of the deadline poll D where there is one, else T."""
    at = count_before(polls, deadline)
    return polls[at] if at < len(polls) and polls[at] <= deadline + grace else deadline


def last_before(polls: Sequence[datetime], moment: datetime) -> datetime | None:
    """The last poll before `moment`; None where there is none."""
    at = count_before(polls, moment)
    return polls[at - 1] if at else None


def judge(unit: Unit, period: Period | date, evidence: Evidence, campaign: Campaign, as_of: datetime) -> Judgement:
    """Status and facts of one unit and period (or its day), as of an aware moment.

    Pure: the same facts and moment give the same answer. Where nobody ever looked, nothing was seen, and until the
    deadline that is no fault of anybody's:

    >>> import sheets_sync as ss
    >>> campaign = ss.load_campaign("jobs/dan-van-dot-2-2022/campaign.toml")
    >>> unit, period = campaign.units[0], campaign.periods[0]
    >>> ss.judge(unit, period, Evidence(), campaign, period.deadline).status
    <Status.PENDING: 'pending'>
    """
    day = with_slot(period.day, period.slot) if isinstance(period, Period) else period
    polls = evidence.poll_moments(unit.key, as_of)
    changes = evidence.changes(unit.key, day, as_of)
    as_of = as_of.astimezone(UTC)  # moments of one zone compare many times faster
    deadline = campaign.deadline_of(day).astimezone(UTC)
    grace = campaign.grace_of(day)
    cut_off = cut_off_of(polls, deadline, grace) if as_of >= deadline else deadline
    present = next((c.sent for c in changes if c.observed is Observed.VALID), None)
    last = changes[-1].observed if changes else Observed.ABSENT
    by_evidence = timeliness(polls, present, last, deadline=deadline, grace=grace, as_of=as_of)
    override = evidence.override_for(unit.key, day, as_of)
    status = Status(override.status) if override else by_evidence
    if not unit.owes(day):
        status = by_evidence = Status.NOT_REQUIRED
    return Judgement(
        unit=unit.key,
        day=day,
        status=status,
        by_evidence=by_evidence,
        seen_absent=last_before(polls, present) if present else (polls[-1] if polls else None),
        seen_present=present,
        attempted_at=next((c.sent for c in changes if c.observed is not Observed.ABSENT), None),
        cut_off=cut_off,
        problems=changes[-1].errors if changes else 0,
        reminders=changes[-1].reminders if changes else 0,
        edited_after_deadline=_edited(changes, cut_off),
        withdrawn=present is not None and last is not Observed.VALID,
        override=override if unit.owes(day) else None,
        overdue_look=as_of >= deadline and (not polls or polls[-1] < deadline),
        rows_of_no_day=len(rows_of_no_day(unit.key, day, evidence, campaign, as_of)) if status in _SILENT else 0,
    )


def _edited(changes: Sequence[Change], cut_off: datetime) -> bool:
    """Whether the valid rows differ now from those at the last poll up to the cut-off, where that one saw `valid`."""
    in_time = [c for c in changes if c.sent <= cut_off]
    return bool(in_time) and in_time[-1].observed is Observed.VALID and in_time[-1].content != changes[-1].content


@dataclass(frozen=True, slots=True)
class Rates:
    """How a unit kept the deadline over the days whose deadline has passed.

    Rates have three decimals, half up, and are None where no day is expected. The on-time rate is a range from
    `on_time_rate` to `on_time_rate_max` while days are undetermined.
    """

    expected: int
    reported: int
    on_time: int
    undetermined: int

    @property
    def reporting_rate(self) -> float | None:
        return rate(self.reported, self.expected)

    @property
    def on_time_rate(self) -> float | None:
        return rate(self.on_time, self.expected)

    @property
    def on_time_rate_max(self) -> float | None:
        return rate(self.on_time + self.undetermined, self.expected)


def rates(judgements: Iterable[Judgement], campaign: Campaign, as_of: datetime) -> Rates:
    """The rates of one unit (or of all, given all judgements)."""
    as_of = as_of.astimezone(UTC)  # within one zone Python compares clocks on the wall, also where an hour comes twice
    counted = [
        j.status for j in judgements if campaign.deadline_of(j.day) <= as_of and j.status not in LEFT_OUT_OF_RATES
    ]
    return Rates(
        expected=len(counted),
        reported=sum(s in REPORTED for s in counted),
        on_time=counted.count(Status.ON_TIME),
        undetermined=counted.count(Status.UNDETERMINED),
    )


Settled = dict[tuple[str, date], Judgement]


class JudgedLater(Mapping[str, tuple[Judgement, ...]]):
    """Judgements by unit, all made when somebody asks for the first one."""

    def __init__(self, make: Callable[[], Mapping[str, tuple[Judgement, ...]]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, tuple[Judgement, ...]]:
        return self._make()

    def __getitem__(self, unit: str) -> tuple[Judgement, ...]:
        return self._made[unit]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def judge_all(
    evidence: Evidence, campaign: Campaign, as_of: datetime, settled: Settled | None = None
) -> dict[str, tuple[Judgement, ...]]:
    """Every unit and report day, in the campaign's order.

    `settled` remembers, for one version of the evidence and moments that only go forward, what further polls can't
    change: a day whose report was seen and whose deadline has passed.
    """
    known: Settled = {} if settled is None else settled
    as_of = as_of.astimezone(UTC)

    def judged(unit: Unit, day: date) -> Judgement:
        found = known.get((unit.key, day))
        if found is None:
            found = judge(unit, day, evidence, campaign, as_of)
            if found.seen_present is not None and as_of > campaign.deadline_of(day) + campaign.grace_of(day):
                known[unit.key, day] = found
        return found

    return {unit.key: tuple(judged(unit, day) for day in campaign.days) for unit in campaign.units}


def deadlines_passed(evidence: Evidence, campaign: Campaign, as_of: datetime) -> tuple[int, ...]:
    """How far the time has come: how many deadlines have passed at `as_of`, and at the last look at each unit's tab.

    While the evidence is the same but for polls that saw nothing new, judgements differ in these alone: what is said
    of a report hangs on whether its deadline has passed and whether its unit was looked at since. (Only the moment of
    the last look that saw no report moves on.)
    """
    deadlines = sorted(number_of(campaign.deadline_of(day)) for day in campaign.days)
    looks = (evidence.last_look(unit.key, as_of) for unit in campaign.units)
    return tuple(bisect_right(deadlines, number_of(moment)) if moment else 0 for moment in (as_of, *looks))
