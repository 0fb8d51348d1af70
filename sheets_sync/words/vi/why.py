"""Why a report counts as it does: rules, what a look saw, reasons of failed looks, headings."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "rule.not_required": "Đơn vị không phải báo cáo lần này.",
    "rule.excused": "Đơn vị tổng hợp đã điều chỉnh.",
    "rule.on_time": "Dòng hợp lệ đầu tiên được ghi nhận lúc {present}, không sau mốc {cut_off}.",
    "rule.late": (
        "Lần đọc lúc {absent} (tại hoặc sau mốc {cut_off}) chưa có dòng hợp lệ; lần đọc lúc {present} mới có."
    ),
    "rule.undetermined": (
        "Không có lần đọc nào từ mốc {cut_off} đến trước {present}: không rõ báo cáo đến trước hay sau "
        "hạn, nên không tính là trễ."
    ),
    "rule.pending": "Chưa đến hạn {deadline}, hoặc sau hạn hệ thống chưa đọc được lần nào.",
    "rule.invalid": "Sau hạn {deadline}, lần đọc cuối thấy có dòng nhưng chưa dòng nào hợp lệ.",
    "rule.missed": "Sau hạn {deadline}, lần đọc cuối chưa thấy dòng hợp lệ nào.",
    "saw.valid": "có dòng hợp lệ",
    "saw.attempted": "có dòng, chưa hợp lệ",
    "saw.absent": "chưa có dòng",
    "saw.failed": "không đọc được",
    "reason.never_ran": "hệ thống không chạy",
    "reason.no_tab": "không tìm thấy trang của đơn vị",
    "reason.header": "dòng tiêu đề của trang đã bị đổi",
    "reason.unreachable": "không kết nối được dịch vụ bảng tính",
    "reason.quota": "hết hạn mức truy cập",
    "reason.access": "bị từ chối truy cập",
    "reason.spreadsheet_setup": "vùng hoặc múi giờ của bảng tính đã bị đổi",
    "reason.": "lỗi khi đọc bảng tính",
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
    "no_changes": "Chưa lần đọc nào thấy dòng của báo cáo này.",
    "not_counted": "Có trên bảng tính nhưng không tính cho báo cáo nào",
    "gaps": "Những lúc hệ thống không đọc được",
    "gap": ("Hệ thống không đọc được từ {since} đến {until} ({reasons}); không tính vào trách nhiệm của đơn vị."),
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
    "note": (
        "Bảng tính không lưu giờ của từng ô. Hệ thống đọc trang của đơn vị theo lịch và chỉ khẳng định "
        "điều đã thấy: báo cáo đến sau lần đọc cuối chưa có và không muộn hơn lần đọc đầu tiên đã có. Giờ"
        " theo múi giờ {zone}."
    ),
    "head": "Mã chứng cứ: {head}",
}
