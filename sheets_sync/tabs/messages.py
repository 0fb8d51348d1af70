"""The words of problems, in Vietnamese and English: one catalogue each, every code in both.

The Vietnamese wording of typed cells is that of POLICY.md (section 5). Fields: {cell}, {column} (its
heading), {typed}, {reading}, {number}, {measure}, {day}, {from}, {to}, {row}, {header}.

Codes of this package beside the policy's: R0 required cell blank, R1 description too short, R2 quantity not above 0,
R3 not a report day, R4 doubled row, R5 link given before, R6 figures in a nil report, R7 struck through; H0 tab
missing, H1 heading missing, H2 heading doubled, H3 no heading row, H4 a second heading by which nothing can be read,
H5 a tab that no unit claims, H6 a row above the headings that may be a report or not, H7 a title that is a little
different, H8 reports beside the columns; O1–O5 overrides (unit, day, status, contradiction, heading).
"""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.campaign.model import Campaign
from sheets_sync.tabs.rows import Problem

_READ_AS = "D2 D3 D4 T2 C3 C4 C5 M2 M3 P2 B2 Q2 U2 A2 L2 E1"
_VI: Mapping[str, str] = {
    "X1": "Ô {cell} đang báo lỗi công thức. Đề nghị xóa ô và gõ lại, không bắt đầu bằng dấu = hoặc dấu +.",
    "C1 M1 B1": "Ô {cell} (cột {column}) còn trống hoặc chưa rõ. Nếu không phát sinh, đề nghị ghi 0 (hoặc chọn Không).",
    "D1": 'Ô {cell}: "{typed}" không phải ngày hợp lệ. Đề nghị ghi theo mẫu 16/12/2022.',
    "D5 X2": "Ô {cell} có nhiều ngày hoặc nhiều hoạt động. Đề nghị tách mỗi hoạt động một dòng.",
    "D6 D8": 'Ô {cell}: "{typed}" chưa rõ ngày dương lịch. Đề nghị ghi ngày cụ thể, ví dụ 16/12/2022.',
    "D7": "Ô {cell}: ngày {day} ngoài đợt báo cáo ({from}–{to}) hoặc sau hôm nay. Đề nghị kiểm tra lại.",
    "T1": 'Ô {cell}: "{typed}" chưa rõ giờ, hoặc chưa rõ sáng hay chiều. Đề nghị ghi theo mẫu 9h30 hoặc 14h00.',
    _READ_AS: 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "C2": 'Ô {cell}: "{typed}" là số ước lượng. Khi có số chính xác, đề nghị cập nhật.',
    "C7": 'Ô {cell}: dấu "{typed}" được tính là 0. Nếu chưa có số liệu, đề nghị ghi "chưa có".',
    "C8": "Ô {cell} chưa có số liệu nên chưa cộng vào tổng. Đề nghị bổ sung.",
    "C9 M4": "Ô {cell}: {number} khác xa mức thường gặp. Đề nghị kiểm tra lại số và đơn vị (nghìn, triệu).",
    "C6 C10": 'Ô {cell}: "{typed}" có nhiều con số hoặc không đúng đơn vị tính ({measure}). '
    "Đề nghị ghi một số tổng; giải thích ghi ở cột Ghi chú.",
    "C11 C12": 'Ô {cell}: "{typed}" không phải số nguyên. Đề nghị chỉ ghi chữ số, ví dụ 50 hoặc 1200.',
    "C13": "Ô {cell}: bảng tính đã tự đổi nội dung thành ngày {day}. Đề nghị gõ lại một số, ví dụ 12.",
    "Q1": 'Ô {cell}: "{typed}" chưa phải một con số. Đề nghị chỉ ghi số, ví dụ 3 hoặc 1,5.',
    "Q3": 'Ô {cell}: "{typed}" có thể hiểu theo hai cách. Đề nghị ghi liền (1500) hoặc dùng dấu phẩy (1,5).',
    "M5": 'Ô {cell}: "{typed}" chưa rõ đơn vị tiền. Đề nghị ghi đủ 1.500.000 hoặc 1,5 triệu.',
    "M6 M7 M8 M9": 'Ô {cell}: "{typed}" chưa tính được thành tiền. Đề nghị ghi tổng số tiền bằng đồng; '
    "hiện vật ghi ở cột Ghi chú.",
    "P1": "Ô {cell}: số điện thoại chưa đúng. Đề nghị ghi một số, bắt đầu bằng 0, đủ 10 chữ số (số cố định 11 chữ số).",
    "U1 E2": 'Ô {cell}: chưa xác định được "{typed}". Đề nghị chọn đơn vị trong danh sách hoặc gõ lại bằng Unicode.',
    "A1": 'Ô {cell}: chưa xác định được "{typed}". Đề nghị chọn một mục trong danh sách.',
    "L1 X3": "Ô {cell}: đề nghị ghi rõ nội dung hoặc dán liên kết đầy đủ (bắt đầu bằng https://).",
    "L3": "Ô {cell}: liên kết này có thể không phải ai cũng mở được. Đề nghị dán liên kết trực tiếp của tin, bài.",
    "X4": "Ô {cell} dài hơn 2.000 ký tự nên bảng chỉ in phần đầu. Đề nghị viết gọn.",
    "X8": "Dòng {row}: quy tắc {rule} của cơ quan bị lỗi ({error}). Số liệu vẫn được đọc. Đề nghị báo người phụ trách.",
    "X9": "Ô {cell}: kiểu cột {rule} của cơ quan bị lỗi ({error}). Đề nghị báo người phụ trách.",
    "R0": "Ô {cell} (cột {column}) còn trống. Đề nghị bổ sung.",
    "R1": 'Ô {cell}: "{typed}" quá ngắn để biết đã làm gì. Đề nghị ghi rõ nội dung hoạt động.',
    "R2": 'Ô {cell}: số lượng phải lớn hơn 0. Nếu không có hoạt động, đề nghị chọn "Không phát sinh".',
    "R3": "Ô {cell}: ngày {day} không phải ngày báo cáo của đợt này. Đề nghị kiểm tra lại.",
    "R4": "Dòng {row} giống dòng {first} (cùng ngày, cùng nội dung, cùng số liệu). "
    "Đề nghị kiểm tra, xóa bớt nếu ghi trùng.",
    "R5": "Ô {cell}: liên kết này đã có ở dòng {first} nên không tính thêm. Đề nghị kiểm tra, xóa bớt nếu ghi trùng.",
    "R6": 'Ô {cell}: dòng ghi "Không phát sinh" nhưng có số liệu. Đề nghị chọn đúng hoạt động hoặc xóa số liệu.',
    "H0": 'Không tìm thấy trang "{tab}". Đề nghị khôi phục trang, hoặc Ban Phong trào chạy lại lệnh tạo trang.',
    "H1": 'Không đọc được cột "{header}" của trang "{tab}": thiếu tiêu đề cột. Đề nghị khôi phục dòng tiêu đề.',
    "H2": 'Trang "{tab}" có nhiều cột cùng tiêu đề "{header}" ({cells}). Đề nghị chỉ giữ một, đổi tên các cột còn lại.',
    "H3": 'Không đọc được trang "{tab}": không thấy dòng tiêu đề. Đề nghị khôi phục dòng tiêu đề.',
    "H4": 'Không đọc được trang "{tab}": dòng {row} là dòng tiêu đề thứ hai, thiếu {header}. '
    "Đề nghị xóa dòng đó hoặc ghi đủ tiêu đề.",
    "H5": 'Trang "{tab}" có {rows} dòng báo cáo nhưng không được đọc cho đơn vị nào{resembles}. '
    "Đề nghị chuyển các dòng về trang của đơn vị rồi xóa trang này.",
    "H6": 'Không đọc được trang "{tab}": dòng {row} nằm trên dòng tiêu đề, chưa rõ có phải báo cáo không. '
    "Đề nghị chuyển xuống dưới dòng tiêu đề hoặc xóa.",
    "H7": 'Trang "{tab}" được đọc là trang của đơn vị. Đề nghị đổi tên trang thành "{wanted}".',
    "H8": 'Trang "{tab}": dòng {rows} có báo cáo nằm ngoài các cột của bảng (từ ô {cell}) nên không được đọc. '
    "Đề nghị chuyển vào đúng cột.",
    "R7": "Ô {cell}: dòng {row} có nội dung gạch ngang nhưng vẫn được tính. Nếu bỏ, đề nghị xóa nội dung của dòng.",
    "O1": 'Ô {cell}: "{typed}" không phải đơn vị của đợt này. Dòng điều chỉnh chưa được áp dụng.',
    "O2": 'Ô {cell}: "{typed}" không phải ngày báo cáo của đợt này. Dòng điều chỉnh chưa được áp dụng.',
    "O3": 'Ô {cell}: "{typed}" không phải trạng thái (miễn, đúng hạn, trễ hạn). Dòng điều chỉnh chưa được áp dụng.',
    "O4": "Ô {cell}: có hai dòng điều chỉnh trái nhau cho cùng đơn vị và ngày. Chưa dòng nào được áp dụng.",
    "O5": 'Trang "{tab}" thiếu tiêu đề cột: {header}. Các dòng điều chỉnh chưa được áp dụng.',
}
_EN: Mapping[str, str] = {
    "X1": "Cell {cell} shows a formula or its error. Please clear it and type again, not beginning with = or +.",
    "C1 M1 B1": "Cell {cell} ({column}) is blank or unclear. If there is nothing, please write 0 (or choose No).",
    "D1": 'Cell {cell}: "{typed}" is no valid date. Please write it as 16/12/2022.',
    "D5 X2": "Cell {cell} has several days or several activities. Please use one row for each activity.",
    "D6 D8": 'Cell {cell}: "{typed}" names no calendar day. Please write one, such as 16/12/2022.',
    "D7": "Cell {cell}: {day} is outside the report days ({from}–{to}) or later than today. Please check.",
    "T1": 'Cell {cell}: "{typed}" is no clear time of day. Please write 9h30 or 14h00.',
    _READ_AS: 'Cell {cell}: "{typed}" was read as {reading}. Please correct it if that is wrong.',
    "C2": 'Cell {cell}: "{typed}" is an estimate. Please update it once the number is known.',
    "C7": 'Cell {cell}: the mark "{typed}" counts as 0. If there is no figure yet, please write "chưa có".',
    "C8": "Cell {cell} has no figure yet and is not in the total. Please add it.",
    "C9 M4": "Cell {cell}: {number} is far from what is usual. Please check the number and its unit.",
    "C6 C10": 'Cell {cell}: "{typed}" has several numbers or another measure than {measure}. '
    "Please write one total; explanations go into the notes column.",
    "C11 C12": 'Cell {cell}: "{typed}" is no whole number. Please write digits only, such as 50 or 1200.',
    "C13": "Cell {cell}: the spreadsheet turned this into the date {day}. Please type a number again, such as 12.",
    "Q1": 'Cell {cell}: "{typed}" is not a number. Please write a number only, such as 3 or 1,5.',
    "Q3": 'Cell {cell}: "{typed}" can be read in two ways. Please write 1500, or a decimal comma (1,5).',
    "M5": 'Cell {cell}: "{typed}": the unit of money is unclear. Please write 1.500.000 or 1,5 triệu in full.',
    "M6 M7 M8 M9": 'Cell {cell}: "{typed}" is no amount of money. Please write the total in đồng; '
    "goods go into the notes column.",
    "P1": "Cell {cell}: this is no valid phone number. Please write one, beginning with 0, of 10 digits "
    "(11 for a landline).",
    "U1 E2": 'Cell {cell}: "{typed}" is no known unit. Please choose from the list or type it again in Unicode.',
    "A1": 'Cell {cell}: "{typed}" is not in the list. Please choose an entry.',
    "L1 X3": "Cell {cell}: please write what was done, or paste a full link (beginning with https://).",
    "L3": "Cell {cell}: not everyone may be able to open this link. Please paste the article's own address.",
    "X4": "Cell {cell} has more than 2,000 characters; only its beginning is printed. Please be brief.",
    "X8": "Row {row}: the office's own rule {rule} failed ({error}). The row was read all the same. Please tell "
    "whoever looks after the system.",
    "X9": "Cell {cell}: the office's own column type {rule} failed ({error}). Please tell whoever looks after the "
    "system.",
    "R0": "Cell {cell} ({column}) is blank. Please fill it in.",
    "R1": 'Cell {cell}: "{typed}" is too short to tell what was done. Please describe it.',
    "R2": "Cell {cell}: the quantity must be above 0. If nothing was done, please choose the nil report.",
    "R3": "Cell {cell}: {day} is no report day of this campaign. Please check.",
    "R4": "Row {row} is like row {first} (same day, text and figures). Please check, and delete one if it is doubled.",
    "R5": "Cell {cell}: row {first} has this link already, so it is not counted again. Please check, and delete it if "
    "it is doubled.",
    "R6": "Cell {cell}: the row says that nothing was done, but has figures. Please choose the work, or clear them.",
    "H0": 'The tab "{tab}" was not found. Please restore it, or let the coordinators provision again.',
    "H1": 'The column "{header}" of the tab "{tab}" can\'t be read: its heading is missing. Please restore it.',
    "H2": 'The tab "{tab}" has several columns headed "{header}" ({cells}). Please keep one and rename the others.',
    "H3": 'The tab "{tab}" can\'t be read: there is no heading row. Please restore it.',
    "H4": 'The tab "{tab}" can\'t be read: row {row} is a second heading that lacks {header}. '
    "Please delete it, or complete its headings.",
    "H5": 'The tab "{tab}" has {rows} rows of reports, and is read for no unit{resembles}. '
    "Please move the rows to the unit's own tab and delete this one.",
    "H6": 'The tab "{tab}" can\'t be read: row {row} stands above the headings, and may be a report or not. '
    "Please move it below the headings, or delete it.",
    "H7": 'The tab "{tab}" is read as the unit\'s. Please rename it to "{wanted}".',
    "H8": 'The tab "{tab}": rows {rows} hold reports beside the columns of the table (from cell {cell}), which are not '
    "read. Please move them into the columns.",
    "R7": "Cell {cell}: row {row} is struck through in whole or in part, and counts all the same. "
    "Please clear the row if it shall not count.",
    "O1": 'Cell {cell}: "{typed}" is no unit of this campaign. The override was not applied.',
    "O2": 'Cell {cell}: "{typed}" is no report day of this campaign. The override was not applied.',
    "O3": 'Cell {cell}: "{typed}" is no status (miễn, đúng hạn, trễ hạn). The override was not applied.',
    "O4": "Cell {cell}: two overrides contradict each other for the same unit and day. Neither was applied.",
    "O5": 'The tab "{tab}" lacks the heading {header}. The overrides were not applied.',
}


