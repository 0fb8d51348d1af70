"""What is wrong with a command line."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "see": "Xem: {command} --help",
    "no_option": "không có tùy chọn {name!r}.",
    "no_command": "không có lệnh {name!r}.",
    "did_you_mean": "Có phải {names} không?",
    "missing_option": "thiếu tùy chọn {hint}.",
    "missing_argument": "thiếu {hint}.",
    "invalid": "giá trị của {hint} không dùng được: {why}",
    "click.no_value": "tùy chọn {name} cần một giá trị.",
    "click.takes_none": "tùy chọn {name} không nhận giá trị.",
    "click.extra": "thừa {words}.",
    "click.extras": "thừa {words}.",
    "click.no_choice": "{given} không phải là một trong {choices}.",
    "click.no_number": "{given} không phải là số nguyên.",
    "click.no_range": "{given} không phải là số nguyên trong khoảng cho phép.",
    "click.out_of_range": "{given} không nằm trong khoảng {range}.",
    "click.no_file": "không có tệp {path}.",
    "click.no_folder": "không có thư mục {path}.",
    "click.no_path": "không có {path}.",
    "click.is_file": "{path} là tệp.",
    "click.is_folder": "{path} là thư mục.",
    "click.no_command": "thiếu tên lệnh.",
}
