"""What people typed at the command -> values; ConfigError where it is none."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sheets_sync.session import Session


def settings_of(campaign_file: Path | None, state: Path | None = None, *, keep: bool = False) -> Any:
    """The settings of the campaign file; where None is given, of the one that `config.load` finds. `keep`: what it says
    may be kept in the state folder, so that later commands start sooner."""
    from sheets_sync.job.opening import loaded

    return loaded(campaign_file, state=state, keep=keep)


def opened(campaign_file: Path | None, state: Path | None = None, now: str | None = None) -> Session:
    """A session of the campaign file, at the moment that `--now` names."""
    from sheets_sync.session import open as open_session

    return open_session(campaign_file, state=state, now=now)


def moment_of(text: str | None, settings: Any) -> datetime | None:
    """An ISO moment; without an offset it is in the campaign's timezone."""
    from sheets_sync.job.asked import moment_asked

    return None if text is None else moment_asked(text, settings.campaign)


def day_of(text: str, settings: Any) -> date:
    """A report day, typed as 2022-12-16 or as people write it (16/12)."""
    from sheets_sync.job.asked import day_asked

    return day_asked(text, settings.campaign)
