"""What a changed campaign file will do, told before a run meets it."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "next_run": "Tệp cấu hình đã đổi, lần chạy tới: {change}",
    "missing_tabs": "chưa có trang: {names}; chạy sheets-sync provision để thêm.",
    "units_go": "không còn trong đợt: {names}",
    "units_come": "mới vào đợt: {names}",
    "days_come": "thêm kỳ báo cáo: {days}",
    "days_go": "bớt kỳ báo cáo: {days}",
    "deadline": "hạn nộp của {days}: {at}",
    "span": "{first} – {last} ({counted})",
    "columns_come": (
        "cột mới {names}: chạy sheets-sync provision để thêm vào các trang; trang chưa có cột vẫn được đọc."
    ),
    "spoiled": "{n} dòng sẽ không hợp lệ: {places}",
    "mended": "{n} dòng sẽ hợp lệ: {places}",
    "no_version": "Chưa ghi phiên bản nào: lần chạy đầu tiên sẽ ghi tệp cấu hình như hiện nay.",
    "not_recorded": "chưa ghi: {change}",
    "holds": "áp dụng cho {counted} ({first} đến {last})",
    "holds_no_more": "không còn áp dụng cho kỳ nào",
    "how.first": "lần đầu",
    "how.file": "theo tệp",
    "how.migrated": "chuyển từ sổ cũ",
    "how.accepted": "được xác nhận",
    "since": "từ {day}",
    "ahead": "cho thời gian tới",
    "new": "{what}: mới, {after}",
    "gone": "{what}: bỏ",
    "accepted": "Đã ghi: tệp cấu hình có hiệu lực {since} ({digest}).",
}
