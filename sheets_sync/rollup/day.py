"""The model of the daily quick report (báo cáo nhanh)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_name
from sheets_sync.campaign.period import plain_day
from sheets_sync.compliance.standings import Standings
from sheets_sync.compliance.words import standing_word
from sheets_sync.evidence.rows_by_day import RowsByDay, by_day
from sheets_sync.rollup import lines, phrases, tables
from sheets_sync.rollup.adding import figures_by
from sheets_sync.rollup.apart import Basis
from sheets_sync.rollup.frame import as_of_words, closing, heading
from sheets_sync.rollup.left_out import Say, left_out
from sheets_sync.rollup.model import LAYOUT, LAYOUT_OF_POINTERS, DayReport, LeftOut, Seen
from sheets_sync.rollup.opinion import opinion
from sheets_sync.rollup.paper_words import paper_words
from sheets_sync.rollup.pieces import Line
from sheets_sync.rollup.reporting_lines import left_out_note, note, of_day
from sheets_sync.rollup.running import KnownSums
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown
from sheets_sync.rollup.so_far import so_far
from sheets_sync.rollup.totals import totals, with_figures
from sheets_sync.tabs.rows import Problem, Row
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats


def day_model(
    standings: Standings,
    day: date,
    rows: Iterable[Row] | RowsByDay,
    *,
    problems: Iterable[Problem] = (),
    settings: DocumentSettings | None = None,
    say: Say | None = None,
    evidence_code: str = "",
    seen: Seen | None = None,
    layout: int = LAYOUT,
    known: KnownSums | None = None,
) -> DayReport:
    """The report of `day` from all rows of the campaign as they stood at the moment of `standings`. Of rows by day no
    more are held at once than those of a day.

    `problems` are those of whole tabs that were read; the rows carry their own. `say` words a problem for people.
    `evidence_code` is printed as it stands; it says on which evidence the document rests. `seen` tells when rows were
    first seen as they stand. `layout`: an earlier one where a paper is checked that was issued in it. `known`: the sums
    of earlier days, for all papers that rest on the same evidence.
    """
    settings = (settings or DocumentSettings()).spoken(standings.campaign.locale)
    campaign, every_day = standings.campaign, by_day(rows)
    of_the_day, undated = list(every_day.on(day)), list(every_day.on(None))
    local = standings.as_of.astimezone(campaign.timezone)
    shown = Shown(campaign.locale, two_digits=settings.two_digits, layout=layout)
    own = phrases.parse(settings.phrases, campaign)
    added, by_unit = figures_by(of_the_day, campaign, [(), ("unit",)])
    today = with_figures(of_the_day, of_the_day, added.get((), {}), campaign)
    basis = Basis(every_day, day, campaign, known or KnownSums()) if layout >= LAYOUT_OF_POINTERS else None
    whole = basis.sums().totals() if basis else totals(_up_to(every_day, day), campaign)
    groups = lines.grouped(shown, "day", today, campaign, own)
    resources = lines.resources_line(shown, "day", today, campaign, settings)
    tally = standings.tally_on(day)
    not_counted = left_out([*of_the_day, *undated], problems, standings, day=day, say=say)
    cumulative = so_far(shown, whole, campaign, settings, own)
    words = _words(campaign, day, local, settings, resources)
    if cumulative.resources.pieces and not cumulative.groups:
        words = {**words, "none_so_far": ""}
    subject = (words["subject"], words["as_of"])
    return DayReport(
        locale=campaign.locale,
        words=words,
        heading=heading(settings, local, subject, settings.daily_addressees, campaign.locale),
        closing=closing(settings, settings.daily_recipients, campaign.locale),
        as_of=as_of_words(local, campaign.locale, within=False),
        opinion=opinion(groups.get(phrases.OPINION, ()), [*of_the_day, *undated], tally, campaign, problems),
        left_out=not_counted,
        left_out_note=left_out_note(not_counted, campaign.locale),
        totals=today,
        day=_period(campaign, day).removeprefix("ngày "),
        since=formats(campaign.locale).short(campaign.first_day),
        reporting=of_day(shown, standings, tally, of_the_day),
        results=lines.in_two(shown, groups),
        resources=resources,
        cumulative=cumulative.groups,
        cumulative_resources=cumulative.resources,
        table=tables.by_unit(
            shown,
            {row.unit for row in of_the_day if row.valid},
            by_unit,
            today,
            campaign,
            settings,
            _said(standings, day, not_counted),
        ),
        figures=shown.figures,
        moment=local,
        internal=phrases.internal(campaign),
        units={unit.key: tidy.one_line(unit.name) for unit in campaign.units},
        seen=seen or {},
        evidence_code=evidence_code,
        office=tidy.one_line(settings.compiler or ""),
        report_day=day,
        layout=layout,
        so_far=basis,
    )


def _up_to(rows: RowsByDay, day: date) -> list[Row]:
    return [row for some in rows.days() if some is not None and some <= day for row in rows.on(some)]


def _period(campaign: Campaign, day: date) -> str:
    """As in "ngày 16/12/2022", "tuần 02/01–08/01/2027"."""
    return report_name(day, campaign, year=True)


def _words(
    campaign: Campaign, day: date, as_of: datetime, settings: DocumentSettings, resources: Line
) -> Mapping[str, str]:
    period = _period(campaign, day)
    facts = {
        "name": phrases.in_a_sentence(campaign.name, campaign.locale),
        "period": period,
        "PERIOD": period.upper(),
        "moment": as_of_words(as_of, campaign.locale, within=as_of.date() == plain_day(day) and campaign.is_daily),
        "since": formats(campaign.locale).short(campaign.first_day),
        "office": tidy.one_line(settings.compiler or ""),
    }
    found = paper_words("daily", campaign, facts)
    told = resources.pieces and not campaign.activities  # then there is nothing else that could lack
    return {**found, "none": "", "none_so_far": ""} if told else found


def _said(standings: Standings, day: date, not_counted: Sequence[LeftOut]) -> dict[str, tuple[str, str, Line]]:
    """Status and note by unit, for the table; the cells to mend are those that the paper lists."""
    locale = standings.campaign.locale
    to_mend = Counter(entry.unit for entry in not_counted if entry.cell)
    return {
        unit.key: (
            standing_word(standings.standing(j), locale),
            note(j, standings, to_mend[tidy.one_line(unit.name)]),
            Line(),
        )
        for unit, j in standings.on(day)
    }
