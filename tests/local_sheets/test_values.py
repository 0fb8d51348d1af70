"""The values calls: ranges, shapes of answers, what a write touches."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from .conftest import Api

RANGES = [
    ("Sheet1", "Sheet1!A1:Z1000"),
    ("'Sheet1'", "Sheet1!A1:Z1000"),
    ("A1:C", "Sheet1!A1:C1000"),
    ("A2:2", "Sheet1!A2:Z2"),
    ("A:A", "Sheet1!A1:A1000"),
    ("2:5", "Sheet1!A2:Z5"),
    ("A1:1", "Sheet1!A1:Z1"),
    ("D4:A1", "Sheet1!A1:D4"),
    ("$B$2", "Sheet1!B2"),
    ("b2", "Sheet1!B2"),
    ("R1C1:R2C3", "Sheet1!A1:C2"),
    ("R[1]C[1]", "Sheet1!B2"),
    ("R1C1:R[2]C[2]", "Sheet1!A1:C3"),
    ("R01C01", "Sheet1!A1"),
    ("R1", "Sheet1!R1"),
    ("R1C1:R2", "Sheet1!A1:Z2"),
    ("R1C1:C2", "Sheet1!A1:B1000"),
    ("RC", "Sheet1!A1"),
    ("R[1]", "Sheet1!A2:Z2"),
    ("'D3'!A1", "'D3'!A1"),
    ("D3!A1", "'D3'!A1"),
    ("Sổ chi!A1:B2", "'Sổ chi'!A1:B2"),
    ("'O''Brien'!A1", "'O''Brien'!A1"),
    ("'T1/2026:clear'!A1", "'T1/2026:clear'!A1"),
    ("Numbers", "Sheet1!B1:C3"),
    ("'Sheet1'!Numbers", "Sheet1!B1:C3"),
    ("Z999:AB1001", "Sheet1!Z999:Z1000"),
]


@pytest.mark.parametrize(("asked", "echoed"), RANGES)
def test_ranges_are_normalised(api: Api, asked: str, echoed: str) -> None:
    """Every way to write a range is understood, and echoed in one form, clipped to the grid."""
    for n, title in enumerate(["D3", "Sổ chi", "O'Brien", "T1/2026:clear"], 1):
        api.batch({"addSheet": {"properties": {"title": title, "sheetId": n}}})
    area = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 3}
    api.batch({"addNamedRange": {"namedRange": {"name": "Numbers", "range": area}}})
    assert api.ok("GET", f"/values/{quote(asked, safe='')}")["range"] == echoed


REFUSED = [
    ("NOPE!A5:F15", "Unable to parse range: NOPE!A5:F15"),
    ("AAAA1", "Unable to parse range: AAAA1"),
    ("Sheet1!", "Unable to parse range: Sheet1!"),
    ("A0", "Unable to parse range: A0"),
    ("R0C1", "Unable to parse range: R0C1"),
    ("A1:R2C2", "Unable to parse range: A1:R2C2"),
    ("Sheet1!B", "Unable to parse range: Sheet1!B"),
    ("Z", "Unable to parse range: Z"),
    ("'Numbers'", "Unable to parse range: 'Numbers'"),
    ("Numbers!A1", "Unable to parse range: Numbers!A1"),
    ("Table1[Col]", "Unable to parse range: Table1[Col]"),
    ("A5000:B5001", "Range (Sheet1!A5000:B5001) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ("AB1", "Range (Sheet1!AB1) exceeds grid limits. Max rows: 1000, max columns: 26"),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED)
def test_ranges_refused(api: Api, asked: str, message: str) -> None:
    """A range that is nowhere is 400 with Google's words, never 404."""
    response = api.call("GET", f"/values/{quote(asked, safe='')}")
    assert response.status_code == 400
    assert response.json()["error"]["message"] == message


def test_bad_options_are_refused(api: Api) -> None:
    """An option that does not exist is refused by the name of its type."""
    response = api.call("GET", "/values/A1", valueRenderOption="NOPE")
    assert response.json()["error"]["message"] == (
        "Invalid value at 'value_render_option' (type.googleapis.com/google.apps.sheets.v4.ValueRenderOption), \"NOPE\""
    )


def test_a_named_range_wins_over_a_tab(api: Api) -> None:
    """A bare word is a named range first and a tab second; quoted it is the tab."""
    api.batch(
        {"addSheet": {"properties": {"title": "Both", "sheetId": 7}}},
        {"addNamedRange": {"namedRange": {"name": "Both", "range": {"endRowIndex": 1, "endColumnIndex": 1}}}},
    )
    assert api.ok("GET", "/values/Both")["range"] == "Sheet1!A1"
    assert api.ok("GET", "/values/'Both'")["range"] == "Both!A1:Z1000"


