"""The text of a campaign file."""

from __future__ import annotations

from pathlib import Path

from sheets_sync.errors import ConfigError


def read(path: Path) -> str:
    """The text of the campaign file. Raises ConfigError where there is none, or none that can be read."""
    try:
        return path.read_text(encoding="utf-8-sig")  # Windows editors put a mark first
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
