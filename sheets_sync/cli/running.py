"""Commands of the job: looking into it, setting the spreadsheet up, ticking once or by itself."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, log_format_option, now_option, state_option
from sheets_sync.cli.output import print_json, say
from sheets_sync.cli.values import moment_of, settings_of
from sheets_sync.errors import ConfigError

if TYPE_CHECKING:
    from sheets_sync.config import Settings


@cli.command()
@campaign_option
@state_option
@json_option
def check(campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """What a run needs, before the deadline does: the campaign file, rights, protections, tabs, templates, the disk,
    the clock, the evidence, the schedule. Each finding says what, where, and what to do.

    Exit code 6 where something must be mended; 0 for notes alone; 2, 3 or 4 where it could not look at all.

    \b
    Example:
        sheets-sync check --campaign campaign.toml
    """
    from sheets_sync.job.checks import examine, exit_code

    findings = examine(settings_of(campaign_file, state))
    if as_json:
        print_json({"ok": all(f.ok for f in findings), "findings": [f.to_json() for f in findings]})
    else:
        for finding in findings:
            click.echo(finding.line())
    if code := exit_code(findings):
        sys.exit(code)


@cli.command()
@campaign_option
@state_option
@click.option("--with-guide", is_flag=True, help="Also a tab that tells units and coordinators what to do.")
@click.option("--adopt", multiple=True, metavar="TITLE=UNIT", help="This tab that people made is that unit's.")
@json_option
def provision(
    campaign_file: Path | None, state: Path | None, with_guide: bool, adopt: tuple[str, ...], as_json: bool
) -> None:
    """Creates or repairs the spreadsheet: tabs, headings, dropdowns, formats, protections. Safe to repeat.

    \b
    Example:
        sheets-sync provision --campaign campaign.toml
    """
    from sheets_sync.job.provisioning import provision_all

    settings = settings_of(campaign_file, state)
    done = provision_all(settings, with_guide=with_guide, adopt=_adopted(adopt, settings))
    if as_json:
        print_json(
            {
                "spreadsheets": {s: p.actions for s, p in done.items()},
                "requests": sum(len(p.requests) for p in done.values()),
            }
        )
        return
    for spreadsheet, result in done.items():
        click.echo(f"{spreadsheet}: " + (f"{len(result.actions)} changes" if result.actions else "nothing to change"))
        for action in result.actions:
            click.echo(f"  + {action}")
        for left in result.left:
            click.echo(f"  ! {left}")


def _adopted(given: tuple[str, ...], settings: Settings) -> dict[str, str]:
    """Title -> key of the unit, out of "TITLE=UNIT". Raises ConfigError for anything else."""
    found = {}
    for text in given:
        title, _, key = text.rpartition("=")
        if not title or key not in settings.campaign.unit_by_key:
            raise ConfigError(
                f"{text!r} names no tab and unit.",
                where="--adopt",
                remedy=f'Write "TITLE=UNIT" with one of: {", ".join(settings.campaign.unit_by_key)}.',
            )
        found[title] = key
    return found


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--dry-run", is_flag=True, help="Read and judge, print what would be written, write nothing anywhere.")
@click.option(
    "--new-ledger",
    is_flag=True,
    help="Go on with this ledger in place of the one behind the board; needs --reason.",
)
@click.option("--reason", default="", metavar="TEXT", help="With --new-ledger: why; it is recorded.")
@click.option("--quiet", is_flag=True, help="Print nothing unless something fails (cron mails what is printed).")
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
    """One tick: reads, records evidence, judges, writes the job's tabs and the documents that are due.

    \b
    Example:
        sheets-sync run --campaign campaign.toml
    """
    from sheets_sync.job import opening
    from sheets_sync.job.alarms import Alarms, Around
    from sheets_sync.job.announcing import announced
    from sheets_sync.job.keeping import ledger_or_kept_look
    from sheets_sync.job.tick import Job

    if new_ledger != bool(reason.strip()):
        raise click.UsageError("--new-ledger and --reason TEXT go together.")
    settings = settings_of(campaign_file, state, keep=not dry_run)
    moment = moment_of(now, settings)
    clock = opening.clock_for(settings, moment)
    alarms = Alarms(settings, clock)
    try:
        with alarms.around() if not dry_run else nullcontext(Around()) as around:
            gateway = opening.connect(settings, clock)
            patience = opening.lock_patience(settings, clock())
            with (
                opening.locked(settings.state, patience=patience),
                ledger_or_kept_look(settings, gateway, clock, dry_run=dry_run) as ledger,
            ):
                job = Job(settings, gateway, ledger, clock)
                around.evidence = job.evidence
                job.refresh()
                changes = [en for _, en in announced(settings, job.evidence, clock())] if dry_run else []
                if moment is not None:
                    job.require_later(moment)
                outcome = opening.tick_once(job, settings, ledger, dry_run=dry_run, new_ledger=reason)
                around.outcome = outcome
    finally:
        alarms.close()
    if as_json or not quiet:
        _show_run(outcome, gateway.counts, settings, dry_run=dry_run, as_json=as_json)
    for change in changes:
        say(f"The campaign file will change: {change}")
    for failure in outcome.tick.failures:
        raise failure


def _show_run(outcome: Any, counts: Any, settings: Any, *, dry_run: bool, as_json: bool) -> None:
    tick = outcome.tick
    if as_json:
        print_json(
            {
                "as_of": tick.as_of.astimezone(settings.campaign.timezone).isoformat(),
                "polled": list(tick.polled),
                "requests": {"read": counts.read, "write": counts.write, "retries": counts.retries},
                "waited_seconds": round(counts.waited, 1),
                "wrote": [] if dry_run else list(tick.wrote),
                "documents": [str(path) for path in outcome.documents],
                "problems": tick.errors,
                "reminders": len(tick.problems) - tick.errors,
                "new_evidence": tick.new_evidence,
                "campaign_version": tick.version,
            }
        )
        return
    from sheets_sync.cli import terminal

    out = terminal.console()
    if dry_run:
        terminal.print_plan(tick.differences, out, settings.campaign.locale)
    terminal.print_board(tick.board, out)
    for path in outcome.documents:
        out.print(str(path))


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@campaign_option
@state_option
@log_format_option
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout at the end: what was done.")
def watch(
    files: tuple[Path, ...], campaign_file: Path | None, state: Path | None, log_format: str, as_json: bool
) -> None:
    """Ticks by itself: every few minutes, and exactly at each deadline, until the campaign is over. Of several campaign
    FILEs, each with the state folder beside it.

    SIGTERM or Ctrl-C ends it after the tick in hand; SIGHUP makes it read the campaign files anew.

    \b
    Examples:
        sheets-sync watch --campaign campaign.toml
        sheets-sync watch summer/campaign.toml autumn/campaign.toml
    """
    from sheets_sync.job.logs import log_to_stderr
    from sheets_sync.job.serving import run_watches

    log_to_stderr(log_format)
    named = [*([campaign_file] if campaign_file else []), *files]
    if state is not None and len(named) > 1:
        raise click.UsageError("--state is for one campaign; of several, each has the folder beside its file.")
    campaigns = [settings_of(path, state) for path in named] or [settings_of(None, state)]
    done = run_watches(campaigns)
    if as_json:
        print_json(done[0].to_json() if len(done) == 1 else [one.to_json() for one in done])
    if any(one.error for one in done):
        sys.exit(3)


@cli.command()
@campaign_option
@state_option
@click.option("--zone", metavar="NAME", help="The zone by which this server's cron goes. Default: the server's own.")
@click.option(
    "--only",
    type=click.Choice(["cron", "systemd", "watch"]),
    help="One of the three, to be put in place as it is: crontab lines, the timer's units, the unit of `watch`.",
)
@json_option
def crontab(campaign_file: Path | None, state: Path | None, zone: str | None, only: str | None, as_json: bool) -> None:
    """The crontab lines for this server's timezone, and units for systemd: a timer, or a service that watches.

    Where no crontab line can make every poll (the server's clock goes back in the middle of one), it says so and gives
    the units.

    \b
    Examples:
        sheets-sync crontab --campaign campaign.toml
        sheets-sync crontab --only cron | crontab -
    """
    from sheets_sync.job import scheduling

    settings = settings_of(campaign_file, state)
    if not zone and only in (None, "cron") and (system := scheduling.zone_in_doubt(os.environ)):
        say(f"TZ says {os.environ['TZ']}, this system {system}; if cron goes by that: --zone {system}")
    lines, refusal = [], ""
    if only in (None, "cron"):
        found = scheduling.crontab(settings, zone)
        lines, refusal = found.lines, found.refusal
    units = scheduling.systemd_units(settings) if only in (None, "systemd") else {}
    units |= scheduling.watch_unit(settings) if only in (None, "watch") else {}
    if only == "cron" and refusal:
        raise ConfigError(refusal, where=str(settings.path))
    if as_json:
        print_json({"crontab": [] if refusal else lines, "refused": refusal or None, "systemd": units})
        return
    parts = ["\n".join(lines)] if lines else []
    parts += [f"# {name}\n{text}" for name, text in units.items()]
    click.echo("\n\n".join(part.rstrip() for part in parts))
