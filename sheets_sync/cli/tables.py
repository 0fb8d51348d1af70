"""Commands that give the frames as files: rows, statuses, totals, problems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import campaign_option, json_option, now_option, state_option
from sheets_sync.cli.output import print_json, say, show_data
from sheets_sync.errors import ConfigError

FORMATS = ("csv", "json", "parquet", "xlsx")
HELP = {
    "rows": "Every row of the units' tabs: what was typed, and how each cell was read.",
    "statuses": "Who reported in time: one line for each unit and period.",
    "totals": "Every figure of the documents: by day, unit, activity and measure.",
    "problems": "Everything that units should mend: the cell, what was typed, what to do, since when.",
}


def _add(name: str, said: str) -> None:
    @cli.command(name, help=f"{said}\n\n\b\nExamples:\n    sheets-sync {name} --out {name}.xlsx\n"
                 f"    sheets-sync {name} --format csv > {name}.csv")  # fmt: skip
    @campaign_option
    @state_option
    @now_option
    @click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of FILE, else csv.")
    @click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Default: stdout.")
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
            raise ConfigError(f"the file can't be written ({error.strerror}).", where=str(out)) from None
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
        raise click.UsageError(f"A terminal can't show {form}; name a file: --out {name}.{form}")
    with opened(campaign_file, state, now) as office:
        return written(getattr(office.frames(), name), form, name=name)


for _name, _said in HELP.items():
    _add(_name, _said)
