"""The server as a server: who may reach it, how it speaks HTTP, how it starts and stops."""

from __future__ import annotations

import datetime
import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets, LocalSheetsError, serve

from .conftest import Api

pytest_plugins = ["pytester"]


@pytest.fixture
def listening() -> Iterator[LocalSheets]:
    with LocalSheets() as server:
        yield server


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com", "::"])
def test_loopback_only(host: str) -> None:
    """The server listens on loopback unless it was told otherwise in so many words."""
    with pytest.raises(LocalSheetsError, match="allow_remote"):
        LocalSheets(host=host)
    LocalSheets(host=host, allow_remote=True)


HOSTS = [("127.0.0.1:80", 404), ("localhost:80", 404), ("[::1]:80", 404), ("LOCALHOST", 404), ("evil.example", 403),
         ("127.0.0.1.evil.example:80", 403), ("10.0.0.1", 403)]  # fmt: skip


@pytest.mark.parametrize(("host", "status"), HOSTS)
def test_host_header(listening: LocalSheets, host: str, status: int) -> None:
    """A page that reaches the port under a name of its own gets nothing."""
    answer = requests.get(f"{listening.url}/v4/spreadsheets/none", headers={"Host": host.lower()}, timeout=10)
    assert answer.status_code == status


def test_keep_alive_and_lengths(listening: LocalSheets) -> None:
    """Many requests travel over one connection, each answer with its length."""
    connection = http.client.HTTPConnection("127.0.0.1", listening.port, timeout=10)
    for _ in range(3):
        connection.request("POST", "/v4/spreadsheets", body=b"{}")
        answer = connection.getresponse()
        assert answer.getheader("Content-Type") == "application/json; charset=UTF-8"
        assert len(answer.read()) == int(answer.getheader("Content-Length") or 0)
    connection.close()
    assert len(listening.requests) == 3


def test_every_answer_is_dated_by_the_servers_clock() -> None:
    """The Date header is the server's own time, so that clients can check theirs against it."""
    now = datetime.datetime(2022, 12, 16, 3, 0, 0, 900_000, tzinfo=datetime.UTC)
    with LocalSheets(clock=lambda: now) as server:
        answer = requests.get(f"{server.url}/v4/spreadsheets/none", timeout=10)
    assert (answer.status_code, answer.headers["Date"]) == (404, "Fri, 16 Dec 2022 03:00:00 GMT")


def test_chunked_bodies(listening: LocalSheets) -> None:
    """A body without a length, sent in chunks, is understood."""
    answer = requests.post(f"{listening.url}/v4/spreadsheets", data=iter([b"{", b"}"]), timeout=10)
    assert answer.status_code == 200


def test_bad_json(api: Api) -> None:
    """A body that is no JSON is refused as such."""
    url = f"{api.server.url}/v4/spreadsheets/{api.id}:batchUpdate"
    response = api.session.post(url, data=b"{nope")
    assert response.status_code == 400
    assert response.json()["error"]["message"].startswith("Invalid JSON payload received.")


TITLES = ["Chi phí T1/2026", "a:clear", "50%", "a?b", "a#b", "values", "🌵", "Tha\u0301ng", "a+b", "it's"]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_in_a_path(listening: LocalSheets, title: str) -> None:
    """A tab's title may hold anything that a path gives a meaning to."""
    book = listening.client().create("Try")
    sheet = book.add_worksheet(title, 10, 5)
    sheet.update([["a"]], "B2")
    assert sheet.get_all_values() == [["", ""], ["", "a"]]
    assert book.worksheet(title).acell("B2").value == "a"
    sheet.clear()
    assert sheet.get_all_values() == [[]]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v4/spreadsheets/nothing-here", 404),
        ("GET", "/v4/elsewhere", 501),
        ("DELETE", "/v4/spreadsheets/x", 501),
        ("GET", "/drive/v3/teamdrives", 501),
        ("GET", "/", 404),
        ("GET", "/local/requests", 404),
    ],
)
def test_unknown_paths(listening: LocalSheets, method: str, path: str, status: int) -> None:
    """A missing file is 404; a path that is not modelled is 501 and named; the control plane is closed."""
    answer = requests.request(method, listening.url + path, timeout=10)
    assert answer.status_code == status
    assert "error" in answer.json()


def test_requests_are_recorded(api: Api) -> None:
    """Tests can count requests and tell reads from writes."""
    api.server.requests.clear()
    api.put("A1", ["a"])
    api.values("A1")
    api.ok("POST", "/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": {}}]})
    assert [(record.method, record.is_write, record.status) for record in api.server.requests] == [
        ("PUT", True, 200), ("GET", False, 200), ("POST", False, 200)
    ]  # fmt: skip
    assert api.server.requests[0].json == {"values": [["a"]]}


def test_stop_joins_with_idle_connections() -> None:
    """Stopping ends every thread, though clients keep their connections open."""
    before = threading.active_count()
    server = LocalSheets().start()
    sessions = [requests.Session() for _ in range(5)]
    for session in sessions:
        session.get(f"{server.url}/v4/spreadsheets/x", timeout=10)
    server.stop()
    server.stop()
    assert threading.active_count() == before
    with pytest.raises(requests.ConnectionError):
        sessions[0].get(f"{server.url}/v4/spreadsheets/x", timeout=10)


def test_a_server_starts_again() -> None:
    """A stopped server can be started again and is empty when it lives in memory."""
    server = LocalSheets(listen=False)
    with server:
        server.create_spreadsheet()
    with server:
        assert server.client().openall() == []


def test_a_taken_port_is_told() -> None:
    """A port in use is one clear sentence, not a traceback."""
    with LocalSheets() as server, pytest.raises(LocalSheetsError, match=str(server.port)):
        LocalSheets(port=server.port).start()


def test_serve_until_stopped() -> None:
    """`serve` says its address when it is ready, and ends when it is told to."""
    stop = threading.Event()
    found: list[str] = []
    ready = threading.Event()

    def on_ready(url: str) -> None:
        found.append(url)
        ready.set()

    thread = threading.Thread(target=serve, args=("127.0.0.1", 0, None, on_ready, stop))
    thread.start()
    assert ready.wait(10)
    assert requests.post(f"{found[0]}/v4/spreadsheets", json={}, timeout=10).status_code == 200
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_importing_is_light() -> None:
    """Importing the package loads neither gspread nor pandas nor anything else that a server does not need."""
    code = (
        "import sys, json, sheets_sync.local_sheets as x; x.LocalSheets(listen=False).start(); "
        "print(json.dumps([m for m in ('gspread','pandas','docxtpl','sqlalchemy','requests','google') "
        "if m in sys.modules]))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == []


def test_the_plugin_gives_a_server(pytester: Any) -> None:
    """`local_sheets` is a fixture of anyone who installs the package."""
    pytester.makepyfile(
        """
        def test_mine(local_sheets):
            sheet = local_sheets.client().create("Try").sheet1
            sheet.update([["a", 1]], "A1")
            assert sheet.get_all_values() == [["a", "1"]]
        """
    )
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1)
