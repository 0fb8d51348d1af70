"""The campaigns of a server, each with its state in a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.judging import LEFT_OUT_OF_RATES, REPORTED
from sheets_sync.errors import ConfigError, SheetsSyncError
from sheets_sync.job import opening
from sheets_sync.session.office import Session
from sheets_sync.session.office import open as open_session
from sheets_sync.words.worded import sentence, worded


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
        raise ConfigError(worded("config.no_campaigns"), where=str(folder), remedy=worded("config.no_campaigns.remedy"))
    return found


def campaign_states(folder: Path, as_of: datetime | None = None) -> list[CampaignState]:
    """All campaigns of a folder as of an aware moment (by default now); one that can't be read is told in its line."""
    moment = as_of or opening.utc_now()
    return [_state(path, moment) for path in campaign_files(folder)]


def _state(path: Path, as_of: datetime) -> CampaignState:
    try:
        with open_session(path, now=as_of) as office:
            return _known(office, as_of)
    except SheetsSyncError as error:
        return CampaignState(str(path), error=sentence(error))


def _known(office: Session, as_of: datetime) -> CampaignState:
    campaign, board = office.campaign, office.board()
    today = Counter(judgement.status for _, judgement in board.on(board.today))
    return CampaignState(
        str(office.settings.path),
        campaign.slug,
        campaign.name,
        _phase(campaign, as_of),
        board.last_poll.astimezone(campaign.timezone).isoformat() if board.last_poll else None,
        board.stale,
        sum(today[s] for s in REPORTED),
        sum(n for s, n in today.items() if s not in LEFT_OUT_OF_RATES),
        board.problems,
    )


def _phase(campaign: Campaign, as_of: datetime) -> str:
    if campaign.local_day(as_of) < campaign.first_day:
        return "before"
    return "over" if as_of > campaign.deadline_of(campaign.last_day) + timedelta(days=1) else "running"
