"""What the proof of a ledger says."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "sound": "{records} bản ghi, {versions} phiên bản của đợt, đều toàn vẹn. Mã cuối: {head}",
    "held": "{asked}: mã sau bản ghi {seq} ({kind}, {sent}).",
    "unproved": "Chưa chứng minh được: {what}",
    "cut_off": "bản ghi cuối có bị cắt đi không: đề nghị đối chiếu với “Mã chứng cứ” in trên văn bản (--head HEX).",
    "before_versions": (
        "{n} lần xem đầu theo quy định nào: khi đó chưa ghi phiên bản; phiên bản đầu tiên{until} được coi là "
        "có hiệu lực."
    ),
    "begun_anew": "điều đã ghi trước khi bắt đầu sổ mới lúc {at} ({reason}).",
    "kept": "{n} lần xem còn giữ trong thư mục trạng thái, chưa vào sổ; lần chạy tới sẽ ghi vào.",
    "backed_up": "{file}: {n} bản ghi.",
    "put_back": "Đã đặt lại {n} bản ghi. Mã cuối: {head}",
    "salvaged": "{file}: {sound} bản ghi toàn vẹn; còn đọc được {others} bản ghi khác.",
    "added": "Đã nhập thêm {n} bản ghi{kinds}. Mã cuối: {head}",
}
