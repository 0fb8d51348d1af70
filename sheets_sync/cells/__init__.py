"""Cells as people type them: raw cell -> value or problem, per column type. Source: POLICY.md.

reader     any cell, what holds for every type         normalise  typed text -> the copy that is parsed
reading    the result                                   others     the rules of one type or family each
"""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.own_types import OwnTypeRules
from sheets_sync.cells.reader import CellReader, TypeRules
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.words.texts import registered

__all__ = ["CellReader", "Reading", "Verdict", "rules_of"]


def rules_of(campaign: Campaign) -> Mapping[str, TypeRules]:
    """The rules of every column type, made for one campaign and its language; the office's own types go with them."""
    own = {kind.name: OwnTypeRules(kind) for extension in campaign.extensions for kind in extension.types}
    return {**own, **_of_language(campaign)}


def _of_language(campaign: Campaign) -> Mapping[str, TypeRules]:
    """A language that an office brings is read as English is where it has no reader of its own."""
    if campaign.locale.partition("-")[0] == "vi":
        return _vietnamese(campaign)
    from sheets_sync.cells import english

    brought = registered(campaign.locale)
    readers: Mapping[str, TypeRules] = brought.cells(campaign) if brought and brought.cells else {}
    return {**english.rules_of(campaign), **readers}


def _vietnamese(campaign: Campaign) -> Mapping[str, TypeRules]:
    from sheets_sync.cells.choices import ChoiceRules
    from sheets_sync.cells.counts import DecimalRules, IntegerRules
    from sheets_sync.cells.dates import DateRules
    from sheets_sync.cells.money import MoneyRules
    from sheets_sync.cells.simple import PhoneRules, YesNoRules
    from sheets_sync.cells.texts import TextRules, UrlRules
    from sheets_sync.cells.times import TimeRules
    from sheets_sync.cells.units import UnitRules

    return {
        "date": DateRules(campaign),
        "time": TimeRules(campaign),
        "integer": IntegerRules(campaign),
        "decimal": DecimalRules(campaign),
        "money": MoneyRules(campaign),
        "phone": PhoneRules(),
        "yes_no": YesNoRules(),
        "choice": ChoiceRules(),
        "unit": UnitRules(campaign),
        "text": TextRules(),
        "url": UrlRules(),
    }
