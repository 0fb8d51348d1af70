"""The settings with the campaign as its recorded versions say: each period by the version that holds for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import cast

from sheets_sync.campaign.timeline import Adoption, Timeline
from sheets_sync.campaign.version import Version, version_of
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence


def version_in(settings: Settings) -> Version:
    """What the campaign file says now, as a version."""
    return version_of(settings.campaign, settings.spreadsheet, settings.board or "")


def in_force(settings: Settings, evidence: Evidence, as_of: datetime, *, to_read: bool = False) -> Settings:
    """The settings with the campaign that was in force at a moment; as they are where no version was recorded yet.

    The campaign file does not count before it was met by a poll, but for the language in which things are told. Cells
    that are read by these settings (`to_read`) are read in the language, with the order of dates, the currency and the
    region that were in force.
    """
    timeline = evidence.timeline(as_of)
    if timeline is None:
        return settings
    key = ("in force", to_read, len(timeline.adoptions), len(evidence.adoptions))
    made = cast("list[tuple[Settings, Settings]]", evidence.memo.setdefault(key, []))
    for given, found in made:
        if given is settings:
            return found
    made.append((settings, _settings(settings, timeline, to_read=to_read)))
    return made[-1][1]


def with_adoption(settings: Settings, evidence: Evidence, adoption: Adoption) -> Settings:
    """The settings as they would be if a version were adopted on top of all that was recorded."""
    known = Evidence([*evidence.adoptions, adoption])
    return _settings(settings, Timeline(known.adoptions, known.renames), to_read=False)


def _settings(settings: Settings, timeline: Timeline, *, to_read: bool) -> Settings:
    newest = timeline.newest
    campaign = timeline.campaign(settings.campaign, version_in(settings).digest)
    if not to_read:
        campaign = replace(campaign, locale=settings.campaign.locale)
    return replace(settings, campaign=campaign, spreadsheet=newest.spreadsheet, board=newest.board or None)


def version_at(evidence: Evidence, day: date | None, as_of: datetime) -> str:
    """The digest of the version that holds for a report day (None: of the newest one), as known at a moment; "" where
    no version was recorded by then."""
    timeline = evidence.timeline(as_of)
    if timeline is None or timeline.adoptions[0].sent > as_of:
        return ""
    holder = timeline.holders.get(day) if day else None
    return holder.version.digest if holder else timeline.newest.digest


def declared_for(evidence: Evidence, day: date, as_of: datetime) -> Adoption | None:
    """The version that holds for a report day, as known at a moment, where a person declared it; else None."""
    timeline = evidence.timeline(as_of) if evidence.declared(as_of) else None
    holder = timeline.holders.get(day) if timeline else None
    return holder if holder and holder.since is not None else None
