"""A gspread client of a local server: the same client, other base addresses."""

from __future__ import annotations

from typing import Any

import google.auth.credentials
import gspread
import requests

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


def client(base: str, user: str = "") -> gspread.Client:
    session = requests.Session()
    session.trust_env = False  # no proxy between us and loopback
    session.headers["Authorization"] = f"Bearer {user or 'local'}"
    found = gspread.Client(auth=LocalCredentials(user), session=session, http_client=http_client(base))
    found.set_timeout(60)
    return found
