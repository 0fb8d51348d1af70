"""A server for people at a terminal: it runs until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sheets_sync.local_sheets.server import LocalSheets


def warnings() -> list[str]:
    """What a person who starts the server should know first: parts that are not installed."""
    from sheets_sync.local_sheets.formulas.engine_book import MISSING, engine_is_there

    return [] if engine_is_there() else [MISSING]


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
