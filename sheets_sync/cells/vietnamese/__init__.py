"""Cells typed in Vietnamese (POLICY.md, section 4): words, old encodings, names of kinds of units."""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.reader import TypeRules
from sheets_sync.cells.texts import TextRules, UrlRules
from sheets_sync.cells.vietnamese.choices import ChoiceRules
from sheets_sync.cells.vietnamese.counts import DecimalRules, IntegerRules
from sheets_sync.cells.vietnamese.dates import DateRules
from sheets_sync.cells.vietnamese.money import MoneyRules
from sheets_sync.cells.vietnamese.simple import PhoneRules, YesNoRules
from sheets_sync.cells.vietnamese.times import TimeRules
from sheets_sync.cells.vietnamese.units import UnitRules
from sheets_sync.cells.vietnamese.words import NONE_YET, NOT_KNOWN, POINTERS


def rules_of(campaign: Campaign) -> Mapping[str, TypeRules]:
    """The rules of every type of column for a campaign in Vietnamese."""
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
        "text": TextRules(POINTERS, NOT_KNOWN, decimal=",", tag=campaign.locale),
        "url": UrlRules(NONE_YET, NOT_KNOWN),
    }
