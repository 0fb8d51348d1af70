"""The tables of both documents: sums by unit and by day, the activities, the matrix of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup.adding import BENEFICIARIES, MONEY, PEOPLE, ROWS, Figures, Key
from sheets_sync.rollup.figures import NOTHING, Figure
from sheets_sync.rollup.model import ActivityRow, Line, Matrix, MatrixRow, Piece, SumRow, SumTable
from sheets_sync.rollup.reporting import LETTERS, REPORTED, WORDS, Reporting, UnitDay, counted, due, with_status
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import EMPTY, Shown, together
from sheets_sync.rollup.totals import Totals
from sheets_sync.tabs.rows import Row
from sheets_sync.words import vietnamese

TOTAL = "TỔNG CỘNG"
MATRIX_DAYS = 16  # columns of days that a landscape A4 page holds beside names and sums


def by_unit(
    shown: Shown,
    rows: Sequence[Row],
    sums: Figures,
    totals: Totals,
    campaign: Campaign,
    settings: DocumentSettings,
    said: Mapping[str, tuple[str, str, Line]],
) -> SumTable:
    """A row per unit, in the campaign's order.

    `sums` are the figures of the rows by unit; `said` gives status, note and reports received by unit.
    """
    with_data = {row.unit for row in rows if row.valid}
    lines: list[SumRow] = []
    for unit in campaign.units:
        status, note, reported = said.get(unit.key, ("", "", Line()))
        if not unit_shown(unit.key, with_data, status, reported):
            continue
        cells = sum_cells(shown, f"unit.{unit.key}", sums.get((unit.key,), {}), settings, unit.key in with_data)
        lines.append(SumRow(str(len(lines) + 1), vietnamese.one_line(unit.name), *cells, status, note, reported))
    return SumTable(tuple(lines), total_row(shown, "unit", totals, settings, bool(with_data)))


def unit_shown(key: str, with_data: Iterable[str], status: str, reported: Line) -> bool:
    """A unit that owed nothing and reported nothing has no row."""
    return key in with_data or bool(status) or bool(reported.pieces)


def by_day(
    shown: Shown,
    rows: Sequence[Row],
    sums: Figures,
    totals: Totals,
    campaign: Campaign,
    settings: DocumentSettings,
    reporting: Reporting,
) -> SumTable:
    """A row per report day, with the number of units that reported of those that had to."""
    with_data = {row.day for row in rows if row.valid}
    lines: list[SumRow] = []
    for order, day in enumerate(campaign.days, 1):
        scope = f"date.{day.isoformat()}"
        cells = sum_cells(shown, scope, sums.get((day.isoformat(),), {}), settings, day in with_data)
        reported = received(shown, scope, reporting.of_day(day))
        lines.append(SumRow(str(order), vietnamese.day_short(day), *cells, reported=reported))
    return SumTable(tuple(lines), total_row(shown, "date", totals, settings, bool(with_data)))


def total_row(shown: Shown, scope: str, totals: Totals, settings: DocumentSettings, has_data: bool) -> SumRow:
    """The last line, TỔNG CỘNG."""
    return SumRow("", TOTAL, *sum_cells(shown, f"{scope}.total", totals.figures, settings, has_data))


def sum_cells(
    shown: Shown, scope: str, sums: Mapping[Key, Figure], settings: DocumentSettings, has_data: bool
) -> tuple[Piece, Piece, Piece, Piece, Piece]:
    """People, beneficiaries, works, gifts, money. Without data the cells are empty, never 0."""
    if not has_data:
        return EMPTY, EMPTY, EMPTY, EMPTY, EMPTY
    gifts = together(
        figure for (key, measure), figure in sums.items() if measure in settings.gift_measures and key != ROWS
    )
    return (
        shown.piece(f"{scope}.people", sums.get((PEOPLE, "lượt"), NOTHING)),
        shown.piece(f"{scope}.beneficiaries", sums.get((BENEFICIARIES, "lượt"), NOTHING)),
        shown.piece(f"{scope}.works", sums.get((ROWS, ""), NOTHING)),
        shown.piece(f"{scope}.gifts", gifts),
        shown.piece(f"{scope}.money", sums.get((MONEY, "đồng"), NOTHING)),
    )


def by_activity(shown: Shown, whole: Totals, campaign: Campaign) -> tuple[ActivityRow, ...]:
    """Every figure above 0, a row per activity and measure."""
    found = [
        (campaign.activity_by_code[code], measure, figure)
        for code, measures in whole.activities(campaign).items()
        for measure, figure in measures.items()
    ]
    return tuple(
        ActivityRow(
            code=activity.code,
            order=str(order),
            label=vietnamese.one_line(activity.label),
            measure=measure,
            whole=shown.piece(f"activity.{activity.code}.{measure}", figure),
            units=str(len({source.unit for source in figure.sources if source.amount})),
        )
        for order, (activity, measure, figure) in enumerate(found, 1)
    )


def received(shown: Shown, scope: str, cells: Sequence[UnitDay]) -> Line:
    """As in "12/14": reports received of those due; empty where none is due."""
    expected = due(cells)
    if not expected:
        return Line()
    got = with_status(expected, *REPORTED)
    return shown.line(
        "{n}/{n}",
        shown.piece(f"{scope}.reported", counted(got)),
        shown.piece(f"{scope}.expected", counted(expected)),
    )


def matrices(shown: Shown, campaign: Campaign, reporting: Reporting) -> tuple[Matrix, ...]:
    """Units × days, in blocks of as many days as a page holds."""
    blocks = [campaign.days[n : n + MATRIX_DAYS] for n in range(0, len(campaign.days), MATRIX_DAYS)]
    return tuple(_matrix(shown, str(n), block, campaign, reporting) for n, block in enumerate(blocks, 1))


def _matrix(shown: Shown, name: str, days: Sequence[date], campaign: Campaign, reporting: Reporting) -> Matrix:
    rows: list[MatrixRow] = []
    used: set[str] = set()
    for unit in campaign.units:
        cells = [reporting.at(unit, day) for day in days]
        if all(cell.status == "not_required" for cell in cells):
            continue
        used.update(cell.status for cell in cells)
        rows.append(
            MatrixRow(
                order=str(len(rows) + 1),
                name=vietnamese.one_line(unit.name),
                letters=tuple(LETTERS.get(cell.status, "") for cell in cells),
                reported=received(shown, f"matrix.{name}.{unit.key}", cells),
                on_time=str(len(with_status(cells, "on_time"))),
            )
        )
    totals = tuple(str(received(shown, f"matrix.{name}.{day.isoformat()}", reporting.of_day(day))) for day in days)
    return Matrix(tuple(vietnamese.day_month(day) for day in days), tuple(rows), totals, _key(used))


def _key(used: set[str]) -> str:
    said = [f"{LETTERS[status]}: {WORDS[status].lower()}" for status in LETTERS if LETTERS[status] and status in used]
    return "; ".join(said) + "." if said else ""
