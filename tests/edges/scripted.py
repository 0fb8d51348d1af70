"""A loopback server that sends exactly the bytes it is given, answer by answer: what no well-behaved server does."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Script = bytes | Callable[[socket.socket], None]


def http(body: bytes, status: str = "200 OK", kind: str = "application/json", *headers: str) -> bytes:
    """A whole answer."""
    fixed = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close")
    return "\r\n".join([*fixed, *headers]).encode() + b"\r\n\r\n" + body


class Scripted:
    """Plays a script, one entry for each connection; the requests as they came are in `requests`."""

    def __init__(self, script: list[Script]) -> None:
        self._script = iter(script)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        for entry in self._script:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                self.requests.append(_whole(connection))
                if callable(entry):
                    entry(connection)
                else:
                    connection.sendall(entry)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for a connection
        self._listener.close()
        self._thread.join()


def _whole(connection: socket.socket) -> bytes:
    """A request with its body."""
    with connection.makefile("rb") as stream:
        head = b"".join(iter(stream.readline, b"\r\n")) + b"\r\n"
        length = re.search(rb"(?i)content-length: (\d+)", head)
        return head + stream.read(int(length[1]) if length else 0)


@contextmanager
def scripted(*script: Script) -> Iterator[Scripted]:
    server = Scripted(list(script))
    server.start()
    try:
        yield server
    finally:
        server.stop()
