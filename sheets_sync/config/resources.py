"""Where the files that ship with the package are: templates and campaigns, in a wheel or in a checkout."""

from __future__ import annotations

import difflib
from pathlib import Path

from sheets_sync.errors import ConfigError
from sheets_sync.starters import STARTERS
from sheets_sync.words.worded import joined, worded

_PACKAGE = Path(__file__).parents[1]
SAMPLE = "dan-van-dot-2-2022"


def _folder(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def templates_dir() -> Path:
    """The templates of the documents and messages."""
    return _folder("report_templates")


def jobs_dir() -> Path:
    """What a server runs: examples for cron and systemd, the starter and the sample campaign."""
    return _folder("jobs")


def sample_campaign() -> Path:
    """The sample campaign: `campaign.toml` and `typing.jsonl`."""
    return jobs_dir() / SAMPLE


def starter(name: str) -> Path:
    """The folder of a starter: `campaign.toml`, `typing.jsonl` and what comes of it.

    Raises ConfigError for a name that none has, with the nearest one and all that there are.
    """
    if name not in STARTERS:
        close = difflib.get_close_matches(name.lower(), STARTERS, n=1, cutoff=0.3)
        nearest = worded("config.did_you_mean", nearest=close[0]) if close else ""
        known = worded("config.no_starter.remedy", names=", ".join(STARTERS))
        raise ConfigError(worded("config.no_starter", name=name), where="--like", remedy=joined([nearest, known]))
    return jobs_dir() / "starters" / name
