"""What the paper on a campaign prints by itself: parts and annexes are numbered as far as the campaign has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup import gaps, phrases
from sheets_sync.rollup.frame import as_of_words
from sheets_sync.rollup.keys import OF_ROLES, column_keys
from sheets_sync.rollup.paper_words import paper_words
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

ROMAN = ("I", "II", "III", "IV", "V", "VI")
PARTS = ("leading", "results", "resources", "assessment", "outlook")
ALWAYS = ("units", "dates", "matrix")
"""The annexes that every paper has."""


def final_words(
    campaign: Campaign, settings: DocumentSettings, as_of: datetime, *, lists: bool, left_out: bool
) -> Mapping[str, str]:
    """The words by name. `lists`, `left_out`: whether there is such an annex. A part that a campaign can't have, since
    no activity of it belongs there, has no number ("")."""
    annexes = _annexes(campaign, lists=lists, left_out=left_out)
    opening = _opening(campaign, settings, as_of)
    facts = {
        "name": phrases.in_a_sentence(campaign.name, campaign.locale),
        "office": tidy.one_line(settings.compiler or ""),
        "annex_left_out": annexes["annex_left_out"],
        **opening,
    }
    found = {**paper_words("final", campaign, facts), **annexes, **_parts(campaign)}
    if not left_out:
        found["list_enclosed"] = ""
    if not opening["basis"]:
        found["opening"] = found["opening_without_basis"]
    if not campaign.activities:
        found["works"] = found["figures"]
    return found


def _opening(campaign: Campaign, settings: DocumentSettings, as_of: datetime) -> dict[str, str]:
    said, written = texts(campaign.locale), formats(campaign.locale)
    span = said.say(
        "annexes.span",
        first=written.short(campaign.first_day),
        last=written.short(campaign.last_day),
        moment=as_of_words(as_of, campaign.locale, within=False),
    )
    return {
        "basis": gaps.said(settings.basis, gaps.BASIS, campaign.locale),
        "reporter": gaps.said(settings.reporter, gaps.REPORTER, campaign.locale)
        or tidy.one_line(settings.compiler or ""),
        "span": span,
    }


def _annexes(campaign: Campaign, **there: bool) -> dict[str, str]:
    names = (*ALWAYS, *(name for name, is_there in there.items() if is_there), "changes")
    said = texts(campaign.locale)
    found = {f"annex_{name}": said.say("annexes.annex", number=ROMAN[n]) for n, name in enumerate(names)}
    return {**{f"annex_{name}": "" for name in there}, **found}


def _parts(campaign: Campaign) -> dict[str, str]:
    """The numbers of the parts, and of those of the results."""
    counted = [activity for activity in campaign.activities if activity.adding != "none"]
    groups = {phrases.wording(activity).group for activity in counted}
    columns = {name for name, _ in column_keys(campaign)}
    parts = {"resources": bool(campaign.activities or columns & set(OF_ROLES))}
    has = {
        "propaganda": phrases.PROPAGANDA in groups,
        "works": bool(groups - {phrases.PROPAGANDA, phrases.OPINION}) if campaign.activities else bool(columns),
        "opinion": True,
    }
    roman, numbers = iter(ROMAN), iter("123")
    return {
        **{f"part_{name}": f"{next(roman)}." if parts.get(name, True) else "" for name in PARTS},
        **{f"number_{name}": f"{next(numbers)}." if there else "" for name, there in has.items()},
    }
