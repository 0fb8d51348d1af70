"""The page's own answers: what a view holds, what is sent again, what other pages are kept from."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets, serve
from sheets_sync.local_sheets.page import FILES
from sheets_sync.local_sheets.page.looks import colour, look
from sheets_sync.local_sheets.wire.calls import Answer, Call

from .conftest import Api

SCRIPTS = ("page.js", "grid.js", "editor.js", "api.js", "names.js", "language.js", "words.js")
FACT = re.compile(r"{(\w+)}")
ASKED = re.compile(r'say\("([\w.]+)"|"?data-say(?:-\w+)?"?[=:] ?"([\w.]+)"')
VIETNAMESE = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0111\u0128-\u0129\u0168-\u01b0\u1ea0-\u1ef9]")
GUEST = "guest@local-sheets.invalid"


@pytest.fixture
def paged() -> Iterator[LocalSheets]:
    with LocalSheets(with_page=True) as server:
        yield server
    assert not server.failures, "\n".join(server.failures)


@pytest.fixture
def book(paged: LocalSheets) -> Api:
    return Api(paged, title="Thử", locale="vi_VN", timezone="Asia/Ho_Chi_Minh")


def get(server: LocalSheets, path: str, **headers: str) -> requests.Response:
    return requests.get(server.url + path, headers=headers, timeout=10)


def view(book: Api, user: str = GUEST, **query: Any) -> Any:
    asked = "&".join(f"{name}={value}" for name, value in {"file": book.id, **query}.items())
    answer = get(book.server, f"/page/view?{asked}", Authorization=f"Bearer {user}")
    assert answer.status_code == 200, answer.text
    return answer.json()


# -- what a view holds ----------------------------------------------------------------------------------------


def test_cells_with_everything(book: Api) -> None:
    """A cell's text, formula, note, look, link and choices all arrive, and each look and rule only once."""
    book.type("A1:C1", [1234.5, "=A1*2", "chữ"])
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    bold = {"textFormat": {"bold": True, "fontSize": 13}, "backgroundColor": {"red": 1}, "wrapStrategy": "WRAP",
            "numberFormat": {"type": "NUMBER", "pattern": "#,##0.00"}}  # fmt: skip
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "x"}, {"userEnteredValue": "y"}]},
            "inputMessage": "chọn"}  # fmt: skip
    book.batch(
        {"repeatCell": {"range": area, "cell": {"userEnteredFormat": bold}, "fields": "userEnteredFormat"}},
        {"repeatCell": {"range": area, "cell": {"note": "ghi chú"}, "fields": "note"}},
        {"setDataValidation": {"range": area, "rule": rule}},
    )
    sheet = view(book)["sheet"]
    first, second, third = sheet["rows"][0][:3]
    assert first == {"t": "1.234,50", "n": "ghi chú", "r": 0, "s": first["s"]}
    assert second == {"t": "2.469,00", "f": "=A1*2", "n": "ghi chú", "r": 0, "s": second["s"]}
    assert third == {"t": "chữ"}
    assert sheet["rules"] == [{"values": ["x", "y"], "message": "chọn", "strict": False}]
    assert sheet["looks"][first["s"]] == {
        "marks": ["bold"], "size": 13, "fill": "#ff0000", "align": "right", "wrap": True
    }  # fmt: skip
    assert len(sheet["looks"]) == 1


def test_a_tab_colours_its_cells(book: Api) -> None:
    """What a tab's rules add to its cells is drawn, on empty cells too, and follows the values they look at."""
    book.type("A1:C2", ["x", "", 1], ["", "", "y"])
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Khác"}}})
    shown = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=INDIRECT("Khác!A1")=$C1'}]},
             "format": {"backgroundColor": {"red": 1}}}  # fmt: skip
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    book.batch({"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": shown}, "index": 0}})
    assert fills(book) == [["", "", ""], ["", "", ""]]
    book.put("Khác!A1", [1])
    assert fills(book) == [["#ff0000", "#ff0000", ""], ["", "", ""]]
    book.put("Khác!A1", ["y"])
    assert fills(book) == [["", "", ""], ["#ff0000", "#ff0000", ""]]


