"""Campaigns and rows made by hand for the tests of rollup and documents: no parser is needed to make them.

Everything here is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sheets_sync import rollup
from sheets_sync.campaign.model import Activity, Campaign, Column, Unit
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.standings import Standings
from sheets_sync.config import load, resources
from sheets_sync.rollup import CampaignReport, DayReport
from sheets_sync.rollup.adding import Figures, combined_by, figures_by, joined_keys, without
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.rows import Problem, Row, Severity, TypedCell

LETTERHEAD = rollup.DocumentSettings(
    title="ĐOÀN TNCS HỒ CHÍ MINH",
    issuer="BCH ĐOÀN TỈNH TÂY NINH",
    stars="***",
    number="Số:        -BC/TĐTN-PT",
    place="Tây Ninh",
    addressees=("Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và công tác vận động quần chúng tỉnh",),
    basis=(
        "Kế hoạch số 17-KH/BCĐ ngày 29/11/2022 của Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở"
        " và công tác vận động quần chúng tỉnh"
    ),
    reporter="Ban Thường vụ Tỉnh đoàn",
    recipients=("Như trên", "Ban Dân vận Tỉnh ủy", "BTV Tỉnh đoàn", "Lưu: VT, PT"),
    daily_recipients=("BTV Tỉnh đoàn", "Lưu: VT, PT"),
    authority="TM. BAN THƯỜNG VỤ TỈNH ĐOÀN",
    office="PHÓ BÍ THƯ",
    compiler="Ban Phong trào",
    members="đoàn viên, thanh niên",
)
"""What the papers of the sample say of their office."""
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2022, 12, 16)
KEYS = (
    "day",
    "activity",
    "details",
    "place",
    "quantity",
    "measure",
    "people",
    "beneficiaries",
    "money",
    "link",
    "issues",
    "reporter",
    "note",
)
TYPES = {
    "day": "date",
    "activity": "choice",
    "quantity": "decimal",
    "measure": "choice",
    "people": "integer",
    "beneficiaries": "integer",
    "money": "money",
    "link": "url",
}
HEADERS = {"people": "ĐVTN tham gia", "beneficiaries": "Người thụ hưởng", "money": "Kinh phí"}
COUNTED = ("quantity", "people", "beneficiaries", "money")

NAMES = {
    "tay-ninh": "Thành Đoàn Tây Ninh",
    "go-dau": "Huyện Đoàn Gò Dầu",
    "khoi-cqdn": "Đoàn Khối Cơ quan và Doanh nghiệp tỉnh",
}
_SAMPLE = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign.activity_by_code


def worded(activity: Activity) -> Activity:
    """An activity with the words that papers of the sample have for it."""
    own = _SAMPLE[activity.code]
    return replace(activity, heading=own.heading, phrases=own.phrases, listed=own.listed)


_ACTIVITIES = (
    Activity("TT1", "Tin, bài trên báo, đài, website", "II.1", ("tin/bài",), once_per_link=True),
    Activity("TT3", "Buổi tuyên truyền, sinh hoạt", "II.1", ("buổi",)),
    Activity("TT7", "Nhóm Zalo nắm dư luận", "II.1", ("nhóm",), adding="latest"),
    Activity("NH2", "Sửa chữa nhà", "II.2", ("căn",)),
    Activity("QA2", "Tặng quà hộ nghèo, khó khăn", "II.2", ("phần",)),
    Activity("GT1", "Làm, sửa đường giao thông nông thôn", "II.2", ("m", "km")),
    Activity("LD1", "Giúp dân lao động sản xuất", "II.2", ("ngày công", "hộ")),
    Activity("NT1", "Chăm sóc nghĩa trang, đài, bia tưởng niệm", "II.2", ("nơi",), adding="distinct_place"),
    Activity("DL1", "Nắm tình hình, giải quyết vấn đề bức xúc", "II.2", ("vấn đề",)),
    Activity("KH1", "Việc khác", "II.2", ("việc",)),
    Activity("NIL", "Không phát sinh", adding="none"),
)
ACTIVITIES = tuple(map(worded, _ACTIVITIES))


def campaign(units: int = 3, days: int = 15, activities: Sequence[Activity] = ACTIVITIES) -> Campaign:
    """A campaign with the three named units first, then as many numbered ones as are asked for."""
    named = list(NAMES.items()) + [(f"don-vi-{n}", f"Đoàn cơ sở số {n}") for n in range(4, units + 1)]
    return Campaign(
        slug="mau",
        name="Công tác dân vận đợt 2 năm 2022",
        timezone=ZONE,
        days=tuple(FIRST + timedelta(n) for n in range(days)),
        deadline=time(10),
        grace=timedelta(seconds=60),
        units=tuple(Unit(key, name, name) for key, name in named[:units]),
        columns=tuple(Column(key, HEADERS.get(key, key), TYPES.get(key, "text")) for key in KEYS),
        activities=tuple(activities),
    )


def at(day: int = 16, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of December 2022 in the campaign's timezone."""
    return datetime(2022, 12, day, hour, minute, tzinfo=ZONE)


