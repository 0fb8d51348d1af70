"""Tabs, rows, columns and what is bound to them."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Api


def area(top: int, left: int, bottom: int, right: int, **more: int) -> dict[str, int]:
    return {"startRowIndex": top, "startColumnIndex": left, "endRowIndex": bottom, "endColumnIndex": right, **more}


def titles(api: Api) -> list[str]:
    return [sheet["properties"]["title"] for sheet in api.get("sheets.properties.title")["sheets"]]


def test_a_new_file_is_as_recorded(api: Api) -> None:
    """A new spreadsheet has one tab, sheetId 0, 1000 by 26, en_US, Etc/GMT; zeros and empties are left out."""
    found = api.ok("GET", "")
    assert set(found) == {"spreadsheetId", "properties", "sheets", "spreadsheetUrl"}
    assert found["sheets"] == [
        {
            "properties": {
                "sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID",
                "gridProperties": {"rowCount": 1000, "columnCount": 26},
            }
        }
    ]  # fmt: skip


REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        {"addSheet": {"properties": {"title": "Sheet1"}}},
        'Invalid requests[0].addSheet: A sheet with the name "Sheet1" already exists. Please enter another name.',
    ),
    ({"addSheet": {"properties": {"sheetId": 0}}}, "Invalid requests[0].addSheet: Sheet with id 0 already exists"),
    (
        {"deleteSheet": {"sheetId": 0}},
        "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.",
    ),
    ({"deleteSheet": {"sheetId": 9}}, "Invalid requests[0].deleteSheet: No grid with id: 9"),
    (
        {"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}},
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.",
    ),
    (
        {"updateSheetProperties": {"properties": {"hidden": True}}},
        "Invalid requests[0].updateSheetProperties: At least one field must be listed in 'fields'. "
        "(Use '*' to indicate all fields.)",
    ),
    (
        {"addNamedRange": {"namedRange": {"name": "a b", "range": {}}}},
        "Invalid requests[0].addNamedRange: The name given to this range is invalid",
    ),
    (
        {"addSheet": {"properties": {"gridProperties": {"rowCount": 500_000, "columnCount": 21}}}},
        "Invalid requests[0].addSheet: This action would increase the number of cells in the workbook above "
        "the limit of 10000000 cells.",
    ),
]


@pytest.mark.parametrize(("request_", "message"), REFUSED)
def test_refusals(api: Api, request_: dict[str, Any], message: str) -> None:
    """Google's words for what cannot be done, prefixed with the request's number and kind."""
    assert api.refused(request_) == message


def test_an_empty_batch_is_refused(api: Api) -> None:
    """A batch needs a request."""
    assert api.refused() == "Must specify at least one request."


def test_a_refused_batch_leaves_no_trace(api: Api) -> None:
    """The first refusal takes everything before it back."""
    api.put("A1", ["a"])
    before = api.state()
    api.refused(
        {"addSheet": {"properties": {"title": "New"}}},
        {"updateCells": {"range": area(0, 0, 1, 1), "fields": "userEnteredValue"}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}}},
        {"deleteSheet": {"sheetId": 99}},
    )
    assert api.state() == before


def test_tabs_move_by_the_place_before_the_move(api: Api) -> None:
    """An index counts places before the move."""
    for n in (1, 2, 3):
        api.batch({"addSheet": {"properties": {"title": f"T{n}", "sheetId": n}}})
    move = lambda sheet, index: api.batch(  # noqa: E731
        {"updateSheetProperties": {"properties": {"sheetId": sheet, "index": index}, "fields": "index"}}
    )
    move(3, 0)
    assert titles(api) == ["T3", "Sheet1", "T1", "T2"]
    move(3, 3)
    assert titles(api) == ["Sheet1", "T1", "T3", "T2"]


def test_a_duplicate_has_everything_but_the_ids(api: Api) -> None:
    """duplicateSheet copies values, formats, rules and protection, and gives new ids."""
    api.put("A1", ["a"])
    api.batch(
        {"addProtectedRange": {"protectedRange": {"range": area(0, 0, 1, 1)}}},
        {"mergeCells": {"range": area(2, 0, 3, 2), "mergeType": "MERGE_ALL"}},
    )
    api.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 5, "newSheetName": "Twin", "insertSheetIndex": 1}})
    sheets = api.get("sheets(properties(sheetId,title),merges,protectedRanges(protectedRangeId,range))")["sheets"]
    assert [sheet["properties"]["title"] for sheet in sheets] == ["Sheet1", "Twin"]
    assert sheets[1]["merges"] == [area(2, 0, 3, 2, sheetId=5)]
    assert sheets[1]["protectedRanges"][0]["range"] == area(0, 0, 1, 1, sheetId=5)
    ids = [sheet["protectedRanges"][0]["protectedRangeId"] for sheet in sheets]
    assert ids[0] != ids[1]
    assert api.values("Twin!A1") == [["a"]]


def test_merges(api: Api) -> None:
    """A merge keeps the top left value only; reading shows the others empty; a part of a merge cannot be unmerged."""
    api.put("A1", ["a", "b"], ["c", "d"])
    api.batch({"mergeCells": {"range": area(0, 0, 2, 2), "mergeType": "MERGE_ALL"}})
    assert api.values("A1:B2") == [["a"]]
    assert "must select all cells" in api.refused({"unmergeCells": {"range": area(0, 0, 1, 1)}})
    api.batch({"unmergeCells": {"range": area(0, 0, 5, 5)}})
    assert "merges" not in api.ok("GET", "")["sheets"][0]


def test_frozen_edge(api: Api) -> None:
    """Cells on both sides of a frozen edge cannot be merged."""
    frozen = {"gridProperties": {"frozenColumnCount": 1}}
    api.batch({"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenColumnCount"}})
    text = api.refused({"mergeCells": {"range": area(0, 0, 1, 2), "mergeType": "MERGE_ALL"}})
    assert text.endswith("You can't merge frozen and non-frozen columns")


BOUND = [
    # request, where row 3 (index 2) is afterwards
    ({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}}, 4),
    ({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 3, "endIndex": 4}}}, 2),
    ({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}, 1),
    ({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}}, None),
    ({"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}, "destinationIndex": 5}}, 4),
    ({"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}, "destinationIndex": 4}}, 0),
    ({"sortRange": {"range": area(0, 0, 5, 1), "sortSpecs": [{"sortOrder": "DESCENDING"}]}}, 2),
    ({"sortRange": {"range": area(1, 0, 4, 1), "sortSpecs": [{"dimensionIndex": 1}]}}, 3),
]


@pytest.mark.parametrize(("request_", "place"), BOUND)
def test_row_metadata_follows_its_row(api: Api, request_: dict[str, Any], place: int | None) -> None:
    """What is bound to a row stays with its values through insert, delete, move and sort."""
    api.put("A1", ["a", 5], ["b", 1], ["c", 3], ["d", 2], ["e", 4])
    where = {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
    item = {"metadataId": 11, "metadataKey": "rid", "location": where, "visibility": "DOCUMENT"}
    api.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    api.batch(request_)
    found = api.ok("POST", "/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": {}}]})
    if place is None:
        assert found == {}
        return
    location = found["matchedDeveloperMetadata"][0]["developerMetadata"]["location"]
    assert location["dimensionRange"]["startIndex"] == place
    assert api.values(f"A{place + 1}") == [["c"]]


def test_ranges_follow(api: Api) -> None:
    """Merges, protections, named ranges, conditional formats, bandings and filters move with their rows."""
    box = area(2, 1, 4, 3)
    rule = {
        "ranges": [box],
        "booleanRule": {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}},
    }
    colour = {"firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}}
    api.batch(
        {"mergeCells": {"range": box, "mergeType": "MERGE_ALL"}},
        {"addProtectedRange": {"protectedRange": {"range": box}}},
        {"addNamedRange": {"namedRange": {"name": "Here", "range": box}}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"addBanding": {"bandedRange": {"range": box, "rowProperties": colour}}},
        {"setBasicFilter": {"filter": {"range": box}}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 3}}},
        {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}},
        {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
    )
    moved = area(5, 0, 7, 3)
    book = api.ok("GET", "")
    sheet = book["sheets"][0]
    assert sheet["merges"] == [moved]
    assert sheet["protectedRanges"][0]["range"] == moved
    assert book["namedRanges"][0]["range"] == moved
    assert sheet["conditionalFormats"][0]["ranges"] == [moved]
    assert sheet["bandedRanges"][0]["range"] == moved
    assert sheet["basicFilter"]["range"] == moved


def test_inherit_from_before(api: Api) -> None:
    """Inserted rows take format and validation from the row before, but no value and no note."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "x"}]}, "strict": True}
    cell = {
        "userEnteredValue": {"stringValue": "a"},
        "userEnteredFormat": {"numberFormat": {"type": "TEXT"}},
        "note": "n",
        "dataValidation": rule,
    }
    api.batch(
        {"updateCells": {"range": area(1, 0, 2, 1), "rows": [{"values": [cell]}], "fields": "*"}},
        {"insertDimension": {
            "range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}, "inheritFromBefore": True}},
    )  # fmt: skip
    fields = "sheets.data.rowData.values(userEnteredValue,userEnteredFormat,note,dataValidation)"
    rows = api.get(fields)["sheets"][0]["data"][0]["rowData"]
    assert rows[1]["values"] == [cell]
    assert rows[2]["values"] == [{name: cell[name] for name in ("userEnteredFormat", "dataValidation")}]
    text = api.refused(
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}, "inheritFromBefore": True}}
    )
    assert "inheritFromBefore cannot be true" in text


