"""What was typed but is in no total, and why: nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_sign
from sheets_sync.compliance.standings import Standings
from sheets_sync.compliance.why_words import reason_words
from sheets_sync.rollup.model import LeftOut
from sheets_sync.rollup.parts import in_order
from sheets_sync.tabs.rows import Problem, Row, Severity
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

Say = Callable[[Problem], str]
"""The words of a problem, for people."""

LONGEST_TYPED = 120


def left_out(
    rows: Iterable[Row],
    problems: Iterable[Problem],
    standings: Standings,
    *,
    day: date | None = None,
    say: Say | None = None,
) -> tuple[LeftOut, ...]:
    """Tabs, rows and cells that no total holds, in the campaign's order of units; `day` keeps that day and rows of no
    day."""
    campaign = standings.campaign
    found = {
        (problem.unit, problem.sheet_id, problem.cell, problem.code): problem
        for problem in (*_of_rows(rows, campaign), *(p for p in problems if p.blocking or _is_of_tab(p)))
        if day is None or problem.day in (day, None)
    }
    order = {unit.key: n for n, unit in enumerate(campaign.units)}
    ordered = sorted(found.values(), key=lambda p: (order.get(p.unit, len(order)), _place(p)))
    entries = [*_of_tabs(standings), *(_entry(problem, campaign, say) for problem in ordered)]
    return tuple(replace(entry, order=str(n)) for n, entry in enumerate(entries, 1))


def _of_tabs(standings: Standings) -> Iterator[LeftOut]:
    """The tabs that could not be read: what stands there is in no total."""
    campaign = standings.campaign
    for unit in campaign.units:
        if unit.key in standings.unread:
            why = reason_words(standings.unread[unit.key], campaign.locale)
            said = texts(campaign.locale).say("reporting.unread", reason=why)
            yield LeftOut("", tidy.one_line(unit.name), "", tidy.one_line(unit.tab), "", said)


def _of_rows(rows: Iterable[Row], campaign: Campaign) -> list[Problem]:
    known = list(rows)
    undated = [row for row in known if row.day is None]
    counted = frozenset((campaign.key_of("quantity"), *(column.key for column in campaign.added_columns)))
    return [problem for row in (*in_order(known, campaign), *undated) for problem in _of_row(row, counted)]


def _of_row(row: Row, counted: Collection[str]) -> list[Problem]:
    """The problems that keep a row, or a figure of it, out of the totals."""
    if not row.valid or row.day is None:
        return [problem for problem in row.problems if problem.blocking]
    return [
        problem
        for problem in row.problems
        if problem.column in counted and (cell := row.cells.get(problem.column)) is not None and not cell.reading.usable
    ]


def _is_of_tab(problem: Problem) -> bool:
    """Whether it keeps a whole tab, or a part of it, from being read; a reminder about a title keeps nothing out."""
    return problem.cell is None and problem.severity is Severity.ERROR


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.cell.row, problem.cell.column) if problem.cell else (-1, -1)


def _entry(problem: Problem, campaign: Campaign, say: Say | None) -> LeftOut:
    unit = campaign.unit_by_key.get(problem.unit)
    cell = problem.cell.a1 if problem.cell else ""
    where = texts(campaign.locale).say("reporting.cell", tab=problem.tab, cell=cell) if cell else problem.tab
    return LeftOut(
        order="",
        unit=tidy.one_line(unit.name if unit else problem.unit),
        day=_day(problem.day, campaign),
        where=tidy.one_line(where),
        typed=shortened(problem.typed, LONGEST_TYPED),
        reason=tidy.one_line(say(problem)) if say else reason(problem, campaign.locale),
        cell=cell,
    )


def _day(day: date | None, campaign: Campaign) -> str:
    if day is None:
        return ""
    return (
        formats(campaign.locale).without_year(day)
        if campaign.is_daily
        else report_sign(day, campaign).replace("\n", " ")
    )


def shortened(text: str, longest: int) -> str:
    """One line of at most `longest` characters, with "…" where something was cut."""
    line = tidy.one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def reason(problem: Problem, locale: str) -> str:
    """A short reason by the kind of the problem's code; used where no fuller words are given."""
    said = texts(locale)
    if problem.code == "C8":
        return said.say("reporting.no_figure")
    reasons = said.section("reporting")
    words = reasons.get(f"reasons.{problem.code[:1]}", reasons["reasons.other"])
    return said.say("reporting.reason", reason=words, code=problem.code)
