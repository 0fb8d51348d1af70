"""The tables of both documents: sums by unit and by day, the activities, the matrix of reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_sign, report_title
from sheets_sync.campaign.period import day_key
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.standings import Standings
from sheets_sync.compliance.words import flag_words, flags_of, sign_of, status_words
from sheets_sync.rollup.adding import Figures
from sheets_sync.rollup.figures import NOTHING, Figure, together
from sheets_sync.rollup.keys import BENEFICIARIES, GIFTS, MONEY, PEOPLE, ROWS, Key, column_keys
from sheets_sync.rollup.pieces import NO_LINE, Line, Piece
from sheets_sync.rollup.reporting import received
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import EMPTY, Shown
from sheets_sync.rollup.table_rows import ActivityRow, Matrix, MatrixRow, SumRow, SumTable
from sheets_sync.rollup.totals import Totals
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

MATRIX_DAYS = 16  # columns of days that a landscape A4 page holds beside names and sums


def by_unit(
    shown: Shown,
    with_data: Collection[str],
    sums: Figures,
    totals: Totals,
    campaign: Campaign,
    settings: DocumentSettings,
    said: Mapping[str, tuple[str, str, Line]],
    reported: Line = NO_LINE,
) -> SumTable:
    """A row per unit, in the campaign's order.

    `with_data` are the units that have valid rows, `sums` the figures of the rows by unit; `said` gives status, note
    and reports received by unit, `reported` those of all.
    """
    columns = SumColumns(campaign, settings)
    lines: list[SumRow] = []
    for unit in campaign.units:
        status, note, received_of = said.get(unit.key, ("", "", NO_LINE))
        if not unit_shown(unit.key, with_data, status, received_of):
            continue
        cells = columns.cells(shown, f"unit.{unit.key}", sums.get((unit.key,), {}), unit.key in with_data)
        name = tidy.one_line(unit.name)
        lines.append(columns.row(str(len(lines) + 1), name, cells, status=status, note=note, reported=received_of))
    return columns.table(shown, "unit", lines, totals, bool(with_data), reported, ("max",))


def unit_shown(key: str, with_data: Collection[str], status: str, reported: Line) -> bool:
    """A unit that owed nothing and reported nothing has no row."""
    return key in with_data or bool(status) or bool(reported.pieces)


def by_day(
    shown: Shown,
    with_data: Collection[date],
    sums: Figures,
    totals: Totals,
    settings: DocumentSettings,
    standings: Standings,
    whole: Line = NO_LINE,
) -> SumTable:
    """A row per report day, with the number of units that reported of those that had to; `whole` is that of all.
    `with_data` are the days that have valid rows."""
    campaign = standings.campaign
    columns = SumColumns(campaign, settings)
    lines: list[SumRow] = []
    for order, day in enumerate(campaign.days, 1):
        scope = f"date.{day_key(day)}"
        cells = columns.cells(shown, scope, sums.get((day_key(day),), {}), day in with_data)
        reported = received(shown, scope, standings, (j for _, j in standings.on(day)))
        lines.append(columns.row(str(order), _row_name(campaign, day), cells, reported=reported))
    return columns.table(shown, "date", lines, totals, bool(with_data), whole, ("latest", "max"))


WORKS = "works"


class SumColumns:
    """Which sums a table shows: people, beneficiaries, works, gifts and money as far as a campaign has them, then its
    own columns."""

    def __init__(self, campaign: Campaign, settings: DocumentSettings) -> None:
        self._gifts = frozenset(settings.gift_measures or ())
        said = {
            name: f"{column.header} ({measure})"
            if measure and measure.casefold() not in column.header.casefold()
            else column.header
            for (name, measure), column in column_keys(campaign).items()
        }
        self._rules = {name: column.adding for (name, _), column in column_keys(campaign).items()}
        if campaign.activities:
            said[WORKS] = texts(campaign.locale).say("papers.works")
        if self._gifts & set(campaign.measures):
            said[GIFTS] = texts(campaign.locale).say("papers.gifts")
        named = (PEOPLE, BENEFICIARIES, WORKS, GIFTS, MONEY)
        ordered = (*(name for name in named if name in said), *(name for name in said if name not in named))
        self._said = {name: tidy.one_line(said[name]) for name in ordered}
        self.plain = tuple(self._said) == named

    def cells(self, shown: Shown, scope: str, sums: Mapping[Key, Figure], has_data: bool) -> dict[str, Piece]:
        """The sums of a row by name. Without data the cells are empty, never 0."""
        if not has_data:
            return dict.fromkeys(self._said, EMPTY)
        return {name: self._piece(shown, f"{scope}.{name}", name, sums) for name in self._said}

    def _piece(self, shown: Shown, figure: str, name: str, sums: Mapping[Key, Figure]) -> Piece:
        """A sum; money without its sign, which stands in the heading."""
        found = self._figure(name, sums)
        return shown.amount(figure, found, sign=False)[0] if name == MONEY else shown.piece(figure, found)

    def _figure(self, name: str, sums: Mapping[Key, Figure]) -> Figure:
        if name == WORKS:
            return sums.get((ROWS, ""), NOTHING)
        if name == GIFTS:
            return together(figure for (key, measure), figure in sums.items() if measure in self._gifts and key != ROWS)
        return _of(name, sums)

    def row(
        self,
        order: str,
        name: str,
        cells: Mapping[str, Piece],
        *,
        status: str = "",
        note: str = "",
        reported: Line = NO_LINE,
    ) -> SumRow:
        people, beneficiaries, works, gifts, money = (
            cells.get(key, EMPTY) for key in (PEOPLE, BENEFICIARIES, WORKS, GIFTS, MONEY)
        )
        return SumRow(
            order, name, people, beneficiaries, works, gifts, money, status, note, reported, tuple(cells.values())
        )

    def table(
        self,
        shown: Shown,
        scope: str,
        lines: Sequence[SumRow],
        totals: Totals,
        has_data: bool,
        reported: Line,
        apart: Sequence[str],
    ) -> SumTable:
        """The rows with their last line, the total. `apart`: rules of columns whose rows don't add up to it, which the
        note under the table tells."""
        said = texts(shown.locale).say("papers.total")
        total = self.row("", said, self.cells(shown, f"{scope}.total", totals.figures, has_data), reported=reported)
        return SumTable(tuple(lines), total, tuple(self._said.values()), self.plain, self._note(apart, shown.locale))

    def _note(self, apart: Sequence[str], locale: str) -> str:
        said = {rule: [self._said[name] for name in self._said if self._rules.get(name) == rule] for rule in apart}
        return " ".join(
            texts(locale).say(f"annexes.rule_{rule}", n=len(names), columns=", ".join(names))
            for rule, names in said.items()
            if names
        )


def _of(name: str, sums: Mapping[Key, Figure]) -> Figure:
    """The figure of a column, whatever its measure."""
    return next((figure for (key, _), figure in sums.items() if key == name), NOTHING)


def by_activity(shown: Shown, whole: Totals, campaign: Campaign) -> tuple[ActivityRow, ...]:
    """Every figure above 0, a row per activity and measure."""
    found = [
        (campaign.activity_by_code[code], measure, figure)
        for code, measures in whole.printed(campaign).items()
        for measure, figure in measures.items()
    ]
    return tuple(
        ActivityRow(
            code=activity.code,
            order=str(order),
            label=tidy.one_line(activity.label),
            measure=measure,
            whole=shown.piece(f"activity.{activity.code}.{measure}", figure),
            units=str(len({source.unit for source in figure.sources if source.amount})),
        )
        for order, (activity, measure, figure) in enumerate(found, 1)
    )


def _row_name(campaign: Campaign, day: date) -> str:
    return formats(campaign.locale).short(day) if campaign.is_daily else report_title(day, campaign, year=True)


def _column_name(campaign: Campaign, day: date) -> str:
    """The sign of a report over a narrow column; that of a month or quarter may break before its year."""
    sign = report_sign(day, campaign).replace("\n", " ")
    return sign.replace("/", "/ ") if campaign.period in ("month", "quarter") else sign


def matrices(shown: Shown, standings: Standings, *, summed: bool = True) -> tuple[Matrix, ...]:
    """Units × days, in blocks of as many days as a page holds; `summed`: with the sums of each block."""
    days = standings.campaign.days
    starts = range(0, len(days), MATRIX_DAYS)
    found = [_matrix(shown, str(n), slice(at, at + MATRIX_DAYS), standings) for n, at in enumerate(starts, 1)]
    if not summed:
        return tuple(found)
    blocks = ([j for some in standings.judgements.values() for j in some[at : at + MATRIX_DAYS]] for at in starts)
    return tuple(
        replace(
            matrix,
            reported=received(shown, f"matrix.{n}.total", standings, block),
            on_time=str(sum(judgement.status is Status.ON_TIME for judgement in block)),
        )
        for n, (matrix, block) in enumerate(zip(found, blocks, strict=True), 1)
    )


def _matrix(shown: Shown, name: str, block: slice, standings: Standings) -> Matrix:
    campaign = standings.campaign
    rows: list[MatrixRow] = []
    used: list[Judgement] = []
    for unit in campaign.units:
        judgements = standings.judgements[unit.key][block]
        if all(judgement.status is Status.NOT_REQUIRED for judgement in judgements):
            continue
        used += judgements
        rows.append(
            MatrixRow(
                order=str(len(rows) + 1),
                name=tidy.one_line(unit.name),
                letters=tuple(sign_of(judgement, campaign.locale) for judgement in judgements),
                reported=received(shown, f"matrix.{name}.{unit.key}", standings, judgements),
                on_time=str(sum(judgement.status is Status.ON_TIME for judgement in judgements)),
            )
        )
    days = campaign.days[block]
    totals = tuple(
        str(received(shown, f"matrix.{name}.{day_key(day)}", standings, (j for _, j in standings.on(day))))
        for day in days
    )
    return Matrix(
        tuple(_column_name(standings.campaign, day) for day in days), tuple(rows), totals, _key(used, campaign.locale)
    )


def _key(used: Sequence[Judgement], locale: str) -> str:
    """The statuses and flags that occur, as in "Đ: đúng hạn; –: chưa báo cáo; *: sửa nội dung sau hạn."."""
    statuses = {judgement.status for judgement in used}
    flags = {flag for judgement in used for flag in flags_of(judgement)}
    said = [(status_words(s, locale).sign, status_words(s, locale).word.lower()) for s in Status if s in statuses]
    said += [meant for flag, meant in flag_words(locale).items() if flag in flags]
    return "; ".join(f"{sign}: {word}" for sign, word in said) + "." if said else ""
