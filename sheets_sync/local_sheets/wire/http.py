"""HTTP/1.1 from the standard library: the raw path, keep-alive, one write for each answer.

A `Listener` takes a port, hands each request as a `Call` to one function, and sends back the `Answer` that it gives.
"""

from __future__ import annotations

import contextlib
import datetime
import http.server
import socket
import socketserver
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import STATUS

MAX_BODY = 64 * 1024 * 1024
SMALL = 1 << 17
PATIENCE = 10.0  # seconds that hanging up waits for what is in hand
_REASONS = {200: "OK", 202: "Accepted", 204: "No Content", 304: "Not Modified", 308: "Resume Incomplete",
            400: "Bad Request", 404: "Not Found", 409: "Conflict", 501: "Not Implemented"}  # fmt: skip


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """A port, one thread for each connection. `answer` gives None to hang up without a word."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        place: tuple[str, int],
        answer: Callable[[Call], Answer | None],
        clock: Callable[[], datetime.datetime],
    ) -> None:
        if ":" in place[0]:
            self.address_family = socket.AF_INET6
        self.answer, self.clock = answer, clock
        self.stopping = False
        self.connections: set[socket.socket] = set()
        self.threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
        super().__init__(place, Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="local-sheets")

    def begin(self) -> None:
        self._thread.start()

    def hang_up(self) -> None:
        """Answers what is in hand, closes every connection, joins every thread."""
        self.stopping = True
        self.shutdown()
        self._thread.join()
        self._end_connections(socket.SHUT_RD)  # no further request; what is being answered is finished
        deadline = time.monotonic() + PATIENCE
        for thread in list(self.threads):
            thread.join(max(0.0, deadline - time.monotonic()))
        self._end_connections(socket.SHUT_RDWR)  # a client that does not take its answer
        for thread in list(self.threads):
            thread.join(PATIENCE)
        self.server_close()

    def _end_connections(self, how: int) -> None:
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(how)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours."""


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection: reads requests, sends answers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rbufsize = 1 << 16
    server: Listener

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)
        self.server.threads.add(threading.current_thread())
        if self.server.stopping:
            self.connection.shutdown(socket.SHUT_RD)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: requests are kept as records."""

    def _handle(self) -> None:
        body = self._body()
        if body is None:
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.answer(Call(self.command, self.path, body, headers))
        if answer is None:
            self.close_connection = True
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _handle

    def _body(self) -> bytes | None:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "0").strip()
        if not length.isdecimal():
            self._refuse(400)
            return None
        if int(length) > MAX_BODY:
            self._refuse(413)
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: int) -> None:
        """Answers without reading the body; the connection can't be used any further."""
        self.close_connection = True
        self._send(Answer(status, b"", "text/html"))

    def _chunks(self) -> bytes | None:
        parts: list[bytes] = []
        length = 0
        try:
            while size := int(self.rfile.readline().split(b";")[0], 16):
                length += size
                if size < 0 or length > MAX_BODY:
                    self._refuse(413)
                    return None
                parts.append(self.rfile.read(size))
                self.rfile.readline()
        except ValueError:
            self._refuse(400)
            return None
        while self.rfile.readline().strip():
            pass
        return b"".join(parts)

    def _send(self, answer: Answer) -> None:
        lines = [
            f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, STATUS.get(answer.status, 'Status'))}",
            f"Content-Type: {answer.content_type}",
            f"Date: {self.date_time_string(int(self.server.clock().timestamp()))}",
            "Vary: Origin, X-Origin, Referer",
            "X-Content-Type-Options: nosniff",
            *(f"{name}: {value}" for name, value in answer.headers),
        ]
        if not any(name == "Content-Length" for name, _ in answer.headers):
            lines.append(f"Content-Length: {len(answer.body)}")
        if self.close_connection or self.server.stopping:
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
