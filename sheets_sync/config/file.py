"""The campaign file on disk -> its tables. All its problems are told at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from sheets_sync.config.lines import Lines
from sheets_sync.config.problems import contradictions, describe
from sheets_sync.config.tables import File
from sheets_sync.errors import ConfigError


def read(path: Path) -> str:
    """The text of the campaign file. Raises ConfigError where there is none, or none that can be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            "there is no campaign file here.",
            where=str(path),
            remedy="Name one with --campaign FILE or SHEETS_SYNC_CAMPAIGN, or make one with: sheets-sync init DIR",
        ) from None
    except IsADirectoryError:
        raise ConfigError("this is a folder, not a campaign file.", where=str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(
            "the campaign file is not UTF-8 text.", where=f"{path}:{line}", remedy="Save it again as UTF-8."
        ) from None
    except OSError as error:
        raise ConfigError(f"the campaign file can't be read ({error.strerror}).", where=str(path)) from None


def parse(path: Path, text: str) -> File:
    """The tables of the campaign file's text; `path` is named in the errors. Raises ConfigError with all problems."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise ConfigError(
            f"this is not valid TOML ({error}).",
            where=where,
            remedy="Texts need quotes, dates and times none: first_day = 2022-12-16",
        ) from None
    lines = Lines(text)
    try:
        file = File.model_validate(data)
    except ValidationError as error:
        raise _config_error(path, [describe(e, lines) for e in error.errors()]) from None
    if problems := list(contradictions(file, lines)):
        raise _config_error(path, problems)
    return file


def _config_error(path: Path, problems: list[tuple[int, str]]) -> ConfigError:
    problems = sorted(set(problems))
    first_line, first = problems[0]
    more = "".join(f"\n  line {line}: {text}" for line, text in problems[1:])
    return ConfigError(first + more, where=f"{path}:{first_line}")
