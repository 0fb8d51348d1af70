"""Alarms by mail."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "failing": "{slug}: {n} lần xem liên tiếp không thành công",
    "failing_text": (
        "Lần gần nhất lúc {at}:\n\n    {error}\n\nKhông mất dữ liệu; lần xem sau sẽ chạy tiếp. Không ai bị "
        "tính là chưa báo cáo vì việc này.\nXem: sheets-sync check\n"
    ),
    "working": "{slug}: đã hoạt động trở lại",
    "working_text": "Lần xem lúc {at} thành công, sau {n} lần không thành công.\n",
}
