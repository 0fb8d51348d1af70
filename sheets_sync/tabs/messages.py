"""The words of problems: section `problems` of `words`, every code in every language. Fields: {cell}, {column} (its
heading), {typed}, {reading}, {number}, {measure}, {day}, {from}, {to}, {row}, {header}.

Codes of this package beside the policy's: R0 required cell blank, R1 description too short, R2 quantity not above 0,
R3 not a report day, R4 doubled row, R5 link given before, R6 figures in a nil report, R7 struck through, R8 a nil
report beside work; H0 tab missing, H1 heading missing, H2 heading doubled, H3 no heading row, H4 a second heading by
which nothing can be read, H5 a tab that no unit claims, H6 a row above the headings that may be a report or not, H7 a
title that is a little different, H8 reports beside the columns, H9 reports in a tab of the job's own, H10 rows under
another unit's name, H11 a line that names another unit, H12 another unit's title; O1–O6 overrides (unit, day, status,
contradiction, heading, another tab).
"""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.tabs.nearest import nearest
from sheets_sync.tabs.rows import Problem
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts
from sheets_sync.words.unshown import unshown

TYPED_SHOWN = 120
"""Characters of a typed text that a message quotes."""


Own = Mapping[str, Mapping[str, str]]
"""Code -> locale -> message, of rules and types that an office brought."""


class _Facts(dict[str, str]):
    """A fact that nobody gave is a dash, never an error: a message must come out whatever happens."""

    def __missing__(self, key: str) -> str:
        return "–"


def message(code: str, locale: str, own: Own | None = None, **facts: str) -> str:
    """The message of a code; "" for the code "". `own` holds the texts of the office's own codes.

    A code of a rule that is not there any more is told with its cell. Never an error.
    """
    if not code:
        return ""
    facts["typed"] = quoted(" ".join(facts.get("typed", "").split()), TYPED_SHOWN)
    facts = {"currency": formats(locale).currency(), "nearest": "", **facts}
    said = texts(locale).section("problems").get(code) or _own_text(own or {}, code, locale)
    return str(said).format_map(_Facts(facts))


def _own_text(own: Own, code: str, locale: str) -> str:
    said = own.get(code, {})
    return said.get(locale.partition("-")[0]) or next(iter(said.values()), f"{{cell}}: {code}")


def quoted(typed: str, most: int) -> str:
    """A typed text as others show it: cut after `most` characters, without the marks that would turn round the
    direction of what stands after it, and with a sign in place of characters that would control a terminal."""
    text = unshown(typed[: 2 * most])
    return text if len(text) <= most else text[:most] + "…"


def problem_text(problem: Problem, campaign: Campaign) -> str:
    """A problem in the campaign's language, with its cell, what was typed and what to do."""
    column = campaign.column_by_key.get(problem.column)
    near = nearest(problem, campaign)
    facts = {
        "cell": problem.cell.a1 if problem.cell else "–",
        "column": column.header if column else problem.column,
        "typed": problem.typed,
        "tab": problem.tab,
        "example": formats(campaign.locale).short(campaign.first_day),
        "nearest": texts(campaign.locale).say("tabs.nearest", entry=near) if near else "",
        **problem.facts,
    }
    return message(problem.code, campaign.locale, campaign.own_messages, **facts)
