"""The words of the board for people, in Vietnamese and English: one table each, one place to change them.

Vietnamese wording follows the office's usage (đúng hạn, trễ hạn, chưa báo cáo, miễn báo cáo, có lỗi cần sửa).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sheets_sync.compliance import Judgement, Rates, Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is said: `sign` stands in the matrix, `word` beside it; colours never stand alone."""

    sign: str
    word: str
    meaning: str
    fill: str
    ink: str


_FILLS = {
    Status.PENDING: ("#eceff1", "#37474f"),
    Status.ON_TIME: ("#c8e6c9", "#1b5e20"),
    Status.LATE: ("#ffe0b2", "#7f3b00"),
    Status.MISSED: ("#ffcdd2", "#8e0000"),
    Status.EXCUSED: ("#cfd8dc", "#263238"),
    Status.INVALID: ("#fff59d", "#5d4600"),
    Status.UNDETERMINED: ("#ffffff", "#000000"),
    Status.NOT_REQUIRED: ("#fafafa", "#616161"),
}
_STATUS_WORDS = {
    "vi": {
        Status.PENDING: ("○", "Chưa đến hạn", "chưa đến hạn nộp, hoặc sau hạn hệ thống chưa đọc được lần nào"),
        Status.ON_TIME: ("Đ", "Đúng hạn", "có dòng hợp lệ trước hạn"),
        Status.LATE: ("T", "Trễ hạn", "dòng hợp lệ đầu tiên có sau hạn"),
        Status.MISSED: ("–", "Chưa báo cáo", "quá hạn, chưa có dòng nào"),
        Status.EXCUSED: ("M", "Miễn báo cáo", "Ban Phong trào cho miễn"),
        Status.INVALID: ("S", "Có lỗi cần sửa", "quá hạn, có dòng nhưng chưa dòng nào hợp lệ"),
        Status.UNDETERMINED: ("?", "Chưa xác định", "quanh giờ hạn hệ thống không đọc được, không tính là trễ"),
        Status.NOT_REQUIRED: ("·", "Không phải báo cáo", "ngày này đơn vị không phải báo cáo"),
    },
    "en": {
        Status.PENDING: ("○", "Pending", "not due yet, or not looked at since the deadline"),
        Status.ON_TIME: ("V", "On time", "a valid row was there by the deadline"),
        Status.LATE: ("L", "Late", "the first valid row came after the deadline"),
        Status.MISSED: ("–", "Missed", "past the deadline, no row"),
        Status.EXCUSED: ("E", "Excused", "excused by the coordinators"),
        Status.INVALID: ("F", "To be fixed", "past the deadline, rows but none valid"),
        Status.UNDETERMINED: ("?", "Undetermined", "nobody could look around the deadline; never counted as late"),
        Status.NOT_REQUIRED: ("·", "Not required", "the unit owes no report on this day"),
    },
}
FLAGS = {
    "vi": {
        "edited": ("*", "sửa sau hạn"),
        "withdrawn": ("↩", "đã rút dòng"),
        "override": ("!", "Ban Phong trào điều chỉnh"),
        "stale": ("⌛", "chưa đọc được sau hạn"),
    },
    "en": {
        "edited": ("*", "edited after the deadline"),
        "withdrawn": ("↩", "withdrawn"),
        "override": ("!", "override by the coordinators"),
        "stale": ("⌛", "not looked at since the deadline"),
    },
}

