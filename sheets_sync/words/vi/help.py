"""The help of every command and option."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "sheets-sync": (
        "Báo cáo định kỳ trên một bảng tính Google dùng chung: đơn vị nào nộp đúng hạn, và các văn bản lập từ đó."
    ),
    "campaign": "Các phiên bản đã ghi của đợt: đổi những gì, mỗi phiên bản áp dụng cho những ngày nào.",
    "campaign.show": (
        "Các phiên bản đã ghi và những gì mỗi phiên bản đổi; những gì tệp cấu hình đổi mà chưa lần chạy nào gặp."
    ),
    "campaign.accept": (
        "Ghi lại xác nhận của người có trách nhiệm rằng tệp cấu hình hiện nay có hiệu lực: từ một ngày, hoặc "
        "cho thời gian tới.\n"
        "\n"
        "Không có --since thì chỉ đồng ý với điều mà lần chạy đã từ chối (bảng tính khác, mã đợt khác), "
        "những ngày đã qua giữ nguyên."
    ),
    "campaign.accept.since": "Ngày đầu tiên tệp có hiệu lực, kể cả ngày đã qua.",
    "campaign.accept.reason": "Lý do; được ghi lại và hiện cùng những gì thay đổi.",
    "campaign.accept.by": "Người xác nhận.",
    "evidence": "Chuỗi chứng cứ: đối chiếu, xuất ra, nhập thêm.",
    "evidence.verify": (
        "Đối chiếu cả chuỗi bản ghi và các phiên bản của đợt, hoặc chỉ ra bản ghi đầu tiên không toàn vẹn. "
        "Mã thoát 6 khi có bản ghi như vậy. Lệnh cũng nói rõ điều mà riêng các bản ghi không chứng minh được."
    ),
    "evidence.verify.printed": "Đối chiếu thêm mã chứng cứ này, in trên văn bản.",
    "evidence.export": "Mọi bản ghi, dạng dòng JSON hoặc CSV.",
    "evidence.export.form": "Dòng JSON hoặc CSV. Mặc định: CSV nếu FILE kết thúc bằng .csv, còn lại là dòng JSON.",
    "evidence.backup": "Bản sao nhất quán của sổ chứng cứ, trong khi các lần chạy vẫn tiếp tục.",
    "evidence.restore": "Đặt bản sao vào chỗ sổ chứng cứ bị mất, nguyên văn; không ghi đè lên gì cả.",
    "evidence.salvage": (
        "Cứu phần còn đọc được của sổ chứng cứ bị hỏng: FILE nhận phần đầu còn toàn vẹn, để nhập; "
        "FILE.unsound nhận phần còn lại."
    ),
    "evidence.import": (
        "Nhập thêm bản ghi của sổ khác: của máy chủ thứ hai cũng xem bảng tính, hoặc của ổ đĩa bị mất rồi "
        "tìm lại.\n"
        "\n"
        "FILE_OR_URL là ledger.sqlite, tệp đã xuất, hoặc địa chỉ cơ sở dữ liệu. Cả hai chuỗi được đối chiếu "
        "trước; bản ghi đã có thì không nhập lại. Sau đó sổ này xét như đã thấy mọi lần xem."
    ),
    "rollup": (
        "Lập (lại) văn bản từ chứng cứ đã ghi, hoặc đối chiếu một văn bản.\n"
        "\n"
        "Cho đúng bản đang dùng, từng byte; có thay đổi thì cho bản tiếp theo. Mỗi ngày một thư mục, bản cũ "
        "ở bên trong; đường dẫn đến bản mới nhất ở thư mục moi-nhat. Tệp mà người đã sửa không bao giờ bị "
        "thay hay chuyển: bản mới có tên riêng. Có --out thì mọi thứ vào đúng thư mục đó."
    ),
    "rollup.day": "Báo cáo của kỳ chứa ngày này.",
    "rollup.final": "Báo cáo tổng hợp cả đợt.",
    "rollup.formats": "docx,html,md,pdf. Mặc định: theo tệp cấu hình.",
    "rollup.out": "Mặc định: theo tệp cấu hình.",
    "rollup.verify": "Tính lại mọi số liệu của văn bản docx hoặc html này.",
    "import-mail": (
        "Đơn vị nào báo cáo qua thư trong ngày và lúc nào, đặt cạnh bảng tuân thủ: để chạy song song hai "
        "cách một thời gian và so sánh. Thư được nhận theo địa chỉ trong tệp cấu hình (contacts, editors). "
        "Lệnh không quyết định gì và không giữ gì."
    ),
    "import-mail.imap": "imaps://name@host/FOLDER; mật khẩu: SHEETS_SYNC_MAIL_PASSWORD.",
    "import-mail.day": "Ngày mà thư báo cáo. Mặc định: hôm nay.",
    "demo": "Toàn bộ công việc trên máy chủ bảng tính tại chỗ: không cần tài khoản, không cần mạng.",
    "demo.out": "Nơi ghi mọi kết quả.",
    "demo.keep_serving": "Giữ máy chủ tại chỗ sau khi xong: có trang kết quả, và một bản để tập dượt.",
    "demo.like": "Đợt khác thay cho đợt mẫu: {starters}.",
    "serve": "Riêng máy chủ bảng tính tại chỗ. Dòng đầu tiên in ra là địa chỉ; trình duyệt hiện được các bảng tính.",
    "serve.host": "Chỉ máy này, trừ khi có --allow-remote.",
    "serve.port": "0: cổng nào còn trống.",
    "serve.data": "Giữ dữ liệu của máy chủ; chưa có thì được tạo.",
    "serve.key": "Ghi khóa tài khoản dịch vụ cho máy chủ này: chương trình đăng nhập như với Google.",
    "serve.allow_remote": "Cho máy khác truy cập. Máy chủ không kiểm tra ai được vào.",
    "serve.as_json": "Địa chỉ dạng JSON thay cho dòng chữ.",
    "init": "Tệp cấu hình mẫu có chú thích trong DIR: mẫu chung, hoặc mẫu của một loại cơ quan.",
    "init.like": "Bắt đầu từ đợt loại này: {starters}.",
    "status": "Bảng tuân thủ, theo chứng cứ đã ghi, không hỏi Google.",
    "status.html": "Bảng tuân thủ thành một trang riêng.",
    "status.png": "Bảng tuân thủ thành hình (cần Chromium).",
    "status.phone": "Cùng --html, --png: chỉ các cột của hôm nay, để đọc trên điện thoại.",
    "status.pictures": "Mọi trang của hệ thống, như trên máy tính và trên điện thoại.",
    "status.fail_if_stale": "Mã thoát 3 khi quá giờ xem: dùng cho giám sát.",
    "status.folder": "Mỗi đợt một dòng, trong thư mục này và các thư mục con.",
    "why": (
        "Chứng cứ của một ô trên bảng tuân thủ: lúc nào thấy gì, căn cứ ghi nhận, sửa đổi về sau, những lúc "
        "hệ thống không đọc được."
    ),
    "why.html": "Ghi thêm thành trang để gửi hoặc in.",
    "remind": "Đơn vị nào chưa báo cáo, thành lời nhắn để dán vào nhóm; hoặc gửi thư, mỗi lời nhắn một lần.",
    "remind.send": "Gửi thư các lời nhắn chưa gửi (bảng [mail] của đợt).",
    "remind.again": "Cùng --send: gửi cả những lời nhắn đã gửi.",
    "check": (
        "Những gì lần chạy cần, xem trước khi đến hạn: tệp cấu hình, quyền, bảo vệ, trang, mẫu văn bản, đĩa, "
        "đồng hồ, chứng cứ, lịch chạy. Mỗi mục nói rõ việc gì, ở đâu, nên làm gì.\n"
        "\n"
        "Mã thoát 6 khi có điều phải sửa; 0 khi chỉ có lưu ý; 2, 3 hoặc 4 khi hoàn toàn không xem được."
    ),
    "provision": (
        "Lập hoặc sửa bảng tính: trang, tiêu đề, danh sách chọn, định dạng, bảo vệ. Chạy lại bao nhiêu lần "
        "cũng được. Tiêu đề do người nhập được báo trước khi bị ghi đè."
    ),
    "provision.dry_run": "Cho biết còn thiếu gì, sẽ ghi đè lên gì; không ghi gì cả.",
    "provision.with_guide": "Thêm trang hướng dẫn cho đơn vị và người điều phối.",
    "provision.adopt": "Trang do người lập này là của đơn vị đó.",
    "run": "Một lần chạy: đọc, ghi chứng cứ, xét, ghi các trang của hệ thống và các văn bản đến lượt.",
    "run.dry_run": "Đọc và xét, in những gì sẽ ghi, không ghi vào đâu cả.",
    "run.new_ledger": "Dùng sổ chứng cứ này thay cho sổ đứng sau bảng tuân thủ; cần --reason.",
    "run.reason": "Cùng --new-ledger: lý do; được ghi lại.",
    "run.quiet": "Không in gì trừ khi có lỗi (cron gửi thư những gì được in).",
    "watch": (
        "Tự chạy: vài phút một lần, và đúng vào mỗi hạn nộp, đến khi hết đợt. Nhiều tệp FILE thì mỗi tệp "
        "dùng thư mục trạng thái bên cạnh.\n"
        "\n"
        "SIGTERM hoặc Ctrl-C kết thúc sau lần chạy đang làm; SIGHUP để đọc lại các tệp cấu hình."
    ),
    "watch.as_json": "Cuối cùng in một văn bản JSON: đã làm những gì.",
    "crontab": (
        "Các dòng crontab theo múi giờ của máy chủ này, và tệp cho systemd: bộ hẹn giờ, hoặc dịch vụ watch.\n"
        "\n"
        "Khi không dòng crontab nào chạy đúng mọi lần xem (đồng hồ máy chủ vặn lùi giữa chừng), lệnh báo "
        "điều đó và cho các tệp systemd."
    ),
    "crontab.zone": "Múi giờ mà cron của máy chủ này dùng. Mặc định: của chính máy chủ.",
    "crontab.only": "Một trong ba, để đặt vào chỗ nguyên văn: các dòng crontab, bộ hẹn giờ, dịch vụ `watch`.",
    "rows": "Mọi dòng trong trang của các đơn vị: đã nhập gì, mỗi ô được hiểu thế nào.",
    "statuses": "Đơn vị nào báo cáo đúng hạn: mỗi đơn vị, mỗi kỳ một dòng.",
    "totals": "Mọi số liệu của văn bản: theo ngày, đơn vị, hoạt động và đơn vị tính.",
    "problems": "Mọi điều đơn vị cần sửa: ô nào, đã nhập gì, nên làm gì, từ bao giờ.",
    "cells": "Hệ thống hiểu các ô đã nhập thế nào: dòng JSON vào, dòng JSON ra; hoặc một ô.",
    "cells.kind": "Đọc một ô, ghi ở TYPED, thay cho các dòng JSON.",
    "cells.today": "Cùng --type: ngày đọc ô. Mặc định: sau đợt.",
    "cells.number_format": "Cùng --type: TYPED là số có định dạng này.",
    "cells.language": "Đọc như đợt của ngôn ngữ này: vi, en-GB, en-US.",
    "option.campaign_file": "Tệp cấu hình. Mặc định: SHEETS_SYNC_CAMPAIGN, rồi ./campaign.toml.",
    "option.state": "Thư mục của sổ chứng cứ và khóa. Mặc định: state/ bên cạnh tệp cấu hình.",
    "option.as_json": "Một văn bản JSON ra stdout.",
    "option.now": "Xem lại thời điểm này, ví dụ 2022-12-16T10:00:00+07:00.",
    "option.out": "Mặc định: stdout.",
    "option.slot": "Báo cáo nào của ngày, khi một kỳ có nhiều buổi: mã hoặc tên của buổi.",
    "option.log_format": "Dạng các dòng ghi ra stderr.",
    "option.form": "Mặc định: theo đuôi của FILE, không thì csv.",
    "option.version": "In phiên bản rồi kết thúc.",
    "option.help": "In hướng dẫn này rồi kết thúc.",
    "usage": "Cách dùng:",
    "options": "Tùy chọn",
    "commands": "Các lệnh",
    "default": "mặc định: {value}",
    "required": "bắt buộc",
    "try": "Dùng thử, không cần tài khoản hay mạng:",
    "example": "Ví dụ:",
    "examples": "Ví dụ:",
    "said.moved": "chuyển sang bảng tính mới",
    "said.nine": "hạn nộp là 9 giờ",
    "said.office": "Văn phòng",
    "said.unit": "an-hoa",
    "said.slot": "sang",
    "said.money": "1tr5",
    "said.tag": "vi",
}
