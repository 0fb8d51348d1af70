"""The control plane: faults, quota, permissions, people. Closed unless asked for."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from sheets_sync.local_sheets.weather.people import Plan

from .conftest import NOON, Api


def write(api: Api, text: str = "new") -> requests.Response:
    return api.call("PUT", "/values/A1", {"values": [[text]]}, valueInputOption="RAW")


@pytest.mark.parametrize(("after", "stands"), [(False, []), (True, [["new"]])])
@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503])
def test_a_status_before_or_after_applying(api: Api, status: int, after: bool, stands: list[Any]) -> None:
    """A refused write may or may not have been applied; only a read tells."""
    api.server.faults.add(Fault(status=status, after=after))
    assert write(api).status_code == status
    assert api.values("A1") == stands
    assert write(api).status_code == 200


def test_which_requests_are_struck(api: Api) -> None:
    """A fault strikes the n-th fitting request and as many as it says; others pass."""
    api.server.faults.add(Fault(status=503, access="write", nth=2, times=2))
    seen = [(write(api).status_code, api.call("GET", "").status_code) for _ in range(5)]
    assert seen == [(200, 200), (503, 200), (503, 200), (200, 200), (200, 200)]


def test_faults_by_method_and_path(api: Api) -> None:
    """A fault may name a method and a path, and last for ever."""
    api.server.faults.add(Fault(status=500, method="GET", path="values", times=0))
    assert [api.call("GET", "/values/A1").status_code for _ in range(3)] == [500] * 3
    assert write(api).status_code == 200
    api.server.faults.clear()
    assert api.call("GET", "/values/A1").status_code == 200


@pytest.mark.parametrize("listen", [True, False])
@pytest.mark.parametrize(("after", "stands"), [(False, []), (True, [["new"]])])
def test_a_dropped_connection(listen: bool, after: bool, stands: list[Any]) -> None:
    """The connection ends without an answer, before the write or after it."""
    with LocalSheets(listen=listen) as server:
        api = Api(server)
        server.faults.add(Fault(drop=True, after=after))
        with pytest.raises(requests.ConnectionError):
            write(api)
        assert api.values("A1") == stands


def test_half_a_body() -> None:
    """An answer that breaks off in the middle is no answer."""
    with LocalSheets() as server:
        api = Api(server)
        server.faults.add(Fault(truncate=True))
        with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
            api.call("GET", "")
        assert api.call("GET", "").status_code == 200


def test_an_html_body(api: Api) -> None:
    """A front end may answer in HTML."""
    api.server.faults.add(Fault(status=502, html=True))
    answer = api.call("GET", "")
    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_delay_uses_the_given_sleep() -> None:
    """A slow answer waits by the sleep that was handed in."""
    slept: list[float] = []
    with LocalSheets(listen=False, sleep=slept.append) as server:
        server.faults.add(Fault(delay=30))
        assert write(Api(server)).status_code == 200
    assert slept == [30]


@pytest.mark.parametrize(("after", "stands"), [(False, []), (True, [["new"]])])
def test_a_wait_after_applying(after: bool, stands: list[Any]) -> None:
    """With `after` the write stands before the wait begins; without it nothing is applied where the line is cut."""
    found: list[Any] = []
    with LocalSheets(listen=False, sleep=lambda _: found.append(api.values("A1"))) as server:
        api = Api(server)
        server.faults.add(Fault(delay=30, drop=True, after=after, access="write"))
        with pytest.raises(requests.ConnectionError):
            write(api)
    assert found == [stands]


@pytest.mark.parametrize("after", [False, True])
def test_an_empty_body(api: Api, after: bool) -> None:
    """Status 200 and nothing in it."""
    api.server.faults.add(Fault(empty=True, after=after))
    answer = write(api)
    assert (answer.status_code, answer.content) == (200, b"")
    assert api.values("A1") == ([["new"]] if after else [])


def test_a_refusal_with_googles_reason(api: Api) -> None:
    """A 403 may say why, as Google's ErrorInfo does."""
    api.server.faults.add(Fault(status=403, reason="SERVICE_DISABLED"))
    (info,) = write(api).json()["error"]["details"]
    assert info["reason"] == "SERVICE_DISABLED"


