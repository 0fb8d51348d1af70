"""A value as it was understood, in words for people: "1.500.000 đồng", "16/12/2022", "Tặng quà hộ nghèo". Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync.campaign.model import Campaign, Choice
from sheets_sync.cells.reading import Reading


def understood(kind: str, reading: Reading, campaign: Campaign, choices: tuple[Choice, ...] = ()) -> str:
    """How the message "được hiểu là …" names a read value; "" where there is none."""
    value = reading.value
    if value is None:
        return ""
    if kind == "date":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if kind == "money":
        return f"{grouped(value)} đồng" if campaign.locale == "vi" else f"{value:,} đồng"
    if kind in ("integer", "decimal"):
        number = grouped(value) if campaign.locale == "vi" else f"{value:,}"
        return f"{number} {reading.measure}" if reading.measure else number
    return _named(kind, value, campaign, choices)


def _named(kind: str, value: Any, campaign: Campaign, choices: tuple[Choice, ...]) -> str:
    if kind == "unit":
        return f"“{campaign.unit_by_key[value].name}”"
    if kind == "choice":
        labels = {c.code: c.label for c in choices} or {a.code: a.label for a in campaign.activities}
        return f"“{labels.get(value, value)}”"
    if kind == "yes_no":
        return {"vi": {"yes": "Có", "no": "Không"}, "en": {"yes": "Yes", "no": "No"}}[campaign.locale][value]
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)


def grouped(value: float) -> str:
    """1500000 -> "1.500.000", 1.5 -> "1,5"."""
    text = f"{Decimal(str(value)):,f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")
