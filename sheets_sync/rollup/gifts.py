"""All gifts together, with what they are worth as far as money was typed: the sum that a reader looks for."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence.rows_by_day import RowsByDay
from sheets_sync.rollup import phrases
from sheets_sync.rollup.cell_table import CellTable, Listed
from sheets_sync.rollup.figures import Source, together
from sheets_sync.rollup.keys import MONEY, ROWS, Key
from sheets_sync.rollup.parts import Part, parts_of, source_of
from sheets_sync.rollup.pieces import Line, Piece
from sheets_sync.rollup.running import stretches
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown
from sheets_sync.rollup.totals import Totals

SUM, WORTH, PAID, GIVEN = "sum.gifts", "sum.gifts.worth", "sum.gifts.paid", "sum.gifts.given"
"""Names of the figures: how many gifts, what they are worth, in how many of the rows that give any that stands."""


class Gifts(NamedTuple):
    """`group`: the heading under which gifts stand."""

    group: str
    line: Line


def gifts(
    shown: Shown,
    rows: RowsByDay,
    whole: Totals,
    campaign: Campaign,
    settings: DocumentSettings,
    cells: CellTable,
) -> Gifts | None:
    """The sum of what several activities count in the office's measures of gifts; None where that is one or none."""
    measures = frozenset(settings.gift_measures or ())
    found = {
        (code, m): f for code, some in whole.activities(campaign).items() for m, f in some.items() if m in measures
    }
    codes = {code for code, _ in found}
    if len(codes) < 2:
        return None
    first = next(activity for activity in campaign.activities if activity.code in codes)
    all_of_them = shown.piece(SUM, together(found.values()))
    line = shown.say("annexes.gifts", all_of_them, measure=settings.gift_measures[0] if settings.gift_measures else "")
    worth = _worth(shown, _Paid.of(rows, found, campaign, cells))
    return Gifts(phrases.wording(first).group, Line((*line.pieces, *worth)))


class _Paid:
    """The rows that give gifts, and those of them that say what was paid. Sources alone are kept of them."""

    def __init__(self, cells: CellTable) -> None:
        self.worth, self.paid, self.given = Listed(cells), Listed(cells), Listed(cells)

    @classmethod
    def of(cls, rows: RowsByDay, found: Container[Key], campaign: Campaign, cells: CellTable) -> _Paid:
        """`found` are the figures of gifts."""
        made = cls(cells)
        for stretch in stretches(rows, campaign, date.max):
            parts = parts_of(stretch.rows(), campaign)
            giving = {id(part.row): part for part in parts if (part.key, part.measure) in found and part.key != ROWS}
            paid = [part for part in parts if part.key == MONEY and part.amount and id(part.row) in giving]
            made.worth.take(source_of(part, part.amount) for part in paid)
            made.paid.take(map(_one, paid))
            made.given.take(map(_one, giving.values()))
        return made


def _one(part: Part) -> Source:
    """A row as one of many."""
    return replace(source_of(part, 1), estimated=False)


def _worth(shown: Shown, found: _Paid) -> tuple[Piece, ...]:
    """As in ", trị giá 512.000.000 đồng"; with the number of rows that say it where not all do."""
    if not found.paid:
        return ()
    piece, after = shown.amount(WORTH, found.worth.figure("sum"))
    said = shown.say("annexes.worth", piece)
    some = () if len(found.paid) == len(found.given) else _in_some(shown, found)
    return (*said.pieces, *((Piece(after),) if after else ()), *some)


def _in_some(shown: Shown, found: _Paid) -> tuple[Piece, ...]:
    counts = ((PAID, found.paid), (GIVEN, found.given))
    pieces = [shown.piece(name, sources.figure("count")) for name, sources in counts]
    return shown.say("annexes.worth_some", *pieces).pieces
