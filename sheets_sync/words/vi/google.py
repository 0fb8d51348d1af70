"""What keeps the job from Google, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "incomplete": "câu trả lời thiếu (không có trang nào).",
    "incomplete.remedy": "Lần chạy sau sẽ đọc lại.",
    "run_again": "Đề nghị chạy lại.",
    "no_key": "không tìm thấy khóa để vào Google.",
    "no_key_at": "không tìm thấy khóa để vào Google (không có tệp {path}).",
    "no_key.remedy": (
        "Đề nghị đặt {variable} là tệp khóa của tài khoản dịch vụ (hoặc ghi [google] credentials trong tệp "
        "cấu hình), rồi chia sẻ bảng tính cho tài khoản đó với quyền Người chỉnh sửa."
    ),
    "key_unusable": "tệp khóa này không dùng được.",
    "key_unusable.remedy": (
        "Đề nghị tải khóa JSON mới của tài khoản dịch vụ, hoặc cấu hình mới của danh tính máy chủ (workload identity)."
    ),
    "key_missing": "không có tệp khóa này.",
    "key_missing.remedy": "Đề nghị sửa [google] credentials trong tệp cấu hình.",
    "key_unreadable": "không đọc được tệp khóa này ({reason}).",
    "key_unreadable.remedy": "Đề nghị chỉ cho người dùng của hệ thống được đọc: chmod 600.",
    "own_limit": (
        "phút này đã dùng hết {limit} lượt ({kind}); lượt sau phải chờ {wait:.0f} giây, mà lần chạy này chỉ "
        "còn {patience:.0f} giây."
    ),
    "own_limit.remedy": "Không mất dữ liệu; lần chạy sau sẽ đọc tiếp. Nếu gặp nhiều lần, đề nghị giãn lịch xem.",
    "read": "đọc",
    "write": "ghi",
    "no_spreadsheet": "câu trả lời không phải là bảng tính.",
    "no_spreadsheet.remedy": "Lần chạy sau sẽ đọc lại.",
    "in_doubt": "một lần ghi không được trả lời rõ; đọc lại sẽ biết đã ghi được hay chưa.",
    "nothing_lost": "Không mất dữ liệu, không ai bị tính là chưa báo cáo; lần chạy sau sẽ đọc tiếp.",
    "refused_key": "Google không nhận khóa ({kind}).",
    "refused_key.remedy": "Đề nghị xem lại tệp khóa và giờ của máy, hoặc tạo khóa mới.",
    "invalid": "Google từ chối yêu cầu vì không hợp lệ: {message}",
    "invalid.remedy": (
        "Nếu vừa có người đổi trang, lần chạy sau sẽ chạy tiếp. Nếu gặp lại, đề nghị báo cho nhóm phát triển."
    ),
    "quota": "đã hết hạn mức Google của phút này.",
    "quota.remedy": "Không mất dữ liệu; lần chạy sau sẽ đọc tiếp. Nếu gặp nhiều lần, đề nghị giãn lịch xem.",
    "not_found": "không có bảng tính này, hoặc đã bị xóa.",
    "not_found.remedy": "Đề nghị xem lại [google] spreadsheet trong tệp cấu hình: phần giữa /d/ và /edit.",
    "refused": "bị từ chối truy cập bảng tính (HTTP {status}).",
    "share": (
        "Đề nghị chia sẻ bảng tính cho tài khoản của hệ thống với quyền Người chỉnh sửa và bật Sheets API "
        "cho tài khoản đó."
    ),
    "enable_api": "Đề nghị bật Google Sheets API trong dự án Cloud của tài khoản hệ thống.",
    "wrong_scope": "Khóa thiếu quyền “spreadsheets”: đề nghị đăng nhập lại với quyền đó, hoặc dùng tài khoản dịch vụ.",
    "storage_full": "Bộ nhớ của chủ sở hữu đã đầy: đề nghị dọn bớt, hoặc chuyển tệp cho chủ sở hữu khác.",
    "protected": "hệ thống không được sửa một trang của chính mình: có người đã đặt bảo vệ.",
    "protected.remedy": (
        "Đề nghị cho tài khoản của hệ thống chỉnh sửa (Dữ liệu > Bảo vệ trang tính và dải ô), hoặc bỏ bảo vệ."
    ),
    "other_kind": "đây là tệp loại khác, ví dụ tệp Excel, không phải bảng tính của Google.",
    "other_kind.remedy": "Đề nghị mở tệp, chọn Tệp > Lưu dưới dạng Google Trang tính, rồi dùng địa chỉ mới.",
    "unreachable": "không kết nối được dịch vụ bảng tính ({kind}).",
    "senseless": "dịch vụ bảng tính trả lời không hiểu được ({kind}).",
    "no_sign_in": "dịch vụ đăng nhập không trả lời ({kind}).",
    "in_trouble": "dịch vụ bảng tính đang gặp sự cố (HTTP {status}).",
}
