"""Who reported, in sentences: with numbers, and with the names of those that are late or missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.rollup.figures import Figure
from sheets_sync.rollup.model import Line, Piece
from sheets_sync.rollup.reporting import (
    REPORTED,
    WORDS,
    Reporting,
    UnitDay,
    counted,
    due,
    owed,
    with_status,
)
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.tabs.rows import Row
from sheets_sync.words import vietnamese

MOST_NAMED = 30  # units that the rollup names in its text; beyond it, the matrix names them
MOST_DAYS = 5  # days that it names for one unit

_RECEIVED = (("on_time", "đúng hạn"), ("late", "trễ hạn"), ("undetermined", "chưa xác định"))
_OPEN = (
    ("missed", "chưa báo cáo"),
    ("invalid", "có báo cáo nhưng còn lỗi cần sửa"),
    ("pending", "chưa đến hạn, chưa có số liệu"),
)


def of_day(shown: Shown, cells: Sequence[UnitDay], campaign: Campaign, rows: Sequence[Row]) -> tuple[Line, ...]:
    """The lines of one day's report; the first has the numbers and who is missing."""
    expected = owed(cells)
    if not expected:
        return (Line((Piece("Không có đơn vị phải báo cáo trong ngày."),)),)
    lead = _received(shown, "day", "Đã nhận báo cáo của {n}/{n} đơn vị", expected)
    open_parts = [
        shown.line(f"{said} {{n}}: {_names(some, campaign)}", shown.piece(f"day.{status}", counted(some)))
        for status, said in _OPEN
        if (some := with_status(expected, status))
    ]
    named = (
        ("Trễ hạn", with_status(expected, "late")),
        ("Chưa xác định được đúng hạn hay trễ hạn", with_status(expected, "undetermined")),
        ("Không phát sinh hoạt động", _nil_only(expected, rows)),
        ("Miễn báo cáo", with_status(cells, "excused")),
    )
    lines = [sentence(joined((lead, *open_parts), "; "))]
    lines += [Line((Piece(f"{said}: {_names(some, campaign)}."),)) for said, some in named if some]
    return tuple(lines)


def of_campaign(shown: Shown, reporting: Reporting, campaign: Campaign) -> tuple[Line, ...]:
    """How reports were kept over the campaign, and who missed which days."""
    cells = [cell for unit in campaign.units for cell in reporting.of_unit(unit)]
    expected = due(cells)
    if not expected:
        return (Line((Piece("Chưa có ngày báo cáo nào đến hạn."),)),)
    lead = _received(shown, "whole", "Đã nhận {n}/{n} báo cáo ngày đến hạn của các đơn vị", expected)
    rates = joined((_rate(shown, "báo cáo", REPORTED, (), expected), _on_time_rate(shown, expected)), "; ")
    lacking = [
        sentence(_lacking(shown, status, said, some, campaign))
        for status, said in _OPEN
        if status != "pending" and (some := with_status(expected, status))
    ]
    return (sentence(lead), sentence(rates), *lacking)


def status_words(cell: UnitDay) -> str:
    """The word of a status for a table."""
    return WORDS.get(cell.status, cell.status)


def note(cell: UnitDay, problems: int) -> str:
    """What the table says beside a status: a coordinator's reason, corrections, cells to mend."""
    notes = []
    if cell.overridden:
        notes.append(f"điều chỉnh: {vietnamese.one_line(cell.reason)}" if cell.reason else "có điều chỉnh")
    if cell.withdrawn:
        notes.append("đã rút số liệu")
    elif cell.edited_after_deadline:
        notes.append("có sửa sau hạn")
    if problems:
        notes.append(f"còn {problems} ô cần sửa")
    return vietnamese.capital("; ".join(notes))


def _received(shown: Shown, scope: str, pattern: str, expected: Sequence[UnitDay]) -> Line:
    got = with_status(expected, *REPORTED)
    lead = shown.line(
        pattern,
        shown.piece(f"{scope}.reported", counted(got)),
        shown.piece(f"{scope}.expected", counted(expected)),
    )
    parts = joined(
        (
            shown.line(f"{said} {{n}}", shown.piece(f"{scope}.{status}", counted(some)))
            for status, said in _RECEIVED
            if (some := with_status(got, status))
        ),
        ", ",
    )
    return Line((*lead.pieces, Piece(" ("), *parts.pieces, Piece(")"))) if parts.pieces else lead


def _rate(shown: Shown, said: str, sure: Sequence[str], unsure: Sequence[str], expected: Sequence[UnitDay]) -> Line:
    """A rate; a range where undetermined days leave it open."""
    low = with_status(expected, *sure)
    high = with_status(expected, *sure, *unsure)
    least = _share(shown, f"whole.rate.{sure[0]}.{len(sure)}", low, expected)
    if len(low) == len(high):
        return shown.line(f"tỷ lệ {said} {{n}}", least)
    most = _share(shown, f"whole.rate.{sure[0]}.{len(sure)}.most", high, expected)
    return shown.line(f"tỷ lệ {said} từ {{n}} đến {{n}}", least, most)


def _on_time_rate(shown: Shown, expected: Sequence[UnitDay]) -> Line:
    return _rate(shown, "đúng hạn", ("on_time",), ("undetermined",), expected)


def _share(shown: Shown, name: str, part: Sequence[UnitDay], whole: Sequence[UnitDay]) -> Piece:
    said = vietnamese.percent(len(part), len(whole))
    value = float(said.rstrip("%").replace(".", "").replace(",", "."))
    return shown.piece(name, Figure(value, "share", "%", counted(part).sources), said)


def _lacking(shown: Shown, status: str, said: str, cells: Sequence[UnitDay], campaign: Campaign) -> Line:
    by_unit: dict[str, list[UnitDay]] = {}
    for cell in cells:
        by_unit.setdefault(cell.unit, []).append(cell)
    lead = shown.line(f"{said} {{n}} lượt", shown.piece(f"whole.{status}", counted(cells)))
    if len(by_unit) > MOST_NAMED:
        return Line((*lead.pieces, Piece(f", ở {len(by_unit)} đơn vị (tên và ngày tại Phụ lục III)")))
    named = "; ".join(f"{_name(key, campaign)} ({_days(cells)})" for key, cells in by_unit.items())
    return Line((*lead.pieces, Piece(f": {named}")))


def _days(cells: Sequence[UnitDay]) -> str:
    if len(cells) > MOST_DAYS:
        return f"{len(cells)} ngày"
    return "ngày " + ", ".join(vietnamese.day_month(cell.day) for cell in cells)


def _names(cells: Iterable[UnitDay], campaign: Campaign) -> str:
    return vietnamese.listed(
        [
            _name(cell.unit, campaign)
            + (f" ({vietnamese.one_line(cell.reason)})" if cell.status == "excused" and cell.reason else "")
            for cell in cells
        ]
    )


def _name(key: str, campaign: Campaign) -> str:
    unit = campaign.unit_by_key.get(key)
    return vietnamese.one_line(unit.name if unit else key)


def _nil_only(cells: Iterable[UnitDay], rows: Sequence[Row]) -> list[UnitDay]:
    """The units whose valid rows of the day say that there was nothing."""
    nil: dict[str, bool] = {}
    for row in rows:
        if row.valid:
            nil[row.unit] = nil.get(row.unit, True) and row.nil
    return [cell for cell in cells if nil.get(cell.unit)]
