"""Nothing is lost when the machine goes down: `python -m tests.proofs.kills` ends a job by SIGKILL.

A provisioning, a first tick, a changed tick with its documents and a tick that takes over a kept look run as processes
of their own against a served local server. Each is killed as each request arrives, once it is applied and before it is
answered, and before each act on a file, the ledger or the network. Then the same runs again, and what the office knows
and shows must equal an undisturbed run to the byte.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import APART, campaign_text, moment
from tests.proofs.faults import PHASES, Phase, Sent, concluded, numbered
from tests.proofs.office import Office, Saved, different
from tests.proofs.tables import table

RUNS = {"provision": "provision", "first tick": "run", "changed tick": "run", "tick with a kept look": "run"}
"""Phases of `faults` -> what the worker does."""
LIVED = "(ended before the act)"
"""Where threads took turns otherwise than in the undisturbed run, and there was one act less."""
ARRIVED = Fault(delay=1, drop=True)
APPLIED = Fault(delay=1, drop=True, after=True)


@dataclass(frozen=True, slots=True)
class Case:
    """One death. `when` names the act that did not come to be, or the request; `lost` is empty where all is well."""

    phase: str
    kind: str
    when: str
    lost: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.phase}, killed at {self.when}"


class Worker:
    """The process that forks jobs (see kill_worker)."""

    def __init__(self) -> None:
        self.pid = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.proofs.kill_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, **job: Any) -> dict[str, Any]:
        """Runs a job to its end; meanwhile `pid` is its process. Gives {"ended", "acts"}."""
        assert self._process.stdin is not None
        self.pid = 0
        print(json.dumps(job), file=self._process.stdin, flush=True)
        self.pid = self._answer()["pid"]
        return self._answer()

    def kill(self, _: float) -> None:
        """What the server does instead of waiting out a delay."""
        while not self.pid:
            time.sleep(0.001)
        os.kill(self.pid, signal.SIGKILL)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        return dict(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate(timeout=10)  # closes its input, and both streams


@dataclass
class Stage:
    """A phase ready to be played: the state before it, what an undisturbed run does and leaves."""

    phase: Phase
    saved: Saved
    sent: list[Sent]
    acts: list[str]
    meaning: dict[str, Any]


class Proof:
    """Plays phases in processes that die, and once more in one that lives."""

    def __init__(self, folder: Path, server: LocalSheets, worker: Worker) -> None:
        self.folder, self.server, self.worker = folder, server, worker
        text = campaign_text(3, days=2, apart=APART, formats=("docx", "html"))
        self.office = Office.opened(server, folder / "office", text)

    def stages(self) -> Iterator[Stage]:
        for phase in PHASES:
            if phase.name not in RUNS:
                continue
            phase.before(self.office)
            self.office.clock.now = moment(phase.at)
            saved = self.office.save(self.folder / phase.name)
            self.server.requests.clear()
            done = self._run(phase)
            assert done["ended"] == 0, done
            after = self.office.save(self.folder / f"{phase.name}, done")
            yield Stage(phase, saved, numbered(self.server), done["acts"], self.office.meaning())
            self.office.restore(after)

    def play(self, stage: Stage) -> Iterator[Case]:
        """Every request, and every act that differs from the one before it."""
        for sent in stage.sent:
            for kind, fault in (("request arrived", ARRIVED), ("request applied", APPLIED)):
                if sent.method != "GET" or fault is ARRIVED:
                    self.office.restore(stage.saved)
                    self.server.faults.add(sent.struck_by(fault, lasting=False))
                    yield self._case(stage, kind, f"{sent.method} {sent.nth}", self._run(stage.phase))
        for number, act in enumerate(stage.acts):
            if stage.acts[max(number - 2, 0) : number] != [act, act]:
                self.office.restore(stage.saved)
                done = self._run(stage.phase, kill_before=number)
                yield self._case(stage, act.split()[0], f"{number}: {act}", done)

    def _case(self, stage: Stage, kind: str, when: str, done: dict[str, Any]) -> Case:
        self.server.faults.clear()
        self._age()
        lost = [] if done["ended"] in (-signal.SIGKILL, 0) else [f"not killed: {done['ended']}"]
        kind = kind if done["ended"] else LIVED
        again = self._run(stage.phase)
        lost += [] if again["ended"] == 0 else [f"the next run ended with {again['ended']}"]
        return Case(stage.phase.name, kind, when, (*lost, *different(self.office.meaning(), stage.meaning)))

    def _age(self) -> None:
        """The next run comes later: what the dead one left beside the documents is an hour old by then."""
        for path in self.office.settings.documents.out.rglob(".*"):
            os.utime(path, (time.time() - 3600,) * 2)

    def _run(self, phase: Phase, kill_before: int | None = None) -> dict[str, Any]:
        office = self.office
        return self.worker.run(
            do=RUNS[phase.name],
            campaign=str(office.settings.path),
            now=office.clock.now.isoformat(),
            endpoint=self.server.url,
            kill_before=kill_before,
        )


@contextmanager
def opened() -> Iterator[Proof]:
    worker = Worker()
    try:
        with tempfile.TemporaryDirectory() as name, LocalSheets(sleep=worker.kill) as server:
            yield Proof(Path(name), server, worker)
    finally:
        worker.close()


def proved(tell: Callable[[str], object] = id) -> list[Case]:
    """All cases of all phases."""
    cases: list[Case] = []
    with opened() as proof:
        for stage in proof.stages():
            tell(f"{stage.phase.name}: {len(stage.sent)} requests, {len(stage.acts)} acts")
            cases += proof.play(stage)
    return cases


def summary(cases: Iterable[Case]) -> str:
    """The table: a line per kind of act."""
    cases = list(cases)
    kinds = [*dict.fromkeys(case.kind for case in cases)]
    lines = [_line(kind, [case for case in cases if case.kind == kind]) for kind in kinds]
    return table(("killed at", "cases", "survived", "lost"), [*lines, _line("all", cases)])


def _line(kind: str, cases: list[Case]) -> tuple[object, ...]:
    lost = sum(bool(case.lost) for case in cases)
    return kind, len(cases), len(cases) - lost, lost


def main() -> None:
    started = time.perf_counter()
    cases = proved(tell=lambda text: print(text, file=sys.stderr))
    concluded(cases, summary(cases), started)


if __name__ == "__main__":
    main()
