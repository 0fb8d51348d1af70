"""The text of a campaign file -> its tables. All its problems are told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sheets_sync.campaign.extensions import Extension
from sheets_sync.config.extensions import ExtensionError, loaded
from sheets_sync.config.lines import Lines
from sheets_sync.config.problems import contradictions, describe
from sheets_sync.config.tables import File
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import joined, worded


def parse(path: Path, text: str) -> File:
    """The tables of the campaign file's text; `path` is named in the errors. Raises ConfigError with all problems."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise ConfigError(
            worded("config.toml", error=error),
            where=where,
            remedy=worded("config.toml.remedy"),
        ) from None
    lines = Lines(text)
    own = [kind.name for extension in extensions(path, data, lines) for kind in extension.types]
    try:
        file = File.model_validate(data, context={"types": own})
    except ValidationError as error:
        raise _config_error(path, [describe(e, lines) for e in error.errors()]) from None
    if problems := list(contradictions(file, lines)):
        raise _config_error(path, problems)
    return file


def extensions(path: Path, data: Mapping[str, Any], lines: Lines) -> tuple[Extension, ...]:
    """What the office's own modules offer. Raises ConfigError, with its line, for one that can't be used."""
    table = data.get("extensions")
    named = table.get("modules") if isinstance(table, Mapping) else None
    try:
        return loaded([name for name in named if isinstance(name, str)] if isinstance(named, list) else [])
    except ExtensionError as error:
        where = f"{path}:{lines.of(['extensions', 'modules'])}"
        raise ConfigError(error.args[0], where=where, remedy=worded("config.extension.remedy")) from error


def _config_error(path: Path, problems: list[tuple[int, str]]) -> ConfigError:
    problems = sorted(set(problems))
    first_line, first = problems[0]
    others = [worded("config.at_line", line=line, text=text) for line, text in problems[1:]]
    return ConfigError(joined([first, *others], "\n  "), where=f"{path}:{first_line}")