def test_the_quota(api: Api) -> None:
    """60 reads and 60 writes a minute for each user, refilled with the minute of the given clock; Google's 429."""
    api.server.quota.reads = api.server.quota.writes = 60
    other = Api(api.server, "other@example.com", id=api.id)
    assert {api.call("GET", "").status_code for _ in range(60)} == {200}
    refused = api.call("GET", "")
    assert refused.status_code == 429
    error = refused.json()["error"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert "Retry-After" not in refused.headers
    assert write(api).status_code == 200
    assert other.call("GET", "").status_code == 200
    api.server.clock.advance(59)
    assert api.call("GET", "").status_code == 429
    api.server.clock.advance(1)
    assert api.call("GET", "").status_code == 200


ROLES = [
    ("", 403, 403, 404),
    ("reader", 200, 403, 200),
    ("commenter", 200, 403, 200),
    ("writer", 200, 200, 200),
]


@pytest.mark.parametrize(("role", "reading", "writing", "seeing"), ROLES)
def test_permissions(api: Api, role: str, reading: int, writing: int, seeing: int) -> None:
    """Viewers read, editors write, others get Google's 403; Drive hides the file from them."""
    api.server.workspace.enforce_permissions = True
    if role:
        api.server.client().insert_permission(api.id, "p@example.com", "user", role)
    person = Api(api.server, "p@example.com", id=api.id)
    assert person.call("GET", "").status_code == reading
    answer = write(person)
    assert answer.status_code == writing
    if writing == 403:
        assert answer.json()["error"] == {
            "code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"
        }  # fmt: skip
    url = f"{api.server.url}/drive/v3/files/{api.id}"
    assert person.session.get(url).status_code == seeing
    assert len(api.server.client("p@example.com").openall()) == (seeing == 200)


@pytest.mark.parametrize(("anyone", "reading", "writing"), [("", 403, 401), ("reader", 200, 401), ("writer", 200, 200)])
def test_a_request_without_a_login(api: Api, anyone: str, reading: int, writing: int) -> None:
    """Whoever is not logged in may do what everybody may; what needs a login is 401, not 403."""
    api.server.workspace.enforce_permissions = True
    if anyone:
        api.server.client().insert_permission(api.id, None, "anyone", anyone)
    nobody = Api(api.server, id=api.id)
    del nobody.session.headers["Authorization"]
    assert nobody.call("GET", "").status_code == reading
    answer = write(nobody)
    assert answer.status_code == writing
    if writing == 401:
        assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("how", [{"params": {"key": "AIza-made-up"}}, {"headers": {"X-Goog-Api-Key": "AIza-made-up"}}])
def test_an_api_key_alone_never_writes(api: Api, how: dict[str, Any]) -> None:
    """Whoever brings an API key alone may read what everybody may; writing is 401, even where everybody may write."""
    api.server.workspace.enforce_permissions = True
    api.server.client().insert_permission(api.id, None, "anyone", "writer")
    nobody = Api(api.server, id=api.id)
    del nobody.session.headers["Authorization"]
    url = f"{api.server.url}/v4/spreadsheets/{api.id}"
    assert nobody.session.get(url, **how).status_code == 200
    answer = nobody.session.post(f"{url}/values/A1:clear", json={}, **how)
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_permissions_are_not_looked_at_unless_asked(api: Api) -> None:
    """Without being asked, the server lets every user in."""
    assert write(Api(api.server, "nobody@example.com", id=api.id)).status_code == 200


ACTS: list[tuple[dict[str, Any], list[list[str]]]] = [
    ({"act": "type", "range": "A2", "values": [["50%"]]}, [["c", "3"], ["50%", "1"], ["b", "2"]]),
    ({"act": "paste", "range": "B3", "values": [["x", "y"]]}, [["c", "3"], ["a", "1"], ["b", "x", "y"]]),
    ({"act": "clear", "range": "A1:A2"}, [["", "3"], ["", "1"], ["b", "2"]]),
    ({"act": "sort", "range": "A1:B3", "column": 1}, [["a", "1"], ["b", "2"], ["c", "3"]]),
    ({"act": "sort", "range": "A1:B3", "column": 1, "descending": True}, [["c", "3"], ["b", "2"], ["a", "1"]]),
    ({"act": "insert_rows", "sheet": "Sheet1", "at": 1}, [["c", "3"], [], ["a", "1"], ["b", "2"]]),
    ({"act": "delete_rows", "sheet": "Sheet1", "at": 0, "count": 2}, [["b", "2"]]),
    ({"act": "move_rows", "sheet": "Sheet1", "at": 0, "to": 3}, [["a", "1"], ["b", "2"], ["c", "3"]]),
    ({"act": "insert_columns", "sheet": "Sheet1", "at": 1}, [["c", "", "3"], ["a", "", "1"], ["b", "", "2"]]),
    ({"act": "delete_columns", "sheet": "Sheet1", "at": 0}, [["3"], ["1"], ["2"]]),
    ({"act": "move_columns", "sheet": "Sheet1", "at": 1, "to": 0}, [["3", "c"], ["1", "a"], ["2", "b"]]),
    (
        {"act": "request", "requests": [{"appendCells": {
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "d"}}]}], "fields": "userEnteredValue"}}]},
        [["c", "3"], ["a", "1"], ["b", "2"], ["d"]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("act", "stands"), ACTS)
