"""Cells typed in English (POLICY.md, "Cells in English"): by the campaign's order of dates, currency and region."""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.english.dates import DateRules
from sheets_sync.cells.english.money import MoneyRules
from sheets_sync.cells.english.names import ChoiceRules, UnitRules
from sheets_sync.cells.english.numbers import DecimalRules, IntegerRules
from sheets_sync.cells.english.simple import PhoneRules, YesNoRules
from sheets_sync.cells.english.times import TimeRules
from sheets_sync.cells.english.words import NONE_YET, NOT_KNOWN, POINTERS
from sheets_sync.cells.reader import TypeRules
from sheets_sync.cells.texts import TextRules, UrlRules


def rules_of(campaign: Campaign) -> Mapping[str, TypeRules]:
    """The rules of every type of column for a campaign in English."""
    return {
        "date": DateRules(campaign),
        "time": TimeRules(campaign),
        "integer": IntegerRules(campaign),
        "decimal": DecimalRules(campaign),
        "money": MoneyRules(campaign),
        "phone": PhoneRules(campaign),
        "yes_no": YesNoRules(),
        "choice": ChoiceRules(campaign),
        "unit": UnitRules(campaign),
        "text": TextRules(POINTERS, NOT_KNOWN, decimal=".", tag=campaign.locale),
        "url": UrlRules(NONE_YET, NOT_KNOWN),
    }
