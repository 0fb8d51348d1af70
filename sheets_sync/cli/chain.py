"""Commands on the chain of evidence: prove it, export it, add another one to it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, state_option
from sheets_sync.cli.output import print_json, say
from sheets_sync.cli.values import settings_of
from sheets_sync.errors import ConfigError, DisagreementError


@cli.group()
def evidence() -> None:
    """The chain of evidence: prove it, export it, add another one to it."""


@evidence.command("verify")
@campaign_option
@state_option
@click.option("--head", "printed", metavar="HEX", help="Also prove that this head, printed in a document, is in it.")
@json_option
def evidence_verify(campaign_file: Path | None, state: Path | None, printed: str | None, as_json: bool) -> None:
    """Proves the chain of records, or names the first one that is not sound. Exit code 6 where it is not.

    \b
    Examples:
        sheets-sync evidence verify --campaign campaign.toml
        sheets-sync evidence verify --head 3f9a0c1d2e4b5a69
    """
    from sheets_sync.job import opening

    settings = settings_of(campaign_file, state)
    with opening.recorded_ledger(settings, to_read=True) as ledger:
        broken, head, count = ledger.first_broken(), ledger.head(), sum(1 for _ in ledger.records())
        held = ledger.holds(_head_digits(printed)) if printed else None
        where = ledger.where
    if as_json:
        found = {"ok": broken is None and bool(held or not printed), "records": count, "head": head}
        found["first_broken"] = broken.seq if broken else None
        found["broken"] = asdict(broken) if broken else None
        print_json(found | ({"holds": held.seq if held else None} if printed else {}))
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
    if broken:
        raise DisagreementError(
            f"record {broken.seq} ({broken.kind}, {broken.sent}) is not sound: {broken.what}.",
            where=where,
            remedy="Somebody changed the ledger; restore it from a backup.",
        )
    if missing:
        raise DisagreementError(
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
    from sheets_sync.job import opening
    from sheets_sync.ledger.export import EXPORTS, format_of, record_json

    settings = settings_of(campaign_file, state)
    with opening.recorded_ledger(settings, to_read=True) as ledger:
        if as_json and out is None and form is None:
            print_json([record_json(record) for record in ledger.records()])
        elif out is None:
            EXPORTS[form or "jsonl"](ledger.records(), sys.stdout)
        else:
            _write_export(EXPORTS[form or format_of(out)], ledger.records(), out)
            if as_json:
                print_json({"file": str(out)})
            else:
                say(str(out))


def _write_export(export: Callable[..., None], records: Iterable[Any], out: Path) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            export(records, stream)
    except OSError as error:
        raise ConfigError(f"the file can't be written ({error.strerror}).", where=str(out)) from None


@evidence.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@campaign_option
@state_option
@json_option
def evidence_backup(file: Path, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """A consistent copy of the ledger, while ticks go on.

    \b
    Example:
        sheets-sync evidence backup /mnt/usb/ledger-2022-12-20.sqlite
    """
    from sheets_sync.job import opening
    from sheets_sync.ledger.backup import back_up

    with opening.recorded_ledger(settings_of(campaign_file, state)) as ledger:
        count, head = back_up(ledger, file), ledger.head()
    if as_json:
        print_json({"file": str(file), "records": count, "head": head})
    else:
        click.echo(f"{file}: {count} records.")


@evidence.command("restore")
@click.argument("file", metavar="FILE_OR_URL")
@campaign_option
@state_option
@json_option
def evidence_restore(file: str, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """Puts a copy in place of a ledger that was lost, word for word; nothing is ever replaced.

    \b
    Example:
        sheets-sync evidence restore /mnt/usb/ledger-2022-12-20.sqlite
    """
    from sheets_sync.job import opening
    from sheets_sync.ledger.backup import restore

    settings = settings_of(campaign_file, state)
    with opening.locked(settings.state), opening.opened_ledger(settings) as ledger:
        count, head = restore(ledger, file).added, ledger.head()
    if as_json:
        print_json({"records": count, "head": head})
    else:
        click.echo(f"{count} records put back. Head: {head}")


@evidence.command("salvage")
@click.argument("file", type=click.Path(path_type=Path))
@campaign_option
@state_option
@json_option
def evidence_salvage(file: Path, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    """Saves what can be read of a damaged ledger: FILE gets its sound beginning, to import; FILE.unsound the rest.

    \b
    Example:
        sheets-sync evidence salvage saved.jsonl
    """
    from sheets_sync.job import opening
    from sheets_sync.ledger.backup import salvage

    with opening.recorded_ledger(settings_of(campaign_file, state)) as ledger:
        found = salvage(ledger, file)
    if as_json:
        print_json({"file": str(file), **asdict(found)})
    else:
        click.echo(f"{file}: {found.sound} sound records; {found.others} more could be read.")


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
    from sheets_sync.job import opening
    from sheets_sync.ledger.export import opened_other

    settings = settings_of(campaign_file, state)
    with opened_other(other) as chain, opening.opened_ledger(settings) as ledger:
        merged = ledger.merge(chain)
        head = ledger.head()
    if as_json:
        print_json({"added": merged.added, "kinds": dict(sorted(merged.kinds.items())), "head": head})
    else:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(merged.kinds.items()))
        click.echo(f"{merged.added} records added{f' ({kinds})' if kinds else ''}. Head: {head}")
