"""What goes along with cells that are copied, cut or shifted: merges, rules, names, protections, formulas."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Api, box


def greater(sheet_id: int, *areas: dict[str, int], text: str = "=A1>$Z1") -> dict[str, Any]:
    """A conditional format that makes cells bold where its formula holds."""
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": text}]}
    ranges = [{"sheetId": sheet_id, **area} for area in areas]
    return {"ranges": ranges, "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}}}


def rules(api: Api, sheet: int = 0) -> list[tuple[str, list[tuple[int, int, int, int]]]]:
    """Each conditional format of a tab: its formula, and its ranges as top, left, bottom, right."""
    found = api.get("sheets.conditionalFormats")["sheets"][sheet].get("conditionalFormats", [])
    names = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    return [
        (
            rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"],
            [tuple(area[name] for name in names) for area in rule["ranges"]],  # type: ignore[misc]
        )
        for rule in found
    ]


def test_copies_take_merges_and_conditional_formats_along(api: Api) -> None:
    """A copy is merged and coloured as its source; rules of the cells that it covers give way; the order stays."""
    api.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Hai"}}})
    api.batch(
        {"addConditionalFormatRule": {"rule": greater(0, box(0, 0, 2, 2)), "index": 0}},
        {"addConditionalFormatRule": {"rule": greater(0, box(4, 0, 9, 2), text="=B5=1"), "index": 1}},
        {"mergeCells": {"range": box(0, 0, 1, 2)}},
        {"mergeCells": {"range": box(4, 0, 5, 2)}},
    )
    api.batch({"copyPaste": {"source": box(0, 0, 2, 2), "destination": box(4, 0, 6, 2)}})
    assert rules(api) == [("=A1>$Z1", [(0, 0, 2, 2), (4, 0, 6, 2)]), ("=B7=1", [(6, 0, 9, 2)])]
    assert api.get("sheets.merges")["sheets"][0]["merges"] == [
        {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2},
        {"startRowIndex": 4, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2},
    ]
    api.batch({"copyPaste": {"source": box(0, 0, 2, 2), "destination": {"sheetId": 7, **box(2, 1, 4, 3)}}})
    assert rules(api, 1) == [("=B3>$Z3", [(2, 1, 4, 3)])]
    only = {"source": box(0, 0, 1, 2), "destination": box(9, 0, 10, 2), "pasteType": "PASTE_CONDITIONAL_FORMATTING"}
    api.batch({"copyPaste": only})
    assert rules(api)[0][1] == [(0, 0, 2, 2), (4, 0, 6, 2), (9, 0, 10, 2)]
    values = {"source": box(0, 0, 2, 2), "destination": box(20, 0, 22, 2), "pasteType": "PASTE_VALUES"}
    before = rules(api), api.get("sheets.merges")
    api.batch({"copyPaste": values})
    assert (rules(api), api.get("sheets.merges")) == before
    part = {"copyPaste": {"source": box(0, 0, 2, 1), "destination": box(30, 0, 32, 1)}}
    assert "merged range" in api.refused(part)


@pytest.mark.parametrize("sheet", [0, 7])
def test_cut_cells_keep_what_is_bound_to_them(api: Api, sheet: int) -> None:
    """Names, protections, merges, rules and formulas go along with cells that are cut, to another tab too."""
    api.batch(
        {"addSheet": {"properties": {"sheetId": 7, "title": "Tổ 2"}}},
        {"addNamedRange": {"namedRange": {"name": "Giá", "range": box(0, 0, 2, 1)}}},
        {"addNamedRange": {"namedRange": {"name": "Rộng", "range": box(0, 0, 9, 9)}}},
        {"addProtectedRange": {"protectedRange": {"range": box(0, 0, 2, 1), "description": "giá"}}},
        {"addConditionalFormatRule": {"rule": greater(0, box(0, 0, 4, 1)), "index": 0}},
        {"mergeCells": {"range": box(0, 0, 1, 2)}},
    )
    api.type("A1:C2", [1, None, "=A1+1"], ["=C1*2", None, "=SUM(Giá)"])
    api.type("D1", ["=A1+A2"])
    assert api.values("C1:D2", "UNFORMATTED_VALUE") == [[2, 5], [5]]
    api.batch({"cutPaste": {"source": box(0, 0, 2, 2), "destination": {"sheetId": sheet, "rowIndex": 5}}})
    title = "Sheet1" if sheet == 0 else "'Tổ 2'"
    assert api.values("C1:D2", "UNFORMATTED_VALUE") == [[2, 5], [5]]
    there = "A6" if sheet == 0 else "'Tổ 2'!A6"
    assert api.values("C1:D2", "FORMULA") == [[f"={there}+1", f"={there}+{there.replace('6', '7')}"], ["=SUM(Giá)"]]
    assert api.values(f"{title}!A6:A7", "FORMULA") == [[1], ["=C1*2" if sheet == 0 else "=Sheet1!C1*2"]]
    named = {item["name"]: item["range"] for item in api.get("namedRanges")["namedRanges"]}
    assert named["Giá"] == {**({"sheetId": 7} if sheet else {}), **box(5, 0, 7, 1)}
    assert named["Rộng"] == box(0, 0, 9, 9)
    found = api.get("sheets(merges,protectedRanges.range)")["sheets"]
    here = found[1] if sheet else found[0]
    assert here["protectedRanges"] == [{"range": named["Giá"]}]
    assert here["merges"] == [{**({"sheetId": 7} if sheet else {}), **box(5, 0, 6, 2)}]
    if sheet:
        assert (rules(api), rules(api, 1)) == ([("=A3>$Z3", [(2, 0, 4, 1)])], [("=A6>$Z6", [(5, 0, 7, 1)])])
        assert "merges" not in found[0]
    else:
        assert rules(api) == [("=A3>$Z3", [(2, 0, 4, 1), (5, 0, 7, 1)])]


def test_names_go_along_with_a_part_that_shifts(api: Api) -> None:
    """Named and protected ranges inside the part of a tab that makes room move on; others stay."""
    api.batch(
        {"addNamedRange": {"namedRange": {"name": "Trong", "range": box(2, 0, 4, 1)}}},
        {"addNamedRange": {"namedRange": {"name": "Ngoài", "range": box(2, 1, 4, 3)}}},
        {"addProtectedRange": {"protectedRange": {"range": box(2, 0, 4, 1)}}},
    )
    api.type("A3", [5], [6])
    api.type("E1", ["=SUM(Trong)"])
    api.batch({"insertRange": {"range": box(1, 0, 3, 1), "shiftDimension": "ROWS"}})
    named = {item["name"]: item["range"] for item in api.get("namedRanges")["namedRanges"]}
    assert named == {"Trong": box(4, 0, 6, 1), "Ngoài": box(2, 1, 4, 3)}
    assert api.get("sheets.protectedRanges.range")["sheets"][0]["protectedRanges"] == [{"range": box(4, 0, 6, 1)}]
    assert api.values("E1", "UNFORMATTED_VALUE") == [[11]]
    api.batch({"deleteRange": {"range": box(1, 0, 3, 1), "shiftDimension": "ROWS"}})
    assert api.get("namedRanges")["namedRanges"][0]["range"] == box(2, 0, 4, 1)
