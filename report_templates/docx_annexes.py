"""The annexes of the documents in Word, for `build_docx.py`: sums, lists, the matrix of reports."""

from __future__ import annotations

from typing import Any

import docx_parts as parts
from docx_parts import annex, paragraph, tag, word
from docx_tables import cell_margins, data_table, loop

NAMED = ("people", "beneficiaries", "works", "gifts", "money")
WIDTHS = (31.0, 31.0, 16.0, 26.0, 43.0)


def sums(
    document: Any,
    items: str,
    first: str,
    last: tuple[tuple[str, float, str, str], ...],
    widths: tuple[float, ...] = WIDTHS,
) -> None:
    """A table of sums by unit or day, with its total line. `last`: (title, width, field, style) of more columns.
    `widths` are those of people, beneficiaries, works, gifts and money.

    A campaign with other sums than the five has a table with as many columns as it needs.
    """
    tag(document, f"{{%p if {items}.plain %}}")
    _plain_sums(document, items, first, last, widths)
    tag(document, "{%p else %}")
    _own_sums(document, items, first, last)
    tag(document, "{%p endif %}")
    tag(document, f"{{%p if {items}.note %}}")
    paragraph(document, "Chu thich", f"{{{{ {items}.note }}}}")
    tag(document, "{%p endif %}")


def _own_sums(document: Any, items: str, first: str, last: tuple[tuple[str, float, str, str], ...]) -> None:
    def many(values: str) -> tuple[str, str, str]:
        return f"{{%tc for cell in {values} %}}", "{{ cell }}", "{%tc endfor %}"

    fields = [f"{{{{ row.{field} }}}}" for _, _, field, _ in last]
    sums_of_last = (f"{{{{ {items}.total.{field} }}}}" for _, _, field, _ in last)
    total = ["", f"{{{{ {items}.total.name }}}}", *many(f"{items}.total.cells"), *sums_of_last]
    data_table(
        document,
        [word("order"), first, *many(f"{items}.columns"), *(title for title, _, _, _ in last)],
        [12.0, 70.0, 25, 25, 25, *(width for _, width, _, _ in last)],
        loop(f"{items}.rows", ["{{ row.order }}", "{{ row.name }}", *many("row.cells"), *fields], total=True),
        ["Bang giua", "Bang chu", *["Bang so"] * 3, *(style for _, _, _, style in last)],
        total=total,
    )


