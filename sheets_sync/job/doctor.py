"""`check` and `provision`: is everything as the campaign needs it, and making it so."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sheets_sync.campaign.model import Unit
from sheets_sync.campaign.quota import REMEDY
from sheets_sync.config import Settings
from sheets_sync.errors import InvalidRequestError, SheetsSyncError, WriteInDoubtError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway import Gateway, holds_a_secret, key_file, readable_by_others, together
from sheets_sync.gateway.clock import TOLERANCE
from sheets_sync.gateway.timekeeper import Timekeeper
from sheets_sync.job import opening
from sheets_sync.job.judging import first_plans
from sheets_sync.spreadsheet.plan import TabPlan
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.messages import problem_text
from sheets_sync.tabs.ownership import unit_tab
from sheets_sync.tabs.setup import Provisioning, expected_locale, provision
from sheets_sync.tabs.unit_tab import read_tab


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
        clock = Timekeeper()
        gateway = opening.connect(settings, clock)
    except SheetsSyncError as error:
        return [*findings, _failed(error)]
    findings.append(Finding(f"endpoint: {settings.endpoint or 'Google'}"))
    findings += [*key_findings(settings, os.environ), _quota(settings)]
    looks = together(
        lambda wanted: list(_spreadsheet(gateway, settings, clock, *wanted)), settings.spreadsheets.items()
    )
    return [*findings, *chain.from_iterable(looks), *_clock(clock), *_ledger(settings)]


def key_findings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether others on this machine can read the key; nothing to say where none is used."""
    path = None if settings.is_local else key_file(settings.credentials, environ)
    if path is None or not holds_a_secret(path):
        return
    if readable_by_others(path):
        yield Finding(f"{path}: other users of this machine can read this key.", False, f"Run: chmod 600 {path}", 2)
    else:
        yield Finding(f"{path}: only its owner can read this key")


def _quota(settings: Settings) -> Finding:
    """The worst minute of the campaign, and whether every look at a deadline leaves in time."""
    worst = opening.worst_case_of(settings)
    if worst.reason:
        return Finding(f"quota: {worst.reason}", False, REMEDY, 2)
    return Finding(
        f"quota: at most {worst.reads} reads and {worst.writes} writes in a minute ({worst.limit} of each may leave); "
        f"the last look of a deadline leaves {worst.last_look:.0f} s after it"
    )


def _clock(clock: Timekeeper) -> Iterator[Finding]:
    """Whether the machine's clock agrees with the server's; nothing to say where no answer told its time."""
    known = clock.known
    if math.isinf(known.uncertainty):
        return
    if not known.correction:
        yield Finding(f"clock: agrees with the server's (to within {TOLERANCE + known.uncertainty:.1f} s)")
        return
    side = "behind" if known.correction > 0 else "ahead of"
    yield Finding(
        f"clock: this machine is {abs(known.correction):.1f} s (± {known.uncertainty:.1f} s) {side} the server. "
        "Moments in the evidence are corrected by that, but looks start at the wrong time.",
        False,
        "Let the machine set its clock, for example: timedatectl set-ntp true",
        2,
    )


def _ledger(settings: Settings) -> Iterator[Finding]:
    """Whether the evidence can be opened and is whole; nothing is created. Also what the last look had to correct."""
    if settings.state_url is None and not (settings.state / "ledger.sqlite").exists():
        return
    try:
        with opening.opened_ledger(settings) as ledger:
            broken, last = ledger.first_broken(), Evidence(ledger.new_facts()).polls[-1:]
            where = ledger.where
    except SheetsSyncError as error:
        yield _failed(error)
        return
    if broken:
        what = f"{where}: record {broken.seq} ({broken.kind}, {broken.sent}) is not sound: {broken.what}."
        yield Finding(what, False, "Restore the ledger from a backup.", 1)
        return
    corrected = "".join(f"; the last look's clock was corrected by {p.correction:.1f} s" for p in last if p.correction)
    yield Finding(f"evidence: {where}, all records sound{corrected}")


def _spreadsheet(
    gateway: Gateway, settings: Settings, clock: Timekeeper, spreadsheet: str, units: Sequence[Unit]
) -> Iterator[Finding]:
    try:
        snapshot = clock.timed(gateway.read(spreadsheet))
    except SheetsSyncError as error:
        yield _failed(error)
        return
    yield Finding(f"spreadsheet {spreadsheet}: readable, {len(snapshot.tabs)} tabs")
    wanted = expected_locale(settings.campaign)
    found = (snapshot.locale, snapshot.timezone)
    yield Finding(
        f"locale {found[0]}, timezone {found[1]}" + ("" if found == wanted else "."),
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
    """Sets up every spreadsheet of the campaign; each by one read and, where something is missing, one atomic write.

    One that fails does not keep the others from being set up; its error is raised at the end.
    """
    clock = Timekeeper()
    return provision_with(opening.connect(settings, clock), settings, clock())


def provision_with(
    gateway: Gateway, settings: Settings, now: datetime, *, dry_run: bool = False
) -> dict[str, Provisioning]:
    """`provision_all` through a gateway of the caller's, at an aware moment; dry, it only says what is missing."""
    plans = first_plans(settings, now)
    done: dict[str, Provisioning] = {}
    failed: list[SheetsSyncError] = []
    for spreadsheet, units in settings.spreadsheets.items():
        own = plans if spreadsheet == settings.spreadsheet else []
        try:
            done[spreadsheet] = _set_up(gateway, settings, spreadsheet, own, units, dry_run=dry_run)
        except SheetsSyncError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return done


def _set_up(
    gateway: Gateway,
    settings: Settings,
    spreadsheet: str,
    plans: Sequence[TabPlan],
    units: Sequence[Unit],
    *,
    dry_run: bool = False,
) -> Provisioning:
    """What was missing, and is there now. A write in doubt, or one that people crossed, is settled by reading back."""
    first: Provisioning | None = None
    for last in (False, False, True):
        result = provision(gateway.read_setup(spreadsheet), settings.campaign, plans, units)
        first = first or result
        if dry_run:
            return first
        try:
            gateway.write(spreadsheet, result.requests)
            return first
        except (WriteInDoubtError, InvalidRequestError):
            if last:
                raise
    raise AssertionError("the last turn returns or raises")
