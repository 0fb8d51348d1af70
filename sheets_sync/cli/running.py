"""Commands of the job: looking into it, setting the spreadsheet up, ticking once or by itself."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import said, speak, spoken
from sheets_sync.cli.options import campaign_option, json_option, log_format_option, now_option, state_option
from sheets_sync.cli.output import print_json, say, show
from sheets_sync.cli.values import opened
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.campaign.model import Campaign
    from sheets_sync.job.tick import TickResult
    from sheets_sync.session import Session


@cli.command()
@campaign_option
@state_option
@json_option
def check(campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        findings = office.check()
    if as_json:
        print_json({"ok": all(f.ok for f in findings), "findings": [f.to_json() for f in findings]})
    else:
        for finding in findings:
            show(finding.line(spoken()))
    if findings.exit_code:
        sys.exit(findings.exit_code)


@cli.command()
@campaign_option
@state_option
@click.option("--dry-run", is_flag=True)
@click.option("--with-guide", is_flag=True)
@click.option("--adopt", multiple=True, metavar="TITLE=UNIT")
@json_option
def provision(
    campaign_file: Path | None,
    state: Path | None,
    dry_run: bool,
    with_guide: bool,
    adopt: tuple[str, ...],
    as_json: bool,
) -> None:
    with opened(campaign_file, state) as office:
        adopted = _adopted(adopt, office.campaign)
        done = office.provision(dry_run, with_guide=with_guide, adopt=adopted, tell=_tell_of_replacing)
    if as_json:
        print_json({"spreadsheets": done.changes, "requests": done.requests})
        return
    for spreadsheet, changes in done.changes.items():
        kind = "nothing" if not changes else "to_make" if dry_run else "made"
        show(f"{spreadsheet}: {speak(f'provision.{kind}', n=len(changes))}")
        for change in changes:
            show(f"  + {said(change)}")
        for left in done.left[spreadsheet]:
            show(f"  ! {said(left)}")


def _tell_of_replacing(change: str) -> None:
    say(speak("provision.about_to_replace", change=change))


def _adopted(given: tuple[str, ...], campaign: Campaign) -> dict[str, str]:
    """Title -> key of the unit, out of "TITLE=UNIT". Raises ConfigError for anything else."""
    found = {}
    for text in given:
        title, _, key = text.rpartition("=")
        if not title or key not in campaign.unit_by_key:
            raise ConfigError(
                worded("commands.adopt", text=text),
                where="--adopt",
                remedy=worded("commands.adopt.remedy", units=", ".join(campaign.unit_by_key)),
            )
        found[title] = key
    return found


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--dry-run", is_flag=True)
@click.option(
    "--new-ledger",
    is_flag=True,
)
@click.option("--reason", default="", metavar="TEXT")
@click.option("--quiet", is_flag=True)
@json_option
def run(
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    dry_run: bool,
    new_ledger: bool,
    reason: str,
    quiet: bool,
    as_json: bool,
) -> None:
    if new_ledger != bool(reason.strip()):
        raise click.UsageError(worded("commands.new_ledger_and_reason"))
    with opened(campaign_file, state, now, keep=not dry_run) as office:
        language = spoken()
        changes = office.versions.ahead(language) if dry_run else []
        tick = office.tick(dry_run, alarms=True, new_ledger=reason)
        if as_json:
            print_json(_run_json(tick, office, dry_run=dry_run))
        elif not quiet:
            _show_run(tick, office.campaign.locale, dry_run=dry_run)
        if dry_run and changes:
            changes += office.versions.missing_tabs(tick.polls, language)
    for change in changes:
        say(speak("changes.next_run", change=change))
    for failure in tick.failures:
        raise failure


def _run_json(tick: TickResult, office: Session, *, dry_run: bool) -> dict[str, Any]:
    asked = office.requests
    return {
        "as_of": tick.as_of.astimezone(office.campaign.timezone).isoformat(),
        "polled": list(tick.polled),
        "requests": {name: asked[name] for name in ("read", "write", "retries")},
        "waited_seconds": round(asked["waited"], 1),
        "wrote": [] if dry_run else list(tick.wrote),
        "documents": [str(path) for path in tick.documents],
        "problems": tick.errors,
        "reminders": len(tick.problems) - tick.errors,
        "new_evidence": tick.new_evidence,
        "campaign_version": tick.version,
    }


def _show_run(tick: TickResult, locale: str, *, dry_run: bool) -> None:
    from sheets_sync.cli import terminal

    out = terminal.console()
    if dry_run:
        terminal.print_plan(tick.differences, out, locale)
    terminal.print_board(tick.board, out)
    for path in tick.documents:
        out.print(str(path))


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@campaign_option
@state_option
@log_format_option
@click.option("--json", "as_json", is_flag=True)
def watch(
    files: tuple[Path, ...], campaign_file: Path | None, state: Path | None, log_format: str, as_json: bool
) -> None:
    from sheets_sync.session.process import log_to_stderr
    from sheets_sync.session.watching import watch_all

    log_to_stderr(log_format)
    named = [*([campaign_file] if campaign_file else []), *files]
    if state is not None and len(named) > 1:
        raise click.UsageError(worded("commands.one_state"))
    with ExitStack() as offices:
        done = watch_all([offices.enter_context(opened(path, state)) for path in named or (None,)])
    if as_json:
        print_json(done[0].to_json() if len(done) == 1 else [one.to_json() for one in done])
    if any(one.error for one in done):
        sys.exit(3)


@cli.command()
@campaign_option
@state_option
@click.option("--zone", metavar="NAME")
@click.option(
    "--only",
    type=click.Choice(["cron", "systemd", "watch"]),
)
@json_option
def crontab(campaign_file: Path | None, state: Path | None, zone: str | None, only: str | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        schedule, campaign_path = office.schedule, office.settings.path
    if not zone and only in (None, "cron") and (system := schedule.zone_in_doubt):
        say(speak("cron.zone_in_doubt", environment=os.environ["TZ"], system=system))
    lines, refusal = [], ""
    if only in (None, "cron"):
        found = schedule.crontab(zone)
        lines, refusal = found.lines, found.refusal
    units = schedule.timer() if only in (None, "systemd") else {}
    units |= schedule.watch() if only in (None, "watch") else {}
    if only == "cron" and refusal:
        raise ConfigError(refusal, where=str(campaign_path))
    if as_json:
        print_json({"crontab": [] if refusal else lines, "refused": refusal or None, "systemd": units})
        return
    parts = ["\n".join(lines)] if lines else []
    parts += [f"# {name}\n{text}" for name, text in units.items()]
    show("\n\n".join(part.rstrip() for part in parts))
