"""Messages to units: who has not reported yet, what to correct, thanks."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "early.subject": "[{name}] Báo cáo từ {long_period} (hạn {deadline})",
    "early.lead": "[{office}] Kính gửi các đơn vị, báo cáo {campaign} bắt đầu từ {day}, nhận {rule}.",
    "early.close": "Đường dẫn: {url}. Trân trọng cảm ơn.",
    "before.subject": "[{name}] Nhắc báo cáo {long_period} (hạn {deadline})",
    "before.lead": "[{office}] Kính gửi các đơn vị, báo cáo {campaign} {period} nhận trước {deadline}.",
    "before.lead_daily": "[{office}] Kính gửi các đơn vị, hôm nay {period}, báo cáo {campaign} nhận trước {deadline}.",
    "before.silent": "Còn {n} đơn vị chưa có số liệu: {names}.",
    "before.near": "Đã gõ nhưng chưa tính được, đề nghị sửa trước {deadline}: {near}.",
    "before.close": (
        'Nếu không phát sinh hoạt động, đề nghị ghi "Không phát sinh". Đường dẫn: {url}. Trân trọng cảm ơn.'
    ),
    "after.subject": "[{name}] Báo cáo {long_period}: đã nhận {reported}/{owed} đơn vị",
    "after.lead": "[{office}] Đến {deadline} ({period}), đã nhận {reported}/{owed} đơn vị.",
    "after.lead_daily": "[{office}] Đến {deadline} {period}, đã nhận {reported}/{owed} đơn vị.",
    "after.open": (
        "[{office}] Đến {deadline} ({period}), đã nhận {reported}/{owed} đơn vị; {open}. Đề nghị các đơn vị "
        "bổ sung, sửa sớm để kịp tổng hợp."
    ),
    "after.open_daily": (
        "[{office}] Đến {deadline} {period}, đã nhận {reported}/{owed} đơn vị; {open}. Đề nghị các đơn vị bổ "
        "sung, sửa sớm để kịp tổng hợp."
    ),
    "after.close": "Đơn vị có khó khăn xin báo lại {office}. Trân trọng cảm ơn.",
    "done.subject": "[{name}] Báo cáo {long_period}: {reported}/{owed} đơn vị",
    "done.lead": "[{office}] Báo cáo {period} đã nhận {reported}/{owed} đơn vị, đúng hạn {on_time}.",
    "done.close": "Cảm ơn các đơn vị đã phối hợp.",
    "blind.subject": "[{name}] Hệ thống: chưa đọc được bảng tính, {long_period}",
    "blind.lead": (
        "Hệ thống chưa đọc được bảng tính từ hạn {deadline} ({period}), nên chưa biết đơn vị nào đã báo cáo."
    ),
    "blind.lead_daily": (
        "Hệ thống chưa đọc được bảng tính từ hạn {deadline} {period}, nên chưa biết đơn vị nào đã báo cáo."
    ),
    "fix.subject": "[{name}] {unit}: {n} ô cần sửa, báo cáo {long_period}",
    "fix.lead": (
        "Kính gửi {unit}, báo cáo {period} còn {n} ô cần sửa{places}. Đề nghị đơn vị sửa trên bảng{before}, "
        "không cần gửi lại. Xin cảm ơn."
    ),
    "fix.places": ": {cells}",
    "fix.before": " trước {until}",
}
