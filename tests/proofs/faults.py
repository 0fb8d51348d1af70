"""Nothing is lost, whatever fails: `python -m tests.proofs.faults` strikes every request with every fault.

Each request of provisioning, of a repair, of a first, a changed and a quiet tick, of one that takes over a kept look
and of one that meets a changed campaign file meets each fault, once and throughout. Then the same is run again without
a fault, and what the office knows and shows must equal an undisturbed run to the byte: facts, statuses, tabs,
documents. No request may be sent more often than the budget of tries allows. The table says how many cases the tries
absorbed, how many the next run mended, and how many were lost.
"""

from __future__ import annotations

import logging
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from google.auth.credentials import AnonymousCredentials

from sheets_sync.campaign.schedule import LONGEST
from sheets_sync.config import load
from sheets_sync.errors import SheetsSyncError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway import TRIES, Gateway
from sheets_sync.gateway.credentials import SignIn
from sheets_sync.gateway.http import Answer, Call, Client
from sheets_sync.gateway.spreadsheets import Weather
from sheets_sync.job.keeping import keep_look
from sheets_sync.job.polling import Poller
from sheets_sync.job.provisioning import provision_with
from sheets_sync.ledger.spool import Spool
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import APART, GOOD, campaign_text, moment
from tests.proofs.office import Office, Saved, different
from tests.proofs.tables import table

PATIENCE = 0.05
"""Seconds that the client waits for an answer where a time-out is the fault."""
HELD = 1.0
"""A delay that ends only when the case is over."""