def _plain_sums(
    document: Any,
    items: str,
    first: str,
    last: tuple[tuple[str, float, str, str], ...],
    widths: tuple[float, ...],
) -> None:
    def heading(column: int) -> str:
        return f"{{{{ {items}.columns[{column}] }}}}"

    columns = (
        (word("order"), 12.0, "order", "Bang giua"),
        (first, 0.0, "name", "Bang chu"),
        *((heading(n), width, name, "Bang so") for n, (name, width) in enumerate(zip(NAMED, widths, strict=True))),
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


LISTED = (12.0, 15.0, 38.0)
"""Widths of number, day and unit in a list."""


def listed(document: Any, items: str, *, news: bool) -> None:
    """A table for each activity of a list, with what is left to the spreadsheet and the sum."""
    links = "{% for link in row.links %}{{ link }}{% if not loop.last %}, {% endif %}{% endfor %}"
    links += "{% if row.more_links %}, {{ row.more_links }}{% endif %}"
    if news:
        rest: tuple[tuple[str, float, str, str, str, str], ...] = (
            (word("link"), 62, links, "", "", "Bang chu"),
            (word("counted"), 24, "{{ row.counted }}", "{{ some.rest_counted }}", "{{ some.total }}", "Bang so"),
        )
    else:
        rest = (
            (word("where"), 36, "{{ row.place }}", "", "", "Bang chu"),
            (word("counted"), 24, "{{ row.counted }}", "{{ some.rest_counted }}", "{{ some.total }}", "Bang so"),
            (word("money"), 28, "{{ row.money }}", "{{ some.rest_money }}", "{{ some.total_money }}", "Bang so"),
        )
    columns = (
        (word("order"), LISTED[0], "{{ row.order }}", "", "", "Bang giua"),
        (word("report"), LISTED[1], "{{ row.day }}", "", "", "Bang giua"),
        (word("unit"), LISTED[2], "{{ row.unit }}", "", word("sum"), "Bang chu"),
        (word("what"), 0.0, "{{ row.what }}", "{{ some.rest }}", "", "Bang chu"),
        *rest,
        (word("note"), 30.0, "{{ row.note }}", "", "", "Bang chu"),
    )
    left = parts.WIDE_TEXT_WIDTH - sum(width for _, width, *_ in columns)
    tag(document, f"{{%p for some in {items} %}}")
    subtitle(document, "{{ some.heading }}", bold=False)
    data_table(
        document,
        [title for title, *_ in columns],
        [width or left for _, width, *_ in columns],
        [
            *loop("some.rows", [cell for _, _, cell, *_ in columns], total=True),
            ("{%tr if some.rest %}",),
            [cell for _, _, _, cell, _, _ in columns],
            ("{%tr endif %}",),
        ],
        [style for *_, style in columns],
        total=[cell for _, _, _, _, cell, _ in columns],
        kept=5,
    )
    tag(document, "{%p endfor %}")


def subtitle(document: Any, text: str, *, bold: bool = True) -> None:
    made = paragraph(document, "Bang chu", text, bold=bold)
    made.runs[0].italic = not bold or None
    made.paragraph_format.space_before, made.paragraph_format.space_after = parts.Pt(10), parts.Pt(4)
    made.paragraph_format.keep_with_next = True


def by_activity(document: Any) -> None:
    """Every figure with its measure: the sums behind part II."""
    tag(document, "{%p if by_activity %}")
    title = paragraph(document, "Phu luc", word("title_activities"))
    title.paragraph_format.space_before = parts.Pt(14)
    fields = ("order", "label", "measure", "whole", "units")
    data_table(
        document,
        [word(name) for name in ("order", "activity", "measure", "quantity", "units_doing")],
        (12, 115, 35, 45, 40),
        loop("by_activity", [f"{{{{ row.{field} }}}}" for field in fields]),
        ("Bang giua", "Bang chu", "Bang giua", "Bang so", "Bang giua"),
    )
    tag(document, "{%p endif %}")


def matrix(document: Any) -> None:
    """Units × days: a letter each, explained below; as many tables as the days need."""
    tag(document, "{%p for matrix in matrices %}")
    days = ("{%tc for day in matrix.days %}", "{{ day }}", "{%tc endfor %}")
    letters = ("{%tc for letter in row.letters %}", "{{ letter }}", "{%tc endfor %}")
    totals = ("{%tc for sum in matrix.totals %}", "{{ sum }}", "{%tc endfor %}")
    table = data_table(
        document,
        [word("order"), word("unit"), *days, word("reported"), word("on_time")],
        (10, 45, 10, 10, 10, 18, 14),
        loop(
            "matrix.rows",
            ["{{ row.order }}", "{{ row.name }}", *letters, "{{ row.reported }}", "{{ row.on_time }}"],
            total=True,
        ),
        ("Bang nho", "Bang chu", *["Bang nho"] * 5),
        total=["", word("units_reported"), *totals, "{{ matrix.reported }}", "{{ matrix.on_time }}"],
        head_style="Bang dau nho",
    )
    cell_margins(table, 0.5)
    paragraph(document, "Chu thich", "{{ matrix.key }}")
    tag(document, "{%p endfor %}")


def annexes(document: Any) -> None:
    annex(document, word("annex_units"), word("title_units"), first=True)
    reported = (word("received"), 20.0, "reported", "Bang giua")
    sums(document, "by_unit", word("unit"), (reported, (word("note"), 24, "note", "Bang chu")))
    by_activity(document)
    annex(document, word("annex_dates"), word("title_dates"))
    sums(document, "by_day", word("report"), ((word("received"), 28, "reported", "Bang giua"),))
    annex(document, word("annex_matrix"), word("title_matrix"))
    matrix(document)
    tag(document, "{%p if words.annex_lists %}")
    annex(document, word("annex_lists"), word("title_lists"))
    paragraph(document, "Chu thich", word("list_note"))
    for title, items in (("list_works", "work_lists"), ("list_news", "news_lists")):
        tag(document, f"{{%p if {items} %}}")
        subtitle(document, word(title))
        listed(document, items, news=items == "news_lists")
        tag(document, "{%p endif %}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if left_out %}")
    annex(document, word("annex_left_out"), word("left_out"))
    left_out(document)
    tag(document, "{%p endif %}")
