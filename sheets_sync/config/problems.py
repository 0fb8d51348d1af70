"""What is wrong with a campaign file: each problem with its line, and the nearest word that would fit."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import ErrorDetails

from sheets_sync.campaign.model import ALL_UNITS, NUMBERS
from sheets_sync.config.addresses import address_problem
from sheets_sync.config.lines import Lines
from sheets_sync.config.tables import (
    TABLES,
    CampaignTable,
    File,
    UnitTable,
    conversions,
    measures_of,
    report_days,
    role_of,
    same_tab,
)
from sheets_sync.tabs.header import comparable
from sheets_sync.tabs.rules import CHECKS
from sheets_sync.words.conventions import is_country, is_currency
from sheets_sync.words.texts import languages, texts
from sheets_sync.words.worded import joined, worded

RULES = (*CHECKS, "duplicate")
"""Names of the row rules that a campaign can switch off."""
FIT_TYPES = {
    **dict.fromkeys(("quantity", "people", "beneficiaries", "money"), NUMBERS),
    "measure": ("choice", "text"),
}
"""Types of the columns whose values the row rules compare with numbers or measures."""
ROLE_TYPES = {**FIT_TYPES, "day": ("date",), "slot": ("choice",), "activity": ("choice",), "link": ("url",)}
"""Types that go with a role which is given in so many words."""
FIGURES = ("people", "beneficiaries", "money", "rows")
"""Names of figures that are the product's own."""


def describe(error: ErrorDetails, lines: Lines) -> tuple[int, str]:
    """One of pydantic's errors as (line, text for people)."""
    path = tuple(step for step in error["loc"] if step not in ("bool", "literal['unless_nil']"))
    name = ".".join(str(step) for step in path if isinstance(step, str))
    line = lines.of(path)
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        unknown = str(path[-1])
        return line, joined([worded("config.unknown_key", key=unknown), _nearest(unknown, _valid_keys(path))])
    if kind == "missing":
        return line, worded("config.missing", name=name)
    if kind == "literal_error" and isinstance(given, str):
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return line, joined([worded("config.no_word", name=name, given=given), _nearest(given, words)])
    return line, worded("config.wrong", name=name, given=given, why=_why(error))


def _why(error: ErrorDetails) -> str:
    """What pydantic says of a value: in our own words for what campaign files meet, else as it says it in English."""
    name = f"type.{error['type']}"
    if name in texts("en").section("config"):
        return worded(f"config.{name}", **error.get("ctx", {}))
    return error["msg"][0].lower() + error["msg"][1:]


def _valid_keys(path: tuple[str | int, ...]) -> list[str]:
    table = next((str(s) for s in reversed(path[:-1]) if isinstance(s, str)), None)
    model = TABLES.get(table) if table else File
    return list(model.model_fields) if model else []


def _nearest(word: str, valid: Iterable[str]) -> str:
    options = list(valid)
    close = difflib.get_close_matches(word.lower(), options, n=1, cutoff=0.5)
    if close:
        return worded("config.did_you_mean", nearest=close[0])
    return worded("config.valid_here", options=", ".join(options)) if options else ""


