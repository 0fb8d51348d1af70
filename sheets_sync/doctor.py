"""`check` and `provision`: is everything as the campaign needs it, and making it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_sync import session
from sheets_sync.campaign import Unit
from sheets_sync.config import Settings
from sheets_sync.errors import SheetsSyncError
from sheets_sync.gateway import Gateway
from sheets_sync.messages import problem_text
from sheets_sync.provision import Provisioning, expected_locale, provision
from sheets_sync.report import read_tab
from sheets_sync.snapshot import Snapshot
from sheets_sync.tabs import unit_tab
from sheets_sync.tick import first_plans


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `exit_code` is that of the error it would cause; 0 where all is well."""

    what: str
    ok: bool = True
    remedy: str = ""
    exit_code: int = 0

    def to_json(self) -> dict[str, Any]:
        return {"what": self.what, "ok": self.ok, "remedy": self.remedy}

    def line(self) -> str:
        return f"OK    {self.what}" if self.ok else f"FIX   {self.what} {self.remedy}".rstrip()


def examine(settings: Settings) -> list[Finding]:
    """All findings, the campaign file first. A spreadsheet that can't be read ends the look at it, not at others."""
    campaign = settings.campaign
    findings = [
        Finding(
            f"{settings.path}: {len(campaign.units)} units, {len(campaign.columns)} columns, "
            f"{len(campaign.activities)} activities, {len(campaign.days)} report days"
        )
    ]
    try:
        gateway = session.connect(settings, session.utc_now)
    except SheetsSyncError as error:
        return [*findings, _failed(error)]
    findings.append(Finding(f"endpoint: {settings.endpoint or 'Google'}"))
    for spreadsheet, units in settings.spreadsheets.items():
        findings += _spreadsheet(gateway, settings, spreadsheet, units)
    return findings


def _spreadsheet(gateway: Gateway, settings: Settings, spreadsheet: str, units: Sequence[Unit]) -> Iterator[Finding]:
    try:
        snapshot = gateway.read(spreadsheet)
    except SheetsSyncError as error:
        yield _failed(error)
        return
    yield Finding(f"spreadsheet {spreadsheet}: readable, {len(snapshot.tabs)} tabs")
    wanted = expected_locale(settings.campaign)
    found = (snapshot.locale, snapshot.timezone)
    yield Finding(
        f"locale {found[0]}, timezone {found[1]}",
        found == wanted,
        f"Needed: {wanted[0]}, {wanted[1]}. Run: sheets-sync provision",
        0 if found == wanted else 2,
    )
    for unit in units:
        yield _unit(snapshot, settings, unit)


def _unit(snapshot: Snapshot, settings: Settings, unit: Unit) -> Finding:
    tab = unit_tab(unit, snapshot.tabs)
    if tab is None:
        return Finding(f"{unit.name}: no tab “{unit.tab}”.", False, "Run: sheets-sync provision", 2)
    report = read_tab(tab, unit, settings.campaign, settings.campaign.local_day(snapshot.sent))
    if report.problems:
        said = " ".join(problem_text(p, settings.campaign) for p in report.problems)
        return Finding(f"{unit.name}: {said}", False, "Run: sheets-sync provision", 2)
    return Finding(f"{unit.name}: tab “{tab.title}”, {len(report.rows)} rows")


def _failed(error: SheetsSyncError) -> Finding:
    lead = f"{error.where}: {error.what}" if error.where else error.what
    return Finding(lead, False, error.remedy, error.exit_code)


def provision_all(settings: Settings) -> dict[str, Provisioning]:
    """Sets up every spreadsheet of the campaign; each by one read and, where something is missing, one atomic write."""
    gateway = session.connect(settings, session.utc_now)
    plans = first_plans(settings, session.utc_now())
    done = {}
    for spreadsheet, units in settings.spreadsheets.items():
        own = plans if spreadsheet == settings.spreadsheet else []
        result = provision(gateway.read_setup(spreadsheet), settings.campaign, own, units)
        gateway.write(spreadsheet, result.requests)
        done[spreadsheet] = result
    return done
