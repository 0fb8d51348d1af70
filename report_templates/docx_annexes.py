"""The annexes of the documents in Word, for `build_docx.py`: sums, lists, the matrix of reports."""

from __future__ import annotations

from typing import Any

import docx_parts as parts
from docx_parts import annex, paragraph, tag, word
from docx_tables import cell_margins, data_table, loop


def sums(document: Any, items: str, first: str, last: tuple[tuple[str, float, str, str], ...]) -> None:
    """A table of sums by unit or day, with its total line. `last`: (title, width, field, style) of more columns.

    A campaign with other sums than the five has a table with as many columns as it needs.
    """
    tag(document, f"{{%p if {items}.plain %}}")
    _plain_sums(document, items, first, last)
    tag(document, "{%p else %}")
    _own_sums(document, items, first, last)
    tag(document, "{%p endif %}")


def _own_sums(document: Any, items: str, first: str, last: tuple[tuple[str, float, str, str], ...]) -> None:
    def many(values: str) -> tuple[str, str, str]:
        return f"{{%tc for cell in {values} %}}", "{{ cell }}", "{%tc endfor %}"

    fields = [f"{{{{ row.{field} }}}}" for _, _, field, _ in last]
    total = ["", f"{{{{ {items}.total.name }}}}", *many(f"{items}.total.cells"), *("" for _ in last)]
    data_table(
        document,
        [word("order"), first, *many(f"{items}.columns"), *(title for title, _, _, _ in last)],
        [12.0, 70.0, 25, 25, 25, *(width for _, width, _, _ in last)],
        loop(f"{items}.rows", ["{{ row.order }}", "{{ row.name }}", *many("row.cells"), *fields], total=True),
        ["Bang giua", "Bang chu", *["Bang so"] * 3, *(style for _, _, _, style in last)],
        total=total,
    )


def _plain_sums(document: Any, items: str, first: str, last: tuple[tuple[str, float, str, str], ...]) -> None:
    def heading(column: int) -> str:
        return f"{{{{ {items}.columns[{column}] }}}}"

    columns = (
        (word("order"), 12.0, "order", "Bang giua"),
        (first, 0.0, "name", "Bang chu"),
        (heading(0), 28.0, "people", "Bang so"),
        (heading(1), 28.0, "beneficiaries", "Bang so"),
        (heading(2), 17.0, "works", "Bang so"),
        (heading(3), 26.0, "gifts", "Bang so"),
        (heading(4), 42.0, "money", "Bang so"),
        *last,
    )
    rest = parts.WIDE_TEXT_WIDTH - sum(width for _, width, _, _ in columns)
    data_table(
        document,
        [title for title, _, _, _ in columns],
        [width or rest for _, width, _, _ in columns],
        loop(f"{items}.rows", [f"{{{{ row.{field} }}}}" for _, _, field, _ in columns], total=True),
        [style for _, _, _, style in columns],
        total=[f"{{{{ {items}.total.{field} }}}}" for _, _, field, _ in columns],
    )


def left_out(document: Any) -> None:
    """What was typed but is in no total."""
    fields = ("order", "unit", "day", "where", "typed", "reason")
    data_table(
        document,
        tuple(word(name) for name in ("order", "unit", "report", "place", "typed", "reason")),
        (12, 48, 20, 40, 47, 80),
        loop("left_out", [f"{{{{ row.{field} }}}}" for field in fields]),
        ("Bang giua", "Bang chu", "Bang giua", "Bang chu", "Bang chu", "Bang chu"),
    )


def works(document: Any) -> None:
    """The list of works, each with its place, quantity and money."""
    fields = ("order", "day", "unit", "what", "place", "amount", "money")
    data_table(
        document,
        ("STT", "Ngày", "Đơn vị", "Công trình, phần việc", "Địa điểm", "Số lượng", "Kinh phí (đồng)"),
        (12, 15, 42, 77, 46, 25, 30),
        loop("work_list", [f"{{{{ row.{field} }}}}" for field in fields]),
        ("Bang giua", "Bang giua", "Bang chu", "Bang chu", "Bang chu", "Bang so", "Bang so"),
    )


