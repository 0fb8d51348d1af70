"""The state file: every acknowledged write is there, whole; a damaged or foreign file is refused."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import zlib
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets, LocalSheetsError
from sheets_sync.local_sheets.files import store

from .conftest import NOON, Api

EVERYTHING: list[dict[str, Any]] = [
    {"addSheet": {"properties": {"title": "Tổ 1", "sheetId": 7, "hidden": True, "tabColor": {"red": 0.5}}}},
    {"updateCells": {
        "start": {"rowIndex": 70, "columnIndex": 2}, "fields": "*",
        "rows": [{"values": [
            {"userEnteredValue": {"stringValue": "dòng\n1\ud800"}, "note": "ghi chú"},
            {"userEnteredValue": {"formulaValue": "=1/0"}, "userEnteredFormat": {"textFormat": {"bold": True}}},
            {"userEnteredValue": {"boolValue": True},
             "dataValidation": {"condition": {"type": "BOOLEAN"}, "strict": True}},
            {"userEnteredValue": {"stringValue": "rich"}, "textFormatRuns": [{"format": {"bold": True}}]},
            {"userEnteredValue": {"numberValue": 0.1}},
        ]}],
    }},
    {"mergeCells": {"range": {"endRowIndex": 2, "endColumnIndex": 2}, "mergeType": "MERGE_ALL"}},
    {"updateDimensionProperties": {
        "range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
        "properties": {"pixelSize": 33}, "fields": "pixelSize"}},
    {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 7}, "description": "d"}}},
    {"addNamedRange": {"namedRange": {"name": "Nr", "range": {"endRowIndex": 1}}}},
    {"createDeveloperMetadata": {"developerMetadata": {
        "metadataKey": "k", "location": {"sheetId": 7}, "visibility": "DOCUMENT"}}},
    {"setBasicFilter": {"filter": {"range": {"sheetId": 7}}}},
    {"addDimensionGroup": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}},
    {"updateSpreadsheetProperties": {"properties": {"locale": "vi_VN"}, "fields": "locale"}},
]  # fmt: skip


def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    """All that can be read before a stop can be read after the next start."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False, clock=lambda: NOON) as server:
        api = Api(server)
        api.batch(*EVERYTHING)
        api.put("'Tổ 1'!A500", ["far"])
        api.batch({"deleteDimension": {"range": {"sheetId": 7, "dimension": "ROWS", "startIndex": 0, "endIndex": 9}}})
        client = server.client()
        client.insert_permission(api.id, "a@example.com", "user", "reader")
        before, listed = api.state(), client.list_permissions(api.id)
    with LocalSheets(path, listen=False, clock=lambda: NOON) as server:
        api = Api(server, id=api.id)
        assert api.state() == before
        assert server.client().list_permissions(api.id) == listed
        assert api.values("'Tổ 1'!A491") == [["far"]]


def test_deleted_things_stay_deleted(tmp_path: Path) -> None:
    """Deleted files and tabs do not come back, nor do rows that were emptied."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False) as server:
        api, gone = Api(server), Api(server)
        api.batch({"addSheet": {"properties": {"title": "x", "sheetId": 7}}})
        api.put("x!A1", ["a"])
        api.put("A900", ["a"])
        api.batch({"deleteSheet": {"sheetId": 7}})
        api.ok("POST", "/values/Sheet1:clear", {})
        server.client().del_spreadsheet(gone.id)
        api.batch({"addSheet": {"properties": {"title": "x", "sheetId": 7}}})
        before = api.state()
    with LocalSheets(path, listen=False) as server:
        assert Api(server, id=api.id).state() == before
        assert Api(server, id=gone.id).call("GET", "").status_code == 404


def test_a_small_write_touches_one_block(tmp_path: Path) -> None:
    """One typed cell writes one block of rows, however large the file is."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False) as server:
        api = Api(server)
        api.put("A1", *[[f"r{n}", n] for n in range(1000)])
        assert isinstance(server.workspace.store, store.FileStore)
        statements: list[str] = []
        server.workspace.store._db.set_trace_callback(statements.append)
        api.put("B500", ["x"])
        server.workspace.store._db.set_trace_callback(None)
    assert sum("INTO block" in statement for statement in statements) == 1
    assert not any("INTO sheet" in statement for statement in statements)