FAULTS: Mapping[str, Fault] = {
    "429": Fault(status=429),
    "500": Fault(status=500),
    "503": Fault(status=503),
    "500, applied": Fault(status=500, after=True),
    "503, applied": Fault(status=503, after=True),
    "reset": Fault(drop=True),
    "reset, applied": Fault(drop=True, after=True),
    "time-out": Fault(delay=HELD, drop=True),
    "time-out, applied": Fault(delay=HELD, drop=True, after=True),
    "time-out, applied late": Fault(delay=HELD),
    "half a body": Fault(truncate=True),
    "empty body": Fault(empty=True),
    "empty body, applied": Fault(empty=True, after=True),
    "HTML, 200": Fault(status=200, html=True),
    "HTML, 429": Fault(status=429, html=True),
    "HTML, 502": Fault(status=502, html=True),
    "401": Fault(status=401),
    "403, no access": Fault(status=403),
    "403, scope": Fault(status=403, reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
    "403, API disabled": Fault(status=403, reason="SERVICE_DISABLED"),
    "403, storage": Fault(status=403, reason="storageQuotaExceeded"),
    "403, rate limit": Fault(status=403, reason="RATE_LIMIT_EXCEEDED"),
    "404": Fault(status=404),
}
FOR_GOOD = frozenset({"401", "403, no access", "403, scope", "403, API disabled", "403, storage", "404"})
"""Refusals that waiting does not help: sent once, and told as what they are."""


# ── the runs that are disturbed ───────────────────────────────────────────────────────────────────────────────────


def _provision(office: Office, gateway: Gateway) -> None:
    provision_with(gateway, office.settings, office.clock())


def _tick(office: Office, gateway: Gateway) -> None:
    for failure in office.step(gateway).tick.failures:
        raise failure


def _typed(office: Office) -> None:
    """Good rows and wrong ones in both spreadsheets; in one of them a number whose format has to be asked for."""
    for unit in ("u1", "u3"):
        office.type(unit, 1)
        office.type(unit, 2, {**GOOD, "money": "nhiều tiền", "details": "=1+1"})
        office.type(unit, 3, {"day": "16/12"})
    office.type_number("u3", 3, "people", 12)


def _typed_more(office: Office) -> None:
    office.type("u2", 1)
    office.type("u3", 2, {**GOOD, "day": "17/12"})
    office.clear("u1", 2)


def _damage(office: Office) -> None:
    """A tab of the job is deleted, a heading overwritten."""
    office.act("u1", {"act": "delete", "sheet": "Lỗi cần sửa"})
    office.act("u1", {"act": "type", "range": "'Đơn vị 1'!C1", "values": [["?"]]})


def _look_kept(office: Office) -> None:
    """A look that the ledger could not take lies in the state folder."""
    gateway = connected(office, [])
    polls = Poller(office.settings, gateway, Evidence(), office.clock).read_whole()
    keep_look(Spool(office.settings.state), office.settings, "", polls)


def _file_changed(office: Office) -> None:
    """The campaign file says another deadline; the next look meets it."""
    path, before = office.settings.path, office.settings
    path.write_text(path.read_text(encoding="utf-8").replace("deadline = 10:00:00", "deadline = 09:30:00"), "utf-8")
    office.settings = replace(load(path, environ={}), endpoint=before.endpoint, state=before.state)


@dataclass(frozen=True, slots=True)
class Phase:
    """What is disturbed: `run`, at the moment `at`, after what earlier phases and `before` left behind."""

    name: str
    run: Callable[[Office, Gateway], None]
    at: str
    before: Callable[[Office], None] = lambda office: None


PHASES = (
    Phase("provision", _provision, "06:00"),
    Phase("first tick", _tick, "09:50", _typed),
    Phase("changed tick", _tick, "10:00", _typed_more),
    Phase("quiet tick", _tick, "10:05"),
    Phase("repair", _provision, "10:06", _damage),
    Phase("tick with a kept look", _tick, "10:10", _look_kept),
    Phase("tick with a changed file", _tick, "10:15", _file_changed),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of an undisturbed run: the n-th with this method and target."""

    method: str
    target: str
    nth: int

    def struck_by(self, fault: Fault, *, lasting: bool) -> Fault:
        path = f"^{re.escape(self.target)}$"
        return replace(fault, method=self.method, path=path, nth=self.nth, times=0 if lasting else 1)


@dataclass
class Stage:
    """A phase ready to be played: the state before it, its requests, and what an undisturbed run leaves."""

    phase: Phase
    saved: Saved
    sent: list[Sent]
    meaning: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """What happened in one case. `lost` says in words what was not as it must be; empty is good."""

    phase: str
    fault: str
    sent: Sent
    lasting: bool
    error: SheetsSyncError | None
    sends: int
    lost: tuple[str, ...]

    def __str__(self) -> str:
        times = "throughout" if self.lasting else "once"
        return f"{self.phase}, {self.sent.method} {self.sent.target[:60]}, {self.fault} {times}"


@dataclass
class Holding:
    """The server's wait: holds requests until they are let go, so that the client is sure to give up first."""

    gate: threading.Event = field(default_factory=threading.Event)

    def __call__(self, seconds: float) -> None:
        self.gate.wait(30)


class Impatient(Client):
    """Waits a moment for an answer, whatever it is told."""

    def attempt(self, call: Call, timeout: tuple[float, float]) -> Answer:
        return super().attempt(call, (10.0, PATIENCE))


def connected(office: Office, pauses: list[float], *, impatient: bool = False) -> Gateway:
    """The gateway of an office, which notes its pauses instead of waiting: they count as time gone by."""
    endpoint = office.settings.endpoint

    def monotonic() -> float:
        return time.monotonic() + sum(pauses)

    def client() -> Client:
        kind = Impatient if impatient else Client
        return kind(SignIn(AnonymousCredentials()), endpoint=endpoint, clock=office.clock, monotonic=monotonic)  # type: ignore[no-untyped-call]

    return Gateway(client, weather=Weather(office.clock, monotonic, pauses.append, random.random))


class Proof:
    """Plays phases on one office, undisturbed and disturbed."""

    def __init__(self, folder: Path, server: LocalSheets, holding: Holding) -> None:
        self.folder, self.server, self.holding = folder, server, holding
        self.office = Office.opened(server, folder / "office", campaign_text(3, days=2, apart=APART, formats=("md",)))

    def stages(self) -> Iterator[Stage]:
        """Each phase in turn, from where the one before it ended."""
        for phase in PHASES:
            phase.before(self.office)
            self.office.clock.now = moment(phase.at)
            saved = self.office.save(self.folder / phase.name)
            self.server.requests.clear()
            phase.run(self.office, connected(self.office, []))
            after = self.office.save(self.folder / f"{phase.name}, done")
            yield Stage(phase, saved, numbered(self.server), self.office.meaning())
            self.office.restore(after)

    def play(self, stage: Stage, sent: Sent, name: str, lasting: bool) -> Case:
        """One case: disturbed, then once more without the fault."""
        office, phase = self.office, stage.phase
        office.restore(stage.saved)
        before = office.unit_tabs()
        self.holding.gate.clear()
        self.server.faults.add(sent.struck_by(FAULTS[name], lasting=lasting))
        pauses: list[float] = []
        gateway = connected(office, pauses, impatient=FAULTS[name].delay > 0)
        error, lost = _disturbed(phase, office, gateway)
        struck = [r.body for r in self.server.requests if (r.method, r.target) == (sent.method, sent.target)]
        most = gateway.counts.retries + 1 if FAULTS[name].delay else max(Counter(struck).values(), default=0)
        total = gateway.counts.read + gateway.counts.write
        self.server.faults.clear()
        again = connected(self.office, [])
        phase.run(office, again)
        self.holding.gate.set()
        self._wait_for(total + again.counts.read + again.counts.write)
        lost += different(office.meaning(), stage.meaning)
        if phase.run is _tick and office.unit_tabs() != before:
            lost.append("unit tabs")
        lost += _over_budget(name, error, most, sum(pauses))
        return Case(phase.name, name, sent, lasting, error, most, tuple(lost))

    def _wait_for(self, requests_sent: int) -> None:
        """Until the server is done with every request, the held ones too."""
        deadline = time.monotonic() + 30
        while len(self.server.requests) < requests_sent:
            if time.monotonic() > deadline:
                raise TimeoutError("the server is still at work")
            time.sleep(0.002)


def numbered(server: LocalSheets) -> list[Sent]:
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for record in server.requests:
        seen[record.method, record.target] += 1
        found.append(Sent(record.method, record.target, seen[record.method, record.target]))
    return found


def _disturbed(phase: Phase, office: Office, gateway: Gateway) -> tuple[SheetsSyncError | None, list[str]]:
    try:
        phase.run(office, gateway)
    except SheetsSyncError as error:
        return _alone(error), []
    except Exception as error:
        return None, [f"a foreign error: {type(error).__name__}"]
    return None, []


def _alone(error: SheetsSyncError) -> SheetsSyncError:
    """The error without what it came through: thousands are kept, and each would hold its gateway, sockets and all."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _over_budget(name: str, error: SheetsSyncError | None, sends: int, paused: float) -> list[str]:
    allowed = 1 if name in FOR_GOOD else TRIES
    wrong = [f"sent {sends} times"] if sends > allowed else []
    if paused > LONGEST.total_seconds():
        wrong.append(f"waited {paused:.0f} s")
    if error is not None and error.exit_code != (4 if name in FOR_GOOD else 3):
        wrong.append(f"told as exit code {error.exit_code}")
    return wrong


def proved(names: Iterable[str] = FAULTS, phases: Iterable[str] = (), tell: Callable[[str], object] = id) -> list[Case]:
    """Plays every request of the phases (all, where none is named) x fault x once and throughout."""
    holding, wanted = Holding(), set(phases) or {phase.name for phase in PHASES}
    with tempfile.TemporaryDirectory() as name, LocalSheets(sleep=holding) as server:
        proof = Proof(Path(name), server, holding)
        cases = []
        for stage in proof.stages():
            if stage.phase.name not in wanted:
                continue
            tell(f"{stage.phase.name}: {len(stage.sent)} requests x {len(FAULTS)} faults, once and throughout")
            cases += [proof.play(stage, *case) for case in _cases(stage, names)]
        if server.failures:
            raise RuntimeError(server.failures[0])
    return cases


def _cases(stage: Stage, names: Iterable[str]) -> Iterator[tuple[Sent, str, bool]]:
    """Applied or not is one for a read; once or throughout is one for a refusal that waiting does not help."""
    for sent in stage.sent:
        for name in names:
            if sent.method != "GET" or not (FAULTS[name].after or name.endswith("late")):
                yield sent, name, False
                if name not in FOR_GOOD:
                    yield sent, name, True


def summary(cases: Iterable[Case]) -> str:
    """The table: a line per fault."""
    cases = list(cases)
    lines = [_line(name, [case for case in cases if case.fault == name]) for name in FAULTS]
    lines.append(_line("all", cases))
    return table(("fault", "cases", "absorbed by tries", "mended by the next run", "lost", "most sends"), lines)


def _line(name: str, cases: list[Case]) -> tuple[object, ...]:
    lost = sum(bool(case.lost) for case in cases)
    told = sum(case.error is not None and not case.lost for case in cases)
    return name, len(cases), len(cases) - told - lost, told, lost, max((case.sends for case in cases), default=0)


def concluded(cases: Sequence[Any], shown: str, started: float) -> NoReturn:
    """Prints the table and what was lost; ends the process with 1 where anything was."""
    print(f"{shown}\n{time.perf_counter() - started:.0f} s")
    lost = [case for case in cases if case.lost]
    for case in lost:
        print(f"LOST {case}: {', '.join(case.lost)}")
    sys.exit(bool(lost))


def main() -> None:
    logging.disable(logging.WARNING)  # thousands of retries that are wanted
    started = time.perf_counter()
    cases = proved(tell=lambda text: print(text, file=sys.stderr))
    concluded(cases, summary(cases), started)


if __name__ == "__main__":
    main()
