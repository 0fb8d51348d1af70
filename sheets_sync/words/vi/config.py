"""What is wrong with a campaign file or the environment, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "endpoint": "{url!r} không dùng làm máy chủ được.",
    "endpoint.remedy": (
        "Đề nghị ghi https://…, hoặc http://127.0.0.1:PORT cho máy chủ trên máy này, hoặc bỏ trống để dùng Google."
    ),
    "extension_import": "không nạp được {name} ({kind}: {error}).",
    "extension_twice": "{module} khai {name!r}, mà tên này đã có ở {owner}.",
    "extension.remedy": "Đề nghị cài phần mở rộng vào môi trường của sheets-sync, hoặc sửa lại.",
    "itself": "chính sheets-sync",
    "toml": "tệp không đúng dạng TOML ({error}).",
    "toml.remedy": "Chữ phải đặt trong ngoặc kép; ngày, giờ thì không: first_day = 2022-12-16",
    "no_file": "ở đây không có tệp cấu hình của đợt.",
    "no_file.remedy": (
        "Đề nghị chỉ tệp bằng --campaign FILE hoặc SHEETS_SYNC_CAMPAIGN, hoặc tạo tệp mới: sheets-sync init DIR"
    ),
    "folder": "đây là thư mục, không phải tệp cấu hình.",
    "utf8": "tệp cấu hình không phải là văn bản UTF-8.",
    "utf8.remedy": "Đề nghị lưu lại tệp theo mã UTF-8.",
    "unreadable": "không đọc được tệp cấu hình ({reason}).",
    "no_starter": "không có mẫu {name!r}.",
    "no_starter.remedy": "Các mẫu: {names}.",
    "no_campaigns": "ở đây không có tệp cấu hình nào.",
    "no_campaigns.remedy": "Đề nghị chỉ thư mục chứa các đợt.",
    "file_there": "đã có tệp cấu hình; tệp được giữ nguyên.",
    "file_there.remedy": "Đề nghị chọn thư mục khác.",
    "folder_not_made": "không tạo được thư mục ({reason}).",
    "folder_not_made.remedy": "Đề nghị chọn thư mục khác.",
    "at_line": "dòng {line}: {text}",
    "did_you_mean": "Có phải {nearest!r} không?",
    "valid_here": "Ở đây dùng được: {options}.",
    "unknown_key": "không có khóa {key!r}.",
    "missing": "thiếu {name}.",
    "no_word": "{name} = {given!r} không phải là từ dùng được.",
    "wrong": "{name} = {given!r}: {why}.",
    "type.string_type": "phải là chữ trong ngoặc kép",
    "type.int_type": "phải là số nguyên",
    "type.int_from_float": "phải là số nguyên",
    "type.float_type": "phải là số",
    "type.bool_type": "phải là true hoặc false",
    "type.date_type": "phải là ngày không có ngoặc kép, ví dụ 2022-12-16",
    "type.date_from_datetime_inexact": "phải là ngày, không kèm giờ",
    "type.time_type": "phải là giờ không có ngoặc kép, ví dụ 10:00:00",
    "type.list_type": "phải là một danh sách trong ngoặc vuông",
    "type.dict_type": "phải là một bảng",
    "type.model_type": "phải là một bảng",
    "type.greater_than": "phải lớn hơn {gt}",
    "type.greater_than_equal": "phải từ {ge} trở lên",
    "type.less_than": "phải nhỏ hơn {lt}",
    "type.less_than_equal": "phải từ {le} trở xuống",
    "type.string_too_short": "phải có ít nhất {min_length} ký tự",
    "type.string_too_long": "được nhiều nhất {max_length} ký tự",
    "type.too_short": "phải có ít nhất {min_length} mục",
    "type.string_pattern_mismatch": "không đúng mẫu {pattern}",
    "money_order": "money_low phải nhỏ hơn money_high, nếu không mọi số tiền đều bị coi là khác thường.",
    "alert_needs_mail": "{key}: chưa có máy chủ thư; đề nghị thêm [mail] với server và sender.",
    "unknown_rule": "không có quy tắc {name!r}.",
    "no_language": "locale = {locale!r} không phải là ngôn ngữ có ở đây.",
    "currency": 'currency = {currency!r}: cần mã ISO 4217, ví dụ "VND".',
    "currency_of_vi": 'currency = {currency!r}: với locale = "vi" số tiền được đọc bằng VND; đề nghị bỏ dòng này.',
    "date_order_of_vi": (
        'date_order = {date_order!r}: với locale = "vi" ngày đứng trước; đề nghị bỏ dòng này, hoặc ghi "dmy".'
    ),
    "region": 'region = {region!r}: cần hai chữ cái của nước, ví dụ "VN".',
    "spreadsheet": "spreadsheet = {text!r}: {reason}.",
    "published": (
        "đây là đường dẫn của bản đã xuất bản, không đọc được; đề nghị lấy địa chỉ của bản gốc trên trình duyệt"
    ),
    "other_file": "đây là địa chỉ của loại tệp khác, không phải bảng tính",
    "no_address": "đây không phải là mã hay địa chỉ của một bảng tính",
    "role_twice": "cột ở dòng {line} đã có vai trò {role!r}.",
    "role_type": "cột có vai trò {role!r} phải thuộc một trong các kiểu {types}.",
    "no_day_column": 'phải có một cột với role = "day" (hoặc key = "day") và type = "date".',
    "activity_type": 'cột hoạt động phải có type = "choice".',
    "numbers_only": "{key} chỉ dùng cho cột số; cột này có type = {type!r}.",
    "figure_twice": "key = {key!r} đã là tên của một số liệu khác; đề nghị đặt khóa khác cho cột.",
    "convert_counted": "convert dùng cho số liệu được cộng, không dùng cho nơi hay đường dẫn được đếm.",
    "convert_no_measure": "convert: {name!r} không phải là đơn vị tính của {code}.",
    "convert_chain": "convert: {measure!r} phải đổi sang một đơn vị tính không bị đổi tiếp.",
    "phrase_no_measure": "phrases: {name!r} không phải đơn vị tính của {code}.",
    "phrase_numbers": 'phrases: {said!r} cần có "{{n}}" một lần cho mỗi đơn vị tính, không có dấu ngoặc nhọn khác.',
    "convert_one": "convert: {measure!r} cần đúng một đơn vị tính, ví dụ {{ km = {{ m = 1000 }} }}.",
    "all_units": "key = {key!r} là tên của toàn bộ đơn vị trong bảng tổng hợp; đề nghị đặt khóa khác cho đơn vị.",
    "heading_twice": "tiêu đề {name!r} đã có ở dòng {line}.",
    "twice": "{key} = {value!r} đã có ở dòng {line}.",
    "tab_twice": (
        "tab = {tab!r} đã có ở dòng {line}; nếu hai đơn vị nối tiếp nhau trên một trang, đề nghị ghi "
        "last_day cho đơn vị trước."
    ),
    "former_key": "former_keys: {key!r} là khóa của đơn vị ở dòng {line}.",
    "timezone": "không có múi giờ {timezone!r} (timezone).",
    "deadline_no_day": '{text!r} không phải là ngày; đề nghị ghi "2022-12-24" = 09:00:00.',
    "deadline_no_report": "{text} không phải là ngày báo cáo nên không có hạn nộp.",
    "deadline_no_end": "{text} không phải là ngày cuối của kỳ báo cáo nào (period = {period!r}) nên không có hạn nộp.",
    "unit_last_day": "last_day {last_day} trước first_day {first_day}.",
    "deadline_skipped": (
        "hạn nộp {moment:%H:%M} không có trong ngày {moment:%Y-%m-%d} ở {zone} (khi đó đồng hồ vặn tới)."
    ),
    "polls_start": "start không được sau until.",
    "days_only": '{key} chỉ dùng với period = "day"; ở đây là {period!r}.',
    "weeks_only": 'ends_on chỉ dùng với period = "week"; ở đây là {period!r}.',
    "no_deadline": "thiếu campaign.deadline.",
    "slots_or_deadlines": "đã có slots thì không dùng deadlines của từng ngày.",
    "slot_twice": "tên buổi {name!r} đã có ở dòng {line}.",
    "slot_column": 'đã có các buổi thì phải có cột cho biết dòng thuộc buổi nào: role = "slot", type = "choice".',
    "slots_missing": 'role = "slot": đợt này không có [[campaign.slots]].',
    "slot_choices": "lựa chọn của cột này chính là các buổi; đề nghị bỏ choices ở đây.",
    "last_before_first": "không có ngày báo cáo: last_day {last_day} trước first_day {first_day}.",
    "no_period_ends": (
        "không có ngày báo cáo: không kỳ nào (period = {period!r}) kết thúc trong khoảng first_day đến last_day."
    ),
    "no_days": "không có ngày báo cáo: đề nghị ghi first_day và last_day, hoặc days.",
    "looks_too_late": (
        "các lần xem của {n} bảng tính không đi hết trong {grace:.0f} giây từ hạn nộp: lần cuối đi sau hạn "
        "{after:.0f} giây."
    ),
    "polls_too_many": (
        "một lần xem {n} bảng tính cần nhiều hơn {more} lượt so với số đi được trước lần sau (mỗi phút {limit} lượt)."
    ),
    "quota.remedy": (
        "Đề nghị dồn các đơn vị vào ít bảng tính hơn, giãn lịch xem ([polls] every_minutes), thêm thời gian "
        "gia hạn ([campaign] grace_seconds), hoặc xin Google tăng hạn mức rồi ghi vào tệp ([google] "
        "requests_per_minute)."
    ),
}
