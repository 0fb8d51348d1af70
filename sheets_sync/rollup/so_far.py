"""The campaign so far, in the paper of a day: each activity where they are few, else the sums alone, so that the paper
stays on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup import lines
from sheets_sync.rollup.figures import NOTHING, together
from sheets_sync.rollup.keys import GIFTS, MONEY, ROWS
from sheets_sync.rollup.model import LAYOUT_OF_SHORT_PAPERS
from sheets_sync.rollup.pieces import Group, Line, Piece
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.rollup.totals import Totals
from sheets_sync.words.texts import texts

MOST = 6
"""Figures of activities that are told one by one."""


class SoFar(NamedTuple):
    """The groups of activities, none where they are many; the sums."""

    groups: tuple[Group, ...]
    resources: Line


def so_far(shown: Shown, whole: Totals, campaign: Campaign, settings: DocumentSettings, own: lines.OwnPhrases) -> SoFar:
    """What the units reported up to the day, of which `whole` are the totals."""
    many = sum(map(len, whole.printed(campaign).values())) > MOST
    if many and shown.layout >= LAYOUT_OF_SHORT_PAPERS:
        return SoFar((), _sums(shown, whole, campaign, settings))
    if (
        campaign.activities and shown.layout >= LAYOUT_OF_SHORT_PAPERS
    ):  # the next edition may tell it, and says what changed since this one
        _works(shown, whole)
    groups = lines.in_two(shown, lines.grouped(shown, "whole", whole, campaign, own))
    return SoFar(groups, lines.resources_line(shown, "whole", whole, campaign, settings))


def _sums(shown: Shown, whole: Totals, campaign: Campaign, settings: DocumentSettings) -> Line:
    resources = lines.resources(shown, "whole", whole, campaign, settings)
    money = [line for line in resources if any(piece.figure == f"whole.{MONEY}" for piece in line.pieces)]
    others = [line for line in resources if line not in money]
    tab = texts(campaign.locale).say("tabs.title.totals")
    where = Line((Piece(texts(campaign.locale).say("annexes.in_tab", tab=tab)),))
    counted = list(_counted(shown, whole, settings))
    return sentence(joined((*counted[:1], *others, *counted[1:], *money, where), "; "))


def _works(shown: Shown, whole: Totals) -> Piece:
    """How many activities were reported."""
    return shown.piece(f"whole.{ROWS}", whole.figures.get((ROWS, ""), NOTHING))


def _counted(shown: Shown, whole: Totals, settings: DocumentSettings) -> Iterator[Line]:
    """How many activities; how many gifts."""
    yield shown.say("annexes.works_reported", _works(shown, whole))
    measures = settings.gift_measures or ()
    gifts = together(f for (code, m), f in whole.figures.items() if m in measures and code != ROWS)
    if gifts.value:
        yield shown.say("annexes.gifts_so_far", shown.piece(f"whole.{GIFTS}", gifts), measure=measures[0])
