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
from docx_annexes import annexes, left_out, sums
from docx_parts import annex, gap, paragraph, tag, word
from docx_tables import cell_margins, clear, data_table, layout_table, loop


def head(document: Any, kind: str) -> None:
    """Issuing body, title, number, place and date; then type and subject, and to whom it goes."""
    table = layout_table(document, 2, (72, 88))
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
        clear(cell)
    paragraph(document, "Ten loai", kind)
    tag(document, "{%p for line in heading.subject %}")
    paragraph(document, "Trich yeu", "{{ line }}")
    tag(document, "{%p endfor %}")
    optional(document, "words.rule", "Vach", "{{ words.rule }}")
    addressees(document)
    edition(document)


def addressees(document: Any) -> None:
    tag(document, "{%p if heading.addressees|length == 1 %}")
    paragraph(document, "Kinh gui", "{{ words.to }} {{ heading.addressees[0] }}.")
    tag(document, "{%p elif heading.addressees %}")
    paragraph(document, "Kinh gui", "{{ words.to }}")
    tag(document, "{%p for addressee in heading.addressees %}")
    paragraph(document, "Kinh gui", "- {{ addressee }}{{ '.' if loop.last else ';' }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")


def edition(document: Any) -> None:
    """A later edition says in one sentence which one it is, and where the figures that changed are listed."""
    tag(document, "{%p if edition.told %}")
    paragraph(document, "Doan", "{{ edition.told }}").runs[0].italic = True
    tag(document, "{%p endif %}")


def changes(document: Any) -> None:
    """The last annex of a later edition: the figures that changed."""
    tag(document, "{%p if edition.changes %}")
    annex(document, word("annex_changes"), word("changes_title"))
    data_table(
        document,
        tuple(word(name) for name in ("changed", "before", "after", "behind")),
        (62, 36, 36, 113),
        loop("edition.changes", ["{{ row.what }}", "{{ row.before }}", "{{ row.after }}", "{{ row.why }}"]),
        ("Bang chu", "Bang so", "Bang so", "Bang chu"),
    )
    tag(document, "{%p endif %}")


def foot(document: Any, last_sentence: str) -> None:
    """The closing sentence, recipients and signature; they stay on one page."""
    paragraph(document, "Doan", last_sentence + "{{ closing.end_mark }}").paragraph_format.keep_with_next = True
    table = layout_table(document, 1, (62, 98))
    recipients, signature = table.rows[0].cells
    paragraph(recipients, "Noi nhan", word("copies"))
    tag(recipients, "{%p for recipient in closing.recipients %}")
    paragraph(recipients, "Noi nhan dong", "{{ recipient }}")
    tag(recipients, "{%p endfor %}")
    optional(signature, "closing.authority", "Chu ky", "{{ closing.authority }}")
    paragraph(signature, "Chu ky", "{{ closing.office }}")
    for _ in range(5):  # room for hand and seal
        paragraph(signature, "Cho ky", "")
    paragraph(signature, "Chu ky", "{{ closing.signer }}").paragraph_format.keep_with_next = False
    for cell in (recipients, signature):
        clear(cell)


def each(document: Any, name: str, items: str, style: str, text: str, empty: str = "") -> None:
    """One paragraph per item; `empty` where there is none."""
    tag(document, f"{{%p for {name} in {items} %}}")
    paragraph(document, style, text)
    if empty:
        tag(document, "{%p else %}")
        paragraph(document, style, empty)
    tag(document, "{%p endfor %}")


def groups(document: Any, name: str) -> None:
    """Lettered groups, each a paragraph of its sentences."""
    tag(document, f"{{%p for group in {name} %}}")
    paragraph(document, "Doan", "{{ group.letter }}) {{ group.heading }}: {{ group.paragraph }}")
    tag(document, "{%p endfor %}")


def run_in(document: Any, number: int, heading: str, text: str) -> Any:
    """A part of a short paper: its heading and its text in one paragraph."""
    return paragraph(document, "Doan", f"**{number}. {word(heading)}:** {text}")


def sums_or(sums_of: str, items: str, empty: str) -> str:
    """The sums; where there are none, and no group either, that there is nothing."""
    return f"{{% if {sums_of}.pieces %}}{{{{ {sums_of} }}}}{{% elif not {items} %}}{word(empty)}{{% endif %}}"


def optional(document: Any, name: str, style: str, text: str) -> None:
    tag(document, f"{{%p if {name} %}}")
    paragraph(document, style, text)
    tag(document, "{%p endif %}")


def remarks(document: Any, ask: str) -> None:
    """What units wrote, in their words; a gap where nothing can be said."""
    each(document, "line", "opinion.lines", "Doan", "{{ line }}")
    quotes(document)
    tag(document, "{%p if opinion.none %}")
    paragraph(document, "Doan", "{{ opinion.none }}")
    tag(document, "{%p else %}")
    gap(document, ask)
    tag(document, "{%p endif %}")


def quotes(document: Any) -> None:
    tag(document, "{%p for remark in opinion.remarks %}")
    paragraph(document, "Doan", "- {{ remark.unit }}: “{{ remark.text }}”")
    tag(document, "{%p endfor %}")