def test_columns_take_their_cells_along(api: Api) -> None:
    """A moved, inserted or deleted column carries its cells; the rest closes up."""
    api.put("A1", ["a", "b", "c", "d"])
    source = {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    api.batch({"moveDimension": {"source": source, "destinationIndex": 3}})
    assert api.values("A1:E1") == [["b", "c", "a", "d"]]
    api.batch({"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}})
    assert api.values("A1:E1") == [["b", "", "c", "a", "d"]]
    api.batch({"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 3}}})
    assert api.values("A1:E1") == [["a", "d"]]


def test_shrinking_deletes(api: Api) -> None:
    """A smaller grid loses what lies beyond."""
    api.put("A1", ["a"], ["b"], ["c"])
    properties = {"gridProperties": {"rowCount": 2, "columnCount": 1}}
    fields = "gridProperties.rowCount,gridProperties.columnCount"
    api.batch({"updateSheetProperties": {"properties": properties, "fields": fields}})
    assert api.ok("GET", "/values/Sheet1") == {
        "range": "Sheet1!A1:A2", "majorDimension": "ROWS", "values": [["a"], ["b"]]
    }  # fmt: skip


def test_update_cells_clears_what_the_rows_do_not_fill(api: Api) -> None:
    """A range with too few rows clears the rest, for the masked fields only."""
    api.put("A1", ["a", "b"], ["c", "d"])
    rows = [{"values": [{"userEnteredValue": {"stringValue": "=1+1"}}]}]
    api.batch({"updateCells": {"range": area(0, 0, 2, 2), "rows": rows, "fields": "userEnteredValue"}})
    assert api.values("A1:B2", "FORMULA") == [["=1+1"]]
    assert api.get("sheets.data.rowData.values.userEnteredValue")["sheets"][0]["data"][0]["rowData"] == [
        {"values": [{"userEnteredValue": {"stringValue": "=1+1"}}]}
    ]


def test_masked_format(api: Api) -> None:
    """A mask touches what it names and resets what it names in vain; colours have two names."""
    red, blue = {"red": 1}, {"blue": 1}
    both = {"backgroundColor": red, "textFormat": {"bold": True, "fontSize": 12}}
    one = {"range": area(0, 0, 1, 1)}
    api.batch(
        {"repeatCell": {**one, "cell": {"userEnteredFormat": both}, "fields": "userEnteredFormat"}},
        {"repeatCell": {
            **one, "cell": {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": blue}}},
            "fields": "userEnteredFormat(backgroundColorStyle,textFormat.bold)",
        }},
    )  # fmt: skip
    fields = "sheets.data.rowData.values.userEnteredFormat"
    (row,) = api.get(fields)["sheets"][0]["data"][0]["rowData"]
    assert row["values"][0]["userEnteredFormat"] == {
        "backgroundColor": blue, "backgroundColorStyle": {"rgbColor": blue}, "textFormat": {"fontSize": 12},
    }  # fmt: skip


def test_effective_format(api: Api) -> None:
    """The effective format is whole: defaults, what was set, and what the value adds; a blank cell has none."""
    api.type("A1", ["text", 1, True])
    fields = "sheets.data.rowData.values.effectiveFormat"
    (row,) = api.get(fields, ranges="A1:D1")["sheets"][0]["data"][0]["rowData"]
    seen = [cell["effectiveFormat"] for cell in row["values"]]
    assert [one["horizontalAlignment"] for one in seen] == ["LEFT", "RIGHT", "CENTER"]
    assert seen[0]["textFormat"]["fontFamily"] == "Arial"
    assert seen[0]["hyperlinkDisplayType"] == "PLAIN_TEXT"
    assert seen[0]["padding"] == {"top": 2, "right": 3, "bottom": 2, "left": 3}


def test_links_and_borders(api: Api) -> None:
    """A link is blue and underlined unless the request says otherwise; a border has its style's width."""
    link = {"textFormat": {"link": {"uri": "https://example.com"}}}
    cell = {"userEnteredValue": {"stringValue": "=x"}, "userEnteredFormat": link}
    thick = {"style": "SOLID_MEDIUM"}
    api.batch(
        {"updateCells": {"range": area(0, 0, 1, 1), "rows": [{"values": [cell]}], "fields": "*"}},
        {"updateBorders": {"range": area(0, 0, 1, 1), "bottom": thick}},
    )
    fields = "sheets.data.rowData.values(hyperlink,userEnteredValue,userEnteredFormat)"
    (row,) = api.get(fields)["sheets"][0]["data"][0]["rowData"]
    (found,) = row["values"]
    assert found["hyperlink"] == "https://example.com"
    assert found["userEnteredValue"] == {"stringValue": "=x"}
    assert found["userEnteredFormat"]["textFormat"]["underline"] is True
    assert found["userEnteredFormat"]["borders"] == {
        "bottom": {"style": "SOLID_MEDIUM", "width": 2, "color": {}, "colorStyle": {"rgbColor": {}}}
    }


def test_runs_with_links(api: Api) -> None:
    """Links on parts of a text look like links, the rest stays plain; a start of 0 is left out."""
    runs = [
        {"startIndex": 0, "format": {"link": {"uri": "https://example.com/a"}}},
        {"startIndex": 5, "format": {}},
    ]
    cell = {"userEnteredValue": {"stringValue": "alpha bravo"}, "textFormatRuns": runs}
    fields = "userEnteredValue,textFormatRuns"
    api.batch({"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": fields}})
    (row,) = api.get("sheets.data.rowData.values.textFormatRuns")["sheets"][0]["data"][0]["rowData"]
    first, second = row["values"][0]["textFormatRuns"]
    assert first["format"]["underline"] is True
    assert first["format"]["foregroundColor"] == {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}
    assert "startIndex" not in first
    assert second == {"startIndex": 5, "format": {}}


def test_conditional_formats_are_addressed_by_place(api: Api) -> None:
    """Rules have no ids: add, update, move and delete go by position, and say what was there."""

    def rule(kind: str) -> dict[str, Any]:
        return {
            "ranges": [area(0, 0, 1, 1)],
            "booleanRule": {"condition": {"type": kind}, "format": {"textFormat": {"bold": True}}},
        }

    api.batch(
        {"addConditionalFormatRule": {"rule": rule("BLANK")}},
        {"addConditionalFormatRule": {"rule": rule("NOT_BLANK"), "index": 0}},
    )
    (reply,) = api.batch({"updateConditionalFormatRule": {"index": 0, "newIndex": 1, "sheetId": 0}})
    assert reply["updateConditionalFormatRule"]["newIndex"] == 1
    (reply,) = api.batch({"deleteConditionalFormatRule": {"index": 0}})
    assert reply["deleteConditionalFormatRule"]["rule"] == rule("BLANK")
    assert "No conditional format" in api.refused({"deleteConditionalFormatRule": {"index": 1}})


def test_groups_nest(api: Api) -> None:
    """Groups over each other become deeper; deleting takes one level off."""

    def group(start: int, end: int) -> dict[str, Any]:
        return {"range": {"dimension": "ROWS", "startIndex": start, "endIndex": end}}

    api.batch({"addDimensionGroup": group(0, 6)}, {"addDimensionGroup": group(2, 4)})
    found = api.ok("GET", "")["sheets"][0]["rowGroups"]
    assert [(one["range"]["startIndex"], one["range"]["endIndex"], one["depth"]) for one in found] == [
        (0, 6, 1), (2, 4, 2)
    ]  # fmt: skip
    api.batch({"deleteDimensionGroup": group(2, 4)})
    assert len(api.ok("GET", "")["sheets"][0]["rowGroups"]) == 1


def test_metadata_ids_are_unique(api: Api) -> None:
    """A given metadata id that is taken refuses the batch: a write may carry its own idempotency stamp."""
    stamp = {"metadataId": 77, "metadataKey": "run", "location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    values = {"updateCells": {"start": {}, "rows": [{"values": [{"userEnteredValue": {"numberValue": 1}}]}],
                              "fields": "userEnteredValue"}}  # fmt: skip
    api.batch({"createDeveloperMetadata": {"developerMetadata": stamp}}, values)
    before = api.state()
    api.refused({"createDeveloperMetadata": {"developerMetadata": stamp}}, {"appendDimension": {
        "dimension": "ROWS", "length": 1}})  # fmt: skip
    assert api.state() == before
    assert api.ok("GET", "/developerMetadata/77")["metadataKey"] == "run"
    assert api.call("GET", "/developerMetadata/78").status_code == 404


def test_metadata_where_it_is_read(api: Api) -> None:
    """Tab metadata comes with the tab, row and column metadata only inside grid data."""
    places: list[tuple[str, dict[str, Any]]] = [
        ("file", {"spreadsheet": True}),
        ("tab", {"sheetId": 0}),
        ("col", {"dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}),
    ]
    for key, place in places:
        item = {"metadataKey": key, "location": place, "visibility": "DOCUMENT"}
        api.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    column = "data.columnMetadata.developerMetadata.metadataKey"
    fields = f"developerMetadata.metadataKey,sheets(developerMetadata.metadataKey,{column})"
    found = api.get(fields, ranges="A1:C1")
    assert found["developerMetadata"] == [{"metadataKey": "file"}]
    assert found["sheets"][0]["developerMetadata"] == [{"metadataKey": "tab"}]
    columns = found["sheets"][0]["data"][0]["columnMetadata"]
    assert columns == [{}, {"developerMetadata": [{"metadataKey": "col"}]}, {}]


def test_protection_holds_for_named_users(api: Api) -> None:
    """A protected cell is closed to all but its editors and the owner; holes are open; a warning stops nobody."""
    editors = {"users": ["job@example.com"]}
    whole = {"range": {"sheetId": 0}, "editors": editors, "unprotectedRanges": [area(1, 0, 1000, 3)]}
    api.batch({"addProtectedRange": {"protectedRange": whole}})
    person, job = Api(api.server, "person@example.com", id=api.id), Api(api.server, "job@example.com", id=api.id)
    refused = person.call("PUT", "/values/A1", {"values": [["x"]]}, valueInputOption="RAW")
    assert refused.status_code == 400
    assert refused.json()["error"]["message"].startswith("You are trying to edit a protected cell or object.")
    person.put("A2:C3", ["x", "y", "z"])
    job.put("A1", ["x"])
    api.put("A1", ["y"])
    body = {"valueInputOption": "RAW", "data": [{"range": "C2:D2", "values": [["a", "b"]]}]}
    text = person.call("POST", "/values:batchUpdate", body).json()["error"]["message"]
    assert text.startswith("Invalid data[0]: You are trying to edit a protected cell")
    seen = person.ok("GET", "")["sheets"][0]["protectedRanges"][0]
    assert "editors" not in seen
    assert "requestingUserCanEdit" not in seen
    assert job.ok("GET", "")["sheets"][0]["protectedRanges"][0]["requestingUserCanEdit"] is True


def test_include_spreadsheet_in_response(api: Api) -> None:
    """A batch may answer with the file as it now stands, under a mask."""
    body = {
        "requests": [{"addSheet": {"properties": {"title": "New", "sheetId": 4}}}],
        "includeSpreadsheetInResponse": True,
    }
    found = api.ok("POST", ":batchUpdate", body, fields="updatedSpreadsheet.sheets.properties.title")
    assert found == {
        "updatedSpreadsheet": {"sheets": [{"properties": {"title": "Sheet1"}}, {"properties": {"title": "New"}}]}
    }


def test_the_jobs_main_read(api: Api) -> None:
    """Cells without value and note are cut, hidden tabs and metadata are told, formats cost nothing."""
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    api.batch({"repeatCell": {"range": {"endRowIndex": 500, "endColumnIndex": 13}, "cell": text,
                              "fields": "userEnteredFormat.numberFormat"}})  # fmt: skip
    api.type("B2", ["1.500"])
    fields = (
        "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,index,hidden,"
        "gridProperties(rowCount,columnCount)),developerMetadata(metadataKey,metadataValue),"
        "data(rowData(values(effectiveValue,note))))"
    )
    assert api.get(fields) == {
        "spreadsheetId": api.id,
        "properties": {"title": "Try", "locale": "en_US", "timeZone": "Etc/GMT"},
        "sheets": [
            {
                "properties": {
                    "sheetId": 0, "title": "Sheet1", "index": 0,
                    "gridProperties": {"rowCount": 1000, "columnCount": 26},
                },
                "data": [{"rowData": [{}, {"values": [{}, {"effectiveValue": {"stringValue": "1.500"}}]}]}],
            }
        ],
    }  # fmt: skip


NOT_MODELLED = ["addSlicer", "addTable", "updateTable", "insertComment", "addDataSource"]


@pytest.mark.parametrize("name", NOT_MODELLED)
def test_what_is_not_modelled_says_so(api: Api, name: str) -> None:
    """A kind that the server does not know answers 501 with its name, and changes nothing."""
    before = api.state()
    response = api.call("POST", ":batchUpdate", {"requests": [{name: {}}]})
    assert response.status_code == 501
    assert name in response.json()["error"]["message"]
    assert response.json()["error"]["details"][0]["reason"] == "NOT_MODELLED"
    assert api.state() == before
