"""The campaign files that ship with the package: the sample to try things with, the starters to begin with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.config import CAMPAIGN_VARIABLE, resources
from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.campaign.model import Campaign


def sample_file() -> Path:
    """The campaign file of the sample."""
    return resources.sample_campaign() / "campaign.toml"


def is_named(path: Path | None) -> bool:
    """Whether a campaign file is named: by a path, by the environment, or because it lies here."""
    return bool(path or os.environ.get(CAMPAIGN_VARIABLE) or Path("campaign.toml").exists())


def write_starter(folder: Path, like: str = "") -> Path:
    """Writes a commented starter campaign into a folder; gives the file. Raises ConfigError where one is there.

    `like` names one of `sheets_sync.starters.STARTERS`; without it the file is the general one, with every key.
    """
    source = resources.starter(like) if like else resources.jobs_dir() / "starter"
    target = folder / "campaign.toml"
    if target.exists():
        raise ConfigError(worded("config.file_there"), where=str(target), remedy=worded("config.file_there.remedy"))
    starter = (source / "campaign.toml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(starter, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            worded("config.folder_not_made", reason=error.strerror),
            where=str(folder),
            remedy=worded("config.folder_not_made.remedy"),
        ) from None
    return target


def in_language(campaign: Campaign, language: str) -> Campaign:
    """A campaign with its cells read in another language ("en-GB"). Raises ConfigError for none."""
    from sheets_sync.job import one_cell

    return one_cell.in_language(campaign, language)
