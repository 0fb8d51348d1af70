"""Judgements that no further look can change, kept from tick to tick and for the next run. Never a second truth.

They are held against the ledger: what was judged is dropped for every unit and day of which something was recorded
since, and all of it where the chain before is another one, or an override, a version or another server's record came.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sheets_sync.compliance.judging import Judgement, Settled, Status
from sheets_sync.config import Settings
from sheets_sync.config.kept_file import KeptFile
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.moments import moment_of, number_of
from sheets_sync.ledger import FIRST, Ledger

JUDGED = "judged.kept"
"""File of a state folder."""
_ROOMS = ("campaign", "compliance", "config", "evidence", "job", "ledger", "words")
_WORTH_WRITING = 50
"""New judgements at which the file is written anew, or one in fifty of those that it holds."""
_NAMES = tuple(f.name for f in fields(Judgement) if f.name not in ("unit", "day", "override"))
_MOMENTS = frozenset(f.name for f in fields(Judgement) if "datetime" in str(f.type))
_STATUSES = frozenset(f.name for f in fields(Judgement) if f.type == "Status")


class Settling:
    """What is settled, by the campaign in force of some settings."""

    def __init__(self, settings: Settings, ledger: Ledger, evidence: Evidence) -> None:
        self.settings, self._ledger, self._evidence = settings, ledger, evidence
        self._file = KeptFile(settings.state / JUDGED, _ROOMS)
        self._settled: Settled = {}
        self._seq, self._digest = 0, FIRST
        self._written = 0
        self._is_loaded = False

    @property
    def _is_possible(self) -> bool:
        """Where several servers look, a look at what is known can change what was judged; where keys of units changed,
        the ledger names others."""
        return len(self._evidence.sources) <= 1 and not self._evidence.renames

    def known(self) -> Settled:
        """What is settled by all that the ledger holds now."""
        if not self._is_loaded and self._is_possible:
            self._load(self._file.read(self._key()))
        self._is_loaded = True
        if self._settled:
            changed = self._ledger.changed_since(self._seq, self._digest) if self._is_possible else None
            gone = {(unit, day) for unit, day in changed if day} if changed is not None else set(self._settled)
            for key in gone:
                self._settled.pop(key, None)
        self._seq, self._digest = self._ledger.last_read()
        return self._settled

    def keep(self) -> None:
        """Keeps what is settled for the next run, where that is enough more than before."""
        more = len(self._settled) - self._written
        is_worth_it = more > max(_WORTH_WRITING, self._written // 50)
        if is_worth_it and self._is_possible and not self.settings.campaign.extensions:
            self._file.write(self._key(), [self._seq, self._digest, _said(self._settled, self.settings)])
            self._written = len(self._settled)

    def _load(self, said: Any) -> None:
        try:
            seq, digest, judgements = said
            self._settled = _read(judgements, self.settings)
            self._seq, self._digest, self._written = int(seq), str(digest), len(self._settled)
        except (ValueError, KeyError, TypeError, IndexError):
            self._settled = {}

    def _key(self) -> str:
        versions = [(a.sent, a.since, a.how, a.version.digest) for a in self._evidence.adoptions]
        return repr((self._ledger.source, self.settings.campaign, versions))


def settled_by_now(settings: Settings, ledger: Ledger | None, evidence: Evidence, as_of: datetime) -> Settled:
    """What runs have settled, for who asks how things stand after all that was recorded; nothing for an earlier moment.
    `settings` with the campaign in force."""
    if ledger is None or settings.state_url is not None or not evidence.polls or as_of < evidence.polls[-1].sent:
        return {}
    campaign, moment = settings.campaign, as_of.astimezone(UTC)
    over = {day for day in campaign.days if moment > campaign.deadline_of(day) + campaign.grace_of(day)}
    known = Settling(settings, ledger, evidence).known()
    return {key: judgement for key, judgement in known.items() if key[1] in over}


def _said(settled: Settled, settings: Settings) -> dict[str, list[list[Any]]]:
    """Judgements by unit; each begins with the number of its day. One with an override is not kept."""
    number = {day: n for n, day in enumerate(settings.campaign.days)}
    found: dict[str, list[list[Any]]] = {}
    for judgement in settled.values():
        if judgement.override is None:
            values = (_plain(getattr(judgement, name)) for name in _NAMES)
            found.setdefault(judgement.unit, []).append([number[judgement.day], *values])
    return found


def _plain(value: Any) -> Any:
    return number_of(value) if isinstance(value, datetime) else value


def _read(said: dict[str, list[list[Any]]], settings: Settings) -> Settled:
    days, moments = settings.campaign.days, _Moments()
    makers: list[Any] = [moments if name in _MOMENTS else _BY_VALUE if name in _STATUSES else None for name in _NAMES]
    found: Settled = {}
    for unit, judgements in said.items():
        for number, *values in judgements:
            pairs = zip(makers, values, strict=True)
            made: list[Any] = [value if make is None else make[value] for make, value in pairs]
            made.insert(_OVERRIDE, None)
            found[unit, days[number]] = Judgement(unit, days[number], *made)
    return found


class _Moments(dict[int | None, datetime | None]):
    """Microseconds -> the moment. Many judgements tell of the same looks."""

    def __missing__(self, value: int | None) -> datetime | None:
        made = self[value] = None if value is None else moment_of(value)
        return made


_BY_VALUE = {status.value: status for status in Status}
_OVERRIDE = [f.name for f in fields(Judgement)].index("override") - 2
"""Where the override stands among `_NAMES`, which leave it out."""
