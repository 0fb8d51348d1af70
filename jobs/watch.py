"""The scheduled job as a script: `python jobs/watch.py campaign.toml`. The same as `sheets-sync watch`."""

from __future__ import annotations

import sys
from pathlib import Path

from sheets_sync.config import load
from sheets_sync.errors import SheetsSyncError
from sheets_sync.job.logs import log_to_stderr
from sheets_sync.job.serving import run_watch


def main() -> int:
    log_to_stderr()
    try:
        run_watch(load(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
    except SheetsSyncError as error:
        print(f"watch: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
