"""The scheduled job as a script: `python jobs/watch.py campaign.toml`. The same as `sheets-sync watch`."""

from __future__ import annotations

import logging
import sys

import sheets_sync as ss


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z")
    try:
        with ss.open(sys.argv[1] if len(sys.argv) > 1 else None) as office:
            office.watch()
    except ss.SheetsSyncError as error:
        print(f"watch: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
