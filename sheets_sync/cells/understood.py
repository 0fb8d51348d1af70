"""A value as it was understood, in words for people: "1.500.000 đồng", "16/12/2022", "Tặng quà hộ nghèo". Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from sheets_sync.campaign.model import Campaign, Choice
from sheets_sync.cells.reading import Reading
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts


def understood(kind: str, reading: Reading, campaign: Campaign, choices: tuple[Choice, ...] = ()) -> str:
    """How the message "được hiểu là …" names a read value; "" where there is none."""
    value = reading.value
    if value is None:
        return ""
    said = formats(campaign.locale)
    if kind == "date":
        return said.short(date.fromisoformat(value))
    if kind == "money":
        return said.amount(value)
    if kind in ("integer", "decimal"):
        number = said.number(value)
        return f"{number} {reading.measure}" if reading.measure else number
    return _named(kind, value, campaign, choices)


def _named(kind: str, value: Any, campaign: Campaign, choices: tuple[Choice, ...]) -> str:
    if kind == "unit":
        return f"“{campaign.unit_by_key[value].name}”"
    if kind == "choice":
        labels = {c.code: c.label for c in choices} or {a.code: a.label for a in campaign.activities}
        return f"“{labels.get(value, value)}”"
    if kind == "yes_no":
        return texts(campaign.locale).say(f"tabs.{value}")
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)
