"""The command that reads single cells as the job does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import speak
from sheets_sync.cli.options import campaign_option, json_option
from sheets_sync.cli.output import print_json, say
from sheets_sync.cli.values import opened
from sheets_sync.words.worded import worded


def _campaign_or_sample(path: Path | None) -> Path | None:
    """The sample campaign where none is named and none lies here: single cells can be tried anywhere."""
    from sheets_sync.session.samples import is_named, sample_file

    if is_named(path):
        return path
    say(speak("commands.as_the_sample"))
    return sample_file()


@cli.command(context_settings={"ignore_unknown_options": True})
@campaign_option
@click.option("--type", "kind", metavar="TYPE")
@click.option("--today", metavar="DAY")
@click.option("--format", "number_format", metavar="FORMAT")
@click.option("--language", metavar="TAG")
@click.argument("typed", required=False)
@json_option
def cells(
    campaign_file: Path | None,
    kind: str | None,
    today: str | None,
    number_format: str | None,
    language: str | None,
    typed: str | None,
    as_json: bool,
) -> None:
    from sheets_sync.session.samples import in_language
    from sheets_sync.tabs.cell_lines import answer, answers, number_of

    with opened(_campaign_or_sample(campaign_file)) as office:
        campaign = in_language(office.campaign, language) if language else office.campaign
    if kind is not None:
        if typed is None:
            raise click.UsageError(worded("commands.which_cell"))
        value = typed if number_format is None else number_of(typed)
        question = {"type": kind, "typed": value, "format": number_format, "today": today}
        found = answer(question, campaign)
        print_json(found, indent=None)
        return
    if typed is not None:
        raise click.UsageError(worded("commands.which_type"))
    stream: Iterable[str] = click.open_file("-", encoding="utf-8-sig", errors="replace")
    found_all = answers(stream, campaign)
    if as_json:
        print_json(list(found_all))
        return
    for found in found_all:
        print_json(found, indent=None)
