"""The command `sheets-sync`. Thin: every command opens what it needs, calls one function, and shows the result."""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from sheets_sync import __version__
from sheets_sync.errors import ConfigError, SheetsSyncError

F = TypeVar("F", bound=Callable[..., Any])


# ── shared options ────────────────────────────────────────────────────────────────────────────────────────────────


def campaign_option(command: F) -> F:
    return click.option(
        "--campaign",
        "campaign_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Campaign file. Default: SHEETS_SYNC_CAMPAIGN, else ./campaign.toml.",
    )(command)


def state_option(command: F) -> F:
    return click.option(
        "--state",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of the evidence ledger and the lock. Default: state/ beside the campaign file.",
    )(command)


def now_option(command: F) -> F:
    return click.option("--now", metavar="ISO", help="Replay this moment, such as 2022-12-16T10:00:00+07:00.")(command)


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(command)


def _settings(campaign_file: Path | None, state: Path | None = None) -> Any:
    from sheets_sync.config import load

    return load(campaign_file, state=state)


def _moment(text: str | None, settings: Any) -> datetime | None:
    """An ISO moment; without an offset it is in the campaign's timezone."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            f"{text!r} is no moment.", where="--now", remedy="Write it as 2022-12-16T10:00:00+07:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=settings.campaign.timezone)


def _day(text: str, settings: Any) -> date:
    """A report day, typed as 2022-12-16 or as people write it (16/12)."""
    from sheets_sync.cells import CellReader

    campaign = settings.campaign
    try:
        day = date.fromisoformat(text)
    except ValueError:
        reading = CellReader(campaign).read("date", text, today=campaign.last_day)
        day = date.fromisoformat(reading.value) if reading.usable else date.min
    if day not in campaign.days:
        raise ConfigError(
            f"{text!r} is no report day of this campaign.",
            where="DAY",
            remedy=f"Days go from {campaign.first_day} to {campaign.last_day}.",
        )
    return day


def _unit(text: str, settings: Any) -> Any:
    """A unit by key, name, tab or alias."""
    import difflib

    from sheets_sync.cells import CellReader

    campaign = settings.campaign
    if text in campaign.unit_by_key:
        return campaign.unit_by_key[text]
    reading = CellReader(campaign).read("unit", text, today=campaign.last_day)
    if reading.usable:
        return campaign.unit_by_key[reading.value]
    close = difflib.get_close_matches(text, campaign.unit_by_key, n=1, cutoff=0.4)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise ConfigError(
        f"{text!r} is no unit of this campaign.{hint}",
        where="UNIT",
        remedy=f"Units: {', '.join(campaign.unit_by_key)}.",
    )


def _print_json(document: Mapping[str, Any] | list[Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _say(text: str) -> None:
    click.echo(text, err=True)


# ── the group ─────────────────────────────────────────────────────────────────────────────────────────────────────


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="sheets-sync")
def cli() -> None:
    """Daily reporting on a shared Google spreadsheet: who reported in time, and the documents that follow.

    \b
    Try it without an account or network:
        sheets-sync demo
    """


@cli.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    metavar="DIR",
    help="Where everything is written.",
)
@click.option(
    "--serve",
    "keep_serving",
    is_flag=True,
    help="Leave the local server open at the end: a page with the result, and a copy to train with.",
)
@json_option
def demo(out: Path, keep_serving: bool, as_json: bool) -> None:
    """The whole main job on the embedded local server: no account, no network.

    \b
    Example:
        sheets-sync demo --out demo-out
    """
    from sheets_sync.demo import run_demo

    result = run_demo(out, keep_serving=keep_serving, quiet=as_json)
    if as_json:
        _print_json(result)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback unless --allow-remote is given.")
@click.option("--port", default=0, show_default=True, help="0: any free port.")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keeps the server's state; created if missing.",
)
@click.option("--allow-remote", is_flag=True, help="Bind another address than loopback. There is no access control.")
@click.option("--json", "as_json", is_flag=True, help="The address as a JSON document, instead of the plain line.")
def serve(host: str, port: int, data: Path, allow_remote: bool, as_json: bool) -> None:
    """The local Sheets server alone. Prints its address as the first line; in a browser it shows the spreadsheets.

    \b
    Example:
        sheets-sync serve --port 8085 --data sheets.sqlite
    """
    from sheets_sync.local_sheets import LocalSheetsError
    from sheets_sync.local_sheets import serve as run_server
    from sheets_sync.watch import stop_on_signals

    stop = threading.Event()
    stop_on_signals(stop)

    def ready(url: str) -> None:
        click.echo(json.dumps({"url": url}) if as_json else f"serving {url}")
        sys.stdout.flush()
        _say(f"The spreadsheets in a browser: {url}/")

    try:
        run_server(host, port, data, ready, stop, allow_remote=allow_remote)
    except (LocalSheetsError, OSError, ValueError) as error:
        remedy = "" if allow_remote else "To let other machines in, say so with --allow-remote."
        raise ConfigError(
            f"the local server can't start ({error}).", where=f"{host}:{port}, {data}", remedy=remedy
        ) from error


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@json_option
def init(folder: Path, as_json: bool) -> None:
    """A commented starter campaign in DIR.

    \b
    Example:
        sheets-sync init my-campaign
    """
    from sheets_sync import resources

    target = folder / "campaign.toml"
    if target.exists():
        raise ConfigError(
            "there is a campaign file already; it is left as it is.", where=str(target), remedy="Name another folder."
        )
    starter = (resources.jobs_dir() / "starter" / "campaign.toml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(starter, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"the folder can't be made ({error.strerror}).", where=str(folder), remedy="Name another folder."
        ) from None
    if as_json:
        _print_json({"campaign": str(target)})
    else:
        click.echo(f"{target}\nNext: fill in units and spreadsheet, then: sheets-sync check --campaign {target}")


@cli.command()
@campaign_option
@state_option
@json_option
def check(campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """Doctor: configuration, credentials, access, locale, tabs, columns, clock; each finding with its remedy.

    \b
    Example:
        sheets-sync check --campaign campaign.toml
    """
    from sheets_sync.doctor import examine

    findings = examine(_settings(campaign_file, state))
    if as_json:
        _print_json({"ok": all(f.ok for f in findings), "findings": [f.to_json() for f in findings]})
    else:
        for finding in findings:
            click.echo(finding.line())
    worst = max((f.exit_code for f in findings), default=0)
    if worst:
        sys.exit(worst)


@cli.command()
@campaign_option
@json_option
def provision(campaign_file: Path | None, as_json: bool) -> None:
    """Creates or repairs the spreadsheet: tabs, headings, dropdowns, formats, protections. Safe to repeat.

    \b
    Example:
        sheets-sync provision --campaign campaign.toml
    """
    from sheets_sync.doctor import provision_all

    done = provision_all(_settings(campaign_file))
    if as_json:
        _print_json(
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


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--dry-run", is_flag=True, help="Read and judge, print what would be written, write nothing anywhere.")
@json_option
def run(campaign_file: Path | None, state: Path | None, now: str | None, dry_run: bool, as_json: bool) -> None:
    """One tick: reads, records evidence, judges, writes the job's tabs and the documents that are due.

    \b
    Example:
        sheets-sync run --campaign campaign.toml
    """
    from sheets_sync import session
    from sheets_sync.tick import Job

    settings = _settings(campaign_file, state)
    clock = session.clock_for(settings, _moment(now, settings))
    gateway = session.connect(settings, clock)
    with session.locked(settings.state), session.opened_ledger(settings) as ledger:
        job = Job(settings, gateway, ledger, clock)
        outcome = session.tick_once(job, settings, ledger, dry_run=dry_run)
    _show_run(outcome, gateway.counts, settings, dry_run=dry_run, as_json=as_json)
    for failure in outcome.tick.failures:
        raise failure


def _show_run(outcome: Any, counts: Any, settings: Any, *, dry_run: bool, as_json: bool) -> None:
    tick = outcome.tick
    if as_json:
        _print_json(
            {
                "as_of": tick.as_of.astimezone(settings.campaign.timezone).isoformat(),
                "polled": list(tick.polled),
                "requests": {"read": counts.read, "write": counts.write, "retries": counts.retries},
                "waited_seconds": round(counts.waited, 1),
                "wrote": [] if dry_run else list(tick.wrote),
                "documents": [str(path) for path in outcome.documents],
                "problems": tick.problems,
                "reminders": tick.reminders,
                "new_evidence": tick.new_evidence,
            }
        )
        return
    from sheets_sync import terminal

    out = terminal.console()
    if dry_run:
        terminal.print_plan(tick.plan, out, settings.campaign.locale)
    terminal.print_board(tick.board, out)
    for path in outcome.documents:
        out.print(str(path))


@cli.command()
@campaign_option
@state_option
def watch(campaign_file: Path | None, state: Path | None) -> None:
    """Ticks by itself: every few minutes, and exactly at each deadline, until the campaign is over.

    SIGTERM or Ctrl-C ends it after the tick in hand.

    \b
    Example:
        sheets-sync watch --campaign campaign.toml
    """
    from sheets_sync.jobs import run_watch

    run_watch(_settings(campaign_file, state))


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="The board as a page of its own.")
@click.option("--png", type=click.Path(path_type=Path), metavar="FILE", help="The board as a picture (needs Chromium).")
@click.option("--phone", is_flag=True, help="With --html, --png: today's columns alone, to read on a phone.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="All tabs of the job, as a desk and a phone show them.",
)
@json_option
def status(
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    html: Path | None,
    png: Path | None,
    phone: bool,
    pictures: Path | None,
    as_json: bool,
) -> None:
    """The board, from the recorded evidence, without touching Google.

    \b
    Examples:
        sheets-sync status --now 2022-12-16T10:05:00+07:00
        sheets-sync status --png board.png --phone
    """
    from sheets_sync import session
    from sheets_sync.board import board_json
    from sheets_sync.judging import make_board

    settings = _settings(campaign_file, state)
    as_of = _moment(now, settings) or session.utc_now()
    evidence = session.evidence_of(settings)
    board = make_board(settings, evidence, as_of)
    if html or png or pictures:
        from sheets_sync.pictures import all_pictures, write_board

        written = write_board(board, html=html, png=png, phone=phone)
        written += all_pictures(settings, evidence, as_of, pictures) if pictures else []
        _show_files(written, as_json=as_json)
        return
    if as_json:
        _print_json(board_json(board))
        return
    from sheets_sync import terminal

    terminal.print_board(board, terminal.console())


def _show_files(written: list[Path], *, as_json: bool) -> None:
    if as_json:
        _print_json({"written": [str(path) for path in written]})
    else:
        click.echo("\n".join(str(path) for path in written))


@cli.command()
@click.argument("unit")
@click.argument("day")
@campaign_option
@state_option
@now_option
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Also as a page to send or print."
)
@json_option
def why(
    unit: str,
    day: str,
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    html: Path | None,
    as_json: bool,
) -> None:
    """The evidence behind one cell of the board: what was seen when, the rule that decided, later edits, our own gaps.

    \b
    Examples:
        sheets-sync why go-dau 2022-12-16
        sheets-sync why go-dau 16/12 --html go-dau-16-12.html
    """
    from sheets_sync import session
    from sheets_sync.why import explain
    from sheets_sync.why_page import page_lines, why_page

    settings = _settings(campaign_file, state)
    as_of = _moment(now, settings) or session.utc_now()
    evidence, head = session.proof_of(settings, as_of)
    of_unit, of_day = _unit(unit, settings), _day(day, settings)
    found = explain(of_unit, of_day, evidence, settings.campaign, settings.polls, as_of, head)
    page = why_page(found, settings.campaign)
    if html is not None:
        from sheets_sync.pages import write_why

        _say(str(write_why(page, settings, html)))
    if as_json:
        _print_json(found)
    elif html is None:
        click.echo("\n".join(page_lines(page)))


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--day", metavar="DAY", help="The daily report of this day.")
@click.option("--final", is_flag=True, help="The rollup of the whole campaign.")
@click.option("--format", "formats", metavar="LIST", help="docx,html,md,pdf. Default: as in the campaign file.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Default: as in the campaign file.")
@click.option(
    "--verify", type=click.Path(path_type=Path), metavar="FILE", help="Recompute every figure of this docx or html."
)
@json_option
def rollup(
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    day: str | None,
    final: bool,
    formats: str | None,
    out: Path | None,
    verify: Path | None,
    as_json: bool,
) -> None:
    """(Re)generates a document from the recorded evidence, or verifies one.

    Gives the edition in force, byte for byte, or the next one where something changed since. A file that somebody
    worked in is never replaced: the new one gets a name of its own.

    \b
    Examples:
        sheets-sync rollup --day 2022-12-16 --format docx,html --out reports
        sheets-sync rollup --verify reports/bao-cao-nhanh-2022-12-16-21h00.docx
    """
    from sheets_sync import session
    from sheets_sync.publish import write_document
    from sheets_sync.rollup import totals

    settings = _settings(campaign_file, state)
    if verify is not None:
        _verify(verify, settings, as_json=as_json)
        return
    if (day is None) == (not final):
        raise click.UsageError("Give either --day DAY or --final.")
    as_of = _moment(now, settings) or session.utc_now()
    report_day = _day(day, settings) if day else None
    with session.archive_of(settings) as archive:
        draft, paths = write_document(archive, as_of, report_day, formats=_formats(formats), out=out)
    if as_json:
        moment = draft.model.moment
        rows = [row for row in archive.evidence.rows(moment) if final or row.day == report_day]
        found = totals(rows, settings.campaign).to_json(rows_without_day=final)
        _print_json(
            {
                "as_of": moment.isoformat(),
                "edition": draft.number,
                "documents": [str(path) for path in paths],
                "totals": found,
            }
        )
    else:
        click.echo("\n".join(str(path) for path in paths))


def _verify(path: Path, settings: Any, *, as_json: bool) -> None:
    """Exit code 0 where every number of the document is accounted for, 2 where one is not."""
    from sheets_sync import session
    from sheets_sync.publish import verify_document

    with session.archive_of(settings) as archive:
        verdict = verify_document(archive, path)
    found, missing = verdict.mismatches, verdict.missing
    if as_json:
        mismatches = [{"numbers": list(m.numbers), "found": m.found, "expected": m.expected} for m in found]
        _print_json({"document": str(path), "ok": not found, "mismatches": mismatches, "missing": list(missing)})
    elif not found:
        click.echo(f"{path}: every figure matches the evidence.")
        if missing:
            click.echo(f"Taken out by hand: {len(missing)} places with figures; the first: {missing[0]!r}.")
    if found:
        first = found[0]
        raise ConfigError(
            f"{len(found)} places do not match the evidence; the first: {first.found!r} ({', '.join(first.numbers)}).",
            where=str(path),
            remedy=f"By the evidence: {first.expected!r}." if first.expected else "",
        )


def _formats(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    formats = tuple(part.strip() for part in text.split(",") if part.strip())
    if unknown := [f for f in formats if f not in ("docx", "html", "md", "pdf")] or ([""] if not formats else []):
        raise click.UsageError(f"Unknown format {unknown[0]!r}; valid: docx, html, md, pdf.")
    return formats


def _campaign_or_sample(path: Path | None) -> Path | None:
    """The sample campaign where none is named and none lies here: single cells can be tried anywhere."""
    from sheets_sync import resources
    from sheets_sync.config import CAMPAIGN_VARIABLE

    if path or os.environ.get(CAMPAIGN_VARIABLE) or Path("campaign.toml").exists():
        return path
    _say("(no campaign file here: reading as the sample campaign does)")
    return resources.sample_campaign() / "campaign.toml"


@cli.command(context_settings={"ignore_unknown_options": True})
@campaign_option
@click.option("--type", "kind", metavar="TYPE", help="Read one cell, given as TYPED, instead of JSON lines.")
@click.option("--today", metavar="DAY", help="With --type: the day on which it is read. Default: after the campaign.")
@click.option("--format", "number_format", metavar="FORMAT", help="With --type: TYPED is a number of this format.")
@click.argument("typed", required=False)
@json_option
def cells(
    campaign_file: Path | None,
    kind: str | None,
    today: str | None,
    number_format: str | None,
    typed: str | None,
    as_json: bool,
) -> None:
    """How the job reads typed cells: JSON lines in, JSON lines out; or one cell.

    \b
    Examples:
        sheets-sync cells < cells.jsonl
        sheets-sync cells --type money '1tr5'
        sheets-sync cells --type date 25/12 --today 2022-12-20
        sheets-sync cells --type integer --format DATE 44905
    """
    from sheets_sync.cell_lines import answer, answers, number_of

    settings = _settings(_campaign_or_sample(campaign_file))
    if kind is not None:
        if typed is None:
            raise click.UsageError("Give the cell too: sheets-sync cells --type money '1tr5'")
        value = typed if number_format is None else number_of(typed)
        question = {"type": kind, "typed": value, "format": number_format, "today": today}
        found = answer(question, settings.campaign)
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    if typed is not None:
        raise click.UsageError("Say of which type the cell is: sheets-sync cells --type money '1tr5'")
    stream: Iterable[str] = click.open_file("-", encoding="utf-8-sig", errors="replace")
    found_all = answers(stream, settings.campaign)
    if as_json:
        _print_json(list(found_all))
        return
    for found in found_all:
        click.echo(json.dumps(found, ensure_ascii=False))


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--send", is_flag=True, help="Mail the messages that were not sent yet (table [mail] of the campaign).")
@click.option("--again", is_flag=True, help="With --send: also those that were sent already.")
@json_option
def remind(
    campaign_file: Path | None, state: Path | None, now: str | None, send: bool, again: bool, as_json: bool
) -> None:
    """Who has not reported yet, as text to paste into a chat group; or mailed, each message once.

    \b
    Examples:
        sheets-sync remind --campaign campaign.toml
        sheets-sync remind --send
    """
    from sheets_sync import session
    from sheets_sync.judging import make_board
    from sheets_sync.publish import message_words
    from sheets_sync.remind import reminders

    settings = _settings(campaign_file, state)
    moment = _moment(now, settings)
    evidence = session.evidence_of(settings)
    board = make_board(settings, evidence, moment or session.utc_now())
    found = reminders(board, settings.spreadsheet, evidence, message_words(settings))
    if not as_json:
        click.echo("\n\n".join(message.text for message in found))
    sending = _send(found, settings, moment, again=again) if send else None
    if as_json:
        sent = {"sending": asdict(sending)} if sending else {}
        _print_json({"day": board.today.isoformat(), "messages": [message.text for message in found], **sent})
        return
    for name, keys in asdict(sending).items() if sending else ():
        if keys:
            _say(f"{name.replace('_', ' ')}: {', '.join(keys) if isinstance(keys, list) else keys}")


def _send(messages: Sequence[Any], settings: Any, moment: datetime | None, *, again: bool) -> Any:
    from sheets_sync import session
    from sheets_sync.mailing import send_all

    clock = session.clock_for(settings, moment)
    with session.locked(settings.state, "mail.lock"), session.opened_ledger(settings) as ledger:  # `watch` may go on
        return send_all(messages, settings, ledger, clock, again=again)


@cli.group()
def evidence() -> None:
    """The chain of evidence: prove it, export it, add another one to it."""


@evidence.command("verify")
@campaign_option
@state_option
@click.option("--head", "printed", metavar="HEX", help="Also prove that this head, printed in a document, is in it.")
@json_option
def evidence_verify(campaign_file: Path | None, state: Path | None, printed: str | None, as_json: bool) -> None:
    """Proves the chain of records, or names the first one that is not sound. Exit code 1 where it is not.

    \b
    Examples:
        sheets-sync evidence verify --campaign campaign.toml
        sheets-sync evidence verify --head 3f9a0c1d2e4b5a69
    """
    from sheets_sync import session

    settings = _settings(campaign_file, state)
    with session.opened_ledger(settings) as ledger:
        broken, head, count = ledger.first_broken(), ledger.head(), sum(1 for _ in ledger.records())
        held = ledger.holds(_head_digits(printed)) if printed else None
        where = ledger.where
    if as_json:
        found = {"ok": broken is None and bool(held or not printed), "records": count, "head": head}
        found["first_broken"] = broken.seq if broken else None
        found["broken"] = asdict(broken) if broken else None
        _print_json(found | ({"holds": held.seq if held else None} if printed else {}))
    elif broken is None:
        click.echo(f"{count} records, all sound. Head: {head}")
        if held:
            click.echo(f"{printed}: the head after record {held.seq} ({held.kind}, {held.sent}).")
    _refuse_unsound(broken, where, printed if printed and not held else None)


def _head_digits(text: str) -> str:
    digits = "".join(text.split()).lower()
    if len(digits) < 8 or set(digits) - set("0123456789abcdef"):
        raise ConfigError(f"{text!r} is no head.", where="--head", remedy="Copy the digits from the document's foot.")
    return digits


def _refuse_unsound(broken: Any, where: str, missing: str | None) -> None:
    from sheets_sync.errors import LedgerError

    if broken:
        raise LedgerError(
            f"record {broken.seq} ({broken.kind}, {broken.sent}) is not sound: {broken.what}.",
            where=where,
            remedy="Somebody changed the ledger; restore it from a backup.",
        )
    if missing:
        raise LedgerError(
            f"no record has the head {missing}: what that document rests on is not in this ledger, or was cut off.",
            where=where,
            remedy="Restore the ledger from a backup, or import the one that wrote the document.",
        )


@evidence.command("export")
@campaign_option
@state_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Default: stdout.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    help="JSON lines or CSV. Default: CSV for a FILE that ends in .csv, else JSON lines.",
)
@json_option
def evidence_export(
    campaign_file: Path | None, state: Path | None, out: Path | None, form: str | None, as_json: bool
) -> None:
    """All records as JSON lines, or CSV.

    \b
    Example:
        sheets-sync evidence export --out evidence.jsonl
    """
    from sheets_sync import session
    from sheets_sync.export import EXPORTS, format_of, record_json

    settings = _settings(campaign_file, state)
    with session.opened_ledger(settings) as ledger:
        if as_json and out is None and form is None:
            _print_json([record_json(record) for record in ledger.records()])
        elif out is None:
            EXPORTS[form or "jsonl"](ledger.records(), sys.stdout)
        else:
            _write_export(EXPORTS[form or format_of(out)], ledger.records(), out)
            if as_json:
                _print_json({"file": str(out)})
            else:
                _say(str(out))


def _write_export(export: Callable[..., None], records: Iterable[Any], out: Path) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            export(records, stream)
    except OSError as error:
        raise ConfigError(f"the file can't be written ({error.strerror}).", where=str(out)) from None


@evidence.command("import")
@click.argument("other", metavar="FILE_OR_URL")
@campaign_option
@state_option
@json_option
def evidence_import(other: str, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """Adds the records of another ledger: of a second server that polled, or of a disk that was lost and found.

    FILE_OR_URL is a ledger.sqlite, an exported file, or a database URL. Both chains are verified first; what is here
    already is not added again. Afterwards this ledger judges as one that saw all the polls.

    \b
    Example:
        sheets-sync evidence import /mnt/second-server/state/ledger.sqlite
    """
    from sheets_sync import session
    from sheets_sync.export import opened_other

    settings = _settings(campaign_file, state)
    with opened_other(other) as chain, session.opened_ledger(settings) as ledger:
        merged = ledger.merge(chain)
        head = ledger.head()
    if as_json:
        _print_json({"added": merged.added, "kinds": dict(sorted(merged.kinds.items())), "head": head})
    else:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(merged.kinds.items()))
        click.echo(f"{merged.added} records added{f' ({kinds})' if kinds else ''}. Head: {head}")


@cli.command()
@campaign_option
@state_option
@json_option
def crontab(campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """The crontab lines and the systemd timer that do the same as `watch`, for this server's timezone.

    \b
    Example:
        sheets-sync crontab --campaign campaign.toml
    """
    from sheets_sync.jobs import cron_lines, systemd_units

    settings = _settings(campaign_file, state)
    lines, units = cron_lines(settings), systemd_units(settings)
    if as_json:
        _print_json({"crontab": lines, "systemd": units})
        return
    click.echo("\n".join(lines))
    for name, text in units.items():
        click.echo(f"\n# {name}\n{text}")


# ── the entry point ───────────────────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Runs a command; every failure is one paragraph on stderr and an exit code (see sheets_sync.errors)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the same bytes on every machine, whatever its locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    gc.set_threshold(100_000, 50, 50)  # answers of thousands of cells make few cycles; the default looks every 700
    try:
        with cli.make_context("sheets-sync", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except SheetsSyncError as error:
        _say(f"sheets-sync: {error}")
        sys.exit(error.exit_code)
    except Exception as error:
        log = _log_crash()
        _say(
            f"sheets-sync: an unexpected failure ({type(error).__name__}); this is a fault of the program. "
            f"The trace is in {log}; please report it."
        )
        sys.exit(1)


def _log_crash() -> Path:
    import tempfile

    with tempfile.NamedTemporaryFile("w", prefix="sheets-sync-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(traceback.format_exc())
    return Path(log.name)
