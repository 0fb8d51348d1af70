"""Sends what a program says to Google to a local server instead, for clients that have no setting for an address.

    with LocalSheets() as server, redirect(server):
        client = pygsheets.authorize(service_account_file="key.json")

While it is on, requests of urllib3 (and so of requests, google-auth), httplib2, httpx, aiohttp and urllib to Google's
hosts reach the server; those to any other machine are refused. It holds for the whole process.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from sheets_sync.local_sheets.wire.exceptions import LocalSheetsError
from sheets_sync.local_sheets.wire.origin import is_loopback

HOSTS = (
    "sheets.googleapis.com", "www.googleapis.com", "drive.googleapis.com", "oauth2.googleapis.com",
    "docs.google.com", "drive.google.com", "accounts.google.com", "openidconnect.googleapis.com",
)  # fmt: skip


class Refused(LocalSheetsError, ConnectionError):
    """A request to another machine, while Google's hosts are redirected."""


class HasUrl(Protocol):
    """A running server."""

    @property
    def url(self) -> str: ...


def redirected(url: str, base: str) -> str:
    """The address that a request is sent to: the server's for Google's hosts, its own for this machine."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if host in HOSTS:
        server = urlsplit(base)
        return urlunsplit((server.scheme, server.netloc, parts.path, parts.query, parts.fragment))
    if is_loopback(host):
        return url
    raise Refused(
        f"A request to {host or url!r} was refused: only Google's Sheets and Drive are redirected to the local server, "
        "and nothing else may be reached meanwhile."
    )


@contextlib.contextmanager
def redirect(server: HasUrl | str) -> Iterator[str]:
    """Redirects until it is left. `server`: a running server, or its address. Gives the address."""
    base = server if isinstance(server, str) else server.url
    if urlsplit(base).port is None:
        raise LocalSheetsError("Redirecting needs a server that listens on a port: LocalSheets() without listen=False.")
    with contextlib.ExitStack() as stack:
        for module, path, wrap in _PATCHES:
            stack.enter_context(_patched(module, path, functools.partial(wrap, base)))
        yield base


@contextlib.contextmanager
def _patched(module: str, path: str, wrap: Callable[[Any], Any]) -> Iterator[None]:
    """One method replaced by another, where its library is installed."""
    try:
        owner: Any = importlib.import_module(module)
    except ImportError:
        yield
        return
    *names, method = path.split(".")
    for name in names:
        owner = getattr(owner, name)
    original = getattr(owner, method)
    replacement = wrap(original)
    setattr(owner, method, replacement)
    try:
        yield
    finally:
        setattr(owner, method, original)
        getattr(replacement, "close", lambda: None)()


def _urllib3(base: str, original: Callable[..., Any]) -> Callable[..., Any]:
    import urllib3

    pool = urllib3.connection_from_url(base)

    def urlopen(self: Any, method: str, url: str, *args: Any, **options: Any) -> Any:
        if self is pool:
            return original(self, method, url, *args, **options)
        target = redirected(f"{self.scheme}://{_bracketed(self.host)}:{self.port or ''}/", base)
        if urlsplit(target).netloc != urlsplit(base).netloc:
            return original(self, method, url, *args, **options)
        for name in ("assert_same_host", "pool_timeout"):
            options.pop(name, None)
        path = urlunsplit(("", "", *urlsplit(url)[2:])) if "://" in url else url
        return original(pool, method, path, *args, assert_same_host=False, **options)

    urlopen.close = pool.close  # type: ignore[attr-defined]
    return urlopen


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _httplib2(base: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def request(self: Any, uri: str, *args: Any, **options: Any) -> Any:
        return original(self, redirected(uri, base), *args, **options)

    return request


def _httpx(base: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def handle(self: Any, request: Any) -> Any:
        target = redirected(str(request.url), base)
        if target != str(request.url):
            request.url = type(request.url)(target)
            request.headers["Host"] = urlsplit(base).netloc
        return original(self, request)

    return handle


def _aiohttp(base: str, original: Callable[..., Any]) -> Callable[..., Any]:
    async def request(self: Any, method: str, url: Any, *args: Any, **options: Any) -> Any:
        target = str(self._build_url(url)) if hasattr(self, "_build_url") else str(url)
        moved = redirected(target, base)
        encoded = type(self._build_url(url))(moved, encoded=True) if moved != target else url
        return await original(self, method, encoded, *args, **options)

    return request


def _urllib(base: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def open_url(self: Any, fullurl: Any, *args: Any, **options: Any) -> Any:
        if isinstance(fullurl, str):
            if fullurl.startswith(("http:", "https:")):
                fullurl = redirected(fullurl, base)
        elif fullurl.type in ("http", "https"):
            fullurl.full_url = redirected(fullurl.full_url, base)
        return original(self, fullurl, *args, **options)

    return open_url


_PATCHES: tuple[tuple[str, str, Callable[[str, Any], Any]], ...] = (
    ("urllib3.connectionpool", "HTTPConnectionPool.urlopen", _urllib3),
    ("httplib2", "Http.request", _httplib2),
    ("httpx", "HTTPTransport.handle_request", _httpx),
    ("httpx", "AsyncHTTPTransport.handle_async_request", _httpx),
    ("aiohttp", "ClientSession._request", _aiohttp),
    ("urllib.request", "OpenerDirector.open", _urllib),
)
