"""What a tick costs by itself: from a cold start, over a large campaign, and as campaigns and ledgers grow."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sheets_sync.job.provisioning import provision_all
from sheets_sync.local_sheets import LocalSheets
from tests.proofs.office import FIRST_DAY, GOOD, SPREADSHEET, Office, at, campaign_text
from tests.proofs.tables import table
from tests.proofs.workers import Worker

Row = dict[str, Any]
Tell = Callable[[str], object]
STARTS = 7
HEAVY = ("pandas", "numpy", "docx", "docxtpl", "jinja2", "lxml", "rich", "google_auth_oauthlib")
"""What a run with nothing to do does not need; gspread itself imports the last one."""
RUN = "from sheets_sync.cli import main; main()"


@contextmanager
def _office(units: int, *, days: int = 15) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder, LocalSheets() as server:
        office = Office.opened(server, Path(folder) / "office", campaign_text(units, days=days))
        provision_all(office.settings)
        yield office


def shown(rows: Sequence[Row]) -> str:
    heads = list(dict.fromkeys(name for row in rows for name in row))
    return table(heads, [[row.get(name, "") for name in heads] for row in rows])


# ── start ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def start(tell: Tell, times: int = STARTS) -> list[Row]:
    """Wall seconds of processes, the median of some: Python alone, gspread alone, a run with nothing to do."""
    with _office(14) as office:
        office.type("u1", 1)
        run = ["-c", RUN, "run", "--campaign", str(office.settings.path), "--now", at("09:50").isoformat()]
        environ = {**os.environ, "SHEETS_SYNC_ENDPOINT": office.server.url}
        _process(run, environ)
        tell(f"start: {times} times each")
        timed = {
            "python": ["-c", "pass"],
            "python, import gspread": ["-c", "import gspread"],
            "run, nothing to do": run,
            "run --json, nothing to do": [*run, "--json"],
        }
        walls = {name: statistics.median(_timed(args, environ) for _ in range(times)) for name, args in timed.items()}
        imports = _imports([*run, "--json"], environ)
    spent = sum(imports.values())
    heavy = [name for name in HEAVY if name in imports]
    rows: list[Row] = [{"what": name, "seconds": wall, "x": wall / walls["python"]} for name, wall in walls.items()]
    rows.append({"what": "of which imports (--json, as -X importtime says)", "seconds": spent})
    rows.append({"what": f"heavy modules that it imports: {', '.join(heavy) or 'none'}"})
    return rows


def _process(args: Sequence[str], environ: dict[str, str]) -> str:
    command = [sys.executable, *args]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stderr


def _timed(args: Sequence[str], environ: dict[str, str]) -> float:
    started = time.perf_counter()
    _process(args, environ)
    return time.perf_counter() - started


def _imports(args: Sequence[str], environ: dict[str, str]) -> dict[str, float]:
    """Seconds that each module's own import took."""
    lines = _process(["-X", "importtime", *args], environ).splitlines()
    parts = [line.removeprefix("import time:").split("|") for line in lines if line.startswith("import time:")]
    return {name.strip(): int(own) / 1e6 for own, _, name in parts if own.strip().isdigit()}


# ── large ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def large(tell: Tell, units: int = 1000, rows: int = 75) -> list[Row]:
    """Ticks over many units with `rows` rows each: the first, one that finds nothing new, one that finds one row."""
    tell(f"large: filling {units:,} tabs with {units * rows:,} rows")
    with _office(units) as office:
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
    worker.go(at(clock, office.settings.campaign.last_day).isoformat())
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
                worker.go(at(clock, day).isoformat())
                last = worker.done()
            if n in (0, 4, 9, 14):
                tell(f"growth: day {n + 1}")
                fresh = _worker(office)
                fresh.go(at("21:05", day).isoformat())
                again = fresh.done()
                fresh.close()
                size = sum(path.stat().st_size for path in office.settings.state.glob("ledger.sqlite*")) / 1e6
                yield {
                    "what": f"day {n + 1}, {units} units", "quiet s": last["cpu"], "new process s": again["cpu"],
                    "ledger MB": size,
                }  # fmt: skip
        worker.close()
