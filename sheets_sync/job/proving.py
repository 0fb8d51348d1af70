"""The proof of a ledger: every record, every version of the campaign, and what no ledger can prove by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sheets_sync.campaign.version import Version
from sheets_sync.config import Settings
from sheets_sync.job.admission import BEGUN
from sheets_sync.ledger import FIRST, Fault, Ledger, Record
from sheets_sync.ledger.bodies import CAMPAIGN
from sheets_sync.ledger.spool import Spool
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import worded


@dataclass(frozen=True, slots=True)
class Proved:
    """What was proved: `records` and `versions` are how many there are, `head` the digest of the last record, `broken`
    the first one that is not sound. `unproved` says what these records can't prove."""

    records: int
    versions: int
    head: str
    broken: Fault | None
    unproved: tuple[str, ...]


def proved(settings: Settings, ledger: Ledger, *, head_known: bool) -> Proved:
    """Reads every record. `head_known`: a head from elsewhere is looked for as well."""
    broken, told, count, head = ledger.first_broken(), _Told(), 0, FIRST
    for record in ledger.records():
        count, head = count + 1, record.digest
        told.see(record)
        broken = broken or version_fault(record)
    unproved = tuple(_unproved(settings, told, head_known=head_known)) if count else ()
    return Proved(count, told.versions, head, broken, unproved)


def version_fault(record: Record) -> Fault | None:
    """What is wrong with the version of the campaign that a record holds; None for every other record."""
    if record.kind != CAMPAIGN:
        return None
    said = json.loads(record.body)
    try:
        version = Version.from_json(said["version"])
    except (ValueError, KeyError, TypeError):
        return Fault(record.seq, record.kind, record.sent, worded("ledger.fault.version_unreadable"))
    if version.digest != said["digest"]:
        return Fault(record.seq, record.kind, record.sent, worded("ledger.fault.version_other"))
    return None


class _Told:
    """What records tell of the ledger as a whole."""

    def __init__(self) -> None:
        self.versions = self.looks_before = 0
        self.first_version = ""
        self.begun: list[dict[str, Any]] = []

    def see(self, record: Record) -> None:
        if record.kind == CAMPAIGN:
            self.versions += 1
            self.first_version = min(self.first_version or record.sent, record.sent)
        elif record.kind == "poll" and not self.versions:
            self.looks_before += 1
        elif record.kind == BEGUN:
            self.begun.append(json.loads(record.body))


def _unproved(settings: Settings, told: _Told, *, head_known: bool) -> Iterator[str]:
    said, zone = formats(settings.campaign.locale), settings.campaign.timezone

    def at(iso: str) -> str:
        return said.clock_and_day(datetime.fromisoformat(iso).astimezone(zone))

    if not head_known:
        yield worded("chain.cut_off")
    if told.looks_before:
        until = f" ({at(told.first_version)})" if told.first_version else ""
        yield worded("chain.before_versions", n=told.looks_before, until=until)
    for note in told.begun:
        yield worded("chain.begun_anew", at=at(note["at"]), reason=note["reason"])
    if kept := len(Spool(settings.state).looks()):
        yield worded("chain.kept", n=kept)
