"""The command that shows units' mails beside the board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, now_option, slot_option, state_option
from sheets_sync.cli.output import print_json, say
from sheets_sync.cli.values import opened
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.job.inbox import Mails


@cli.command("import-mail")
@click.argument("mbox", required=False, type=click.Path(path_type=Path), metavar="[FILE.mbox]")
@click.option("--imap", metavar="URL")
@click.option("--day", metavar="DAY")
@slot_option
@campaign_option
@state_option
@now_option
@json_option
def import_mail(
    mbox: Path | None,
    imap: str | None,
    day: str | None,
    slot: str | None,
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    as_json: bool,
) -> None:
    if (mbox is None) == (imap is None):
        raise click.UsageError(worded("commands.mbox_or_imap"))
    with opened(campaign_file, state, now) as office:
        found = office.compare_mails(mbox=mbox, imap=imap, day=day, slot=slot)
    if as_json:
        units = [entry.to_json() for entry in found.units]
        from sheets_sync.board.as_json import report_json

        print_json({**report_json(found.day, office.campaign), "units": units, "other_mails": found.others})
    else:
        _show(found, office.campaign.locale)


def _show(mails: Mails, locale: str) -> None:
    from rich.table import Table

    from sheets_sync.cli.terminal import console
    from sheets_sync.compliance import words
    from sheets_sync.compliance.judging import Status
    from sheets_sync.words.formats import formats

    said = texts(locale).section("inbox")
    table = Table(show_edge=False, pad_edge=False, box=None, padding=(0, 2, 0, 0))
    for title in said["head"]:
        table.add_column(title, overflow="fold")
    for entry in mails.units:
        at = formats(locale).clock(entry.mailed, seconds=True) if entry.mailed else str(said["none"])
        mailed = at if entry.mailed_in_time is not False else str(said["late"]).format(at=at)
        status = words.status_words(Status(entry.status), locale)
        table.add_row(entry.name, mailed, f"{status.sign} {status.word}")
    console().print(table)
    if mails.others:
        say(texts(locale).say("inbox.others", n=mails.others))
    say(str(said["note"]))