def fills(book: Api) -> list[list[str]]:
    sheet = view(book)["sheet"]
    rows = [[cell or {} for cell in row[:3]] for row in sheet["rows"][:2]]
    return [[sheet["looks"][cell["s"]].get("fill", "") if "s" in cell else "" for cell in row] for row in rows]


def test_the_frame_of_a_tab(book: Api) -> None:
    """Frozen rows and columns, widths, merges and hidden rows are told."""
    size = {"sheetId": 0, "gridProperties": {"frozenRowCount": 2, "frozenColumnCount": 1}}
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    hide = {"sheetId": 0, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}
    merge = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 3}
    book.batch(
        {"updateSheetProperties": {"properties": size, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}},
        {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": 240}, "fields": "pixelSize"}},
        {"updateDimensionProperties": {"range": hide, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
        {"mergeCells": {"range": merge, "mergeType": "MERGE_ALL"}},
    )
    sheet = view(book)["sheet"]
    assert (sheet["frozenRows"], sheet["frozenColumns"]) == (2, 1)
    assert sheet["widths"][:3] == [100, 240, 100]
    assert sheet["hiddenRows"] == [4]
    assert sheet["merges"] == [[0, 1, 1, 3]]


def test_protection_is_told_for_the_one_who_asks(book: Api) -> None:
    """A protected range is closed to the person who types, with its holes, and open to the owner."""
    hole = {"sheetId": 0, "startRowIndex": 5, "endRowIndex": 6}
    book.batch({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "unprotectedRanges": [hole]}}})
    assert view(book)["sheet"]["locked"] == [{"box": [0, 0, 1000, 26], "open": [[5, 0, 6, 26]]}]
    assert [tab["locked"] for tab in view(book)["tabs"]] == [False]
    assert view(book, user="x")["sheet"]["locked"] == []


def test_a_closed_tab_is_told(book: Api) -> None:
    """A tab that is protected as a whole is marked among the tabs."""
    book.batch({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}})
    assert view(book)["tabs"] == [{"id": 0, "title": "Sheet1", "locked": True}]


def test_rows_end_a_little_below_what_is_there(book: Api) -> None:
    """A view is as long as its contents and some rows more, or as long as asked, never longer than the tab."""
    assert len(view(book)["sheet"]["rows"]) == 40
    book.put("A200", ["x"])
    assert len(view(book)["sheet"]["rows"]) == 220
    assert len(view(book, rows=300)["sheet"]["rows"]) == 300
    book.put("A900", ["x"])
    assert len(view(book)["sheet"]["rows"]) == 500
    assert len(view(book, rows=950)["sheet"]["rows"]) == 950
    assert len(view(book, rows=100000)["sheet"]["rows"]) == 1000


def test_an_unknown_file_or_tab_gives_what_there_is(paged: LocalSheets) -> None:
    """No file, a vanished file or tab: the page shows what exists instead."""
    assert get(paged, "/page/view").json() == {
        "application": False, "files": [], "file": None, "title": "", "locale": "", "tabs": [], "sheet": None
    }  # fmt: skip
    api = Api(paged, title="Một")
    assert get(paged, "/page/view?file=gone&tab=77").json()["file"] == api.id


def test_where_permissions_are_looked_at_the_page_shows_no_more(book: Api) -> None:
    """Somebody without access sees neither the file nor its name."""
    book.server.workspace.enforce_permissions = True
    answer = get(book.server, f"/page/view?file={book.id}", Authorization=f"Bearer {GUEST}")
    assert answer.status_code == 403
    assert get(book.server, "/page/view", Authorization=f"Bearer {GUEST}").json()["files"] == []


LOOKS = [
    ({}, {}),
    ({"textFormat": {"bold": True, "strikethrough": True}}, {"marks": ["bold", "strikethrough"]}),
    ({"textFormat": {"foregroundColor": {"red": 1, "green": 0.5}}}, {"ink": "#ff8000"}),
    ({"backgroundColor": {"red": 1, "green": 1, "blue": 1}}, {}),
    ({"backgroundColor": {}}, {"fill": "#000000"}),
    ({"horizontalAlignment": "LEFT"}, {}),
    ({"horizontalAlignment": "CENTER", "verticalAlignment": "MIDDLE"}, {"align": "center", "vertical": "middle"}),
    ({"borders": {"top": {"style": "DASHED", "width": 1, "color": {"blue": 1}}}},
     {"borders": {"top": [1, "dashed", "#0000ff"]}}),
]  # fmt: skip