def test_results_alone_are_not_stored(tmp_path: Path) -> None:
    """A tab in which formulas only come to other results costs the file nothing; they are worked out again from it, now
    and for every kept revision as of its own day."""
    path, days = tmp_path / "state.db", [NOON + datetime.timedelta(days=n) for n in range(4)]
    clock = iter(days)
    now = [next(clock)]
    with LocalSheets(path, listen=False, clock=lambda: now[0]) as server:
        api = Api(server)
        api.batch({"addSheet": {"properties": {"title": "x", "sheetId": 7}}})
        api.type("x!A1", ['=Sheet1!A1&" "&DAY(TODAY())', "=SEQUENCE(2;1;Sheet1!A1)"])
        assert isinstance(server.workspace.store, store.FileStore)
        for number in (10, 20):
            now[0] = next(clock)
            statements: list[str] = []
            server.workspace.store._db.set_trace_callback(statements.append)
            api.put("A1", [number])
            server.workspace.store._db.set_trace_callback(None)
            assert sum("INTO block" in statement for statement in statements) == 1
            assert api.values("x!A1:B2") == [[f"{number} {now[0].day}", str(number)], ["", str(number + 1)]]
    with LocalSheets(path, listen=False, clock=lambda: days[3]) as server:
        api = Api(server, id=api.id)
        listed = api.session.get(f"{server.url}/drive/v3/files/{api.id}/revisions").json()["revisions"]
        place = f"{server.url}/spreadsheets/d/{api.id}/export?format=csv&gid=7&revision="
        shown = [api.session.get(place + one["id"]).text.splitlines() for one in listed[2:]]
        assert shown == [[" 5,0", ",1"], ["10 6,10", ",11"], ["20 8,20", ",21"]]
        assert api.values("x!A1:B2") == [["20 8", "20"], ["", "21"]]


CHILD = """
import sys
from sheets_sync.local_sheets import serve
serve("127.0.0.1", 0, sys.argv[1], lambda url: print(url, flush=True))
"""


@pytest.mark.parametrize("after", [3, 17, 40])
def test_sigkill_loses_nothing_acknowledged(tmp_path: Path, after: int) -> None:
    """Killed at any moment, the file holds every acknowledged write, and none in part."""
    path = tmp_path / "state.db"
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    url = child.stdout.readline().strip()
    file_id = requests.post(f"{url}/v4/spreadsheets", json={}, timeout=10).json()["spreadsheetId"]
    acknowledged: list[int] = []

    def work() -> None:
        session = requests.Session()
        for n in range(1, 1000):
            rows = [[n] for _ in range(200)]
            try:
                answer = session.put(
                    f"{url}/v4/spreadsheets/{file_id}/values/A1", json={"values": rows},
                    params={"valueInputOption": "RAW"}, timeout=10,
                )  # fmt: skip
            except requests.RequestException:
                return
            assert answer.status_code == 200
            acknowledged.append(n)
            if n == after:
                os.kill(child.pid, signal.SIGKILL)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    child.communicate()
    with LocalSheets(path, listen=False) as server:
        values = Api(server, id=file_id).values("A1:A200", "UNFORMATTED_VALUE")
    assert len({row[0] for row in values}) == 1
    assert len(values) == 200
    assert values[0][0] in (acknowledged[-1], acknowledged[-1] + 1)


def test_concurrent_writers_lose_nothing(tmp_path: Path) -> None:
    """Clients that write at the same time all find their rows afterwards."""
    with LocalSheets(tmp_path / "state.db") as server:
        file_id = server.create_spreadsheet()

        def work(column: int) -> None:
            sheet = server.client().open_by_key(file_id).sheet1
            for row in range(1, 21):
                sheet.update_cell(row, column, f"{column}/{row}")

        threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        values = server.client().open_by_key(file_id).sheet1.get_all_values()
    assert values == [[f"{column}/{row}" for column in range(1, 6)] for row in range(1, 21)]


