"""What a changed campaign file will do, told before a run meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import counted_key
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence, Poll
from sheets_sync.job.accepting import unrecorded
from sheets_sync.job.admission import meet
from sheets_sync.job.in_force import in_force, version_in, with_adoption
from sheets_sync.tabs.rows import Row
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import worded

NAMED = 8
"""Cells that a sentence names; of more it says how many."""


def announced(settings: Settings, evidence: Evidence, now: datetime) -> Iterator[str]:
    """What changes from the next run on: units and days that come and go, deadlines ahead, columns to be added, rows
    that become invalid or valid, then everything else by its name.

    Nothing where the file is as recorded, or where no version was recorded yet, or where the change is refused.
    """
    if not evidence.adoptions or meet(settings, evidence).how != "file":
        return
    before = in_force(settings, evidence, now).campaign
    after = with_adoption(settings, evidence, Adoption(now, version_in(settings))).campaign
    yield from _units(before, after)
    yield from _days(before, after)
    yield from _deadlines(before, after)
    yield from _columns(before, after)
    yield from _rows(before, after, evidence, now)
    for change in unrecorded(settings, evidence):
        yield f"{change.what}: {_said(change.before)} → {_said(change.after)}"


def missing_tabs(campaign: Campaign, polls: Iterable[Poll]) -> Iterator[str]:
    """Units whose tabs a look did not find."""
    units = campaign.unit_by_key
    lacking = [units[key] for poll in polls for key, why in poll.unread.items() if why == "no_tab" and key in units]
    if lacking:
        names = ", ".join(f"“{unit.tab}”" for unit in lacking)
        yield worded("changes.missing_tabs", names=names)


def _units(before: Campaign, after: Campaign) -> Iterator[str]:
    gone = ", ".join(unit.name for unit in after.units if unit.key in after.left - before.left)
    come = ", ".join(unit.name for unit in after.units if unit.key not in before.unit_by_key)
    if gone:
        yield worded("changes.units_go", names=gone)
    if come:
        yield worded("changes.units_come", names=come)


def _days(before: Campaign, after: Campaign) -> Iterator[str]:
    come = [day for day in after.days if day not in before.days]
    gone = [day for day in before.days if day not in after.days]
    if come:
        yield worded("changes.days_come", days=_span(come, after))
    if gone:
        yield worded("changes.days_go", days=_span(gone, after))


def _deadlines(before: Campaign, after: Campaign) -> Iterator[str]:
    """The days whose deadline moves, together where it moves to the same time of the day."""
    moved: dict[str, list[date]] = {}
    for day in after.days:
        if day in before.days and before.deadline_of(day) != after.deadline_of(day):
            moved.setdefault(formats(after.locale).clock(after.deadline_of(day)), []).append(day)
    for at, days in moved.items():
        yield worded("changes.deadline", days=_span(days, after), at=at)


def _span(days: Sequence[date], campaign: Campaign) -> str:
    said = formats(campaign.locale)
    if len(days) == 1:
        return said.without_year(days[0])
    ends = {"first": said.without_year(days[0]), "last": said.without_year(days[-1])}
    return worded("changes.span", counted=worded(counted_key(campaign), n=len(days)), **ends)


def _columns(before: Campaign, after: Campaign) -> Iterator[str]:
    new = ", ".join(f"“{column.header}”" for column in after.columns if column.key not in before.column_by_key)
    if new:
        yield worded("changes.columns_come", names=new)


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(before: Campaign, after: Campaign, evidence: Evidence, now: datetime) -> Iterator[str]:
    """Rows of the days that the new version takes over, which are read otherwise by it."""
    spoiled, mended = [], []
    for old, new in _reread(before, after, evidence, now):
        if old.valid and (new is None or not new.valid):
            spoiled.append(_place(new or old, after))
        elif new is not None and new.valid and not old.valid:
            mended.append(_place(old, after))
    if spoiled:
        yield worded("changes.spoiled", n=len(spoiled), places=_some(spoiled))
    if mended:
        yield worded("changes.mended", n=len(mended), places=_some(mended))


def _reread(before: Campaign, after: Campaign, evidence: Evidence, now: datetime) -> Iterator[tuple[Row, Row | None]]:
    """Each row of a day that the new version takes over, as it was read and as it will be."""
    from sheets_sync.tabs.rereading import reread

    unseen = frozenset(column.key for column in after.columns if column.key not in before.column_by_key)
    for (key, day), shown in evidence.all_shown(now).items():
        unit = after.unit_by_key.get(key)
        if unit is None or day is None or day in after.due or not unit.owes(day):
            continue
        fresh = {row.number: row for row in reread(shown.rows, unit, after, after.local_day(now), unseen)}
        yield from ((row, fresh.get(row.number)) for row in shown.rows)


def _place(row: Row, campaign: Campaign) -> str:
    """Unit and cell: that of the first problem that keeps the row from being valid, else the row's first one."""
    blocking = (problem.cell for problem in row.problems if problem.blocking and problem.cell)
    cell = next(blocking, None) or next(cell.cell for cell in row.cells.values())
    return f"{campaign.labels.get(row.unit, row.unit)} {cell.a1}"


def _some(places: Sequence[str]) -> str:
    more = f" … (+{len(places) - NAMED})" if len(places) > NAMED else ""
    return "; ".join(places[:NAMED]) + more


def _said(value: object) -> str:
    return "–" if value is None else str(value)
