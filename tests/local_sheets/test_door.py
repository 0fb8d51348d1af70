"""What clients of many kinds need before their first cell: logins, searches, folders, uploads, links, batches."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.accounts import key_file
from sheets_sync.local_sheets.files.file import FOLDER, OWNER, SPREADSHEET

from .conftest import Api


class Drive:
    """The Drive API of a server, spoken to in its own words."""

    def __init__(self, server: LocalSheets) -> None:
        self.server = server
        self.session: requests.Session = server.client().http_client.session

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.server.url + path, **options)

    def ok(self, method: str, path: str, **options: Any) -> Any:
        answer = self.call(method, path, **options)
        assert answer.status_code in (200, 204), answer.text
        return answer.json() if answer.content else None

    def make(self, name: str, kind: str = SPREADSHEET, **more: Any) -> str:
        found: str = self.ok("POST", "/drive/v3/files", json={"name": name, "mimeType": kind, **more})["id"]
        return found

    def names(self, q: str = "", **params: Any) -> list[str]:
        return [one["name"] for one in self.ok("GET", "/drive/v3/files", params={"q": q, **params})["files"]]


@pytest.fixture
def drive(server: LocalSheets) -> Drive:
    return Drive(server)


ORDERS = [
    ("name", ["a", "b 10", "b 2"]), ("name_natural", ["a", "b 2", "b 10"]), ("name desc", ["b 2", "b 10", "a"]),
    ("starred,name", ["b 2", "a", "b 10"]), ("folder,name", ["a", "b 10", "b 2"]),
    ("recency desc", ["b 2", "a", "b 10"]),
    ("createdTime", ["b 10", "a", "b 2"]),
]  # fmt: skip


@pytest.mark.parametrize(("order", "names"), ORDERS)
def test_orders(drive: Drive, order: str, names: list[str]) -> None:
    """Every documented key of `orderBy` sorts, several of them in their order, each upwards or down."""
    for name in ("b 10", "a", "b 2"):
        drive.server.clock.advance(1)
        drive.make(name, starred=name == "b 2")
    assert drive.names(orderBy=order) == names


SEARCHES = [
    ("name = 'Một' or name = 'Hai'", {"Một", "Hai"}),
    ("not name = 'Một' and mimeType != '" + FOLDER + "'", {"Hai"}),
    ("not (name = 'Một' or name = 'Hai')", {"Hộp"}),
    ("name contains 'ha'", {"Hai"}),
    ("name contains 'ai'", set()),
    ("fullText contains 'ghi chú'", {"Hai"}),
    ("'me' in owners", {"Một", "Hai", "Hộp"}),
    ("sharedWithMe and name contains 'Một'", set()),
    ("not sharedWithMe and name contains 'Một'", {"Một"}),
    ("'nobody@example.com' in writers", set()),
    ("'root' in parents", {"Một", "Hộp"}),
    ("createdTime > '2020-01-01T00:00:00' and trashed = false", {"Một", "Hai", "Hộp"}),
    ("modifiedTime < '2020-01-01'", set()),
    ("appProperties has { key='k' and value='v' }", {"Một"}),
    ("visibility = 'limited'", {"Một", "Hai", "Hộp"}),
]


@pytest.mark.parametrize(("q", "found"), SEARCHES)
def test_searches(drive: Drive, q: str, found: set[str]) -> None:
    """The search language finds files by names, kinds, folders, owners, times and properties."""
    folder = drive.make("Hộp", FOLDER)
    drive.make("Một", appProperties={"k": "v"})
    drive.make("Hai", parents=[folder], description="có ghi chú")
    assert set(drive.names(q)) == found


def test_both_orders_of_in(drive: Drive) -> None:
    """A folder's files are found by `"ID" in parents` and by gspread's `parents in "ID"`."""
    folder = drive.make("Hộp", FOLDER)
    drive.make("Trong", parents=[folder])
    assert drive.names(f"'{folder}' in parents") == drive.names(f'parents in "{folder}"') == ["Trong"]


REFUSED_LISTS = [
    {"q": "name ="}, {"q": "nothing = 'x'"}, {"q": "(name = 'x'"}, {"q": "name = 'x' and"}, {"q": "createdTime > 'x'"},
    {"q": "'x' in name"}, {"orderBy": "size"}, {"orderBy": "name down"}, {"pageSize": "0"}, {"pageSize": "1001"},
    {"pageSize": "abc"}, {"pageToken": "x"}, {"fields": "files(nothing)"}, {"corpora": "x"},
    {"q": "name = x"}, {"q": "me in owners"}, {"corpora": "drive"}, {"driveId": "x"},
]  # fmt: skip


@pytest.mark.parametrize("params", REFUSED_LISTS)
def test_lists_refused(drive: Drive, params: dict[str, str]) -> None:
    """What the list does not know is 400 in Drive's shape, never 500."""
    answer = drive.call("GET", "/drive/v3/files", params=params)
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"]


