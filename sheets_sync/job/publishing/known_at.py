"""What is known as of a moment, and the documents that tell it: they share what they rest on, and what is added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sheets_sync.campaign.model import Unit
from sheets_sync.compliance.judging import Judgement, judge
from sheets_sync.compliance.on_demand import OnDemand
from sheets_sync.compliance.standings import Standings
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.problems import tab_problems
from sheets_sync.evidence.rows_by_day import RowsAt
from sheets_sync.job.in_force import in_force, version_at
from sheets_sync.job.judging import unread_tabs
from sheets_sync.job.publishing.earlier import as_said_then
from sheets_sync.job.settling import settled_by_now
from sheets_sync.ledger import Ledger
from sheets_sync.tabs.rows import READ_FOR_NOBODY, Problem

if TYPE_CHECKING:
    from sheets_sync.rollup import CampaignReport, DayReport
    from sheets_sync.rollup.running import KnownSums

CODE_DIGITS = 16


class KnownAt:
    """The evidence as of a moment, as documents need it. Each part is made when it is asked for, once."""

    def __init__(
        self,
        settings: Settings,
        evidence: Evidence,
        moment: datetime,
        *,
        ledger: Ledger | None = None,
        sums: KnownSums | None = None,
    ) -> None:
        """`sums`: those that were added up for documents of this moment or others."""
        self._settings, self._evidence, self._moment = settings, evidence, moment
        self._ledger, self._sums = ledger, sums
        self._told = False

    def model(self, day: date | None, layout: int | None = None) -> DayReport | CampaignReport:
        """The daily report of `day`, or the rollup (None): the finished model that the templates read."""
        from sheets_sync.rollup import campaign_model, day_model
        from sheets_sync.rollup.model import LAYOUT, LAYOUT_OF_LANGUAGES, LAYOUT_OF_POINTERS
        from sheets_sync.tabs.messages import problem_text

        layout = layout or LAYOUT
        standings = self._all_standings if day is None or self._told else self._standings
        self._told = True
        if layout < LAYOUT_OF_LANGUAGES:
            standings = replace(standings, campaign=as_said_then(standings.campaign))
        campaign = standings.campaign
        facts: dict[str, Any] = {
            "settings": self._settings.documents.settings,
            "say": lambda problem: problem_text(problem, campaign),
            "problems": self._tabs_not_read,
            "evidence_code": self._code,
            "seen": self._rows.seen(day) if day and layout >= LAYOUT_OF_POINTERS else self._rows.all_seen(),
            "layout": layout,
        }
        made: DayReport | CampaignReport
        if day is None:
            made = campaign_model(standings, self._rows, **facts)
        else:
            made = day_model(standings, day, self._rows, known=self._sums, **facts)
        declared = self._evidence.declared(self._moment)
        return replace(
            made,
            campaign_version=version_at(self._evidence, day, self._moment),
            declared=tuple(a for a in declared if day is None or (a.since is not None and a.since <= day)),
        )

    @cached_property
    def _in_force(self) -> Settings:
        return in_force(self._settings, self._evidence, self._moment)

    @cached_property
    def _unread(self) -> dict[str, str]:
        return unread_tabs(self._in_force, self._evidence, self._moment)

    @cached_property
    def _standings(self) -> Standings:
        """Each judgement is made when a document looks at it."""
        campaign = self._in_force.campaign

        def judged(unit: Unit, day: date) -> Judgement:
            return judge(unit, day, self._evidence, campaign, self._moment)

        return Standings(campaign, self._moment, OnDemand(campaign, judged), unread=self._unread)

    @cached_property
    def _all_standings(self) -> Standings:
        """The same for who looks at many days: what runs have settled by now is not judged again."""
        known = settled_by_now(self._in_force, self._ledger, self._evidence, self._moment)
        campaign = self._in_force.campaign

        def judged(unit: Unit, day: date) -> Judgement:
            return known.get((unit.key, day)) or judge(unit, day, self._evidence, campaign, self._moment)

        return replace(self._standings, judgements=OnDemand(campaign, judged))

    @cached_property
    def _rows(self) -> RowsAt:
        return RowsAt(self._evidence, self._moment)

    @cached_property
    def _tabs_not_read(self) -> list[Problem]:
        """What is in no total since it stands in a tab, or a column, that is not read; of units whose whole tab can't
        be read the paper tells by itself."""
        found = (problem for problem, _ in tab_problems(self._evidence, self._settings.spreadsheets, self._moment))
        return [
            p for p in found if p.code.startswith("H") and (p.code in READ_FOR_NOBODY or p.unit not in self._unread)
        ]

    @cached_property
    def _code(self) -> str:
        return self._ledger.digest_at(self._moment)[:CODE_DIGITS] if self._ledger else ""
