"""The words of statuses, in Vietnamese and English: board, papers, reminders and `why` all have them from here.

Vietnamese wording follows the office's usage (đúng hạn, trễ hạn, chưa báo cáo, miễn báo cáo, có lỗi cần sửa).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.standings import Standing


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is said: `sign` stands in a matrix, `word` beside it, `meaning` in a legend."""

    sign: str
    word: str
    meaning: str


_STATUSES = {
    "vi": {
        Status.PENDING: StatusWords("○", "Chưa đến hạn", "chưa đến hạn nộp; hoặc ⚠"),
        Status.ON_TIME: StatusWords("Đ", "Đúng hạn", "có dòng hợp lệ trước hạn"),
        Status.LATE: StatusWords("T", "Trễ hạn", "dòng hợp lệ đầu tiên có sau hạn"),
        Status.MISSED: StatusWords("–", "Chưa báo cáo", "quá hạn, chưa có dòng nào"),
        Status.EXCUSED: StatusWords("M", "Miễn báo cáo", "Ban Phong trào cho miễn"),
        Status.INVALID: StatusWords("S", "Có lỗi cần sửa", "quá hạn, có dòng nhưng chưa dòng nào hợp lệ"),
        Status.UNDETERMINED: StatusWords(
            "?", "Chưa xác định", "quanh giờ hạn hệ thống không đọc được, không tính là trễ"
        ),
        Status.NOT_REQUIRED: StatusWords("·", "Không phải báo cáo", "ngày này đơn vị không phải báo cáo"),
    },
    "en": {
        Status.PENDING: StatusWords("○", "Pending", "not due yet; or ⚠"),
        Status.ON_TIME: StatusWords("V", "On time", "a valid row was there by the deadline"),
        Status.LATE: StatusWords("L", "Late", "the first valid row came after the deadline"),
        Status.MISSED: StatusWords("–", "Missed", "past the deadline, no row"),
        Status.EXCUSED: StatusWords("E", "Excused", "excused by the coordinators"),
        Status.INVALID: StatusWords("F", "To be fixed", "past the deadline, rows but none valid"),
        Status.UNDETERMINED: StatusWords(
            "?", "Undetermined", "nobody could look around the deadline; never counted as late"
        ),
        Status.NOT_REQUIRED: StatusWords("·", "Not required", "the unit owes no report on this day"),
    },
}
_NOT_SEEN = {
    "vi": {Standing.UNSEEN: "Sau hạn chưa đọc được", Standing.UNREAD: "Không đọc được"},
    "en": {Standing.UNSEEN: "Not read since the deadline", Standing.UNREAD: "Can't be read"},
}
TICK = "✓"
"""Stands before today's status of a report in time, beside the word."""
FLAGS = {
    "vi": {
        "edited": ("*", "sửa nội dung sau hạn"),
        "withdrawn": ("↩", "đã rút dòng hợp lệ"),
        "override": ("!", "Ban Phong trào điều chỉnh"),
        "no_day": ("≠", "có dòng sai ngày"),
        "overdue": ("⚠", "sau hạn hệ thống chưa đọc được"),
        "unread": ("⊘", "trang không đọc được, không tính là vắng"),
    },
    "en": {
        "edited": ("*", "edited after the deadline"),
        "withdrawn": ("↩", "withdrawn"),
        "override": ("!", "override by the coordinators"),
        "no_day": ("≠", "rows of a wrong day"),
        "overdue": ("⚠", "not looked at since the deadline"),
        "unread": ("⊘", "the tab can't be read; not counted as absent"),
    },
}
"""By name: the sign beside a status, and what it means."""

_UNCLAIMED = {
    "vi": ("“{tab}” ({rows} dòng)", "Trang không đọc cho đơn vị nào: {tabs}."),
    "en": ("“{tab}” ({rows} rows)", "Tabs that are read for no unit: {tabs}."),
}
_UNREAD = {
    "vi": "Không đọc được: {names}. Không tính là vắng.",
    "en": "Could not be read: {names}. Not counted as absent.",
}


def status_words(status: Status, locale: str) -> StatusWords:
    return _STATUSES[locale][status]


def standing_word(standing: Standing, locale: str) -> str:
    """The word of a standing, with a capital: that of its status where it is one."""
    seen = _NOT_SEEN[locale].get(standing)
    return seen or status_words(Status(standing.value), locale).word


def flags_of(judgement: Judgement) -> list[str]:
    """Everything unusual about a judgement, by the names of FLAGS."""
    raised = {
        "edited": judgement.edited_after_deadline,
        "withdrawn": judgement.withdrawn,
        "override": judgement.override is not None,
        "no_day": judgement.rows_of_no_day > 0,
        "overdue": judgement.overdue_look and judgement.status is Status.PENDING,
    }
    return [name for name, on in raised.items() if on]


def no_day_mark(judgement: Judgement, locale: str) -> str:
    """What stands behind the word or the name of a unit that typed rows of no day instead of a report; else ""."""
    return f" ({FLAGS[locale]['no_day'][1]})" if judgement.rows_of_no_day else ""


def flag_signs(judgement: Judgement, locale: str) -> str:
    """The signs of everything unusual about a judgement, such as "*!"."""
    return "".join(FLAGS[locale][name][0] for name in flags_of(judgement))


def sign_of(judgement: Judgement, locale: str) -> str:
    """What a matrix shows of a judgement: the sign of its status and those of its flags."""
    return status_words(judgement.status, locale).sign + flag_signs(judgement, locale)


def unread_sentence(names: Sequence[str], locale: str) -> str:
    """That the tabs of these units could not be read, and that this is not held against them; empty for none."""
    return _UNREAD[locale].format(names=", ".join(names)) if names else ""


def unclaimed_sentence(tabs: Sequence[tuple[str, str]], locale: str) -> str:
    """That these tabs (title, number of filled rows) hold reports and are read for nobody; empty for none."""
    one, all_of_them = _UNCLAIMED[locale]
    return all_of_them.format(tabs=", ".join(one.format(tab=tab, rows=rows) for tab, rows in tabs)) if tabs else ""
