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
    )(command)


def state_option(command: F) -> F:
    return click.option(
        "--state",
        type=click.Path(path_type=Path),
        metavar="DIR",
    )(command)


def now_option(command: F) -> F:
    return click.option("--now", metavar="ISO")(command)


def slot_option(command: F) -> F:
    return click.option("--slot", metavar="SLOT")(command)


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True)(command)


def log_format_option(command: F) -> F:
    return click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True)(command)
