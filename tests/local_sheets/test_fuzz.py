"""No request makes the server fail; `python -m tests.proofs.fuzz` asks as many as one likes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.wire.calls import Call
from tests.proofs.fuzz import answered

REQUESTS = 1500


# requests that made the server fail once: what they are refused with, or None where they are answered
FOUND: list[tuple[dict[str, Any], str | None]] = [
    ({"copyPaste": {"source": {"endRowIndex": 0}, "destination": {}}}, "holds no cells"),
    ({"cutPaste": {"source": {"startColumnIndex": 2, "endColumnIndex": 2}}}, "holds no cells"),
    ({"autoFill": {"sourceAndDestination": {"source": {"endRowIndex": 0}, "fillLength": 2}}}, "holds no cells"),
    ({"sortRange": {"range": {}, "sortSpecs": [{"dimensionIndex": -5}]}}, "is no column"),
    ({"sortRange": {"range": {}, "sortSpecs": [{"dimensionIndex": 900}]}}, "is no column"),
    ({"updateBanding": {"bandedRange": {"range": {}}, "fields": "range"}}, "No banded range with id: 0"),
    ({"addDimensionGroup": {"range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 2**31 - 1}}}, None),
    (
        {"addDimensionGroup": {"range": {"dimension": "ROWS", "startIndex": 5000, "endIndex": 5001}}},
        "outside the sheet",
    ),
]


@pytest.mark.parametrize(("request_", "refusal"), FOUND)
def test_what_was_found_stays_mended(request_: dict[str, Any], refusal: str | None) -> None:
    """A request that made the server fail, or take all memory, is refused with a reason or answered."""
    with LocalSheets(listen=False) as server:
        server.create_spreadsheet(id="id")
        body = json.dumps({"requests": [request_]}).encode()
        answer = server.answer(Call("POST", "/v4/spreadsheets/id:batchUpdate", body, {"host": "localhost"}))
        assert answer is not None
        assert answer.status == (400 if refusal else 200), answer.body
        assert (refusal or "") in answer.body.decode()


@pytest.mark.slow
def test_nothing_makes_the_server_fail() -> None:
    """Random requests are answered or refused, never with 500."""
    pytest.importorskip("googleapiclient")
    for number, (call, status, trace) in enumerate(answered(REQUESTS)):
        assert status != 500, f"{number}: {call.method} {call.target} {call.body!r}\n{trace}"