def test_what_people_do(api: Api, act: dict[str, Any], stands: list[list[str]]) -> None:
    """Each act changes the sheet as a person's hand would."""
    api.put("A1", ["c", 3], ["a", 1], ["b", 2])
    control(api, "POST", "people", {"spreadsheetId": api.id, "acts": [act]})
    assert api.values("A:Z") == stands


def control(api: Api, method: str, name: str, body: dict[str, Any] | None = None) -> Any:
    answer = api.session.request(method, f"{api.server.url}/local/{name}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_people_rename_hide_and_delete_tabs(api: Api) -> None:
    """Tabs are renamed, hidden and deleted under the job's feet."""
    api.batch({"addSheet": {"properties": {"title": "b"}}}, {"addSheet": {"properties": {"title": "c"}}})
    acts = [
        {"act": "rename", "sheet": "Sheet1", "title": "a"},
        {"act": "hide", "sheet": "b"},
        {"act": "delete", "sheet": "c"},
    ]
    control(api, "POST", "people", {"spreadsheetId": api.id, "acts": acts})
    found = api.get("sheets.properties(title,hidden)")["sheets"]
    assert [sheet["properties"] for sheet in found] == [{"title": "a"}, {"title": "b", "hidden": True}]


def test_people_come_between_a_read_and_the_next_write(api: Api) -> None:
    """Acts that wait for the n-th read are seen by the next request, never by that read."""
    api.put("A1", ["old"])
    api.server.people.plan(Plan(api.id, [{"act": "insert_rows", "sheet": "Sheet1", "at": 0}], after_read=2))
    assert api.values("A1:A2") == [["old"]]
    assert api.values("A1:A2") == [["old"]]
    api.put("A1", ["mine"])
    assert api.values("A1:A2") == [["mine"], ["old"]]
    assert api.server.people.waiting() == 0


def test_people_obey_protection(api: Api) -> None:
    """A protected cell is closed to people too, and half of what they did is not left behind."""
    api.batch({"addProtectedRange": {"protectedRange": {"range": {"endRowIndex": 1}}}})
    acts = [{"act": "type", "range": "A2", "values": [["x"]]}, {"act": "type", "range": "A1", "values": [["x"]]}]
    body = {"spreadsheetId": api.id, "acts": acts, "user": "p@example.com"}
    answer = api.session.post(f"{api.server.url}/local/people", json=body)
    assert answer.status_code == 400
    assert api.values("A1:A2") == []


def test_everything_over_http(api: Api) -> None:
    """Every control can be reached over HTTP, for programs in other languages."""
    control(api, "PUT", "clock", {"now": "2026-03-06T00:00:00+07:00"})
    assert control(api, "PUT", "clock", {"advance": 60})["now"] == "2026-03-06T00:01:00+07:00"
    control(api, "PUT", "clock", {})
    assert api.server.clock() == NOON
    control(api, "POST", "faults", {"status": 503, "after": True})
    assert control(api, "GET", "faults")["faults"][0]["after"] is True
    control(api, "DELETE", "faults")
    control(api, "PUT", "quota", {"reads": 1, "writes": None})
    assert [api.call("GET", "").status_code for _ in range(2)] == [200, 429]
    control(api, "PUT", "quota", {})
    control(api, "PUT", "permissions", {"enforce": True})
    assert Api(api.server, "p@example.com", id=api.id).call("GET", "").status_code == 403
    assert control(api, "GET", "requests")["requests"][-1]["status"] == 403
    control(api, "DELETE", "requests")
    assert len(control(api, "GET", "requests")["requests"]) == 1  # the DELETE itself


BAD_CONTROLS: list[tuple[str, str, Any]] = [
    ("POST", "faults", {"colour": 1}),
    ("POST", "faults", {"status": "503"}),
    ("PUT", "clock", {"now": "2026-03-06T00:00:00"}),
    ("PUT", "clock", {"now": "tomorrow"}),
    ("PUT", "quota", {"read": 5}),
    ("POST", "people", {"spreadsheetId": "none", "acts": []}),
    ("GET", "nothing", None),
]


@pytest.mark.parametrize(("method", "name", "body"), BAD_CONTROLS)
def test_bad_controls_are_refused(api: Api, method: str, name: str, body: Any) -> None:
    """A control that is misspelt is refused, so that no test passes by accident."""
    assert api.session.request(method, f"{api.server.url}/local/{name}", json=body).status_code in (400, 404)
