"""Output of commands: text or JSON on stdout, messages on stderr. What people typed controls no terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import click

from sheets_sync.words.unshown import unshown, unshown_json


def show(text: str) -> None:
    """What a command answers, as text on stdout."""
    click.echo(unshown(text))


def print_json(document: Mapping[str, Any] | list[Any], *, indent: int | None = 1) -> None:
    """A JSON document on stdout; the one of a command, or a line of several."""
    click.echo(unshown_json(json.dumps(document, ensure_ascii=False, indent=indent)))


def show_data(content: bytes) -> None:
    """A table as it would stand in a file, on stdout: to the byte for another program, as plain text for a terminal."""
    if sys.stdout.isatty():
        show(content.decode("utf-8", errors="replace"))
    else:
        sys.stdout.buffer.write(content)


def say(text: str) -> None:
    """A message for people, on stderr."""
    click.echo(unshown(text), err=True)
