"""What `provision` makes, repairs and leaves."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "stray": "trang “{title}” có {rows} dòng và giống trang của {name}, mà đơn vị này chưa có trang.",
    "stray.remedy": (
        'Nếu đúng là trang của đơn vị: sheets-sync provision --adopt "{title}={key}". Nếu không, đề nghị đổi '
        "tên hoặc xóa trang."
    ),
    "settings": "vùng {locale}, múi giờ {timezone}",
    "tab": "trang “{title}”",
    "mark": "dấu của trang “{title}”",
    "protection": "bảo vệ trang “{title}”",
    "frozen": "dòng và cột cố định của “{title}”",
    "grid": "khung ô của “{title}”",
    "frozen_heading": "tiêu đề cố định của “{title}”",
    "column_mark": "dấu của cột “{header}” ở “{title}”",
    "heading_protection": "bảo vệ tiêu đề của “{title}”",
    "editors": "người được nhập ở “{title}”",
    "heading": "tiêu đề “{header}” của “{title}”",
    "heading_replaced": "tiêu đề “{header}” của “{title}” ở {cell}, thay cho “{typed}”",
    "doubled": "có nhiều cột “{header}” ở “{title}” ({cells}): đề nghị giữ một cột",
    "line": "dòng trạng thái của “{title}”",
    "colours": "màu các ô cần sửa ở “{title}”",
    "note": "ghi chú của “{header}” ở “{title}”",
    "plain_text": "định dạng văn bản thuần của “{header}” ở “{title}”",
    "dropdown": "danh sách chọn “{header}” ở “{title}”",
    "protection_left": "bảo vệ của “{title}”: tệp cấu hình không còn nêu ai; đề nghị bỏ bằng tay",
    "nothing": "không có gì phải đổi",
    "made": "{n} thay đổi",
    "to_make": "{n} thay đổi sẽ làm",
    "about_to_replace": "Sắp ghi đè lên chữ do người nhập: {change}",
}
