"""The model of the campaign rollup (báo cáo kết quả)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.standings import Standing, Standings
from sheets_sync.compliance.words import standing_word
from sheets_sync.evidence.rows_by_day import RowsByDay, by_day
from sheets_sync.rollup import lines, phrases, tables
from sheets_sync.rollup.cell_table import CellTable
from sheets_sync.rollup.figures import NOTHING, together
from sheets_sync.rollup.final_words import final_words
from sheets_sync.rollup.frame import as_of_words, closing, heading
from sheets_sync.rollup.gathering import gathered
from sheets_sync.rollup.gifts import Gifts, gifts
from sheets_sync.rollup.keys import BENEFICIARIES, MONEY, PEOPLE, ROWS
from sheets_sync.rollup.left_out import Say, left_out
from sheets_sync.rollup.listed import is_work, news_lists, work_lists
from sheets_sync.rollup.model import LAYOUT, LAYOUT_OF_SHORT_PAPERS, CampaignReport, Seen
from sheets_sync.rollup.opinion import opinion
from sheets_sync.rollup.pieces import Group, Line, Piece
from sheets_sync.rollup.reporting import received
from sheets_sync.rollup.reporting_lines import left_out_note, of_campaign
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.rollup.totals import Totals
from sheets_sync.rollup.works import news, works
from sheets_sync.tabs.rows import Problem, Row
from sheets_sync.words import tidy
from sheets_sync.words.remarks import says_nothing
from sheets_sync.words.texts import texts


def campaign_model(
    standings: Standings,
    rows: Iterable[Row] | RowsByDay,
    *,
    problems: Iterable[Problem] = (),
    settings: DocumentSettings | None = None,
    say: Say | None = None,
    evidence_code: str = "",
    seen: Seen | None = None,
    layout: int = LAYOUT,
) -> CampaignReport:
    """The rollup of all report days from the rows as they stood at the moment of `standings`.

    The other parameters are those of `day_model`.
    """
    settings = (settings or DocumentSettings()).spoken(standings.campaign.locale)
    campaign, every_day, cells = standings.campaign, by_day(rows), CellTable()
    local = standings.as_of.astimezone(campaign.timezone)
    shown = Shown(campaign.locale, two_digits=settings.two_digits, layout=layout, cells=cells)
    found = gathered(every_day, campaign, cells, _keeping(campaign, settings))
    whole, kept = found.whole, found.kept
    groups = lines.grouped(shown, "whole", whole, campaign, phrases.parse(settings.phrases, campaign))
    not_counted = left_out(kept, problems, standings, say=say)
    new = layout >= LAYOUT_OF_SHORT_PAPERS

    def in_all(name: str) -> Line:
        return received(shown, name, standings, standings.all()) if new else Line()

    all_gifts = gifts(shown, every_day, whole, campaign, settings, cells) if new else None
    works_listed, news_listed = (
        make(shown, kept, campaign, settings) if new else () for make in (work_lists, news_lists)
    )
    words = final_words(campaign, settings, local, lists=bool(works_listed or news_listed), left_out=bool(not_counted))
    return CampaignReport(
        locale=campaign.locale,
        words=words,
        heading=heading(settings, local, (words["subject"],), settings.addressees, campaign.locale),
        closing=closing(settings, settings.recipients, campaign.locale),
        as_of=as_of_words(local, campaign.locale, within=False),
        opinion=opinion(groups.get(phrases.OPINION, ()), kept, standings.tally(standings.all()), campaign, problems),
        left_out=not_counted,
        left_out_note=left_out_note(not_counted, campaign.locale),
        totals=whole,
        opening=words["opening"],
        forces=(
            *_forces(shown, whole, standings, found.active, campaign, settings),
            *(_works_reported(shown, whole) if new else ()),
        ),
        reporting=of_campaign(shown, standings),
        propaganda=tuple(sentence(line) for line in groups.get(phrases.PROPAGANDA, ())),
        works=_figures(shown, whole, campaign)
        if new and not campaign.activities
        else _work_groups(shown, _with_gifts(groups, all_gifts), new),
        resources=_resources(shown, whole, campaign, own=not new or bool(campaign.activities)),
        by_activity=tables.by_activity(shown, whole, campaign),
        by_unit=tables.by_unit(
            shown, found.units, found.by_unit, whole, campaign, settings, _said(shown, standings), in_all("unit.total")
        ),
        by_day=tables.by_day(shown, found.days, found.by_day, whole, settings, standings, in_all("date.total")),
        matrices=tables.matrices(shown, standings, summed=new),
        work_list=works(shown, kept, campaign, settings),
        news=news(shown, kept, campaign),
        work_lists=works_listed,
        news_lists=news_listed,
        figures=shown.figures,
        moment=local,
        internal=phrases.internal(campaign),
        units={unit.key: tidy.one_line(unit.name) for unit in campaign.units},
        seen=seen or {},
        evidence_code=evidence_code,
        office=tidy.one_line(settings.compiler or ""),
        report_day=None,
        layout=layout,
        cells=cells,
    )


def _keeping(campaign: Campaign, settings: DocumentSettings) -> Callable[[Row], bool]:
    """Tells the rows whose own words the rollup has: those that are listed, that name an issue, or have a problem."""
    activity, issues = campaign.key_of("activity"), campaign.key_of("issues")
    listed = {a.code for a in campaign.activities if is_work(a, settings) or a.once_per_link}

    def keeps(row: Row) -> bool:
        is_listed = row.valid and not row.nil and row.value(activity) in listed
        return is_listed or bool(row.problems) or not says_nothing(str(row.value(issues) or ""), campaign.locale)

    return keeps


def _forces(
    shown: Shown,
    whole: Totals,
    standings: Standings,
    active: Collection[str],
    campaign: Campaign,
    settings: DocumentSettings,
) -> tuple[Line, ...]:
    """How many took part, and in how many units; `active` are those that did anything."""
    obliged = sum(bool(standings.tally(found).owed) for found in standings.judgements.values())
    said = lines.role_line(shown, "whole.people", PEOPLE, whole, campaign, settings)
    if said is None:
        return ()
    said_where = texts(campaign.locale).say("annexes.active_units", active=len(active), units=obliged)
    where = said_where if active and obliged else ""
    return (sentence(Line((*said.pieces, Piece(where)) if where else said.pieces)),)


def _works_reported(shown: Shown, whole: Totals) -> tuple[Line, ...]:
    """How many activities were reported: the sum of that column of the annexes."""
    figure = whole.figures.get((ROWS, ""), NOTHING)
    return (sentence(shown.say("annexes.works_reported", shown.piece("sum.works", figure))),) if figure.value else ()


def _with_gifts(groups: Mapping[str, tuple[Line, ...]], all_gifts: Gifts | None) -> Mapping[str, tuple[Line, ...]]:
    """The groups, with all gifts together before the single ones."""
    if all_gifts is None:
        return groups
    return {**groups, all_gifts.group: (all_gifts.line, *groups[all_gifts.group])}


def _figures(shown: Shown, whole: Totals, campaign: Campaign) -> tuple[Group, ...]:
    """The figures of a campaign without activities: those of its own columns, under no heading of their own."""
    said = tuple(lines.own_columns(shown, "whole", whole, campaign))
    return (_alone(said),) if said else ()


def _alone(said: Sequence[Line]) -> Group:
    return Group("", "", tuple(map(sentence, said)), joined(said, "; ", "."))


def _work_groups(shown: Shown, groups: Mapping[str, tuple[Line, ...]], new: bool) -> tuple[Group, ...]:
    """The groups of II.2. A campaign whose activities are all unknown to the wordings has one group, which needs no
    heading; `new`: in the layout that has it so."""
    work = [(name, said) for name, said in groups.items() if name not in (phrases.PROPAGANDA, phrases.OPINION)]
    if [name for name, _ in work] == [phrases.OTHER]:
        if new:
            return (_alone(work[0][1]),)
        work = [(phrases.WORKS, work[0][1])]
    return lines.as_groups(shown, work)


def _resources(shown: Shown, whole: Totals, campaign: Campaign, *, own: bool) -> tuple[Line, ...]:
    """Money, days of work, people reached: each only where there is some. `own`: the campaign's own columns, too."""
    said, resources = texts(campaign.locale), []
    if (money := whole.of(MONEY)).value:
        piece, after = shown.amount("whole.money", money)
        resources.append(Line((*shown.say("annexes.money", piece).pieces, Piece(after))))
    days = together(
        f for (_, measure), f in whole.figures.items() if measure == said.get("annexes.days_of_work_measure")
    )
    for name, key, figure in (
        ("whole.days_of_work", "annexes.days_of_work", days),
        ("whole.beneficiaries", "annexes.beneficiaries", whole.of(BENEFICIARIES)),
    ):
        if figure.value:
            resources.append(shown.say(key, shown.piece(name, figure)))
    columns = lines.own_columns(shown, "whole", whole, campaign) if own else ()
    return tuple(sentence(line) for line in (*resources, *columns))


def _said(shown: Shown, standings: Standings) -> dict[str, tuple[str, str, Line]]:
    """By unit: reports received of those due, and how many of them late."""
    said, locale = {}, standings.campaign.locale
    for unit in standings.campaign.units:
        judgements = standings.judgements[unit.key]
        tally = standings.tally(judgements)
        if tally.owed:
            late = tally.count(Standing.LATE)
            note = (
                texts(locale).say("annexes.late", standing=standing_word(Standing.LATE, locale), n=late) if late else ""
            )
            line = received(shown, f"unit.{unit.key}", standings, judgements)
            said[unit.key] = (str(tally.count(Standing.ON_TIME)), note, line)
    return said
