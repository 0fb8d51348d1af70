"""What is wrong with a command line, in the operator's language: click says it in English alone."""

from __future__ import annotations

import re
from functools import cache

import click
from click.exceptions import NoSuchCommand, NoSuchOption

from sheets_sync.words.texts import texts
from sheets_sync.words.worded import Wording, joined, worded


def usage(error: click.ClickException) -> str:
    """The message of an error of click's, as a wording where it is a known one."""
    if isinstance(error.message, Wording):
        return error.message
    if isinstance(error, NoSuchOption):
        return _unknown("option", error.option_name, error.possibilities)
    if isinstance(error, NoSuchCommand):
        return _unknown("command", error.command_name, error.possibilities)
    if isinstance(error, click.MissingParameter):
        kind = "argument" if isinstance(error.param, click.Argument) else "option"
        return worded(f"usage.missing_{kind}", hint=_hint(error))
    if isinstance(error, click.BadParameter):
        return worded("usage.invalid", hint=_hint(error), why=_known(error.message))
    return _known(error.format_message())


def _unknown(kind: str, name: str, near: list[str] | None) -> str:
    hint = worded("usage.did_you_mean", names=", ".join(map(repr, near))) if near else ""
    return joined([worded(f"usage.no_{kind}", name=name), hint])


def _hint(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""


def _known(message: str) -> str:
    """A message of click's as the wording whose English text it is; as it is where it is none of them."""
    for key, pattern in _patterns():
        if found := pattern.fullmatch(message):
            return worded(f"usage.{key}", **found.groupdict())
    return message


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    ours = {key: text for key, text in texts("en").section("usage").items() if key.startswith("click.")}
    return tuple((key, re.compile(_with_groups(str(text)), re.DOTALL)) for key, text in ours.items())


def _with_groups(text: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text))
