"""Weeks of it: `python -m tests.proofs.soak` ticks every five minutes for 15 simulated days, nights too.

People type, mend, clear, delete and insert rows at random; one request in some fails; the job starts anew now and then.
After every tick the board is held against a model that is kept apart, from what was really typed and which looks came
through. A line per day says what happened, and how much memory and disk it takes by then: this process with the server
in it, and a job that begins anew in one of its own. It fails where the board drifts, or a job or its ledger is too big.
"""

from __future__ import annotations

import argparse
import dataclasses
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sheets_sync.config import load
from sheets_sync.errors import SheetsSyncError
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.job import opening
from sheets_sync.job.tick import Job
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import APART, GOOD, SPREADSHEET, campaign_text, moment, provision_all
from tests.proofs.faults import connected
from tests.proofs.ledger import apart
from tests.proofs.memory import resident
from tests.proofs.office import Office
from tests.proofs.tables import table

UNITS, ROWS = 4, 150
BLIND = (Fault(status=503), Fault(drop=True), Fault(status=502, html=True), Fault(truncate=True), Fault(status=403))
"""Reads that fail throughout a tick: no look."""
PASSING = (Fault(status=503), Fault(status=429), Fault(drop=True), Fault(truncate=True))
"""A read that fails once: the tries absorb it."""
DEAF = (Fault(status=503), Fault(status=500, after=True), Fault(drop=True, after=True), Fault(status=429))
"""Writes that fail throughout a tick, applied or not: the look counts all the same."""


# ── the model: the rules once more, in other words ────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Seen:
    """Of one unit and day, what matters: when it was first seen valid, the look before that, the last look."""

    deadline: datetime
    grace: timedelta
    deadline_look: datetime | None = None
    first: datetime | None = None
    before: datetime | None = None
    last: datetime | None = None
    saw: str = "-"

    def look(self, sent: datetime, saw: str) -> None:
        """`saw`: "v" a valid row, "a" rows but none valid, "-" none."""
        if self.deadline_look is None and self.deadline <= sent <= self.deadline + self.grace:
            self.deadline_look = sent
        if self.first is None and saw == "v":
            self.first, self.before = sent, self.last
        self.last, self.saw = sent, saw

    def status(self) -> str:
        limit = self.deadline_look or self.deadline
        if self.first is not None:
            if self.first <= limit:
                return "on_time"
            return "late" if self.before is not None and self.before >= limit else "undetermined"
        if self.last is None or self.last < self.deadline:
            return "pending"
        return "invalid" if self.saw == "a" else "missed"


Typed = tuple[date, bool] | None
"""A row as the model knows it: its day, and whether it is valid; None: empty."""


