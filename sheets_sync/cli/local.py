"""Commands that need no campaign of one's own: the demo, the local Sheets server, a starter."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import speak
from sheets_sync.cli.options import json_option, log_format_option
from sheets_sync.cli.output import print_json, say, show
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

_like_option = click.option("--like", default="", metavar="NAME")
"""One of the starters."""


@cli.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-out"),
    show_default=True,
    metavar="DIR",
)
@click.option(
    "--serve",
    "keep_serving",
    is_flag=True,
)
@_like_option
@json_option
def demo(out: Path, keep_serving: bool, like: str, as_json: bool) -> None:
    from sheets_sync.cli import demo_shown
    from sheets_sync.demo.run import NOBODY, Audience, run_demo

    shown = Audience(demo_shown.progress, demo_shown.told, demo_shown.opened)
    result = run_demo(out, like=like, keep_serving=keep_serving, audience=NOBODY if as_json else shown)
    if as_json:
        print_json(result)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True)
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
)
@click.option("--allow-remote", is_flag=True)
@log_format_option
@click.option("--json", "as_json", is_flag=True)
def serve(
    host: str, port: int, data: Path, key: Path | None, allow_remote: bool, log_format: str, as_json: bool
) -> None:
    from sheets_sync.local_sheets import LocalSheetsError
    from sheets_sync.local_sheets import serve as run_server
    from sheets_sync.local_sheets.accounts import write_key
    from sheets_sync.local_sheets.serving import warnings
    from sheets_sync.session.process import log_to_stderr, stop_on_signals

    log_to_stderr(log_format)
    stop = threading.Event()
    stop_on_signals(stop)
    for lacking in warnings():
        say(speak("local.lacking", what=lacking))

    def ready(url: str) -> None:
        if key is not None:
            write_key(key, url)
        show(json.dumps({"url": url}) if as_json else f"serving {url}")
        sys.stdout.flush()
        say(speak("local.in_a_browser", url=f"{url}/"))

    try:
        run_server(host, port, data, ready, stop, allow_remote=allow_remote)
    except (LocalSheetsError, OSError, ValueError) as error:
        code, facts = getattr(error, "code", ""), getattr(error, "facts", {})
        why = worded(f"local.{code}", **facts) if code else error
        raise ConfigError(worded("local.not_started", why=why), where=f"{host}:{port}, {data}") from error


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_like_option
@json_option
def init(folder: Path, like: str, as_json: bool) -> None:
    from sheets_sync.session.samples import write_starter

    target = write_starter(folder, like)
    if as_json:
        print_json({"campaign": str(target)})
    else:
        show(f"{target}\n" + speak("commands.fill_in", file=target))
