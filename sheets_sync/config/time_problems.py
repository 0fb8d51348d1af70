"""What is wrong with the days, periods, slots and deadlines of a campaign file, as (line, text)."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sheets_sync.config.lines import Lines
from sheets_sync.config.tables import CampaignTable, File, report_days, role_of
from sheets_sync.words.worded import joined, worded


def time_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """All of them; where the timezone is unknown or there are no days, that alone."""
    table = file.campaign
    zone = _zone(table.timezone)
    if zone is None:
        close = _nearest_zone(table.timezone, available_timezones())
        unknown = joined([worded("config.timezone", timezone=table.timezone), close])
        yield lines.of(["campaign", "timezone"]), unknown
        return
    yield from _period_problems(file, lines)
    days = report_days(table)
    if not days:
        yield lines.of(["campaign", "first_day"]), _no_day(table)
        return
    yield from _own_deadline_problems(table, days, lines)
    yield from _unit_problems(file, lines)
    for path, moment in _deadlines(table, days):
        if not _exists(moment, zone):
            yield lines.of(path), worded("config.deadline_skipped", moment=moment, zone=table.timezone)
    if file.polls.start > file.polls.until:
        yield lines.of(["polls", "start"]), worded("config.polls_start")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _own_deadline_problems(table: CampaignTable, days: Container[date], lines: Lines) -> Iterable[tuple[int, str]]:
    """Deadlines of single days that are none, or have no report."""
    for text in table.deadlines:
        line = lines.of(["campaign", "deadlines", text])
        if not _is_day(text):
            yield line, worded("config.deadline_no_day", text=text)
        elif date.fromisoformat(text) not in days:
            kind = "deadline_no_report" if table.period == "day" else "deadline_no_end"
            yield line, worded(f"config.{kind}", text=text, period=table.period)


def _unit_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Units that end before they begin."""
    for number, unit in enumerate(file.units):
        if unit.first_day and unit.last_day and unit.last_day < unit.first_day:
            said = worded("config.unit_last_day", last_day=unit.last_day, first_day=unit.first_day)
            yield lines.of(["units", number, "last_day"]), said


def _deadlines(table: CampaignTable, days: Iterable[date]) -> Iterable[tuple[list[str | int], datetime]]:
    """Every deadline as a time on the wall, with the place in the file that says it."""
    deadlines = {date.fromisoformat(t): v for t, v in table.deadlines.items() if _is_day(t)}
    for day in days:
        for number, slot in enumerate(table.slots):
            after = table.due_after if slot.due_after is None else slot.due_after
            at = datetime.combine(day + timedelta(days=after), slot.deadline)
            yield ["campaign", "slots", number, "deadline"], at
        at_end = deadlines.get(day, table.deadline)
        if not table.slots and at_end:
            own = ["deadlines", day.isoformat()] if day in deadlines else ["deadline"]
            yield ["campaign", *own], datetime.combine(day + timedelta(days=table.due_after), at_end)


def _period_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Keys that go with another kind of period; slots without a column that names them, and the other way round."""
    table = file.campaign
    for key in ("days", "days_off"):
        if table.period != "day" and getattr(table, key):
            yield lines.of(["campaign", key]), worded("config.days_only", key=key, period=table.period)
    if table.ends_on and table.period != "week":
        yield lines.of(["campaign", "ends_on"]), worded("config.weeks_only", period=table.period)
    if table.deadline is None and not table.slots:
        yield lines.of(["campaign"]), worded("config.no_deadline")
    if table.slots and table.deadlines:
        yield lines.of(["campaign", "deadlines"]), worded("config.slots_or_deadlines")
    seen: dict[str, int] = {}
    for number, slot in enumerate(table.slots):
        line = lines.of(["campaign", "slots", number, "key"])
        for name in {" ".join(said.casefold().split()) for said in (slot.key, slot.label, *slot.aliases)}:
            if name in seen:
                yield line, worded("config.slot_twice", name=name, line=seen[name])
            seen[name] = line
    named = [n for n, column in enumerate(file.columns) if role_of(column) == "slot"]
    if table.slots and not named:
        line = lines.of(["campaign", "slots", 0])
        yield line, worded("config.slot_column")
    for number in named:
        if not table.slots and file.columns[number].role:
            yield lines.of(["columns", number, "role"]), worded("config.slots_missing")
        if table.slots and file.columns[number].choices:
            yield lines.of(["columns", number]), worded("config.slot_choices")


def _no_day(table: CampaignTable) -> str:
    if table.first_day and table.last_day and table.last_day < table.first_day:
        return worded("config.last_before_first", last_day=table.last_day, first_day=table.first_day)
    if table.period != "day" and table.first_day and table.last_day:
        return worded("config.no_period_ends", period=table.period)
    return worded("config.no_days")


def _nearest_zone(word: str, zones: set[str]) -> str:
    """The nearest zone by its whole name or by its city."""
    by_city = {zone.rpartition("/")[2].lower(): zone for zone in sorted(zones)}
    close = difflib.get_close_matches(word, zones, n=1, cutoff=0.6)
    city = difflib.get_close_matches(word.rpartition("/")[2].lower(), by_city, n=1, cutoff=0.6)
    best = close[0] if close else by_city[city[0]] if city else "Asia/Ho_Chi_Minh"
    return worded("config.did_you_mean", nearest=best)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _exists(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a wall-clock time occurs on its day in the zone (it doesn't while clocks jump forward)."""
    there = moment.replace(tzinfo=zone)
    return there.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) == moment
