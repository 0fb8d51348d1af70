"""The comparison with mails."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "head": ("Đơn vị", "Thư đến", "Bảng tính"),
    "none": "–",
    "late": "{at} (sau hạn)",
    "others": "{n} thư của ngày này đến từ địa chỉ khác.",
    "note": "Chỉ để đối chiếu: thư không làm thay đổi bảng tuân thủ.",
}
