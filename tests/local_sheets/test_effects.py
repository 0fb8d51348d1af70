"""What is stored has its effect: colours of bandings and rules, rows that filters and groups hide, strictness."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_sync.local_sheets import LocalSheets

from .conftest import NOON, Api

RED, GREEN, BLUE = {"red": 1}, {"green": 1}, {"blue": 1}


def box(top: int, left: int, bottom: int, right: int) -> dict[str, Any]:
    return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


def rule(condition: dict[str, Any], colour: dict[str, Any], area: dict[str, Any], index: int = 0) -> dict[str, Any]:
    shown = {"condition": condition, "format": {"backgroundColor": colour}}
    return {"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": shown}, "index": index}}


def custom(text: str) -> dict[str, Any]:
    return {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": text}]}


def compared(kind: str, *values: str) -> dict[str, Any]:
    return {"type": kind, **({"values": [{"userEnteredValue": one} for one in values]} if values else {})}


def colours(api: Api, place: str) -> list[list[dict[str, Any]]]:
    data = api.get("sheets.data.rowData.values.effectiveFormat.backgroundColor", ranges=place)["sheets"][0]["data"]
    return [[cell["effectiveFormat"]["backgroundColor"] for cell in row["values"]] for row in data[0]["rowData"]]


# A1:A4 = 1, 5, "text", a date of today
CONDITIONS: list[tuple[dict[str, Any], list[int]]] = [
    (compared("NUMBER_GREATER", "3"), [1, 3]),
    (compared("NUMBER_BETWEEN", "1", "5"), [0, 1]),
    (compared("NUMBER_EQ", "=B1"), [1]),
    (compared("TEXT_CONTAINS", "EX"), [2]),
    (compared("TEXT_EQ", "5"), [1]),
    (compared("DATE_EQ", "2026-03-05"), [3]),
    ({"type": "DATE_AFTER", "values": [{"relativeDate": "YESTERDAY"}]}, [3]),
    (compared("NOT_BLANK"), [0, 1, 2, 3]),
    (custom("=A1=B1"), [1]),
    (custom("=ISTEXT($A1)"), [2]),
    (custom('=COUNTIF($A$1:$A1,">0")>1'), [1, 2, 3]),
    (custom('=A1=INDIRECT("Other!A1")'), [0]),
    (custom('=REGEXMATCH(TEXTJOIN(" ";TRUE;$A$1:$A$3);"5 "&$A1)'), [2]),
    (custom('=REGEXMATCH("A1 A3";ADDRESS(ROW();COLUMN();4)&"( |$)")'), [0, 2]),
    (custom("=1/0"), []),
]


@pytest.mark.parametrize(("condition", "rows"), CONDITIONS)
def test_rules_colour_cells(api: Api, condition: dict[str, Any], rows: list[int]) -> None:
    """A conditional format shows in the effective format of exactly the cells that fulfil its condition."""
    api.batch({"addSheet": {"properties": {"title": "Other", "sheetId": 7}}})
    api.put("Other!A1", [1])
    api.type("Sheet1!A1", [1, 9], [5, 5], ["text", 9], ["2026-03-05", 9])
    api.batch(rule(condition, RED, box(0, 0, 4, 1)))
    assert [n for n, (colour,) in enumerate(colours(api, "Sheet1!A1:A4")) if colour == RED] == rows


def test_the_first_rule_wins_and_values_are_followed(api: Api) -> None:
    """Of two rules the first one's colour shows; a change of a value elsewhere is seen at the next read."""
    api.put("A1", [5, "=no formula"], ["x"])
    api.batch(rule(compared("NUMBER_GREATER", "1"), RED, box(0, 0, 2, 1)))
    api.batch(rule(compared("NUMBER_GREATER", "3"), BLUE, box(0, 0, 2, 1), index=1))
    assert colours(api, "A1") == [[RED]]
    api.batch({"deleteConditionalFormatRule": {"index": 0}})
    assert colours(api, "A1") == [[BLUE]]
    api.put("A1", [2])
    assert colours(api, "A1") != [[BLUE]]
    own = api.get("sheets.data.rowData.values.userEnteredFormat", ranges="A1:B2")
    assert "userEnteredFormat" not in str(own)


def test_bandings_colour_rows(api: Api) -> None:
    """Bands lie under the cells' own colours: heading, first, second, and so on."""
    api.put("A1", ["h"], ["1"], ["2"], ["3"])
    rows = {"headerColor": RED, "firstBandColor": GREEN, "secondBandColor": BLUE}
    api.batch({"addBanding": {"bandedRange": {"range": box(0, 0, 4, 1), "rowProperties": rows}}})
    assert colours(api, "A1:A4") == [[RED], [GREEN], [BLUE], [GREEN]]
    own = {"cell": {"userEnteredFormat": {"backgroundColor": RED}}, "fields": "userEnteredFormat.backgroundColor"}
    api.batch({"repeatCell": {"range": box(3, 0, 4, 1), **own}})
    assert colours(api, "A4") == [[RED]]


