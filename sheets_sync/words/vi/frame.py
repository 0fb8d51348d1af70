"""Đầu và cuối văn bản: chỗ trống mà đơn vị chưa điền, ngày tháng, phụ lục, từ mặc định của đơn vị."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "gap.title": "[tiêu đề]",
    "gap.issuer": "[cơ quan ban hành]",
    "gap.number": "[số, ký hiệu]",
    "gap.place": "[địa danh]",
    "gap.addressee": "[nơi gửi báo cáo]",
    "gap.recipient": "[nơi nhận]",
    "gap.basis": "[văn bản chỉ đạo]",
    "gap.reporter": "[cơ quan báo cáo]",
    "gap.authority": "[thẩm quyền ký]",
    "gap.office": "[chức vụ người ký]",
    "number": "Số: {gap}",
    "annex": "(Kèm theo Báo cáo số{number} {day})",
    "moment": "{hour} ngày {day}",
    "draft_mark": "DỰ THẢO",
    "compiler": "Người tổng hợp",
    "members": "người",
    "gift_measures": ("phần",),
    "letters": (
        "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v",
    ),
}  # fmt: skip
