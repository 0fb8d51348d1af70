"""The recorded versions of a campaign, and a person's word that the present one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sheets_sync.campaign.period import day_key
from sheets_sync.campaign.timeline import Adoption, Timeline
from sheets_sync.campaign.version import Altered, Version, altered
from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.admission import meet
from sheets_sync.job.in_force import version_in
from sheets_sync.ledger import Ledger
from sheets_sync.words.worded import worded


@dataclass(frozen=True, slots=True)
class RecordedVersion:
    """A recorded version: what it changed against the one before, and the days that it holds for now."""

    adoption: Adoption
    changed: tuple[Altered, ...]
    days: tuple[date, ...]

    def to_json(self, settings: Settings) -> dict[str, Any]:
        """JSON-ready; the moment in the campaign's timezone."""
        adoption = self.adoption
        return {
            "digest": adoption.version.digest,
            "recorded": adoption.sent.astimezone(settings.campaign.timezone).isoformat(),
            "how": adoption.how,
            "since": adoption.since.isoformat() if adoption.since else None,
            "reason": adoption.reason,
            "by": adoption.by,
            "days": [day_key(day) for day in self.days],
            "changed": [{"what": c.what, "before": c.before, "after": c.after} for c in self.changed],
        }


def shown_versions(evidence: Evidence) -> list[RecordedVersion]:
    """Every version that was recorded, the oldest first."""
    adoptions: Sequence[Adoption] = evidence.adoptions
    if not adoptions:
        return []
    holders = Timeline(adoptions, evidence.renames).holders
    found = []
    before: Version | None = None
    for adoption in adoptions:
        days = tuple(sorted(day for day, holder in holders.items() if holder is adoption))
        found.append(RecordedVersion(adoption, altered(before, adoption.version) if before else (), days))
        before = adoption.version
    return found


def unrecorded(settings: Settings, evidence: Evidence) -> tuple[Altered, ...]:
    """What the campaign file says otherwise than the newest recorded version."""
    return altered(evidence.adoptions[-1].version, version_in(settings)) if evidence.adoptions else ()


def accept(settings: Settings, ledger: Ledger, now: datetime, *, since: date | None, reason: str, by: str) -> Adoption:
    """Records that the version of the campaign file holds: since a day, or (None) for what lies ahead.

    Raises ConfigError where nothing lifts what is refused, or where `now` is before the last recorded poll.
    """
    evidence = Evidence(ledger.newly_recorded())
    _require_later(evidence, now, settings)
    meeting = meet(settings, evidence)
    if firm := next((refusal for refusal in meeting.refused if not refusal.consent_lifts), None):
        raise ConfigError(firm.what, where=str(settings.path), remedy=firm.remedy)
    if since is not None and not settings.campaign.reports_on(since):
        raise ConfigError(worded("commands.since_no_day", since=since), where="--since")
    adoption = Adoption(now, version_in(settings), "accepted", since, reason, by, settings.server_kind, ledger.source)
    ledger.append([adoption], since=ledger.position)
    return adoption


def _require_later(evidence: Evidence, now: datetime, settings: Settings) -> None:
    """A person's word never counts from before what was recorded already: that would be reaching back unsaid."""
    sent = [*(poll.sent for poll in evidence.polls[-1:]), *(adoption.sent for adoption in evidence.adoptions[-1:])]
    last = max(sent, default=None)
    if last is not None and now < last:
        at = last.astimezone(settings.campaign.timezone).isoformat()
        raise ConfigError(
            worded("commands.now_recorded", at=at), where="--now", remedy=worded("commands.now_recorded.remedy")
        )