def daily() -> Any:
    """The paper of a day: a page, and a table."""
    document = parts.paper("", short=True)
    head(document, word("kind"))
    run_in(
        document, 1, "reporting", "{% for line in reporting %}{{ line }}{% if not loop.last %} {% endif %}{% endfor %}"
    )
    run_in(document, 2, "results", sums_or("resources", "results", "none"))
    groups(document, "results")
    run_in(document, 3, "so_far", sums_or("cumulative_resources", "cumulative", "none_so_far"))
    groups(document, "cumulative")
    said = "{% for line in opinion.lines %}{{ line }} {% endfor %}{{ opinion.none }}"
    run_in(document, 4, "issues", f"{said}{{% if not opinion.none %}}[[{word('ask_issues')}]]{{% endif %}}")
    quotes(document)
    run_in(document, 5, "proposals", f"[[{word('ask_proposals')}]]").paragraph_format.keep_with_next = True
    left = "{% if left_out_note %}{{ left_out_note }} {{ words.list_enclosed }} {% endif %}"
    foot(document, left + word("last"))
    parts.wide_section(document)
    annex(document, word("table"), word("table_title"), first=True)
    sums(
        document,
        "table",
        word("unit"),
        ((word("status"), 24, "status", "Bang giua"), (word("note"), 34, "note", "Bang chu")),
        widths=(25, 26, 16, 20, 33),
    )
    tag(document, "{%p if left_out %}")
    title = paragraph(document, "Phu luc", word("left_out"))
    title.paragraph_format.space_before, title.paragraph_format.space_after = parts.Pt(12), parts.Pt(6)
    left_out(document)
    tag(document, "{%p endif %}")
    changes(document)
    parts.last_paragraph_is_small(document)
    return document


def campaign() -> Any:
    """The paper on the whole campaign."""
    document = parts.paper("")
    head(document, word("kind"))
    paragraph(document, "Doan", "{{ opening }}")
    leadership(document)
    results(document)
    tag(document, "{%p if words.part_resources %}")
    paragraph(document, "Heading 1", part("resources"))
    each(document, "line", "resources", "Doan", "- {{ line }}")
    gap(document, word("ask_resources"))
    tag(document, "{%p endif %}")
    paragraph(document, "Heading 1", part("assessment"))
    for number, title in enumerate(("strengths", "weaknesses", "causes"), 1):
        paragraph(document, "Heading 2", f"{number}. {word(title)}")
        gap(document, word("ask"))
    paragraph(document, "Heading 1", part("outlook"))
    gap(document, word("ask")).paragraph_format.keep_with_next = True
    foot(document, word("last"))
    parts.wide_section(document)
    annexes(document)
    changes(document)
    parts.last_paragraph_is_small(document)
    return document


def part(name: str) -> str:
    """The heading of a part, with its number."""
    return f"{word(f'part_{name}')} {word(name)}"


def leadership(document: Any) -> None:
    paragraph(document, "Heading 1", part("leading"))
    paragraph(document, "Heading 2", f"1. {word('forces')}")
    gap(document, word("ask_forces"))
    each(document, "line", "forces", "Doan", "{{ line }}")
    paragraph(document, "Heading 2", f"2. {word('reporting')}")
    each(document, "line", "reporting", "Doan", "{{ line }}")
    optional(document, "left_out_note", "Doan", "{{ left_out_note }} " + word("list_enclosed"))


def results(document: Any) -> None:
    """The results; a part to which no activity of the campaign belongs is not there."""
    paragraph(document, "Heading 1", part("results"))
    tag(document, "{%p if words.number_propaganda %}")
    paragraph(document, "Heading 2", f"{word('number_propaganda')} {word('propaganda')}")
    each(document, "line", "propaganda", "Doan", "- {{ line }}", word("none"))
    tag(document, "{%p endif %}")
    tag(document, "{%p if words.number_works %}")
    paragraph(document, "Heading 2", f"{word('number_works')} {word('works')}")
    tag(document, "{%p for group in works %}")
    optional(document, "group.letter", "Heading 3", "{{ group.letter }}) {{ group.heading }}")
    each(document, "line", "group.lines", "Doan", "- {{ line }}")
    tag(document, "{%p else %}")
    paragraph(document, "Doan", word("none"))
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")
    paragraph(document, "Heading 2", f"{word('number_opinion')} {word('opinion')}")
    remarks(document, word("ask_opinion"))


def plain_tables(document: Any) -> Any:
    """The paper with head and foot flush with the text."""
    for table in document.tables:
        if table.style.name != "Table Grid":
            cell_margins(table, 0)
    return document


def main(folder: Path) -> None:
    """Writes both files, and those of the languages that have another layout."""
    plain = folder / "en"
    plain.mkdir(exist_ok=True)
    for name, make in (("daily", daily), ("campaign", campaign)):
        (folder / f"{name}.docx").write_bytes(parts.file_of(make()))
        (plain / f"{name}.docx").write_bytes(parts.file_of(plain_tables(parts.plain(make()))))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
