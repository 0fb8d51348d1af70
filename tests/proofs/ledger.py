"""How the evidence grows: `python -m tests.proofs.ledger`, or for one campaign alone `--days 365 --units 100`.

Campaigns are polled in memory with the rate of change of the sample campaign; each poll is recorded in a real ledger,
as a tick does without its requests. A line per campaign: the bytes of the ledger, and of the same records with every
row written out; then, each in a process of its own, what a look at it takes: seconds to load it, to judge it with
nothing new (a quiet run, as the second one after the last record), to answer `status`, to make the rollup of the whole
campaign as a page, to verify every record, and memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import moments_of
from sheets_sync.cells import CellReader
from sheets_sync.config import Settings, load, resources
from sheets_sync.evidence.facts import Change, Fact, Poll
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.job import past
from sheets_sync.job.judging import make_board, row_problems
from sheets_sync.job.publishing.archive import Archive
from sheets_sync.job.publishing.writing import write_document
from sheets_sync.job.settling import Settling, settled_by_now
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.unit_tab import read_tab
from tests.proofs.memory import peak, resident
from tests.proofs.tables import table

Shown = dict[tuple[str, date | None], Change]
OVERHEAD = 260
"""Bytes of a record of version 2 beside its body: digests, source, moment."""
ACTS_PER_DAY = 804 / (14 * 15)
"""Acts of typing of a unit on a day, in the sample's log."""


ROW = {"activity": "Tặng quà hộ nghèo, khó khăn", "measure": "phần", "people": "10", "money": "5.000.000"}


@dataclass(frozen=True, slots=True)
class Case:
    """A campaign to record. `where` people put new rows: "end" (of the day, read alone), "top" or "anywhere"."""

    name: str
    units: int
    days: int
    where: str = "end"
    rows: int = 0
    """Rows of the first day that stand in each tab at the beginning."""


CASES = (
    Case("the sample's size", 14, 15),
    Case("60 days", 14, 60),
    Case("365 days", 14, 365),
    Case("30 days, newest on top", 14, 30, "top"),
    Case("random inserts, 4 tabs × 150 rows", 4, 5, "anywhere", 150),
    Case("140 units × 15 days", 140, 15),
)


@dataclass
class Office:
    """Units that type rows of the day, now and then."""

    campaign: Campaign
    case: Case
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    rows: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    memories: dict[str, RowMemory] = field(default_factory=lambda: defaultdict(RowMemory))
    tabs: Mapping[str, int] = field(default_factory=dict)
    """The numbers of tabs, where they are not all 1."""

    def __post_init__(self) -> None:
        self.reader = CellReader(self.campaign)
        for unit in self.campaign.units:
            self.rows[unit.key] = [self.row(self.campaign.first_day) for _ in range(self.case.rows)]

    def row(self, day: date) -> dict[str, str]:
        number = self.chance.randint(1, 90)
        return ROW | {"day": f"{day:%d/%m/%Y}", "details": f"Tặng {number} phần quà", "quantity": str(number)}

    def type(self, day: date, polls: int) -> Iterator[Unit]:
        """The units that typed before a poll of the day."""
        for unit in self.campaign.units:
            if self.chance.random() < ACTS_PER_DAY / polls:
                self._put(self.rows[unit.key], self.row(day))
                yield unit

    def _put(self, rows: list[dict[str, str]], row: dict[str, str]) -> None:
        if self.case.where == "end":  # rows of earlier days stay as they were: the day's own are all that is looked at
            rows[:] = [*[r for r in rows if r["day"] == row["day"]][-1:], row]
        else:
            rows.insert(0 if self.case.where == "top" else self.chance.randint(0, len(rows)), row)

    def changes(self, unit: Unit, shown: Shown, sent: datetime) -> list[Change]:
        """What a look at the unit's tab records."""
        columns = self.campaign.columns
        grid = [tuple(c.header for c in columns), *(tuple(r.get(c.key) for c in columns) for r in self.rows[unit.key])]
        today, memory = self.campaign.local_day(sent), self.memories[unit.key]
        tab = Tab(self.tabs.get(unit.key, 1), unit.tab, tuple(grid))
        report = read_tab(tab, unit, self.campaign, today, self.reader, memory)
        mine = {key: change for key, change in shown.items() if key[0] == unit.key}
        return changes_since(mine, observe(report, sent), unit.key, sent)


def long_campaign(days: int, units: int, state: Path = Path("state")) -> Settings:
    settings = load(resources.sample_campaign() / "campaign.toml", environ={})
    first = settings.campaign.first_day
    campaign = replace(
        settings.campaign,
        days=tuple(first + timedelta(days=n) for n in range(days)),
        units=tuple(Unit(f"u{n}", f"Đơn vị số {n}", f"Đơn vị {n}") for n in range(units)),
    )
    return replace(settings, campaign=campaign, state=state)


