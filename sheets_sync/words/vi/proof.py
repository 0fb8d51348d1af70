"""Số được viết thế nào trong câu, để đối chiếu một văn bản với chứng cứ: các từ đi kèm số, số viết bằng chữ, ngày."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "before": ("khoảng", "gần", "hơn", "trên", "dưới", "ít nhất", "tối đa"),
    "after": ("nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "trăm", "chục", "km", "m", "ha"),
    "digits": (
        "không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín", "linh",
        "lẻ", "rưỡi",
    ),
    "scales": ("mười", "mươi", "chục", "trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"),
    "date": r"ngày\s*\d?\d?\s*tháng\s*\d?\d?\s*năm\s*\d\d\d\d",
    "number": r"số:?",
}  # fmt: skip
"""`date` and `number` are regular expressions: the date line as a clerk may have filled it in, and what stands before
the number of a paper."""
