"""The part on public opinion and on issues that arose: the units' own words, never a made-up sentence about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.standings import Tally
from sheets_sync.rollup.left_out import shortened
from sheets_sync.rollup.model import Opinion, Remark
from sheets_sync.rollup.parts import in_order
from sheets_sync.rollup.pieces import Line
from sheets_sync.rollup.shown import sentence
from sheets_sync.tabs.rows import IN_JOB_TAB, Problem, Row
from sheets_sync.words import tidy
from sheets_sync.words.remarks import says_nothing
from sheets_sync.words.texts import texts

LONGEST_REMARK = 2_000


def opinion(
    said: Sequence[Line], rows: Sequence[Row], tally: Tally, campaign: Campaign, problems: Iterable[Problem] = ()
) -> Opinion:
    """Remarks of all rows in order, also of those with errors, those of no day and of tabs that are read for nobody
    last. Without any: that there is nothing, if all reported; else that those who reported named nothing; and no word
    at all where nobody did, where figures tell of matters raised, or where rows stand that can't be searched for any.
    """
    names = {unit.key: tidy.one_line(unit.name) for unit in campaign.units}
    key = campaign.key_of("issues")
    said_by = (
        Remark(names.get(row.unit, row.unit), shortened(text, LONGEST_REMARK), row.day is None)
        for row in (*in_order(rows, campaign), *(row for row in rows if row.day is None))
        if not says_nothing(text := str(row.value(key) or ""), campaign.locale)
    )
    problems = list(problems)
    remarks = tuple(dict.fromkeys(said_by))  # a unit that repeats its words from day to day is quoted once
    known = {remark.text for remark in remarks}  # copies of tabs repeat what stands in the unit's own
    remarks += tuple(remark for remark in _of_tabs(problems, campaign) if remark.text not in known)
    is_quiet = not remarks and not said and not any(problem.code == IN_JOB_TAB for problem in problems)
    return Opinion(
        none=_none(tally, campaign.locale) if is_quiet else "",
        remarks=remarks,
        lines=tuple(sentence(line) for line in said),
    )


def _of_tabs(problems: Iterable[Problem], campaign: Campaign) -> Iterator[Remark]:
    """What the rows of tabs say that are read for nobody."""
    for problem in problems:
        name = texts(campaign.locale).say("reporting.of_tab", tab=tidy.one_line(problem.tab))
        for text in problem.facts.get("issues", "").split("\n"):
            if text and not says_nothing(text, campaign.locale):
                yield Remark(name, shortened(text, LONGEST_REMARK), undated=True)


def _none(tally: Tally, locale: str) -> str:
    if not tally.reported:
        return ""
    return texts(locale).say("reporting.all_quiet" if tally.reported == tally.owed else "reporting.reporters_quiet")
