"""The tab of problems."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "LỖI CẦN SỬA",
    "hint": "Sửa ngay trên trang của đơn vị, không cần gửi lại. Bấm vào ô để mở.",
    "headings": (
        "Đơn vị",
        "Ô",
        "Nội dung\n✗ {errors} lỗi, ! {reminders} nhắc",
        "Mức",
        "Đã gõ",
        "Ngày báo cáo",
        "Ghi nhận từ",
    ),
    "notes": (
        "",
        "✗ là lỗi: dòng hoặc số liệu ấy chưa được tính cho đến khi sửa. ! là nhắc: vẫn được tính, đề nghị xem lại.",
        "Nội dung cần sửa; khi biết thì có kèm mục gần nhất trong danh sách.",
        "",
        "Nguyên văn đã gõ.",
        "",
        "Lần đọc đầu tiên thấy nội dung này. Sửa xong, lần đọc sau sẽ bỏ dòng này.",
    ),
    "period": "Kỳ báo cáo",
    "none": "Không có lỗi nào cần sửa.",
    "more": "Còn {n} nội dung khác, hiện tiếp khi các ô trên đã sửa.",
    "error": "Lỗi",
    "reminder": "Nhắc",
    "coordinators": "(Điều chỉnh)",
    "nobody": "(Trang khác)",
    "whole_tab": "cả trang",
}