def news(document: Any) -> None:
    """The list of news, each with its links."""
    links = "{% for link in row.links %}{{ link }}{% if not loop.last %}, {% endif %}{% endfor %}"
    data_table(
        document,
        ("STT", "Ngày", "Đơn vị", "Nội dung", "Liên kết", "Số lượng"),
        (12, 15, 42, 69, 86, 23),
        loop(
            "news", ["{{ row.order }}", "{{ row.day }}", "{{ row.unit }}", "{{ row.what }}", links, "{{ row.amount }}"]
        ),
        ("Bang giua", "Bang giua", "Bang chu", "Bang chu", "Bang chu", "Bang so"),
    )


def subtitle(document: Any, text: str) -> None:
    made = paragraph(document, "Bang chu", text, bold=True)
    made.paragraph_format.space_before, made.paragraph_format.space_after = parts.Pt(10), parts.Pt(4)
    made.paragraph_format.keep_with_next = True


def by_activity(document: Any) -> None:
    """Every figure with its measure: the sums behind part II."""
    title = paragraph(document, "Phu luc", "SỐ LIỆU THEO HOẠT ĐỘNG")
    title.paragraph_format.space_before = parts.Pt(14)
    fields = ("order", "label", "measure", "whole", "units")
    data_table(
        document,
        ("STT", "Hoạt động", "Đơn vị tính", "Số lượng", "Số đơn vị thực hiện"),
        (12, 115, 35, 45, 40),
        loop("by_activity", [f"{{{{ row.{field} }}}}" for field in fields]),
        ("Bang giua", "Bang chu", "Bang giua", "Bang so", "Bang giua"),
    )


def matrix(document: Any) -> None:
    """Units × days: a letter each, explained below; as many tables as the days need."""
    tag(document, "{%p for matrix in matrices %}")
    letters = ("{%tc for letter in row.letters %}", "{{ letter }}", "{%tc endfor %}")
    table = data_table(
        document,
        ("STT", "Đơn vị", "{%tc for day in matrix.days %}", "{{ day }}", "{%tc endfor %}", "Đã báo cáo", "Đúng hạn"),
        (10, 45, 10, 10, 10, 18, 14),
        loop(
            "matrix.rows",
            ["{{ row.order }}", "{{ row.name }}", *letters, "{{ row.reported }}", "{{ row.on_time }}"],
            total=True,
        ),
        ("Bang nho", "Bang chu", *["Bang nho"] * 5),
        total=["", "Số đơn vị đã báo cáo", "{%tc for sum in matrix.totals %}", "{{ sum }}", "{%tc endfor %}", "", ""],
        head_style="Bang dau nho",
    )
    cell_margins(table, 0.5)
    paragraph(document, "Chu thich", "{{ matrix.key }}")
    tag(document, "{%p endfor %}")


def annexes(document: Any) -> None:
    annex(document, "Phụ lục I", "SỐ LIỆU THEO ĐƠN VỊ", first=True)
    reported = ("Báo cáo đã gửi", 20.0, "reported", "Bang giua")
    sums(document, "by_unit", "Đơn vị", (reported, ("Ghi chú", 24, "note", "Bang chu")))
    by_activity(document)
    annex(document, "Phụ lục II", "SỐ LIỆU THEO NGÀY")
    sums(document, "by_day", "Ngày", (("Đơn vị đã báo cáo", 28, "reported", "Bang giua"),))
    annex(document, "Phụ lục III", "CHẤP HÀNH CHẾ ĐỘ BÁO CÁO")
    matrix(document)
    annex(document, "Phụ lục IV", "DANH SÁCH CÔNG TRÌNH, PHẦN VIỆC VÀ TIN, BÀI")
    for title, items, table in (("1. Công trình, phần việc", "work_list", works), ("2. Tin, bài", "news", news)):
        subtitle(document, title)
        tag(document, f"{{%p if {items} %}}")
        table(document)
        tag(document, "{%p else %}")
        paragraph(document, "Bang chu", "Chưa có số liệu.")
        tag(document, "{%p endif %}")
    tag(document, "{%p if left_out %}")
    annex(document, "Phụ lục V", "NỘI DUNG CHƯA CỘNG VÀO TỔNG")
    left_out(document)
    tag(document, "{%p endif %}")
