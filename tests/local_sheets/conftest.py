"""Servers for these tests: every request and answer is checked against Google's discovery documents."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets

NOON = datetime.datetime(2026, 3, 5, 12, 0, tzinfo=datetime.UTC)


class Api:
    """A spreadsheet of a test, spoken to in the API's own words."""

    def __init__(self, server: LocalSheets, user: str = "", **made: Any) -> None:
        self.server, self.user = server, user
        self.id = made.get("id") or server.create_spreadsheet(**made)
        self.session: requests.Session = server.client(user).http_client.session

    def call(self, method: str, path: str, json: Any = None, **params: Any) -> requests.Response:
        url = f"{self.server.url}/v4/spreadsheets/{self.id}{path}"
        return self.session.request(method, url, json=json, params=params)

    def ok(self, method: str, path: str, json: Any = None, **params: Any) -> Any:
        response = self.call(method, path, json, **params)
        assert response.status_code == 200, response.text
        return response.json()

    def batch(self, *items: dict[str, Any]) -> list[dict[str, Any]]:
        replies: list[dict[str, Any]] = self.ok("POST", ":batchUpdate", {"requests": list(items)})["replies"]
        return replies

    def refused(self, *items: dict[str, Any]) -> str:
        """The message of a batch that must be refused."""
        response = self.call("POST", ":batchUpdate", {"requests": list(items)})
        assert response.status_code == 400, response.text
        message: str = response.json()["error"]["message"]
        return message

    def type(self, place: str, *rows: list[Any]) -> Any:
        return self.ok("PUT", f"/values/{place}", {"values": list(rows)}, valueInputOption="USER_ENTERED")

    def put(self, place: str, *rows: list[Any]) -> Any:
        return self.ok("PUT", f"/values/{place}", {"values": list(rows)}, valueInputOption="RAW")

    def values(self, place: str, render: str = "FORMATTED_VALUE", **params: Any) -> list[list[Any]]:
        found: list[list[Any]] = self.ok("GET", f"/values/{place}", valueRenderOption=render, **params).get(
            "values", []
        )
        return found

    def get(self, fields: str, **params: Any) -> Any:
        return self.ok("GET", "", fields=fields, **params)

    def state(self) -> bytes:
        """Everything that can be read of the file."""
        return self.call("GET", "", includeGridData="true").content


def box(top: int, left: int, bottom: int, right: int) -> dict[str, Any]:
    """A GridRange of the first tab, ends exclusive."""
    return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}


@pytest.fixture
def server() -> Iterator[LocalSheets]:
    with LocalSheets(listen=False, validate=True, control=True, clock=lambda: NOON) as running:
        yield running
    assert not running.failures, "\n".join(running.failures)
    assert not running.violations, "\n".join(running.violations)


@pytest.fixture
def api(server: LocalSheets) -> Api:
    return Api(server, title="Try")


@pytest.fixture
def vietnamese(server: LocalSheets) -> Api:
    return Api(server, title="Thử", locale="vi_VN", timezone="Asia/Ho_Chi_Minh")
