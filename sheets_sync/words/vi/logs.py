"""Lines of the log."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "again": "{spreadsheet}: {why} ({kind}); {seconds:.0f} giây nữa thử lại",
    "quota": "hết hạn mức",
    "unsent": "không kết nối được",
    "doubt": "không có câu trả lời dùng được",
    "refused": "bị từ chối",
    "quota_full": "{spreadsheet}: đã hết hạn mức của phút này; chờ {seconds:.0f} giây",
    "alert_not_mailed": "chưa gửi được thư báo: {error}",
    "letters_not_mailed": "chưa gửi được thư: {error}",
    "metrics_not_written": "chưa ghi được số đo: {error}",
    "not_pinged": "chưa báo được cho nơi giám sát ({ping})",
    "deadline_look": "đã xem đúng hạn {at:%Y-%m-%d %H:%M}",
    "folder_unordered": "chưa sắp xếp được thư mục văn bản: {error}",
    "stopped": "đã dừng",
    "over": "các đợt đã xong",
    "nothing_to_watch": "{campaign}: đợt đã xong, không còn gì để xem",
    "watching": "{campaign}: bắt đầu theo dõi; lần xem đầu tiên lúc {at}",
    "read_anew": "{campaign}: đã đọc lại tệp cấu hình",
    "goes_on": "{campaign}: đợt chạy tiếp như trước: {error}",
    "fault": "lỗi ngoài dự kiến; lần xem sau sẽ chạy tiếp",
    "done": "đã đọc {read}; chứng cứ mới {evidence}; đã ghi {wrote}; lỗi {problems}; văn bản {documents}",
}
