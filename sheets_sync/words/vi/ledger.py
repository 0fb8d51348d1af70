"""What is wrong with the evidence ledger, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "file_there": "đã có tệp này.",
    "file_there.remedy": "Đề nghị đặt tên khác; không tệp nào bị ghi đè.",
    "holds_records": "sổ chứng cứ này đã có bản ghi; bản sao chỉ được đặt vào chỗ một sổ bị mất.",
    "holds_records.remedy": (
        "Để thêm những gì bản sao có mà sổ chưa có: sheets-sync evidence import FILE. Nếu vẫn muốn thay, đề "
        "nghị chuyển sổ này đi nơi khác trước."
    ),
    "copy_not_written": "không ghi được bản sao ({reason}).",
    "record_unreadable": "không đọc được bản ghi {seq} ({kind}, {sent}) của sổ chứng cứ.",
    "verify_and_restore": "Đề nghị xem lỗi ở đâu: sheets-sync evidence verify, rồi khôi phục sổ từ bản sao lưu.",
    "other_unreadable": "không đọc được sổ chứng cứ này ({problem}).",
    "file_unreadable": "không đọc được tệp này ({reason}).",
    "no_ledger": "đây không phải là sổ chứng cứ, cũng không phải bản xuất của sổ.",
    "no_ledger.remedy": (
        "Đề nghị chỉ một tệp ledger.sqlite, một tệp do `sheets-sync evidence export` tạo ra, hoặc địa chỉ cơ "
        "sở dữ liệu."
    ),
    "unsound": "bản ghi {seq} ({kind}, {sent}) không toàn vẹn: {what}.",
    "unsound.remedy": (
        "Đã có người sửa sổ chứng cứ. Đề nghị chuyển sổ đi nơi khác rồi đặt bản sao lưu vào: sheets-sync "
        "evidence restore FILE. Để cứu phần còn đọc được: sheets-sync evidence salvage FILE."
    ),
    "no_server_name": "tệp này không có tên của máy chủ.",
    "no_server_name.remedy": "Đề nghị xóa tệp; máy chủ này sẽ dùng tên mới, không mất gì.",
    "same_server": "trong lúc đó có lần chạy khác ghi chứng cứ dưới tên máy chủ này.",
    "same_server.remedy": (
        "Lần chạy sau sẽ chạy tiếp. Nếu gặp lại, hai máy chủ đang dùng chung tệp “{file}” của thư mục trạng "
        "thái: đề nghị xóa tệp đó trên một máy."
    ),
    "server_unreadable": "không đọc được tên của máy chủ này ({error}).",
    "other_unsound.remedy": "Chưa nhập gì cả. Đề nghị khôi phục sổ ấy từ bản sao lưu.",
    "not_migrated": (
        "bản ghi {seq} ({kind}, {sent}) không nối tiếp bản ghi trước, hoặc sẽ khác đi ở dạng mới; sổ chứng "
        "cứ được giữ nguyên."
    ),
    "newer": "sổ chứng cứ ở phiên bản {version}; chương trình này biết đến phiên bản {known}.",
    "newer.remedy": "Đề nghị cập nhật sheets-sync trên máy này.",
    "no_url": "đây không phải là địa chỉ cơ sở dữ liệu giữ được chứng cứ.",
    "no_url.remedy": "Đề nghị ghi dạng postgresql+psycopg://user@host/database và để mật khẩu trong ~/.pgpass.",
    "no_driver": "chưa cài trình điều khiển của cơ sở dữ liệu này.",
    "no_driver.remedy": "Đề nghị cài: pip install 'sheets-sync[postgres]'",
    "typed_unreadable": "không còn đọc được trong sổ những gì {unit} đã nhập cho ngày {day}.",
    "look_unsound": "dòng {number} của các lần xem đang giữ không toàn vẹn ({error}).",
    "look_unsound.remedy": "Đề nghị chuyển tệp đi nơi khác để chạy tiếp mà không có các lần xem này.",
    "look_not_kept": "{reason}: không giữ được lần xem.",
    "look_not_kept.remedy": "Đề nghị dọn bớt đĩa. Lần chạy sau sẽ chạy tiếp; những gì vừa đọc bị mất.",
    "disk_full": "đĩa đã đầy",
    "no_room": "đĩa đã đầy: không ghi được sổ chứng cứ.",
    "disk_full.remedy": (
        "Đề nghị dọn bớt đĩa. Những gì đã ghi vẫn an toàn, không ai bị tính là chưa báo cáo, lần chạy sau sẽ chạy tiếp."
    ),
    "unusable": "không dùng được sổ chứng cứ ({cause}).",
    "unusable.remedy": "Đề nghị giữ nguyên tệp, khôi phục từ bản sao lưu, hoặc chọn thư mục khác bằng --state.",
    "database_unusable": "không dùng được cơ sở dữ liệu của sổ chứng cứ ({cause}).",
    "database_unusable.remedy": (
        "Đề nghị xem máy chủ cơ sở dữ liệu có chạy và [state] url có đúng không. Lần chạy sau sẽ chạy tiếp."
    ),
    "fault.order": "bản ghi không nối tiếp bản ghi trước: ở đó đã có bản ghi bị lấy ra, chèn vào hoặc sửa",
    "fault.changed": "nội dung không khớp với mã: đã bị sửa",
    "fault.imported": "không phải bản ghi đã được nhập: mã ở sổ kia khác",
    "fault.version_unreadable": "không đọc được phiên bản của đợt trong bản ghi",
    "fault.version_other": "phiên bản của đợt không phải là phiên bản được ghi tên",
    "no_head": "{text!r} không phải là mã chứng cứ.",
    "no_head.remedy": "Đề nghị chép các chữ số ở chân văn bản.",
    "head_lacking": "không bản ghi nào có mã {asked}: căn cứ của văn bản đó không có trong sổ này, hoặc đã bị cắt đi.",
    "head_lacking.remedy": "Đề nghị khôi phục sổ từ bản sao lưu, hoặc nhập sổ đã lập văn bản đó.",
}
