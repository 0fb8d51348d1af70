"""Commands that need no campaign of one's own: the demo, the local Sheets server, a starter."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.options import json_option, log_format_option
from sheets_sync.cli.output import print_json, say, show
from sheets_sync.errors import ConfigError
from sheets_sync.starters import STARTERS

F = TypeVar("F", bound=Callable[..., Any])


def _like_option(what: str) -> Callable[[F], F]:
    """`--like NAME`: one of the starters."""
    return click.option("--like", default="", metavar="NAME", help=f"{what}: {', '.join(STARTERS)}.")


@cli.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    metavar="DIR",
    help="Where everything is written.",
)
@click.option(
    "--serve",
    "keep_serving",
    is_flag=True,
    help="Leave the local server open at the end: a page with the result, and a copy to train with.",
)
@_like_option("Another campaign than the sample")
@json_option
def demo(out: Path, keep_serving: bool, like: str, as_json: bool) -> None:
    """The whole main job on the embedded local server: no account, no network.

    \b
    Examples:
        sheets-sync demo --out demo-out
        sheets-sync demo --like school-weekly-en
    """
    from sheets_sync.cli import demo_shown
    from sheets_sync.demo.run import NOBODY, Audience, run_demo

    shown = Audience(demo_shown.progress, demo_shown.told, demo_shown.opened)
    result = run_demo(out, like=like, keep_serving=keep_serving, audience=NOBODY if as_json else shown)
    if as_json:
        print_json(result)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback unless --allow-remote is given.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0: any free port.")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keeps the server's state; created if missing.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Writes a service account's key for this server: programs log in with it as they do at Google.",
)
@click.option("--allow-remote", is_flag=True, help="Bind another address than loopback. There is no access control.")
@log_format_option
@click.option("--json", "as_json", is_flag=True, help="The address as a JSON document, instead of the plain line.")
def serve(
    host: str, port: int, data: Path, key: Path | None, allow_remote: bool, log_format: str, as_json: bool
) -> None:
    """The local Sheets server alone. Prints its address as the first line; in a browser it shows the spreadsheets.

    \b
    Example:
        sheets-sync serve --port 8085 --data sheets.sqlite --key key.json
    """
    from sheets_sync.local_sheets import LocalSheetsError
    from sheets_sync.local_sheets import serve as run_server
    from sheets_sync.local_sheets.accounts import write_key
    from sheets_sync.local_sheets.server import warnings
    from sheets_sync.session.process import log_to_stderr, stop_on_signals

    log_to_stderr(log_format)
    stop = threading.Event()
    stop_on_signals(stop)
    for line in warnings():
        say(line)

    def ready(url: str) -> None:
        if key is not None:
            write_key(key, url)
        show(json.dumps({"url": url}) if as_json else f"serving {url}")
        sys.stdout.flush()
        say(f"The spreadsheets in a browser: {url}/")

    try:
        run_server(host, port, data, ready, stop, allow_remote=allow_remote)
    except (LocalSheetsError, OSError, ValueError) as error:
        raise ConfigError(f"the local server can't start: {error}", where=f"{host}:{port}, {data}") from error


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_like_option("Begin from a campaign of this kind")
@json_option
def init(folder: Path, like: str, as_json: bool) -> None:
    """A commented starter campaign in DIR: the general one, or one of a kind.

    \b
    Examples:
        sheets-sync init my-campaign
        sheets-sync init our-schools --like school-weekly-en
    """
    from sheets_sync.session.samples import write_starter

    target = write_starter(folder, like)
    if as_json:
        print_json({"campaign": str(target)})
    else:
        show(f"{target}\nNext: fill in units and spreadsheet, then: sheets-sync check --campaign {target}")
