"""What is wrong with a campaign file: each problem with its line, and the nearest word that would fit. Units, languages
and addresses here; times and columns in modules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic_core import ErrorDetails

from sheets_sync.campaign.model import ALL_UNITS
from sheets_sync.config.addresses import address_problem
from sheets_sync.config.column_problems import (
    conversion_problems,
    figure_problems,
    phrase_problems,
    role_problems,
    shared_headings,
)
from sheets_sync.config.lines import Lines
from sheets_sync.config.nearest import nearest
from sheets_sync.config.tables import TABLES, File, UnitTable, same_tab
from sheets_sync.config.time_problems import time_problems
from sheets_sync.tabs.rules import CHECKS
from sheets_sync.words.conventions import is_country, is_currency
from sheets_sync.words.texts import languages, texts
from sheets_sync.words.worded import joined, worded

RULES = (*CHECKS, "duplicate")
"""Names of the row rules that a campaign can switch off."""


def describe(error: ErrorDetails, lines: Lines) -> tuple[int, str]:
    """One of pydantic's errors as (line, text for people)."""
    path = tuple(step for step in error["loc"] if step not in ("bool", "literal['unless_nil']"))
    name = ".".join(str(step) for step in path if isinstance(step, str))
    line = lines.of(path)
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        unknown = str(path[-1])
        return line, joined([worded("config.unknown_key", key=unknown), nearest(unknown, _valid_keys(path))])
    if kind == "missing":
        return line, worded("config.missing", name=name)
    if kind == "literal_error" and isinstance(given, str):
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return line, joined([worded("config.no_word", name=name, given=given), nearest(given, words)])
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


def contradictions(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """What no table shows by itself, as (line, text): keys given twice, days and deadlines that do not exist."""
    yield from time_problems(file, lines)
    yield from _doubled("units", "key", file.units, lines)
    yield from _reserved(file, lines)
    yield from _shared_tabs(file, lines)
    yield from _former_keys(file, lines)
    yield from _doubled("units", "name", file.units, lines)
    yield from _doubled("columns", "key", file.columns, lines)
    yield from shared_headings(file, lines)
    yield from _doubled("activities", "code", file.activities, lines)
    yield from _doubled("activities", "label", file.activities, lines)
    yield from role_problems(file, lines)
    yield from figure_problems(file, lines)
    yield from conversion_problems(file, lines)
    yield from phrase_problems(file, lines)
    yield from _language_problems(file, lines)
    if file.limits.money_low >= file.limits.money_high:
        yield lines.of(["limits", "money_low"]), worded("config.money_order")
    for key in ("mail", "urgent"):
        if getattr(file.alert, key) and file.mail is None:
            yield lines.of(["alert", key]), worded("config.alert_needs_mail", key=key)
    yield from _address_problems(file, lines)
    for name in file.rules:
        if name not in RULES:
            yield lines.of(["rules", name]), joined([worded("config.unknown_rule", name=name), nearest(name, RULES)])


def _language_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A language nobody knows, and codes of currencies and countries that do not exist."""
    table = file.campaign
    language, _, country = table.locale.partition("-")
    if language not in languages() or (country and not (country.isupper() and is_country(country))):
        close = nearest(table.locale, (*languages(), "en-GB", "en-US"))
        yield lines.of(["campaign", "locale"]), joined([worded("config.no_language", locale=table.locale), close])
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


def _reserved(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A unit's key that means all units wherever figures are told."""
    for number, unit in enumerate(file.units):
        if unit.key == ALL_UNITS:
            line = lines.of(["units", number, "key"])
            yield line, worded("config.all_units", key=unit.key)


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
            yield lines.of(["units", number, "tab"]), worded("config.tab_twice", tab=unit.tab, line=stands)


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
