"""Where the files that ship with the package are: templates and the sample campaign, in a wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

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
