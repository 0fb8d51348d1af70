"""Vietnamese words that more than one type of cell knows."""

from __future__ import annotations

from sheets_sync.cells.normalise import fold

NOT_KNOWN = frozenset(
    fold(words)
    for words in (
        "chưa",
        "chưa có",
        "chưa rõ",
        "chưa thống kê",
        "đang cập nhật",
        "cập nhật sau",
        "sẽ bổ sung",
        "sẽ cập nhật",
        "n/a",
    )
)
"""Also two or more dots."""
POINTERS = (
    "nt", "n/t", "-nt-", "như trên", "như hôm qua", "như ngày hôm qua",
    "xem file", "xem file đính kèm", "xem mail", "xem email", "xem Zalo",
    "gửi qua Zalo", "gửi qua mail", "gửi qua email",
    "đã gửi Zalo", "đã gửi mail", "đã gửi qua Zalo", "đã gửi qua mail",
)  # fmt: skip
"""A text that is only this points elsewhere."""
NONE_YET = ("chưa đăng", "không", "ko", "không có", "0", "-", "/")
"""Instead of a link."""