@pytest.mark.parametrize(("effective", "expected"), LOOKS)
def test_looks(effective: dict[str, Any], expected: dict[str, Any]) -> None:
    """Only what differs from plain black on white is told."""
    assert look(effective) == expected


def test_colours_out_of_bounds_are_cut() -> None:
    """A channel beyond 0..1 gives a colour all the same."""
    assert colour({"red": 7, "green": -1}) == "#ff0000"


# -- what is sent again ----------------------------------------------------------------------------------------


def test_an_unchanged_tab_is_not_sent_again(book: Api) -> None:
    """A look at a tab that nobody changed gets 304 without a body, also after changes in other tabs."""
    book.batch({"addSheet": {"properties": {"sheetId": 5, "title": "Khác"}}})
    path = f"/page/view?file={book.id}&tab=0"
    first = get(book.server, path)
    tag = first.headers["ETag"]
    book.put("Khác!A1", ["x"])
    again = get(book.server, path, **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    book.put("Sheet1!A1", ["x"])
    changed = get(book.server, path, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_an_unchanged_tab_is_not_drawn_again(book: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at an unchanged tab does no work over its cells."""
    path = f"/page/view?file={book.id}&tab=0"
    first = get(book.server, path).content
    monkeypatch.setattr("sheets_sync.local_sheets.page.view._drawn", lambda *_: pytest.fail("drawn again"))
    assert get(book.server, path).content == first


def test_looks_of_the_page_are_no_requests_of_the_api(book: Api) -> None:
    """An open page does not fill the request log that tests and the control plane read."""
    book.server.requests.clear()
    view(book)
    assert book.server.requests == []


# -- who is kept out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/page/page.js", "/page/page.css", "/page/view", "/page/none", "/app/state"])
def test_every_answer_of_the_page_forbids_foreign_code(paged: LocalSheets, path: str) -> None:
    """Policy, no framing, no sniffing, no CORS: on each answer, those that refuse included."""
    answer = get(paged, path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_api_answers_are_not_sniffed_and_never_shared(book: Api) -> None:
    """What people typed is never taken for a page, and no other origin may read it."""
    answer = book.call("GET", "")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_the_page_is_whole_and_local(paged: LocalSheets) -> None:
    """Every script and style of the page comes from this server, and none stands in the page itself."""
    page = get(paged, "/").text
    assert '<script type="module" src="/page/page.js"></script>' in page
    assert page.count("<script") == 1
    assert "<style" not in page
    assert " style=" not in page
    for name in ("index.html", "page.css", *SCRIPTS):
        found = get(paged, f"/page/{name}")
        assert found.status_code == 200
        assert "://" not in found.text.replace("http://www.w3.org/2000/svg", "").replace("https://docs.", "")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        for name in SCRIPTS:
            assert word not in get(paged, f"/page/{name}").text


# -- what the page says ----------------------------------------------------------------------------------------


def words_of_the_page() -> dict[str, dict[str, str]]:
    """The texts by language: what stands in words.js after the name is JSON."""
    _, _, table = (FILES / "words.js").read_text(encoding="utf-8").partition("export const WORDS = ")
    return dict(json.loads(table.strip().removesuffix(";")))


def test_every_text_of_the_page_is_in_both_languages_with_the_same_facts() -> None:
    """A text of one language is there in the other with the same facts; English has no Vietnamese letter."""
    words = words_of_the_page()
    assert set(words) == {"en", "vi"}
    assert list(words["en"]) == list(words["vi"])
    for key, text in words["en"].items():
        assert text.strip()
        assert words["vi"][key].strip()
        assert set(FACT.findall(text)) == set(FACT.findall(words["vi"][key])), key
        assert not VIETNAMESE.search(text), key


def test_the_page_says_its_texts_and_no_others() -> None:
    """Every key that the page asks for is there, none is left over, and no text stands in the page's own files."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in FILES.iterdir() if path.name != "words.js"}
    asked = {key for text in sources.values() for pair in ASKED.findall(text) for key in pair if key}
    asked |= set(re.findall(r'\d{3}: "([\w.]+)"', sources["language.js"]))
    assert asked == set(words_of_the_page()["vi"])
    sources["names.js"] = re.sub(r".*folded.*|.*Small letters.*", "", sources["names.js"])  # letters, not texts
    for name, text in sources.items():
        said = [line for line in text.splitlines() if VIETNAMESE.search(line) and 'lang="vi"' not in line]
        assert said == [], name


@pytest.mark.parametrize(
    "name", ["..%2fview.py", "../view.py", "%2e%2e/view.py", "__init__.py", "files", ".", "", "a.js"]
)
def test_only_files_of_the_page_are_given_out(paged: LocalSheets, name: str) -> None:
    """No path leads out of the folder of the page."""
    prepared = requests.Request("GET", paged.url).prepare()
    prepared.url = f"{paged.url}/page/{name}"
    assert requests.Session().send(prepared, timeout=10).status_code == 404


def test_without_the_page_its_paths_do_not_exist() -> None:
    """A server in a test has the API alone."""
    with LocalSheets() as server:
        assert [get(server, path).status_code for path in ("/", "/page/view", "/app/state")] == [404] * 3


def test_serve_shows_the_page() -> None:
    """The server that a person starts has the page; a plain client is answered as ever."""
    stop, ready = threading.Event(), threading.Event()
    found: list[str] = []
    thread = threading.Thread(
        target=serve, args=("127.0.0.1", 0, None, lambda url: (found.append(url), ready.set()), stop)
    )
    thread.start()
    assert ready.wait(10)
    assert 'lang="vi"' in requests.get(f"{found[0]}/", timeout=10).text
    assert requests.post(f"{found[0]}/v4/spreadsheets", json={}, timeout=10).status_code == 200
    stop.set()
    thread.join(10)


BODIES = [
    ("text/plain", b'{"values": [["hacked"]]}'),  # what a form or a simple request can send
    ("application/x-www-form-urlencoded", b'{"values": [["hacked"]]}'),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'),
    ("application/json", b'{"values": [["hacked"]]}'),
]


@pytest.mark.parametrize(("kind", "body"), BODIES)
@pytest.mark.parametrize(
    "browser",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://localhost:1"}],
)  # fmt: skip
def test_writes_of_other_pages_are_refused(book: Api, kind: str, body: bytes, browser: dict[str, str]) -> None:
    """Whatever a page of another origin sends, as whatever type, nothing is written."""
    before = book.state()
    root = f"{book.server.url}/v4/spreadsheets"
    for method, address in (
        ("PUT", f"{root}/{book.id}/values/A1?valueInputOption=USER_ENTERED"),
        ("POST", f"{root}/{book.id}/values/A1:append?valueInputOption=USER_ENTERED"),
        ("POST", f"{root}/{book.id}:batchUpdate"),
        ("POST", root),
        ("DELETE", f"{book.server.url}/drive/v3/files/{book.id}"),
        ("OPTIONS", f"{root}/{book.id}/values/A1"),
    ):
        answer = requests.request(method, address, data=body, headers={"Content-Type": kind, **browser}, timeout=10)
        assert answer.status_code == 403, address
    assert book.state() == before
    assert len(book.server.workspace.books) == 1


class Echo:
    """An application that says what reached it."""

    def answer(self, call: Call) -> Answer:
        return Answer(200, json.dumps([call.method, call.path]).encode())


def test_an_application_answers_its_own_paths(paged: LocalSheets) -> None:
    """What is plugged in gets everything under /app/, and the page learns that it is there."""
    assert get(paged, "/app/state").status_code == 404
    assert paged.page is not None
    paged.page.application = Echo()
    assert get(paged, "/page/view").json()["application"] is True
    answer = requests.post(f"{paged.url}/app/tick", json={}, timeout=10)
    assert answer.json() == ["POST", "/app/tick"]
    assert "Content-Security-Policy" in answer.headers
    refused = requests.post(f"{paged.url}/app/tick", json={}, headers={"Origin": "http://evil.example"}, timeout=10)
    assert refused.status_code == 403


def test_a_list_may_stand_in_another_tab(book: Api) -> None:
    """A rule offers what a range shows, each text once, and follows what changes there."""
    book.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Danh mục"}}})
    book.type("'Danh mục'!A2", ["Bút"], ["Vở"], [""], ["Bút"], [1.5])
    values = [{"userEnteredValue": "='Danh mục'!$A$2:$A$9"}]
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {"condition": {"type": "ONE_OF_RANGE", "values": values}, "showCustomUi": True}
    book.batch({"setDataValidation": {"range": area, "rule": rule}})
    assert view(book, tab=0)["sheet"]["rules"][0]["values"] == ["Bút", "Vở", "1,5"]
    book.type("'Danh mục'!A3", ["Thước"])
    assert view(book, tab=0)["sheet"]["rules"][0]["values"] == ["Bút", "Thước", "1,5"]
    values[0]["userEnteredValue"] = "=Nowhere!A1:A9"
    book.batch({"setDataValidation": {"range": area, "rule": rule}})
    assert view(book, tab=0)["sheet"]["rules"][0]["values"] == []


# -- rules that insist ----------------------------------------------------------------------------------------

OFFERED = [{"userEnteredValue": "=$C$1:$C$2"}]
RULES: list[tuple[str, list[dict[str, str]], str, str]] = [
    ("ONE_OF_LIST", [{"userEnteredValue": "có"}, {"userEnteredValue": "không"}], "có", "chắc"),
    ("ONE_OF_RANGE", OFFERED, "sáng", "tối"),
    ("NUMBER_BETWEEN", [{"userEnteredValue": "1"}, {"userEnteredValue": "1,5"}], "1,5", "2"),
    ("NUMBER_GREATER", [{"userEnteredValue": "=C3"}], "11", "10"),
    ("DATE_IS_VALID", [], "05/03/2026", "mai"),
    ("TEXT_CONTAINS", [{"userEnteredValue": "@"}], "a@b", "ab"),
    ("CUSTOM_FORMULA", [{"userEnteredValue": '=A1<>"x"'}], "y", "x"),
    ("BOOLEAN", [], "TRUE", "1"),
]


def typed(book: Api, place: str, text: str, *, by: str = "person") -> requests.Response:
    url = f"{book.server.url}/v4/spreadsheets/{book.id}/values/{place}?valueInputOption=USER_ENTERED"
    return requests.put(url, json={"values": [[text]]}, headers={"X-Typed-By": by}, timeout=10)


@pytest.mark.parametrize(("kind", "values", "good", "bad"), RULES)
@pytest.mark.parametrize("strict", [True, False])
def test_strict_rules_refuse_what_people_type(
    book: Api, kind: str, values: list[dict[str, str]], good: str, bad: str, strict: bool
) -> None:
    """A strict rule refuses a person's typing and names the cell and its hint; programs and emptying pass."""
    book.type("C1:C3", ["sáng"], ["chiều"], [10])
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    rule = {"condition": {"type": kind, "values": values}, "strict": strict, "inputMessage": "ghi cho đúng"}
    book.batch({"setDataValidation": {"range": area, "rule": rule}})
    assert typed(book, "A1", good).status_code == 200
    before = book.values("A1")
    answer = typed(book, "A1", bad)
    assert answer.status_code == (400 if strict else 200)
    if strict:
        assert "cell A1 violates the data validation rules" in answer.json()["error"]["message"]
        assert answer.json()["error"]["message"].endswith("ghi cho đúng")
        assert book.values("A1") == before
    assert typed(book, "A1", bad, by="").status_code == 200
    assert typed(book, "A1", "").status_code == 200


def test_a_rules_formula_moves_along(book: Api) -> None:
    """A custom formula is meant for the first cell of its range and looks beside each of the others."""
    area = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A1<=$C1"}]}
    book.batch({"setDataValidation": {"range": area, "rule": {"condition": condition, "strict": True}}})
    book.type("C1:C3", [1], [2], [3])
    assert [typed(book, f"A{row}", "2").status_code for row in (1, 2, 3)] == [400, 200, 200]
    found = book.get("sheets.data.rowData.values.dataValidation", ranges="A3")["sheets"][0]["data"][0]["rowData"]
    text = found[0]["values"][0]["dataValidation"]["condition"]["values"][0]["userEnteredValue"]
    assert text == "=A3<=$C3"
