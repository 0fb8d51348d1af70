"""Annex IV: works and news by activity, as lists that add up to the sums of the paper. A row that adds less than it
says carries the reason; of a long list the rows that count most are shown, and where the others stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.campaign.named import report_sign
from sheets_sync.rollup import phrases
from sheets_sync.rollup.figures import Figure, Number, Source, add
from sheets_sync.rollup.keys import MONEY
from sheets_sync.rollup.left_out import shortened
from sheets_sync.rollup.parts import Part, in_order, joined, parts_of, source_of
from sheets_sync.rollup.pieces import Line, Piece
from sheets_sync.rollup.scopes import settled_of
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import EMPTY, Shown
from sheets_sync.rollup.shown import joined as side_by_side
from sheets_sync.rollup.table_rows import ActivityList, ListedRow
from sheets_sync.tabs.rows import Row
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

MOST_WORKS, MOST_NEWS = 8, 12
"""Rows that are shown of one activity."""
MOST_LINKS, MOST_TABS = 2, 4
LONGEST_DETAILS = 140


def work_lists(
    shown: Shown, rows: Sequence[Row], campaign: Campaign, settings: DocumentSettings
) -> tuple[ActivityList, ...]:
    """A list of each activity whose rows are listed: of `settings.works`, else those marked in the file."""
    chosen = [activity for activity in campaign.activities if is_work(activity, settings)]
    return _lists(shown, rows, chosen, MOST_WORKS, campaign)


def news_lists(
    shown: Shown, rows: Sequence[Row], campaign: Campaign, settings: DocumentSettings
) -> tuple[ActivityList, ...]:
    """A list of each activity of which the same link counts once."""
    works = [activity for activity in campaign.activities if is_work(activity, settings)]
    chosen = [activity for activity in campaign.activities if activity.once_per_link and activity not in works]
    return _lists(shown, rows, chosen, MOST_NEWS, campaign)


def is_work(activity: Activity, settings: DocumentSettings) -> bool:
    """Whether the rows of an activity are listed as works."""
    if settings.works:
        return activity.code in settings.works
    return phrases.wording(activity).listed


def _lists(
    shown: Shown, rows: Sequence[Row], activities: Iterable[Activity], most: int, campaign: Campaign
) -> tuple[ActivityList, ...]:
    key = campaign.key_of("activity")
    known = [row for row in in_order(rows, campaign) if row.valid and not row.nil]
    counted = Counted.of(known, campaign)
    found = ((activity, [row for row in known if row.value(key) == activity.code]) for activity in activities)
    return tuple(_list(shown, activity, some, counted, most, campaign) for activity, some in found if some)


@dataclass(frozen=True, slots=True)
class Counted:
    """What rows add to the figure of their activity, and to the money. Rows are known by identity.

    `parts` is what a row says, in the measure of the sum; `amounts` what it adds, nothing for a row that adds nothing;
    `first` the row that counts for a place or a link.
    """

    parts: Mapping[int, Part]
    amounts: Mapping[int, Number]
    money: Mapping[int, Part]
    first: Mapping[tuple[str, str, str], Row]

    @classmethod
    def of(cls, rows: Sequence[Row], campaign: Campaign) -> Counted:
        """Of all rows of the campaign, in order."""
        every = parts_of(rows, campaign)
        parts = [joined(part, campaign) or part for part in every if part.key in campaign.activity_by_code]
        first: dict[tuple[str, str, str], Row] = {}
        for part in parts:
            for mark in filter(None, (part.mark, *part.links)):
                first.setdefault((part.key, part.measure if part.mark else "", mark), part.row)
        return cls(
            {id(part.row): part for part in parts},
            {id(part.row): amount for part, amount in settled_of(parts)},
            {id(part.row): part for part in every if part.key == MONEY and part.amount},
            first,
        )

    def sources(self, rows: Iterable[Row]) -> dict[str, list[Source]]:
        """What the rows add, by measure."""
        found: dict[str, list[Source]] = {}
        for row in rows:
            if (part := self.parts.get(id(row))) is not None:
                some = found.setdefault(part.measure, [])
                if id(row) in self.amounts:
                    some.append(source_of(part, self.amounts[id(row)]))
        return found

    def again(self, row: Row) -> bool:
        """Whether a row names a place or links that count in a row before it."""
        part, amount = self.parts.get(id(row)), self.amounts.get(id(row))
        if part is None or not (part.mark or part.links):
            return False
        return amount is None or (part.rule == "once_per_link" and amount != part.amount)

    def paid(self, rows: Iterable[Row]) -> Figure:
        """The money of the rows."""
        parts = (self.money[id(row)] for row in rows if id(row) in self.money)
        return add((source_of(part, part.amount) for part in parts), "sum")


def _list(
    shown: Shown, activity: Activity, rows: Sequence[Row], counted: Counted, most: int, campaign: Campaign
) -> ActivityList:
    """The list of one activity; `rows` are in order."""
    chosen = sorted(rows, key=lambda row: -counted.amounts.get(id(row), 0))[:most]
    kept = {id(row) for row in chosen}
    visible = [row for row in rows if id(row) in kept]
    rest = [row for row in rows if id(row) not in kept]
    name = f"listed.{activity.code}"
    return ActivityList(
        code=activity.code,
        heading=tidy.one_line(activity.label),
        rows=tuple(_row(shown, f"{name}.{n}", n, row, counted, campaign) for n, row in enumerate(visible, 1)),
        rest=_where(rest, counted, campaign.locale) if rest else "",
        rest_counted=_sums(shown, f"{name}.rest", activity, counted.sources(rest)) if rest else Line(),
        rest_money=_money(shown, f"{name}.rest.money", counted.paid(rest)),
        total=_sums(shown, f"{name}.total", activity, counted.sources(rows)),
        total_money=_money(shown, f"{name}.total.money", counted.paid(rows)),
    )


def _where(rest: Sequence[Row], counted: Counted, locale: str) -> str:
    """How many rows are not shown, in which tabs they stand, and how many of them count less than they say."""
    said, tabs = texts(locale), Counter(row.tab for row in rest).most_common()
    named = [said.say("annexes.rest_tab", tab=tidy.one_line(tab), n=n) for tab, n in tabs[:MOST_TABS]]
    if more := len(tabs) - MOST_TABS:
        named += [said.say("annexes.rest_tabs", n=more)] if more > 0 else []
    again = sum(map(counted.again, rest))
    told = said.say("annexes.rest_again", n=again) if again else ""
    return said.say("annexes.rest", n=len(rest), tabs=", ".join(named)) + told


def _sums(shown: Shown, name: str, activity: Activity, sources: Mapping[str, Sequence[Source]]) -> Line:
    """A sum for each measure, as in "10 tuyến; 12.400 m"; measures in the campaign's order."""
    ordered = sorted(sources, key=lambda m: activity.measures.index(m) if m in activity.measures else len(sources))
    sums = ((measure, add(sources[measure], activity.adding, measure)) for measure in ordered)
    pieces = (_measured(shown, f"{name}.{measure}", figure, measure) for measure, figure in sums)
    return side_by_side((Line((piece,)) for piece in pieces), "; ")


