"""Commands on the chain of evidence: prove it, export it, add another one to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, state_option
from sheets_sync.cli.output import print_json, say, show
from sheets_sync.cli.values import opened
from sheets_sync.words.operators import operators_language

if TYPE_CHECKING:
    from sheets_sync.session.chain import Proof


@cli.group()
def evidence() -> None:
    """The chain of evidence: prove it, export it, add another one to it."""


@evidence.command("verify")
@campaign_option
@state_option
@click.option("--head", "printed", metavar="HEX", help="Also prove that this head, printed in a document, is in it.")
@json_option
def evidence_verify(campaign_file: Path | None, state: Path | None, printed: str | None, as_json: bool) -> None:
    """Proves the chain of records and the versions of the campaign in it, or names the first record that is not sound.
    Exit code 6 where one is not. It also says what the records by themselves can't prove.

    \b
    Examples:
        sheets-sync evidence verify --campaign campaign.toml
        sheets-sync evidence verify --head 3f9a0c1d2e4b5a69
    """
    with opened(campaign_file, state) as office:
        proof = office.chain.verify(printed or "")
        vietnamese = operators_language(os.environ, office.campaign.locale) == "vi"
    if as_json:
        print_json(_proof_json(proof))
    elif proof.broken is None:
        for line in _proof_lines(proof, vietnamese=vietnamese):
            show(line)
    proof.require_sound()


def _proof_json(proof: Proof) -> dict[str, Any]:
    broken, held = proof.broken, proof.held
    said = {"ok": proof.ok, "records": proof.records, "head": proof.head, "versions": proof.versions}
    said |= {"not_proved": [english for _, english in proof.unproved]}
    said |= {"first_broken": broken.seq if broken else None, "broken": asdict(broken) if broken else None}
    return said | ({"holds": held.seq if held else None} if proof.asked else {})


def _proof_lines(proof: Proof, *, vietnamese: bool) -> Iterator[str]:
    yield (
        f"{proof.records} bản ghi, {proof.versions} phiên bản của đợt, đều toàn vẹn. Mã cuối: {proof.head}"
        if vietnamese
        else f"{proof.records} records, {proof.versions} versions of the campaign, all sound. Head: {proof.head}"
    )
    if proof.held:
        after = "mã sau bản ghi" if vietnamese else "the head after record"
        yield f"{proof.asked}: {after} {proof.held.seq} ({proof.held.kind}, {proof.held.sent})."
    for vi, en in proof.unproved:
        yield f"Chưa chứng minh được: {vi}" if vietnamese else f"Not proved: {en}"


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
    with opened(campaign_file, state) as office:
        if as_json and out is None and form is None:
            print_json(office.chain.records())
            return
        office.chain.export(sys.stdout if out is None else out, form)
    if out is not None and as_json:
        print_json({"file": str(out)})
    elif out is not None:
        say(str(out))


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
    with opened(campaign_file, state) as office:
        count, head = office.chain.back_up(file)
    if as_json:
        print_json({"file": str(file), "records": count, "head": head})
    else:
        show(f"{file}: {count} records.")


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
    with opened(campaign_file, state) as office:
        count, head = office.chain.restore(file)
    if as_json:
        print_json({"records": count, "head": head})
    else:
        show(f"{count} records put back. Head: {head}")


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
    with opened(campaign_file, state) as office:
        found = office.chain.salvage(file)
    if as_json:
        print_json({"file": str(file), **asdict(found)})
    else:
        show(f"{file}: {found.sound} sound records; {found.others} more could be read.")


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
    with opened(campaign_file, state) as office:
        merged, head = office.chain.add(other)
    if as_json:
        print_json({"added": merged.added, "kinds": dict(sorted(merged.kinds.items())), "head": head})
    else:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(merged.kinds.items()))
        show(f"{merged.added} records added{f' ({kinds})' if kinds else ''}. Head: {head}")
