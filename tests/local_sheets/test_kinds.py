"""Requests that move, fill and cut cells, with the formulas and merges among them; charts that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sheets_sync.local_sheets import LocalSheets

from .conftest import NOON, Api, box


def test_ranges_that_stick_out_are_cut(api: Api) -> None:
    """A range that begins inside the grid and ends past it is taken; the grid does not grow. One past it is refused."""
    note = {"cell": {"note": "n"}, "fields": "note"}
    api.batch({"repeatCell": {"range": box(998, 24, 1005, 30), **note}})
    data = api.get("sheets(properties.gridProperties,data.rowData.values.note)", ranges="Y999:Z1000")["sheets"][0]
    assert data["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    assert data["data"] == [{"rowData": [{"values": [{"note": "n"}] * 2}] * 2}]
    assert "exceeds grid limits" in api.refused({"repeatCell": {"range": box(1000, 0, 1001, 1), **note}})


def test_nulls_and_empty_lists_are_as_if_not_sent(api: Api) -> None:
    """A null among the requests is passed over; an empty list does not come back."""
    body = {"requests": [None, {"setBasicFilter": {"filter": {"range": box(0, 0, 3, 3), "sortSpecs": []}}}]}
    assert api.ok("POST", ":batchUpdate", body)["replies"] == [{}]
    assert "sortSpecs" not in api.get("sheets.basicFilter")["sheets"][0]["basicFilter"]


def test_repeated_formulas_shift(api: Api) -> None:
    """repeatCell writes a formula into each cell with its relative references moved along."""
    cell = {"userEnteredValue": {"formulaValue": "=A1*$A$2"}}
    api.batch({"repeatCell": {"range": box(0, 3, 2, 5), "cell": cell, "fields": "userEnteredValue"}})
    assert api.values("D1:E2", "FORMULA") == [["=A1*$A$2", "=B1*$A$2"], ["=A2*$A$2", "=B2*$A$2"]]


def test_shifted_parts_keep_formulas_right(api: Api) -> None:
    """insertRange and deleteRange move values and merges; formulas follow what they name, what is deleted is #REF!."""
    api.type("A1", [1, "=A1+A2", "=SUM(A1:A3)"], [2], [3])
    api.batch({"mergeCells": {"range": box(4, 0, 6, 1)}})
    api.batch({"insertRange": {"range": box(1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert api.values("A1:C4", "FORMULA") == [[1, "=A1+A3", "=SUM(A1:A4)"], [], [2], [3]]
    assert api.get("sheets.merges")["sheets"][0]["merges"] == [box(5, 0, 7, 1)]
    api.batch({"deleteRange": {"range": box(0, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert api.values("A1:C2", "FORMULA") == [[2, "=#REF!+A1", "=SUM(A1:A2)"], [3]]
    assert api.values("C1") == [["5"]]
    api.batch({"insertRange": {"range": box(0, 0, 1, 1), "shiftDimension": "COLUMNS"}})
    assert api.values("A1:D1", "FORMULA") == [["", 2, "=#REF!+B1", "=SUM(A1:A2)"]]


def test_merged_cells_are_not_cut_by_a_shift(api: Api) -> None:
    """A merge that sticks out of what shifts holds the request back."""
    api.batch({"mergeCells": {"range": box(2, 0, 3, 2)}})
    assert api.refused({"insertRange": {"range": box(0, 0, 1, 1), "shiftDimension": "ROWS"}})


def test_duplicates_go_beside_formulas(api: Api) -> None:
    """deleteDuplicates works in a spreadsheet with formulas."""
    api.type("A1", [1, "=A1*2"], [1, "=A2*2"], [2, "=A3*2"])
    (reply,) = api.batch({"deleteDuplicates": {"range": box(0, 0, 3, 2)}})
    assert reply == {"deleteDuplicates": {"duplicatesRemovedCount": 1}}
    assert api.values("A1:B3", "FORMULA") == [[1, "=A1*2"], [2, "=A2*2"]]


PASTED = [
    ({"data": 'a,"b,c"\n"x\ny",5', "delimiter": ","}, [["a", "b,c"], ["x\ny", 5]]),
    ({"data": 'he said ""\t=1+2', "delimiter": "\t"}, [['he said ""', 3]]),
    ({"data": "a::b", "delimiter": "::"}, [["a", "b"]]),
    ({"data": "<table><tr><th>1</th><td>b &amp; <b>c</b></td></tr></table>", "html": True}, [[1, "b & c"]]),
]


@pytest.mark.parametrize(("body", "values"), PASTED)
def test_pasted_texts(api: Api, body: dict[str, Any], values: list[list[Any]]) -> None:
    """Pasted text is cut at delimiters outside quotes, or by the cells of an HTML table, and taken as typed."""
    api.batch({"pasteData": {"coordinate": {"rowIndex": 1, "columnIndex": 1}, **body}})
    assert api.values("B2:D5", "UNFORMATTED_VALUE") == values


FILLED = [
    ([[1], [2]], [[1], [2], [3], [4]]),
    ([[5]], [[5], [5], [5]]),
    ([["=B1*2"]], [["=B1*2"], ["=B2*2"], ["=B3*2"]]),
    ([["a"], ["b"]], [["a"], ["b"], ["a"], ["b"]]),
]


@pytest.mark.parametrize(("given", "wanted"), FILLED)
def test_filled_cells(api: Api, given: list[list[Any]], wanted: list[list[Any]]) -> None:
    """autoFill goes on with even steps, shifts formulas, and repeats the rest."""
    api.type("A1", *given)
    source = {"source": box(0, 0, len(given), 1), "fillLength": 2, "dimension": "ROWS"}
    api.batch({"autoFill": {"sourceAndDestination": source}})
    assert api.values("A1:A9", "FORMULA") == wanted


def test_texts_cut_into_columns(api: Api) -> None:
    """textToColumns puts the pieces of each text beside each other, taken as typed."""
    api.put("A1", ["a;1"], ["b;2026-03-05;x"])
    api.batch({"textToColumns": {"source": box(0, 0, 2, 1), "delimiterType": "SEMICOLON"}})
    assert api.values("A1:C2", "UNFORMATTED_VALUE") == [["a", 1], ["b", 46086, "x"]]


def test_shuffled_rows_are_the_same_rows(api: Api) -> None:
    """randomizeRange changes the order of rows and nothing else."""
    rows = [[n, f"r{n}"] for n in range(20)]
    api.put("A1", *rows)
    api.batch({"randomizeRange": {"range": box(0, 0, 20, 2)}})
    found = api.values("A1:B20", "UNFORMATTED_VALUE")
    assert sorted(found) == rows
    assert found != rows


def test_charts_are_kept_and_given_back(tmp_path: Path) -> None:
    """A chart is added, given back after a restart, changed, moved and deleted."""
    path = tmp_path / "state.db"
    spec = {"title": "Theo ngày", "basicChart": {"chartType": "LINE"}}
    fonts = {"fontName": "Roboto", "titleTextFormat": {"fontFamily": "Roboto"}}  # of a chart that names none
    kept = {**fonts, **spec}
    place = {"overlayPosition": {"anchorCell": {"rowIndex": 2}}}
    with LocalSheets(path, listen=False, clock=lambda: NOON) as server:
        api = Api(server)
        (reply,) = api.batch({"addChart": {"chart": {"spec": spec, "position": place}}})
        number = reply["addChart"]["chart"]["chartId"]
    with LocalSheets(path, listen=False, clock=lambda: NOON) as server:
        api = Api(server, id=api.id)
        (chart,) = api.get("sheets.charts")["sheets"][0]["charts"]
        assert (chart["chartId"], chart["spec"]) == (number, kept)
        assert chart["position"]["overlayPosition"]["anchorCell"] == {"rowIndex": 2}
        api.batch({"updateChartSpec": {"chartId": number, "spec": {"pieChart": {}}}})
        moved = {"overlayPosition": {"anchorCell": {"columnIndex": 4}}}
        api.batch({"updateEmbeddedObjectPosition": {"objectId": number, "newPosition": moved, "fields": "anchorCell"}})
        (chart,) = api.get("sheets.charts")["sheets"][0]["charts"]
        assert chart["spec"] == {"pieChart": {}}
        assert chart["position"]["overlayPosition"]["anchorCell"] == {"columnIndex": 4}
        api.batch({"deleteEmbeddedObject": {"objectId": number}})
        assert "charts" not in api.get("sheets.charts").get("sheets", [{}])[0]


def test_arrays_outlive_a_restart(tmp_path: Path) -> None:
    """What an array fills is there after a restart, follows its source, and makes room for what is typed over it."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False, clock=lambda: NOON) as server:
        api = Api(server)
        api.type("A1", [1], [2])
        api.type("C1", ["=ARRAYFORMULA(A1:A2*10)", "=SUM(C1:C2)"])
    with LocalSheets(path, listen=False, clock=lambda: NOON) as server:
        api = Api(server, id=api.id)
        assert api.values("C1:D2", "UNFORMATTED_VALUE") == [[10, 30], [20]]
        api.put("A2", [5])
        assert api.values("C1:D2", "UNFORMATTED_VALUE") == [[10, 60], [50]]
        api.put("C2", ["x"])
        assert api.values("C1:D2") == [["#REF!", "#REF!"], ["x"]]
        api.ok("POST", "/values/C2:clear", {})
        assert api.values("C1:D2") == [["10", "60"], ["50"]]


def test_another_file_is_followed(api: Api) -> None:
    """IMPORTRANGE shows another spreadsheet of the server, and follows it."""
    other = Api(api.server, title="Nguồn")
    other.put("A1", [1, 2])
    api.type("A1", [f'=IMPORTRANGE("{other.id}","Sheet1!A1:B1")', "", "=A1+B1"])
    assert api.values("A1:C1", "UNFORMATTED_VALUE") == [[1, 2, 3]]
    other.put("B1", [40])
    assert api.values("A1:C1", "UNFORMATTED_VALUE") == [[1, 40, 41]]


def test_unknown_functions_are_refused_by_name(api: Api) -> None:
    """A function of Google's that is not modelled is refused, and the write leaves no trace."""
    api.put("A1", ["before"])
    body = {"values": [['=GOOGLEFINANCE("VND")']]}
    answer = api.call("PUT", "/values/A1", body, valueInputOption="USER_ENTERED")
    assert answer.status_code == 501
    assert "GOOGLEFINANCE" in answer.json()["error"]["message"]
    assert api.values("A1", "FORMULA") == [["before"]]
    api.type("A1", ["=1+1"])
    assert api.values("A1") == [["2"]]


def test_metadata_by_range(api: Api) -> None:
    """A range finds the metadata of its tab and of the rows and columns that it meets."""
    rows = [
        {"dimensionRange": {"dimension": "ROWS", "startIndex": n, "endIndex": n + 1}} for n in (0, 5)
    ]  # fmt: skip
    for name, where in zip("abc", [*rows, {"sheetId": 0}], strict=True):
        item = {"metadataKey": name, "location": where, "visibility": "DOCUMENT"}
        api.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    for one in ({"gridRange": box(4, 0, 7, 1)}, {"a1Range": "Sheet1!A5:A7"}):
        found = api.ok("POST", "/developerMetadata:search", {"dataFilters": [one]})["matchedDeveloperMetadata"]
        assert {item["developerMetadata"]["metadataKey"] for item in found} == {"b", "c"}


def test_ranges_of_data_filters_outside_the_grid(api: Api) -> None:
    """A data filter wholly outside the grid is refused."""
    body = {"dataFilters": [{"gridRange": box(2000, 0, 2001, 1)}]}
    assert api.call("POST", "/values:batchGetByDataFilter", body).status_code == 400


def test_short_locales_and_kept_settings(api: Api) -> None:
    """The locale may be the language alone; iterative calculation is kept and given back."""
    settings = {"locale": "vi", "iterativeCalculationSettings": {"maxIterations": 9, "convergenceThreshold": 0.5}}
    api.batch({"updateSpreadsheetProperties": {"properties": settings, "fields": ",".join(settings)}})
    found = api.get("properties")["properties"]
    assert {name: found[name] for name in settings} == settings
    api.type("A1", ["1,5"])
    assert api.values("A1", "UNFORMATTED_VALUE") == [[1.5]]


@pytest.mark.parametrize(
    ("name", "status", "typed", "value"),
    [
        ("en_GB", 200, "31/12/2026", 46387), ("vi_VN", 200, "1.234,5", 1234.5), ("et_EE", 200, "1,5", 1.5),
        ("en_ZA", 200, "2026/12/31", 46387), ("sl", 200, "31.12.2026", 46387), ("hr_HR", 200, "1.234,5", 1234.5),
        ("xx_YY", 400, "", None), ("tiếng Việt", 400, "", None), ("", 400, "", None), ("fa_IR", 501, "", None),
        ("hi_IN", 501, "", None), ("de_DE", 200, "31.12.2026", 46387), ("hu_HU", 200, "2026.12.31", 46387),
    ],
)  # fmt: skip
def test_locales(api: Api, name: str, status: int, typed: str, value: Any) -> None:
    """A locale's own marks are understood; a name that is none is 400, one that can't be followed 501 with its name."""
    request = {"updateSpreadsheetProperties": {"properties": {"locale": name}, "fields": "locale"}}
    answer = api.call("POST", ":batchUpdate", {"requests": [request]})
    assert answer.status_code == status
    if status == 200:
        api.type("A1", [typed], ["=A1*1"])
        assert api.values("A1:A2", "UNFORMATTED_VALUE") == [[value], [value]]
        assert api.get("properties.locale") == {"properties": {"locale": name}}
    else:
        assert name in answer.json()["error"]["message"]
        assert api.get("properties.locale") == {"properties": {"locale": "en_US"}}


def test_spreadsheets_are_made_with_cells(api: Api) -> None:
    """create takes the cells of its tabs, formulas among them."""
    row = {"values": [{"userEnteredValue": {"numberValue": 2}}, {"userEnteredValue": {"formulaValue": "=B2*3"}}]}
    sheet = {"properties": {"title": "Tổ"}, "data": [{"startRow": 1, "startColumn": 1, "rowData": [row]}]}
    url = f"{api.server.url}/v4/spreadsheets"
    answer = api.session.post(url, json={"properties": {"title": "Mới"}, "sheets": [sheet]})
    assert answer.status_code == 200, answer.text
    made = Api(api.server, id=answer.json()["spreadsheetId"])
    assert made.values("'Tổ'!B2:C2", "UNFORMATTED_VALUE") == [[2, 6]]


def test_a_spreadsheet_is_made_from_another_ones_resource(api: Api) -> None:
    """What a spreadsheet is read as makes a second one that reads the same, but for its id."""
    api.type("A1", ["Tổ", "Số"], ["a", "=1+1"], ["b", 3])
    colours = {"firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}}
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "1"}]}
    look = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    rule = {"ranges": [box(1, 1, 3, 2)], "booleanRule": look}
    size = {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
    api.batch(
        {"addSheet": {"properties": {"sheetId": 7, "title": "Hai", "gridProperties": {"frozenRowCount": 1}}}},
        {"mergeCells": {"range": {"sheetId": 7, **box(2, 0, 3, 2)}}},
        {"addBanding": {"bandedRange": {"range": box(0, 0, 3, 2), "rowProperties": colours}}},
        {"addConditionalFormatRule": {"rule": rule}},
        {"addProtectedRange": {"protectedRange": {"range": box(0, 0, 1, 2), "description": "đầu"}}},
        {"addNamedRange": {"namedRange": {"name": "Số_liệu", "range": box(1, 1, 3, 2)}}},
        {"setBasicFilter": {"filter": {"range": box(0, 0, 3, 2)}}},
        {"updateDimensionProperties": {"range": size, "properties": {"pixelSize": 55}, "fields": "pixelSize"}},
        {"addDimensionGroup": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}}},
        {"createDeveloperMetadata": {"developerMetadata": {
            "metadataKey": "k", "metadataValue": "v", "location": {"sheetId": 7}, "visibility": "DOCUMENT"}}},
    )  # fmt: skip
    whole = api.ok("GET", "", includeGridData="true")
    answer = api.session.post(f"{api.server.url}/v4/spreadsheets", json=whole)
    assert answer.status_code == 200, answer.text
    twin = Api(api.server, id=answer.json()["spreadsheetId"]).ok("GET", "", includeGridData="true")
    own = ("spreadsheetId", "spreadsheetUrl")
    assert {name: part for name, part in twin.items() if name not in own} == {
        name: part for name, part in whole.items() if name not in own
    }


def test_what_a_new_spreadsheet_can_not_have_is_refused(api: Api) -> None:
    """A part that there is no request for is 501 with its name, and no file is made."""
    before = len(api.server.workspace.files)
    url = f"{api.server.url}/v4/spreadsheets"
    for body in ({"sheets": [{"slicers": [{}]}]}, {"dataSources": [{}]}):
        answer = api.session.post(url, json=body)
        assert answer.status_code == 501
        assert next(iter(body)) in answer.json()["error"]["message"] or "slicers" in answer.json()["error"]["message"]
    assert len(api.server.workspace.files) == before


def test_an_id_of_metadata_is_free_again_once_it_is_deleted(api: Api) -> None:
    """An id may be asked for again in the batch that deletes it, not twice in one batch, and fresh ones avoid it."""
    made = {"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": 5, "metadataKey": "k", "location": {"sheetId": 0}, "visibility": "DOCUMENT"}}}  # fmt: skip
    gone = {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 5}}}}
    api.batch(made, gone, made)
    assert api.refused(made) == "Invalid requests[0].createDeveloperMetadata: " + TAKEN
    assert TAKEN in api.refused(gone, made, made)


TAKEN = "Developer metadata with id 5 already exists."
