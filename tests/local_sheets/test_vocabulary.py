"""The schema that the server checks requests with, and field masks."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_sync.local_sheets.wire import masks, schema
from sheets_sync.local_sheets.wire.exceptions import ApiError

from .conftest import Api


def declared(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"])
    kind = value.get("type")
    if kind == "array":
        return "*" + declared(value["items"])
    if kind == "object":
        return "%" + declared(value["additionalProperties"]) if "additionalProperties" in value else "any"
    if kind == "string":
        formats = {"int64": "int64", "google-fieldmask": "mask"}
        return "|".join(value["enum"]) if "enum" in value else formats.get(value.get("format", ""), "string")
    return {"integer": "int", "number": value.get("format", "double"), "boolean": "bool"}.get(str(kind), "any")


def test_vocabulary_is_googles() -> None:
    """Every message and field of our vocabulary is the discovery document's, and none is missing."""
    pytest.importorskip("googleapiclient")
    from sheets_sync.local_sheets.wire.validation import document

    theirs = {
        name: {field: declared(value) for field, value in message.get("properties", {}).items()}
        for name, message in document("sheets.v4.json")["schemas"].items()
    }
    ours = schema.messages()
    for name in theirs.keys() & ours.keys():
        common = theirs[name].keys() & ours[name].keys()
        assert {field: ours[name][field] for field in common} == {field: theirs[name][field] for field in common}
    # newer releases of the document add messages; the ones that this server works with must be complete
    for name in ("Request", "CellData", "CellFormat", "Sheet", "SheetProperties", "Spreadsheet", "ValueRange"):
        assert ours[name].keys() <= theirs[name].keys()


MASKS = [
    ("sheets.properties.title", {"sheets": {"properties": {"title": {}}}}),
    ("sheets/properties/title", {"sheets": {"properties": {"title": {}}}}),
    ("sheets(properties(title,index))", {"sheets": {"properties": {"title": {}, "index": {}}}}),
    ("sheets.properties.title,sheets.properties", {"sheets": {"properties": {}}}),
    ("sheets.properties,sheets.properties.title", {"sheets": {"properties": {}}}),
    ("spreadsheet_id, sheets.data.row_data", {"spreadsheetId": {}, "sheets": {"data": {"rowData": {}}}}),
    ("sheets.data(rowData/values.note)", {"sheets": {"data": {"rowData": {"values": {"note": {}}}}}}),
    ("*", {}),
    ("sheets.*", {"sheets": {}}),
]


@pytest.mark.parametrize(("text", "tree"), MASKS)
def test_mask_styles(text: str, tree: dict[str, Any]) -> None:
    """Dots, slashes and parentheses mean the same; a whole field wins over a part of it."""
    assert masks.answer_mask(text, "Spreadsheet") == tree


@pytest.mark.parametrize(
    "text", ["sheets.sheetProperties", "nothing", "sheets(", "sheets)", "sheets..title", ",", "a b"]
)
def test_mask_refused(text: str) -> None:
    """A path that the message does not have is refused, with the cause only in the violations."""
    with pytest.raises(ApiError) as refusal:
        masks.answer_mask(text, "Spreadsheet")
    assert refusal.value.message == "Request contains an invalid argument."
    assert refusal.value.details is not None
    assert "Cannot find matching fields" in refusal.value.details[0]["fieldViolations"][0]["description"]


def test_mask_of_unknown_path_over_http(api: Api) -> None:
    """A bad mask answers 400 in Google's shape."""
    error = api.call("GET", "", fields="sheets.sheetProperties").json()["error"]
    assert error["status"] == "INVALID_ARGUMENT"
    assert "'sheets.sheetProperties'" in error["details"][0]["fieldViolations"][0]["description"]


REFUSED_BODIES = [
    ({"requests": [{"noSuchRequest": {}}]}, "Unknown name \"noSuchRequest\" at 'requests[0]': Cannot find field."),
    ({"nothing": 1}, 'Unknown name "nothing": Cannot find field.'),
    (
        {"requests": [{"updateCells": {"colour": 1}}]},
        "Unknown name \"colour\" at 'requests[0].update_cells': Cannot find field.",
    ),
    (
        {"requests": [{"deleteSheet": {"sheetId": "first"}}]},
        "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"first\"",
    ),
    (
        {"requests": [{"appendDimension": {"dimension": "LINES"}}]},
        "Invalid value at 'requests[0].append_dimension.dimension'",
    ),
]


@pytest.mark.parametrize(("body", "text"), REFUSED_BODIES)
def test_bodies_refused(api: Api, body: dict[str, Any], text: str) -> None:
    """A name or a type that the schema does not know refuses the whole request and says where."""
    response = api.call("POST", ":batchUpdate", body)
    assert response.status_code == 400
    assert text in response.json()["error"]["message"]
    assert response.json()["error"]["details"][0]["fieldViolations"]


TAKEN_BODIES: list[Any] = [
    {"requests": [{"addSheet": {"properties": {"title": "x"}}}]},
    {"requests": {"addSheet": {"properties": {"title": "x"}}}},
    {"requests": [[{"addSheet": {"properties": {"title": "x"}}}]]},
    {"requests": [{"add_sheet": {"properties": {"title": "x", "grid_properties": {"row_count": 1000}}}}]},
    {"requests": [{"addSheet": {"properties": {"title": "x", "index": None, "tabColor": None}}}]},
    {"requests": [{"addSheet": {"properties": {"title": "x", "gridProperties": {"rowCount": 1000.0}}}}]},
]


@pytest.mark.parametrize("body", TAKEN_BODIES)
def test_bodies_taken(api: Api, body: Any) -> None:
    """One object for a list of one, a list in a list, snake_case, nulls and whole floats are all understood."""
    response = api.call("POST", ":batchUpdate", body)
    assert response.status_code == 200, response.text
    assert response.json()["replies"][0]["addSheet"]["properties"]["title"] == "x"
    api.server.violations.clear()  # the discovery document has no nested lists and no floats for integers


@pytest.mark.parametrize(("given", "shown"), [(127 / 255, 0.49803922), (1, 1), (0.1, 0.1), (2 / 3, 0.6666667)])
def test_colours_are_32_bit_floats(given: float, shown: float) -> None:
    """A colour comes back as the shortest decimal of a 32-bit float."""
    assert repr(schema.single(given)) == repr(shown)
