"""What `check` gathers once, so that each check is a function of values."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import Settings
from sheets_sync.errors import SheetsSyncError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.observing import Observer, with_details
from sheets_sync.gateway import Gateway, together
from sheets_sync.gateway.clock import Reckoning
from sheets_sync.gateway.files import FileFacts, Protection, WithFiles
from sheets_sync.gateway.timekeeper import Timekeeper
from sheets_sync.job import opening
from sheets_sync.job.checks.finding import Finding, Level
from sheets_sync.job.installed import Schedule, schedules
from sheets_sync.job.provisioning import feedback_of
from sheets_sync.ledger import Fault
from sheets_sync.spreadsheet.snapshot import Setup, Snapshot
from sheets_sync.words.operators import operators_language
from sheets_sync.words.worded import told, worded


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of one spreadsheet. `may_write` and `file` are None where that could not be told."""

    snapshot: Snapshot | None = None
    error: SheetsSyncError | None = None
    may_write: bool | None = None
    file: FileFacts | None = None
    protections: tuple[Protection, ...] = ()
    setup: Setup | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What the state folder holds. `broken` describes the first record that is not sound; `size` is in bytes."""

    evidence: Evidence
    where: str
    broken: str = ""
    size: int = 0


@dataclass(frozen=True)
class Visit:
    """Everything that the checks look at. `now` is aware."""

    settings: Settings
    now: datetime
    language: str = "en"
    environ: Mapping[str, str] = field(default_factory=dict)
    no_way_in: SheetsSyncError | None = None
    seen: Mapping[str, Seen] = field(default_factory=dict)
    correction: Reckoning | None = None
    past: Past | None = None
    past_error: SheetsSyncError | None = None
    schedules: tuple[Schedule, ...] = ()

    @property
    def told_campaign(self) -> Campaign:
        """The campaign, with problems of its tabs told in the operator's language."""
        campaign = self.settings.campaign
        return campaign if campaign.language == self.language else replace(campaign, locale=self.language)

    def finding(self, code: str, level: Level, what: str, where: str = "", remedy: str = "") -> Finding:
        return Finding(code, level, told(what, self.language), where, told(remedy, self.language))

    def fine(self, code: str, what: str, where: str = "") -> Finding:
        return self.finding(code, Level.FINE, what, where)

    def mend(self, code: str, what: str, remedy: str, where: str = "") -> Finding:
        return self.finding(code, Level.MEND, what, where, remedy)

    def notice(self, code: str, what: str, remedy: str, where: str = "") -> Finding:
        return self.finding(code, Level.NOTICE, what, where, remedy)

    def blind(self, code: str, error: SheetsSyncError) -> Finding:
        found = self.finding(code, Level.BLIND, error.what, error.where, error.remedy)
        return replace(found, error=error.exit_code)


def spreadsheet_at(name: str) -> str:
    """Where a finding is: a spreadsheet."""
    return worded("checks.spreadsheet", name=name)


def visited(settings: Settings, way_in: Callable[[], Gateway] | None = None) -> Visit:
    """Looks at everything, once; `way_in` gives a gateway other than one over the network."""
    clock = Timekeeper()
    no_way_in: SheetsSyncError | None = None
    seen: dict[str, Seen] = {}
    try:
        gateway = way_in() if way_in else opening.connect(settings, clock)
        names = list(settings.spreadsheets)
        seen = dict(zip(names, together(lambda name: _seen(gateway, settings, clock, name), names), strict=True))
    except SheetsSyncError as error:
        no_way_in = error
    past, past_error = _past(settings)
    return Visit(
        settings,
        clock(),
        operators_language(os.environ, settings.campaign.locale),
        os.environ,
        no_way_in,
        seen,
        clock.known,
        past,
        past_error,
        schedules(),
    )


def _seen(gateway: Gateway, settings: Settings, clock: Timekeeper, name: str) -> Seen:
    try:
        snapshot = _with_details(gateway, settings, clock.timed(gateway.read(name)))
    except SheetsSyncError as error:
        return Seen(error=error)
    files = WithFiles(settings.endpoint, settings.credentials, settings.impersonate)
    facts = files.facts(name)
    setup: Setup | None = None
    try:
        setup = gateway.read_setup(name) if imports_feedback(settings, name) else None
        protections = gateway.read_protections(name)
        may_write = facts.may_write if facts else gateway.may_write(name, snapshot.locale, snapshot.timezone)
    except SheetsSyncError:
        protections, may_write = (), None
    return Seen(snapshot, None, may_write, facts, protections, setup)


def imports_feedback(settings: Settings, name: str) -> bool:
    """Whether the units' tabs of a spreadsheet shall show what stands in the board's, which is another one."""
    return feedback_of(settings, name).level != "off" and name != settings.board_spreadsheet


def _with_details(gateway: Gateway, settings: Settings, snapshot: Snapshot) -> Snapshot:
    """The snapshot as a poll reads it: with what of single cells a reading hangs on."""
    units = settings.spreadsheets.get(snapshot.spreadsheet_id, ())
    wanted = Observer(settings.campaign, Evidence()).cells_wanted(snapshot, units)
    if not wanted:
        return snapshot
    return with_details(snapshot, gateway.read_details(snapshot.spreadsheet_id, wanted))


def _past(settings: Settings) -> tuple[Past | None, SheetsSyncError | None]:
    """The evidence, and whether its chain is sound; nothing is created."""
    if not opening.has_ledger(settings):
        return None, None
    file = settings.state / "ledger.sqlite"
    try:
        with opening.readable_ledger(settings) as ledger:
            broken = ledger.first_broken()
            said = _broken(broken) if broken else ""
            return Past(
                Evidence(ledger.newly_recorded(), settings.campaign.extensions), ledger.where, said, _size(file)
            ), None
    except SheetsSyncError as error:
        return None, error


def _broken(fault: Fault) -> str:
    return worded("checks.record", seq=fault.seq, kind=fault.kind, sent=fault.sent, what=fault.what)


def _size(path: Path) -> int:
    return sum(f.stat().st_size for f in path.parent.glob(f"{path.name}*")) if path.exists() else 0
