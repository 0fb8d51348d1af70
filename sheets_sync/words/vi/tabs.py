"""Titles of the job's own tabs, and short words of tabs."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title.compliance": "Tuân thủ",
    "title.problems": "Lỗi cần sửa",
    "title.totals": "Tổng hợp",
    "title.overrides": "Điều chỉnh",
    "title.guide": "Hướng dẫn",
    "resembles": " (giống trang của {name})",
    "nearest": " (gần nhất: “{entry}”)",
    "yes": "Có",
    "no": "Không",
    "slot": "Buổi",
}