def test_trailing_emptiness_is_cut(api: Api) -> None:
    """Trailing empty cells and rows are cut, an empty row between is [], a gap is an empty string."""
    api.put("A1", ["a", "", "c", ""], ["", ""], ["x"], [""])
    assert api.values("A1:D4") == [["a", "", "c"], [], ["x"]]
    assert api.values("A1:D4", majorDimension="COLUMNS") == [["a", "", "x"], [], ["c"]]
    assert api.ok("GET", "/values/F1:G2") == {"range": "Sheet1!F1:G2", "majorDimension": "ROWS"}


COUNTS = [
    ([["a", "b"]], "A1:B1", (1, 2, 2)),
    ([["a"], ["b", "c", "d"]], "A1:C2", (2, 3, 4)),
    ([["a", None, ""]], "A1:C1", (1, 2, 2)),
    ([[None, None]], "A1:B1", (None, None, None)),
]


@pytest.mark.parametrize(("rows", "area", "counts"), COUNTS)
def test_update_counts(api: Api, rows: list[list[Any]], area: str, counts: tuple[Any, ...]) -> None:
    """Nulls leave cells alone and are not counted; empty strings empty them and are."""
    answer = api.put("A1", *rows)
    assert answer["updatedRange"] == f"Sheet1!{area}"
    assert tuple(answer.get(name) for name in ("updatedRows", "updatedColumns", "updatedCells")) == counts


def test_null_keeps_and_empty_clears(api: Api) -> None:
    """null keeps the old value, "" empties the cell and keeps its note and format."""
    api.put("A1", ["a", "b"])
    api.batch({"updateCells": {"start": {"columnIndex": 1}, "rows": [{"values": [{"note": "n"}]}], "fields": "note"}})
    api.put("A1", [None, ""])
    assert api.values("A1:B1") == [["a"]]
    assert api.get("sheets.data.rowData.values.note")["sheets"][0]["data"][0]["rowData"] == [
        {"values": [{}, {"note": "n"}]}
    ]


