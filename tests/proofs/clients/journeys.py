"""Everyday jobs with clients of Python; run by pytest in an environment of its own, redirected to a local server."""

from __future__ import annotations

import io
import os

import pytest

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture(scope="module")
def login():
    account = pytest.importorskip("google.oauth2.service_account")
    return account.Credentials.from_service_account_file(os.environ["KEY_FILE"], scopes=SCOPES)


@pytest.fixture(scope="module")
def sheets(login):
    return pytest.importorskip("googleapiclient.discovery").build("sheets", "v4", credentials=login).spreadsheets()


@pytest.fixture(scope="module")
def drive(login):
    return pytest.importorskip("googleapiclient.discovery").build("drive", "v3", credentials=login)


@pytest.fixture
def book(sheets):
    return sheets.create(body={"properties": {"title": "Try"}}).execute()["spreadsheetId"]


class TestGoogleApiPythonClient:
    def test_values(self, sheets, book):
        rows = {"values": [["a", 1], ["b", 2]]}
        place = {"spreadsheetId": book, "valueInputOption": "USER_ENTERED"}
        sheets.values().update(range="A1", body=rows, **place).execute()
        sheets.values().append(range="A1", body=rows, **place).execute()
        found = sheets.values().batchGet(spreadsheetId=book, ranges=["A1:B2", "A3:B4"]).execute()["valueRanges"]
        assert found[0]["values"] == found[1]["values"] == [["a", "1"], ["b", "2"]]

    def test_a_long_address(self, sheets, book):
        places = [f"Sheet1!A{n}:Z{n}" for n in range(1, 200)]
        assert len(sheets.values().batchGet(spreadsheetId=book, ranges=places).execute()["valueRanges"]) == 199

    def test_batch_update(self, sheets, book):
        request = {"addSheet": {"properties": {"title": "Hai"}}}
        made = sheets.batchUpdate(spreadsheetId=book, body={"requests": [request]}).execute()
        assert made["replies"][0]["addSheet"]["properties"]["title"] == "Hai"

    def test_many_in_one(self, drive, book):
        found = []
        batch = drive.new_batch_http_request(callback=lambda key, answer, error: found.append((answer, error)))
        batch.add(drive.files().get(fileId=book))
        batch.add(drive.files().get(fileId="nothing"))
        batch.execute()
        assert found[0][0]["id"] == book
        assert found[1][1].resp.status == 404

    @pytest.mark.parametrize("resumable", [False, True])
    def test_upload(self, drive, sheets, resumable):
        http = pytest.importorskip("googleapiclient.http")
        media = http.MediaIoBaseUpload(io.BytesIO(b"a,1\nb,2\n"), "text/csv", resumable=resumable)
        body = {"name": "csv", "mimeType": SPREADSHEET}
        made = drive.files().create(body=body, media_body=media, fields="id").execute()["id"]
        found = sheets.values().get(spreadsheetId=made, range="A1:B9").execute()["values"]
        assert found == [["a", "1"], ["b", "2"]]

    def test_download(self, drive, book):
        http = pytest.importorskip("googleapiclient.http")
        out = io.BytesIO()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        loader = http.MediaIoBaseDownload(out, drive.files().export_media(fileId=book, mimeType=kind))
        done = False
        while not done:
            _, done = loader.next_chunk()
        assert out.getvalue()[:2] == b"PK"

    def test_folders_and_pages(self, drive):
        folder = drive.files().create(body={"name": "Hộp", "mimeType": FOLDER}).execute()["id"]
        for number in range(3):
            body = {"name": str(number), "mimeType": SPREADSHEET, "parents": [folder]}
            drive.files().create(body=body).execute()
        names, request = [], drive.files().list(q=f"'{folder}' in parents", pageSize=2, orderBy="name desc")
        while request is not None:
            page = request.execute()
            names += [one["name"] for one in page["files"]]
            request = drive.files().list_next(request, page)
        assert names == ["2", "1", "0"]

    def test_sharing(self, drive, book):
        body = {"type": "user", "role": "writer", "emailAddress": "a@example.com"}
        given = drive.permissions().create(fileId=book, body=body).execute()
        assert len(drive.permissions().list(fileId=book).execute()["permissions"]) == 2
        drive.permissions().delete(fileId=book, permissionId=given["id"]).execute()

    def test_revisions_and_changes(self, drive, sheets, book):
        token = drive.changes().getStartPageToken().execute()["startPageToken"]
        body = {"values": [["a"]]}
        sheets.values().update(spreadsheetId=book, range="A1", valueInputOption="RAW", body=body).execute()
        assert len(drive.revisions().list(fileId=book).execute()["revisions"]) == 2
        changes = drive.changes().list(pageToken=token).execute()["changes"]
        assert [one["fileId"] for one in changes] == [book]

    def test_about(self, drive):
        assert "@" in drive.about().get(fields="user").execute()["user"]["emailAddress"]


def test_gspread(login):
    gspread = pytest.importorskip("gspread")
    client = gspread.service_account(filename=os.environ["KEY_FILE"])
    client.create("Một").sheet1.update([["a"]], "A1")
    assert client.open("Một").sheet1.get_all_values() == [["a"]]


def test_gspread_pandas(login):
    pandas, spread = pytest.importorskip("pandas"), pytest.importorskip("gspread_pandas")
    frame = pandas.DataFrame({"tên": ["Tổ 1", "Tổ 2"], "số": [1, 2]})
    made = spread.Spread("Khung", create_spread=True, create_sheet=True, sheet="Số", creds=login)
    made.df_to_sheet(frame, index=False)
    back = made.sheet_to_df(index=None)
    assert back["tên"].tolist() == ["Tổ 1", "Tổ 2"]
    assert "Khung" in [one["name"] for one in made.client.list_spreadsheet_files()]


def test_pandas_reads_a_link(drive, sheets, book):
    pandas = pytest.importorskip("pandas")
    body = {"values": [["a", "b"], [1, 2]]}
    sheets.values().update(spreadsheetId=book, range="A1", valueInputOption="RAW", body=body).execute()
    frame = pandas.read_csv(f"https://docs.google.com/spreadsheets/d/{book}/export?format=csv")
    assert frame.to_dict("records") == [{"a": 1, "b": 2}]


def test_httpx(book):
    httpx = pytest.importorskip("httpx")
    found = httpx.get(f"https://sheets.googleapis.com/v4/spreadsheets/{book}?fields=spreadsheetId")
    assert found.json() == {"spreadsheetId": book}