def damaged(path: Path, how: str) -> None:
    if how == "not a database":
        path.write_text("hello, this is no state file at all")
    elif how == "another database":
        path.unlink()
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("CREATE TABLE t (x)")
    elif how == "newer":
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute(f"PRAGMA user_version={store.VERSION + 1}")
    elif how == "flipped bytes":
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            ((record,),) = db.execute("SELECT record FROM block").fetchall()
            broken = record[:-6] + bytes([record[-6] ^ 0xFF]) + record[-5:]
            db.execute("UPDATE block SET record=?", (broken,))
    elif how == "missing piece":
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("DELETE FROM sheet")
    else:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("not a database", "damaged"),
        ("another database", "is not a state file"),
        ("newer", "newer version"),
        ("flipped bytes", "damaged"),
        ("missing piece", "damaged"),
        ("cut in half", "damaged"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, how: str, words: str) -> None:
    """A file that is damaged, foreign or newer is refused with its name and what to do; it is not touched."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False) as server:
        Api(server).put("A1", *[["a" * 400] for _ in range(60)])
    damaged(path, how)
    before = path.read_bytes()
    with pytest.raises(LocalSheetsError, match=words) as refusal:
        LocalSheets(path, listen=False).start()
    assert str(path) in str(refusal.value)
    assert path.read_bytes() == before


def test_a_failed_disk_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that can't be made durable is refused, and nobody ever sees it."""
    with LocalSheets(tmp_path / "state.db", listen=False) as server:
        api = Api(server)
        api.put("A1", ["kept"])
        with monkeypatch.context() as patch:
            patch.setattr(store, "block_record", lambda rows: 1 / 0)
            assert api.call("PUT", "/values/A1", {"values": [["lost"]]}, valueInputOption="RAW").status_code == 500
        assert api.values("A1") == [["kept"]]
        api.put("A2", ["after"])
        assert len(server.failures) == 1
    with LocalSheets(tmp_path / "state.db", listen=False) as server:
        assert Api(server, id=api.id).values("A1:A2") == [["kept"], ["after"]]


def test_a_new_file_that_was_not_saved_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spreadsheet whose making failed leaves nothing behind, and the next one is made."""
    with LocalSheets(tmp_path / "state.db", listen=False) as server:
        with monkeypatch.context() as patch:
            patch.setattr(store, "sheet_record", lambda sheet: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                server.create_spreadsheet()
        file_id = server.create_spreadsheet()
    with LocalSheets(tmp_path / "state.db", listen=False) as server:
        assert [book.id for book in server.client().openall()] == [file_id]


def test_one_file_one_server(tmp_path: Path) -> None:
    """A second server on the same file is refused while the first one runs."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False), pytest.raises(LocalSheetsError, match="another server"):
        LocalSheets(path, listen=False).start()
    with LocalSheets(path, listen=False):
        pass


def test_an_older_file_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of an older format is brought up in one transaction and keeps its content."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False) as server:
        api = Api(server)
        api.put("A1", ["kept"])
    monkeypatch.setattr(store, "VERSION", store.VERSION + 1)
    monkeypatch.setitem(store.UPGRADES, store.VERSION - 1, "CREATE TABLE extra (x INTEGER)")
    with LocalSheets(path, listen=False) as server:
        assert Api(server, id=api.id).values("A1") == [["kept"]]
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (store.VERSION,)
        assert db.execute("SELECT count(*) FROM extra").fetchone() == (0,)


def test_equal_rows_are_kept_once(tmp_path: Path) -> None:
    """Five hundred formatted empty rows take no more room than one."""
    path = tmp_path / "state.db"
    with LocalSheets(path, listen=False) as server:
        api = Api(server)
        dress = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
        api.batch({"repeatCell": {"range": {"endRowIndex": 500}, "cell": dress, "fields": "userEnteredFormat"}})
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        records = [json.loads(zlib.decompress(one)) for (one,) in db.execute("SELECT record FROM block")]
    assert [len(record["rows"]) for record in records] == [1] * 8 or all(len(r["rows"]) <= 2 for r in records)
