"""The frame of 75,000 rows, as a ratio to `pandas.read_json` of the same rows.

    python -m tests.proofs.frames [ROWS]

Prints one JSON document: seconds and ratios, each the best of three.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import pandas as pd

from sheets_sync.frames import Frames, written
from sheets_sync.tabs.rows import Row
from tests.proofs.annexes import sample_office


def best(work: Callable[[], Any], times: int = 3) -> float:
    """Seconds of the quickest of a few turns."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def main(wanted: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, sample_office(Path(folder)) as office:
        board, problems = office.board(), office.problems()
        numbers = count(1)
        rows: list[Row] = [replace(row, number=next(numbers)) for row in islice(cycle(office.rows()), wanted)]

    def frames() -> Frames:
        return Frames(board, rows, lambda: problems)

    text = written(frames().rows, "json").decode()
    reading = best(lambda: pd.read_json(io.StringIO(text), orient="records"))
    ours, totals = best(lambda: frames().rows), best(lambda: frames().totals, 1)
    return {
        "rows": wanted,
        "read_json": round(reading, 2),
        "frame": round(ours, 2),
        "totals": round(totals, 2),
        "frame_to_read_json": round(ours / reading, 2),
        "totals_to_read_json": round(totals / reading, 2),
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 75_000)))
