"""The evidence behind one cell of the board: what was seen when, and what of it decided. Pure; no words, no JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.campaign.timeline import Adoption
from sheets_sync.compliance.edits import Edit, edits
from sheets_sync.compliance.gaps import Gap, gaps
from sheets_sync.compliance.judging import Judgement, judge
from sheets_sync.compliance.no_day import rows_of_no_day
from sheets_sync.compliance.standings import Standing, day_in_view, standing_of
from sheets_sync.evidence.fold import Change, Evidence, Observed
from sheets_sync.evidence.problems import tab_problems
from sheets_sync.tabs.rows import Problem, Row

AROUND = 3
"""Polls shown on each side of a turning point."""


@dataclass(frozen=True, slots=True)
class PollSeen:
    """One poll near a turning point, and what it saw of the report."""

    sent: datetime
    saw: Observed


@dataclass(frozen=True, slots=True)
class PollFailed:
    """A poll that did not read the unit's tab. `reason` is the code of an error, or a word of `Poll.unread`."""

    sent: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that is known of one report as of a moment. Moments are aware.

    `polls` and `failed` are in order of time; `changes` is every state that the tab showed of the report;
    `override_since` is when the override was first seen; `head` is the digest of the last record of the evidence that
    this rests on ("" where there is none). `campaign_version` is the digest of the version of the campaign by which the
    day is judged; `declared` is there where a person declared that version to hold for it. `unread` says why the tab
    can't be read now, as in `Poll.unread` ("" where it can, and of a day that is still to come). `rows_of_no_day`
    are rows of the unit that came since the deadline before and count for no period; `tab_problems` are of its tab,
    and of tabs that resemble it and are read for nobody.
    """

    unit: Unit
    judgement: Judgement
    as_of: datetime
    deadline: datetime
    override_since: datetime | None
    polls: tuple[PollSeen, ...]
    failed: tuple[PollFailed, ...]
    changes: tuple[Change, ...]
    gaps: tuple[Gap, ...]
    edits: tuple[Edit, ...]
    head: str = ""
    campaign_version: str = ""
    declared: Adoption | None = None
    unread: str = ""
    rows_of_no_day: tuple[Row, ...] = ()
    tab_problems: tuple[Problem, ...] = ()

    @property
    def standing(self) -> Standing:
        """Where the unit stands with this report, as the board says."""
        return standing_of(self.judgement, unread=bool(self.unread))

    def after_deadline(self, edit: Edit) -> bool | None:
        """Whether an edit came after the cut-off; None where nobody can tell."""
        cut_off = self.judgement.cut_off
        if cut_off is None or edit.until <= cut_off:
            return False
        return True if edit.since is not None and edit.since >= cut_off else None


def explain(
    unit: Unit,
    day: date,
    evidence: Evidence,
    campaign: Campaign,
    plan: PollPlan,
    as_of: datetime,
    head: str = "",
    campaign_version: str = "",
    declared: Adoption | None = None,
    unread: str = "",
) -> Explanation:
    """What the evidence up to `as_of` says of the report of `unit` for `day`."""
    judgement = judge(unit, day, evidence, campaign, as_of)
    changes = evidence.changes(unit.key, day, as_of)
    sent = evidence.poll_moments(unit.key, as_of)
    return Explanation(
        unit=unit,
        judgement=judgement,
        as_of=as_of,
        deadline=campaign.deadline_of(day),
        override_since=evidence.override_since(judgement.override, as_of) if judgement.override else None,
        polls=tuple(_near(judgement, sent, changes)),
        failed=tuple(_failed(unit, day, evidence, campaign, as_of)),
        changes=tuple(changes),
        gaps=gaps(evidence, campaign, plan, day, as_of, unit.key),
        edits=tuple(edits(changes, sent, list(campaign.column_by_key))),
        head=head,
        campaign_version=campaign_version,
        declared=declared,
        unread=unread if day <= day_in_view(campaign, as_of) else "",
        rows_of_no_day=rows_of_no_day(unit.key, day, evidence, campaign, as_of),
        tab_problems=tuple(_of_tabs(unit, evidence, as_of)),
    )


def _of_tabs(unit: Unit, evidence: Evidence, as_of: datetime) -> Iterator[Problem]:
    """What the last look at each spreadsheet says of whole tabs of the unit."""
    spreadsheets = dict.fromkeys(poll.spreadsheet for poll in evidence.polls if poll.sent <= as_of)
    for problem, _ in tab_problems(evidence, spreadsheets, as_of):
        if problem.unit == unit.key and problem.cell is None:
            yield problem


def _near(judgement: Judgement, sent: Sequence[datetime], changes: Sequence[Change]) -> Iterator[PollSeen]:
    """The polls around the cut-off and around the arrival."""
    near: set[datetime] = set()
    for turn in (judgement.cut_off, judgement.seen_present):
        if turn:
            near.update([moment for moment in sent if moment <= turn][-AROUND:])
            near.update([moment for moment in sent if moment > turn][:AROUND])
    for moment in sorted(near):
        seen = [change.observed for change in changes if change.sent <= moment]
        yield PollSeen(moment, seen[-1] if seen else Observed.ABSENT)


def _failed(unit: Unit, day: date, evidence: Evidence, campaign: Campaign, as_of: datetime) -> Iterator[PollFailed]:
    """Polls of the day that did not read the unit's tab."""
    days = campaign.days_until_due(day)
    for poll in evidence.polls:
        if poll.sent > as_of or campaign.local_day(poll.sent) not in days or unit.key in poll.units:
            continue
        if reason := poll.error or poll.unread.get(unit.key, ""):
            yield PollFailed(poll.sent, reason)
