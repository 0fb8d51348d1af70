"""Pings to a monitor of jobs, by Healthchecks' habits: start, success, fail with an exit status, a line of text each.

They leave from a thread of their own, in order: a monitor that does not answer holds up no look at a deadline.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

import requests

from sheets_sync.words.worded import worded

log = logging.getLogger("sheets_sync")

TIMEOUT = 5.0
TRIES = 3
LAST = 20.0
"""Seconds that the end of a run waits for its pings."""

Post = Callable[[str, str], int]
"""(address, text) -> the status of the answer. Raises OSError (as requests' errors are) where there is none."""


def post(url: str, text: str) -> int:
    """Sends one ping."""
    return requests.post(url, data=text.encode(), timeout=TIMEOUT, allow_redirects=False).status_code


class Pings:
    """Pings of one campaign. Each is tried a few times and then given up with a line in the log; the address, which is
    all that anybody needs to ping, is never logged."""

    def __init__(self, url: str, send: Post = post) -> None:
        self._url, self._send = url.rstrip("/"), send
        self._queue: queue.Queue[tuple[str, str] | None] = queue.Queue()
        self._thread: threading.Thread | None = None

    def start(self, text: str = "") -> None:
        self._put("/start", text)

    def success(self, text: str = "") -> None:
        self._put("", text)

    def fail(self, status: int, text: str = "") -> None:
        """A failed tick, with its exit status."""
        self._put(f"/{status}" if 0 < status < 256 else "/fail", text)

    def note(self, text: str) -> None:
        """Something to keep that says nothing of success: the monitor's log."""
        self._put("/log", text)

    def close(self) -> None:
        """Waits a little for what has not left yet."""
        if self._thread:
            self._queue.put(None)
            self._thread.join(LAST)
            self._thread = None

    def _put(self, path: str, text: str) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pings", daemon=True)
            self._thread.start()
        self._queue.put((path, " ".join(text.split())[:500]))

    def _work(self) -> None:
        while (ping := self._queue.get()) is not None:
            if not any(self._sent(*ping) for _ in range(TRIES)):
                log.warning(worded("logs.not_pinged", ping=ping[0] or "success"))

    def _sent(self, path: str, text: str) -> bool:
        """Whether nothing more is to be tried: it was taken, or refused for good."""
        try:
            return self._send(self._url + path, text) < 500
        except OSError:
            return False