def test_pages(drive: Drive) -> None:
    """A list comes in pages that hold every file once."""
    for number in range(5):
        drive.make(str(number))
    seen: list[str] = []
    token = ""
    while True:
        params = {"pageSize": 2, "orderBy": "name", "pageToken": token}
        page = drive.ok("GET", "/drive/v3/files", params=params)
        seen += [one["name"] for one in page["files"]]
        token = page.get("nextPageToken", "")
        if not token:
            break
    assert seen == ["0", "1", "2", "3", "4"]


def test_folders(drive: Drive) -> None:
    """Files are moved between folders; a folder takes what lies in it away with it; root is "My Drive"."""
    folder, file = drive.make("Hộp", FOLDER), drive.make("Một")
    root = drive.ok("GET", "/drive/v3/files/root")["id"]
    got = drive.ok("GET", f"/drive/v3/files/{file}", params={"fields": "parents"})
    assert got == {"parents": [root]}
    moved = {"addParents": folder, "removeParents": "root", "fields": "parents"}
    assert drive.ok("PATCH", f"/drive/v3/files/{file}", params=moved, json={}) == {"parents": [folder]}
    assert drive.call("PATCH", f"/drive/v3/files/{folder}", params={"addParents": folder}, json={}).status_code == 403
    drive.ok("DELETE", f"/drive/v3/files/{folder}")
    assert drive.call("GET", f"/drive/v3/files/{file}").status_code == 404


def test_a_folder_is_no_spreadsheet(drive: Drive) -> None:
    """The Sheets API refuses files that are no spreadsheets."""
    answer = drive.call("GET", f"/v4/spreadsheets/{drive.make('Hộp', FOLDER)}")
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "FAILED_PRECONDITION")


def test_about(drive: Drive) -> None:
    """`about` tells who asks; it must be told which fields are wanted."""
    assert drive.ok("GET", "/drive/v3/about", params={"fields": "user/emailAddress"}) == {
        "user": {"emailAddress": OWNER}
    }
    assert drive.call("GET", "/drive/v3/about").status_code == 400


def rows_of(drive: Drive, file_id: str) -> list[list[str]]:
    found: list[list[str]] = drive.ok("GET", f"/v4/spreadsheets/{file_id}/values/A1:Z99").get("values", [])
    return found


def test_uploads_of_a_csv(drive: Drive) -> None:
    """A csv becomes a spreadsheet in one part, in two, and in pieces."""
    asked = {"name": "t.csv", "mimeType": SPREADSHEET}
    body = "--x\r\nContent-Type: application/json\r\n\r\n" + json.dumps(asked)
    body += "\r\n--x\r\nContent-Type: text/csv\r\n\r\na,1\r\nb,2\r\n--x--\r\n"
    head = {"Content-Type": "multipart/related; boundary=x"}
    made = drive.ok("POST", "/upload/drive/v3/files?uploadType=multipart", data=body.encode(), headers=head)
    assert rows_of(drive, made["id"]) == [["a", "1"], ["b", "2"]]
    head = {"X-Upload-Content-Type": "text/csv"}
    begun = drive.call("POST", "/upload/drive/v3/files?uploadType=resumable", json=asked, headers=head)
    place = begun.headers["Location"].partition("/upload")[2]
    head = {"Content-Range": "bytes 0-3/*"}
    assert drive.call("PUT", "/upload" + place, data=b"a,1\n", headers=head).status_code == 308
    made = drive.ok("PUT", "/upload" + place, data=b"c,3\n", headers={"Content-Range": "bytes 4-7/8"})
    assert rows_of(drive, made["id"]) == [["a", "1"], ["c", "3"]]
    head = {"Content-Type": "text/csv"}
    plain = drive.ok("POST", "/upload/drive/v3/files?uploadType=media", data=b"a", headers=head)
    assert drive.call("GET", f"/drive/v3/files/{plain['id']}?alt=media").content == b"a"
    assert drive.call("GET", f"/v4/spreadsheets/{plain['id']}").status_code == 400
    assert drive.call("GET", f"/drive/v3/files/{made['id']}?alt=media").status_code == 403


