"""All gifts together, with what they are worth as far as money was typed: the sum that a reader looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup import phrases
from sheets_sync.rollup.figures import Figure, add, together
from sheets_sync.rollup.keys import MONEY, ROWS
from sheets_sync.rollup.model import Line, Piece
from sheets_sync.rollup.parts import Part, parts_of, source_of
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown
from sheets_sync.rollup.totals import Totals
from sheets_sync.tabs.rows import Row

SUM, WORTH, PAID, GIVEN = "sum.gifts", "sum.gifts.worth", "sum.gifts.paid", "sum.gifts.given"
"""Names of the figures: how many gifts, what they are worth, in how many of the rows that give any that stands."""


class Gifts(NamedTuple):
    """`group`: the heading under which gifts stand."""

    group: str
    line: Line


def gifts(
    shown: Shown, rows: Sequence[Row], whole: Totals, campaign: Campaign, settings: DocumentSettings
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
    worth = _worth(shown, parts_of(rows, campaign), found)
    return Gifts(phrases.wording(first).group, Line((*line.pieces, *worth)))


def _worth(shown: Shown, parts: Sequence[Part], found: Mapping[tuple[str, str], Figure]) -> tuple[Piece, ...]:
    """As in ", trị giá 512.000.000 đồng"; with the number of rows that say it where not all do."""
    giving = {id(part.row): part for part in parts if (part.key, part.measure) in found and part.key != ROWS}
    paid = [part for part in parts if part.key == MONEY and part.amount and id(part.row) in giving]
    if not paid:
        return ()
    piece, after = shown.amount(WORTH, add((source_of(part, part.amount) for part in paid), "sum"))
    said = shown.say("annexes.worth", piece)
    some = () if len(paid) == len(giving) else _in_some(shown, paid, list(giving.values()))
    return (*said.pieces, *((Piece(after),) if after else ()), *some)


def _in_some(shown: Shown, paid: Sequence[Part], giving: Sequence[Part]) -> tuple[Piece, ...]:
    counts = (add((replace(source_of(part, 1), estimated=False) for part in some), "count") for some in (paid, giving))
    pieces = [shown.piece(name, figure) for name, figure in zip((PAID, GIVEN), counts, strict=True)]
    return shown.say("annexes.worth_some", *pieces).pieces
