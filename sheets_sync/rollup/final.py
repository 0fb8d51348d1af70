"""The model of the campaign rollup (báo cáo kết quả)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.standings import Standing, Standings
from sheets_sync.compliance.words import standing_word
from sheets_sync.rollup import gaps, lines, phrases, tables
from sheets_sync.rollup.adding import BENEFICIARIES, MONEY, PEOPLE, figures_by
from sheets_sync.rollup.frame import as_of_words, closing, heading
from sheets_sync.rollup.left_out import Say, left_out
from sheets_sync.rollup.model import LAYOUT, CampaignReport, Group, Line, Piece, Seen
from sheets_sync.rollup.opinion import opinion
from sheets_sync.rollup.paper_words import paper_words
from sheets_sync.rollup.reporting import received
from sheets_sync.rollup.reporting_lines import left_out_note, of_campaign
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown, sentence, together
from sheets_sync.rollup.totals import Totals, with_figures
from sheets_sync.rollup.works import news, works
from sheets_sync.tabs.rows import Problem, Row
from sheets_sync.words import vietnamese

DAYS_OF_WORK = "ngày công"


def campaign_model(
    standings: Standings,
    rows: Iterable[Row],
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
    campaign, everything = standings.campaign, list(rows)
    dated = [row for row in everything if row.day is not None]
    local = standings.as_of.astimezone(campaign.timezone)
    shown = Shown(campaign.locale, two_digits=settings.two_digits)
    added, by_unit, by_day = figures_by(dated, campaign, [(), ("unit",), ("day",)])
    whole = with_figures(everything, dated, added.get((), {}), campaign)
    groups = lines.grouped(shown, "whole", whole, campaign, phrases.parse(settings.phrases, campaign))
    not_counted = left_out(everything, problems, standings, say=say)
    subject = (f"Kết quả {phrases.in_a_sentence(campaign.name, campaign.locale)}",)
    return CampaignReport(
        locale=campaign.locale,
        words=paper_words("papers", campaign, {}),
        heading=heading(settings, local, subject, settings.addressees, campaign.locale),
        closing=closing(settings, settings.recipients, campaign.locale),
        as_of=as_of_words(local, campaign.locale, within=False),
        opinion=opinion(groups.get(phrases.OPINION, ()), everything, standings.tally(standings.all()), campaign),
        left_out=not_counted,
        left_out_note=left_out_note(not_counted, campaign.locale),
        totals=whole,
        opening=_opening(campaign, settings, local),
        forces=_forces(shown, whole, standings, dated, campaign, settings),
        reporting=of_campaign(shown, standings),
        propaganda=tuple(sentence(line) for line in groups.get(phrases.PROPAGANDA, ())),
        works=_work_groups(shown, groups),
        resources=_resources(shown, whole, campaign),
        by_activity=tables.by_activity(shown, whole, campaign),
        by_unit=tables.by_unit(shown, dated, by_unit, whole, campaign, settings, _said(shown, standings)),
        by_day=tables.by_day(shown, dated, by_day, whole, settings, standings),
        matrices=tables.matrices(shown, standings),
        work_list=works(shown, dated, campaign, settings),
        news=news(shown, dated, campaign),
        figures=shown.figures,
        moment=local,
        internal=phrases.internal(campaign),
        units={unit.key: vietnamese.one_line(unit.name) for unit in campaign.units},
        seen=seen or {},
        evidence_code=evidence_code,
        office=vietnamese.one_line(settings.compiler or ""),
        report_day=None,
        layout=layout,
    )


def _opening(campaign: Campaign, settings: DocumentSettings, as_of: datetime) -> str:
    period = f"từ ngày {vietnamese.day_short(campaign.first_day)} đến ngày {vietnamese.day_short(campaign.last_day)}"
    basis, reporter = (
        gaps.said(settings.basis, gaps.BASIS, campaign.locale),
        gaps.said(settings.reporter, gaps.REPORTER, campaign.locale),
    )
    return (
        f"Thực hiện {basis}, {reporter} báo cáo kết quả như sau"
        f" (thời gian {period}; số liệu tính đến {as_of_words(as_of, campaign.locale, within=False)}):"
    )


def _forces(
    shown: Shown,
    whole: Totals,
    standings: Standings,
    rows: Iterable[Row],
    campaign: Campaign,
    settings: DocumentSettings,
) -> tuple[Line, ...]:
    """How many took part, and in how many units."""
    active = {row.unit for row in rows if row.valid and not row.nil}
    obliged = sum(bool(standings.tally(found).owed) for found in standings.judgements.values())
    said = lines.role_line(shown, "whole.people", PEOPLE, whole, campaign, settings)
    if said is None:
        return ()
    where = f", tại {len(active)}/{obliged} đơn vị" if active and obliged else ""
    return (sentence(Line((*said.pieces, Piece(where)) if where else said.pieces)),)


def _work_groups(shown: Shown, groups: Mapping[str, tuple[Line, ...]]) -> tuple[Group, ...]:
    """The groups of II.2. A campaign whose activities are all unknown to the wordings has one plain group."""
    work = [(name, said) for name, said in groups.items() if name not in (phrases.PROPAGANDA, phrases.OPINION)]
    if [name for name, _ in work] == [phrases.OTHER]:
        work = [(phrases.WORKS, work[0][1])]
    return lines.as_groups(shown, work)


def _resources(shown: Shown, whole: Totals, campaign: Campaign) -> tuple[Line, ...]:
    """Money, days of work, people reached: each only where there is some."""
    days = together(figure for (_, measure), figure in whole.figures.items() if measure == DAYS_OF_WORK)
    said = (
        ("kinh phí vận động: {n} đồng", "whole.money", whole.of(MONEY)),
        ("số ngày công giúp dân: {n} ngày công", "whole.days_of_work", days),
        ("số lượt người thụ hưởng: {n} lượt", "whole.beneficiaries", whole.of(BENEFICIARIES)),
    )
    roles = (shown.line(pattern, shown.piece(name, figure)) for pattern, name, figure in said if figure.value)
    return tuple(sentence(line) for line in (*roles, *lines.own_columns(shown, "whole", whole, campaign)))


def _said(shown: Shown, standings: Standings) -> dict[str, tuple[str, str, Line]]:
    """By unit: reports received of those due, and how many of them late."""
    said = {}
    for unit in standings.campaign.units:
        judgements = standings.judgements[unit.key]
        tally = standings.tally(judgements)
        if tally.owed:
            late = tally.count(Standing.LATE)
            note = f"{standing_word(Standing.LATE, standings.campaign.locale)} {late}" if late else ""
            line = received(shown, f"unit.{unit.key}", standings, judgements)
            said[unit.key] = (str(tally.count(Standing.ON_TIME)), note, line)
    return said