@dataclass
class People:
    """Those who type, and what stands in their tabs by their own account."""

    office: Office
    rng: random.Random
    tabs: dict[str, list[Typed]] = field(default_factory=dict)
    typed: int = 0

    def act(self, today: date) -> None:
        """One act of somebody: a new row, a wrong one, a mended one, one cleared, deleted or inserted."""
        unit = self.rng.choice(self.office.settings.campaign.units).key
        rows = self.tabs.setdefault(unit, [None] * ROWS)
        taken = [n for n, row in enumerate(rows) if row]
        if not taken or (None in rows and self.rng.random() < 0.5):
            self._write(unit, rows.index(None), (self._day(today), self.rng.random() < 0.7))
            return
        place = self.rng.choice(taken)
        getattr(self, self.rng.choice(("_mend", "_mend", "_clear", "_delete", "_insert")))(unit, place)

    def _day(self, today: date) -> date:
        """Mostly today; now and then an earlier day."""
        days = [day for day in self.office.settings.campaign.days if day <= today]
        return days[-1] if self.rng.random() < 0.8 else self.rng.choice(days)

    def _write(self, unit: str, place: int, row: tuple[date, bool]) -> None:
        self.typed += 1
        day, good = row
        cells = {**GOOD, "day": f"{day:%d/%m/%Y}", "details": f"Tặng quà cho hộ nghèo, lần {self.typed}"}
        self.office.type(unit, place + 1, cells if good else {**cells, "quantity": "nhiều lắm"})
        self.tabs[unit][place] = row

    def _mend(self, unit: str, place: int) -> None:
        row = self.tabs[unit][place]
        assert row is not None
        self._write(unit, place, (row[0], True))

    def _clear(self, unit: str, place: int) -> None:
        self.office.clear(unit, place + 1)
        self.tabs[unit][place] = None

    def _delete(self, unit: str, place: int) -> None:
        self._rows(unit, "delete_rows", place)
        del self.tabs[unit][place]
        self.tabs[unit].append(None)

    def _insert(self, unit: str, place: int) -> None:
        self._rows(unit, "insert_rows", place)
        self.tabs[unit].insert(place, None)

    def _rows(self, unit: str, act: str, place: int) -> None:
        tab = self.office.settings.campaign.unit_by_key[unit].tab
        self.office.act(unit, {"act": act, "sheet": tab, "at": place + 1, "count": 1})

    def shows(self, unit: str, day: date) -> str:
        rows = [row for row in self.tabs.get(unit, ()) if row and row[0] == day]
        return "v" if any(good for _, good in rows) else "a" if rows else "-"


# ── the soak ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Day:
    """What a simulated day came to; sizes are those at its end."""

    day: date
    ticks: int
    typed: int
    faults: int
    failed: int
    drift: int
    resident: float
    alone: float
    ledger: float
    cpu: float


class Soak:
    """One office through days of trouble. `seed` decides everything."""

    def __init__(self, server: LocalSheets, folder: Path, days: int, seed: int) -> None:
        self.server, self.rng = server, random.Random(seed)
        text = campaign_text(UNITS, days=days, apart=APART, formats=("md",))
        self.office = Office.opened(server, folder, text)
        provision_all(self.office.settings)
        self.people = People(self.office, self.rng)
        campaign = self.office.settings.campaign
        self.model = {
            (unit.key, day): Seen(campaign.deadline_of(day), campaign.grace)
            for unit in campaign.units
            for day in campaign.days
        }
        self.count: Counter[str] = Counter()
        self.ledger = Ledger.at(self.office.settings.state)
        self.job = self._new_job()

    def days(self, every: timedelta) -> Iterator[Day]:
        """Ticks through all days, each from midnight on."""
        for day in self.office.settings.campaign.days:
            before, started = self.count.copy(), time.process_time()
            now = moment("00:00", day)
            while now < moment("00:00", day) + timedelta(days=1):
                self._between(day)
                self._tick(now)
                now += every
            self._quiet_end(now - timedelta(seconds=1))
            yield self._day(day, self.count - before, time.process_time() - started)

    def _between(self, day: date) -> None:
        for _ in range(self.rng.choice((0, 0, 0, 1, 2))):
            self.people.act(day)
            self.count["typed"] += 1
        if self.rng.random() < 0.03:
            self.job = self._new_job()

    def _tick(self, moment: datetime, *, trouble: bool = True) -> None:
        blind = self._weather() if trouble else ""
        self.office.clock.now = moment
        self.count["ticks"] += 1
        self._look(moment, blind)
        try:
            outcome = opening.tick_once(self.job, self.office.settings, self.ledger)
        except SheetsSyncError:
            self.count["failed"] += 1
        else:
            found = outcome.tick.board.judgements
            shown = {(unit, j.day): j.status.value for unit, judged in found.items() for j in judged}
            self.count["drift"] += sum(shown[key] != seen.status() for key, seen in self.model.items())
        self.server.faults.clear()
        self.server.requests.clear()

    def _weather(self) -> str:
        """Orders trouble for the next tick, now and then. Gives the spreadsheet that can't be read, if there is one."""
        kind = self.rng.random()
        if kind >= 0.15:
            return ""
        self.count["faults"] += 1
        spreadsheet = self.rng.choice((SPREADSHEET, APART))
        if kind < 0.05:
            self._order(BLIND, method="GET", path=spreadsheet, times=0)
            return spreadsheet
        if kind < 0.1:
            self._order(PASSING, method="GET", path=spreadsheet)
        else:
            self._order(DEAF, access="write", times=0)
        return ""

    def _order(self, faults: tuple[Fault, ...], **where: object) -> None:
        self.server.faults.add(replace(self.rng.choice(faults), **where))  # type: ignore[arg-type]

    def _look(self, sent: datetime, blind: str) -> None:
        """The model's part of a tick."""
        for unit in self.office.settings.campaign.units:
            if (unit.spreadsheet or SPREADSHEET) != blind:
                for day in self.office.settings.campaign.days:
                    self.model[unit.key, day].look(sent, self.people.shows(unit.key, day))

    def _quiet_end(self, moment: datetime) -> None:
        """A tick in good weather puts the tabs right: a job that starts anew finds nothing more to write."""
        self._tick(moment, trouble=False)
        self.job = self._new_job()
        self.count["drift"] += len(self.job.tick().wrote)

    def _new_job(self) -> Job:
        """As a new process: it knows what the ledger says."""
        self.ledger.close()
        self.ledger = Ledger.at(self.office.settings.state)
        return Job(self.office.settings, connected(self.office, []), self.ledger, self.office.clock)

    def _day(self, day: date, count: Counter[str], cpu: float) -> Day:
        return Day(
            day=day,
            ticks=count["ticks"],
            typed=count["typed"],
            faults=count["faults"],
            failed=count["failed"],
            drift=count["drift"],
            resident=resident(),
            alone=self._alone(),
            ledger=sum(path.stat().st_size for path in self.office.settings.state.glob("ledger.sqlite*")) / 1e6,
            cpu=cpu,
        )

    def _alone(self) -> float:
        """What a job holds that begins at the end of the day, in a process without the server and the model."""
        settings, now = self.office.settings, self.office.clock.now.isoformat()
        return apart(begun_anew, settings.path, settings.endpoint, now)["resident"]


