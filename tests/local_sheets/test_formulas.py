"""Formulas: results, errors, and following what they name."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.formulas.engine_book import EngineBook, Key

from .conftest import NOON, Api, box

# A1:E1 = 1, 2, "text", TRUE, empty
RESULTS: list[tuple[str, Any]] = [
    ("=1+2*3", 7),
    ("=(1+2)*3", 9),
    ("=-2^2", 4),
    ("=10%", 0.1),
    ("=7/2", 3.5),
    ('="a"&1&TRUE', "a1TRUE"),
    ('="5"+1', 6),
    ("=A1+B1", 3),
    ("=A1+E1", 1),
    ("=A1=1", True),
    ('="a"="A"', True),
    ("=B1>A1", True),
    ("=SUM(A1:E1)", 3),
    ('=SUM(1,"2",TRUE)', 4),
    ("=SUM(0.1,0.2)", 0.3),
    ("=AVERAGE(A1:E1)", 1.5),
    ("=MIN(A1:B1)", 1),
    ("=MAX(A1:B1,9)", 9),
    ("=COUNT(A1:E1)", 2),
    ("=COUNTA(A1:E1)", 4),
    ('=COUNTIF(A1:E1,">1")', 1),
    ('=COUNTIF(A1:E1,"te*")', 1),
    ("=COUNTIF(A1:E1,2)", 1),
    ('=IF(A1>5,"big","small")', "small"),
    ("=IF(FALSE,1)", False),
    ('=CONCATENATE(A1:B1,"!")', "12!"),
    ("=ROUND(2.345,2)", 2.35),
    ("=ROUND(-2.5)", -3),
    ("=SUM(1;2)", 3),
    ("=Sheet1!A1*10", 10),
    ("='Sheet1'!$B$1", 2),
    ("=TODAY()", 46086),
    ("=NOW()", 46086.5),
    ("=1/0", "#DIV/0!"),
    ("=AVERAGE(E1:E1)", "#DIV/0!"),
    ("=C1+1", "#VALUE!"),
    ("=NOSUCH(1)", "#NAME?"),
    ("=IMPORTRANGE(1,2)", "#REF!"),
    ("=Missing!A1", "#REF!"),
    ("=unknown_name", "#NAME?"),
    ("=(1", "#ERROR!"),
    ("=1+", "#ERROR!"),
    ("=SUM()", "#N/A"),
    ("=G1", "#REF!"),
    ("=1/0+1", "#DIV/0!"),
]


@pytest.mark.parametrize(("text", "result"), RESULTS)
def test_results(api: Api, text: str, result: Any) -> None:
    """Each formula has the result or the error that Sheets shows."""
    api.put("A1", [1, 2, "text", True])
    api.type("G1", [text])
    ((found,),) = api.values("G1", "UNFORMATTED_VALUE")
    if str(result).startswith("#"):  # an error is told with its message
        assert found.partition(" (")[0] == result
        assert api.values("G1") == [[result]]
        return
    assert found == result
    assert type(found) is type(result)


def test_errors_are_told_from_texts(api: Api) -> None:
    """An error cell has an errorValue of the API's type; the same text typed in is a text."""
    api.type("A1", ["=1/0"], ["'#DIV/0!"])
    data = api.get("sheets.data.rowData.values(userEnteredValue,effectiveValue)")["sheets"][0]["data"][0]["rowData"]
    error = data[0]["values"][0]["effectiveValue"]["errorValue"]
    assert error["type"] == "DIVIDE_BY_ZERO"
    assert data[1]["values"][0]["effectiveValue"] == {"stringValue": "#DIV/0!"}


MEASURED: list[tuple[str, dict[str, Any]]] = [
    ("=1/0", {"type": "DIVIDE_BY_ZERO", "message": "Function DIVIDE parameter 2 cannot be zero."}),
    ("=NotARealFunction()", {"type": "NAME", "message": "Unknown function: 'NotARealFunction'."}),
    ("=A1:Z1 A30:Z30", {"type": "ERROR", "message": "Formula parse error."}),
    (
        '="a"+1',
        {
            "type": "VALUE",
            "message": "Function ADD parameter 1 expects number values. "
            "But 'a' is a text and cannot be coerced to a number.",
        },
    ),
]


@pytest.mark.parametrize(("text", "error"), MEASURED)
def test_error_values_as_measured(api: Api, text: str, error: dict[str, Any]) -> None:
    """Error types and messages are those of the real service."""
    api.type("C5", [text])
    (row,) = api.get("sheets.data.rowData.values.effectiveValue", ranges="C5")["sheets"][0]["data"][0]["rowData"]
    assert row["values"] == [{"effectiveValue": {"errorValue": error}}]