def record(case: Case, folder: Path, days: int | None = None) -> None:
    """Records the polls of a campaign, or of its first days."""
    settings = long_campaign(case.days, case.units)
    campaign, office = settings.campaign, Office(settings.campaign, case)
    keys = tuple(unit.key for unit in campaign.units)
    shown: Shown = {}
    with Ledger.at(folder) as ledger:
        for day in campaign.days[:days]:
            if case.where == "end":
                shown.clear()
            moments, facts = moments_of(day, settings.polls, campaign), list[Fact]()
            for sent in moments:
                typed = list(office.type(day, len(moments)))
                changes = [change for unit in typed for change in office.changes(unit, shown, sent)]
                facts += [Poll(sent, sent, settings.spreadsheet, keys, digest=f"{len(typed)}"), *changes]
                shown |= {(change.unit, change.day): change for change in changes}
            ledger.append(facts)  # a day's records in one transaction: the same chain, in less time


def look(case: Case, folder: Path) -> dict[str, float]:
    """What a new process takes for a recorded campaign: CPU seconds, and MB that it holds more than before."""
    settings, before = long_campaign(case.days, case.units, folder), resident()
    with Ledger.at(folder) as ledger:
        start = time.process_time()
        evidence = Evidence(past.begin(settings, ledger).newly_recorded())
        loaded = time.process_time()
        as_of = evidence.polls[-1].sent + timedelta(minutes=5)
        settling = Settling(settings, ledger, evidence)
        make_board(settings, evidence, as_of, settling.known)
        row_problems(settings, evidence, as_of)
        judged = time.process_time()
        memory = resident() - before
        settling.keep()
        past.keep(settings, ledger)
    return {"load": loaded - start, "quiet": judged - start, "memory": memory, "whole": resident()}


def status(case: Case, folder: Path) -> dict[str, float]:
    """CPU seconds of a new process for how things stand."""
    settings = long_campaign(case.days, case.units, folder)
    with Ledger.at(folder, to_read=True) as ledger:
        start = time.process_time()
        evidence = Evidence(past.begin(settings, ledger).newly_recorded())
        as_of = evidence.polls[-1].sent + timedelta(minutes=5)
        make_board(settings, evidence, as_of, lambda: settled_by_now(settings, ledger, evidence, as_of))
        return {"status": time.process_time() - start}


def final(case: Case, folder: Path) -> dict[str, float]:
    """CPU seconds of a new process for the rollup as a page, and the memory of that process."""
    settings = long_campaign(case.days, case.units, folder)
    with Ledger.at(folder) as ledger:
        start = time.process_time()
        evidence = Evidence(past.begin(settings, ledger).newly_recorded())
        archive = Archive(settings, evidence, ledger)
        write_document(archive, evidence.polls[-1].sent, None, formats=["html"], out=folder / "papers")
        return {"final": time.process_time() - start, "final memory": peak()}


def verify(folder: Path) -> dict[str, float]:
    """CPU seconds to verify every record, and the bytes of the records with every row written out."""
    with Ledger.at(folder) as ledger:
        start = time.process_time()
        assert ledger.first_broken() is None
        spent = time.process_time() - start
        plain = sum(len(entry.body.encode()) + OVERHEAD for entry in ledger.records())
    return {"verify": spent, "plain": plain, "records": ledger.position}


def measure(case: Case, folder: Path) -> dict[str, float]:
    """A campaign recorded and looked at; seconds, bytes and MB by name."""
    record(case, folder)
    size = (folder / "ledger.sqlite").stat().st_size
    apart(look, case, folder)  # it keeps what is settled
    return {"bytes": size, **_told(case, folder)}


def _told(case: Case, folder: Path) -> dict[str, float]:
    """What processes take one after the other; the rollup comes last, since it is noted."""
    found = {**apart(verify, folder), **apart(look, case, folder)}
    return {**found, **apart(status, case, folder), **apart(final, case, folder)}


def apart(task: Callable[..., dict[str, float]], *given: object) -> dict[str, float]:
    """What a task finds in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(task, *given).result()


HEADS = ("campaign", "written out MB", "MB", "load s", "quiet s", "status s", "verify s", "evidence MB", "process MB",
         "rollup s", "rollup MB")  # fmt: skip


def line(case: Case, found: Mapping[str, float]) -> tuple[object, ...]:
    sizes = (found["plain"] / 1e6, found["bytes"] / 1e6)
    seconds = (found["load"], found["quiet"], found["status"], found["verify"])
    return (case.name, *sizes, *seconds, found["memory"], found["whole"], found["final"], found["final memory"])


def grown(case: Case) -> list[tuple[object, ...]]:
    """A campaign after its first day and after its last one, as a line each, and how much more a quiet run takes."""
    lines, found = [], []
    for days in (1, case.days):
        with tempfile.TemporaryDirectory() as folder:
            record(case, Path(folder), days)
            apart(look, case, Path(folder))
            size = (Path(folder) / "ledger.sqlite").stat().st_size
            found.append({"bytes": size, **_told(case, Path(folder))})
            lines.append(line(replace(case, name=f"{case.units} units, day {days} of {case.days}"), found[-1]))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, help="one campaign alone: its first day against its last one")
    parser.add_argument("--units", type=int, default=100)
    given = parser.parse_args()
    if given.days:
        print(table(HEADS, grown(Case("", given.units, given.days))))
        return
    lines = []
    for case in CASES:
        print(case.name, file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            lines.append(line(case, measure(case, Path(folder))))
    print(table(HEADS, lines))


if __name__ == "__main__":
    main()
