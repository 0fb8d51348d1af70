"""The campaigns of a server, each with its state in a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sheets_sync.compliance.judging import LEFT_OUT_OF_RATES, REPORTED
from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError, SheetsSyncError
from sheets_sync.job import opening
from sheets_sync.job.judging import make_board


@dataclass(frozen=True, slots=True)
class CampaignState:
    """One campaign of the list. `phase`: "before", "running" or "over"; `error`: why nothing more is known of it."""

    file: str
    campaign: str = ""
    name: str = ""
    phase: str = ""
    last_poll: str | None = None
    stale: bool = False
    reported: int = 0
    expected: int = 0
    problems: int = 0
    error: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def campaign_files(folder: Path) -> list[Path]:
    """Every campaign file in a folder and in the folders in it. Raises ConfigError where there is none."""
    found = sorted({*folder.glob("*.toml"), *folder.glob("*/campaign.toml")})
    found = [path for path in found if "[campaign]" in path.read_text(encoding="utf-8", errors="replace")]
    if not found:
        raise ConfigError(
            "there is no campaign file here.", where=str(folder), remedy="Name the folder that holds the campaigns."
        )
    return found


def campaign_states(folder: Path, as_of: datetime) -> list[CampaignState]:
    """All campaigns of a folder as of a moment; one that can't be read is told in its line."""
    return [_state(path, as_of) for path in campaign_files(folder)]


def _state(path: Path, as_of: datetime) -> CampaignState:
    try:
        settings = opening.loaded(path)
        return _known(settings, as_of)
    except SheetsSyncError as error:
        return CampaignState(str(path), error=str(error))


def _known(settings: Settings, as_of: datetime) -> CampaignState:
    campaign = settings.campaign
    board = make_board(settings, opening.evidence_of(settings), as_of)
    today = Counter(judgement.status for _, judgement in board.on(board.today))
    return CampaignState(
        str(settings.path),
        campaign.slug,
        campaign.name,
        _phase(settings, as_of),
        board.last_poll.astimezone(campaign.timezone).isoformat() if board.last_poll else None,
        board.stale,
        sum(today[s] for s in REPORTED),
        sum(n for s, n in today.items() if s not in LEFT_OUT_OF_RATES),
        board.problems,
    )


def _phase(settings: Settings, as_of: datetime) -> str:
    campaign = settings.campaign
    if campaign.local_day(as_of) < campaign.first_day:
        return "before"
    return "over" if as_of > campaign.deadline_of(campaign.last_day) + timedelta(days=1) else "running"
