"""Titles of the job's own tabs, and short words of tabs."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title.compliance": "Tuân thủ",
    "title.problems": "Lỗi cần sửa",
    "title.totals": "Tổng hợp",
    "title.overrides": "Điều chỉnh",
    "title.guide": "Hướng dẫn",
    "resembles": " (giống trang của {name})",
    "nearest": " (gần nhất: “{entry}”)",
    "title_words": (
        "báo cáo",
        "bc",
        "của",
        "đơn vị",
        "tên đơn vị",
        "bảng",
        "biểu",
        "số liệu",
        "kết quả",
        "tổng hợp",
        "phần",
        "ngày",
        "tháng",
        "năm",
        "tuần",
        "đợt",
    ),
    "yes": "Có",
    "no": "Không",
    "slot": "Buổi",
    "fresh": "Trang tính1",
    "counted": "lượt",
    "override.heading.unit": ("Đơn vị",),
    "override.heading.day": (
        "Ngày",
        "Ngày báo cáo",
    ),
    "override.heading.status": ("Trạng thái",),
    "override.heading.reason": ("Lý do",),
    "override.heading.by": (
        "Người ghi",
        "Người nhập",
    ),
    "override.status.excused": (
        "miễn",
        "miễn báo cáo",
        "được miễn",
    ),
    "override.status.on_time": ("đúng hạn",),
    "override.status.late": (
        "trễ hạn",
        "trễ",
    ),
    "told_lead": "Hệ thống: ",
    "told_fix": " · Cần sửa: ",
}