def _by_code(catalogue: Mapping[str, str]) -> dict[str, str]:
    return {code: text for codes, text in catalogue.items() for code in codes.split()}


CATALOGUES: Mapping[str, Mapping[str, str]] = {"vi": _by_code(_VI), "en": _by_code(_EN)}
"""Locale -> code -> message."""

TYPED_SHOWN = 120
"""Characters of a typed text that a message quotes."""


Own = Mapping[str, Mapping[str, str]]
"""Code -> locale -> message, of rules and types that an office brought."""


class _Facts(dict[str, str]):
    """A fact that nobody gave is a dash, never an error: a message must come out whatever happens."""

    def __missing__(self, key: str) -> str:
        return "–"


def message(code: str, locale: str, own: Own | None = None, **facts: str) -> str:
    """The message of a code; "" for the code "". `own` holds the texts of the office's own codes.

    A code of a rule that is not there any more is told with its cell. Never an error.
    """
    if not code:
        return ""
    facts["typed"] = quoted(" ".join(facts.get("typed", "").split()), TYPED_SHOWN)
    texts = (own or {}).get(code, {})
    said = CATALOGUES[locale].get(code) or texts.get(locale) or next(iter(texts.values()), f"{{cell}}: {code}")
    return said.format_map(_Facts(facts))


def quoted(typed: str, most: int) -> str:
    """A typed text as others show it: cut after `most` characters, without the marks that would turn round the
    direction of what stands after it, and with a sign in place of characters that would control a terminal."""
    text = typed[: 2 * most].translate(_UNSHOWN)
    return text if len(text) <= most else text[:most] + "…"


_DIRECTIONS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A, 0x0D}, "\ufffd")
_UNSHOWN: Mapping[int, str | None] = {**_DIRECTIONS, **_CONTROLS}


def problem_text(problem: Problem, campaign: Campaign) -> str:
    """A problem in the campaign's language, with its cell, what was typed and what to do."""
    column = campaign.column_by_key.get(problem.column)
    facts = {
        "cell": problem.cell.a1 if problem.cell else "–",
        "column": column.header if column else problem.column,
        "typed": problem.typed,
        "tab": problem.tab,
        **problem.facts,
    }
    return message(problem.code, campaign.locale, campaign.own_messages, **facts)
