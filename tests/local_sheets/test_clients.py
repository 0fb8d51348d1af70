"""Public clients do an everyday job against the server; gspread's own public methods all find an answer."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import gspread
import pytest

from sheets_sync.local_sheets import LocalSheets, pytest_plugin
from sheets_sync.local_sheets.drive.exporting import CONVERTED

from .conftest import Api


@pytest.fixture
def client(server: LocalSheets) -> gspread.Client:
    return server.client()


def test_files(client: gspread.Client) -> None:
    """Files are made, found by key, title and list, renamed, copied with their content, and deleted."""
    book = client.create("Một")
    book.sheet1.update([["a"]], "A1")
    assert client.open("Một").id == book.id
    assert client.open_by_key(book.id).title == "Một"
    twin = client.copy(book.id, "Hai", copy_permissions=True)
    assert twin.sheet1.get_all_values() == [["a"]]
    book.update_title("Ba")
    assert {one.title for one in client.openall()} == {"Ba", "Hai"}
    assert book.get_lastUpdateTime() >= book.creationTime
    client.del_spreadsheet(book.id)
    assert [one.title for one in client.openall()] == ["Hai"]
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Ba")


@pytest.mark.parametrize("title", ["it's", 'a "b"', "back\\slash", "x and name = y"])
def test_search_with_quotes(client: gspread.Client, title: str) -> None:
    """Titles with quotes and backslashes are found by those who escape them."""
    client.create(title)
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    assert [one["name"] for one in client.list_spreadsheet_files(escaped)] == [title]


def test_sharing(client: gspread.Client) -> None:
    """Permissions are given, listed, and taken away."""
    book = client.create("Try")
    book.share("a@example.com", "user", "writer", notify=False)
    book.share("", "anyone", "reader")
    listed = {item["role"]: item for item in book.list_permissions()}
    assert set(listed) == {"owner", "writer", "reader"}
    assert listed["writer"]["emailAddress"] == "a@example.com"
    assert book.remove_permissions("a@example.com", "writer")
    assert [item["role"] for item in book.list_permissions()] == ["reader", "owner"]
    with pytest.raises(gspread.exceptions.APIError, match="transferOwnership"):
        book.share("b@example.com", "user", "owner")


def test_comments_are_copied(server: LocalSheets, client: gspread.Client) -> None:
    """Comments are read and made as gspread does when it copies a file."""
    book = client.create("Try")
    url = f"{server.url}/local/comments"
    client.http_client.session.post(url, json={"spreadsheetId": book.id, "content": "xem lại", "anchor": "x"})
    twin = client.copy(book.id, copy_comments=True)
    fields = {"fields": "comments/content,comments/anchor"}
    found = client.http_client.session.get(f"{server.url}/drive/v3/files/{twin.id}/comments", params=fields).json()
    assert found == {"comments": [{"content": "xem lại", "anchor": "x"}]}


def test_worksheet_methods(client: gspread.Client) -> None:
    """What gspread's Worksheet offers finds an answer, and does what it says."""
    book = client.create("Try")
    sheet = book.add_worksheet("Số liệu", 20, 8)
    sheet.update([["name", "n"], ["b", 2], ["a", 1], ["b", 2]], "A1")
    sheet.append_row(["c", 3])
    sheet.insert_row(["top"], 1, inherit_from_before=False)
    sheet.delete_rows(1)
    sheet.sort((1, "asc"), range="A2:B5")
    assert sheet.get_all_values() == [["name", "n"], ["a", "1"], ["b", "2"], ["b", "2"], ["c", "3"]]
    assert sheet.col_values(1)[0] == "name"
    assert sheet.find("c").row == 5
    sheet.update_cell(2, 2, "=1+1")
    assert sheet.acell("B2").value == "2"
    assert sheet.acell("B2", value_render_option="FORMULA").value == "=1+1"
    sheet.format("A1:B1", {"textFormat": {"bold": True}})
    sheet.freeze(rows=1)
    sheet.set_basic_filter("A1:B5")
    sheet.clear_basic_filter()
    sheet.hide_columns(0, 1)
    sheet.unhide_columns(0, 1)
    sheet.add_dimension_group_rows(1, 3)
    assert len(sheet.list_dimension_group_rows()) == 1
    sheet.delete_dimension_group_rows(1, 3)
    sheet.merge_cells("C3:D4")
    sheet.unmerge_cells("C3:D4")
    sheet.update_note("A1", "ghi chú")
    assert sheet.get_note("A1") == "ghi chú"
    sheet.insert_note("B1", "b")
    sheet.clear_note("B1")
    assert sheet.get_notes() == [["ghi chú"]]
    sheet.copy_range("A1:B2", "E1:F2")
    sheet.cut_range("G1", "H1")
    assert sheet.get("E1:F2") == [["name", "n"], ["a", "2"]]
    sheet.add_protected_range("A1:B1", editor_users_emails=["a@example.com"])
    (protected,) = book.list_protected_ranges(sheet.id)
    sheet.delete_protected_range(protected["protectedRangeId"])
    sheet.define_named_range("A1:B2", "Names")
    assert book.values_get("Names")["range"] == "'Số liệu'!A1:B2"
    sheet.delete_named_range(book.list_named_ranges()[0]["namedRangeId"])
    sheet.add_validation("A2:A5", gspread.utils.ValidationConditionType.one_of_list, ["a", "b"], showCustomUi=True)
    sheet.columns_auto_resize(0, 1)
    sheet.rows_auto_resize(0, 1)
    sheet.update_tab_color("#ff7f00")
    assert sheet.get_tab_color() == "#FF7F00"
    sheet.clear_tab_color()
    assert sheet.get_tab_color() is None
    sheet.hide_gridlines()
    sheet.show_gridlines()
    sheet.resize(30, 9)
    sheet.batch_clear(["A5:B5"])
    sheet.batch_update([{"range": "A5", "values": [["z"]]}])
    sheet.duplicate(insert_sheet_index=0, new_sheet_name="Twin")
    sheet.copy_to(client.create("Other").id)
    sheet.insert_cols([["x"]], 1)
    sheet.delete_columns(1)
    sheet.add_rows(1)
    sheet.add_cols(1)
    sheet.hide()
    sheet.show()
    sheet.update_index(0)
    sheet.update_title("Đổi tên")
    assert [one.title for one in book.worksheets()] == ["Đổi tên", "Twin", "Sheet1"]
    book.reorder_worksheets(list(reversed(book.worksheets())))
    book.update_locale("vi_VN")
    book.update_timezone("Asia/Ho_Chi_Minh")
    assert (book.locale, book.timezone) == ("vi_VN", "Asia/Ho_Chi_Minh")
    book.del_worksheet(book.worksheet("Twin"))
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_export(client: gspread.Client) -> None:
    """csv and tsv show what people see; xlsx holds values, formulas and every tab."""
    book = client.create("Try")
    book.sheet1.update([["a", 1.5], ['say "x", y', "=B1*2"], ["", True]], "A1", raw=False)
    book.add_worksheet("Hai", 5, 5).update([["<&>"]], "A1")
    formats = gspread.utils.ExportFormat
    rows = list(csv.reader(io.StringIO(book.export(formats.CSV).decode())))
    assert rows == [["a", "1.5"], ['say "x", y', "3"], ["", "TRUE"]]
    assert book.export(formats.TSV).decode() == 'a\t1.5\r\nsay "x", y\t3\r\n\tTRUE'
    with zipfile.ZipFile(io.BytesIO(book.export(formats.EXCEL))) as archive:
        first = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>B1*2</f><v>3</v>" in first
        assert "&lt;&amp;&gt;" in archive.read("xl/worksheets/sheet2.xml").decode()
    import pandas

    frame = pandas.read_excel(io.BytesIO(book.export(formats.EXCEL)), header=None) if _has("openpyxl") else None
    assert frame is None or frame.iloc[0, 0] == "a"


