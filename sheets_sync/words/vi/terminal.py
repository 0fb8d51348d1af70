"""What a terminal shows of plans and of several campaigns."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "board.more": "Còn {n} kỳ báo cáo không hiện ở đây. Xem tất cả bằng --html TỆP, hoặc trên trang Tuân thủ.",
    "plan.nothing": "Các trang của hệ thống đã đúng, không có gì phải ghi.",
    "plan.tab": "Trang “{title}”: {n} ô sẽ ghi",
    "plan.new": " (trang mới)",
    "plan.layout": " (đặt lại dòng, cột cố định và độ rộng)",
    "plan.more": "… và {n} ô khác",
    "plan.empty": "(trống)",
    "plan.note": "ghi chú mới: {note}",
    "plan.look": "định dạng lại",
    "list.head": ("Đợt", "Giai đoạn", "Lần xem cuối", "Hôm nay", "Lỗi", "Tệp"),
    "list.before": "chưa bắt đầu",
    "list.running": "đang chạy",
    "list.over": "đã xong",
    "list.stale": "! quá giờ xem",
    "demo.done": "Xong trong {seconds} giây. Mọi thứ ở {out}:",
    "demo.papers": "  {n} tài liệu: {folder}",
    "demo.figures": "  số liệu: {board}, {totals}; chứng cứ: {state}",
    "demo.next": "Thử tiếp:",
}
