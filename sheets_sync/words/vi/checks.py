"""What `check` finds, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "connection.fine": "máy chủ: {server}",
    "tab": "không có trang “{tab}”.",
    "readable.fine": "đọc được, {count} trang",
    "kind": "đây là tệp Excel hoặc loại khác, không phải Google Trang tính.",
    "kind.remedy": "Đề nghị mở tệp, chọn Tệp > Lưu dưới dạng Google Trang tính, rồi dùng địa chỉ mới.",
    "trashed": "bảng tính nằm trong thùng rác.",
    "trashed.remedy": "Đề nghị khôi phục nó trong Google Drive.",
    "rights": "tài khoản của hệ thống chỉ được xem.",
    "rights.remedy": "Đề nghị chia sẻ bảng tính cho tài khoản đó với quyền Người chỉnh sửa.",
    "rights.fine": "được ghi",
    "protection.remedy": (
        "Đề nghị cho tài khoản của hệ thống chỉnh sửa (Dữ liệu > Bảo vệ trang tính và dải ô), hoặc bỏ bảo vệ."
    ),
    "override_door": "ai nhập được vào trang của đơn vị cũng nhập được vào trang “{title}”.",
    "override_door.remedy": (
        "Đề nghị ghi coordinators = [...] trong [campaign], hoặc board = ... trong [google], rồi chạy: "
        "sheets-sync provision"
    ),
    "language.fine": "ngôn ngữ {said}",
    "texts": "{n} câu chưa có trong ngôn ngữ này, hiện bằng tiếng Anh (ví dụ {first})",
    "texts.remedy": "Đề nghị bổ sung vào gói ngôn ngữ.",
    "extension.fine": "phần mở rộng {said}",
    "days_off": "ngày nghỉ không thuộc đợt: {days}.",
    "days_off.remedy": "Đề nghị xem lại năm và tháng.",
    "nil_activity": "không có hoạt động “không phát sinh”: đơn vị không có gì để báo cáo sẽ bị coi là chưa báo cáo.",
    "nil_activity.remedy": 'Đề nghị thêm [[activities]] với code = "NIL".',
    "old_overrides": "trang “{title}” ở đây không được đọc nữa.",
    "old_overrides.remedy": "Đề nghị chuyển các dòng điều chỉnh sang bảng tính của hệ thống rồi xóa trang này.",
    "address": "{address!r} không phải là địa chỉ thư.",
    "address.remedy": "Đề nghị viết như ten@example.com.",
    "job_title": "trang “{tab}” trùng tên trang của hệ thống.",
    "job_title.remedy": "Đề nghị đặt tên khác cho trang của đơn vị.",
    "key_mode": "người dùng khác trên máy này đọc được khóa.",
    "key_mode.remedy": "Đề nghị chạy: chmod 600 {path}",
    "key_mode.fine": "chỉ chủ của nó đọc được khóa",
    "mode": "mọi người dùng của máy này đọc được thư mục.",
    "mode.remedy": "Đề nghị chạy: chmod -R o-rwx {path}",
    "quota.fine": (
        "hạn mức: nhiều nhất {reads} lượt đọc và {writes} lượt ghi trong một phút (được {limit}); lần xem "
        "cuối lúc hạn nộp đi sau {last_look:.0f} giây"
    ),
    "clock.remedy": "Đề nghị cho máy tự chỉnh giờ, ví dụ: timedatectl set-ntp true",
    "evidence": "chứng cứ không toàn vẹn: {broken}.",
    "evidence.remedy": "Đề nghị khôi phục sổ chứng cứ từ bản sao lưu.",
    "shared_state": "thư mục này đang ghi chứng cứ của một bảng tính khác.",
    "shared_state.remedy": "Đề nghị cho mỗi đợt một thư mục riêng: --state DIR.",
    "schedule": "không thấy lịch chạy nào cho đợt này (crontab, systemd).",
    "schedule.remedy": "Xem: sheets-sync crontab (hoặc watch)",
    "schedule.fine": "lịch chạy: {kind}, theo giờ {zone}",
    "shared_quota": "cùng với {names}, nhiều nhất {total} lượt đọc trong một phút; được {limit}.",
    "shared_quota.remedy": "Đề nghị cho mỗi đợt một tài khoản, hoặc giãn lịch xem.",
    "override_door_open": "trang “{title}” chưa được khóa cho người điều phối.",
    "schedule.other": "các dòng cron không đúng với tệp cấu hình và giờ {zone}.",
    "schedule.other.remedy": "Đề nghị cài lại: sheets-sync crontab --only cron",
    "run_provision": "Đề nghị chạy: sheets-sync provision",
    "spreadsheet": "bảng tính {name}",
    "record": "bản ghi {seq} ({kind}, {sent}): {what}",
    "protection": "trang “{title}” được bảo vệ với hệ thống.",
    "locale.fine": "ngôn ngữ {locale}, múi giờ {zone}",
    "locale": "ngôn ngữ {locale}, múi giờ {zone}.",
    "locale.remedy": "Cần: {locale}, {zone}.",
    "tab.fine": "trang “{title}”, {n} dòng",
    "campaign.fine": "{units} đơn vị, {columns} cột, {activities} hoạt động, {days} kỳ báo cáo",
    "disk": "đĩa còn trống {megabytes} MB",
    "disk.remedy": "Đề nghị dọn bớt đĩa để còn chỗ ghi chứng cứ.",
    "template": "{form}: {error}",
    "template.remedy": "Đề nghị sửa mẫu; các mẫu khác vẫn dùng được.",
    "template.fine": "mọi mẫu chạy được với số liệu thử",
    "template.sample": "Nội dung thử để xem mẫu",
    "clock.fine": "đồng hồ khớp với máy chủ (trong {within:.1f} giây)",
    "clock.behind": (
        "đồng hồ máy này chậm {off:.1f} giây (± {give:.1f} giây) so với máy chủ. Giờ trong chứng cứ đã được "
        "chỉnh, nhưng các lần xem bắt đầu sai giờ."
    ),
    "clock.ahead": (
        "đồng hồ máy này nhanh {off:.1f} giây (± {give:.1f} giây) so với máy chủ. Giờ trong chứng cứ đã được "
        "chỉnh, nhưng các lần xem bắt đầu sai giờ."
    ),
    "evidence.fine": "chứng cứ: mọi bản ghi toàn vẹn",
    "evidence.corrected": "đồng hồ ở lần xem cuối được chỉnh {seconds:.1f} giây",
    "looks.none": "chưa có lần xem nào thành công.",
    "looks.none.remedy": "Đề nghị chạy: sheets-sync run",
    "looks.fine": "lần xem tốt gần nhất {last}; lần xem đúng hạn gần nhất {at}",
    "looks": "quá giờ xem: {found}.",
    "looks.remedy": "Đề nghị xem lịch chạy có hoạt động không (crontab -l, systemctl list-timers).",
    "looks.deadline": "hạn gần nhất không có lần xem: {found}.",
    "looks.deadline.remedy": "Xem: sheets-sync why",
    "growth.fine": "sổ chứng cứ {size}, khoảng {a_day} mỗi ngày",
    "growth": "{found}.",
    "growth.remedy": "Đề nghị xem có công thức nào đổi ở mỗi lần xem không.",
    "campaign_change": "sẽ đổi – {change}",
    "sign.ok": "TỐT    ",
    "sign.notice": "LƯU Ý  ",
    "sign.mend": "SỬA    ",
    "sign.blind": "CHƯA RÕ ",
    "feedback.off": (
        "đơn vị chưa thấy kết quả ngay trong trang của mình, vì bảng theo dõi ở bảng tính khác; muốn có, đề "
        'nghị ghi [tabs] feedback = "full" rồi chạy: sheets-sync provision'
    ),
    "feedback.none": "trang của các đơn vị chưa có dòng kết quả.",
    "feedback.fine": "đơn vị thấy kết quả trong trang của mình",
    "feedback": "{n} trang chưa được phép lấy kết quả từ bảng theo dõi.",
    "feedback.remedy": (
        "Đề nghị mở bảng tính này bằng tài khoản sửa được nó và xem được bảng theo dõi, chọn ô {cell} của "
        "trang “{title}” (đang hiện #REF!), bấm “Cho phép truy cập”. Một lần là đủ cho cả bảng tính. Từ đó, "
        "ai sửa được bảng tính này cũng lấy được nội dung của bảng theo dõi."
    ),
}
