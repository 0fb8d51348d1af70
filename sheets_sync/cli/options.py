"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def campaign_option(command: F) -> F:
    return click.option(
        "--campaign",
        "campaign_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Campaign file. Default: SHEETS_SYNC_CAMPAIGN, else ./campaign.toml.",
    )(command)


def state_option(command: F) -> F:
    return click.option(
        "--state",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of the evidence ledger and the lock. Default: state/ beside the campaign file.",
    )(command)


def now_option(command: F) -> F:
    return click.option("--now", metavar="ISO", help="Replay this moment, such as 2022-12-16T10:00:00+07:00.")(command)


def slot_option(command: F) -> F:
    return click.option(
        "--slot", metavar="SLOT", help="Which report of the day, where a period has several: a slot's key or label."
    )(command)


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")(command)


def log_format_option(command: F) -> F:
    return click.option(
        "--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Lines on stderr."
    )(command)