def _has(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def test_export_without_libreoffice_is_not_modelled(client: gspread.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """ods and pdf need LibreOffice; without it the answer is 501."""
    monkeypatch.setenv("PATH", "/nowhere")
    book = client.create("Try")
    for mime_type in CONVERTED:
        url = f"https://www.googleapis.com/drive/v3/files/{book.id}/export"
        with pytest.raises(gspread.exceptions.APIError, match="LibreOffice"):
            client.http_client.request("get", url, params={"mimeType": mime_type})


@pytest.mark.once
def test_export_through_libreoffice(server: LocalSheets, client: gspread.Client) -> None:
    """Where LibreOffice is installed whole, ods and pdf are made by it; else the answer is 501, never a broken file."""
    book = client.create("Try")
    book.sheet1.update([["a", 1.5]], "A1")
    for made, begins in (("application/vnd.oasis.opendocument.spreadsheet", b"PK"), ("application/pdf", b"%PDF")):
        url = f"{server.url}/drive/v3/files/{book.id}/export"
        answer = client.http_client.session.get(url, params={"mimeType": made})
        assert answer.status_code in (200, 501)
        assert answer.status_code == 501 or answer.content.startswith(begins)


def test_import_csv(client: gspread.Client) -> None:
    """An imported csv becomes the only tab, each piece taken as typed."""
    book = client.create("Try")
    book.add_worksheet("Hai", 5, 5)
    client.import_csv(book.id, 'a,"b, c"\n2020-01-01,10%\n')
    book = client.open_by_key(book.id)
    assert len(book.worksheets()) == 1
    assert book.sheet1.get_values(value_render_option="UNFORMATTED_VALUE") == [["a", "b, c"], [43831, 0.1]]


def test_google_api_python_client(server: LocalSheets) -> None:
    """Google's own client does an everyday job, its methods and bodies built from the discovery document."""
    discovery = pytest.importorskip("googleapiclient.discovery")
    http = pytest.importorskip("googleapiclient.http")
    httplib2 = pytest.importorskip("httplib2")
    assert http
    with LocalSheets(validate=True) as listening:
        service = discovery.build(
            "sheets", "v4", http=httplib2.Http(), static_discovery=True,
            client_options={"api_endpoint": listening.url},
        )  # fmt: skip
        books = service.spreadsheets()
        made = books.create(body={"properties": {"title": "Try"}, "sheets": [{"properties": {"title": "Số/1"}}]})
        file_id = made.execute()["spreadsheetId"]
        rows = {"values": [["a", 1], ["b", "=B1+1"]]}
        place = {"spreadsheetId": file_id, "range": "'Số/1'!A1:B2"}
        books.values().update(**place, body=rows, valueInputOption="USER_ENTERED").execute()
        request = {"addSheet": {"properties": {"title": "Hai"}}}
        books.batchUpdate(spreadsheetId=file_id, body={"requests": [request]}).execute()
        got = books.values().batchGet(spreadsheetId=file_id, ranges=["'Số/1'!B:B", "Hai"]).execute()
        assert got["valueRanges"][0]["values"] == [["1"], ["2"]]
        seen = books.get(spreadsheetId=file_id, fields="sheets.properties.title").execute()
        assert [sheet["properties"]["title"] for sheet in seen["sheets"]] == ["Số/1", "Hai"]
        service.close()
    assert listening.violations == []


def test_gspread_dataframe(client: gspread.Client) -> None:
    """gspread-dataframe writes a frame and reads the same frame back."""
    frames = pytest.importorskip("gspread_dataframe")
    pandas = pytest.importorskip("pandas")
    sheet = client.create("Try").sheet1
    frame = pandas.DataFrame({"tên": ["Tổ 1", "Tổ 2"], "số": [1, 2], "tỷ lệ": [0.5, 1.25]})
    frames.set_with_dataframe(sheet, frame, resize=True)
    back = frames.get_as_dataframe(sheet)
    pandas.testing.assert_frame_equal(back, frame, check_dtype=False)


def test_gspread_formatting(client: gspread.Client) -> None:
    """gspread-formatting sets and reads formats, widths, rules and conditional formats."""
    formatting = pytest.importorskip("gspread_formatting")
    sheet = client.create("Try").sheet1
    sheet.update([["a", "b"], [1, 2]], "A1")
    bold = formatting.CellFormat(
        backgroundColor=formatting.Color(1, 0.9, 0.9),
        textFormat=formatting.TextFormat(bold=True, foregroundColor=formatting.Color(1, 0, 1)),
        horizontalAlignment="CENTER",
    )
    formatting.format_cell_range(sheet, "A1:B1", bold)
    found: Any = formatting.get_user_entered_format(sheet, "A1")
    assert found.textFormat.bold is True
    assert found.horizontalAlignment == "CENTER"
    assert formatting.get_effective_format(sheet, "A1").textFormat.bold is True
    formatting.set_frozen(sheet, rows=1)
    assert formatting.get_frozen_row_count(sheet) == 1
    formatting.set_column_width(sheet, "A", 300)
    rule = formatting.DataValidationRule(formatting.BooleanCondition("ONE_OF_LIST", ["1", "2"]), showCustomUi=True)
    formatting.set_data_validation_for_cell_range(sheet, "A2:B2", rule)
    assert formatting.get_data_validation_rule(sheet, "A2").condition.type == "ONE_OF_LIST"
    rules = formatting.get_conditional_format_rules(sheet)
    rules.append(
        formatting.ConditionalFormatRule(
            ranges=[formatting.GridRange.from_a1_range("A1:A5", sheet)],
            booleanRule=formatting.BooleanRule(
                condition=formatting.BooleanCondition("NUMBER_GREATER", ["1"]),
                format=formatting.CellFormat(textFormat=formatting.TextFormat(bold=True)),
            ),
        )
    )
    rules.save()
    assert len(formatting.get_conditional_format_rules(sheet)) == 1


def test_ten_lines(tmp_path: Path) -> None:
    """The example of the README works as printed."""
    text = Path(pytest_plugin.__file__).with_name("README.md").read_text("utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    tests = [value for name, value in names.items() if name.startswith("test_")]
    assert tests
    with LocalSheets() as local_sheets:
        for test in tests:
            test(local_sheets)


def test_api_of_api(api: Api) -> None:
    """The helper of these tests speaks to its own file only."""
    assert api.ok("GET", "", fields="spreadsheetId") == {"spreadsheetId": api.id}
