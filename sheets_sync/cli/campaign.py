"""Commands on the versions of the campaign: which were recorded, and a person's word for the present one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import speak
from sheets_sync.cli.options import campaign_option, json_option, now_option, state_option
from sheets_sync.cli.output import print_json, show
from sheets_sync.cli.values import opened

if TYPE_CHECKING:
    from sheets_sync.campaign.version import Altered
    from sheets_sync.config import Settings
    from sheets_sync.job.accepting import RecordedVersion


@cli.group()
def campaign() -> None:
    """The recorded versions of the campaign."""


@campaign.command("show")
@campaign_option
@state_option
@json_option
def campaign_show(campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        versions, new, settings = office.versions.recorded(), office.versions.unrecorded(), office.settings
    if as_json:
        changed = [{"what": c.what, "before": c.before, "after": c.after} for c in new]
        print_json({"versions": [v.to_json(settings) for v in versions], "unrecorded": changed})
        return
    for version in versions:
        for line in _lines(version, settings):
            show(line)
    if not versions:
        show(speak("changes.no_version"))
    for change in new:
        show(speak("changes.not_recorded", change=_change(change)))


def _lines(version: RecordedVersion, settings: Settings) -> list[str]:
    adoption, days = version.adoption, version.days
    at = adoption.sent.astimezone(settings.campaign.timezone)
    holds = speak("changes.holds_no_more")
    if days:
        from sheets_sync.campaign.named import counted_key

        counted = speak(counted_key(adoption.version.campaign), n=len(days))
        holds = speak("changes.holds", counted=counted, first=days[0], last=days[-1])
    how = speak(f"changes.how.{adoption.how}")
    lines = [f"{adoption.version.digest[:16]}  {at:%Y-%m-%d %H:%M}  {how}  {holds}"]
    if adoption.how == "accepted":
        since = _since(adoption.since)
        lines.append(f"  {since}: {adoption.reason}" + (f" ({adoption.by})" if adoption.by else ""))
    return lines + [f"  {_change(change)}" for change in version.changed]


def _since(day: date | None) -> str:
    return speak("changes.since", day=day) if day else speak("changes.ahead")


def _change(change: Altered) -> str:
    if change.before is None:
        return speak("changes.new", what=change.what, after=change.after)
    if change.after is None:
        return speak("changes.gone", what=change.what)
    return f"{change.what}: {change.before} → {change.after}"


@campaign.command("accept")
@campaign_option
@state_option
@now_option
@click.option("--since", metavar="DAY")
@click.option("--reason", required=True, metavar="TEXT")
@click.option("--by", required=True, metavar="NAME")
@json_option
def campaign_accept(
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    since: str | None,
    reason: str,
    by: str,
    as_json: bool,
) -> None:
    with opened(campaign_file, state, now) as office:
        adoption = office.versions.accept(reason=reason, by=by, since=since)
    if as_json:
        print_json({"digest": adoption.version.digest, "since": adoption.since.isoformat() if adoption.since else None})
    else:
        digest = adoption.version.digest[:16]
        show(speak("changes.accepted", since=_since(adoption.since), digest=digest))
