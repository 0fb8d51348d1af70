"""The lines for cron."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "{slug}: các lần xem từ {first} đến {last} (giờ {zone})",
    "clock": ("Theo giờ máy chủ {server}, đã tính mọi lần đổi giờ. Dòng không ghi năm: xóa đi khi đợt kết thúc."),
    "refused": "{slug}: không có dòng crontab nào chạy đúng mọi lần xem.",
    "twice": ("Ngày {day}, {wall} trên đồng hồ của {server} đến hai lần (đổi giờ) và cron không phân biệt được."),
    "seconds": ("Hạn {wall} ngày {day} không vào phút chẵn; cron bắt đầu phút sau, đã quá thời gian gia hạn."),
    "year": "Đợt kéo dài quá một năm và dòng của ngày {day} sẽ chạy sai giờ ở năm khác.",
    "instead": ("Hãy dùng bộ hẹn giờ systemd (sheets-sync crontab --only systemd) hoặc: sheets-sync watch"),
    "zone_in_doubt": "biến TZ ghi {environment}, hệ thống là {system}; nếu cron theo giờ hệ thống: --zone {system}",
    "unit.tick": "sheets-sync: một lần chạy của {slug}",
    "unit.polls": "sheets-sync: các lần xem của {slug}",
    "unit.watch": "sheets-sync: theo dõi {slug}",
}
