"""Reading one cell, with or without a campaign of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import Reading
from sheets_sync.config import load_campaign, resources
from sheets_sync.errors import ConfigError
from sheets_sync.spreadsheet.snapshot import Value
from sheets_sync.tabs import cell_lines
from sheets_sync.words.texts import languages
from sheets_sync.words.worded import worded


def read_cell(
    type: str,
    typed: Value,
    campaign: Campaign | None = None,
    language: str = "vi",
    *,
    today: date | None = None,
    number_format: str = "",
) -> Reading:
    """How the job reads a cell of a type, and what it tells the person who typed it.

    `typed` is what stands in the cell: a text, a number, True or False, None. Without a campaign the cell is read as
    the sample campaign's, in `language` ("vi", "en-GB", "en-US"; "en" is British); a campaign has its own. `today` is
    the day on which it is read (by default the one after the campaign's last), `number_format` Google's type of format
    of a number ("DATE"). Raises ConfigError for a type that does not exist; never for what was typed.

    >>> import sheets_sync as ss
    >>> found = ss.read_cell("money", "1tr5")
    >>> found.verdict.value, found.value
    ('accept', 1500000)
    >>> ss.read_cell("money", "£1,250.50", language="en").value
    1250.5
    >>> ss.read_cell("integer", "about 50", language="en").message
    'Cell A1: "about 50" is an estimate. Please update it once the number is known.'
    """
    campaign = campaign or _sample(language)
    types = cell_lines.types_of(campaign)
    if type not in types:
        raise ConfigError(
            worded("commands.no_cell_type", type=type),
            remedy=worded("commands.no_cell_type.remedy", types=", ".join(types)),
        )
    today = today or campaign.last_day + timedelta(days=1)
    return cell_lines.read(type, typed, campaign, today, number_format=number_format)


def in_language(campaign: Campaign, language: str) -> Campaign:
    """A campaign with its cells read, and its messages said, in another language. Raises ConfigError for none."""
    if language.partition("-")[0] not in languages():
        raise ConfigError(
            worded("commands.no_cell_language", language=language),
            remedy=worded("commands.no_cell_language.remedy", languages=", ".join(languages())),
        )
    return campaign if language == campaign.language else replace(campaign, locale=language)


@lru_cache
def _sample(language: str) -> Campaign:
    return in_language(load_campaign(resources.sample_campaign() / "campaign.toml"), language)