def test_upload_of_an_xlsx(drive: Drive) -> None:
    """An exported workbook comes back with its tabs, values, formulas and formats."""
    pytest.importorskip("openpyxl")
    api = Api(drive.server, title="Try")
    api.type("A1", ["2020-01-01", 1.5, "=B1*2", "chữ"])
    api.batch({"addSheet": {"properties": {"title": "Hai"}}})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = drive.call("GET", f"/drive/v3/files/{api.id}/export", params={"mimeType": kind}).content
    body = b'--x\r\nContent-Type: application/json\r\n\r\n{"mimeType": "' + SPREADSHEET.encode() + b'"}'
    body += b"\r\n--x\r\nContent-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    body += base64.encodebytes(content) + b"\r\n--x--"
    head = {"Content-Type": "multipart/related; boundary=x"}
    made = drive.ok("POST", "/upload/drive/v3/files?uploadType=multipart", data=body, headers=head)
    assert rows_of(drive, made["id"]) == [["2020-01-01", "1.5", "3", "chữ"]]
    sheets = drive.ok("GET", f"/v4/spreadsheets/{made['id']}?fields=sheets.properties.title")["sheets"]
    assert [one["properties"]["title"] for one in sheets] == ["Sheet1", "Hai"]


def test_ways_of_asking(api: Api) -> None:
    """Compressed bodies, a GET sent as a POST, and a slash at the end are understood."""
    url = f"{api.server.url}/v4/spreadsheets/{api.id}"
    packed = gzip.compress(b'{"requests": [null, {"addSheet": {"properties": {"title": "x"}}}]}')
    answer = api.session.post(url + "/:batchUpdate", data=packed, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 200, answer.text
    form = {"X-HTTP-Method-Override": "GET", "Content-Type": "application/x-www-form-urlencoded"}
    answer = api.session.post(url, data="fields=sheets.properties.title", headers=form)
    assert answer.json()["sheets"][1] == {"properties": {"title": "x"}}
    for path in ("/", "/values/A1/", "/values/x/", "/values:batchGet/?ranges=A1"):
        assert api.session.get(url + path).status_code == 200
    row = {"values": [["a"]]}
    assert api.session.post(url + "/values/A1:append/?valueInputOption=RAW", json=row).status_code == 200
    api.batch({"addSheet": {"properties": {"title": "Tháng 3/2026"}}}, {"addSheet": {"properties": {"title": "Quý/"}}})
    assert api.session.get(url + "/values/'Tháng 3/2026'!A1").status_code == 200
    assert api.session.get(url + "/values/Qu%C3%BD%2F").json()["range"].startswith("'Quý/'!")
    assert api.session.post(url + ":batchUpdate", data=b"x", headers={"Content-Encoding": "gzip"}).status_code == 400


def test_batches(drive: Drive) -> None:
    """Many requests travel in one; each has its own answer, a refusal among them too."""
    inner = "--b\r\nContent-Type: application/http\r\nContent-ID: <1>\r\n\r\n"
    inner += "GET /drive/v3/files?alt=json HTTP/1.1\r\n\r\n\r\n"
    inner += "--b\r\nContent-Type: application/http\r\nContent-ID: <2>\r\n\r\nGET /v4/spreadsheets/x\r\n\r\n\r\n--b--"
    head = {"Content-Type": "multipart/mixed; boundary=b"}
    answer = drive.call("POST", "/batch/drive/v3", data=inner, headers=head)
    assert answer.headers["Content-Type"].startswith("multipart/mixed")
    assert "Content-ID: <response-1>" in answer.text
    assert "HTTP/1.1 404" in answer.text


def test_login_with_a_key_file() -> None:
    """Google's own library logs in with the server's key file, unchanged, and its token names the account."""
    google = pytest.importorskip("google.oauth2.service_account")
    transport = pytest.importorskip("google.auth.transport.requests")
    with LocalSheets() as server:
        key = key_file(server.url, "job@example.com")
        login = google.Credentials.from_service_account_info(key, scopes=["https://www.googleapis.com/auth/drive"])
        session = transport.AuthorizedSession(login)
        about = session.get(f"{server.url}/drive/v3/about?fields=user", timeout=10).json()
        assert about["user"]["emailAddress"] == "job@example.com"
        assert requests.post(f"{server.url}/token", data={"grant_type": "x"}, timeout=10).status_code == 400


def test_links(drive: Drive) -> None:
    """A tab is had by its link as csv, tsv and xlsx, and as a table by a query."""
    api = Api(drive.server, title="Try")
    api.type("A1", ["tên", "số"], ["Tổ 1", 3], ["Tổ 2", 5], ["Tổ 3", 1])
    link = f"/spreadsheets/d/{api.id}"
    assert (
        drive.call("GET", link + "/export?format=csv&gid=0").content.decode() == "tên,số\r\nTổ 1,3\r\nTổ 2,5\r\nTổ 3,1"
    )
    assert drive.call("GET", link + "/export?format=xlsx").content[:2] == b"PK"
    assert drive.call("GET", link + "/export?format=doc").status_code == 501
    assert drive.call("GET", link + "/export?format=csv&gid=7").status_code == 400
    query = {"tqx": "out:csv", "tq": "select A, B where B > 1 order by B desc limit 1 label A 'tổ'"}
    assert drive.call("GET", link + "/gviz/tq", params=query).content.decode() == '"tổ","số"\n"Tổ 2","5"'
    text = drive.call("GET", link + "/gviz/tq", params={"tq": "select B"}).text
    table = json.loads(text.partition("(")[2].rpartition(")")[0])["table"]
    assert table["cols"] == [{"id": "B", "label": "số", "type": "number", "pattern": "General"}]
    assert table["rows"][0] == {"c": [{"v": 3.0, "f": "3"}]}
    assert drive.call("GET", link + "/gviz/tq", params={"tq": "select B pivot A"}).status_code == 501


def gviz(drive: Drive, file_id: str, tq: str) -> Any:
    text = drive.call("GET", f"/spreadsheets/d/{file_id}/gviz/tq", params={"tq": tq}).text
    return json.loads(text.partition("(")[2].rpartition(")")[0])


def test_gviz_is_asked_as_query_is(drive: Drive) -> None:
    """Sums, groups, dates and functions are answered with their types and the texts that people see."""
    api = Api(drive.server, title="Try")
    api.type("A1", ["ngày", "khu", "tiền"], ["2026-03-01", "Bắc", "$1.50"], ["2026-03-02", "Nam", "$2.00"],
             ["2026-03-05", "Bắc", "$0.50"], ["2026-03-09", None, None])  # fmt: skip
    table = gviz(drive, api.id, "select B, sum(C), count(A), max(A) where B <> '' group by B order by B")["table"]
    assert table["cols"] == [
        {"id": "B", "label": "khu", "type": "string"},
        {"id": "sum-C", "label": "sum tiền", "type": "number", "pattern": "General"},
        {"id": "count-A", "label": "count ngày", "type": "number", "pattern": "General"},
        {"id": "max-A", "label": "max ngày", "type": "date", "pattern": "yyyy-mm-dd"},
    ]
    assert table["rows"][0]["c"] == [
        {"v": "Bắc"}, {"v": 2.0, "f": "$2.00"}, {"v": 2.0, "f": "2"}, {"v": "Date(2026,2,5)", "f": "2026-03-05"}
    ]  # fmt: skip
    late = gviz(drive, api.id, "select A, upper(B) where A >= date '2026-03-05' order by A desc")["table"]
    assert [row["c"] for row in late["rows"]] == [
        [{"v": "Date(2026,2,9)", "f": "2026-03-09"}, None], [{"v": "Date(2026,2,5)", "f": "2026-03-05"}, {"v": "BẮC"}]
    ]  # fmt: skip
    assert late["cols"][1] == {"id": "upper-B", "label": "upper(khu)", "type": "string"}
    for wrong in ("slect A", "select Z", "select A where"):
        assert gviz(drive, api.id, wrong)["status"] == "error"


def test_public_links_need_a_permission(drive: Drive) -> None:
    """Where permissions are looked at, a link without a token opens only what anyone may read."""
    api = Api(drive.server, title="Try")
    drive.server.workspace.enforce_permissions = True
    url = f"/spreadsheets/d/{api.id}/export?format=csv"
    anonymous = {"Authorization": ""}
    assert drive.call("GET", url, headers=anonymous).status_code == 403
    drive.ok("POST", f"/drive/v3/files/{api.id}/permissions", json={"type": "anyone", "role": "reader"})
    assert drive.call("GET", url, headers=anonymous).status_code == 200


def test_the_owner_stays(drive: Drive) -> None:
    """The owner's permission can't be taken away."""
    file = drive.make("Một")
    owner = drive.ok("GET", f"/drive/v3/files/{file}/permissions")["permissions"][-1]["id"]
    answer = drive.call("DELETE", f"/drive/v3/files/{file}/permissions/{owner}")
    assert (answer.status_code, answer.json()["error"]["message"]) == (403, "The owner of a file cannot be removed.")


@pytest.mark.parametrize("path", [None, "state.db"])
def test_revisions(tmp_path: Any, path: str | None) -> None:
    """Every acknowledged change can be had again as it stood, also after a new start."""
    place = tmp_path / path if path else None
    with LocalSheets(place, listen=False) as server:
        api = Api(server, title="Try")
        for number in range(3):
            api.put("A1", [number])
        api.batch({"addSheet": {"properties": {"title": "x", "sheetId": 7}}}, {"deleteSheet": {"sheetId": 0}})
    if place is None:
        return
    with LocalSheets(place, listen=False) as server:
        drive = Drive(server)
        listed = drive.ok("GET", f"/drive/v3/files/{api.id}/revisions?fields=*")["revisions"]
        shown = [drive.call("GET", _path(one["exportLinks"]["text/csv"])).text for one in listed]
        assert shown == ["", "0", "1", "2", ""]


def _path(link: str) -> str:
    return "/spreadsheets" + link.partition("/spreadsheets")[2]


def test_revisions_in_memory_and_merged(drive: Drive) -> None:
    """Changes of one person in a short time are one revision where the server is told to merge."""
    api = Api(drive.server, title="Try")
    drive.server.workspace.merge_seconds = 60
    for number in range(3):
        api.put("A1", [number])
        drive.server.clock.advance(50 if number == 0 else 70)
    listed = drive.ok("GET", f"/drive/v3/files/{api.id}/revisions?fields=*")["revisions"]
    assert [drive.call("GET", _path(one["exportLinks"]["text/csv"])).text for one in listed] == ["", "1", "2"]
    assert drive.call("GET", f"/drive/v3/files/{api.id}/revisions/99").status_code == 404


def test_changes(drive: Drive) -> None:
    """Changes since a token are told once a file; a deleted file is told as removed."""
    token = drive.ok("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
    first, second = drive.make("Một"), drive.make("Hai")
    drive.ok("DELETE", f"/drive/v3/files/{first}")
    found = drive.ok("GET", "/drive/v3/changes", params={"pageToken": token})
    assert [(one["fileId"], one["removed"]) for one in found["changes"]] == [(second, False), (first, True)]
    again = drive.ok("GET", "/drive/v3/changes", params={"pageToken": found["newStartPageToken"]})
    assert again["changes"] == []
