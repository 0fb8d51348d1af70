"""What a paper shows where the office left a word out: a gap in brackets, never somebody else's name."""

from __future__ import annotations

from collections.abc import Sequence

from sheets_sync.words import vietnamese

TITLE, ISSUER, NUMBER = "tiêu đề", "cơ quan ban hành", "Số: [số, ký hiệu]"
PLACE, ADDRESSEE, RECIPIENT = "địa danh", "nơi gửi báo cáo", "nơi nhận"
BASIS, REPORTER = "văn bản chỉ đạo", "cơ quan báo cáo"
AUTHORITY, OFFICE = "thẩm quyền ký", "chức vụ người ký"

ALL = tuple(f"[{said}]" for said in (TITLE, ISSUER, PLACE, ADDRESSEE, RECIPIENT, BASIS, REPORTER, AUTHORITY, OFFICE))
GAPS = (*ALL, NUMBER.partition(" ")[2])
"""Every gap that a paper may show, as it is printed."""


def said(words: str | None, gap: str) -> str:
    """The office's words on one line; the gap where it has not given any. Empty words say that there are none."""
    return f"[{gap}]" if words is None else vietnamese.one_line(words)


def each(words: Sequence[str] | None, gap: str) -> tuple[str, ...]:
    """The same of a list."""
    return (f"[{gap}]",) if words is None else tuple(vietnamese.one_line(word) for word in words)
