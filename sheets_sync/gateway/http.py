"""One attempt over HTTP by gspread's client, and connections that threads take turns with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from queue import Empty, LifoQueue
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.exceptions import GoogleAuthError
from gspread.http_client import HTTPClient
from requests.adapters import BaseAdapter, HTTPAdapter

from sheets_sync.gateway.credentials import SignIn
from sheets_sync.gateway.failures import Refused, http_date
from sheets_sync.gateway.policy import Kind
from sheets_sync.gateway.timing import Timing

GOOGLE_HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
PIECE = 1 << 16

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `kind` says what sending it twice would do."""

    kind: Kind
    spreadsheet: str
    method: str
    url: str
    params: dict[str, Any] | None = None
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with a good status."""

    body: bytes
    timing: Timing


class _Stamping(BaseAdapter):
    """Notes when the last request really left: after any sign-in, and again for each repetition of the library."""

    def __init__(self, clock: Clock, carrier: BaseAdapter) -> None:
        super().__init__()
        self._clock, self._carrier = clock, carrier
        self.sent: datetime | None = None
        self.response: requests.Response | None = None

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        self.sent, self.response = self._clock(), None
        self.response = self._carrier.send(request, **options)
        return self.response

    def close(self) -> None:
        self._carrier.close()


class Client(HTTPClient):
    """gspread's client with another base URL and one attempt at a time. Not for two threads at once.

    Redirects are not followed (Google sends none, a captive portal does), nor is ~/.netrc looked at; on loopback no
    proxy either.
    """

    def __init__(
        self,
        sign_in: SignIn,
        *,
        endpoint: str | None,
        clock: Clock,
        monotonic: Callable[[], float],
        carrier: Callable[[], BaseAdapter] | None = None,
    ) -> None:
        super().__init__(sign_in.auth)
        self._sign_in = sign_in
        self._endpoint, self._clock, self._monotonic = endpoint, clock, monotonic
        self._adapter = _Stamping(clock, (carrier or HTTPAdapter)())
        self.session.stream = True
        self.session.max_redirects = 0
        self.session.auth = _as_it_is
        self.session.trust_env = endpoint is None or urlsplit(endpoint).scheme == "https"
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, self._adapter)

    def attempt(self, call: Call, timeout: tuple[float, float]) -> Answer:
        """Sends a request once. Raises what the libraries raise; `Refused` for an answer with an error status."""
        self._sign_in.ensure(timeout[0])
        self.set_timeout(timeout)
        ends = self._monotonic() + sum(timeout)
        self._adapter.response = None
        try:
            response = self.request(call.method, self._at(call.url), params=call.params, json=call.body)
        except GoogleAuthError:
            raise
        except Exception:  # also where the body of an error is such that gspread fails over it
            refusal = self._adapter.response
            if refusal is None or refusal.ok:
                raise
            raise Refused(refusal) from None
        self._adapter.response = None  # it holds on to all that was sent
        body = self._read(response, ends)
        sent = self._adapter.sent or self._clock()
        return Answer(body, Timing(sent, self._clock(), http_date(response.headers.get("Date", ""))))

    def _at(self, url: str) -> str:
        host = next((host for host in GOOGLE_HOSTS if url.startswith(host)), "")
        return self._endpoint + url[len(host) :] if self._endpoint and host else url

    def _read(self, response: requests.Response, ends: float) -> bytes:
        """The body; one that comes in drips ends with the time-out all the same."""
        body = BytesIO()  # which gives what was written without a second copy
        for piece in response.iter_content(PIECE):
            body.write(piece)
            if self._monotonic() > ends:
                response.close()
                raise requests.ReadTimeout("the answer did not end")
        return body.getvalue()


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class Clients:
    """As many clients as threads need at once; they keep their connections from tick to tick."""

    def __init__(self, make: Callable[[], Client]) -> None:
        self._make = make
        self._free: LifoQueue[Client] = LifoQueue()

    @contextmanager
    def borrowed(self) -> Iterator[Client]:
        """A client for one thread alone."""
        try:
            client = self._free.get_nowait()
        except Empty:
            client = self._make()
        try:
            yield client
        finally:
            self._free.put(client)
