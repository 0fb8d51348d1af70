"""What a tick costs by itself: from a cold start, over a large campaign, and as campaigns and ledgers grow."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sheets_sync.local_sheets import LocalSheets
from tests.office import FIRST_DAY, GOOD, SPREADSHEET, campaign_text, moment, provision_all
from tests.proofs.office import Office
from tests.proofs.tables import table
from tests.proofs.workers import Worker

Row = dict[str, Any]
Tell = Callable[[str], object]
STARTS = 7
HEAVY = ("sqlalchemy", "pydantic", "pandas", "numpy", "docx", "jinja2", "lxml", "rich", "google_auth_oauthlib")
"""What a run with nothing to do does not need; gspread itself imports the last one."""
RUN = "from sheets_sync.cli import main; main()"


@contextmanager
def _office(units: int, *, days: int = 15, more: str = "") -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder, LocalSheets() as server:
        office = Office.opened(server, Path(folder) / "office", campaign_text(units, days=days) + more)
        provision_all(office.settings)
        yield office


def shown(rows: Sequence[Row]) -> str:
    heads = list(dict.fromkeys(name for row in rows for name in row))
    return table(heads, [[row.get(name, "") for name in heads] for row in rows])


# ── start ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def start(tell: Tell, times: int = STARTS) -> list[Row]:
    """CPU seconds of processes, the median of some, as multiples of importing gspread: Python alone, commands with
    nothing to do. The bytecode of modules is there, as an installer leaves it."""
    with _office(14) as office, tempfile.TemporaryDirectory() as bytecode:
        office.type("u1", 1)
        where = ["--campaign", str(office.settings.path), "--now", moment("09:50").isoformat()]
        environ = {**os.environ, "SHEETS_SYNC_ENDPOINT": office.server.url, "PYTHONPYCACHEPREFIX": bytecode}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        run = ["-c", RUN, "run", *where, "--quiet"]
        measured = {
            "python, import gspread": ["-c", "import gspread"],
            "python": ["-c", "pass"],
            "--help": ["-c", RUN, "--help"],
            "status": ["-c", RUN, "status", *where],
            "why": ["-c", RUN, "why", "u1", "16/12", *where],
            "run --quiet, nothing to do": run,
        }
        for args in (run, run, *measured.values()):
            _process(args, environ)
        tell(f"start: {times} times each")
        spent = {name: statistics.median(_cpu(args, environ) for _ in range(times)) for name, args in measured.items()}
        imports = _imports(run, environ)
    heavy = [name for name in HEAVY if name in imports]
    unit = spent["python, import gspread"]
    rows: list[Row] = [{"what": name, "CPU s": cpu, "x": cpu / unit} for name, cpu in spent.items()]
    rows.append({"what": "of a run, imports (as -X importtime says)", "CPU s": sum(imports.values())})
    rows.append({"what": f"heavy modules that a run imports: {', '.join(heavy) or 'none'}"})
    return rows


def _process(args: Sequence[str], environ: dict[str, str]) -> str:
    command = [sys.executable, *args]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stderr


def _cpu(args: Sequence[str], environ: dict[str, str]) -> float:
    """What a process takes of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _process(args, environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _imports(args: Sequence[str], environ: dict[str, str]) -> dict[str, float]:
    """Seconds that each module's own import took."""
    lines = _process(["-X", "importtime", *args], environ).splitlines()
    parts = [line.removeprefix("import time:").split("|") for line in lines if line.startswith("import time:")]
    return {name.strip(): int(own) / 1e6 for own, _, name in parts if own.strip().isdigit()}


# ── large ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def large(tell: Tell, units: int = 1000, rows: int = 75) -> list[Row]:
    """Ticks over many units with `rows` rows each: the first, one that finds nothing new, one that finds one row. Tabs
    have no status line: a thousand formulas over the job's tabs are more than the local server works out in time."""
    tell(f"large: filling {units:,} tabs with {units * rows:,} rows")
    with _office(units, more='\n[tabs]\nfeedback = "off"\n') as office:
        _fill(office, units, rows)
        tell("large: ticks")
        found = _ticks(office)
        size = (office.settings.state / "ledger.sqlite").stat().st_size / 1e6
    for row in found:
        row["units"], row["rows"] = units, units * rows
    found[-1]["what"] += f" (ledger {size:.1f} MB)"
    return found


def _fill(office: Office, units: int, rows: int) -> None:
    """Rows of all days, each with words of its own; one in a hundred has a problem."""
    keys = [column.key for column in office.settings.campaign.columns]
    days = office.settings.campaign.days
    for n in range(1, units + 1):
        lines = (_typed(n * rows + number, days[number % len(days)]) for number in range(rows))
        office.fill(f"u{n}", [[line.get(key, "") for key in keys] for line in lines])


def _typed(number: int, day: date) -> dict[str, str]:
    count = number % 89 + 2
    return {
        **GOOD,
        "day": f"{day:%d/%m/%Y}",
        "details": f"Tặng quà đợt {number} cho {count} hộ nghèo",
        "quantity": str(count),
        "people": str(count * 2) if number % 100 else "nhiều",
        "money": f"{count}.{number % 1000:03d}.000",
    }


def _ticks(office: Office) -> list[Row]:
    """A process that goes on ticks three times on the last day; then another begins, with all the evidence there is."""
    steps: list[tuple[str, str, Callable[[], object]]] = [
        ("first tick", "10:00", lambda: None),
        ("nothing new", "10:01", lambda: None),
        ("one row new", "10:02", lambda: office.type("u1", 1, {**GOOD, "day": "17/12"})),
    ]
    worker = _worker(office)
    rows = [_step(worker, office, *step) for step in steps]
    worker.close()
    fresh = _worker(office)
    rows.append(_step(fresh, office, "nothing new, a new process", "10:03", lambda: None))
    fresh.close()
    return rows


def _worker(office: Office) -> Worker:
    return Worker("sheets-sync", office.server.url, SPREADSHEET, str(office.settings.path))


def _step(worker: Worker, office: Office, what: str, clock: str, before: Callable[[], object]) -> Row:
    before()
    office.server.requests.clear()
    worker.go(moment(clock, office.settings.campaign.last_day).isoformat())
    took = worker.done()
    serving = sum(record.milliseconds for record in office.server.requests) / 1000
    return {
        "what": what,
        "requests": len(office.server.requests),
        "wall s": took["wall"],
        "of which server s": serving,
        "CPU s": took["cpu"],
        "peak MB": took["memory"],
    }


# ── growth ────────────────────────────────────────────────────────────────────────────────────────────────────────


def growth(tell: Tell) -> list[Row]:
    """By units (5 rows each), and by days (50 units, each types a row a day, three looks a day)."""
    return [*_by_units(tell), *_by_days(tell)]


def _by_units(tell: Tell) -> Iterator[Row]:
    for units in (14, 50, 200, 800):
        tell(f"growth: {units} units")
        with _office(units) as office:
            _fill(office, units, 5)
            first, quiet, changed, fresh = (row["CPU s"] for row in _ticks(office))
        yield {
            "what": f"{units} units", "first s": first, "quiet s": quiet, "changed s": changed, "new process s": fresh,
            "changed, ms a unit": changed * 1000 / units,
        }  # fmt: skip


def _by_days(tell: Tell, units: int = 50) -> Iterator[Row]:
    with _office(units) as office:
        worker = _worker(office)
        for n in range(15):
            day = FIRST_DAY + timedelta(days=n)
            for clock, reporting in (("09:00", range(1, units, 2)), ("10:00", range(2, units, 2)), ("21:00", ())):
                for unit in reporting:
                    office.type(f"u{unit}", n + 1, {**GOOD, "day": f"{day:%d/%m}"})
                worker.go(moment(clock, day).isoformat())
                last = worker.done()
            if n in (0, 4, 9, 14):
                tell(f"growth: day {n + 1}")
                fresh = _worker(office)
                fresh.go(moment("21:05", day).isoformat())
                again = fresh.done()
                fresh.close()
                size = sum(path.stat().st_size for path in office.settings.state.glob("ledger.sqlite*")) / 1e6
                yield {
                    "what": f"day {n + 1}, {units} units", "quiet s": last["cpu"], "new process s": again["cpu"],
                    "ledger MB": size,
                }  # fmt: skip
        worker.close()
