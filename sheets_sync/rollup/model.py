"""What templates read: finished text in small frozen values. No field needs a computation or a format in a template.

`Piece`, `Line` and `Group` print themselves: `{{ line }}` in a template gives the whole sentence. The html walks
through `line.pieces` to mark the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sheets_sync.campaign.timeline import Adoption
from sheets_sync.rollup.apart import Basis
from sheets_sync.rollup.cell_table import CellTable
from sheets_sync.rollup.figures import Figure
from sheets_sync.rollup.pieces import Group, Line
from sheets_sync.rollup.table_rows import ActivityList, ActivityRow, Matrix, SumTable, WorkRow
from sheets_sync.rollup.totals import Totals

LAYOUT = 3
"""The layout of papers, and the format of their side files. Earlier versions issued 1 and 2: `campaign_model` and
`day_model` make them too, so that such papers can be held against the evidence."""
LAYOUT_OF_LANGUAGES = 3
"""Since this layout a paper is written in its campaign's language; before, all were Vietnamese."""

LAYOUT_OF_POINTERS = 2
"""Since this layout the figures of the campaign so far in a paper of a day do not list the cells of other days."""

LAYOUT_OF_SHORT_PAPERS = 3
"""Since this layout a paper of a day is one page: short sentences, sums so far, the changes in the last annex; the one
on a campaign has lists and sums that add up."""

Seen = Mapping[tuple[str, date | None], datetime]
"""(unit, day) -> the poll that first saw its rows as they stand."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a paper. `above` are the lines over the issuing body; `subject` the trích yếu,
    `annex` the line under the title of an annex ("(Kèm theo Báo cáo số …)")."""

    title: str
    above: tuple[str, ...]
    issuer: str
    stars: str
    number: str
    place_date: str
    draft: str
    subject: tuple[str, ...]
    annex: str
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot of a paper. `recipients` end in their marks already ("- Lưu: VT.")."""

    recipients: tuple[str, ...]
    authority: str
    office: str
    signer: str
    end_mark: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something typed that is not in the totals, and why. `where` is tab and cell; `cell` is "" for a whole tab."""

    order: str
    unit: str
    day: str
    where: str
    typed: str
    reason: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a unit wrote as an issue that arose; its own words. `undated`: in a row of no day."""

    unit: str
    text: str
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """The part on public opinion: internal, so `Report.public` takes it out. `none` is the sentence where units
    reported that there is nothing."""

    none: str = ""
    remarks: tuple[Remark, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one figure since the edition before; `why` names the cells or units behind it.
    `internal`: it belongs to the part on public opinion."""

    what: str
    before: str
    after: str
    why: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition this is, which one it replaces, what changed. A first edition has no label and no changes; what is
    no edition at all has a label and no number. `told` says all this in one sentence, `unchanged` the same where
    nothing changed."""

    number: int | None = 1
    label: str = ""
    replaces: str = ""
    changes: tuple[Change, ...] = ()
    told: str = ""
    unchanged: str = ""

    def public(self) -> Edition:
        shown = tuple(change for change in self.changes if not change.internal)
        return replace(self, changes=shown, told=self.told if shown else self.unchanged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What both documents have.

    `locale`: the tag of the language in which it is written. `words`: what its templates print by
    name, in that language.
    `office`: who puts the paper together and fills its gaps.
    `evidence_code`: the first digits of the digest of the evidence that the document rests on. `campaign_version`: the
    digest of the version of the campaign by which it was made; "" where none was recorded by then. `declared` are the
    versions that a person declared by then to hold since a day that it covers.

    Not for templates: `figures` holds every figure that a piece names, `totals` the sums behind them, `moment` the
    aware moment of the data (`as_of` says it in words), `report_day` the day of a daily report, `internal` the codes
    of the activities that belong to the part on public opinion, `units` the names of the units by key, `seen` when the
    rows of a unit and day were first seen as they stand, `layout` how the paper is laid out.
    """

    locale: str
    words: Mapping[str, str]
    heading: Heading
    closing: Closing
    as_of: str
    opinion: Opinion
    left_out: tuple[LeftOut, ...]
    left_out_note: str
    figures: Mapping[str, Figure]
    totals: Totals
    moment: datetime
    report_day: date | None
    internal: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)
    edition: Edition = Edition()
    office: str = ""
    evidence_code: str = ""
    campaign_version: str = ""
    declared: tuple[Adoption, ...] = ()
    layout: int = LAYOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport(Report):
    """Báo cáo nhanh: one day. Not for templates: `so_far`, where the sums of the campaign so far come from; None in the
    layout whose figures list all cells themselves."""

    day: str
    since: str
    reporting: tuple[Line, ...]
    results: tuple[Group, ...]
    resources: Line
    cumulative: tuple[Group, ...]
    cumulative_resources: Line
    table: SumTable
    so_far: Basis | None = None

    def public(self) -> DayReport:
        """The same without what is internal, for formats that many can open."""
        return replace(self, opinion=Opinion(), edition=self.edition.public())


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignReport(Report):
    """Báo cáo kết quả: the whole campaign. Not for templates: `cells`, those behind its figures."""

    opening: str
    forces: tuple[Line, ...]
    reporting: tuple[Line, ...]
    propaganda: tuple[Line, ...]
    works: tuple[Group, ...]
    resources: tuple[Line, ...]
    by_activity: tuple[ActivityRow, ...]
    by_unit: SumTable
    by_day: SumTable
    matrices: tuple[Matrix, ...]
    work_list: tuple[WorkRow, ...]
    news: tuple[WorkRow, ...]
    work_lists: tuple[ActivityList, ...] = ()
    news_lists: tuple[ActivityList, ...] = ()
    cells: CellTable | None = None

    def public(self) -> CampaignReport:
        """The same without what is internal, for formats that many can open."""
        shown = [row for row in self.by_activity if row.code not in self.internal]
        numbered = tuple(replace(row, order=str(n)) for n, row in enumerate(shown, 1))
        works, news = (
            tuple(some for some in lists if some.code not in self.internal)
            for lists in (self.work_lists, self.news_lists)
        )
        return replace(
            self,
            opinion=Opinion(),
            edition=self.edition.public(),
            by_activity=numbered,
            work_lists=works,
            news_lists=news,
        )
