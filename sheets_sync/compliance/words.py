"""The words of statuses: board, papers, reminders and `why` all have them from here. Section `statuses` of `words`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.standings import Standing
from sheets_sync.words.texts import texts


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is said: `sign` stands in a matrix, `word` beside it, `meaning` in a legend."""

    sign: str
    word: str
    meaning: str


TICK = "✓"
"""Stands before today's status of a report in time, beside the word."""
FLAGS = ("edited", "withdrawn", "override", "no_day", "overdue", "unread")
"""Everything unusual about a judgement, by name; each has a sign."""


@cache
def status_words(status: Status, locale: str) -> StatusWords:
    return StatusWords(*texts(locale).get(f"statuses.{status.value}"))


@cache
def flag_words(locale: str) -> Mapping[str, tuple[str, str]]:
    """By name: the sign beside a status, and what it means."""
    return {name: texts(locale).get(f"statuses.flag.{name}") for name in FLAGS}


def standing_word(standing: Standing, locale: str) -> str:
    """The word of a standing, with a capital: that of its status where it is one."""
    if standing in (Standing.UNSEEN, Standing.UNREAD):
        return texts(locale).say(f"statuses.not_seen.{standing.value}")
    return status_words(Status(standing.value), locale).word


def flags_of(judgement: Judgement) -> list[str]:
    """Everything unusual about a judgement, by the names of FLAGS."""
    raised = {
        "edited": judgement.edited_after_deadline,
        "withdrawn": judgement.withdrawn,
        "override": judgement.override is not None,
        "no_day": judgement.rows_of_no_day > 0,
        "overdue": judgement.overdue_look and judgement.status is Status.PENDING,
    }
    return [name for name, on in raised.items() if on]


def no_day_mark(judgement: Judgement, locale: str) -> str:
    """What stands behind the word or the name of a unit that typed rows of no day instead of a report; else ""."""
    return f" ({flag_words(locale)['no_day'][1]})" if judgement.rows_of_no_day else ""


def flag_signs(judgement: Judgement, locale: str) -> str:
    """The signs of everything unusual about a judgement, such as "*!"."""
    return "".join(flag_words(locale)[name][0] for name in flags_of(judgement))


def sign_of(judgement: Judgement, locale: str) -> str:
    """What a matrix shows of a judgement: the sign of its status and those of its flags."""
    return status_words(judgement.status, locale).sign + flag_signs(judgement, locale)


def unread_sentence(names: Sequence[str], locale: str) -> str:
    """That the tabs of these units could not be read, and that this is not held against them; empty for none."""
    return texts(locale).say("statuses.unread", names=", ".join(names)) if names else ""


def unclaimed_sentence(tabs: Sequence[tuple[str, str]], locale: str) -> str:
    """That these tabs (title, number of filled rows) hold reports and are read for nobody; empty for none."""
    said = texts(locale)
    named = ", ".join(said.say("statuses.unclaimed_tab", tab=tab, rows=rows) for tab, rows in tabs)
    return said.say("statuses.unclaimed", tabs=named) if tabs else ""