def begun_anew(path: Path, endpoint: str, now: str) -> dict[str, float]:
    """The memory of a job that begins with all the evidence there is, and looks once; it writes nothing."""
    settings = replace(load(path, environ={}), endpoint=endpoint)
    clock = ReplayedClock(datetime.fromisoformat(now))
    with Ledger.at(settings.state, to_read=True) as ledger:
        Job(settings, opening.connect(settings, clock), ledger, clock).tick(dry_run=True)
        return {"resident": resident()}


def soaked(days: int, every: timedelta, seed: int) -> Iterator[Day]:
    """Soaks an office, day by day."""
    with tempfile.TemporaryDirectory() as name, LocalSheets() as server:
        yield from Soak(server, Path(name) / "office", days, seed).days(every)


HEADS = ("day", "ticks", "typed", "faults", "failed ticks", "drift", "with the server MB", "a job MB",
         "ledger MB", "CPU s")  # fmt: skip
MOST_MEMORY, MOST_LEDGER = 200, 10
"""MB that a job and its ledger may come to."""


def main() -> None:
    logging.disable(logging.WARNING)  # thousands of retries that are wanted
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.soak", description="Simulated weeks.")
    parser.add_argument("--days", type=int, default=15)
    parser.add_argument("--minutes", type=int, default=5, help="between ticks")
    parser.add_argument("--seed", type=int, default=20221216)
    options = parser.parse_args()
    days = []
    for day in soaked(options.days, timedelta(minutes=options.minutes), options.seed):
        print(day.day, file=sys.stderr)
        days.append(day)
    print(table(HEADS, [dataclasses.astuple(day) for day in days]))
    sys.exit(any(day.drift or day.alone > MOST_MEMORY or day.ledger > MOST_LEDGER for day in days))


if __name__ == "__main__":
    main()
