"""Grids as the Sheets API answers them, and a service that gives such answers from memory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from sheets_sync.benchmarks.typed import Grid
from sheets_sync.campaign import Campaign
from sheets_sync.gateway import FORMAT_FIELDS
from sheets_sync.provision import expected_locale

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
    """What the gateway needs of gspread's client: gives `answer` to reads of the cells, takes writes and drops them.
    No number format is known."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.http_client = self

    def request(self, _method: str, _url: str, params: Mapping[str, Any]) -> SimpleNamespace:
        return SimpleNamespace(content=b'{"sheets":[]}' if params["fields"] == FORMAT_FIELDS else self.answer)

    def batch_update(self, _spreadsheet: str, _body: Mapping[str, Any]) -> None:
        return None
