"""Commands that make documents from the recorded evidence, and verify them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import speak
from sheets_sync.cli.options import campaign_option, json_option, now_option, slot_option, state_option
from sheets_sync.cli.output import print_json, show
from sheets_sync.cli.values import opened
from sheets_sync.errors import DisagreementError
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.documents import Verification


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--day", metavar="DAY")
@slot_option
@click.option("--final", is_flag=True)
@click.option("--format", "formats", metavar="LIST")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--verify", type=click.Path(path_type=Path), metavar="FILE")
@json_option
def rollup(
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    day: str | None,
    slot: str | None,
    final: bool,
    formats: str | None,
    out: Path | None,
    verify: Path | None,
    as_json: bool,
) -> None:
    from sheets_sync.rollup.totals import totals

    if verify is not None:
        with opened(campaign_file, state) as office:
            _show_verified(verify, office.verify_document(verify), as_json=as_json)
        return
    if (day is None) == (not final):
        raise click.UsageError(worded("commands.day_or_final"))
    if slot is not None and final:
        raise click.UsageError(worded("commands.slot_needs_day"))
    wanted = _formats(formats)
    with opened(campaign_file, state, now) as office:
        paths = office.write_document(day, slot, out=out, formats=wanted)
        rows = [row for row in office.rows(paths.as_of) if final or row.day == paths.day]
    if as_json:
        found = totals(rows, office.campaign).to_json(rows_without_day=final)
        print_json(
            {
                "as_of": paths.as_of.isoformat(),
                "edition": paths.edition,
                "documents": [str(path) for path in paths],
                "totals": found,
            }
        )
    else:
        show("\n".join(str(path) for path in paths))


def _show_verified(path: Path, verdict: Verification, *, as_json: bool) -> None:
    """Exit code 0 where every number of the document is accounted for, 6 where one is not."""
    found, missing = verdict.mismatches, verdict.missing
    if as_json:
        mismatches = [{"numbers": list(m.numbers), "found": m.found, "expected": m.expected} for m in found]
        print_json({"document": str(path), "ok": not found, "mismatches": mismatches, "missing": list(missing)})
    elif not found:
        show(speak("commands.figures_match", path=path))
        if missing:
            show(speak("commands.taken_out", n=len(missing), first=missing[0]))
    if found:
        first = found[0]
        raise DisagreementError(
            worded("commands.figures_differ", n=len(found), first=first.found, numbers=", ".join(first.numbers)),
            where=str(path),
            remedy=worded("commands.figures_differ.remedy", expected=first.expected) if first.expected else "",
        )


def _formats(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    formats = tuple(part.strip() for part in text.split(",") if part.strip())
    if unknown := [f for f in formats if f not in ("docx", "html", "md", "pdf")] or ([""] if not formats else []):
        raise click.UsageError(worded("commands.no_format", unknown=unknown[0]))
    return formats
