"""Clients without a setting for an address reach the local server; nothing else is reached meanwhile."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Callable, Iterator

import pytest
import requests

from sheets_sync.local_sheets import LocalSheets, LocalSheetsError
from sheets_sync.local_sheets.redirect import HOSTS, Refused, redirect, redirected

BASE = "http://127.0.0.1:8765"
ABOUT = "https://www.googleapis.com/drive/v3/about?fields=kind"


@pytest.fixture
def away() -> Iterator[LocalSheets]:
    with LocalSheets() as server, redirect(server):
        yield server


@pytest.mark.parametrize("host", HOSTS)
def test_addresses(host: str) -> None:
    """Each of Google's hosts is the server; path and query stay as they were written."""
    path = "/v4/spreadsheets/x/values/%27a%2Fb%27%21A1?fields=a%2Cb"
    assert redirected(f"https://{host}{path}", BASE) == BASE + path
    assert redirected("http://localhost:1/x", BASE) == "http://localhost:1/x"


@pytest.mark.parametrize(
    "url", ["https://example.com/", "https://sheets.googleapis.com.example.com/", "http://10.0.0.1/"]
)
def test_others_are_refused(url: str) -> None:
    """Any other machine is out of reach, and the message says which."""
    with pytest.raises(Refused, match="refused"):
        redirected(url, BASE)


def by_httplib2(url: str) -> bytes:
    http = pytest.importorskip("httplib2").Http()
    try:
        body: bytes = http.request(url)[1]
        return body
    finally:
        http.close()


def by_httpx(url: str) -> bytes:
    body: bytes = pytest.importorskip("httpx").get(url).content
    return body


def by_async_httpx(url: str) -> bytes:
    httpx = pytest.importorskip("httpx")

    async def read() -> bytes:
        async with httpx.AsyncClient() as client:
            body: bytes = (await client.get(url)).content
            return body

    return asyncio.run(read())


def by_aiohttp(url: str) -> bytes:
    aiohttp = pytest.importorskip("aiohttp")

    async def read() -> bytes:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            body: bytes = await answer.read()
            return body

    return asyncio.run(read())


WAYS: list[Callable[[str], bytes]] = [
    lambda url: requests.get(url, timeout=10).content,
    lambda url: by_urllib(url),
    by_httplib2, by_httpx, by_async_httpx, by_aiohttp,
]  # fmt: skip


@pytest.mark.parametrize("read", WAYS)
def test_libraries(away: LocalSheets, read: Callable[[str], bytes]) -> None:
    """Every common library for HTTP is redirected, and refused another machine."""
    assert json.loads(read(ABOUT)) == {"kind": "drive#about"}
    with pytest.raises(OSError, match="refused"):
        read("https://example.com/")


def by_urllib(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        body: bytes = answer.read()
        return body


def test_it_ends() -> None:
    """Afterwards everything is as before; a server without a port can't be redirected to."""
    before = requests.adapters.PoolManager, urllib.request.OpenerDirector.open
    with LocalSheets() as server, redirect(server) as base:
        assert base == server.url
    assert (requests.adapters.PoolManager, urllib.request.OpenerDirector.open) == before
    with LocalSheets(listen=False) as server, pytest.raises(LocalSheetsError, match="port"), redirect(server):
        pass


def test_the_fixture(redirected_sheets: LocalSheets) -> None:
    """`redirected_sheets` is a server that stands in Google's place."""
    requests.get(ABOUT, timeout=10).raise_for_status()
    assert redirected_sheets.requests[-1].path == "/drive/v3/about"
