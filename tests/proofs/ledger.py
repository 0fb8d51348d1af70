"""How the evidence grows: `python -m tests.proofs.ledger [--days 365] [--units 100]`.

A campaign of many days over many units is polled every five minutes, in memory, with the rate of change of the sample
campaign; each poll is recorded in a real ledger and judged, as a tick does without its requests. Prints the bytes of
the ledger, those of a poll that found nothing new, and the time of a tick on the last day as a multiple of that on
the first; also how long a new process takes to read it all.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import moments_of
from sheets_sync.cells import CellReader
from sheets_sync.compliance.judging import Settled
from sheets_sync.config import Settings, load, resources
from sheets_sync.evidence.fold import Change, Evidence, Fact, Poll
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.job.judging import make_board
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.unit_tab import read_tab

Shown = dict[tuple[str, date | None], Change]
OVERHEAD = 260
"""Bytes of a record of version 2 beside its body: digests, source, moment."""
ACTS_PER_DAY = 804 / (14 * 15)
"""Acts of typing of a unit on a day, in the sample's log."""


ROW = {"activity": "Tặng quà hộ nghèo, khó khăn", "measure": "phần", "people": "10", "money": "5.000.000"}
TIMED = 3
"""Days at each end on which every tick is judged and timed; between them it is only recorded."""


@dataclass
class Office:
    """Units that type rows of the day, now and then."""

    campaign: Campaign
    chance: random.Random
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reader = CellReader(self.campaign)

    def type(self, day: date, polls: int) -> Iterator[Unit]:
        """The units that typed before a poll of the day."""
        for unit in self.campaign.units:
            if self.chance.random() < ACTS_PER_DAY / polls:
                number = self.chance.randint(1, 90)
                row = ROW | {"day": f"{day:%d/%m/%Y}", "details": f"Tặng {number} phần quà", "quantity": str(number)}
                kept = [r for r in self.rows.get(unit.key, []) if r["day"] == row["day"]]
                self.rows[unit.key] = [*kept[-1:], row]
                yield unit

    def changes(self, unit: Unit, shown: Shown, sent: datetime) -> list[Change]:
        """What a look at the unit's tab records; rows of earlier days stay as they were."""
        columns = self.campaign.columns
        grid = [tuple(c.header for c in columns), *(tuple(r.get(c.key) for c in columns) for r in self.rows[unit.key])]
        report = read_tab(
            Tab(1, unit.tab, tuple(grid)), unit, self.campaign, self.campaign.local_day(sent), self.reader
        )
        return changes_since(shown, observe(report, sent), unit.key, sent)


@dataclass
class Run:
    """Ticks without requests: what was seen is recorded, and judged where it is asked for."""

    settings: Settings
    ledger: Ledger
    office: Office
    evidence: Evidence = field(default_factory=Evidence)
    settled: Settled = field(default_factory=dict)

    def day(self, day: date, *, judged: bool) -> float:
        """One day of ticks; the median seconds of one."""
        moments = moments_of(day, self.settings.polls, self.settings.campaign)
        shown: Shown = {}
        spent = []
        for sent in moments:
            typed = list(self.office.type(day, len(moments)))
            start = time.perf_counter()
            changes = [change for unit in typed for change in self.office.changes(unit, shown, sent)]
            self.tick(sent, changes, judged=judged)
            spent.append(time.perf_counter() - start)
            shown |= {(change.unit, change.day): change for change in changes}
        return statistics.median(spent)

    def tick(self, sent: datetime, changes: list[Change], *, judged: bool) -> None:
        keys = tuple(unit.key for unit in self.settings.campaign.units)
        facts: list[Fact] = [Poll(sent, sent, "s", keys), *changes]
        self.ledger.append(facts, since=self.ledger.position)
        version = self.evidence.version
        self.evidence.extend(self.ledger.newly_recorded())
        if self.evidence.version != version:
            self.settled = {}
        if judged:
            make_board(self.settings, self.evidence, sent, self.settled)


def long_campaign(days: int, units: int) -> Settings:
    settings = load(resources.sample_campaign() / "campaign.toml", environ={})
    first = settings.campaign.first_day
    campaign = replace(
        settings.campaign,
        days=tuple(first + timedelta(days=n) for n in range(days)),
        units=tuple(Unit(f"u{n}", f"Đơn vị số {n}", f"Đơn vị {n}") for n in range(units)),
    )
    return replace(settings, campaign=campaign)


def measure(days: int, units: int, folder: Path) -> dict[str, float]:
    """Records a whole campaign; seconds and bytes by name."""
    settings = long_campaign(days, units)
    last = settings.campaign.days[-TIMED:]
    with Ledger.at(folder) as ledger:
        office = Office(settings.campaign, random.Random(5))
        run = Run(settings, ledger, office)
        ticks = [
            run.day(day, judged=number < TIMED or day in last) for number, day in enumerate(settings.campaign.days)
        ]
        plain = sum(len(record.body.encode()) + OVERHEAD for record in ledger.records())
        records = ledger.position
    start = time.perf_counter()
    with Ledger.at(folder) as ledger:
        Evidence(ledger.newly_recorded())
    return {
        "reading": time.perf_counter() - start,
        "bytes": sum(file.stat().st_size for file in folder.iterdir()),
        "records": records,
        "plain": plain,
        "quiet": quiet_bytes(folder / "ledger.sqlite"),
        "first": statistics.median(ticks[:TIMED]),
        "last": statistics.median(ticks[-TIMED:]),
    }


def quiet_bytes(file: Path) -> float:
    """The bytes of a poll, as it is stored."""
    with contextlib.closing(sqlite3.connect(file)) as raw:
        query = (
            "SELECT avg(length(CAST(body AS BLOB)) + length(sent) + length(digest) + 12) FROM records WHERE kind = 1"
        )
        return float(raw.execute(query).fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--units", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(given.days, given.units, Path(folder))
    ratio, first = found["last"] / found["first"], found["first"] * 1e3
    print(f"{given.days} days, {given.units} units: {found['records']:,.0f} records, {found['bytes'] / 1e6:.1f} MB")
    print(f"the same records with every row written out: {found['plain'] / 1e6:.1f} MB")
    print(f"a poll that found nothing new: about {found['quiet']:.0f} bytes")
    print(f"a tick on the last days: {ratio:.2f} times one on the first ({first:.1f} ms)")
    print(f"a new process reads all evidence in {found['reading']:.1f} s")


if __name__ == "__main__":
    main()
