"""The server: a thread that says when it is ready, gives its port, and always joins.

Plain HTTP/1.1 from the standard library: the raw path, keep-alive, one write for each answer. It listens on loopback
only, and answers only to loopback names, so that no page in a browser can reach it under a name of its own.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import http.server
import json
import socket
import socketserver
import threading
import time
import traceback
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sheets_sync.local_sheets import page
from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.files.workspace import Memory, Workspace, new_spreadsheet, system_clock
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.weather import control
from sheets_sync.local_sheets.weather.control import Clock
from sheets_sync.local_sheets.weather.faults import Faults
from sheets_sync.local_sheets.weather.people import People
from sheets_sync.local_sheets.weather.quota import Quota
from sheets_sync.local_sheets.wire import origin, urls
from sheets_sync.local_sheets.wire.calls import Answer, Call, error_answer
from sheets_sync.local_sheets.wire.exceptions import STATUS, ApiError, LocalSheetsError

if TYPE_CHECKING:
    import gspread

MAX_BODY = 64 * 1024 * 1024
SMALL = 1 << 17
PATIENCE = 10.0  # seconds that a stop waits for what is in hand
IN_PROCESS = "http://localhost"
_REASONS = {200: "OK", 202: "Accepted", 204: "No Content", 304: "Not Modified", 400: "Bad Request", 404: "Not Found",
            409: "Conflict", 501: "Not Implemented"}  # fmt: skip


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
        self.server.owner._threads.add(threading.current_thread())
        if self.server.owner._stopping:
            self.connection.shutdown(socket.SHUT_RD)

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
            f"Date: {self.date_time_string(int(self.server.owner.clock().timestamp()))}",
            "Vary: Origin, X-Origin, Referer",
            "X-Content-Type-Options: nosniff",
            *(f"{name}: {value}" for name, value in answer.headers),
        ]
        if not any(name == "Content-Length" for name, _ in answer.headers):
            lines.append(f"Content-Length: {len(answer.body)}")
        if self.close_connection or self.server.owner._stopping:
            self.close_connection = True
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        body = answer.body[: len(answer.body) // 2] if answer.cut else answer.body
        self.close_connection = self.close_connection or answer.cut
        if self.command == "HEAD":
            body = b""
        if len(body) < SMALL:
            self.wfile.write(head + body)  # one packet: head and body never wait for each other
        else:
            self.wfile.write(head)
            self.wfile.write(body)


class LocalSheets:
    """A local server that answers as the Google Sheets API does.

    `path`: the state file; None keeps everything in memory. `port` 0 takes a free one. `control` opens `/local/...`.
    `clock` gives the time, aware of its zone; `sleep` waits out ordered delays. `listen=False` takes no port: what
    `client()` gives then reaches the server in the same process. `validate` checks everything against Google's
    discovery documents (needs google-api-python-client) and collects what does not fit in `violations`.
    `with_page` gives people a page at `/`: the spreadsheets in a browser.
    Usable as a context manager, or by `start()` and `stop()`.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        control: bool = False,
        clock: Callable[[], datetime.datetime] | None = None,
        sleep: Callable[[float], object] | None = None,
        listen: bool = True,
        validate: bool = False,
        allow_remote: bool = False,
        with_page: bool = False,
    ) -> None:
        if not allow_remote and not origin.is_loopback(host):
            raise LocalSheetsError(
                f"Refusing to listen on {host}: anyone who reaches it could read and write every spreadsheet. "
                "Use 127.0.0.1, or say so: allow_remote=True, or --allow-remote on the command line."
            )
        self.path = Path(path) if path is not None else None
        self.host, self.port = host, port
        self.allow_remote, self.control = allow_remote, control
        self.listen, self.validate = listen, validate
        self.clock = Clock(clock or system_clock)
        self._sleep = sleep
        self._stop_waiting = threading.Event()
        self.page = page.Page() if with_page else None
        self.faults, self.quota, self.people = Faults(), Quota(), People()
        self.violations: list[str] = []
        self.failures: list[str] = []  # tracebacks: a failure of this server, not of the client
        self._space: Workspace | None = None
        self._last: Workspace | None = None
        self._listener: _Listener | None = None
        self._thread: threading.Thread | None = None
        self._connections: set[socket.socket] = set()
        self._threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
        self._stopping = False
        self.requests: list[Record] = []
        self.keep_requests = 1_000_000

    # -- life -------------------------------------------------------------------------------------------------------

    def start(self) -> LocalSheets:
        """Loads the state, takes the port, answers. Returns when it is ready."""
        if self._space is not None:
            return self
        self._stopping = False
        self._stop_waiting.clear()
        space = Workspace(self._store(), self.clock)
        if not self.listen:
            self._space = space
            return self
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
        self._stopping = True
        self._stop_waiting.set()
        if self._listener is not None:
            self._hang_up(self._listener)
        space, self._space = self._space, None
        if space is not None:
            with space.lock:
                space.store.close()
        self._last = space or self._last

    def _hang_up(self, listener: _Listener) -> None:
        assert self._thread is not None
        listener.shutdown()
        self._thread.join()
        self._end_connections(socket.SHUT_RD)  # no further request; what is being answered is finished
        deadline = time.monotonic() + PATIENCE
        for thread in list(self._threads):
            thread.join(max(0.0, deadline - time.monotonic()))
        self._end_connections(socket.SHUT_RDWR)  # a client that does not take its answer
        for thread in list(self._threads):
            thread.join(PATIENCE)
        listener.server_close()
        self._listener = self._thread = None

    def _end_connections(self, how: int) -> None:
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(how)

    def __enter__(self) -> LocalSheets:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _store(self) -> Any:
        if self.path is None:
            return Memory()
        from sheets_sync.local_sheets.files.store import FileStore

        return FileStore(self.path)

    # -- what tests and the demo use ----------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        if not self.listen:
            return IN_PROCESS
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def workspace(self) -> Workspace:
        """The state itself. Frozen objects: change them through requests, or `workspace.change`."""
        space = self._space or self._last
        if space is None:
            raise LocalSheetsError("The server has not been started.")
        return space

    def client(self, user: str = "") -> gspread.Client:
        """A gspread client of this server, acting as `user` (the owner when empty)."""
        from sheets_sync.local_sheets.client import client

        return client(self.url, user, None if self.listen else self)

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
        call.user = user_of(call)
        if self.page is not None and page.is_page(call.path):
            # not recorded: an open page asks every few seconds
            return page.headed(self._guarded(call, self._page_answer))
        started = time.perf_counter()
        answer = self._guarded(call, self._service_answer)
        record = Record(
            call.method, call.path, call.target, call.user, call.body,
            answer.status if answer else 0, self.workspace.clock(), (time.perf_counter() - started) * 1000,
        )  # fmt: skip
        self.requests.append(record)
        if len(self.requests) > 2 * self.keep_requests:
            del self.requests[: self.keep_requests]
        return answer

    def _guarded(self, call: Call, work: Callable[[Call], Answer | None]) -> Answer | None:
        try:
            return work(call)
        except ApiError as refusal:
            return error_answer(refusal)
        except Exception:
            if self._stopping:
                return None
            self.failures.append(traceback.format_exc())
            return error_answer(ApiError(500, "Internal error encountered."))

    def _page_answer(self, call: Call) -> Answer:
        assert self.page is not None
        self._refuse_strangers(call, on_page=True)
        return self.page.answer(self.workspace, call)

    def _service_answer(self, call: Call) -> Answer | None:
        self._refuse_strangers(call)
        if call.path.startswith(control.PREFIX):
            return self._controlled(call)
        return self._through_weather(call)

    def _refuse_strangers(self, call: Call, *, on_page: bool = False) -> None:
        opening = on_page and page.only_opens(call)
        why = origin.refusal(call.headers, self.port, allow_remote=self.allow_remote, opening=opening, page=on_page)
        if why is not None:
            raise ApiError(403, why)

    def _controlled(self, call: Call) -> Answer:
        if not self.control:
            raise ApiError(404, "The control plane is closed; start the server with control=True.")
        return control.answer(self, call)

    def _through_weather(self, call: Call) -> Answer | None:
        """The true answer, unless a fault was ordered for this request."""
        fault = self.faults.take(call)
        if fault is None:
            return self._true_answer(call)
        answer = self._true_answer(call) if fault.after else None
        if fault.delay:
            (self._sleep or self._stop_waiting.wait)(fault.delay)
        if fault.replaces:
            return fault.answer()
        answer = answer or self._true_answer(call)
        return dataclasses.replace(answer, cut=True) if fault.truncate else answer

    def _true_answer(self, call: Call) -> Answer:
        """What Google would answer."""
        try:
            self.quota.charge(call, self.clock())
            operation, arguments = urls.find(call)
            if arguments:
                drive = not call.path.startswith("/v4/")
                self.workspace.refuse(arguments[0], call.user, write=urls.is_write(call), drive=drive)
            answer = operation(self.workspace, call, *arguments)
        except ApiError as refusal:
            answer = error_answer(refusal)
        self.people.after(self.workspace, call)
        if self.validate:
            from sheets_sync.local_sheets.wire.validation import violations

            self.violations += violations(call, answer)
        return answer


def user_of(call: Call) -> str:
    """Who asks: a bearer token that is an e-mail address names its user; any other is the default one."""
    token = call.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return token if "@" in token else OWNER


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
    with LocalSheets(path, host=host, port=port, with_page=True, **options) as server:
        server.keep_requests = 1000  # a server that runs for months must not grow
        if on_ready:
            on_ready(server.url)
        try:
            while not stop.wait(0.5):
                pass
        except KeyboardInterrupt:
            return
