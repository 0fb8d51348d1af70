"""The text of a campaign file."""

from __future__ import annotations

from pathlib import Path

from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded


def read(path: Path) -> str:
    """The text of the campaign file. Raises ConfigError where there is none, or none that can be read."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors put a mark first
    except FileNotFoundError:
        raise ConfigError(
            worded("config.no_file"),
            where=str(path),
            remedy=worded("config.no_file.remedy"),
        ) from None
    except IsADirectoryError:
        raise ConfigError(worded("config.folder"), where=str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(worded("config.utf8"), where=f"{path}:{line}", remedy=worded("config.utf8.remedy")) from None
    except OSError as error:
        raise ConfigError(worded("config.unreadable", reason=error.strerror), where=str(path)) from None
