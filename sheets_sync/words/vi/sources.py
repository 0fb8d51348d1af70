"""Các ô đứng sau một con số, trên bản html."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "anchor": "nguon",
    "closed": "dong",
    "close": "Đóng",
    "so_far": "Số lũy kế: từng ô xem tại báo cáo của từng ngày, hoặc tại báo cáo kết quả của cả đợt.",
    "how.sum": "tổng các ô",
    "how.latest": "số mới nhất của từng đơn vị",
    "how.max": "số cao nhất",
    "how.distinct_place": "mỗi địa điểm tính một lần",
    "how.once_per_link": "mỗi liên kết tính một lần",
    "how.count": "số báo cáo",
    "how.share": "tỷ lệ; phần được tính",
    "head": ("Đơn vị", "Trang, ô", "Đã ghi", "Đọc là", "Tính vào", "Thấy lúc"),
    "all_cells": "Đủ từng ô:",
    "entry": "mục {name}",
    "more": "… và {n} ô khác.",
    "seen": "{hour} ngày {day}",
}
