"""Ai đã báo cáo, ai chưa: các câu trong văn bản."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "none_owed_day": "Không có đơn vị phải báo cáo trong ngày.",
    "none_owed_period": "Không có đơn vị phải báo cáo trong kỳ.",
    "none_due_day": "Chưa có ngày báo cáo nào đến hạn.",
    "none_due_period": "Chưa có kỳ báo cáo nào đến hạn.",
    "received": "Đã nhận báo cáo của {n}/{n} đơn vị",
    "received_whole": "Đã nhận {n}/{n} lượt báo cáo đến hạn của các đơn vị",
    "counted": "{standing} {n}",
    "counted_whole": "{standing} {n} lượt",
    "undetermined": "Chưa xác định được đúng hạn hay trễ hạn",
    "nil": "Không phát sinh hoạt động",
    "rate_reported": "tỷ lệ báo cáo {n}",
    "rate_reported_range": "tỷ lệ báo cáo từ {n} đến {n}",
    "rate_on_time": "tỷ lệ đúng hạn {n}",
    "rate_on_time_range": "tỷ lệ đúng hạn từ {n} đến {n}",
    "many_day": ", ở {units} đơn vị (tên và ngày tại Phụ lục III)",
    "many_period": ", ở {units} đơn vị (tên và kỳ tại Phụ lục III)",
    "times_day": "{n} ngày",
    "times_period": "{n} kỳ",
    "on_days": "ngày {days}",
    "override_reason": "điều chỉnh: {reason}",
    "override": "có điều chỉnh",
    "withdrawn": "đã rút số liệu",
    "edited": "có sửa sau hạn",
    "to_mend": "còn {n} ô cần sửa",
    "left_out": "Còn {n} nội dung chưa cộng vào tổng vì chưa đọc được hoặc chưa hợp lệ.",
    "of_due": "{n}/{n}",
}
