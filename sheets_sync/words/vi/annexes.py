"""Các câu và dòng của báo cáo cả đợt: tổng phần quà, nguồn lực, danh sách công trình và tin, bài, ghi chú của biểu."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "span": "(thời gian từ ngày {first} đến ngày {last}; số liệu tính đến {moment})",
    "annex": "Phụ lục {number}",
    "gifts": "tổng cộng {n} {measure} quà",
    "gifts_so_far": "{n} {measure} quà",
    "worth": ", trị giá {n}",
    "worth_some": " (theo {n}/{n} dòng có ghi số tiền)",
    "in_tab": "chi tiết ở trang “{tab}”",
    "active_units": ", tại {active}/{units} đơn vị",
    "works_reported": "các đơn vị báo cáo {n} hoạt động",
    "money": "kinh phí vận động: {n}",
    "beneficiaries": "số lượt người thụ hưởng: {n} lượt",
    "days_of_work": "số ngày công giúp dân: {n} ngày công",
    "days_of_work_measure": "ngày công",
    "late": "{standing} {n}",
    "rest": "và {n} dòng khác, ghi trong bảng tính: {tabs}",
    "rest_tab": "{tab} ({n})",
    "rest_tabs": "và {n} trang khác",
    "rest_again": " ({n} dòng nêu lại nơi hoặc liên kết đã tính)",
    "more_links": "và {n} liên kết khác",
    "note_no_quantity": "chưa ghi số lượng",
    "note_no_place": "chưa ghi địa điểm",
    "note_place": "nơi đã tính ngày {day} ({unit})",
    "note_latest": "đơn vị có số mới hơn",
    "note_typed": "ghi {typed}",
    "note_links": "{n} liên kết đã tính ngày {days}",
    "rule_latest": "Cột {columns}: dòng tổng là số mới nhất của các đơn vị, không phải tổng các dòng.",
    "rule_max": "Cột {columns}: dòng tổng là số lớn nhất, không phải tổng các dòng.",
}
