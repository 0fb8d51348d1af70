"""How an activity's figures are said in a sentence, and under which heading they stand.

The campaign file says it with each activity (`heading`, `phrases`, `listed`); what it does not say is "label: number
measure", in the words of the language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.errors import ConfigError
from sheets_sync.words import tidy
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import worded

PROPAGANDA, OPINION, WORKS, OTHER = "propaganda", "opinion", "works", "other"
"""Headings that every language has; others stand as the campaign words them."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`group`: the heading. `said`: measure -> sentence with "{n}" for the number. `listed`: rows are named one by
    one in the list of works."""

    group: str
    said: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False


def heading(group: str, locale: str) -> str:
    """The heading of a group in words."""
    return texts(locale).say(f"wordings.heading.{group}") if group in (PROPAGANDA, OPINION, WORKS, OTHER) else group


def in_a_sentence(name: str, locale: str) -> str:
    """The name of a campaign within a sentence: with a small letter where the language has that, unless it begins with
    a proper name."""
    said = tidy.one_line(name)
    first, second = (*said.split(" ")[:2], "", "")[:2]
    common = first.lower() in texts(locale).get("wordings.common_nouns") and second[:1].islower()
    return tidy.lower_first(said) if common else said


def column_in_a_sentence(header: str, locale: str) -> str:
    """The heading of a column within a sentence: with a small letter where the language has that."""
    said = tidy.one_line(header)
    return tidy.lower_first(said) if texts(locale).get("wordings.lower_first") else said


def wording(activity: Activity) -> Wording:
    """The wording that the campaign file has for an activity; a plain one where it has none."""
    said = {phrase.measures[0]: phrase.said for phrase in activity.phrases if len(phrase.measures) == 1}
    group = activity.heading or (PROPAGANDA if activity.section == "II.1" else OTHER)
    return Wording(group, said, activity.listed)


def internal(campaign: Campaign) -> frozenset[str]:
    """The codes of the activities that belong to the part on public opinion."""
    return frozenset(activity.code for activity in campaign.activities if wording(activity).group == OPINION)


def pattern(activity: Activity, measure: str, own: Mapping[tuple[str, str], str], locale: str) -> str:
    """The sentence of one figure, with "{n}" for its number; `own` are the office's phrases, as from `parse`."""
    said = own.get((activity.code, measure)) or wording(activity).said.get(measure)
    plain = texts(locale).say("wordings.plain", activity=activity.label, n="{n}", measure=measure)
    return said or plain.rstrip()


def together(activity: Activity, measures: tuple[str, ...], own: Mapping[tuple[str, str], str]) -> str | None:
    """The sentence of all these measures of an activity, with "{n}" for each number in their order; None where the
    campaign file has none, or the office words one of them itself."""
    if len(measures) < 2 or any((activity.code, measure) in own for measure in measures):
        return None
    return next((phrase.said for phrase in activity.phrases if phrase.measures == measures), None)


def parse(phrases: Sequence[str], campaign: Campaign) -> dict[tuple[str, str], str]:
    """Reads "GT1 ngày công: giúp {n} ngày công" as {("GT1", "ngày công"): "giúp {n} ngày công"}.

    Raises ConfigError, naming the phrase, where it has another form or names what the campaign has not.
    """
    found: dict[tuple[str, str], str] = {}
    for phrase in phrases:
        target, colon, said = phrase.partition(":")
        code, _, measure = target.strip().partition(" ")
        measure = measure.strip()
        if not colon or said.count("{n}") != 1:
            raise _wrong(phrase, worded("rendering.phrase_form"))
        activity = campaign.activity_by_code.get(code)
        if activity is None or measure not in activity.measures:
            raise _wrong(phrase, worded("rendering.phrase_unknown", code=code, measure=measure))
        found[code, measure] = said.strip()
    return found


def _wrong(phrase: str, why: str) -> ConfigError:
    return ConfigError(
        worded("rendering.phrase", phrase=phrase, why=why),
        where="[documents] phrases",
        remedy=worded("rendering.phrase.remedy"),
    )
