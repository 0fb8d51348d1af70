"""`python -m sheets_sync.local_sheets`: run the server until Ctrl+C."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Any

from sheets_sync.local_sheets import LocalSheetsError, serve
from sheets_sync.local_sheets.server import warnings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sheets_sync.local_sheets", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--data", metavar="FILE", help="the state file; without it the state is in memory only")
    parser.add_argument("--control", action="store_true", help="open the control plane under /local/")
    options = parser.parse_args()
    for line in warnings():
        print(line, file=sys.stderr, flush=True)
    stop = threading.Event()

    def end(*_: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        serve(
            options.host, options.port, options.data, lambda url: print(url, flush=True), stop, control=options.control
        )
    except LocalSheetsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
