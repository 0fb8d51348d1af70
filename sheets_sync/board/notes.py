"""What a cell of the board rests on: the rule that decided, with the two looks, and everything unusual.

Nothing here changes with every poll: a note that stays the same is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sheets_sync.board import words
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.compliance.judging import Judgement, Rates
from sheets_sync.compliance.why_words import labels
from sheets_sync.compliance.words import flags_of, status_words
from sheets_sync.words.formats import formats


def rule_words(judgement: Judgement, locale: str, zone: ZoneInfo, deadline: datetime) -> str:
    """The line of the rules that decided by evidence, with its moments."""

    rule = str(labels(locale)[f"rule.{judgement.by_evidence.value}"])
    moments = {
        "present": judgement.seen_present,
        "absent": judgement.seen_absent,
        "cut_off": judgement.cut_off,
        "deadline": deadline,
    }
    named = {name: moment for name, moment in moments.items() if f"{{{name}}}" in rule}
    return rule.format_map(
        {name: words.clock_time(at, zone, locale, judgement.day) if at else "–" for name, at in named.items()}
    )


def declared_words(adoption: Adoption, campaign: Campaign) -> str:
    """That a person declared a version of the campaign to hold since a day, when, why, and who."""
    said, none = formats(campaign.locale), words.text("not_given", campaign.locale)
    return words.text(
        "declared",
        campaign.locale,
        since=said.short(adoption.since) if adoption.since else none,
        at=said.clock_and_day(adoption.sent.astimezone(campaign.timezone), year=True),
        reason=adoption.reason or none,
        by=adoption.by or none,
    )


def note_of(judgement: Judgement, locale: str, zone: ZoneInfo, deadline: datetime) -> str:
    """The note on a status: the word, the override if there is one, the rule, the looks, what is unusual."""
    said = status_words(judgement.status, locale)
    parts = [
        f"{said.word}.",
        *_override(judgement, locale),
        rule_words(judgement, locale, zone, deadline),
        *_looks(judgement, locale, zone),
    ]
    if judgement.problems:
        parts.append(words.text("cells_to_fix", locale, n=judgement.problems))
    parts += [words.text(name, locale) for name in flags_of(judgement) if name != "override"]
    return " ".join(parts)


def _override(judgement: Judgement, locale: str) -> Iterator[str]:
    if judgement.override is None:
        return
    none = words.text("not_given", locale)
    yield words.text(
        "overridden",
        locale,
        reason=judgement.override.reason or none,
        by=judgement.override.by or none,
        evidence=status_words(judgement.by_evidence, locale).word,
    )


def _looks(judgement: Judgement, locale: str, zone: ZoneInfo) -> Iterator[str]:
    """The two looks between which the report arrived; the first attempt where none was valid."""
    if judgement.seen_present:
        present = words.clock_time(judgement.seen_present, zone, locale, judgement.day)
        absent = words.clock_time(judgement.seen_absent, zone, locale, judgement.day) if judgement.seen_absent else ""
        yield words.text("seen" if absent else "seen_only", locale, absent=absent, present=present)
    elif judgement.attempted_at:
        yield words.text("attempted", locale, at=words.clock_time(judgement.attempted_at, zone, locale, judgement.day))


def rate_note(rates: Rates, locale: str) -> str:
    """What an on-time rate counts."""
    return words.text(
        "rate_note",
        locale,
        on_time=rates.on_time,
        undetermined=rates.undetermined,
        reported=rates.reported,
        expected=rates.expected,
    )
