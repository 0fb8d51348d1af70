"""What is wrong with the columns and activities of a campaign file: roles, headings, figures, sentences of papers; as
(line, text)."""

from __future__ import annotations

from collections.abc import Iterable

from sheets_sync.campaign.model import NUMBERS
from sheets_sync.config.lines import Lines
from sheets_sync.config.nearest import nearest
from sheets_sync.config.tables import File, conversions, measures_of, role_of
from sheets_sync.tabs.header import comparable
from sheets_sync.words.worded import joined, worded

FIT_TYPES = {
    **dict.fromkeys(("quantity", "people", "beneficiaries", "money"), NUMBERS),
    "measure": ("choice", "text"),
}
"""Types of the columns whose values the row rules compare with numbers or measures."""
ROLE_TYPES = {**FIT_TYPES, "day": ("date",), "slot": ("choice",), "activity": ("choice",), "link": ("url",)}
"""Types that go with a role which is given in so many words."""
FIGURES = ("people", "beneficiaries", "money", "rows")
"""Names of figures that are the product's own."""


def role_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
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


def figure_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
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


def shared_headings(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """A heading or alias by which two columns would be known: neither could be told from the other."""
    owner: dict[str, int] = {}
    for number, column in enumerate(file.columns):
        for name in (column.header, *column.aliases):
            first = owner.setdefault(comparable(name), number)
            if first != number:
                stands = lines.of(["columns", first, "header"])
                yield lines.of(["columns", number, "header"]), worded("config.heading_twice", name=name, line=stands)


def conversion_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Measures that are joined with none, or in a way that gives no sum."""
    for number, activity in enumerate(file.activities):
        line = lines.of(["activities", number, "convert"])
        if activity.convert and (activity.adding not in ("sum", "latest") or activity.once_per_link):
            yield line, worded("config.convert_counted")
        into_others = conversions(activity)
        for measure, (into, _) in into_others.items():
            for name in (measure, into):
                if name not in activity.measures:
                    said = nearest(name, activity.measures)
                    yield line, joined([worded("config.convert_no_measure", name=name, code=activity.code), said])
            if measure == into or into in into_others:
                yield line, worded("config.convert_chain", measure=measure)
        for measure, factor in activity.convert.items():
            if isinstance(factor, dict) and len(factor) != 1:
                yield line, worded("config.convert_one", measure=measure)


def phrase_problems(file: File, lines: Lines) -> Iterable[tuple[int, str]]:
    """Sentences of papers about measures that an activity has not, or without a place for each number."""
    for number, activity in enumerate(file.activities):
        line = lines.of(["activities", number, "phrases"])
        for key, said in activity.phrases.items():
            measures = measures_of(key)
            for name in measures:
                if name not in activity.measures:
                    wrong = worded("config.phrase_no_measure", name=name, code=activity.code)
                    yield line, joined([wrong, nearest(name, activity.measures)])
            if said.count("{n}") != len(measures) or {"{", "}"} & set(said.replace("{n}", "")):
                yield line, worded("config.phrase_numbers", said=said)
