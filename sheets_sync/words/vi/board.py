"""The compliance board."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "board_title": "THEO DÕI CHẾ ĐỘ BÁO CÁO",
    "rule": "Hạn nộp: {due}{others}, từ ngày {first} đến ngày {last}.",
    "other_deadline": " (riêng ngày {day}: {deadline})",
    "hands_off": "Bảng này do hệ thống tự ghi, đề nghị không sửa.",
    "reported": "{day}: đã báo cáo {reported}/{owed} đơn vị",
    "counted": "{word} {n}",
    "not_read": " (không đọc được)",
    "and_more": "và {n} đơn vị khác",
    "fresh": "Cập nhật lúc {at} ngày {day}",
    "fresh_every": "mỗi {every} phút; quá {within} phút không đổi là hệ thống đang dừng",
    "fresh_next": "lần tới {next}; quá {until} không đổi là hệ thống đang dừng",
    "fresh_on_change": "chỉ ghi khi có thay đổi",
    "fresh_over": "đợt báo cáo đã hết, không còn lần đọc nào",
    "as_read": "Số liệu theo lần đọc lúc {at} ngày {day}",
    "never_read": "Hệ thống chưa đọc bảng tính lần nào",
    "cells_of": "Cần sửa {n} ô: ",
    "nothing_to_fix": "Cần sửa: không có ô nào",
    "all_in": "Không còn đơn vị nào phải báo cáo",
    "stale": "CẢNH BÁO: hệ thống chưa đọc được bảng tính từ {since}.",
    "stale_from_the_start": "CẢNH BÁO: hệ thống chưa đọc được bảng tính lần nào.",
    "gap": ("Quanh giờ hạn, hệ thống không đọc được từ {since} đến {until}; không đơn vị nào bị tính trễ vì thế."),
    "not_recorded": "CẢNH BÁO: lúc {at} chưa ghi được chứng cứ; lần đọc đã được giữ, sẽ ghi sau.",
    "unit": "Đơn vị",
    "on_day": "{day}",
    "to_fix": "Cần sửa",
    "rate": "Đúng hạn",
    "legend": "Chú thích",
    "seen": "Lần đọc {absent} chưa có, lần đọc {present} đã có.",
    "seen_only": "Lần đọc đầu tiên ({present}) đã có.",
    "attempted": "Có dòng từ {at}, chưa dòng nào hợp lệ.",
    "edited": "Nội dung đã sửa sau hạn.",
    "withdrawn": "Dòng hợp lệ đã bị rút.",
    "no_day": "Có dòng đã gõ nhưng ngày sai, thiếu, hoặc ngoài đợt.",
    "overridden": ("Điều chỉnh của đơn vị tổng hợp. Lý do: {reason}. Người ghi: {by}. Theo số liệu: {evidence}."),
    "overdue": "Sau hạn hệ thống chưa đọc được lần nào.",
    "cells_to_fix": "{n} ô cần sửa.",
    "rate_note": (
        "Đúng hạn {on_time}, chưa xác định {undetermined}, đã báo cáo {reported} trên {expected} báo cáo đã đến hạn."
    ),
    "not_given": "không ghi",
    "declared": ("Từ ngày {since} tính lại theo quy định khai báo lúc {at}. Lý do: {reason}. Người ghi: {by}."),
    "door_open": ("Lưu ý: ai nhập được trang của đơn vị cũng nhập được trang “{title}”. Cần khóa trang đó."),
    "figures": (("08:50–08:55", "báo cáo đến giữa hai lần đọc này"), ("80–85%", "còn báo cáo chưa xác định")),
}
