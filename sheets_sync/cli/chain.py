"""Commands on the chain of evidence: prove it, export it, add another one to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import speak
from sheets_sync.cli.options import campaign_option, json_option, state_option
from sheets_sync.cli.output import print_json, say, show
from sheets_sync.cli.values import opened

if TYPE_CHECKING:
    from sheets_sync.session.chain import Proof


@cli.group()
def evidence() -> None:
    """The chain of evidence: prove it, export it, add another one to it."""


@evidence.command("verify")
@campaign_option
@state_option
@click.option("--head", "printed", metavar="HEX")
@json_option
def evidence_verify(campaign_file: Path | None, state: Path | None, printed: str | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        proof = office.chain.verify(printed or "")
    if as_json:
        print_json(_proof_json(proof))
    elif proof.broken is None:
        for line in _proof_lines(proof):
            show(line)
    proof.require_sound()


def _proof_json(proof: Proof) -> dict[str, Any]:
    broken, held = proof.broken, proof.held
    said = {"ok": proof.ok, "records": proof.records, "head": proof.head, "versions": proof.versions}
    said |= {"not_proved": [str(what) for what in proof.unproved]}
    said |= {"first_broken": broken.seq if broken else None, "broken": asdict(broken) if broken else None}
    return said | ({"holds": held.seq if held else None} if proof.asked else {})


def _proof_lines(proof: Proof) -> Iterator[str]:
    yield speak("chain.sound", records=proof.records, versions=proof.versions, head=proof.head)
    if proof.held:
        held = {"seq": proof.held.seq, "kind": proof.held.kind, "sent": proof.held.sent}
        yield speak("chain.held", asked=proof.asked, **held)
    for what in proof.unproved:
        yield speak("chain.unproved", what=what)


@evidence.command("export")
@campaign_option
@state_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
)
@json_option
def evidence_export(
    campaign_file: Path | None, state: Path | None, out: Path | None, form: str | None, as_json: bool
) -> None:
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
    with opened(campaign_file, state) as office:
        count, head = office.chain.back_up(file)
    if as_json:
        print_json({"file": str(file), "records": count, "head": head})
    else:
        show(speak("chain.backed_up", file=file, n=count))


@evidence.command("restore")
@click.argument("file", metavar="FILE_OR_URL")
@campaign_option
@state_option
@json_option
def evidence_restore(file: str, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        count, head = office.chain.restore(file)
    if as_json:
        print_json({"records": count, "head": head})
    else:
        show(speak("chain.put_back", n=count, head=head))


@evidence.command("salvage")
@click.argument("file", type=click.Path(path_type=Path))
@campaign_option
@state_option
@json_option
def evidence_salvage(file: Path, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        found = office.chain.salvage(file)
    if as_json:
        print_json({"file": str(file), **asdict(found)})
    else:
        show(speak("chain.salvaged", file=file, sound=found.sound, others=found.others))


@evidence.command("import")
@click.argument("other", metavar="FILE_OR_URL")
@campaign_option
@state_option
@json_option
def evidence_import(other: str, campaign_file: Path | None, state: Path | None, as_json: bool) -> None:
    with opened(campaign_file, state) as office:
        merged, head = office.chain.add(other)
    if as_json:
        print_json({"added": merged.added, "kinds": dict(sorted(merged.kinds.items())), "head": head})
    else:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(merged.kinds.items()))
        show(speak("chain.added", n=merged.added, kinds=f" ({kinds})" if kinds else "", head=head))
