"""Rows and statuses -> the tab `Tổng hợp`: totals by activity, unit and day, each with its coverage. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sheets_sync import words
from sheets_sync.a1 import Cell
from sheets_sync.board import CENTRED, HEADING, NAME, PLAIN, QUIET, SUM, TITLE, Board
from sheets_sync.compliance import REPORTED, Status
from sheets_sync.plan import CellValue, PlanCell, Style, TabPlan
from sheets_sync.rollup.adding import BENEFICIARIES, COLUMN_MEASURES, MONEY, PEOPLE, Key, sums_by
from sheets_sync.rows import Row

NUMBER = Style(pattern="#,##0.##", align="right")
WHOLE = Style(pattern="#,##0", align="right")
SUM_WHOLE = Style(bold=True, pattern="#,##0", align="right", fill="#eceff1", ink="#263238")

Sums = Mapping[Key, int | float]
Line = Sequence[PlanCell]

_TEXTS = {
    "vi": {
        "title": "TỔNG HỢP KẾT QUẢ – {name}",
        "coverage": "Lũy kế đến ngày {day}: đã có {reported}/{owed} lượt báo cáo. Chỉ cộng các dòng hợp lệ.",
        "activities": ("Hoạt động", "Đơn vị tính", "Ngày {day}", "Lũy kế", "Đơn vị có số liệu"),
        "units": ("Đơn vị", "ĐVTN (lượt)", "Thụ hưởng (lượt)", "Kinh phí (đồng)", "Số ngày báo cáo"),
        "days": ("Ngày", "ĐVTN (lượt)", "Thụ hưởng (lượt)", "Kinh phí (đồng)", "Đơn vị báo cáo"),
        "sum": "TỔNG CỘNG",
        "people": "ĐVTN tham gia",
        "beneficiaries": "Người thụ hưởng",
        "money": "Kinh phí",
    },
    "en": {
        "title": "TOTALS – {name}",
        "coverage": "Up to {day}: {reported}/{owed} reports are in. Only valid rows are added.",
        "activities": ("Activity", "Measure", "On {day}", "Campaign", "Units with figures"),
        "units": ("Unit", "People (turns)", "Beneficiaries (turns)", "Money (đồng)", "Days reported"),
        "days": ("Day", "People (turns)", "Beneficiaries (turns)", "Money (đồng)", "Units reported"),
        "sum": "TOTAL",
        "people": "People taking part",
        "beneficiaries": "Beneficiaries",
        "money": "Money",
    },
}
_COLUMN_KEYS = (PEOPLE, BENEFICIARIES, MONEY)


def totals_tab(board: Board, rows: Iterable[Row]) -> TabPlan:
    """The totals of all rows as they stood at the board's moment. Numbers are numbers; coverage is "12/14"."""
    campaign, said = board.campaign, _TEXTS[board.campaign.locale]
    known = list(rows)
    sums, by_unit, by_day = sums_by(known, campaign, [(), ("unit",), ("day",)])
    whole = sums.get((), {})
    today = sums_by([row for row in known if row.day == board.today], campaign, [()])[0].get((), {})
    lines: list[Line] = [
        [PlanCell(str(said["title"]).format(name=campaign.name.upper()), TITLE)],
        [PlanCell(_coverage(board), QUIET)],
        [],
        _headings(said["activities"], board.today),
        *_activity_lines(board, whole, today, by_unit),
        [],
        _headings(said["units"], board.today),
        *(
            _column_line(unit.name, by_unit.get((unit.key,), {}), _reported_days(board, unit.key))
            for unit in campaign.units
        ),
        _column_line(str(said["sum"]), whole, "", SUM_WHOLE),
        [],
        _headings(said["days"], board.today),
        *(
            _column_line(f"{day:%d/%m/%Y}", by_day.get((day.isoformat(),), {}), _reported_units(board, day))
            for day in campaign.days
        ),
        _column_line(str(said["sum"]), whole, "", SUM_WHOLE),
    ]
    cells = {Cell(row, column): cell for row, line in enumerate(lines) for column, cell in enumerate(line)}
    return TabPlan(
        name="totals",
        title=words.text("totals", campaign.locale),
        cells=cells,
        frozen_rows=0,
        frozen_columns=1,
        widths={0: 240, 1: 110, 2: 120, 3: 130, 4: 120},
    )


def _headings(names: object, day: date) -> Line:
    return [PlanCell(str(name).format(day=f"{day:%d/%m}"), HEADING) for name in names]  # type: ignore[attr-defined]


def _coverage(board: Board) -> str:
    cells = [
        j
        for day in board.campaign.days
        if day <= board.today
        for _, j in board.on(day)
        if j.status is not Status.EXCUSED
    ]
    reported = sum(j.status in REPORTED for j in cells)
    pattern = str(_TEXTS[board.campaign.locale]["coverage"])
    return pattern.format(day=f"{board.today:%d/%m}", reported=reported, owed=len(cells))


def _activity_lines(board: Board, whole: Sums, today: Sums, by_unit: Mapping[tuple[str, ...], Sums]) -> Iterator[Line]:
    campaign, said = board.campaign, _TEXTS[board.campaign.locale]
    for activity in campaign.activities:
        measures = dict.fromkeys((*activity.measures, *(m for code, m in whole if code == activity.code)))
        for measure in measures:
            key = (activity.code, measure)
            if whole.get(key, 0):
                yield _figure_line(activity.label, measure, key, whole, today, by_unit, len(campaign.units))
    for name in _COLUMN_KEYS:
        measure = COLUMN_MEASURES[name]
        yield _figure_line(str(said[name]), measure, (name, measure), whole, today, by_unit, len(campaign.units))


def _figure_line(
    label: str,
    measure: str,
    key: Key,
    whole: Sums,
    today: Sums,
    by_unit: Mapping[tuple[str, ...], Sums],
    units: int,
) -> Line:
    having = sum(bool(found.get(key, 0)) for found in by_unit.values())
    return [
        PlanCell(label, PLAIN),
        PlanCell(measure, CENTRED),
        _number(today.get(key, 0)),
        _number(whole.get(key, 0)),
        PlanCell(f"{having}/{units}", CENTRED),
    ]


def _number(value: float) -> PlanCell:
    return PlanCell(value, WHOLE if value == int(value) else NUMBER)


def _column_line(name: str, found: Sums, coverage: CellValue, style: Style = WHOLE) -> Line:
    bold = style is SUM_WHOLE
    return [
        PlanCell(name, SUM if bold else NAME),
        *(PlanCell(found.get((key, COLUMN_MEASURES[key]), 0), style) for key in _COLUMN_KEYS),
        PlanCell(coverage, SUM if bold else CENTRED),
    ]


def _reported_days(board: Board, unit: str) -> str:
    found = [j for j in board.judgements[unit] if j.day <= board.today]
    owed = [j for j in found if j.status not in (Status.NOT_REQUIRED, Status.EXCUSED)]
    return f"{sum(j.status in REPORTED for j in owed)}/{len(owed)}"


def _reported_units(board: Board, day: date) -> str:
    owed = [j for _, j in board.on(day) if j.status is not Status.EXCUSED]
    return f"{sum(j.status in REPORTED for j in owed)}/{len(owed)}"
