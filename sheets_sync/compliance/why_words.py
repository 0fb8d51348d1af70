"""The words of `why`, in Vietnamese and English: the rules that decide, what a look saw, headings of the page."""

from __future__ import annotations

from sheets_sync.compliance.gaps import NEVER_RAN
from sheets_sync.compliance.judging import Status

RULES = {
    "vi": {
        Status.NOT_REQUIRED: "Đơn vị không phải báo cáo ngày này.",
        Status.EXCUSED: "Ban Phong trào đã điều chỉnh.",
        Status.ON_TIME: "Dòng hợp lệ đầu tiên được ghi nhận lúc {present}, không sau mốc {cut_off}.",
        Status.LATE: "Lần đọc lúc {absent} (tại hoặc sau mốc {cut_off}) chưa có dòng hợp lệ; "
        "lần đọc lúc {present} mới có.",
        Status.UNDETERMINED: "Không có lần đọc nào từ mốc {cut_off} đến trước {present}: không rõ báo cáo đến trước "
        "hay sau hạn, nên không tính là trễ.",
        Status.PENDING: "Chưa đến hạn {deadline}, hoặc sau hạn hệ thống chưa đọc được lần nào.",
        Status.INVALID: "Sau hạn {deadline}, lần đọc cuối thấy có dòng nhưng chưa dòng nào hợp lệ.",
        Status.MISSED: "Sau hạn {deadline}, lần đọc cuối chưa thấy dòng hợp lệ nào.",
    },
    "en": {
        Status.NOT_REQUIRED: "The unit owes no report on this day.",
        Status.EXCUSED: "The coordinators made an override.",
        Status.ON_TIME: "The first valid row was seen at {present}, not after the cut-off {cut_off}.",
        Status.LATE: "The look at {absent} (at or after the cut-off {cut_off}) saw no valid row; "
        "the one at {present} did.",
        Status.UNDETERMINED: "Nobody looked from the cut-off {cut_off} until {present}: before or after the deadline "
        "is not known, so it is never counted as late.",
        Status.PENDING: "The deadline {deadline} has not come, or nobody has looked since.",
        Status.INVALID: "After the deadline {deadline} the last look saw rows, but none valid.",
        Status.MISSED: "After the deadline {deadline} the last look saw no valid row.",
    },
}
SAW = {
    "vi": {
        "valid": "có dòng hợp lệ",
        "attempted": "có dòng, chưa hợp lệ",
        "absent": "chưa có dòng",
        "failed": "không đọc được",
    },
    "en": {"valid": "a valid row", "attempted": "rows, none valid", "absent": "no row", "failed": "could not be read"},
}
REASONS = {
    "vi": {
        NEVER_RAN: "hệ thống không chạy",
        "no_tab": "không tìm thấy trang của đơn vị",
        "header": "dòng tiêu đề của trang đã bị đổi",
        "unreachable": "không kết nối được dịch vụ bảng tính",
        "quota": "hết hạn mức truy cập",
        "access": "bị từ chối truy cập",
        "spreadsheet_setup": "vùng hoặc múi giờ của bảng tính đã bị đổi",
        "": "lỗi khi đọc bảng tính",
    },
    "en": {
        NEVER_RAN: "the job did not run",
        "no_tab": "the unit's tab was not found",
        "header": "the headings of the tab were changed",
        "unreachable": "the spreadsheet service could not be reached",
        "quota": "the quota was used up",
        "access": "access was refused",
        "spreadsheet_setup": "locale or timezone of the spreadsheet were changed",
        "": "an error while reading",
    },
}
LABELS = {
    "vi": {
        "title": "Căn cứ ghi nhận báo cáo",
        "as_of": "Theo chứng cứ đến {at}.",
        "rule": "Căn cứ",
        "deadline": "Hạn nộp",
        "version": "Quy định theo phiên bản",
        "override": "Điều chỉnh",
        "override_line": "{status}. Lý do: {reason}. Người ghi: {by}. Hệ thống thấy từ {since}.",
        "evidence": "Nếu chỉ theo số liệu",
        "arrived": "Báo cáo đến trong khoảng",
        "arrived_between": "sau {absent}, không muộn hơn {present}",
        "arrived_first": "không muộn hơn {present} (trước đó chưa có lần đọc nào)",
        "attempted": "Có dòng đầu tiên",
        "attempted_at": "lúc {at}",
        "edited": "Nội dung đã sửa sau hạn.",
        "withdrawn": "Dòng hợp lệ đã bị rút sau khi được ghi nhận.",
        "polls": "Các lần đọc quanh mốc",
        "time": "Thời điểm",
        "saw": "Hệ thống thấy",
        "changes": "Những gì trang của đơn vị đã thể hiện",
        "no_changes": "Chưa lần đọc nào thấy dòng của ngày này.",
        "not_counted": "Có trên bảng tính nhưng không tính cho ngày nào",
        "gaps": "Những lúc hệ thống không đọc được",
        "gap": "Hệ thống không đọc được từ {since} đến {until} ({reasons}); không tính vào trách nhiệm của đơn vị.",
        "now": "nay",
        "edits": "Những nội dung đã sửa sau lần ghi nhận đầu tiên",
        "cell": "Ô",
        "column": "Cột",
        "before": "Trước",
        "after": "Sau",
        "when": "Sửa trong khoảng",
        "between": "{since} – {until}",
        "first_time": "trước {until}",
        "whole_row": "cả dòng",
        "empty": "(trống)",
        "row": "dòng {n}",
        "valid": "hợp lệ",
        "not_valid": "chưa hợp lệ",
        "none": "không ghi",
        "gone": "không còn dòng nào",
        "late_edit": "sau hạn",
        "note": "Bảng tính không lưu giờ của từng ô. Hệ thống đọc trang của đơn vị theo lịch và chỉ khẳng định điều đã "
        "thấy: báo cáo đến sau lần đọc cuối chưa có và không muộn hơn lần đọc đầu tiên đã có. Giờ theo múi giờ {zone}.",
        "head": "Mã chứng cứ: {head}",
    },
    "en": {
        "title": "What the record of this report rests on",
        "as_of": "By the evidence up to {at}.",
        "rule": "Rule",
        "deadline": "Deadline",
        "version": "By version",
        "override": "Override",
        "override_line": "{status}. Reason: {reason}. By: {by}. Seen since {since}.",
        "evidence": "By the evidence alone",
        "arrived": "The report arrived",
        "arrived_between": "after {absent}, not later than {present}",
        "arrived_first": "not later than {present} (nobody had looked before)",
        "attempted": "First row of any kind",
        "attempted_at": "at {at}",
        "edited": "The content was edited after the deadline.",
        "withdrawn": "The valid row was withdrawn after it had been seen.",
        "polls": "Looks around the turning points",
        "time": "When",
        "saw": "What was seen",
        "changes": "What the unit's tab showed",
        "no_changes": "No look has seen a row of this day.",
        "not_counted": "In the spreadsheet, but counted for no day",
        "gaps": "When the job could not read",
        "gap": "The job could not read from {since} to {until} ({reasons}); this is not held against the unit.",
        "now": "now",
        "edits": "What was edited after it had first been seen",
        "cell": "Cell",
        "column": "Column",
        "before": "Before",
        "after": "After",
        "when": "Edited between",
        "between": "{since} – {until}",
        "first_time": "before {until}",
        "whole_row": "whole row",
        "empty": "(empty)",
        "row": "row {n}",
        "valid": "valid",
        "not_valid": "not valid",
        "none": "not given",
        "gone": "no row any more",
        "late_edit": "after the deadline",
        "note": "A spreadsheet keeps no time of a cell. The job reads the unit's tab on a schedule and states only "
        "what it saw: the report came after the last look without it, and not later than the first look with it. "
        "Times are those of {zone}.",
        "head": "Evidence code: {head}",
    },
}


OLD_NAMES = {
    "UnreachableError": "unreachable",
    "QuotaError": "quota",
    "AccessError": "access",
    "SpreadsheetSetupError": "spreadsheet_setup",
}
"""Records of failed reads once named a class of Python; what it was called then, and the code of that error."""


def reason_words(reason: str, locale: str) -> str:
    """Why a look failed: the code of an error ("unreachable: …", or its old name) or a word of `Poll.unread`, for
    people."""
    known = REASONS[locale]
    name = reason.partition(":")[0]
    return known.get(OLD_NAMES.get(name, name), known[""])