def contradictions(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """What no table shows by itself, as (line, text): keys given twice, days and deadlines that do not exist."""
    yield from _time_problems(file, lines)
    yield from _doubled("units", "key", file.units, lines)
    yield from _reserved(file, lines)
    yield from _shared_tabs(file, lines)
    yield from _former_keys(file, lines)
    yield from _doubled("units", "name", file.units, lines)
    yield from _doubled("columns", "key", file.columns, lines)
    yield from _shared_headings(file, lines)
    yield from _doubled("activities", "code", file.activities, lines)
    yield from _doubled("activities", "label", file.activities, lines)
    yield from _role_problems(file, lines)
    yield from _figure_problems(file, lines)
    yield from _conversion_problems(file, lines)
    yield from _phrase_problems(file, lines)
    yield from _language_problems(file, lines)
    if file.limits.money_low >= file.limits.money_high:
        yield lines.of(["limits", "money_low"]), worded("config.money_order")
    for key in ("mail", "urgent"):
        if getattr(file.alert, key) and file.mail is None:
            yield lines.of(["alert", key]), worded("config.alert_needs_mail", key=key)
    yield from _address_problems(file, lines)
    for name in file.rules:
        if name not in RULES:
            yield lines.of(["rules", name]), joined([worded("config.unknown_rule", name=name), _nearest(name, RULES)])


def _language_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A language nobody knows, and codes of currencies and countries that do not exist."""
    table = file.campaign
    language, _, country = table.locale.partition("-")
    if language not in languages() or (country and not (country.isupper() and is_country(country))):
        nearest = _nearest(table.locale, (*languages(), "en-GB", "en-US"))
        yield (
            lines.of(["campaign", "locale"]),
            joined([worded("config.no_language", locale=table.locale), nearest]),
        )
    if table.currency is not None and not is_currency(table.currency):
        yield lines.of(["campaign", "currency"]), worded("config.currency", currency=table.currency)
    elif language == "vi" and table.currency not in (None, "VND") and any(c.type == "money" for c in file.columns):
        yield lines.of(["campaign", "currency"]), worded("config.currency_of_vi", currency=table.currency)
    if language == "vi" and table.date_order not in (None, "dmy"):
        yield lines.of(["campaign", "date_order"]), worded("config.date_order_of_vi", date_order=table.date_order)
    if table.region is not None and not (table.region.isupper() and is_country(table.region)):
        yield lines.of(["campaign", "region"]), worded("config.region", region=table.region)


def _address_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Spreadsheets that are named by what can't be read."""
    named: list[tuple[list[str | int], str]] = [(["google", "spreadsheet"], file.google.spreadsheet)]
    named += [(["units", n, "spreadsheet"], u.spreadsheet) for n, u in enumerate(file.units) if u.spreadsheet]
    for path, text in named:
        if reason := address_problem(text):
            yield lines.of(path), worded("config.spreadsheet", text=text, reason=reason)


def _role_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Roles that no column, or two columns have; and columns in a type with which their role can't do."""
    owner: dict[str, int] = {}
    for number, column in enumerate(file.columns):
        role = role_of(column)
        if not role:
            continue
        first = owner.setdefault(role, number)
        at = "role" if column.role else "key"
        if first != number:
            stands = lines.of(["columns", first, "role" if file.columns[first].role else "key"])
            yield lines.of(["columns", number, at]), worded("config.role_twice", line=stands, role=role)
        fit = (ROLE_TYPES if column.role else FIT_TYPES).get(role)
        if fit and column.type not in fit:
            said = worded("config.role_type", role=role, types=", ".join(fit))
            yield lines.of(["columns", number, "type"]), said
    types = {role_of(column): column.type for column in file.columns}
    if types.get("day") != "date":
        yield lines.of(["columns"]), worded("config.no_day_column")
    if file.activities and types.get("activity", "choice") != "choice":
        yield lines.of(["columns"]), worded("config.activity_type")


def _figure_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Totals and units where there is nothing to add, or under a name that means another figure."""
    codes = {activity.code for activity in file.activities}
    for number, column in enumerate(file.columns):
        for key in ("total", "unit"):
            if getattr(column, key) and column.type not in NUMBERS:
                line = lines.of(["columns", number, key])
                yield line, worded("config.numbers_only", key=key, type=column.type)
        if not column.total or column.total == "none":
            continue
        if column.key in codes or (column.key in FIGURES and role_of(column) != column.key):
            line = lines.of(["columns", number, "key"])
            yield line, worded("config.figure_twice", key=column.key)


def _conversion_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Measures that are joined with none, or in a way that gives no sum."""
    for number, activity in enumerate(file.activities):
        line = lines.of(["activities", number, "convert"])
        if activity.convert and (activity.adding not in ("sum", "latest") or activity.once_per_link):
            yield line, worded("config.convert_counted")
        into_others = conversions(activity)
        for measure, (into, _) in into_others.items():
            for name in (measure, into):
                if name not in activity.measures:
                    said = _nearest(name, activity.measures)
                    yield line, joined([worded("config.convert_no_measure", name=name, code=activity.code), said])
            if measure == into or into in into_others:
                yield line, worded("config.convert_chain", measure=measure)
        for measure, factor in activity.convert.items():
            if isinstance(factor, dict) and len(factor) != 1:
                yield line, worded("config.convert_one", measure=measure)


def _phrase_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Sentences of papers about measures that an activity has not, or without a place for each number."""
    for number, activity in enumerate(file.activities):
        line = lines.of(["activities", number, "phrases"])
        for key, said in activity.phrases.items():
            measures = measures_of(key)
            for name in measures:
                if name not in activity.measures:
                    wrong = worded("config.phrase_no_measure", name=name, code=activity.code)
                    yield line, joined([wrong, _nearest(name, activity.measures)])
            if said.count("{n}") != len(measures) or {"{", "}"} & set(said.replace("{n}", "")):
                yield line, worded("config.phrase_numbers", said=said)


def _reserved(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A unit's key that means all units wherever figures are told."""
    for number, unit in enumerate(file.units):
        if unit.key == ALL_UNITS:
            line = lines.of(["units", number, "key"])
            yield line, worded("config.all_units", key=unit.key)


def _shared_headings(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A heading or alias by which two columns would be known: neither could be told from the other."""
    owner: dict[str, int] = {}
    for number, column in enumerate(file.columns):
        for name in (column.header, *column.aliases):
            first = owner.setdefault(comparable(name), number)
            if first != number:
                stands = lines.of(["columns", first, "header"])
                yield lines.of(["columns", number, "header"]), worded("config.heading_twice", name=name, line=stands)


def _doubled(table: str, key: str, entries: Iterable[object], lines: Lines) -> Iterable[tuple[int, str]]:
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries):
        value = " ".join(getattr(entry, key).casefold().split())
        if value in seen:
            first = lines.of([table, seen[value], key])
            yield lines.of([table, number, key]), worded("config.twice", key=key, value=getattr(entry, key), line=first)
        seen.setdefault(value, number)


def _shared_tabs(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Two units on one tab, unless one begins after the other has ended."""
    for number, unit in enumerate(file.units):
        first = next((n for n, other in enumerate(file.units[:number]) if _clash(other, unit)), None)
        if first is not None:
            stands = lines.of(["units", first, "tab"])
            yield (
                lines.of(["units", number, "tab"]),
                (worded("config.tab_twice", tab=unit.tab, line=stands)),
            )


def _clash(one: UnitTable, other: UnitTable) -> bool:
    return same_tab(one, other) and not (_follows(one, other) or _follows(other, one))


def _follows(earlier: UnitTable, later: UnitTable) -> bool:
    if earlier.last_day is None:
        return False
    return later.first_day > earlier.last_day if later.first_day else later.last_day is None


def _former_keys(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A former key that another unit has now, or had too: then it can't be said whose evidence that is."""
    owner = {unit.key: number for number, unit in enumerate(file.units)}
    for number, unit in enumerate(file.units):
        for key in unit.former_keys:
            first = owner.setdefault(key, number)
            if first != number or key == unit.key:
                line = lines.of(["units", number, "former_keys"])
                yield line, worded("config.former_key", key=key, line=lines.of(["units", first, "key"]))


def _time_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    table = file.campaign
    try:
        zone = ZoneInfo(table.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from zoneinfo import available_timezones

        yield (
            lines.of(["campaign", "timezone"]),
            (
                joined(
                    [
                        worded("config.timezone", timezone=table.timezone),
                        _nearest_zone(table.timezone, available_timezones()),
                    ]
                )
            ),
        )
        return
    yield from _period_problems(file, lines)
    days = report_days(table)
    if not days:
        yield lines.of(["campaign", "first_day"]), _no_day(table)
        return
    for text in table.deadlines:
        if not _is_day(text):
            yield lines.of(["campaign", "deadlines", text]), worded("config.deadline_no_day", text=text)
        elif date.fromisoformat(text) not in days:
            kind = "deadline_no_report" if table.period == "day" else "deadline_no_end"
            yield lines.of(["campaign", "deadlines", text]), worded(f"config.{kind}", text=text, period=table.period)
    for number, unit in enumerate(file.units):
        if unit.first_day and unit.last_day and unit.last_day < unit.first_day:
            last = lines.of(["units", number, "last_day"])
            yield last, worded("config.unit_last_day", last_day=unit.last_day, first_day=unit.first_day)
    for path, moment in _deadlines(table, days):
        if not _exists(moment, zone):
            yield lines.of(path), worded("config.deadline_skipped", moment=moment, zone=table.timezone)
    if file.polls.start > file.polls.until:
        yield lines.of(["polls", "start"]), worded("config.polls_start")


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