def test_empty_cells_have_their_looks(api: Api) -> None:
    """Bands colour rows without values; a rule colours a whole row, its empty cells among them."""
    api.put("A1", ["x"])
    rows = {"firstBandColor": GREEN, "secondBandColor": BLUE}
    api.batch({"addBanding": {"bandedRange": {"range": box(1, 0, 3, 2), "rowProperties": rows}}})
    api.batch(rule(custom('=$A1="x"'), RED, box(0, 0, 9, 3)))
    white = {"red": 1, "green": 1, "blue": 1}
    data = api.get("sheets.data.rowData.values.effectiveFormat.backgroundColor", ranges="A1:D9")["sheets"][0]["data"]
    found = [
        [cell.get("effectiveFormat", {}).get("backgroundColor", white) for cell in row["values"]]
        for row in data[0]["rowData"]
    ]
    assert found == [[RED, RED, RED], [GREEN, GREEN], [BLUE, BLUE]]


HALF = {"type": "PERCENT", "value": "50"}
GRADIENTS: list[tuple[dict[str, Any], list[dict[str, float]]]] = [  # A1:A4 = 0, 5, 10, 20
    ({"minpoint": {"type": "MIN", "color": RED}, "maxpoint": {"type": "MAX", "color": BLUE}},
     [RED, {"red": 0.75, "blue": 0.25}, {"red": 0.5, "blue": 0.5}, BLUE]),
    ({"minpoint": {"type": "NUMBER", "value": "5", "color": RED},
      "maxpoint": {"type": "NUMBER", "value": "10", "color": BLUE}},
     [RED, RED, BLUE, BLUE]),
    ({"minpoint": {"type": "MIN", "color": RED}, "midpoint": {**HALF, "color": GREEN},
      "maxpoint": {"type": "MAX", "color": BLUE}},
     [RED, {"red": 0.5, "green": 0.5}, GREEN, BLUE]),
    ({"minpoint": {"type": "PERCENTILE", "value": "50", "color": RED},
      "maxpoint": {"type": "MAX", "colorStyle": {"rgbColor": BLUE}}},
     [RED, RED, {"red": 0.8, "blue": 0.2}, BLUE]),
]  # fmt: skip


@pytest.mark.parametrize(("gradient", "wanted"), GRADIENTS)
def test_gradients_colour_numbers(api: Api, gradient: dict[str, Any], wanted: list[dict[str, float]]) -> None:
    """A number's colour is mixed by its place between the points; texts have none."""
    api.put("A1", [0], [5], [10], [20], ["chữ"])
    api.batch({"addConditionalFormatRule": {"rule": {"ranges": [box(0, 0, 5, 1)], "gradientRule": gradient}}})
    found = [one for (one,) in colours(api, "A1:A5")]
    assert found[:4] == [pytest.approx(colour) for colour in wanted]
    assert found[4] == {"red": 1, "green": 1, "blue": 1}


def hidden(api: Api) -> list[int]:
    data = api.get("sheets.data.rowMetadata", ranges="A1:A6")["sheets"][0]["data"][0]["rowMetadata"]
    return [n for n, row in enumerate(data) if row.get("hiddenByFilter") or row.get("hiddenByUser")]


def test_filters_hide_and_sort(api: Api) -> None:
    """A basic filter sorts below its heading and hides rows; clearing it shows them; SUBTOTAL follows."""
    api.type("A1", ["n", "=SUBTOTAL(9,A2:A5)"], [3], [1], [2], [9])
    sort = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    criteria = {"0": {"hiddenValues": ["9"], "condition": compared("NUMBER_GREATER", "1")}}
    body = {"range": box(0, 0, 5, 1), "sortSpecs": sort, "criteria": criteria}
    api.batch({"setBasicFilter": {"filter": body}})
    assert api.values("A1:A5") == [["n"], ["1"], ["2"], ["3"], ["9"]]
    assert hidden(api) == [1, 4]
    assert api.values("B1") == [["5"]]
    kept = api.get("sheets.basicFilter")["sheets"][0]["basicFilter"]
    assert kept["filterSpecs"] == [{"columnIndex": 0, "filterCriteria": criteria["0"]}]
    api.batch({"clearBasicFilter": {"sheetId": 0}})
    assert hidden(api) == []
    assert api.values("B1") == [["15"]]


def test_collapsed_groups_hide(api: Api) -> None:
    """Collapsing a group hides its rows, expanding shows them."""
    where = {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    api.batch({"addDimensionGroup": {"range": where}})
    group = {"range": where, "depth": 1}
    api.batch({"updateDimensionGroup": {"dimensionGroup": {**group, "collapsed": True}, "fields": "collapsed"}})
    assert hidden(api) == [1, 2]
    api.batch({"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}})
    assert hidden(api) == []


def test_what_is_left_out_is_counted_or_refused() -> None:
    """A gradient whose points are formulas is not worked out: counted by name, refused where the server is strict."""
    point = {"color": RED, "type": "NUMBER", "value": "=B1"}
    gradient = {"ranges": [box(0, 0, 1, 1)], "gradientRule": {"minpoint": point, "maxpoint": {**point, "type": "MAX"}}}
    for strict, status in ((False, 200), (True, 501)):
        with LocalSheets(listen=False, clock=lambda: NOON, strict=strict) as server:
            api = Api(server)
            api.put("A1", [1])
            api.batch({"addConditionalFormatRule": {"rule": gradient}})
            answer = api.call("GET", "", fields="sheets.data.rowData.values.effectiveFormat")
            assert answer.status_code == status
            assert [name for name in server.not_modelled if "gradient" in name]
            api.call("POST", ":batchUpdate", {"requests": [{"addSlicer": {}}]})
            assert server.not_modelled["batchUpdate request addSlicer"] == 1
