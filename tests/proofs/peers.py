"""What a job costs, beside what others do: `python -m tests.proofs.peers [job] [start] [large] [growth]`.

job     every unit's tab read, a status per unit written, with 100 ms to the server, by programs that did so once
        before: requests, time, CPU, memory
start   `run` with nothing to do, `status`, `why` and `--help`, as multiples of importing gspread
large   ticks over 1,000 units x 15 days, 75,000 rows
growth  time of a tick by the number of units; size of the ledger and time of a run by the days gone by

Everything runs against the local server of one run, each program in a process of its own. Ratios are to sheets-sync.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sheets_sync.config import load
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.weather.faults import Fault
from sheets_sync.local_sheets.weather.quota import PER_MINUTE
from tests.office import SPREADSHEET, campaign_text, moment, provision_all
from tests.proofs import ticks
from tests.proofs.jobs_compared import JOBS, STATUS
from tests.proofs.office import Office
from tests.proofs.tables import table
from tests.proofs.workers import Worker

UNITS = (14, 50, 200)
LATENCY = 0.1
Row = dict[str, Any]


def job(tell: Callable[[str], object], units: Sequence[int] = UNITS) -> list[Row]:
    """A row per number of units and program."""
    return [row for count in units for row in _compared(count, tell)]


def _compared(units: int, tell: Callable[[str], object]) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, LocalSheets() as server:
        office = Office.opened(server, Path(folder) / "office", campaign_text(units))
        provision_all(office.settings)
        office.settings.state.mkdir(exist_ok=True)
        load(office.settings.path, environ={}, keep=True)
        office.act("u1", {"act": "request", "requests": [_status_tab(units)]})
        for n in range(1, units + 1, 2):
            office.type(f"u{n}", 1)
        for number in range(1, len(JOBS)):
            book = server.spreadsheet(SPREADSHEET).draft()
            book.id = f"{SPREADSHEET}-{number}"
            server.workspace.add(book, owner=OWNER)
        first, *others = programs = [_program(name, number, office) for number, name in enumerate(JOBS)]
        for program in programs:
            _warmed(program)
        office.type("u1", 2)
        server.requests.clear()
        server.faults.add(Fault(delay=LATENCY, times=0))
        tell(f"job: {units} units")
        rows = [_measured(first, units, server)]
        for program in others:
            program.go(moment("10:00").isoformat())
        rows += [_measured(program, units, server, going=True) for program in others]
    return [{**row, **_ratios(row, rows[0])} for row in rows]


def _status_tab(units: int) -> dict[str, Any]:
    return {"addSheet": {"properties": {"title": STATUS, "gridProperties": {"rowCount": units + 1, "columnCount": 4}}}}


def _program(name: str, number: int, office: Office) -> Worker:
    spreadsheet = f"{SPREADSHEET}-{number}" if number else SPREADSHEET
    return Worker(name, office.server.url, spreadsheet, str(office.settings.path))


def _warmed(program: Worker) -> None:
    """The job done once before it is measured."""
    if not program.missing:
        program.go(moment("09:55").isoformat())
        program.done()


def _measured(program: Worker, units: int, server: LocalSheets, *, going: bool = False) -> Row:
    """What one program took. It is running already, or starts now."""
    row: Row = {"units": units, "program": program.name}
    if program.missing:
        program.close()
        return {**row, "missing": program.missing}
    if not going:
        program.go(moment("10:00").isoformat())
    took = program.done()
    program.close()
    path = f"/v4/spreadsheets/{program.spreadsheet}"
    sent = [r for r in server.requests if r.path == path or r.path.startswith((path + "/", path + ":"))]
    writes = sum(r.is_write for r in sent)
    return {**row, "reads": len(sent) - writes, "writes": writes, **took}


def _ratios(row: Row, ours: Row) -> Row:
    if "missing" in row:
        return {}
    requests = row["reads"] + row["writes"]
    most = max(row["reads"], row["writes"])
    return {
        "requests_x": requests / (ours["reads"] + ours["writes"]),
        **{f"{name}_x": row[name] / ours[name] for name in ("wall", "cpu", "memory")},
        "quota_minutes": math.ceil(most / PER_MINUTE) - 1,
    }


def job_table(rows: Sequence[Row]) -> str:
    heads = ("program", "units", "reads", "writes", "x", "wall s", "x", "CPU s", "x", "MB", "x", "quota adds")
    return table(heads, [_job_line(row) for row in rows])


def _job_line(row: Row) -> tuple[object, ...]:
    if "missing" in row:
        return (row["program"], row["units"], f"not installed ({row['missing']})", *[""] * 9)
    waits = f"{row['quota_minutes']} min" if row["quota_minutes"] else ""
    return (
        row["program"], row["units"], row["reads"], row["writes"], row["requests_x"], row["wall"], row["wall_x"],
        row["cpu"], row["cpu_x"], row["memory"], row["memory_x"], waits,
    )  # fmt: skip


PARTS: Mapping[str, tuple[Callable[[Callable[[str], object]], list[Row]], Callable[[Sequence[Row]], str]]] = {
    "job": (job, job_table),
    "start": (ticks.start, ticks.shown),
    "large": (ticks.large, ticks.shown),
    "growth": (ticks.growth, ticks.shown),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.peers", description=__doc__.split("\n")[0])
    parser.add_argument(
        "parts", nargs="*", metavar="PART", choices=[*PARTS, []], help="job, start, large, growth (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args()
    found = {}
    for name in options.parts or PARTS:
        measure, show = PARTS[name]
        found[name] = measure(lambda text: print(text, file=sys.stderr, flush=True))
        if not options.json:
            print(f"\n{name}\n{show(found[name])}", flush=True)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
