"""Parts of texts: links and chips."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheets_sync.local_sheets import LocalSheets

from .conftest import NOON, Api, box

CHIP_FIELDS = "sheets.data.rowData.values(userEnteredValue,formattedValue,hyperlink,chipRuns,textFormatRuns.startIndex)"


def cell_of(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = api.get(CHIP_FIELDS, ranges="A1")["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    return found


def write_cell(api: Api, fields: str = "userEnteredValue,chipRuns", **data: Any) -> None:
    api.batch({"updateCells": {"range": box(0, 0, 1, 1), "rows": [{"values": [data]}], "fields": fields}})


def file_chip(start: int, uri: str = "https://docs.google.com/document/d/x") -> dict[str, Any]:
    return {"startIndex": start, "chip": {"richLinkProperties": {"uri": uri}}}


def test_chips_are_kept_and_given_back(api: Api) -> None:
    """Chips stand at their placeholders, in UTF-16 units; parts between have an empty chip; a new value ends them."""
    person = {"startIndex": 5, "chip": {"personProperties": {"email": "a@example.com"}}}
    write_cell(api, userEnteredValue={"stringValue": "😀 @ @!"}, chipRuns=[person, file_chip(3)])
    found = cell_of(api)
    assert found["chipRuns"] == [
        {"chip": {}}, file_chip(3), {"startIndex": 4, "chip": {}}, person, {"startIndex": 6, "chip": {}}
    ]  # fmt: skip
    assert found["formattedValue"] == "😀 https://docs.google.com/document/d/x a@example.com!"
    assert found["userEnteredValue"] == {"stringValue": "😀 @ @!"}
    assert "hyperlink" not in found
    write_cell(api, fields="note", note="ghi chú")
    assert cell_of(api)["chipRuns"] == found["chipRuns"]
    api.put("A1", ["khác"])
    assert cell_of(api) == {"userEnteredValue": {"stringValue": "khác"}, "formattedValue": "khác"}


def test_a_chip_or_a_link_over_the_whole_text_is_the_cells_link(api: Api) -> None:
    """`hyperlink` is the one address that a cell leads to; with several, or beside other text, there is none."""
    write_cell(api, userEnteredValue={"stringValue": "@"}, chipRuns=[file_chip(0, "https://x.vn/1")])
    assert cell_of(api)["hyperlink"] == "https://x.vn/1"
    link = {"link": {"uri": "https://x.vn/2"}}
    fields = "userEnteredValue,textFormatRuns"
    text = {"stringValue": "xem đây"}
    write_cell(api, fields, userEnteredValue=text, textFormatRuns=[{"format": link}])
    assert cell_of(api)["hyperlink"] == "https://x.vn/2"
    bold = {"startIndex": 4, "format": {**link, "bold": True}}
    write_cell(api, fields, userEnteredValue=text, textFormatRuns=[{"format": link}, bold])
    assert cell_of(api)["hyperlink"] == "https://x.vn/2"
    write_cell(api, fields, userEnteredValue=text, textFormatRuns=[{"startIndex": 4, "format": link}])
    assert "hyperlink" not in cell_of(api)
    other = {"startIndex": 4, "format": {"link": {"uri": "https://x.vn/3"}}}
    write_cell(api, fields, userEnteredValue=text, textFormatRuns=[{"format": link}, other])
    assert "hyperlink" not in cell_of(api)


@pytest.mark.parametrize(
    ("value", "chip", "said"),
    [
        ({"stringValue": "x"}, file_chip(0), "placeholder"),
        ({"numberValue": 1}, file_chip(0), "placeholder"),
        ({"stringValue": "@"}, file_chip(1), "placeholder"),
        ({"stringValue": "@"}, {"chip": {"personProperties": {"displayFormat": "EMAIL"}}}, "email"),
    ],
)
def test_chips_that_can_not_be_are_refused(api: Api, value: dict[str, Any], chip: dict[str, Any], said: str) -> None:
    """A chip needs its placeholder, and an address."""
    row = {"values": [{"userEnteredValue": value, "chipRuns": [chip]}]}
    request = {"updateCells": {"range": box(0, 0, 1, 1), "rows": [row], "fields": "userEnteredValue,chipRuns"}}
    assert said in api.refused(request)


def test_chips_outlive_a_restart(tmp_path: Path) -> None:
    """What is kept in a file comes back with its chips."""
    with LocalSheets(tmp_path / "state.db", listen=False, clock=lambda: NOON) as server:
        api = Api(server, title="Try")
        write_cell(api, userEnteredValue={"stringValue": "@"}, chipRuns=[file_chip(0)])
        before = cell_of(api)
    with LocalSheets(tmp_path / "state.db", listen=False, clock=lambda: NOON) as server:
        assert cell_of(Api(server, id=api.id)) == before
