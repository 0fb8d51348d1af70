"""Grids as the Sheets API answers them, and a service that gives such answers from memory.

`python -m tests.proofs.answers`: the bytes of a poll's answer over HTTP, with every cell's number format and without.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.gateway import Timing
from sheets_sync.gateway.answers import DETAIL_FIELDS, SNAPSHOT_FIELDS
from sheets_sync.gateway.http import Answer, Call, Clock
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.spreadsheet.a1 import Range
from sheets_sync.tabs.setup import expected_locale
from tests.office import SAMPLE, provision_all, settings_of
from tests.proofs.tables import table
from tests.proofs.typed import Grid, Typist

SPREADSHEET = "benchmark"
ROWS_OF_A_TAB = 300
WITH_FORMATS = SNAPSHOT_FIELDS.replace("values(", "values(effectiveFormat(numberFormat(type)),", 1)
"""The same read with the number format of every cell."""


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


# ── bytes of a poll's answer ──────────────────────────────────────────────────────────────────────────────────────────


def polled(rows: int = ROWS_OF_A_TAB) -> dict[str, bytes]:
    """The answers to one poll of the sample's tabs, `rows` rows typed in each: what was asked -> the answer."""
    with tempfile.TemporaryDirectory() as folder, LocalSheets() as server:
        spreadsheet = server.create_spreadsheet(title="Báo cáo")
        text = SAMPLE.replace("dien-ma-bang-tinh-vao-day", spreadsheet)
        settings = settings_of(text, Path(folder), server.url)
        provision_all(settings)
        http, rng = server.client().http_client, random.Random(20221216)
        for unit in settings.campaign.units:
            grid = Typist(settings.campaign, rng).grid(rows)[1:]
            params = {"valueInputOption": "USER_ENTERED"}
            http.values_append(spreadsheet, Range(unit.tab).a1, params, {"values": grid})
        url = f"{server.url}/v4/spreadsheets/{spreadsheet}"
        asked = {"with the number format of every cell": WITH_FORMATS, "as a poll asks": SNAPSHOT_FIELDS}
        return {name: http.request("get", url, params={"fields": fields}).content for name, fields in asked.items()}


def main() -> None:
    answers = polled()
    most = max(map(len, answers.values()))
    lines = [(name, len(a), len(gzip.compress(a)), f"{len(a) / most:.0%}") for name, a in answers.items()]
    print(f"{ROWS_OF_A_TAB} rows in each of the sample's tabs, by the local server")
    print(table(("what is asked for", "bytes", "gzipped", "share"), lines))


if __name__ == "__main__":
    main()
