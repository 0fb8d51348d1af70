"""What keeps mails from being sent or read, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "no_mbox": "không có tệp này.",
    "no_mbox.remedy": "Đề nghị chỉ một tệp mbox, hoặc --imap URL.",
    "no_mailbox": "đây không phải là địa chỉ hộp thư dùng được.",
    "no_mailbox.remedy": "Đề nghị ghi dạng imaps://name@mail.example.com/INBOX; mật khẩu: SHEETS_SYNC_MAIL_PASSWORD.",
    "mailbox_password": "hộp thư cần mật khẩu mà chưa có.",
    "mailbox_password.remedy": "Đề nghị đặt SHEETS_SYNC_MAIL_PASSWORD.",
    "broke_off": "máy chủ thư ngắt giữa chừng.",
    "broke_off.remedy": "Đề nghị thử lại sau.",
    "mailbox_refused": "máy chủ thư không cho vào.",
    "mailbox_refused.remedy": "Đề nghị xem lại tên, mật khẩu và thư mục.",
    "mailbox_unreachable": "không kết nối được máy chủ thư ({kind}).",
    "mailbox_unreachable.remedy": "Đề nghị thử lại sau.",
    "no_server": "chưa có máy chủ thư để gửi.",
    "no_server.remedy": 'Đề nghị thêm [mail] với server và sender, ví dụ server = "smtps://name@mail.example.com".',
    "no_tls": "máy chủ thư không có TLS; tên và số liệu sẽ đi không mã hóa.",
    "no_tls.remedy": "Đề nghị dùng smtps://, hoặc máy chủ có STARTTLS; nếu chấp nhận, ghi rõ: allow_plaintext = true.",
    "no_tls_password": "máy chủ thư không có TLS; mật khẩu không được gửi đi không mã hóa.",
    "no_tls_password.remedy": "Đề nghị dùng smtps://, hoặc máy chủ có STARTTLS.",
    "no_password": "máy chủ thư cần mật khẩu mà chưa có.",
    "no_password.remedy": "Đề nghị đặt SHEETS_SYNC_MAIL_PASSWORD.",
    "refused": "máy chủ thư không nhận ({kind}{code}).",
    "refused.remedy": "Đề nghị xem lại [mail] trong tệp cấu hình và mật khẩu.",
    "not_taken": "máy chủ thư chưa nhận thư ({kind} {smtp_code}).",
    "not_taken.remedy": "Thư sẽ được gửi lại sau.",
    "unreachable": "không dùng được máy chủ thư ({kind}).",
    "unreachable.remedy": "Thư chưa được nhận thì không bị ghi là đã gửi; đề nghị thử lại sau.",
    "sending.sent": "đã gửi: {names}",
    "sending.before": "đã gửi từ trước: {names}",
    "sending.in_doubt": "chưa rõ đã gửi hay chưa: {names}",
    "sending.no_address": "không có địa chỉ: {names}",
    "sending.refused": "số địa chỉ không nhận: {names}",
}
