"""Câu viết số liệu trong văn bản, tên các mục, và cách viết tên đợt trong câu."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "heading.propaganda": "Công tác tuyên truyền",
    "heading.opinion": "Nắm tình hình dư luận",
    "heading.works": "Các hoạt động",
    "heading.other": "Việc khác",
    "plain": "{activity}: {n} {measure}",
    "people": "huy động {n} lượt {members} tham gia",
    "beneficiaries": "{n} lượt người thụ hưởng",
    "money": "kinh phí vận động {n}",
    "column": "{column}: {n} {measure}",
    "column_of_measure": "{column}: {n} {measure}",
    "lower_first": "yes",
    "common_nouns": (
        "ban",
        "báo",
        "các",
        "cao",
        "chiến",
        "chương",
        "công",
        "cuộc",
        "đợt",
        "giám",
        "hoạt",
        "hội",
        "kế",
        "khảo",
        "mùa",
        "ngày",
        "năm",
        "phong",
        "quý",
        "ra",
        "tháng",
        "thi",
        "tình",
        "tổng",
        "tuần",
        "việc",
    ),
}
"""`common_nouns`: từ đầu trong tên đợt khi tên đó không phải tên riêng ("Công tác …", "Chiến dịch …")."""
