"""What people typed at the command -> values; ConfigError where it is none."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync.errors import ConfigError


def settings_of(campaign_file: Path | None, state: Path | None = None) -> Any:
    """The settings of the campaign file; where None is given, of the one that `config.load` finds."""
    from sheets_sync.config import load

    settings = load(campaign_file, state=state)
    if settings.state.is_file():
        raise ConfigError(
            "this is a file, not a state folder.", where=str(settings.state), remedy="Name the folder with --state DIR."
        )
    return settings


def moment_of(text: str | None, settings: Any) -> datetime | None:
    """An ISO moment; without an offset it is in the campaign's timezone."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            f"{text!r} is no moment.", where="--now", remedy="Write it as 2022-12-16T10:00:00+07:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=settings.campaign.timezone)


def day_of(text: str, settings: Any) -> date:
    """A report day, typed as 2022-12-16 or as people write it (16/12)."""
    from sheets_sync.cells import CellReader

    campaign = settings.campaign
    try:
        day = date.fromisoformat(text)
    except ValueError:
        reading = CellReader(campaign).read("date", text, today=campaign.last_day)
        day = date.fromisoformat(reading.value) if reading.usable else date.min
    if day not in campaign.days:
        raise ConfigError(
            f"{text!r} is no report day of this campaign.",
            where="DAY",
            remedy=f"Days go from {campaign.first_day} to {campaign.last_day}.",
        )
    return day


def unit_of(text: str, settings: Any) -> Any:
    """A unit by key, name, tab or alias."""
    import difflib

    from sheets_sync.cells import CellReader

    campaign = settings.campaign
    if text in campaign.unit_by_key:
        return campaign.unit_by_key[text]
    reading = CellReader(campaign).read("unit", text, today=campaign.last_day)
    if reading.usable:
        return campaign.unit_by_key[reading.value]
    close = difflib.get_close_matches(text, campaign.unit_by_key, n=1, cutoff=0.4)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise ConfigError(
        f"{text!r} is no unit of this campaign.{hint}",
        where="UNIT",
        remedy=f"Units: {', '.join(campaign.unit_by_key)}.",
    )
