"""Output of commands: one JSON document on stdout, messages on stderr."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click


def print_json(document: Mapping[str, Any] | list[Any]) -> None:
    """The one JSON document of a command, on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def say(text: str) -> None:
    """A message for people, on stderr."""
    click.echo(text, err=True)
