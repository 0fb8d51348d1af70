"""The words of the board for people, in Vietnamese and English: one table each, one place to change them.

Those of statuses and flags stand in `compliance.words`, for everyone.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sheets_sync.campaign.period import plain_day
from sheets_sync.compliance.judging import Judgement, Rates, Status
from sheets_sync.words.formats import formats

COLOURS = {
    Status.PENDING: ("#eceff1", "#37474f"),
    Status.ON_TIME: ("#c8e6c9", "#1b5e20"),
    Status.LATE: ("#ffe0b2", "#7f3b00"),
    Status.MISSED: ("#ffcdd2", "#8e0000"),
    Status.EXCUSED: ("#cfd8dc", "#263238"),
    Status.INVALID: ("#fff59d", "#5d4600"),
    Status.UNDETERMINED: ("#ffffff", "#000000"),
    Status.NOT_REQUIRED: ("#fafafa", "#616161"),
}
"""Fill and ink of a status; colours never stand alone."""
FIGURES = {
    "vi": (
        ("08:50–08:55", "báo cáo đến giữa hai lần đọc này"),
        ("80–85%", "còn ngày chưa xác định"),
    ),
    "en": (
        ("08:50–08:55", "arrived between these two looks"),
        ("80–85%", "some days are undetermined"),
    ),
}
"""Kinds of figures on the board, each with an example and what it means."""

_TEXTS = {
    "vi": {
        "board_title": "THEO DÕI CHẾ ĐỘ BÁO CÁO",
        "rule": "Hạn nộp: {due}{others}, từ ngày {first} đến ngày {last}.",
        "other_deadline": " (riêng ngày {day}: {deadline})",
        "hands_off": "Bảng này do hệ thống tự ghi, đề nghị không sửa.",
        "reported": "{day}: đã báo cáo {reported}/{owed} đơn vị",
        "counted": "{word} {n}",
        "not_read": " (không đọc được)",
        "and_more": "và {n} đơn vị khác",
        "fresh": "Cập nhật lúc {at} ngày {day}",
        "fresh_every": "mỗi {every} phút; quá {within} phút không đổi là hệ thống đang dừng",
        "fresh_next": "lần tới {next}; quá {until} không đổi là hệ thống đang dừng",
        "fresh_on_change": "chỉ ghi khi có thay đổi",
        "fresh_over": "đợt báo cáo đã hết, không còn lần đọc nào",
        "as_read": "Số liệu theo lần đọc lúc {at} ngày {day}",
        "never_read": "Hệ thống chưa đọc bảng tính lần nào",
        "cells_of": "Cần sửa {n} ô: ",
        "nothing_to_fix": "Cần sửa: không có ô nào",
        "all_in": "Không còn đơn vị nào phải báo cáo",
        "stale": "CẢNH BÁO: hệ thống chưa đọc được bảng tính từ {since}.",
        "stale_from_the_start": "CẢNH BÁO: hệ thống chưa đọc được bảng tính lần nào.",
        "gap": "Quanh giờ hạn, hệ thống không đọc được từ {since} đến {until}; không đơn vị nào bị tính trễ vì thế.",
        "not_recorded": "CẢNH BÁO: lúc {at} chưa ghi được chứng cứ; lần đọc đã được giữ, sẽ ghi sau.",
        "unit": "Đơn vị",
        "on_day": "{day}",
        "to_fix": "Cần sửa",
        "rate": "Đúng hạn",
        "legend": "Chú thích",
        "seen": "Lần đọc {absent} chưa có, lần đọc {present} đã có.",
        "seen_only": "Lần đọc đầu tiên ({present}) đã có.",
        "attempted": "Có dòng từ {at}, chưa dòng nào hợp lệ.",
        "edited": "Nội dung đã sửa sau hạn.",
        "withdrawn": "Dòng hợp lệ đã bị rút.",
        "no_day": "Có dòng đã gõ nhưng ngày sai, thiếu, hoặc ngoài đợt.",
        "overridden": "Điều chỉnh của Ban Phong trào. Lý do: {reason}. Người ghi: {by}. Theo số liệu: {evidence}.",
        "overdue": "Sau hạn hệ thống chưa đọc được lần nào.",
        "cells_to_fix": "{n} ô cần sửa.",
        "rate_note": "Đúng hạn {on_time}, chưa xác định {undetermined}, đã báo cáo {reported} "
        "trên {expected} ngày đã đến hạn.",
        "not_given": "không ghi",
        "declared": "Từ ngày {since} tính lại theo quy định khai báo lúc {at}. Lý do: {reason}. Người ghi: {by}.",
        "door_open": "Lưu ý: ai nhập được trang của đơn vị cũng nhập được trang “{title}”. Cần khóa trang đó.",
    },
    "en": {
        "board_title": "WHO REPORTED IN TIME",
        "rule": "Due {due}{others}, {first} to {last}.",
        "other_deadline": " (on {day}: {deadline})",
        "hands_off": "Written by the job; please do not edit.",
        "reported": "{day}: {reported} of {owed} units have reported",
        "counted": "{word} {n}",
        "not_read": " (can't be read)",
        "and_more": "and {n} more",
        "fresh": "Updated {at} on {day}",
        "fresh_every": "every {every} minutes; no change for {within} minutes means that the job has stopped",
        "fresh_next": "next at {next}; no change by {until} means that the job has stopped",
        "fresh_on_change": "written only when something changes",
        "fresh_over": "the campaign is over, nothing is read any more",
        "as_read": "As read at {at} on {day}",
        "never_read": "The spreadsheet has not been read yet",
        "cells_of": "{n} cells to fix: ",
        "nothing_to_fix": "Nothing to fix",
        "all_in": "Nothing is missing",
        "stale": "WARNING: the spreadsheet could not be read since {since}.",
        "stale_from_the_start": "WARNING: the spreadsheet has never been read.",
        "gap": "The job could not read from {since} to {until}, around the deadline; no unit counts as late for it.",
        "not_recorded": "WARNING: evidence not recorded at {at}; what was seen is kept and recorded later.",
        "unit": "Unit",
        "on_day": "{day}",
        "to_fix": "To fix",
        "rate": "On time",
        "legend": "Legend",
        "seen": "Not there at {absent}, there at {present}.",
        "seen_only": "There at the first look ({present}).",
        "attempted": "Rows since {at}, none valid.",
        "edited": "Edited after the deadline.",
        "withdrawn": "The valid row was withdrawn.",
        "no_day": "There are rows whose day is wrong, missing, or outside the campaign.",
        "overridden": "Override by the coordinators. Reason: {reason}. By: {by}. By evidence: {evidence}.",
        "overdue": "Nobody has looked since the deadline.",
        "cells_to_fix": "{n} cells to fix.",
        "rate_note": "On time {on_time}, undetermined {undetermined}, reported {reported} of {expected} days due.",
        "not_given": "not given",
        "declared": "From {since} on judged anew by the rules declared at {at}. Reason: {reason}. By: {by}.",
        "door_open": "Note: whoever can type in a unit's tab can also type in “{title}”. That tab should be locked.",
    },
}


def text(key: str, locale: str, **facts: object) -> str:
    """A phrase of the board."""
    return _TEXTS[locale][key].format(**facts)


def deadline_words(deadline: time, locale: str) -> str:
    """ "10 giờ 00" or "10:00"."""
    return formats(locale).at(deadline)


def clock_time(moment: datetime, zone: ZoneInfo, locale: str, day: date | None = None) -> str:
    """ "09:55", with seconds where there are some, and with the date where it is not `day`."""
    local, said = moment.astimezone(zone), formats(locale)
    other_day = f" {said.without_year(local)}" if day is not None and local.date() != plain_day(day) else ""
    return said.clock(local, seconds=bool(local.second)) + other_day


def seen_words(judgement: Judgement, zone: ZoneInfo, locale: str) -> str:
    """When the report arrived, such as "08:50–08:55"; the first attempt where no row is valid; else ""."""
    if judgement.seen_present is None:
        tried = judgement.attempted_at if judgement.status is Status.INVALID else None
        return clock_time(tried, zone, locale, judgement.day) if tried else ""
    present = clock_time(judgement.seen_present, zone, locale, judgement.day)
    if judgement.seen_absent is None:
        return present
    return f"{clock_time(judgement.seen_absent, zone, locale, judgement.day)}–{present}"


def percent(rates: Rates, locale: str, *, decimals: int = 1) -> str:
    """The on-time rate, as a range while days are undetermined; "–" where no day is expected."""
    if not rates.expected:
        return "–"
    least, most = (
        formats(locale).percent(part, rates.expected, decimals)
        for part in (rates.on_time, rates.on_time + rates.undetermined)
    )
    return least if least == most else f"{least.removesuffix('%')}–{most}"
