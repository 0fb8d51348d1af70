"""The server: a thread that says when it is ready, gives its port, and always joins.

Plain HTTP/1.1 from the standard library: the raw path, keep-alive, one write for each answer. It listens on loopback
only, and answers only to loopback names, so that no page in a browser can reach it under a name of its own.
"""

from __future__ import annotations

import datetime
import http.server
import ipaddress
import json
import socket
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import urls
from .calls import Answer, Call, error_answer
from .exceptions import STATUS, ApiError, LocalSheetsError
from .models import Spreadsheet
from .workspace import OWNER, Memory, Workspace, new_spreadsheet

if TYPE_CHECKING:
    import gspread

MAX_BODY = 64 * 1024 * 1024
_REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 404: "Not Found", 501: "Not Implemented"}


@dataclass(frozen=True, slots=True)
class Record:
    """One request as it was seen, and the status it was answered with."""

    method: str
    path: str
    target: str
    user: str
    body: bytes
    status: int
    at: datetime.datetime
    milliseconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    @property
    def is_write(self) -> bool:
        return urls.is_write(Call(self.method, self.target))


class _Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128
    owner: LocalSheets

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rbufsize = 1 << 16
    server: _Listener

    def setup(self) -> None:
        super().setup()
        self.server.owner._connections.add(self.connection)

    def finish(self) -> None:
        self.server.owner._connections.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: requests are kept as records."""

    def _handle(self) -> None:
        body = self._body()
        if body is None:
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.owner._answer(Call(self.command, self.path, body, headers))
        if answer is None:
            self.close_connection = True
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _handle

    def _body(self) -> bytes | None:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            self._send(Answer(413 if length.isdigit() else 400, b"", "text/html"))
            return None
        return self.rfile.read(int(length))

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return b"".join(parts)

    def _send(self, answer: Answer) -> None:
        lines = [
            f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, STATUS.get(answer.status, 'Status'))}",
            f"Content-Type: {answer.content_type}",
            "Vary: Origin, X-Origin, Referer",
            *(f"{name}: {value}" for name, value in answer.headers),
        ]
        if not any(name == "Content-Length" for name, _ in answer.headers):
            lines.append(f"Content-Length: {len(answer.body)}")
        if self.close_connection or self.server.owner._stopping:
            self.close_connection = True
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        self.wfile.write(head if self.command == "HEAD" else head + answer.body)


class LocalSheets:
    """A local server that answers as the Google Sheets API does.

    `path`: the state file; None keeps everything in memory. `port` 0 takes a free one. `control` opens `/local/...`.
    `clock` gives the time, aware of its zone. Usable as a context manager, or by `start()` and `stop()`.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        control: bool = False,
        clock: Callable[[], datetime.datetime] | None = None,
        allow_remote: bool = False,
    ) -> None:
        if not allow_remote and not is_loopback(host):
            raise LocalSheetsError(
                f"Refusing to listen on {host}: anyone who reaches it could read and write every spreadsheet. "
                "Use 127.0.0.1, or say allow_remote=True."
            )
        self.path = Path(path) if path is not None else None
        self.host, self.port = host, port
        self.allow_remote, self.control = allow_remote, control
        self._clock = clock
        self._space: Workspace | None = None
        self._listener: _Listener | None = None
        self._thread: threading.Thread | None = None
        self._connections: set[socket.socket] = set()
        self._stopping = False
        self.requests: list[Record] = []

    # -- life -------------------------------------------------------------------------------------------------------

    def start(self) -> LocalSheets:
        """Loads the state, takes the port, answers. Returns when it is ready."""
        if self._listener is not None:
            return self
        self._stopping = False
        space = Workspace(self._store(), self._clock)
        try:
            self._listener = _Listener((self.host, self.port), _Handler)
        except OSError as error:
            space.store.close()
            raise LocalSheetsError(f"Cannot listen on {self.host}:{self.port}: {error.strerror}.") from error
        self._space = space
        self.port = self._listener.server_address[1]
        self._listener.owner = self
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,), name="local-sheets")
        self._thread.start()
        return self

    def stop(self) -> None:
        """Answers what is in hand, closes every connection, joins."""
        if self._listener is None or self._thread is None:
            return
        self._stopping = True
        self._listener.shutdown()
        self._thread.join()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RD)
            except OSError:
                continue
        self._listener.server_close()
        deadline = time.monotonic() + 10
        while self._connections and time.monotonic() < deadline:
            time.sleep(0.002)
        self._listener = self._thread = None
        if self._space is not None:
            with self._space.lock:
                self._space.store.close()

    def __enter__(self) -> LocalSheets:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _store(self) -> Any:
        if self.path is None:
            return Memory()
        from .store import FileStore

        return FileStore(self.path)

    # -- what tests and the demo use ----------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def workspace(self) -> Workspace:
        """The state itself. Frozen objects: change them through requests, or `workspace.change`."""
        if self._space is None:
            raise LocalSheetsError("The server has not been started.")
        return self._space

    def client(self, user: str = "") -> gspread.Client:
        """A gspread client of this server, acting as `user` (the owner when empty)."""
        from .client import client

        return client(self.url, user)

    def create_spreadsheet(
        self, title: str = "Untitled spreadsheet", locale: str = "en_US", timezone: str = "Etc/GMT"
    ) -> str:
        """Makes a file straight in the state, owned by the default user. Returns its id."""
        book = new_spreadsheet(title, locale, timezone)
        self.workspace.add(book, owner=OWNER)
        return book.id

    def spreadsheet(self, file_id: str) -> Spreadsheet:
        """The state of a file as it stands."""
        return self.workspace.book(file_id)

    # -- answering ----------------------------------------------------------------------------------------------------

    def _answer(self, call: Call) -> Answer | None:
        started = time.perf_counter()
        call.user = user_of(call)
        answer = self._guarded(call)
        record = Record(
            call.method, call.path, call.target, call.user, call.body,
            answer.status if answer else 0, self.workspace.clock(), (time.perf_counter() - started) * 1000,
        )  # fmt: skip
        self.requests.append(record)
        return answer

    def _guarded(self, call: Call) -> Answer | None:
        try:
            if not self.allow_remote and not is_loopback_host(call.headers.get("host", "")):
                raise ApiError(403, "The Host header names another machine; this server answers on loopback only.")
            return self._routed(call)
        except ApiError as refusal:
            return error_answer(refusal)
        except Exception:
            if self._stopping:
                return None
            self.failures.append(_trace())
            return error_answer(ApiError(500, "Internal error encountered."))

    def _routed(self, call: Call) -> Answer | None:
        return urls.answer(self.workspace, call)

    failures: list[str] = []  # noqa: RUF012 - tracebacks of this process's servers, for whoever looks for them


def _trace() -> str:
    import traceback

    return traceback.format_exc()


def user_of(call: Call) -> str:
    """Who asks: a bearer token that is an e-mail address names its user; any other is the default one."""
    token = call.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return token if "@" in token else OWNER


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_loopback_host(header: str) -> bool:
    """A Host header that names this machine. Without one (HTTP/1.0) nothing is claimed."""
    name = header.rpartition(":")[0] if header.rpartition(":")[2].isdigit() and header.count(":") == 1 else header
    if header.startswith("["):
        name = header[1:].partition("]")[0]
    return not header or is_loopback(name.rstrip("."))


def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    path: str | Path | None = None,
    on_ready: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
    **options: Any,
) -> None:
    """Runs a server until `stop` is set (or Ctrl+C). Calls `on_ready` with its URL."""
    stop = stop or threading.Event()
    with LocalSheets(path, host=host, port=port, **options) as server:
        if on_ready:
            on_ready(server.url)
        try:
            while not stop.wait(0.5):
                pass
        except KeyboardInterrupt:
            return
