"""The tab of totals."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "TỔNG HỢP KẾT QUẢ",
    "coverage": ("Lũy kế đến {day}: đã có {reported}/{owed} lượt báo cáo. Chỉ cộng các dòng hợp lệ."),
    "activities": ("Hoạt động", "Đơn vị tính", "{day}", "Lũy kế", "Đơn vị có số liệu"),
    "figures": ("Chỉ tiêu", "Đơn vị tính", "{day}", "Lũy kế", "Đơn vị có số liệu"),
    "units": ("Đơn vị", "Số ngày báo cáo"),
    "days": ("Ngày", "Đơn vị báo cáo"),
    "unit_periods": ("Đơn vị", "Số kỳ báo cáo"),
    "periods": ("Kỳ báo cáo", "Đơn vị báo cáo"),
    "covered": "Đã báo cáo",
    "sum": "TỔNG CỘNG",
}