_TEXTS = {
    "vi": {
        "compliance": "Tuân thủ",
        "problems": "Lỗi cần sửa",
        "totals": "Tổng hợp",
        "overrides": "Điều chỉnh",
        "board_title": "THEO DÕI CHẾ ĐỘ BÁO CÁO – {name}",
        "rule": "Hạn nộp: trước {deadline} hằng ngày, từ ngày {first} đến ngày {last}. "
        "Bảng này do hệ thống tự ghi, đề nghị không sửa.",
        "today": "Ngày {day}: đúng hạn {on_time} · trễ hạn {late} · chưa báo cáo {missing}{names}",
        "fresh": "Cập nhật lúc {at:%H:%M} ngày {at:%d/%m/%Y} · quá {minutes} phút không đổi là hệ thống đang dừng",
        "stale": "CẢNH BÁO: hệ thống chưa đọc được bảng tính từ {since}.",
        "gap": "Quanh giờ hạn, hệ thống không đọc được từ {since} đến {until}; không đơn vị nào bị tính trễ vì thế.",
        "unread": "Không đọc được: {names}. Không tính là vắng.",
        "unit": "Đơn vị",
        "to_fix": "Cần sửa",
        "to_fix_short": "Sửa",
        "rate": "Tỷ lệ đúng hạn",
        "legend": "Chú thích",
        "on_time_row": "Đúng hạn",
        "late_row": "Trễ hạn",
        "missing_row": "Chưa báo cáo",
        "seen": "Ghi nhận trong khoảng {absent}–{present}.",
        "seen_only": "Ghi nhận lần đầu lúc {present}.",
        "attempted": "Có dòng từ {at}, chưa dòng nào hợp lệ.",
        "no_row": "Chưa thấy dòng nào.",
        "edited": "Nội dung đã sửa sau hạn.",
        "withdrawn": "Dòng hợp lệ đã bị rút.",
        "overridden": "Điều chỉnh: {status}. Lý do: {reason}. Người ghi: {by}. Theo số liệu: {evidence}.",
        "cells_to_fix": "{n} ô cần sửa.",
        "not_given": "không ghi",
        "p_unit": "Đơn vị",
        "p_cell": "Ô (bấm để mở)",
        "p_level": "Mức",
        "p_text": "Nội dung",
        "p_typed": "Đã gõ",
        "p_day": "Ngày báo cáo",
        "p_first": "Thấy từ",
        "p_title": "LỖI CẦN SỬA – sửa ngay trên trang của đơn vị, không cần gửi lại",
        "p_none": "Không có lỗi nào cần sửa.",
        "error": "Lỗi",
        "reminder": "Nhắc",
        "coordinators": "(Điều chỉnh)",
        "whole_tab": "cả trang",
    },
    "en": {
        "compliance": "Compliance",
        "problems": "To fix",
        "totals": "Totals",
        "overrides": "Overrides",
        "board_title": "WHO REPORTED IN TIME – {name}",
        "rule": "Due before {deadline} every day, {first} to {last}. Written by the job; please do not edit.",
        "today": "{day}: on time {on_time} · late {late} · not reported {missing}{names}",
        "fresh": "Updated {at:%H:%M} on {at:%d/%m/%Y} · no change for {minutes} minutes means that the job has stopped",
        "stale": "WARNING: the spreadsheet could not be read since {since}.",
        "gap": "The job could not read from {since} to {until}, around the deadline; no unit counts as late for it.",
        "unread": "Could not be read: {names}. Not counted as absent.",
        "unit": "Unit",
        "to_fix": "To fix",
        "to_fix_short": "Fix",
        "rate": "On-time rate",
        "legend": "Legend",
        "on_time_row": "On time",
        "late_row": "Late",
        "missing_row": "Not reported",
        "seen": "Arrived between {absent} and {present}.",
        "seen_only": "First seen at {present}.",
        "attempted": "Rows since {at}, none valid.",
        "no_row": "No row seen.",
        "edited": "Edited after the deadline.",
        "withdrawn": "The valid row was withdrawn.",
        "overridden": "Override: {status}. Reason: {reason}. By: {by}. By evidence: {evidence}.",
        "cells_to_fix": "{n} cells to fix.",
        "not_given": "not given",
        "p_unit": "Unit",
        "p_cell": "Cell (opens)",
        "p_level": "Level",
        "p_text": "What to do",
        "p_typed": "Typed",
        "p_day": "Report day",
        "p_first": "Since",
        "p_title": "TO FIX – on the unit's own tab; nothing needs to be sent again",
        "p_none": "Nothing to fix.",
        "error": "Error",
        "reminder": "Reminder",
        "coordinators": "(Overrides)",
        "whole_tab": "whole tab",
    },
}


def text(key: str, locale: str, **facts: object) -> str:
    """A phrase of the board."""
    return _TEXTS[locale][key].format(**facts)


def status_words(status: Status, locale: str) -> StatusWords:
    sign, word, meaning = _STATUS_WORDS[locale][status]
    fill, ink = _FILLS[status]
    return StatusWords(sign, word, meaning, fill, ink)


def flag_signs(judgement: Judgement, locale: str) -> str:
    """The signs of everything unusual about a judgement, such as "*!"."""
    raised = {
        "edited": judgement.edited_after_deadline,
        "withdrawn": judgement.withdrawn,
        "override": judgement.override is not None,
        "stale": judgement.overdue_look and judgement.status is Status.PENDING,
    }
    return "".join(FLAGS[locale][name][0] for name, on in raised.items() if on)


def clock_time(moment: datetime, zone: ZoneInfo, day: date | None = None) -> str:
    """ "09:55", with the date where it is not `day`."""
    local = moment.astimezone(zone)
    seconds = f":{local:%S}" if local.second else ""
    other_day = f" {local:%d/%m}" if day is not None and local.date() != day else ""
    return f"{local:%H:%M}{seconds}{other_day}"


def seen_words(judgement: Judgement, zone: ZoneInfo) -> str:
    """The interval in which the report arrived, such as "08:50–08:55"; "" where none was seen."""
    if judgement.seen_present is None:
        return ""
    present = clock_time(judgement.seen_present, zone, judgement.day)
    if judgement.seen_absent is None:
        return present
    return f"{clock_time(judgement.seen_absent, zone, judgement.day)}–{present}"


def percent(rates: Rates, locale: str, *, decimals: int = 1) -> str:
    """The on-time rate, as a range while days are undetermined; "–" where no day is expected."""
    if rates.on_time_rate is None or rates.on_time_rate_max is None:
        return "–"
    low, high = (_percent(rate, locale, decimals) for rate in (rates.on_time_rate, rates.on_time_rate_max))
    return f"{low}%" if low == high else f"{low}–{high}%"


def _percent(rate: float, locale: str, decimals: int) -> str:
    shown = f"{rate * 100:.{decimals}f}".removesuffix(".0")
    return shown.replace(".", ",") if locale == "vi" else shown


_FRESH = re.compile(r"(\d\d):(\d\d) (?:ngày|on) (\d\d)/(\d\d)/(\d{4})")


def parse_fresh(line: str, zone: ZoneInfo) -> datetime | None:
    """The moment that a freshness line names; None where it names none."""
    found = _FRESH.search(line)
    if not found:
        return None
    hour, minute, day, month, year = (int(part) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None
