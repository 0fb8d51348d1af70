"""Báo cáo của một kỳ: chữ in sẵn, câu mở đầu và câu kết."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "kind_day": "BÁO CÁO NHANH",
    "kind_week": "BÁO CÁO TUẦN",
    "kind_month": "BÁO CÁO THÁNG",
    "kind_quarter": "BÁO CÁO QUÝ",
    "kind_slots": "BÁO CÁO NHANH",
    "subject": "Kết quả {name}, {period}",
    "as_of": "(số liệu tính đến {moment})",
    "reporting": "Tình hình báo cáo",
    "results": "Kết quả trong {period}",
    "so_far": "Lũy kế từ ngày {since}",
    "issues": "Vấn đề phát sinh, dư luận",
    "proposals": "Đề xuất, kiến nghị",
    "none_day": "Chưa có số liệu hoạt động trong ngày.",
    "none_period": "Chưa có số liệu trong kỳ.",
    "none_so_far": "Chưa có số liệu lũy kế.",
    "ask_issues": "{office} ghi: vấn đề phát sinh, dư luận xã hội",
    "ask_proposals": "{office} ghi, hoặc bỏ mục này",
    "list_enclosed": "Danh sách kèm theo.",
    "last_day": "Trên đây là báo cáo nhanh {period}, kèm biểu tổng hợp theo đơn vị",
    "last_period": "Trên đây là báo cáo kết quả {period}; biểu tổng hợp theo đơn vị kèm theo",
    "table": "Biểu tổng hợp",
    "table_title": "KẾT QUẢ TRONG {PERIOD} THEO ĐƠN VỊ",
    "table_line": "Biểu tổng hợp: kết quả trong {period} theo đơn vị",
    "annex_changes": "Biểu thay đổi",
    "list": "Danh sách",
    "list_line": "Danh sách: nội dung chưa cộng vào tổng",
}