def test_implied_formats_as_measured(api: Api) -> None:
    """NOW shows a date and time, a reference shows its cell's format, an empty text has no effective value."""
    api.type("A1", ["=NOW()", "=A1", "2020-01-01", "=C1", '=""', "=Z9", "=D1"])
    fields = "sheets.data.rowData.values(effectiveValue,formattedValue,effectiveFormat.numberFormat)"
    (row,) = api.get(fields)["sheets"][0]["data"][0]["rowData"]
    dated = {"type": "DATE", "pattern": "yyyy-mm-dd"}
    assert [cell.get("formattedValue") for cell in row["values"]] == [
        "3/5/2026 12:00:00", "3/5/2026 12:00:00", "2020-01-01", "2020-01-01", None, None, "2020-01-01"
    ]  # fmt: skip
    formats = [cell.get("effectiveFormat", {}).get("numberFormat") for cell in row["values"]]
    assert formats == [{"type": "DATE_TIME"}, {"type": "DATE_TIME"}, dated, dated, None, None, dated]
    assert ["effectiveValue" in cell for cell in row["values"]] == [True] * 4 + [False] * 2 + [True]


DAYS = {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}


def _dressed(sheet: int, rows: int = 1) -> dict[str, Any]:
    area = {"sheetId": sheet, "endRowIndex": rows, "endColumnIndex": 1}
    return {"repeatCell": {"range": area, "cell": {"userEnteredFormat": DAYS}, "fields": "userEnteredFormat"}}


def test_results_show_the_format_of_an_empty_cell(api: Api) -> None:
    """A result looks as the cells that it was worked out from, also when these are empty and dressed later."""
    api.batch({"addNamedRange": {"namedRange": {"name": "First", "range": box(0, 0, 1, 1)}}})
    api.type("B1", ["=A1+1", "=B1", "=First+1", "=SUM(A1:A3)+1", "=A2+1"])
    api.batch(_dressed(0))
    assert api.values("B1:F1") == [["31/12/1899"] * 4 + ["1"]]


def test_the_engine_hears_of_no_empty_cell(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells that are only dressed cost the engine nothing, in a new tab and in one that it knows."""
    told: list[Key] = []
    put = EngineBook.put
    monkeypatch.setattr(EngineBook, "put", lambda book, key, value: (told.append(key), put(book, key, value)))
    api.type("A1", ["=x!A1"])
    api.batch({"addSheet": {"properties": {"title": "x", "sheetId": 7}}}, _dressed(7, 500))
    api.batch(_dressed(0, 500))
    api.type("x!A1", ["a"])
    assert told == [(7, 0, 0)]
    assert api.values("A1") == [["a"]]


LOOKED_UP: list[tuple[str, Any]] = [
    ('=VLOOKUP("Bé";A:B;2;FALSE)', "1"),  # the first one
    ('=VLOOKUP("BÉ";$A:$B;1;FALSE)', "bé"),
    ('=VLOOKUP("c*";A:B;2;FALSE)', "3"),
    ('=VLOOKUP("c~*";A:B;2;FALSE)', "#N/A"),
    ('=VLOOKUP("bé";A2:B9;2;FALSE)', "2"),  # not from the first row on
    ('=VLOOKUP("cá";A1:B2;2;FALSE)', "#N/A"),  # below the range
    ('=VLOOKUP("cá";A:B;3;FALSE)', "#REF!"),
    ('=VLOOKUP("cá";A:B;0;FALSE)', "#VALUE!"),
    ('=VLOOKUP("4";A:B;2;FALSE)', "#N/A"),  # a number is no text
    ('=VLOOKUP("lỗi";A:B;2;FALSE)', "#DIV/0!"),
    ('=VLOOKUP("không";A:B;2;FALSE)', "#N/A"),
    ('=VLOOKUP("x";không!A:B;2;FALSE)', "#REF!"),
    ('=TEXTJOIN(",";TRUE;FILTER(B1:B3;A1:A3="BÉ"))', "1,2"),
    ('=SUMPRODUCT(1*(A1:A6=""))', "1"),
    ('=SUMPRODUCT(1*(A1:A4="bé"))', "2"),
    ('=SUMPRODUCT(1*(B1:B5="1"))', "#DIV/0!"),
]


@pytest.mark.parametrize(("text", "shown"), LOOKED_UP)
def test_texts_are_found_in_columns(api: Api, text: str, shown: str) -> None:
    """A text is found where it stands first, whatever its case, and an error in the way is told."""
    api.type("A1", ["bé", 1], ["bé", 2], ["cá", 3], [4, 4], ["lỗi", "=1/0"])
    api.type("D1", [text])
    assert api.values("D1") == [[shown]]


def test_a_text_is_found_where_it_went(api: Api) -> None:
    """What was looked up once is found again after it moved, changed or is worked out itself."""
    api.type("A1", ["a", 1], ["b", 2])
    api.type("D1", ['=VLOOKUP("b";A:B;2;FALSE)'])
    api.type("A1", ["B", 5])
    assert api.values("D1") == [["5"]]
    api.type("A1", ['=IF(B1=5;"x";"b")', 5])
    assert api.values("D1") == [["2"]]
    api.type("B1", [6])
    assert api.values("D1") == [["6"]]
    api.type("A1", ["", ""], ["", ""])
    assert api.values("D1") == [["#N/A"]]


def test_results_follow_changes(api: Api) -> None:
    """A change is seen by every formula that depends on it, through other formulas and other tabs."""
    api.batch({"addSheet": {"properties": {"title": "Tổng", "sheetId": 7}}})
    api.type("Sheet1!A1", [1, "=A1*2"])
    api.type("'Tổng'!A1", ["=SUM(Sheet1!A1:B1)"])
    assert api.values("'Tổng'!A1", "UNFORMATTED_VALUE") == [[3]]
    api.put("Sheet1!A1", [10])
    assert api.values("'Tổng'!A1", "UNFORMATTED_VALUE") == [[30]]


def test_circles_are_errors(api: Api) -> None:
    """Formulas that wait for each other show #REF!, and the server lives on."""
    api.type("A1", ["=B1", "=A1"])
    assert api.values("A1:B1") == [["#REF!", "#REF!"]]


FOLLOWED = [
    ({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}}, "=A3+SUM($B$3:B6)+C:C"),
    ({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}}, "=A1+SUM($B$1:B5)+C:C"),
    ({"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}}, "=A1+SUM($C$1:C4)+D:D"),
    ({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}}}, "=A1+SUM($B$1:B2)+C:C"),
    (
        {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
        "=#REF!+SUM($A$1:A4)+B:B",
    ),
    (
        {"moveDimension": {"source": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}, "destinationIndex": 3}},
        "=C1+SUM($A$1:A4)+B:B",
    ),
    (
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Số liệu"}, "fields": "title"}},
        "=A1+SUM($B$1:B4)+C:C",
    ),
]


