"""Statuses (sign, word, meaning), flags (sign, meaning), and what was not seen."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "pending": ("○", "Chưa đến hạn", "chưa đến hạn nộp; hoặc ⚠"),
    "on_time": ("Đ", "Đúng hạn", "có dòng hợp lệ trước hạn"),
    "late": ("T", "Trễ hạn", "dòng hợp lệ đầu tiên có sau hạn"),
    "missed": ("–", "Chưa báo cáo", "quá hạn, chưa có dòng nào"),
    "excused": ("M", "Miễn báo cáo", "đơn vị tổng hợp cho miễn"),
    "invalid": ("S", "Có lỗi cần sửa", "quá hạn, có dòng nhưng chưa dòng nào hợp lệ"),
    "undetermined": ("?", "Chưa xác định", "quanh giờ hạn hệ thống không đọc được, không tính là trễ"),
    "not_required": ("·", "Không phải báo cáo", "lần này đơn vị không phải báo cáo"),
    "not_seen.unseen": "Sau hạn chưa đọc được",
    "not_seen.unread": "Không đọc được",
    "flag.edited": ("*", "sửa nội dung sau hạn"),
    "flag.withdrawn": ("↩", "đã rút dòng hợp lệ"),
    "flag.override": ("!", "đơn vị tổng hợp điều chỉnh"),
    "flag.no_day": ("≠", "có dòng sai ngày"),
    "flag.overdue": ("⚠", "sau hạn hệ thống chưa đọc được"),
    "flag.unread": ("⊘", "trang không đọc được, không tính là vắng"),
    "unclaimed_tab": "“{tab}” ({rows} dòng)",
    "unclaimed": "Trang không đọc cho đơn vị nào: {tabs}.",
    "unread": "Không đọc được: {names}. Không tính là vắng.",
}
