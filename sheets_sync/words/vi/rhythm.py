"""Khi nào phải nộp báo cáo, và kỳ báo cáo được gọi là gì."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "clock": "trước {at}",
    "midnight": "trước",
    "day_same": "hằng ngày",
    "day_some": "mỗi ngày báo cáo",
    "day_next": "ngày hôm sau",
    "day_open": "ngày hôm sau",
    "day_later": "{n} ngày sau",
    "week_same": "{weekday} hằng tuần",
    "week_next": "{weekday} tuần sau",
    "week_open": "{weekday} tuần sau",
    "week_later": "{n} ngày sau khi hết tuần",
    "month_same": "ngày cuối mỗi tháng",
    "month_next": "ngày {nth} tháng sau",
    "month_open": "ngày {nth} tháng sau",
    "month_later": "{n} ngày sau khi hết tháng",
    "quarter_same": "ngày cuối mỗi quý",
    "quarter_next": "ngày {nth} của tháng sau khi hết quý",
    "quarter_open": "ngày {nth} của tháng sau khi hết quý",
    "quarter_later": "{n} ngày sau khi hết quý",
    "weekdays": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "nth": tuple(map(str, range(29))),
    "day": "ngày {last}",
    "week": "tuần {first}–{last}",
    "month": "tháng {month}",
    "quarter": "quý {quarter}/{year}",
    "counted.day": "{n} ngày",
    "counted.week": "{n} tuần",
    "counted.month": "{n} tháng",
    "counted.quarter": "{n} quý",
    "counted.slots": "{n} kỳ báo cáo",
    "sign_month": "{month}/{year}",
    "sign_quarter": "Q{quarter}/{year}",
}
