"""Commands on the versions of the campaign: which were recorded, and a person's word for the present one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, now_option, state_option
from sheets_sync.cli.output import print_json, show
from sheets_sync.cli.values import opened

if TYPE_CHECKING:
    from sheets_sync.campaign.version import Altered
    from sheets_sync.config import Settings
    from sheets_sync.job.accepting import RecordedVersion


@cli.group()
def campaign() -> None:
    """The recorded versions of the campaign: what changed, and which days each holds for.

    \b
    Example:
        sheets-sync campaign show --campaign campaign.toml
    """


@campaign.command("show")
@campaign_option
@state_option
@json_option
def campaign_show(campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """The recorded versions with what each changed, and what the file changes that no run has met yet.

    \b
    Example:
        sheets-sync campaign show --campaign campaign.toml
    """
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
        show("No version was recorded yet: the first run records the campaign file as it is.")
    for change in new:
        show(f"not recorded yet: {_change(change)}")


def _lines(version: RecordedVersion, settings: Settings) -> list[str]:
    adoption, days = version.adoption, version.days
    at = adoption.sent.astimezone(settings.campaign.timezone)
    holds = f"holds for {len(days)} days ({days[0]} to {days[-1]})" if days else "holds for no day any more"
    lines = [f"{adoption.version.digest[:16]}  {at:%Y-%m-%d %H:%M}  {adoption.how}  {holds}"]
    if adoption.how == "accepted":
        since = f"since {adoption.since}" if adoption.since else "for what lies ahead"
        lines.append(f"  {since}: {adoption.reason}" + (f" ({adoption.by})" if adoption.by else ""))
    return lines + [f"  {_change(change)}" for change in version.changed]


def _change(change: Altered) -> str:
    if change.before is None:
        return f"{change.what}: new, {change.after}"
    return f"{change.what}: {change.before} → {change.after}" if change.after is not None else f"{change.what}: gone"


@campaign.command("accept")
@campaign_option
@state_option
@now_option
@click.option("--since", metavar="DAY", help="The first day for which the file holds, also where it has passed.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is recorded, and shown with what it changes.")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
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
    """Records a person's word that the campaign file holds as it is now: since a day, or for what lies ahead.

    Without --since it consents to what a run refused (another spreadsheet, another slug) and leaves the past as it is.

    \b
    Examples:
        sheets-sync campaign accept --reason "moved to a new spreadsheet" --by "Văn phòng"
        sheets-sync campaign accept --since 2022-12-19 --reason "the deadline was 9:00" --by "Văn phòng"
    """
    with opened(campaign_file, state, now) as office:
        adoption = office.versions.accept(reason=reason, by=by, since=since)
    if as_json:
        print_json({"digest": adoption.version.digest, "since": adoption.since.isoformat() if adoption.since else None})
    else:
        holds = f"since {adoption.since}" if adoption.since else "for what lies ahead"
        show(f"Recorded: the campaign file holds {holds} ({adoption.version.digest[:16]}).")
