"""What keeps a document from being written or verified, and what to do."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "no_format": "không có định dạng văn bản {format!r}.",
    "no_format.remedy": "Dùng được: {known}.",
    "unreadable": "không đọc được văn bản: {reason}.",
    "too_much_memory": "mẫu dùng hơn {megabytes} MB bộ nhớ.",
    "too_slow": "mẫu chạy quá {seconds:.0f} giây.",
    "no_template": "không có mẫu này.",
    "no_word_file": "đây không phải là tệp Word ({error}).",
    "torn_tag": "một thẻ bắt đầu ở đoạn hoặc bảng này nhưng kết thúc ở chỗ khác, nên các phần không khớp nhau.",
    "torn_tag.remedy": (
        "Đề nghị để {{%p %}}, {{%tr %}} và {{%tc %}} đứng riêng trong đoạn, dòng hoặc ô. Văn bản tốt gần nhất được giữ."
    ),
    "template": "lỗi trong mẫu: {error}.",
    "at_tag": "{template}, thẻ {tag}",
    "link_out": "mẫu này là đường dẫn ra ngoài thư mục mẫu.",
    "link_out.remedy": "Đề nghị đặt chính tệp mẫu vào đó.",
    "template.remedy": (
        "Đề nghị sửa mẫu; văn bản tốt gần nhất được giữ. Các trường mẫu được dùng: xem README của thư mục mẫu."
    ),
    "not_written": "không ghi được văn bản: {reason}.",
    "not_written.remedy": "Đề nghị đóng tệp nếu đang mở, và xem thư mục có ghi được không.",
    "disk_full": "đĩa đã đầy; không ghi được văn bản.",
    "disk_full.remedy": "Đề nghị dọn bớt đĩa; lần chạy sau sẽ ghi, và văn bản cũ vẫn còn.",
    "no_pdf_maker": "pdf cần LibreOffice hoặc WeasyPrint, mà máy chưa có.",
    "no_pdf_maker.remedy": (
        "Đề nghị cài LibreOffice Writer, hoặc: pip install 'sheets-sync[pdf]'; hoặc bỏ pdf khỏi formats. Các "
        "định dạng khác vẫn được ghi."
    ),
    "no_libreoffice": "không tìm thấy LibreOffice.",
    "no_libreoffice.remedy": "Đề nghị cài LibreOffice Writer.",
    "no_pdf": "WeasyPrint không tạo được pdf: {error}.",
    "no_pdf.remedy": "Đề nghị cài LibreOffice Writer, hoặc bỏ pdf khỏi formats.",
    "no_pdf_of_docx": "LibreOffice không tạo được pdf: {answer}.",
    "no_reason": "không cho biết lý do",
    "no_pdf_of_docx.remedy": "Đề nghị mở tệp docx bằng LibreOffice để xem có lỗi không, hoặc bỏ pdf khỏi formats.",
    "too_large": "tệp quá lớn đối với một văn bản ({size} byte).",
    "not_word": "đây không phải là tệp Word.",
    "bomb": "tệp Word này khi giải nén lớn hơn mọi văn bản.",
    "bomb.remedy": "Đề nghị không tin dùng tệp này.",
    "no_side_file": "tệp kèm của văn bản không có hoặc bị hỏng.",
    "no_side_file.remedy": "Đề nghị giữ tệp kèm bên cạnh văn bản với cùng tên, hoặc lập lại văn bản.",
    "not_verifiable": "chỉ đối chiếu được docx và html, không phải {form}.",
    "this": "tệp này",
    "phrase": "{phrase!r}: {why}.",
    "phrase.remedy": "Đề nghị sửa hoặc bỏ câu này; khi đó dùng câu ghi ở hoạt động.",
    "phrase_form": 'câu có dạng "GT1 m: làm mới {{n}} m đường", với đúng một {{n}}',
    "phrase_unknown": "đợt này không có hoạt động {code!r} với đơn vị tính {measure!r}",
    "at_line": "{file}, dòng {line}",
}
