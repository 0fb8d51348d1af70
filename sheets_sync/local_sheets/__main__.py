"""`python -m sheets_sync.local_sheets`: run the server until Ctrl+C."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from sheets_sync.local_sheets import LocalSheetsError, serve
from sheets_sync.local_sheets.accounts import write_key
from sheets_sync.local_sheets.serving import warnings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sheets_sync.local_sheets", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--data", metavar="FILE", help="the state file; without it the state is in memory only")
    parser.add_argument("--control", action="store_true", help="open the control plane under /local/")
    parser.add_argument("--key", metavar="FILE", type=Path, help="write a service account's key for this server")
    options = parser.parse_args()
    for lacking in warnings():
        print(f"Refused here: {lacking}.", file=sys.stderr, flush=True)
    stop = threading.Event()

    def end(*_: Any) -> None:
        stop.set()

    def ready(url: str) -> None:
        if options.key is not None:
            write_key(options.key, url)
        print(url, flush=True)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        serve(options.host, options.port, options.data, ready, stop, control=options.control)
    except LocalSheetsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
