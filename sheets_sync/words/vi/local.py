"""What keeps the local Sheets server from starting."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "not_started": "không mở được máy chủ tại chỗ: {why}",
    "unopened": "không mở được {path} làm tệp dữ liệu ({why}).",
    "in_use": "một máy chủ khác đang dùng tệp dữ liệu {path}. Đề nghị dừng máy chủ đó trước.",
    "unusable": "không dùng được {path} làm tệp dữ liệu ({why}).",
    "damaged": (
        "tệp dữ liệu {path} bị hỏng ({why}). Tệp được giữ nguyên. Đề nghị đặt bản sao lưu vào, hoặc chuyển "
        "tệp đi để bắt đầu trống."
    ),
    "not_state": "{path} không phải là tệp dữ liệu của máy chủ bảng tính tại chỗ. Đề nghị chọn tệp khác.",
    "newer": (
        "{path} do phiên bản mới hơn ghi (dạng {version}, ở đây biết đến {known}). Đề nghị dùng phiên bản "
        "đó, hoặc tệp khác."
    ),
    "refuses_host": (
        "không mở ở {host}: ai vào được địa chỉ đó cũng đọc và ghi được mọi bảng tính. Đề nghị dùng "
        "127.0.0.1, hoặc ghi rõ --allow-remote."
    ),
    "cannot_listen": "không mở được cổng {host}:{port}: {why}.",
    "in_a_browser": "Xem các bảng tính trên trình duyệt: {url}",
    "to_train": "Mở trên trình duyệt để xem và tập dượt: {url}",
    "stop": "Ctrl-C: dừng",
    "lacking": "Ở đây không dùng được: {what}.",
}
