"""What was typed at the command -> an open session of its campaign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets_sync.session import Session


def opened(
    campaign_file: Path | None, state: Path | None = None, now: str | None = None, *, keep: bool = False
) -> Session:
    """A session of the campaign file, at the moment that `--now` names. `keep`: what the file says may be kept in the
    state folder, so that later commands start sooner."""
    from sheets_sync.session import session_of

    return session_of(campaign_file, state=state, now=now, keep=keep)
