"""What commands take on the first day of a campaign and after its last one: `python -m tests.proofs.year --days 365`.

A local server, and a ledger in which the polls of all days are recorded, each unit typing the day's rows over those of
the day before, with the rate of change of the sample campaign. Then commands, each a process of its own, as cron starts
them: CPU seconds, and the most memory that the process held.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sheets_sync.campaign.schedule import moments_of
from sheets_sync.evidence.facts import Change, Fact, Poll
from sheets_sync.job.publishing.due import due_documents
from sheets_sync.ledger import Ledger, to_iso
from sheets_sync.local_sheets import LocalSheets
from tests.office import GOOD, campaign_text, provision_all
from tests.proofs.ledger import Case
from tests.proofs.ledger import Office as Typists
from tests.proofs.office import Office
from tests.proofs.tables import table

TIMES = 5
COMMAND = """
import atexit, resource, sys
from sheets_sync.cli import main

def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print("took", used.ru_utime + used.ru_stime, int(held.split()[1]) / 1024, file=sys.stderr)

atexit.register(tell)
main()
"""
MORE = '\n[tabs]\nfeedback = "off"\n'
"""No line by which tabs tell how a unit stands: what the local server works out for it is not measured here."""


@dataclass(frozen=True, slots=True)
class Took:
    """CPU seconds and MB of one command."""

    seconds: float
    memory: float


def record(office: Office, units: int, days: int) -> datetime:
    """Records the polls of the first days, and leaves in the tabs what stood there last; gives the last moment."""
    settings, campaign = office.settings, office.settings.campaign
    typists = Typists(
        campaign, Case("", units, days), tabs={unit.key: office.sheet_id(unit.key) for unit in campaign.units}
    )
    keys = tuple(unit.key for unit in campaign.units)
    shown: dict[str, dict[tuple[str, date | None], Change]] = {key: {} for key in keys}
    with Ledger.at(settings.state) as ledger:
        for day in campaign.days[:days]:
            facts, moments = list[Fact](), moments_of(day, settings.polls, campaign)
            for sent in moments:
                facts.append(Poll(sent, sent, settings.spreadsheet, keys))
                for unit in typists.type(day, len(moments)):
                    changes = typists.changes(unit, shown[unit.key], sent)
                    shown[unit.key] = {(c.unit, c.day): c for c in changes if c.rows} or shown[unit.key]
                    facts += changes
            ledger.append(facts)
        last = moments[-1]
        for due in due_documents(campaign, settings.documents, [], last):
            entry = {"document": due.key, "moment": to_iso(due.moment), "at": to_iso(due.moment)}
            ledger.note("document", {**entry, "files": [], "sha256": {}, "head": ""})
    columns = [column.key for column in campaign.columns]
    for unit in campaign.units:
        office.fill(unit.key, [[row.get(key, "") for key in columns] for row in typists.rows[unit.key]])
    return last


@contextmanager
def recorded(units: int, of_days: int, days: int) -> Iterator[tuple[Office, datetime]]:
    """An office after the first days of its campaign."""
    with tempfile.TemporaryDirectory() as folder, LocalSheets() as server:
        office = Office.opened(server, Path(folder) / "office", campaign_text(units, days=of_days) + MORE)
        provision_all(office.settings)
        yield office, record(office, units, days)


def command(office: Office, now: datetime, *args: str) -> Took:
    """A command as of a moment, in a process of its own."""
    where = ["--campaign", str(office.settings.path), "--now", now.isoformat()]
    environ = {**os.environ, "SHEETS_SYNC_ENDPOINT": office.server.url}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *args, *where], env=environ, check=True, capture_output=True, text=True
    )
    _, seconds, memory = next(line for line in done.stderr.splitlines() if line.startswith("took")).split()
    return Took(float(seconds), float(memory))


def commands(office: Office, last: datetime) -> dict[str, Took]:
    """What commands take, one after the other."""
    found: dict[str, Took] = {}
    minute = timedelta(minutes=1)
    run = ("run", "--quiet")
    found["run that knows nothing"] = command(office, last + minute, *run)
    command(office, last + 2 * minute, *run)
    quiet = [command(office, last + (3 + n) * minute, *run) for n in range(TIMES)]
    found["quiet run"] = Took(statistics.median(t.seconds for t in quiet), max(t.memory for t in quiet))
    found["sign of life"] = command(office, last + 20 * minute, *run)
    day = office.settings.campaign.local_day(last)
    office.type("u1", 9, {**GOOD, "day": f"{day:%d/%m/%Y}"})
    found["one row typed"] = command(office, last + 25 * minute, *run)
    found["status"] = command(office, last + 26 * minute, "status")
    found["why"] = command(office, last + 26 * minute, "why", "u1", f"{day:%d/%m/%Y}")
    found["day after"] = command(office, last + timedelta(hours=6), *run)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--units", type=int, default=100)
    given = parser.parse_args()
    found = {}
    for days in (1, given.days):
        with recorded(given.units, given.days, days) as (office, last):
            found[days] = commands(office, last)
    lines = [
        (
            name,
            first.seconds,
            took.seconds,
            took.seconds / first.seconds,
            first.memory,
            took.memory,
            took.memory / first.memory,
        )
        for (name, first), took in zip(found[1].items(), found[given.days].values(), strict=True)
    ]
    heads = (
        f"{given.units} units",
        "day 1: CPU s",
        f"day {given.days}: CPU s",
        "x",
        "day 1: MB",
        f"day {given.days}: MB",
        "x",
    )
    print(table(heads, lines))


if __name__ == "__main__":
    main()
