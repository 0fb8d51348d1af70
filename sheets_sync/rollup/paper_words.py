"""What is printed on every paper of a kind: the words that its templates ask for by name, in the paper's language."""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.words.texts import texts


def paper_words(kind: str, campaign: Campaign, facts: Mapping[str, object]) -> Mapping[str, str]:
    """The texts of the sections `papers` and `kind`, filled with the facts. What depends on the rhythm of a campaign
    has a name of its own for it in the language ("kind_week", "kind_slots", "none_day", "none_period") and is asked for
    without."""
    said = texts(campaign.locale)
    found = {
        key: said.say(f"{section}.{key}", **facts) for section in ("papers", kind) for key in said.section(section)
    }
    endings = (campaign.period, "day" if campaign.is_daily else "period", *(("slots",) if campaign.slots else ()))
    for ending in endings:
        found |= {
            key.removesuffix(f"_{ending}"): text for key, text in list(found.items()) if key.endswith(f"_{ending}")
        }
    return found
