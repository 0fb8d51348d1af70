"""How fast rows are read, as a ratio to `json.loads`: `python -m tests.proofs.rows`.

75,000 rows of 13 columns in 14 tabs, as offices type them (`typed`): at first sight, at the next poll when one row in a
hundred was corrected, after a row was put in at the top of every tab, and when nothing changed. Two yardsticks: the
API answer from which the rows came, and, stricter, the bare values as one JSON list. Then whole ticks: JSON, rows,
evidence on disk, board and totals.
"""

from __future__ import annotations

import json
import random
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.config import Settings, load, resources
from sheets_sync.gateway import Gateway, snapshot_from
from sheets_sync.gateway.spreadsheets import Weather
from sheets_sync.job.collector import collector_paused
from sheets_sync.job.tick import Job
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.rows import TabReport
from sheets_sync.tabs.unit_tab import read_tab
from tests.proofs.answers import SPREADSHEET, CannedService, answer_of
from tests.proofs.timing import seconds
from tests.proofs.typed import Grid, Typist

ROWS = 75_000
CHANGED = 0.01
TODAY = date(2022, 12, 31)
Grids = dict[str, Grid]


def typed_grids(campaign: Campaign, rng: random.Random, rows: int = ROWS) -> tuple[dict[str, Typist], Grids]:
    """Every unit's typist, and what they typed: title -> grid, `rows` rows in all."""
    typists = {unit.tab: Typist(campaign, rng) for unit in campaign.units}
    sizes = [rows // len(typists) + (n < rows % len(typists)) for n in range(len(typists))]
    return typists, {title: t.grid(size) for (title, t), size in zip(typists.items(), sizes, strict=True)}


def corrected(typists: dict[str, Typist], grids: Grids) -> Grids:
    return {title: typist.retype(grids[title], CHANGED) for title, typist in typists.items()}


def with_a_row_on_top(typists: dict[str, Typist], grids: Grids) -> Grids:
    return {title: [grid[0], typists[title].row(), *grid[1:]] for title, grid in grids.items()}


class Measurement:
    """Reads polls of the same tabs one after the other, as the job does, and says how long each took."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._reader = CellReader(campaign)
        self._memories = {unit.key: RowMemory() for unit in campaign.units}

    @collector_paused()  # as in a tick
    def read(self, snapshot: Snapshot) -> list[TabReport]:
        tabs = {tab.title: tab for tab in snapshot.tabs}
        return [
            read_tab(tabs[unit.tab], unit, self._campaign, TODAY, self._reader, self._memories[unit.key])
            for unit in self._campaign.units
        ]

    def report(self, name: str, grids: Grids) -> None:
        """Prints how long the poll that shows `grids` took to read."""
        answer, bare = answer_of(grids, self._campaign), json.dumps(grids, ensure_ascii=False)
        yardsticks = [parse_seconds(text) for text in (answer, bare)]
        snapshot = snapshot_of(answer)
        took = seconds(lambda: self.read(snapshot))
        ratios = "".join(f"{took / yardstick:8.1f} x" for yardstick in yardsticks)
        print(f"  {name:40}{took:7.2f} s{ratios}")


@collector_paused()  # what is compared runs under the same conditions
def parse_seconds(text: str | bytes) -> float:
    return seconds(lambda: json.loads(text), times=3)


def snapshot_of(answer: bytes) -> Snapshot:
    moment = datetime.fromisoformat("2022-12-31T09:00:00+07:00")
    return snapshot_from(json.loads(answer), sent=moment, answered=moment)


def measure_reading(campaign: Campaign) -> None:
    typists, first = typed_grids(campaign, random.Random(20221216))
    print(f"rows: {described(first, campaign)}")
    print(f"  {'':40}{'':9}{'API answer':>10}{'bare':>10}")
    measured = Measurement(campaign)
    second = corrected(typists, first)
    measured.report("first sight", first)
    measured.report("next poll, 1 % of rows corrected", second)
    measured.report("a row put in on top of every tab", with_a_row_on_top(typists, second))
    measured.report("the same rows in a new answer", with_a_row_on_top(typists, second))


def described(grids: Grids, campaign: Campaign) -> str:
    """How varied the rows are, for the reader to judge."""
    rows = [tuple(row) for grid in grids.values() for row in grid[1:]]
    cells = [value for row in rows for value in row if value != ""]
    reports = Measurement(campaign).read(snapshot_of(answer_of(grids, campaign)))
    read = [row for report in reports for row in report.rows]
    return (
        f"{len(rows):,} of {len(campaign.columns)} columns, {len(set(rows)):,} of them distinct; {len(cells):,} cells,"
        f" {len(set(cells)):,} distinct; {sum(not row.valid for row in read):,} rows invalid,"
        f" {sum(bool(row.problems) for row in read):,} with something to say"
    )


# ── whole ticks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_ticks(settings: Settings) -> None:
    typists, first = typed_grids(settings.campaign, random.Random(20221216))
    second = corrected(typists, first)
    answers = [answer_of(grids, settings.campaign) for grids in (first, second, second)]
    parsing = parse_seconds(answers[0])
    print(f"whole ticks over these tabs, with the evidence on disk; json.loads of the answer {parsing:.2f} s")
    moments = iter(datetime.fromisoformat("2022-12-30T09:00:00+07:00") + timedelta(seconds=n) for n in range(10**6))
    with tempfile.TemporaryDirectory() as folder, Ledger.at(Path(folder)) as ledger:

        def clock() -> datetime:
            return next(moments)

        service = CannedService(b"", clock)
        weather = Weather(clock, time.monotonic, time.sleep, random.random)
        gateway = Gateway(lambda: cast("Any", service), weather=weather)
        job = Job(replace(settings, spreadsheet=SPREADSHEET), gateway, ledger, clock)
        for name, answer in zip(("first sight", "1 % of rows corrected", "unchanged"), answers, strict=True):
            service.answer = answer
            took = seconds(job.tick)
            print(f"  {name:40}{took:7.2f} s{took / parsing:8.1f} x")
    print(f"  memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def main() -> None:
    settings = load(resources.sample_campaign() / "campaign.toml", environ={})
    measure_reading(settings.campaign)
    measure_ticks(settings)


if __name__ == "__main__":
    main()
