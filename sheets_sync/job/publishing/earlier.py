"""Papers of earlier layouts: the campaign as those papers said it, so that they can be made anew and verified."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from sheets_sync.campaign.model import Activity, Campaign, Phrase
from sheets_sync.config import resources

LOCALE = "vi"
"""The language of all papers before those that are in their campaign's."""


def as_said_then(campaign: Campaign) -> Campaign:
    """The campaign with the language and the wordings of papers before the layout of languages: activities were said by
    what was known of their labels."""
    known = _wordings()
    plain = Activity("", "")
    activities = tuple(
        replace(
            activity,
            heading=(said := known.get(activity.label, plain)).heading,
            phrases=said.phrases,
            listed=said.listed,
        )
        for activity in campaign.activities
    )
    return replace(campaign, locale=LOCALE, activities=activities)


@cache
def _wordings() -> Mapping[str, Activity]:
    """By label."""
    text = (resources.templates_dir() / "earlier" / "wordings.toml").read_text(encoding="utf-8")
    return {
        said["label"]: Activity(
            "",
            said["label"],
            heading=said["heading"],
            phrases=tuple(Phrase((measure,), phrase) for measure, phrase in said["phrases"]),
            listed=said.get("listed", False),
        )
        for said in tomllib.loads(text)["activities"]
    }
