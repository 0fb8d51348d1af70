"""Grids as the Sheets API answers them, and a service that gives such answers from memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.gateway import Timing
from sheets_sync.gateway.answers import DETAIL_FIELDS
from sheets_sync.gateway.http import Answer, Call, Clock
from sheets_sync.tabs.setup import expected_locale
from tests.proofs.typed import Grid

SPREADSHEET = "benchmark"


def answer_of(grids: Mapping[str, Grid], campaign: Campaign) -> bytes:
    """The answer to one read of all tabs (title -> grid), as `Gateway.read` asks for it. As compact as JSON can be:
    Google puts line breaks and indentation into it."""
    locale, timezone = expected_locale(campaign)
    document = {
        "spreadsheetId": SPREADSHEET,
        "properties": {"title": campaign.name, "locale": locale, "timeZone": timezone},
        "sheets": [_sheet(number, title, grid) for number, (title, grid) in enumerate(grids.items(), 1)],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _sheet(number: int, title: str, grid: Grid) -> dict[str, Any]:
    size = {"rowCount": len(grid), "columnCount": len(grid[0])}
    rows = [{"values": [_cell(value) for value in row]} for row in grid]
    return {
        "properties": {"sheetId": number, "title": title, "index": number, "gridProperties": size},
        "data": [{"rowData": rows}],
    }


def _cell(value: Any) -> dict[str, Any]:
    if value == "":
        return {}
    return {"effectiveValue": {"stringValue" if isinstance(value, str) else "numberValue": value}}


class CannedService:
    """Stands in for the gateway's client: gives `answer` to reads of the cells, takes writes and drops them. No number
    format is known."""

    def __init__(self, answer: bytes, clock: Clock) -> None:
        self.answer, self._clock = answer, clock

    def attempt(self, call: Call, _timeout: tuple[float, float]) -> Answer:
        """What `gateway.http.Client` does over the network."""
        fields = (call.params or {}).get("fields")
        body = {None: b"{}", DETAIL_FIELDS: b'{"sheets":[]}'}.get(fields, self.answer)
        return Answer(body, Timing(self._clock(), self._clock()))
