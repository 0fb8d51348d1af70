"""Why a run is refused, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "server": "sổ chứng cứ này ghi từ một loại máy chủ khác ({before}); lần chạy này lại hỏi {after}.",
    "server_remedy": (
        "Đề nghị đặt hoặc bỏ SHEETS_SYNC_ENDPOINT như trước, hoặc chọn thư mục khác bằng --state DIR; số liệu của hai "
        "loại máy chủ không bao giờ được trộn lẫn."
    ),
    "google": "Google",
    "local": "máy chủ bảng tính tại chỗ",
    "slug": "sổ chứng cứ này của đợt {before!r}, còn tệp cấu hình là của đợt {after!r}.",
    "slug_remedy": (
        "Đề nghị cho mỗi đợt một thư mục (--state DIR) hoặc cơ sở dữ liệu riêng. Nếu vẫn là đợt ấy dưới mã mới, xin "
        "xác nhận: {accept}"
    ),
    "moved": "{whose} trước là {before}, nay tệp cấu hình ghi {after}.",
    "moved_remedy": (
        "Nếu ghi nhầm, đề nghị ghi lại như cũ. Nếu mọi thứ đã chuyển sang đó, kể cả các dòng điều chỉnh, xin xác nhận: "
        "{accept}"
    ),
    "spreadsheet": "bảng tính của đợt",
    "board": "bảng tính của trang tuân thủ",
    "unit_spreadsheet": "bảng tính của {unit}",
    "common": "bảng tính chung",
    "key": "đơn vị {before!r} không còn trong tệp cấu hình, và {after!r} dùng trang “{tab}” của đơn vị đó.",
    "key_remedy": (
        'Nếu vẫn là một đơn vị, đề nghị ghi former_keys = ["{before}"] ở {after!r}. Nếu đơn vị khác tiếp nhận, đề nghị '
        "giữ {before!r} trong tệp và ghi last_day cho đơn vị đó."
    ),
    "kept": "Số liệu vừa đọc được giữ trong thư mục trạng thái và sẽ được tính khi việc này xử lý xong.",
    "not_ours": "trang tuân thủ do một sổ chứng cứ khác ghi (máy chủ {server}, mã {head}): {lost}.",
    "empty": "sổ ở đây còn trống",
    "cut": "sổ ở đây là sổ khác, hoặc phần cuối đã bị cắt",
    "not_ours_remedy": (
        "Đề nghị chọn thư mục của sổ ấy bằng --state DIR; hoặc khôi phục bản sao: sheets-sync evidence restore FILE; "
        "hoặc nhập sổ của máy chủ khác: sheets-sync evidence import FILE; hoặc chủ động bắt đầu sổ mới: sheets-sync "
        "run --new-ledger --reason TEXT. {kept}"
    ),
    "earlier": "sổ đã có lần đọc lúc {at}; không thể ghi ở một thời điểm sớm hơn.",
    "earlier_remedy": "Đề nghị chọn thời điểm muộn hơn, hoặc xem lại thời điểm cũ: sheets-sync status --now {now}",
    "look_kept": "Số liệu vừa đọc được giữ trong thư mục trạng thái; lần chạy sau sẽ ghi vào sổ đúng thời điểm đọc.",
}
