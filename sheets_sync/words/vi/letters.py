"""Letters that the job sends."""

from __future__ import annotations

from sheets_sync.words.texts import Section

_NOTHING = (
    "k", "ko", "k có", "ko có", "không", "chưa", "chưa có", "không có", "không có gì", "không phát sinh",
    "chưa phát sinh", "không có phát sinh", "không có vấn đề", "không có vấn đề gì", "không có vấn đề phát sinh",
    "không phát sinh vấn đề", "bình thường", "tình hình ổn định", "ổn định",
)  # fmt: skip
"""What people write where there is nothing to say, in small letters."""

TEXTS: Section = {
    "nothing": _NOTHING,
    "urgent": "[Khẩn] {unit}: vấn đề phát sinh ngày {day}",
    "urgent_text": ("{unit} ghi trong báo cáo ngày {day}:\n\n    {text}\n\nÔ {cell}, trang “{tab}”:\n{link}\n"),
    "daily": "DỰ THẢO: báo cáo nhanh {day}",
    "final": "DỰ THẢO: báo cáo kết quả – {name}",
    "document_text": (
        "Kính gửi các đồng chí,\n\nKèm theo là bản DỰ THẢO do hệ thống lập từ báo cáo của các đơn vị, số "
        "liệu đến {at}. Đề nghị xem lại trước khi ký và gửi.\n\n{files}\n"
    ),
}
