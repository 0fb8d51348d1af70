"""What commands tell operators: errors, notices, help."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "wrong_locale": (
        "Bảng tính đang đặt vùng {locale}, múi giờ {zone}; cần {wanted}, {wanted_zone}. "
        "Hệ thống tạm dừng để tránh đọc sai số."
    ),
    "set_locale": "Đề nghị chọn lại Tệp > Cài đặt, hoặc chạy: sheets-sync provision",
}