@pytest.mark.parametrize(("request_", "text"), FOLLOWED)
def test_references_follow(api: Api, request_: dict[str, Any], text: str) -> None:
    """References follow rows, columns and titles; what was deleted is #REF!."""
    api.batch({"addSheet": {"properties": {"title": "Other", "sheetId": 7}}})
    api.type("Other!A1", ["=Sheet1!A1+SUM(Sheet1!$B$1:B4)+Sheet1!C:C"])
    api.batch(request_)
    ((found,),) = api.values("Other!A1", "FORMULA")
    assert found.replace("Sheet1!", "").replace("'Số liệu'!", "") == text


def test_copies_shift_relative_references(api: Api) -> None:
    """A copied formula's relative references move along; `$` ones stay."""
    api.type("A1", [1, 2, "=A1+$A$1+A$1"])
    area = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3}
    goal = {"startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 3, "endColumnIndex": 4}
    api.batch({"copyPaste": {"source": area, "destination": goal}})
    assert api.values("D4", "FORMULA") == [["=B4+$A$1+B$1"]]


def test_references_follow_a_cut(api: Api) -> None:
    """Cells that are cut and pasted keep their formulas, and formulas that name them follow."""
    api.type("A1", [1, "=A1+1", "=A1+B1+SUM(A1:B1)+SUM(A1:C1)*0"])
    api.type("E1", ["=B1"])
    source = {"endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    api.batch({"cutPaste": {"source": source, "destination": {"rowIndex": 4}, "pasteType": "PASTE_NORMAL"}})
    assert api.values("A5:B5", "FORMULA") == [[1, "=A5+1"]]
    assert api.values("C1:E1", "FORMULA") == [["=A5+B5+SUM(A5:B5)+SUM(A1:C1)*0", "", "=B5"]]


def test_today_moves_with_the_clock(api: Api) -> None:
    """TODAY shows the date in the spreadsheet's own time zone, on the given clock."""
    api.batch({"updateSpreadsheetProperties": {"properties": {"timeZone": "Asia/Ho_Chi_Minh"}, "fields": "timeZone"}})
    api.type("A1", ["=TODAY()"])
    assert api.values("A1") == [["3/5/2026"]]
    api.server.clock.advance(5 * 3600)  # 17:00 UTC is midnight in Ho Chi Minh City
    assert api.values("A1") == [["3/6/2026"]]


def test_links_of_formulas(api: Api) -> None:
    """HYPERLINK shows its label and gives its address as the cell's `hyperlink`."""
    api.type("A1", ['=HYPERLINK("https://example.org/"&B1,"trang")', "a", "=A1"])
    fields = "sheets.data.rowData.values(formattedValue,hyperlink)"
    (row,) = api.get(fields)["sheets"][0]["data"][0]["rowData"]
    assert row["values"][0] == {"formattedValue": "trang", "hyperlink": "https://example.org/a"}
    assert row["values"][1:] == [{"formattedValue": "a"}, {"formattedValue": "trang"}]
    api.put("A1", ["text"])
    assert "hyperlink" not in str(api.get(fields))


def test_a_spreadsheet_with_formulas_is_given_free() -> None:
    """What the formula engine calls back keeps nothing alive: a server that is gone takes its spreadsheets along."""
    with LocalSheets(clock=lambda: NOON) as server:
        api = Api(server)
        api.type("A1", [1, "=A1+1"])
        (engine,) = server.workspace.formulas.engines.values()
        gone = weakref.ref(engine)
    del server, api, engine
    gc.collect()
    assert gone() is None
