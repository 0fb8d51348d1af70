"""The panel of the training. What begins with `panel.` is sent to the page and filled there: plain texts alone."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "title": "TẬP DƯỢT – {name}",
    "backwards": (
        "Đồng hồ chỉ đi tới, vì chứng cứ đã ghi thì không lùi lại được. Muốn tập lại, chọn “Làm lại từ đầu”."
    ),
    "too_far": "Thời điểm này đã qua đợt báo cáo.",
    "busy": "Hệ thống đang đọc, đề nghị đợi một chút.",
    "failed": "Có lỗi ngoài dự kiến; chi tiết ở cửa sổ đang chạy lệnh demo.",
    "clock": "{weekday} {day}, {time}",
    "jump.next": "Lần đọc kế tiếp",
    "jump.before": "Trước hạn 5 phút",
    "jump.deadline": "Đến hạn",
    "jump.evening": "Cuối ngày",
    "jump.morning": "Sáng hôm sau",
    "to_fix": "{n} ô cần sửa",
    "looked": "Đọc lần cuối {time}",
    "start": "Bắt đầu lại từ {time} ngày đầu",
    "panel.training": "Tập dượt",
    "panel.finished": "Đợt mẫu đã xong",
    "panel.badge.training": "TẬP DƯỢT",
    "panel.badge.finished": "ĐỢT MẪU ĐÃ XONG",
    "panel.badge.other": "BẢNG KHÁC",
    "panel.look": "Hệ thống đọc ngay",
    "panel.looking": "Đang làm…",
    "panel.looking.of": "Đang đọc {done}/{of}…",
    "panel.stop": "Dừng",
    "panel.across": "Sang bảng tập dượt",
    "panel.clock": "Tua đồng hồ",
    "panel.papers": "Tài liệu",
    "panel.own": "Mở trang của đơn vị",
    "panel.other_time": "Đến một lúc khác ",
    "panel.go": "Tới lúc này",
    "panel.again": "Làm lại từ đầu",
    "panel.again.about": (
        "Đồng hồ chỉ đi tới. Làm lại thì bảng tập dượt này và chứng cứ của nó được bỏ đi, thay bằng một bảng trống."
    ),
    "panel.unit": "Tôi gõ thay cho ",
    "panel.others": " Các đơn vị khác tự gõ theo nhật ký mẫu",
    "panel.about": "Chỉ để xem: hệ thống không đọc bảng này. Muốn thử gõ báo cáo, sang bảng tập dượt.",
    "panel.no_papers": "Chưa có; tài liệu được lập khi đến hạn.",
}
