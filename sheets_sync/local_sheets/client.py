"""A gspread client of a local server: the same client, other base addresses."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import google.auth.credentials
import gspread
import requests

from sheets_sync.local_sheets.wire.calls import Answer, Call

Answering = Callable[[Call], "Answer | None"]

GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


class LocalCredentials(google.auth.credentials.Credentials):  # type: ignore[no-untyped-call,misc,unused-ignore]
    """Names the user to the local server. There is nothing to refresh and nothing secret."""

    def __init__(self, user: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call,unused-ignore]
        self.token = user or "local"

    @property
    def expired(self) -> bool:
        return False

    @property
    def valid(self) -> bool:
        return True

    def refresh(self, request: Any) -> None:
        pass


def http_client(base: str) -> type[gspread.HTTPClient]:
    """gspread's HTTP client with Google's hosts replaced by `base`."""

    class LocalHTTPClient(gspread.HTTPClient):  # type: ignore[misc,unused-ignore]
        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> requests.Response:
            for host in GOOGLE:
                if endpoint.startswith(host + "/"):
                    endpoint = base.rstrip("/") + endpoint[len(host) :]
            return super().request(method, endpoint, *args, **options)

    return LocalHTTPClient


class InProcessAdapter(requests.adapters.BaseAdapter):
    """Carries requests to a server of the same process, without a socket."""

    def __init__(self, answer: Answering) -> None:
        super().__init__()
        self.answer = answer

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        target = request.path_url
        answer = self.answer(Call(request.method or "GET", target, bytes(body), headers))
        if answer is None or answer.cut:
            raise requests.ConnectionError("The connection was closed without an answer.", request=request)
        response = requests.Response()
        response.status_code, response.url, response.request = answer.status, request.url or "", request
        response.headers["Content-Type"] = answer.content_type
        for name, value in answer.headers:
            response.headers[name] = value
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw = io.BytesIO(answer.body)
        return response

    def close(self) -> None:
        pass


def client(base: str, user: str = "", answer: Answering | None = None) -> gspread.Client:
    """A client of the server at `base`; with `answer`, of the server in this process that answers so."""
    session = requests.Session()
    if answer is not None:
        session.mount(base, InProcessAdapter(answer))
    session.trust_env = False  # no proxy between us and loopback
    session.headers["Authorization"] = f"Bearer {user or 'local'}"
    found = gspread.Client(auth=LocalCredentials(user), session=session, http_client=http_client(base))
    found.set_timeout(60)
    return found
