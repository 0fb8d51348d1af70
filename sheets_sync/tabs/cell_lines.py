"""How single cells are read, as JSON: what the command `cells` answers. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading
from sheets_sync.cells.understood import understood
from sheets_sync.errors import ConfigError
from sheets_sync.spreadsheet.snapshot import Value, whole_characters
from sheets_sync.tabs.messages import message
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import worded

TYPES = ("date", "time", "integer", "decimal", "number", "money", "phone", "yes_no", "choice", "unit", "text", "url")
_CELL = "A1"


def answers(lines: Iterable[str], campaign: Campaign) -> Iterator[dict[str, Any]]:
    """One answer a line; blank lines are passed over. Raises ConfigError, naming the line, for what is no question."""
    reader = CellReader(campaign)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
        except ValueError:
            raise ConfigError(
                worded("commands.no_json"),
                where=f"stdin:{number}",
                remedy=worded("commands.no_json.remedy"),
            ) from None
        yield answer(question, campaign, reader, where=f"stdin:{number}")


def answer(
    question: Any, campaign: Campaign, reader: CellReader | None = None, *, where: str = "cells"
) -> dict[str, Any]:
    """`{"type", "typed", "format"?, "today"?}` -> `{"verdict", "value", "code", "message"}`. Raises ConfigError.

    Without `today` it is the day after the campaign's last one, so that no day is in the future.
    """
    kind, typed = _checked(question, campaign, where)
    given = question.get("today")
    try:
        today = date.fromisoformat(given) if given else campaign.last_day + timedelta(days=1)
    except (ValueError, TypeError):
        raise ConfigError(
            worded("commands.no_day", given=given), where=where, remedy=worded("commands.no_day.remedy")
        ) from None
    reading = read(kind, typed, campaign, today, number_format=question.get("format") or "", reader=reader)
    return {
        "verdict": reading.verdict.value,
        "value": reading.value,
        "code": reading.code,
        "message": reading.message,
    }


def read(
    kind: str,
    typed: Value,
    campaign: Campaign,
    today: date,
    *,
    number_format: str = "",
    reader: CellReader | None = None,
) -> Reading:
    """One cell as the job reads it, with its message in the campaign's language."""
    reading = (reader or CellReader(campaign)).read(kind, typed, number_format=number_format, today=today)
    return replace(reading, message=_message(kind, typed, reading, campaign))


def number_of(typed: str) -> float:
    """What a number cell holds, given as text with a decimal point. Raises ConfigError for anything else."""
    try:
        return float(typed)
    except ValueError:
        raise ConfigError(
            worded("commands.no_number", typed=typed), where="cells", remedy=worded("commands.no_number.remedy")
        ) from None


def types_of(campaign: Campaign) -> tuple[str, ...]:
    """The types of cells that a campaign knows: the product's, then its own."""
    return (*TYPES, *(kind.name for extension in campaign.extensions for kind in extension.types))


def _checked(question: Any, campaign: Campaign, where: str) -> tuple[str, Any]:
    types = types_of(campaign)
    if not isinstance(question, Mapping) or question.get("type") not in types:
        raise ConfigError(
            worded("commands.cell_needs_type"),
            where=where,
            remedy=worded("commands.cell_needs_type.remedy", types=", ".join(types)),
        )
    typed = question.get("typed")
    if isinstance(typed, list | dict):
        raise ConfigError(worded("commands.typed_is"), where=where)
    return question["type"], whole_characters(typed) if isinstance(typed, str) else typed


def _message(kind: str, typed: object, reading: Reading, campaign: Campaign) -> str:
    type_name = "decimal" if kind == "number" else kind
    facts = {
        "measure": ", ".join(campaign.measures[:6]),
        "column": next((c.header for c in campaign.columns if c.type == type_name), kind),
        **reading.facts,
        "cell": _CELL,
        "example": formats(campaign.locale).short(campaign.first_day),
        "typed": "" if typed is None else str(typed),
        "reading": understood(type_name, reading, campaign),
    }
    return message(reading.code, campaign.locale, campaign.own_messages, **facts)
