"""Adding up: rows -> figures, by the adding rule of each activity.

Every rule comes down to what one row adds within a scope (a day, the whole campaign):

    sum               its quantity
    latest            its quantity if it is the unit's last row of that activity and measure, else nothing
    distinct_place    1 if its place was not counted before, else nothing
    once_per_link     its quantity, less the links that were counted before

so that a figure is a plain sum over parts, and each part knows its cell. Columns that are added up by themselves may
also say "max"; theirs and "latest" hold within each group: the highest figure, or each unit's last one, of the days or
the unit that the group has.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup.figures import Figure, Source, add
from sheets_sync.rollup.keys import Key
from sheets_sync.rollup.parts import Part, joined_parts, parts_of, source_of
from sheets_sync.rollup.scopes import settled_of
from sheets_sync.tabs.rows import Row

Figures = dict[tuple[str, ...], dict[Key, Figure]]
"""Figures by key in groups; the names of a group are units or days (ISO), in the order asked for."""


def figures(rows: Iterable[Row], campaign: Campaign, *by: str) -> Figures:
    """The figures of the valid rows, in groups by "unit" or "day" (ISO) or both; one group `()` where `by` is empty.

    All rows given are one scope: a link or a place that recurs in it counts once, in the first group that has it.
    """
    return figures_by(rows, campaign, [by])[0]


def figures_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Figures]:
    """The figures of one scope in several groupings at once; what each row adds is worked out only once."""
    return _figures_of(parts_of(rows, campaign), groupings)


def combined_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Figures]:
    """The figures of the activities that join measures, each in the measure in which it is printed: (code, measure) ->
    figure. A source says what was typed; its amount is in the measure of the sum."""
    return _figures_of(joined_parts(rows, campaign), groupings)


V = TypeVar("V")


def without(found: Mapping[Key, V], keys: Container[Key]) -> dict[Key, V]:
    """What is left when some keys are left out."""
    return {key: value for key, value in found.items() if key not in keys}


def joined_keys(campaign: Campaign) -> frozenset[Key]:
    """The figures of single measures that are printed as one with others."""
    return frozenset((a.code, m) for a in campaign.activities for m in a.measures if a.converted(m))


def _figures_of(parts: Sequence[Part], groupings: Sequence[Sequence[str]]) -> list[Figures]:
    free = [part for part in parts if part.per_group]
    settled = settled_of(part for part in parts if not part.per_group)
    sources = [(part, source_of(part, amount)) for part, amount in settled]
    result = []
    for by in groupings:
        found = _grouped(sources, by)
        for group, key, chosen in chosen_of(free, by):
            figure = add((source_of(part, part.amount) for part in chosen), chosen[0].rule, key[1])
            found.setdefault(group, {})[key] = figure
        result.append(found)
    return result


def _grouped(sources: Sequence[tuple[Part, Source]], by: Sequence[str]) -> Figures:
    grouped: dict[tuple[str, ...], dict[Key, list[tuple[Part, Source]]]] = {}
    for part, source in sources:
        grouped.setdefault(part.group(by), {}).setdefault((part.key, part.measure), []).append((part, source))
    return {
        group: {key: add((source for _, source in some), some[0][0].rule, key[1]) for key, some in found.items()}
        for group, found in grouped.items()
    }


def chosen_of(parts: Iterable[Part], by: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Key, Sequence[Part]]]:
    """Of the parts whose rule holds within a group, those that count there: the highest, or each unit's last one."""
    found: dict[tuple[tuple[str, ...], Key], list[Part]] = {}
    for part in parts:
        found.setdefault((part.group(by), (part.key, part.measure)), []).append(part)
    for (group, key), some in found.items():
        if some[0].rule == "max":
            yield group, key, [max(some, key=lambda part: part.amount)]
        else:
            yield group, key, list({part.unit: part for part in some}.values())