def _money(shown: Shown, name: str, figure: Figure) -> Piece:
    return shown.amount(name, figure, sign=False)[0] if figure.value else EMPTY


def _measured(shown: Shown, name: str, figure: Figure, measure: str) -> Piece:
    return Piece(f"{shown.piece(name, figure)} {measure}".strip(), name)


def _row(shown: Shown, name: str, order: int, row: Row, counted: Counted, campaign: Campaign) -> ListedRow:
    unit, part = campaign.unit_by_key.get(row.unit), counted.parts.get(id(row))
    links = _links(row, campaign)
    return ListedRow(
        order=str(order),
        day=_day(row, campaign),
        unit=tidy.one_line(unit.name if unit else row.unit),
        what=_text(row, "description", campaign),
        place=_text(row, "place", campaign),
        counted=_counted(shown, name, part, counted) if part else EMPTY,
        money=_money(shown, f"{name}.money", counted.paid([row])),
        note=_note(row, part, counted, campaign),
        links=tuple(tidy.one_line(link) for link in links[:MOST_LINKS]),
        more_links=texts(campaign.locale).say("annexes.more_links", n=len(links) - MOST_LINKS)
        if len(links) > MOST_LINKS
        else "",
    )


def _counted(shown: Shown, name: str, part: Part, counted: Counted) -> Piece:
    amount = counted.amounts.get(id(part.row))
    sources = () if amount is None else (source_of(part, amount),)
    return _measured(shown, name, add(sources, part.rule, part.measure), part.measure)


def _text(row: Row, role: str, campaign: Campaign) -> str:
    """What was typed, on one line and without the dash of a list."""
    return shortened(str(row.value(campaign.key_of(role)) or "").lstrip(" \t\n-–•*+"), LONGEST_DETAILS)


def _links(row: Row, campaign: Campaign) -> list[str]:
    found = row.value(campaign.key_of("link"))
    return [str(link) for link in found] if isinstance(found, list | tuple) else []


def _day(row: Row, campaign: Campaign) -> str:
    if row.day is None:
        return ""
    if campaign.is_daily:
        return formats(campaign.locale).without_year(row.day)
    return report_sign(row.day, campaign).replace("\n", " ")


def _note(row: Row, part: Part | None, counted: Counted, campaign: Campaign) -> str:
    """Why a row adds something else than it says; empty where it adds just that."""
    said = texts(campaign.locale)
    if part is None:
        return said.say("annexes.note_no_quantity")
    amount, typed = counted.amounts.get(id(row)), _typed(row, part, campaign)
    if part.rule == "distinct_place" and not part.mark:
        return said.say("annexes.note_no_place")
    if part.rule == "distinct_place" and amount is None:
        first = counted.first[part.key, part.measure, part.mark]
        return said.say("annexes.note_place", day=_day(first, campaign), unit=tidy.one_line(first.tab))
    if part.rule == "latest" and amount is None:
        return said.say("annexes.note_latest")
    if part.rule == "once_per_link" and amount != part.amount:
        return _known_links(part, row, counted, campaign)
    shown = f"{formats(campaign.locale).number(amount or 0)} {part.measure}".strip()
    return "" if not typed or typed == shown else said.say("annexes.note_typed", typed=typed)


def _known_links(part: Part, row: Row, counted: Counted, campaign: Campaign) -> str:
    """How many links of a row count in rows before it, and of which days."""
    before = [first for link in part.links if (first := counted.first[part.key, "", link]) is not row]
    days = dict.fromkeys(_day(first, campaign) for first in before)
    return texts(campaign.locale).say("annexes.note_links", n=len(before), days=", ".join(islice(days, 3)))


def _typed(row: Row, part: Part, campaign: Campaign) -> str:
    """The quantity as the row says it, in the measure that was typed."""
    roles = campaign.keys_on(row.day)
    value = row.value(roles.get("quantity", ""))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    measure = row.remark(roles["quantity"])[1] or str(row.value(roles.get("measure", "")) or "") or part.measure
    return f"{formats(campaign.locale).number(value)} {measure}".strip()
