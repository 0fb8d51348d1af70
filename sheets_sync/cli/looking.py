"""Commands that look at the recorded evidence: the board, one cell of it, who has not reported yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import speak
from sheets_sync.cli.options import campaign_option, json_option, now_option, slot_option, state_option
from sheets_sync.cli.output import print_json, say, show
from sheets_sync.cli.values import opened
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--png", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--phone", is_flag=True)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="DIR",
)
@click.option("--fail-if-stale", is_flag=True)
@click.option(
    "--all",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
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
    fail_if_stale: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    if folder is not None:
        _status_of_all(folder, now, fail_if_stale=fail_if_stale, as_json=as_json)
        return
    from sheets_sync.board import board_json

    with opened(campaign_file, state, now) as office:
        board = office.board()
        drawn = html or png or pictures
        written = office.write_board(html=html, png=png, phone=phone, pictures=pictures) if drawn else []
    if written:
        _show_files(written, as_json=as_json)
    elif as_json:
        print_json(board_json(board))
    else:
        from sheets_sync.cli import terminal

        terminal.print_board(board, terminal.console())
    if fail_if_stale and board.stale:
        _fail_stale([office.campaign.slug])


def _fail_stale(names: Sequence[str]) -> None:
    from sheets_sync.errors import UnreachableError

    raise UnreachableError(
        worded("commands.overdue", names=", ".join(names)),
        remedy=worded("commands.overdue.remedy"),
    )


def _status_of_all(folder: Path, now: str | None, *, fail_if_stale: bool, as_json: bool) -> None:
    from sheets_sync.session.overview import campaign_states

    as_of = datetime.fromisoformat(now) if now else None
    if as_of is not None and as_of.tzinfo is None:
        raise ConfigError(
            worded("commands.no_offset", now=now), where="--now", remedy=worded("commands.no_offset.remedy")
        )
    found = campaign_states(folder, as_of)
    if as_json:
        print_json([state.to_json() for state in found])
    else:
        from sheets_sync.cli import terminal

        terminal.print_campaigns(found, terminal.console())
    stale = [state.campaign for state in found if state.stale and state.phase == "running"]
    if fail_if_stale and stale:
        _fail_stale(stale)


def _show_files(written: list[Path], *, as_json: bool) -> None:
    if as_json:
        print_json({"written": [str(path) for path in written]})
    else:
        show("\n".join(str(path) for path in written))


@cli.command()
@click.argument("unit")
@click.argument("day")
@slot_option
@campaign_option
@state_option
@now_option
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@json_option
def why(
    unit: str,
    day: str,
    slot: str | None,
    campaign_file: Path | None,
    state: Path | None,
    now: str | None,
    html: Path | None,
    as_json: bool,
) -> None:
    with opened(campaign_file, state, now) as office:
        found = office.why(unit, day, slot)
    if html is not None:
        say(str(found.write(html)))
    if as_json:
        print_json(found.to_json())
    elif html is None:
        show(found.text())


@cli.command()
@campaign_option
@state_option
@now_option
@click.option("--send", is_flag=True)
@click.option("--again", is_flag=True)
@json_option
def remind(
    campaign_file: Path | None, state: Path | None, now: str | None, send: bool, again: bool, as_json: bool
) -> None:
    if again and not send:
        raise click.UsageError(worded("commands.again_needs_send"))
    with opened(campaign_file, state, now) as office:
        found = office.reminders()
        if not as_json:
            show("\n\n".join(message.text for message in found))
        sending = asdict(office.send_reminders(found, again=again)) if send else None
    if as_json:
        from sheets_sync.board.as_json import report_json

        named = report_json(found[0].day, office.campaign)
        sent = {"sending": sending} if sending else {}
        print_json({**named, "messages": [message.text for message in found], **sent})
        return
    for name, keys in sending.items() if sending else ():
        if keys:
            say(speak(f"mail.sending.{name}", names=", ".join(keys) if isinstance(keys, list) else keys))
