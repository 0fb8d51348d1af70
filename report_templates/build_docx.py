"""Makes `daily.docx` and `campaign.docx` anew: `python report_templates/build_docx.py [FOLDER]`.

The Word files are the templates; an office edits those. This script is how the shipped ones came to be, so that a
change of layout is a change of text that can be read and reviewed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import docx_parts as parts
from docx_parts import annex, data_table, gap, paragraph, tag

PERSON = "Ban Phong trào"


def head(document: Any, kind: str) -> None:
    """Issuing body, title, number, place and date; then type and subject, and to whom it goes."""
    table = parts.layout_table(document, 2, (72, 88))
    (issuer, title), (number, date) = (row.cells for row in table.rows)
    tag(issuer, "{%p for line in heading.above %}")
    paragraph(issuer, "Khoi dau", "{{ line }}")
    tag(issuer, "{%p endfor %}")
    paragraph(issuer, "Khoi dau", "{{ heading.issuer }}", bold=True)
    paragraph(issuer, "Khoi dau", "{{ heading.stars }}", bold=True)
    paragraph(title, "Tieu de", "{{ heading.title }}").runs[-1].underline = True
    paragraph(number, "Khoi dau", "{{ heading.number }}").paragraph_format.space_before = parts.Pt(6)
    tag(number, "{%p if heading.draft %}")
    paragraph(number, "Du thao", "{{ heading.draft }}")
    tag(number, "{%p endif %}")
    paragraph(date, "Ngay thang", "{{ heading.place_date }}")
    for cell in (issuer, title, number, date):
        parts.clear(cell)
    paragraph(document, "Ten loai", kind)
    tag(document, "{%p for line in heading.subject %}")
    paragraph(document, "Trich yeu", "{{ line }}")
    tag(document, "{%p endfor %}")
    paragraph(document, "Vach", "-----")
    addressees(document)


def addressees(document: Any) -> None:
    tag(document, "{%p if heading.addressees|length == 1 %}")
    paragraph(document, "Kinh gui", "Kính gửi: {{ heading.addressees[0] }}.")
    tag(document, "{%p elif heading.addressees %}")
    paragraph(document, "Kinh gui", "Kính gửi:")
    tag(document, "{%p for addressee in heading.addressees %}")
    paragraph(document, "Kinh gui", "- {{ addressee }}{{ '.' if loop.last else ';' }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")


def foot(document: Any, last_sentence: str) -> None:
    """The closing sentence, recipients and signature; they stay on one page."""
    paragraph(document, "Doan", last_sentence + "{{ closing.end_mark }}").paragraph_format.keep_with_next = True
    table = parts.layout_table(document, 1, (62, 98))
    recipients, signature = table.rows[0].cells
    paragraph(recipients, "Noi nhan", "Nơi nhận:")
    tag(recipients, "{%p for recipient in closing.recipients %}")
    paragraph(recipients, "Noi nhan dong", "{{ recipient }}")
    tag(recipients, "{%p endfor %}")
    paragraph(signature, "Chu ky", "{{ closing.authority }}")
    paragraph(signature, "Chu ky", "{{ closing.office }}")
    for _ in range(5):
        paragraph(signature, "Chu ky", "")
    paragraph(signature, "Chu ky", "{{ closing.signer }}").paragraph_format.keep_with_next = False
    for cell in (recipients, signature):
        parts.clear(cell)


def each(document: Any, name: str, items: str, style: str, text: str) -> None:
    """One paragraph per item."""
    tag(document, f"{{%p for {name} in {items} %}}")
    paragraph(document, style, text)
    tag(document, "{%p endfor %}")


def groups(document: Any, name: str, empty: str) -> None:
    """Lettered groups, each a paragraph of its sentences."""
    tag(document, f"{{%p for group in {name} %}}")
    paragraph(document, "Doan", "{{ group.letter }}) {{ group.heading }}: {{ group.paragraph }}")
    tag(document, "{%p else %}")
    paragraph(document, "Doan", empty)
    tag(document, "{%p endfor %}")


def optional(document: Any, name: str, style: str, text: str) -> None:
    tag(document, f"{{%p if {name} %}}")
    paragraph(document, style, text)
    tag(document, "{%p endif %}")


def remarks(document: Any, ask: str) -> None:
    """What units wrote, in their words; a gap where nothing can be said."""
    each(document, "line", "opinion.lines", "Doan", "{{ line }}")
    tag(document, "{%p for remark in opinion.remarks %}")
    paragraph(document, "Doan", "- {{ remark.unit }}: “{{ remark.text }}”")
    tag(document, "{%p endfor %}")
    tag(document, "{%p if opinion.none %}")
    paragraph(document, "Doan", "{{ opinion.none }}")
    tag(document, "{%p else %}")
    gap(document, ask)
    tag(document, "{%p endif %}")


def sums(document: Any, items: str, first: str, last: tuple[tuple[str, float, str, str], ...]) -> None:
    """A table of sums by unit or day, with its total line. `last`: (title, width, field, style) of more columns."""
    used = 12 + 24 + 26 + 22 + 22 + 34
    rest = parts.WIDE_TEXT_WIDTH - used - sum(width for _, width, _, _ in last)
    fields = (
        "order",
        "name",
        "people",
        "beneficiaries",
        "works",
        "gifts",
        "money",
        *(field for _, _, field, _ in last),
    )
    titles = (
        "STT",
        first,
        "ĐVTN tham gia (lượt)",
        "Người thụ hưởng (lượt)",
        "Hoạt động",
        "Phần quà",
        "Kinh phí (đồng)",
    )
    styles = ("Bang giua", "Bang chu", "Bang so", "Bang so", "Bang so", "Bang so", "Bang so")
    data_table(
        document,
        (*titles, *(title for title, _, _, _ in last)),
        (12, rest, 24, 26, 22, 22, 34, *(width for _, width, _, _ in last)),
        (
            ((f"{{%tr for row in {items}.rows %}}",), False),
            (tuple(f"{{{{ row.{field} }}}}" for field in fields), False),
            (("{%tr endfor %}",), False),
            (tuple(f"{{{{ {items}.total.{field} }}}}" for field in fields), True),
        ),
        (*styles, *(style for _, _, _, style in last)),
    )


def left_out(document: Any) -> None:
    """What was typed but is in no total."""
    data_table(
        document,
        ("STT", "Đơn vị", "Ngày", "Trang, ô", "Nội dung đã ghi", "Lý do chưa cộng"),
        (12, 52, 16, 40, 62, 65),
        (
            (("{%tr for entry in left_out %}",), False),
            (
                (
                    "{{ entry.order }}",
                    "{{ entry.unit }}",
                    "{{ entry.day }}",
                    "{{ entry.where }}",
                    "{{ entry.typed }}",
                    "{{ entry.reason }}",
                ),
                False,
            ),
            (("{%tr endfor %}",), False),
        ),
        ("Bang giua", "Bang chu", "Bang giua", "Bang chu", "Bang chu", "Bang chu"),
    )


def listed(document: Any, items: str, what: str, link: bool) -> None:
    """A list of works or news."""
    last = ("Liên kết", 90.0) if link else ("Địa điểm", 52.0)
    field = "links" if link else "place"
    cell = (
        "{% for link in row.links %}{{ link }}{% if not loop.last %}, {% endif %}{% endfor %}"
        if link
        else "{{ row.place }}"
    )
    widths = (
        12.0,
        16.0,
        46.0,
        parts.WIDE_TEXT_WIDTH - 12 - 16 - 46 - last[1] - 26 - (0 if link else 32),
        last[1],
        26.0,
    )
    titles = ("STT", "Ngày", "Đơn vị", what, last[0], "Số lượng")
    cells = ("{{ row.order }}", "{{ row.day }}", "{{ row.unit }}", "{{ row.what }}", cell, "{{ row.amount }}")
    styles = ("Bang giua", "Bang giua", "Bang chu", "Bang chu", "Bang chu", "Bang so")
    if field == "place":
        titles, cells, styles = (*titles, "Kinh phí (đồng)"), (*cells, "{{ row.money }}"), (*styles, "Bang so")
        widths = (*widths, 32.0)
    rows = (((f"{{%tr for row in {items} %}}",), False), (cells, False), (("{%tr endfor %}",), False))
    data_table(document, titles, widths, rows, styles)


def daily() -> Any:
    """Báo cáo nhanh."""
    document = parts.paper("Báo cáo nhanh")
    head(document, "BÁO CÁO NHANH")
    paragraph(document, "Heading 2", "1. Tình hình báo cáo")
    each(document, "line", "reporting", "Doan", "{{ line }}")
    paragraph(document, "Heading 2", "2. Kết quả trong ngày {{ day }}")
    groups(document, "results", "Chưa có số liệu hoạt động trong ngày.")
    optional(document, "resources.pieces", "Doan", "{{ resources }}")
    paragraph(document, "Heading 2", "3. Lũy kế từ ngày {{ since }}")
    groups(document, "cumulative", "Chưa có số liệu lũy kế.")
    optional(document, "cumulative_resources.pieces", "Doan", "{{ cumulative_resources }}")
    paragraph(document, "Heading 2", "4. Vấn đề phát sinh, dư luận")
    remarks(document, f"{PERSON} ghi: vấn đề phát sinh, dư luận xã hội")
    paragraph(document, "Heading 2", "5. Đề xuất, kiến nghị")
    gap(document, f"{PERSON} ghi, hoặc bỏ mục này")
    optional(document, "left_out_note", "Doan", "{{ left_out_note }} Danh sách kèm theo.")
    foot(document, "Trên đây là báo cáo nhanh kết quả ngày {{ day }}; biểu tổng hợp theo đơn vị kèm theo")
    parts.wide_section(document)
    annex(document, "Biểu tổng hợp", "KẾT QUẢ TRONG NGÀY {{ day }} THEO ĐƠN VỊ", first=True)
    sums(
        document,
        "table",
        "Đơn vị",
        (("Tình trạng báo cáo", 28, "status", "Bang giua"), ("Ghi chú", 28, "note", "Bang chu")),
    )
    tag(document, "{%p if left_out %}")
    annex(document, "Danh sách", "NỘI DUNG CHƯA CỘNG VÀO TỔNG")
    left_out(document)
    tag(document, "{%p endif %}")
    parts.last_paragraph_is_small(document)
    return document


def campaign() -> Any:
    """Báo cáo kết quả cả đợt."""
    document = parts.paper("Báo cáo kết quả")
    head(document, "BÁO CÁO")
    paragraph(document, "Doan", "{{ opening }}")
    leadership(document)
    results(document)
    paragraph(document, "Heading 1", "III. NGUỒN LỰC")
    each(document, "line", "resources", "Doan", "- {{ line }}")
    gap(document, f"{PERSON} ghi: hiện vật và giá trị ước tính, nếu có")
    paragraph(document, "Heading 1", "IV. ĐÁNH GIÁ CHUNG")
    for title in ("1. Ưu điểm", "2. Hạn chế", "3. Nguyên nhân"):
        paragraph(document, "Heading 2", title)
        gap(document, f"{PERSON} ghi")
    paragraph(document, "Heading 1", "V. PHƯƠNG HƯỚNG, KIẾN NGHỊ")
    gap(document, f"{PERSON} ghi")
    foot(document, "Trên đây là báo cáo kết quả thực hiện")
    parts.wide_section(document)
    annexes(document)
    parts.last_paragraph_is_small(document)
    return document


def leadership(document: Any) -> None:
    paragraph(document, "Heading 1", "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO")
    paragraph(document, "Heading 2", "1. Triển khai kế hoạch, lực lượng")
    gap(document, f"{PERSON} ghi: kế hoạch đã ban hành, tỷ lệ đơn vị có kế hoạch, số đội hình")
    each(document, "line", "forces", "Doan", "{{ line }}")
    paragraph(document, "Heading 2", "2. Chế độ báo cáo")
    each(document, "line", "reporting", "Doan", "{{ line }}")
    optional(document, "left_out_note", "Doan", "{{ left_out_note }} Danh sách tại Phụ lục V.")


def results(document: Any) -> None:
    paragraph(document, "Heading 1", "II. KẾT QUẢ THỰC HIỆN")
    paragraph(document, "Heading 2", "1. Công tác tuyên truyền")
    each(document, "line", "propaganda", "Doan", "- {{ line }}")
    paragraph(document, "Heading 2", "2. Kết quả các hoạt động")
    tag(document, "{%p for group in works %}")
    paragraph(document, "Heading 3", "{{ group.letter }}) {{ group.heading }}")
    each(document, "line", "group.lines", "Doan", "- {{ line }}")
    tag(document, "{%p endfor %}")
    paragraph(document, "Heading 2", "3. Nắm tình hình dư luận")
    remarks(document, f"{PERSON} ghi: tình hình tư tưởng, dư luận và việc giải quyết")


def annexes(document: Any) -> None:
    annex(document, "Phụ lục I", "SỐ LIỆU THEO ĐƠN VỊ", first=True)
    reported = ("Báo cáo đã gửi", 24.0, "reported", "Bang giua")
    sums(document, "by_unit", "Đơn vị", (reported, ("Ghi chú", 28, "note", "Bang chu")))
    by_activity(document)
    annex(document, "Phụ lục II", "SỐ LIỆU THEO NGÀY")
    sums(document, "by_day", "Ngày", (("Đơn vị đã báo cáo", 28, "reported", "Bang giua"),))
    annex(document, "Phụ lục III", "CHẤP HÀNH CHẾ ĐỘ BÁO CÁO")
    matrix(document)
    annex(document, "Phụ lục IV", "DANH SÁCH CÔNG TRÌNH, PHẦN VIỆC VÀ TIN, BÀI")
    paragraph(document, "Bang chu", "1. Công trình, phần việc", bold=True)
    listed(document, "work_list", "Công trình, phần việc", link=False)
    paragraph(document, "Bang chu", "2. Tin, bài", bold=True).paragraph_format.space_before = parts.Pt(10)
    listed(document, "news", "Nội dung", link=True)
    tag(document, "{%p if left_out %}")
    annex(document, "Phụ lục V", "NỘI DUNG CHƯA CỘNG VÀO TỔNG")
    left_out(document)
    tag(document, "{%p endif %}")


def by_activity(document: Any) -> None:
    """Every figure with its measure: the sums behind part II."""
    title = paragraph(document, "Phu luc", "SỐ LIỆU THEO HOẠT ĐỘNG")
    title.paragraph_format.space_before = parts.Pt(14)
    data_table(
        document,
        ("STT", "Hoạt động", "Đơn vị tính", "Số lượng", "Số đơn vị thực hiện"),
        (12, 115, 35, 45, 40),
        (
            (("{%tr for row in by_activity %}",), False),
            (("{{ row.order }}", "{{ row.label }}", "{{ row.measure }}", "{{ row.whole }}", "{{ row.units }}"), False),
            (("{%tr endfor %}",), False),
        ),
        ("Bang giua", "Bang chu", "Bang giua", "Bang so", "Bang giua"),
    )


def matrix(document: Any) -> None:
    """Units × days: a letter each, explained below; as many tables as the days need."""
    tag(document, "{%p for matrix in matrices %}")
    table = data_table(
        document,
        ("STT", "Đơn vị", "{%tc for day in matrix.days %}", "{{ day }}", "{%tc endfor %}", "Đã báo cáo", "Đúng hạn"),
        (10, 45, 10, 10, 10, 18, 14),
        (
            (("{%tr for row in matrix.rows %}",), False),
            (
                (
                    "{{ row.order }}",
                    "{{ row.name }}",
                    "{%tc for letter in row.letters %}",
                    "{{ letter }}",
                    "{%tc endfor %}",
                    "{{ row.reported }}",
                    "{{ row.on_time }}",
                ),
                False,
            ),
            (("{%tr endfor %}",), False),
            (
                ("", "Số đơn vị đã báo cáo", "{%tc for sum in matrix.totals %}", "{{ sum }}", "{%tc endfor %}", "", ""),
                True,
            ),
        ),
        ("Bang nho", "Bang chu", *["Bang nho"] * 5),
        head_style="Bang dau nho",
    )
    parts.narrow_margins(table)
    paragraph(document, "Chu thich", "{{ matrix.key }}")
    tag(document, "{%p endfor %}")


def main(folder: Path) -> None:
    """Writes both files."""
    for name, document in (("daily", daily()), ("campaign", campaign())):
        document.save(folder / f"{name}.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
