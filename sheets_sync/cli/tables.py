"""Commands that give the frames as files: rows, statuses, totals, problems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, now_option, state_option
from sheets_sync.cli.output import print_json, say, show_data
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

FORMATS = ("csv", "json", "parquet", "xlsx")
FRAMES = ("rows", "statuses", "totals", "problems")


def _add(name: str) -> None:
    @cli.command(name)
    @campaign_option
    @state_option
    @now_option
    @click.option("--format", "form", type=click.Choice(FORMATS))
    @click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
    @json_option
    def command(
        campaign_file: Path | None,
        state: Path | None,
        now: str | None,
        form: str | None,
        out: Path | None,
        as_json: bool,
    ) -> None:
        content = _content(name, campaign_file, state, now, form or _form(out, as_json=as_json), out)
        if out is None:
            show_data(content)
            return
        try:
            out.write_bytes(content)
        except OSError as error:
            raise ConfigError(worded("commands.not_written", reason=error.strerror), where=str(out)) from None
        if as_json:
            print_json({"file": str(out)})
        else:
            say(str(out))


def _form(out: Path | None, *, as_json: bool) -> str:
    from sheets_sync.frames import format_of

    return format_of(out) if out else "json" if as_json else "csv"


def _content(
    name: str, campaign_file: Path | None, state: Path | None, now: str | None, form: str, out: Path | None
) -> bytes:
    from sheets_sync.cli.values import opened
    from sheets_sync.frames import written

    if out is None and form in ("parquet", "xlsx") and sys.stdout.isatty():
        raise click.UsageError(worded("commands.not_for_terminal", form=form, name=name))
    with opened(campaign_file, state, now) as office:
        return written(getattr(office.frames(), name), form, name=name)


for _name in FRAMES:
    _add(_name)
