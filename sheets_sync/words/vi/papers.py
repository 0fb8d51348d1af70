"""Chữ in sẵn trên cả hai loại văn bản: đầu, cuối, tiêu đề cột, bản sau."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "to": "Kính gửi:",
    "copies": "Nơi nhận:",
    "evidence": "Mã chứng cứ:",
    "rule": "-----",
    "changed": "Số liệu thay đổi",
    "before": "Bản trước",
    "after": "Bản này",
    "behind": "Đơn vị, ô",
    "changes_title": "SỐ LIỆU THAY ĐỔI SO VỚI BẢN TRƯỚC",
    "unchanged": "Không có số liệu thay đổi so với bản trước.",
    "order": "STT",
    "unit": "Đơn vị",
    "report_day": "Ngày",
    "report_period": "Kỳ",
    "place": "Trang, ô",
    "typed": "Nội dung đã ghi",
    "reason": "Lý do chưa cộng",
    "note": "Ghi chú",
    "status": "Tình trạng báo cáo",
    "received": "Báo cáo đã nhận",
    "total": "TỔNG CỘNG",
    "works": "Hoạt động",
    "gifts": "Phần quà",
    "left_out": "NỘI DUNG CHƯA CỘNG VÀO TỔNG",
    "sources": "Nguồn của từng số liệu",
    "in_word": "phần nội bộ có trong bản Word",
}
