"""Messages of problems, by code."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "X1": ("Ô {cell} đang báo lỗi công thức. Đề nghị xóa ô và gõ lại, không bắt đầu bằng dấu = hoặc dấu +."),
    "C1": ("Ô {cell} (cột {column}) còn trống hoặc chưa rõ. Nếu không phát sinh, đề nghị ghi 0 (hoặc chọn Không)."),
    "M1": ("Ô {cell} (cột {column}) còn trống hoặc chưa rõ. Nếu không phát sinh, đề nghị ghi 0 (hoặc chọn Không)."),
    "B1": ("Ô {cell} (cột {column}) còn trống hoặc chưa rõ. Nếu không phát sinh, đề nghị ghi 0 (hoặc chọn Không)."),
    "D1": 'Ô {cell}: "{typed}" không phải ngày hợp lệ. Đề nghị ghi theo mẫu {example}.',
    "D5": "Ô {cell} có nhiều ngày hoặc nhiều hoạt động. Đề nghị tách mỗi hoạt động một dòng.",
    "X2": "Ô {cell} có nhiều ngày hoặc nhiều hoạt động. Đề nghị tách mỗi hoạt động một dòng.",
    "D6": ('Ô {cell}: "{typed}" chưa rõ ngày dương lịch. Đề nghị ghi ngày cụ thể, ví dụ {example}.'),
    "D8": ('Ô {cell}: "{typed}" chưa rõ ngày dương lịch. Đề nghị ghi ngày cụ thể, ví dụ {example}.'),
    "D7": ("Ô {cell}: ngày {day} ngoài đợt báo cáo ({from}–{to}) hoặc sau hôm nay. Đề nghị kiểm tra lại."),
    "T1": ('Ô {cell}: "{typed}" chưa rõ giờ, hoặc chưa rõ sáng hay chiều. Đề nghị ghi theo mẫu 9h30 hoặc 14h00.'),
    "D2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "D3": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "D4": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "T2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "C3": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "C4": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "C5": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "M2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "M3": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "P2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "B2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "Q2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "U2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "A2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "L2": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "E1": 'Ô {cell}: "{typed}" được hiểu là {reading}. Nếu chưa đúng, đề nghị sửa lại.',
    "C2": 'Ô {cell}: "{typed}" là số ước lượng. Khi có số chính xác, đề nghị cập nhật.',
    "C7": 'Ô {cell}: dấu "{typed}" được tính là 0. Nếu chưa có số liệu, đề nghị ghi "chưa có".',
    "C8": "Ô {cell} chưa có số liệu nên chưa cộng vào tổng. Đề nghị bổ sung.",
    "C9": ("Ô {cell}: {number} khác xa mức thường gặp. Đề nghị kiểm tra lại số và đơn vị (nghìn, triệu)."),
    "M4": ("Ô {cell}: {number} khác xa mức thường gặp. Đề nghị kiểm tra lại số và đơn vị (nghìn, triệu)."),
    "C6": (
        'Ô {cell}: "{typed}" có nhiều con số hoặc không đúng đơn vị tính ({measure}). Đề nghị ghi một số '
        "tổng; giải thích ghi ở cột Ghi chú."
    ),
    "C10": (
        'Ô {cell}: "{typed}" có nhiều con số hoặc không đúng đơn vị tính ({measure}). Đề nghị ghi một số '
        "tổng; giải thích ghi ở cột Ghi chú."
    ),
    "C11": ('Ô {cell}: "{typed}" không phải số nguyên. Đề nghị chỉ ghi chữ số, ví dụ 50 hoặc 1200.'),
    "C12": ('Ô {cell}: "{typed}" không phải số nguyên. Đề nghị chỉ ghi chữ số, ví dụ 50 hoặc 1200.'),
    "C13": ("Ô {cell}: bảng tính đã tự đổi nội dung thành ngày {day}. Đề nghị gõ lại một số, ví dụ 12."),
    "Q1": 'Ô {cell}: "{typed}" chưa phải một con số. Đề nghị chỉ ghi số, ví dụ 3 hoặc 1,5.',
    "Q3": ('Ô {cell}: "{typed}" có thể hiểu theo hai cách. Đề nghị ghi liền (1500) hoặc dùng dấu phẩy (1,5).'),
    "M5": 'Ô {cell}: "{typed}" chưa rõ đơn vị tiền. Đề nghị ghi đủ 1.500.000 hoặc 1,5 triệu.',
    "M6": (
        'Ô {cell}: "{typed}" chưa tính được thành tiền. Đề nghị ghi tổng số tiền bằng {currency}; hiện '
        "vật ghi ở cột Ghi chú."
    ),
    "M7": (
        'Ô {cell}: "{typed}" chưa tính được thành tiền. Đề nghị ghi tổng số tiền bằng {currency}; hiện '
        "vật ghi ở cột Ghi chú."
    ),
    "M8": (
        'Ô {cell}: "{typed}" chưa tính được thành tiền. Đề nghị ghi tổng số tiền bằng {currency}; hiện '
        "vật ghi ở cột Ghi chú."
    ),
    "M9": (
        'Ô {cell}: "{typed}" chưa tính được thành tiền. Đề nghị ghi tổng số tiền bằng {currency}; hiện '
        "vật ghi ở cột Ghi chú."
    ),
    "P1": (
        "Ô {cell}: số điện thoại chưa đúng. Đề nghị ghi một số, bắt đầu bằng 0, đủ 10 chữ số (số cố định 11 chữ số)."
    ),
    "U1": (
        'Ô {cell}: chưa xác định được "{typed}"{nearest}. Đề nghị chọn đơn vị trong danh sách hoặc gõ lại bằng Unicode.'
    ),
    "E2": ('Ô {cell}: chưa xác định được "{typed}". Đề nghị chọn đơn vị trong danh sách hoặc gõ lại bằng Unicode.'),
    "A1": ('Ô {cell}: chưa xác định được "{typed}"{nearest}. Đề nghị chọn một mục trong danh sách.'),
    "L1": "Ô {cell}: đề nghị ghi rõ nội dung hoặc dán liên kết đầy đủ (bắt đầu bằng https://).",
    "X3": "Ô {cell}: đề nghị ghi rõ nội dung hoặc dán liên kết đầy đủ (bắt đầu bằng https://).",
    "L3": ("Ô {cell}: liên kết này có thể không phải ai cũng mở được. Đề nghị dán liên kết trực tiếp của tin, bài."),
    "X4": "Ô {cell} dài hơn 2.000 ký tự nên bảng chỉ in phần đầu. Đề nghị viết gọn.",
    "X8": (
        "Dòng {row}: quy tắc {rule} của cơ quan bị lỗi ({error}). Số liệu vẫn được đọc. Đề nghị báo người phụ trách."
    ),
    "X9": "Ô {cell}: kiểu cột {rule} của cơ quan bị lỗi ({error}). Đề nghị báo người phụ trách.",
    "R0": "Ô {cell} (cột {column}) còn trống. Đề nghị bổ sung.",
    "R1": 'Ô {cell}: "{typed}" quá ngắn để biết đã làm gì. Đề nghị ghi rõ nội dung hoạt động.',
    "R2": ('Ô {cell}: số lượng phải lớn hơn 0. Nếu không có hoạt động, đề nghị chọn "Không phát sinh".'),
    "R3": "Ô {cell}: ngày {day} không phải ngày báo cáo của đợt này. Đề nghị kiểm tra lại.",
    "R4": (
        "Dòng {row} giống dòng {first} (cùng ngày, cùng nội dung, cùng số liệu). Đề nghị kiểm tra, xóa "
        "bớt nếu ghi trùng."
    ),
    "R5": ("Ô {cell}: liên kết này đã có ở dòng {first} nên không tính thêm. Đề nghị kiểm tra, xóa bớt nếu ghi trùng."),
    "R6": ('Ô {cell}: dòng ghi "Không phát sinh" nhưng có số liệu. Đề nghị chọn đúng hoạt động hoặc xóa số liệu.'),
    "R8": (
        'Dòng {row} ghi "Không phát sinh" nhưng dòng {first} cùng ngày có hoạt động. Đề nghị xóa một trong hai dòng.'
    ),
    "H0": (
        'Không tìm thấy trang "{tab}". Đề nghị khôi phục trang, hoặc người phụ trách bảng tính chạy lại lệnh tạo trang.'
    ),
    "H1": ('Không đọc được cột "{header}" của trang "{tab}": thiếu tiêu đề cột. Đề nghị khôi phục dòng tiêu đề.'),
    "H2": (
        'Trang "{tab}" có nhiều cột cùng tiêu đề "{header}" ({cells}). Đề nghị chỉ giữ một, đổi tên các cột còn lại.'
    ),
    "H3": ('Không đọc được trang "{tab}": không thấy dòng tiêu đề. Đề nghị khôi phục dòng tiêu đề.'),
    "H4": (
        'Không đọc được trang "{tab}": dòng {row} là dòng tiêu đề thứ hai, thiếu {header}. Đề nghị xóa '
        "dòng đó hoặc ghi đủ tiêu đề."
    ),
    "H5": (
        'Trang "{tab}" có {rows} dòng báo cáo nhưng không được đọc cho đơn vị nào{resembles}. Đề nghị '
        "chuyển các dòng về trang của đơn vị rồi xóa trang này."
    ),
    "H6": (
        'Không đọc được trang "{tab}": dòng {row} nằm trên dòng tiêu đề, chưa rõ có phải báo cáo không. '
        "Đề nghị chuyển xuống dưới dòng tiêu đề hoặc xóa."
    ),
    "H7": 'Trang "{tab}" được đọc là trang của đơn vị. Đề nghị đổi tên trang thành "{wanted}".',
    "H8": (
        'Trang "{tab}": dòng {rows} có báo cáo nằm ngoài các cột của bảng'
        " (từ ô {cell}) nên không được đọc. Đề nghị chuyển vào đúng cột."
    ),
    "H9": (
        'Trang "{tab}" có {rows} dòng báo cáo (từ ô {cell}) nhưng không phải trang của đơn vị nào nên không được đọc. '
        "Đề nghị chuyển các dòng về trang của đơn vị."
    ),
    "H10": (
        "Ô {cell}: dòng này nằm dưới tên đơn vị khác ({name}, dòng {row}) nên chưa được tính. Đề nghị chuyển về trang "
        "của đơn vị đó; nếu là báo cáo của đơn vị mình, đề nghị xóa dòng {row}."
    ),
    "H11": (
        'Ô {cell}: "{typed}" nhắc đến đơn vị khác ({name}); các dòng vẫn được tính cho đơn vị của trang này. Đề nghị '
        "xem lại dòng này."
    ),
    "H12": (
        'Trang "{tab}" mang tên đơn vị khác ({name}) nhưng là trang của {of}, nên các dòng được tính cho {of}. '
        'Đề nghị đổi tên trang thành "{wanted}".'
    ),
    "R7": ("Ô {cell}: dòng {row} có nội dung gạch ngang nhưng vẫn được tính. Nếu bỏ, đề nghị xóa nội dung của dòng."),
    "O1": ('Ô {cell}: "{typed}" không phải đơn vị của đợt này. Dòng điều chỉnh chưa được áp dụng.'),
    "O2": ('Ô {cell}: "{typed}" không phải ngày báo cáo của đợt này. Dòng điều chỉnh chưa được áp dụng.'),
    "O3": ('Ô {cell}: "{typed}" không phải trạng thái (miễn, đúng hạn, trễ hạn). Dòng điều chỉnh chưa được áp dụng.'),
    "O4": ("Ô {cell}: có hai dòng điều chỉnh trái nhau cho cùng đơn vị và ngày. Chưa dòng nào được áp dụng."),
    "O6": (
        'Trang "{tab}" có {rows} dòng điều chỉnh nhưng không phải trang "{wanted}" nên chưa dòng nào được áp dụng. '
        'Đề nghị chuyển các dòng về trang "{wanted}".'
    ),
    "O5": 'Trang "{tab}" thiếu tiêu đề cột: {header}. Các dòng điều chỉnh chưa được áp dụng.',
}
