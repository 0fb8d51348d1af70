"""The command `sheets-sync` itself: its commands are added by the modules of this package."""

from __future__ import annotations

import click

from sheets_sync import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="sheets-sync")
def cli() -> None:
    """Daily reporting on a shared Google spreadsheet: who reported in time, and the documents that follow.

    \b
    Try it without an account or network:
        sheets-sync demo
    """
