"""Output of commands: one JSON document on stdout, messages on stderr."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
"""Control characters that JSON itself leaves as they are."""


def print_json(document: Mapping[str, Any] | list[Any]) -> None:
    """The one JSON document of a command, on stdout; what people typed in it controls no terminal."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1).translate(_CONTROLS))


def say(text: str) -> None:
    """A message for people, on stderr."""
    click.echo(text, err=True)
