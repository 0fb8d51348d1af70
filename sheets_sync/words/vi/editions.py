"""Bản sau của một văn bản: thay bản nào, số liệu nào thay đổi, vì sao."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "edition": "Bản {number}",
    "preview": "Bản xem trước",
    "rebuilt": "Bản dựng lại từ chứng cứ",
    "label": "{label}, số liệu đến {moment}",
    "replaces": "Thay bản {number} ({name}), số liệu đến {moment}.",
    "compared": "Không thay bản nào; so với bản trước ({name}), số liệu đến {moment}.",
    "told": "{label}, thay bản {number} ({name}, số liệu đến {moment}); {what}.",
    "told_between": "{label}, không thay bản nào; so với bản trước ({name}, số liệu đến {moment}) {what}.",
    "changed_day": "số liệu thay đổi ghi ở biểu cuối",
    "changed_whole": "số liệu thay đổi ghi ở phụ lục cuối",
    "unchanged": "không có số liệu thay đổi",
    "rules": "Quy định áp dụng từ ngày {day}",
    "rules_before": "như đã ghi nhận",
    "rules_after": "khai báo lại lúc {at}",
    "works": "Số hoạt động",
    "so_far": "Lũy kế: {what}",
    "reported": "Báo cáo đã nhận",
    "left_out": "Nội dung chưa cộng vào tổng",
    "raised": "Vấn đề phát sinh, dư luận",
    "gone": "bớt {name}",
    "come": "thêm {name}",
    "more_units": "và {n} mục khác",
    "more_cells": "và {n} ô khác",
    "cell_gone": "bỏ {amount}",
    "cell_come": "thêm {amount}",
    "at_cell": "{said} (ô {cell})",
    "report": "{unit} {report} ({standing})",
}