def row(
    unit: str = "go-dau",
    day: int | None = 16,
    activity: str = "QA2",
    quantity: float | None = 10,
    *,
    number: int = 1,
    measure: str = "",
    valid: bool = True,
    estimates: Sequence[str] = (),
    rejected: Sequence[tuple[str, str, str]] = (),
    **values: Any,
) -> Row:
    """A row. `estimates` are columns read with the code C2; `rejected` are (column, typed, code)."""
    when = None if day is None else date(2022, 12, day)
    given: dict[str, Any] = {"activity": activity, "details": "Việc làm thử"} | values
    if when is not None:
        given["day"] = when.isoformat()
    if quantity is not None and activity != "NIL":
        given["quantity"] = quantity
    cells = {key: _cell(number, key, value, measure, key in estimates) for key, value in given.items()}
    problems = tuple(_problem(unit, when, number, *wrong, blocking=not valid) for wrong in rejected)
    for column, typed, code in rejected:
        cells[column] = TypedCell(_place(number, column), typed, Reading(Verdict.REJECT, code=code))
    return Row(unit, unit, 1, number, cells, when, activity == "NIL", valid, problems)


def _cell(number: int, key: str, value: Any, measure: str, estimate: bool) -> TypedCell:
    typed = f"khoảng {value}" if estimate else str(value)
    verdict, code = (Verdict.WARN, "C2") if estimate else (Verdict.ACCEPT, "")
    return TypedCell(
        _place(number, key), typed, Reading(verdict, value, code, (measure or None) if key == "quantity" else None)
    )


def _place(number: int, key: str) -> Cell:
    return Cell(number, KEYS.index(key))


def _problem(
    unit: str, day: date | None, number: int, column: str, typed: str, code: str, *, blocking: bool
) -> Problem:
    return Problem(unit, unit, 1, code, Severity.ERROR, _place(number, column), column, typed, day, blocking)


Seen = Mapping[tuple[str, date], str | Judgement]


def standings(of: Campaign, seen: Seen, as_of: datetime, **more: Any) -> Standings:
    """Where units stand: a status or a judgement by unit and day; where none is given, nothing is known yet."""
    judged = {unit.key: tuple(_judgement(unit, day, seen) for day in of.days) for unit in of.units}
    return Standings(of, as_of, judged, **more)


def _judgement(unit: Unit, day: date, seen: Seen) -> Judgement:
    given = seen.get((unit.key, day), "pending" if unit.owes(day) else "not_required")
    return given if isinstance(given, Judgement) else Judgement(unit.key, day, Status(given), Status(given))


def day_model(
    of: Campaign, day: date, rows: Sequence[Row], seen: Seen, *, as_of: datetime, unread: Any = None, **more: Any
) -> DayReport:
    """The daily report of hand-made rows and statuses."""
    more.setdefault("settings", LETTERHEAD)
    return rollup.day_model(standings(of, seen, as_of, unread=unread or {}), day, rows, **more)


def campaign_model(
    of: Campaign, rows: Sequence[Row], seen: Seen, *, as_of: datetime, unread: Any = None, **more: Any
) -> CampaignReport:
    """The rollup of hand-made rows and statuses."""
    more.setdefault("settings", LETTERHEAD)
    return rollup.campaign_model(standings(of, seen, as_of, unread=unread or {}), rows, **more)


def statuses(of: Campaign, default: str = "on_time", **by_unit: str) -> dict[tuple[str, date], str]:
    """One status for all units and days, another for some units (underscores stand for the dashes of a key)."""
    other = {key.replace("_", "-"): status for key, status in by_unit.items()}
    return {(unit.key, day): other.get(unit.key, default) for unit in of.units for day in of.days}


def many_rows(of: Campaign) -> list[Row]:
    """Two or three rows for each unit and day, the same on every machine."""
    made = []
    for u, unit in enumerate(of.units):
        number = 0
        for d, day in enumerate(of.days):
            for n in range(2 + (u + d) % 2):
                number += 1
                activity = of.activities[(u * 7 + d * 3 + n) % (len(of.activities) - 1)]
                link = f"https://vi-du.example/{unit.key}/{d}/{n}"
                made.append(
                    row(
                        unit.key,
                        day.day,
                        activity.code,
                        1 + (u * d + n) % 40,
                        number=number,
                        details=f"Việc làm thử số {number} của đơn vị, ghi để kiểm tra cách trình bày trên trang in",
                        place=f"xã số {(u + n) % 30}",
                        people=5 + (u + d) % 20,
                        beneficiaries=(u * d) % 50,
                        money=50_000 * ((u + n) % 40),
                        link=[link] if activity.once_per_link else None,
                        issues="Không",
                    )
                )
    return made


def printed_by(rows: Iterable[Row], campaign: Campaign, groupings: Sequence[Sequence[str]]) -> list[Figures]:
    """The figures as documents print them, by the plain way over all rows: as `figures_by`, with one for the measures
    that an activity joins. All quicker ways are held to it."""
    known = list(rows)
    apart = joined_keys(campaign)
    typed = figures_by(known, campaign, groupings)
    combined = combined_by(known, campaign, groupings)
    return [
        {group: without(some, apart) | one.get(group, {}) for group, some in by_group.items()}
        for by_group, one in zip(typed, combined, strict=True)
    ]