TOO_BIG = [
    ("A1:B2", [["a"], ["b"], ["c"]], "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]"),
    ("A1:B2", [["a", "b", "c"]], "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]"),
    ("A1000", [["a"], ["b"]], "Requested writing within range [Sheet1!A1000], but tried writing to row [1001]"),
    ("A999:C", [["a"]] * 3, "Requested writing within range [Sheet1!A999:C1000], but tried writing to row [1001]"),
    ("A999:B1001", [["a"]] * 3, "Range (Sheet1!A999:B1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ("A1", [["x" * 50_001]], "Your input contains more than the maximum of 50000 characters in a single cell."),
    ("A1", [["a", ["b"]]], "Invalid values[0][1]: list_value { ... }"),
    ("A1", [["a"], [{"b": 1}]], "Invalid values[1][0]: struct_value { ... }"),
]


@pytest.mark.parametrize(("place", "rows", "message"), TOO_BIG)
def test_writes_refused(api: Api, place: str, rows: list[list[Any]], message: str) -> None:
    """A write that does not fit its range, the grid or a cell is refused and nothing of it is written."""
    before = api.state()
    response = api.call("PUT", f"/values/{place}", {"values": rows}, valueInputOption="RAW")
    assert response.status_code == 400
    assert response.json()["error"]["message"] == message
    assert api.state() == before
    api.put("A1", ["x" * 50_000])


def test_a_smaller_write_keeps_the_rest(api: Api) -> None:
    """A range larger than the data writes only the data's rectangle; the rest keeps its content."""
    api.put("A1", ["a", "b"], ["c", "d"])
    assert api.put("A1:B2", ["x"])["updatedRange"] == "Sheet1!A1"
    assert api.values("A1:B2") == [["x", "b"], ["c", "d"]]


def test_input_option_is_required(api: Api) -> None:
    """Without valueInputOption a write is refused."""
    response = api.call("PUT", "/values/A1", {"values": [["a"]]})
    assert response.json()["error"]["message"] == "'valueInputOption' is required but not specified"


def test_body_range_must_be_the_paths(api: Api) -> None:
    """A range in the body that is another one than the path's is refused."""
    body = {"range": "B2", "values": [["a"]]}
    assert api.call("PUT", "/values/A1", body, valueInputOption="RAW").status_code == 400
    assert api.call("PUT", "/values/B2", body, valueInputOption="RAW").status_code == 200


def test_batch_update_is_all_or_nothing(api: Api) -> None:
    """One bad range refuses the whole batch, and the message names it."""
    before = api.state()
    data = [{"range": "A1", "values": [["a"]]}, {"range": "NOPE!A1", "values": [["b"]]}]
    response = api.call("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert response.json()["error"]["message"] == "Invalid data[1]: Unable to parse range: NOPE!A1"
    assert api.state() == before


def test_batch_totals(api: Api) -> None:
    """Totals count rows and columns once each: rows 1 and 4 by four columns are 2, 4 and 8."""
    data = [{"range": "A1:D1", "values": [["a"] * 4]}, {"range": "A4:D4", "values": [["b"] * 4]}]
    answer = api.ok("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    names = ("totalUpdatedRows", "totalUpdatedColumns", "totalUpdatedCells", "totalUpdatedSheets")
    assert tuple(answer[name] for name in names) == (2, 4, 8, 1)
    assert [one["updatedRange"] for one in answer["responses"]] == ["Sheet1!A1:D1", "Sheet1!A4:D4"]


def test_values_in_the_response(api: Api) -> None:
    """includeValuesInResponse shows what the range holds after the write."""
    options = {"valueInputOption": "USER_ENTERED", "includeValuesInResponse": "true"}
    answer = api.ok("PUT", "/values/A1:C1", {"values": [["=1+1", "x"]]}, **options)
    assert answer["updatedData"] == {"range": "Sheet1!A1:C1", "majorDimension": "ROWS", "values": [["2", "x"]]}


def test_clear_keeps_the_dress(api: Api) -> None:
    """clear takes values only, and names the cleared range clipped to the grid."""
    api.type("A1", ["10%"])
    assert api.ok("POST", "/values/A:B:clear", {})["clearedRange"] == "Sheet1!A1:B1000"
    api.put("A1", [0.5])
    assert api.values("A1") == [["50%"]]


def test_batch_get_keeps_the_order(api: Api) -> None:
    """valueRanges follow the request's order."""
    found = api.ok("GET", "/values:batchGet", ranges=["B1", "A1", "C:C"])["valueRanges"]
    assert [one["range"] for one in found] == ["Sheet1!B1", "Sheet1!A1", "Sheet1!C1:C1000"]


TABLES = [("Sheet1", "B7"), ("B4", "B7"), ("C5:D5", "B7"), ("B2:D4", "B7"), ("A3:G10", "B7"), ("A1", "A3"),
          ("E4", "E4"), ("A4", "A4")]  # fmt: skip


@pytest.mark.parametrize(("asked", "place"), TABLES)
def test_append_finds_googles_tables(api: Api, asked: str, place: str) -> None:
    """Google's own example of two tables: the last one that the range touches is appended to."""
    api.put("A1", ["x", "y", "z"], ["x", "y", "z"])
    api.put("B4", ["x", "y", "z"], ["x", "y", "z"], ["x", "y", "z"])
    answer = api.ok("POST", f"/values/{asked}:append", {"values": [["new"]]}, valueInputOption="RAW")
    assert answer["updates"]["updatedRange"] == f"Sheet1!{place}"
    assert ("tableRange" in answer) == (place not in ("E4", "A4"))


def test_append_inserts_or_overwrites(api: Api) -> None:
    """INSERT_ROWS pushes what stands below down; OVERWRITE writes over it."""
    api.put("A1", ["a"], ["b"], [""], ["below"])
    body = {"values": [["c"], ["d"]]}
    api.ok("POST", "/values/A1:append", body, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert api.values("A:A") == [["a"], ["b"], ["c"], ["d"], [], ["below"]]
    api.ok("POST", "/values/A1:append", {"values": [["e"], ["f"]]}, valueInputOption="RAW")
    assert api.values("A:A") == [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]


def test_append_grows_the_grid(api: Api) -> None:
    """append adds rows and columns as it needs them; update never does."""
    api.put("A1000", ["last"])
    api.ok("POST", "/values/A1000:append", {"values": [["a"] * 30]}, valueInputOption="RAW")
    grid = api.get("sheets.properties.gridProperties")["sheets"][0]["properties"]["gridProperties"]
    assert grid == {"rowCount": 1001, "columnCount": 30}


def test_data_filters(api: Api) -> None:
    """Ranges may be named by developer metadata, and follow it."""
    where = {"dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
    item = {"metadataKey": "col", "metadataValue": "amount", "location": where, "visibility": "DOCUMENT"}
    api.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    look = {"developerMetadataLookup": {"metadataKey": "col"}}
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": look, "values": [["a"]], "majorDimension": "COLUMNS"}]}
    assert api.ok("POST", "/values:batchUpdateByDataFilter", body)["responses"][0]["updatedRange"] == "Sheet1!B1"
    api.batch({"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}})
    found = api.ok("POST", "/values:batchGetByDataFilter", {"dataFilters": [look]})
    assert found["valueRanges"][0]["valueRange"] == {
        "range": "Sheet1!C1:C1000", "majorDimension": "ROWS", "values": [["a"]]
    }  # fmt: skip
    assert api.ok("POST", ":getByDataFilter", {"dataFilters": [look]}, fields="sheets.data.startColumn") == {
        "sheets": [{"data": [{"startColumn": 2}]}]
    }
