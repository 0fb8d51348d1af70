"""Laws that hold for any sequence of requests, looked for by hypothesis."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.files import records
from sheets_sync.local_sheets.grid import moving
from sheets_sync.local_sheets.grid.cells import Cell, Row
from sheets_sync.local_sheets.grid.models import Box, Sheet
from sheets_sync.local_sheets.grid.tables import tables_touching
from sheets_sync.spreadsheet import a1

from .conftest import NOON, Api

ROWS, COLUMNS = 8, 6
few = settings(max_examples=60, deadline=None)

typed = st.sampled_from(
    [
        "",
        "a",
        "Tổ 1",
        "007",
        "1.5",
        "=A1+1",
        "=SUM(A1:B9)",
        "=1/0",
        "2026-03-05",
        "10%",
        "TRUE",
        "'x",
        "x\ny",
        3,
        0.5,
        True,
        None,
    ]
)
indexes = st.integers(0, 5)


@st.composite
def boxes(draw: st.DrawFn) -> dict[str, int]:
    top, left = draw(st.integers(0, ROWS - 1)), draw(st.integers(0, COLUMNS - 1))
    bottom, right = draw(st.integers(top + 1, ROWS)), draw(st.integers(left + 1, COLUMNS))
    return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    dimension = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    start = draw(st.integers(0, 4))
    return {"dimension": dimension, "startIndex": start, "endIndex": start + draw(st.integers(1, 2))}


def one(kind: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    strategies = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in fields.items()
    }
    return st.fixed_dictionaries({kind: st.fixed_dictionaries(strategies)})


formats = st.sampled_from(
    [
        {"numberFormat": {"type": "TEXT", "pattern": "@"}},
        {"numberFormat": {"type": "NUMBER", "pattern": "#,##0.00"}},
        {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}},
        {"textFormat": {"bold": True}},
    ]
)
bound = spans().map(lambda span: {
    "metadataKey": "k", "visibility": "DOCUMENT",
    "location": {"dimensionRange": {**span, "endIndex": span["startIndex"] + 1}},
})  # fmt: skip
specs = st.integers(0, COLUMNS - 1).map(lambda column: [{"dimensionIndex": column, "sortOrder": "ASCENDING"}])
dressed = st.fixed_dictionaries({"userEnteredFormat": formats})
requests = st.one_of(
    one("repeatCell", range=boxes(), cell=dressed, fields="userEnteredFormat"),
    one("repeatCell", range=boxes(), cell={"note": "n"}, fields="note"),
    one("repeatCell", range=boxes(), cell={"userEnteredValue": {"numberValue": 4}}, fields="userEnteredValue"),
    one("mergeCells", range=boxes(), mergeType=st.sampled_from(["MERGE_ALL", "MERGE_ROWS", "MERGE_COLUMNS"])),
    one("unmergeCells", range=boxes()),
    one("insertDimension", range=spans()),
    one("deleteDimension", range=spans()),
    one("moveDimension", source=spans(), destinationIndex=st.integers(0, 8)),
    one("sortRange", range=boxes(), sortSpecs=specs),
    one("copyPaste", source=boxes(), destination=boxes()),
    one("appendDimension", dimension=st.sampled_from(["ROWS", "COLUMNS"]), length=1),
    one("createDeveloperMetadata", developerMetadata=bound),
    one("addProtectedRange", protectedRange=st.fixed_dictionaries({"range": boxes()})),
    one("addDimensionGroup", range=spans()),
    one("setBasicFilter", filter=st.fixed_dictionaries({"range": boxes()})),
    one("findReplace", find="a", replacement="b", allSheets=True),
    one("trimWhitespace", range=boxes()),
    one("insertRange", range=boxes(), shiftDimension=st.sampled_from(["ROWS", "COLUMNS"])),
    one("deleteRange", range=boxes(), shiftDimension=st.sampled_from(["ROWS", "COLUMNS"])),
    one("duplicateSheet", sourceSheetId=0),
)  # fmt: skip
writes = st.tuples(
    st.just("type"), st.integers(0, 5), st.integers(0, 3), st.lists(st.lists(typed, max_size=3), max_size=3)
)
steps = st.lists(st.one_of(writes, st.tuples(st.just("batch"), st.lists(requests, min_size=1, max_size=3))), max_size=8)


def small(server: LocalSheets) -> Api:
    api = Api(server)
    grid = {"gridProperties": {"rowCount": ROWS, "columnCount": COLUMNS}}
    fields = "gridProperties.rowCount,gridProperties.columnCount"
    api.batch({"updateSheetProperties": {"properties": grid, "fields": fields}})
    return api


def take(api: Api, step: Any) -> int:
    """Does a step, which may well be refused; the server itself must never fail."""
    if step[0] == "type":
        place = a1.Cell(step[1], step[2]).a1
        response = api.call("PUT", f"/values/{place}", {"values": step[3]}, valueInputOption="USER_ENTERED")
    else:
        response = api.call("POST", ":batchUpdate", {"requests": step[1]})
    assert response.status_code in (200, 400, 501), response.text
    return response.status_code


def check(api: Api) -> None:
    """All ways to read the state tell the same."""
    book = api.ok("GET", "", includeGridData="true")
    for sheet in book["sheets"]:
        title = sheet["properties"]["title"]
        data = sheet["data"][0]
        grid = sheet["properties"]["gridProperties"]
        for render, field in (
            ("FORMATTED_VALUE", "formattedValue"),
            ("UNFORMATTED_VALUE", "effectiveValue"),
            ("FORMULA", "userEnteredValue"),
        ):
            values = api.values(f"'{title}'", render)
            assert values == seen_in_grid(data.get("rowData", []), field, render)
            assert len(values) <= grid["rowCount"]
            assert max(map(len, values), default=0) <= grid["columnCount"]
        merges = [Box(m["startRowIndex"], m["startColumnIndex"], m["endRowIndex"], m["endColumnIndex"])
                  for m in sheet.get("merges", [])]  # fmt: skip
        assert not any(a.meets(b) for n, a in enumerate(merges) for b in merges[:n])
        assert len(data["rowMetadata"]) == grid["rowCount"]
        assert len(data["columnMetadata"]) == grid["columnCount"]
        for own in api.server.spreadsheet(api.id).sheets:
            for item in own.metadata:
                where = item["location"]["dimensionRange"]
                limit = own.row_count if where["dimension"] == "ROWS" else own.column_count
                assert 0 <= where["startIndex"] < where["endIndex"] <= limit


def seen_in_grid(rows: list[Any], field: str, render: str) -> list[list[Any]]:
    found = [[plain(cell, field, render) for cell in row.get("values", [])] for row in rows]
    for row in found:
        while row and row[-1] == "" and type(row[-1]) is str:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


def plain(cell: dict[str, Any], field: str, render: str) -> Any:
    if field == "formattedValue":
        return cell.get(field, "")
    value = cell.get(field, {})
    if render == "FORMULA" and "formulaValue" not in value:
        value = cell.get("effectiveValue", {})
    if "errorValue" in value:
        message = value["errorValue"].get("message")
        return f"{cell['formattedValue']} ({message})" if message else cell["formattedValue"]
    return next(iter(value.values()), "")


@few
@given(steps)
def test_any_sequence_reads_back_consistently(sequence: list[Any]) -> None:
    """After any requests, values by every render option, grid data and metadata agree."""
    with LocalSheets(listen=False, clock=lambda: NOON) as server:
        api = small(server)
        for step in sequence:
            take(api, step)
        check(api)
        assert server.failures == []


@few
@given(steps, st.lists(requests, max_size=4))
def test_a_refused_batch_leaves_no_trace(sequence: list[Any], batch: list[Any]) -> None:
    """Whatever comes before the refused request of a batch is taken back."""
    with LocalSheets(listen=False, clock=lambda: NOON) as server:
        api = small(server)
        for step in sequence:
            take(api, step)
        before = api.state()
        response = api.call("POST", ":batchUpdate", {"requests": [*batch, {"deleteSheet": {"sheetId": 424242}}]})
        assert response.status_code in (400, 501)
        assert api.state() == before


@few
@given(steps)
def test_the_file_holds_the_state(sequence: list[Any]) -> None:
    """Every row and every tab comes out of its stored form as it went in."""
    with LocalSheets(listen=False, clock=lambda: NOON) as server:
        api = small(server)
        for step in sequence:
            take(api, step)
        for sheet in server.spreadsheet(api.id).sheets:
            record = json.loads(json.dumps(records.block_record(sheet.rows)))
            rows = records.rows_from_record(record)
            assert [row.cells for row in rows] == [row.cells for row in sheet.rows] or same(rows, sheet.rows)
            back = records.sheet_from_record(sheet.id, json.loads(json.dumps(records.sheet_record(sheet))))
            assert records.sheet_record(back) == records.sheet_record(sheet)


def same(first: list[Row], second: list[Row]) -> bool:
    return [[told(cell) for cell in row.cells] for row in first] == [
        [told(cell) for cell in row.cells] for row in second
    ]


def told(cell: Cell | None) -> Any:
    if cell is None:
        return None
    return cell.value, cell.result, cell.format, cell.note, cell.rule, cell.runs


@given(st.integers(0, 5000), st.integers(0, 18_277), st.integers(1, 5000), st.integers(1, 20), st.text(max_size=8))
def test_a1_round_trip(top: int, left: int, height: int, width: int, title: str) -> None:
    """What is printed as A1 is parsed back to the same range."""
    area = a1.Range(title, top, left, top + height, min(left + width, a1.MAX_COLUMNS))
    assert a1.Range.parse(area.a1) == area


filled = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20)


def components(cells: set[tuple[int, int]]) -> list[Box]:
    """Tables by another way: single cells merge with whatever touches them until nothing changes."""
    found = [Box(r, c, r + 1, c + 1) for r, c in cells]
    while True:
        for a in found:
            for b in found:
                if a is not b and touches(a, b, cells):
                    found = [box for box in found if box not in (a, b)]
                    union = (min(a.top, b.top), min(a.left, b.left), max(a.bottom, b.bottom), max(a.right, b.right))
                    found.append(Box(*union))
                    break
            else:
                continue
            break
        else:
            return sorted(set(found))


def touches(a: Box, b: Box, cells: set[tuple[int, int]]) -> bool:
    """Whether `b` has a value inside `a`, or in one of the four strips beside it."""
    inside = {(r, c) for r, c in cells if b.top <= r < b.bottom and b.left <= c < b.right}
    near = [
        Box(a.top - 1, a.left, a.bottom + 1, a.right),
        Box(a.top, a.left - 1, a.bottom, a.right + 1),
    ]
    return any(s.top <= r < s.bottom and s.left <= c < s.right for r, c in inside for s in near)


@given(filled)
def test_a_second_way_to_find_tables(cells: set[tuple[int, int]]) -> None:
    """Two implementations of append's table rule find the same tables."""
    sheet = Sheet(0, "x", 20, 20)
    for row, column in cells:
        sheet.set_cell(row, column, Cell("x"))
    assert sorted(tables_touching(sheet, sheet.box)) == components(cells)


@given(st.integers(0, 9), st.integers(1, 4), st.integers(0, 9), st.integers(1, 5))
def test_what_is_inserted_and_deleted_again_is_gone(at: int, count: int, start: int, length: int) -> None:
    """Deleting inserted rows takes every range back to where it was."""
    there = moving.inserted(moving.ROWS, at, count)
    back = moving.deleted(moving.ROWS, at, at + count)
    span = there.span(start, start + length)
    assert span is not None
    assert back.span(*span) == (start, start + length)
    place = there.index(start)
    assert place is not None
    assert back.index(place) == start


@given(st.integers(0, 8), st.integers(1, 4), st.integers(0, 12))
def test_a_move_is_a_permutation(start: int, count: int, destination: int) -> None:
    """A move keeps every row, each at a place of its own, as moving the list itself does."""
    if start < destination < start + count:
        return
    axis = moving.moved(moving.ROWS, start, start + count, destination)
    rows = list(range(16))
    block = rows[start : start + count]
    rest = rows[:start] + rows[start + count :]
    target = destination if destination <= start else destination - count
    moved = rest[:target] + block + rest[target:]
    assert [axis.index(row) for row in range(16)] == [moved.index(row) for row in range(16)]
