"""Parts of an official paper in Word, for `build_docx.py`: page, styles, paragraphs, fields. All sizes in mm or pt.

Sizes and weights are those of the guidance 29-HD/TWĐTN-VP of 29/10/2013 for papers of the Đoàn; change them here.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx_bare import bare, normal, set_fonts

TOP = BOTTOM = RIGHT = 20
LEFT = 30
PAGE = (210, 297)
WIDE_TEXT_WIDTH = PAGE[1] - LEFT - RIGHT

CENTRE, RIGHT_SIDE = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
LEFT_SIDE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY

# name: (size, bold, italic, alignment, first line in mm, space before, space after, keep with next)
STYLES: dict[str, tuple[float, bool, bool, Any, float, float, float, bool]] = {
    "Khoi dau": (14, False, False, CENTRE, 0, 0, 0, False),
    "Tieu de": (15, True, False, CENTRE, 0, 0, 0, False),
    "Ngay thang": (14, False, True, CENTRE, 0, 6, 0, False),
    "Du thao": (13, True, False, CENTRE, 0, 6, 0, False),
    "Ten loai": (16, True, False, CENTRE, 0, 14, 0, True),
    "Trich yeu": (14, True, False, CENTRE, 0, 0, 0, True),
    "Vach": (14, False, False, CENTRE, 0, 0, 6, False),
    "Kinh gui": (14, False, False, CENTRE, 0, 6, 8, False),
    "Doan": (14, False, False, JUSTIFIED, 10, 0, 6, False),
    "Bang chu": (12, False, False, LEFT_SIDE, 0, 1, 1, False),
    "Bang so": (12, False, False, RIGHT_SIDE, 0, 1, 1, False),
    "Bang giua": (12, False, False, CENTRE, 0, 1, 1, False),
    "Bang dau": (12, True, False, CENTRE, 0, 1, 1, True),
    "Bang nho": (10, False, False, CENTRE, 0, 1, 1, False),
    "Bang dau nho": (10, True, False, CENTRE, 0, 1, 1, True),
    "Noi nhan": (12, True, True, LEFT_SIDE, 0, 0, 0, True),
    "Noi nhan dong": (11, False, False, LEFT_SIDE, 0, 0, 0, True),
    "Chu ky": (14, True, False, CENTRE, 0, 0, 0, True),
    "Cho ky": (14, True, False, CENTRE, 0, 0, 0, True),
    "Phu luc": (14, True, False, CENTRE, 0, 0, 2, True),
    "Phu luc kem": (14, False, True, CENTRE, 0, 0, 8, True),
    "So trang": (13, False, False, CENTRE, 0, 0, 0, False),
    "Chu thich": (12, False, True, LEFT_SIDE, 0, 4, 4, False),
    "Chan trang": (9, False, True, RIGHT_SIDE, 0, 0, 0, False),
}
PLAIN: dict[str, Any] = {
    **dict.fromkeys(("Khoi dau", "Du thao", "Ten loai", "Trich yeu", "Vach", "Kinh gui", "Doan"), LEFT_SIDE),
    **dict.fromkeys(("Heading 1", "Heading 2", "Heading 3", "Chu ky", "Phu luc", "Phu luc kem"), LEFT_SIDE),
    **dict.fromkeys(("Tieu de", "Ngay thang"), RIGHT_SIDE),
}
"""How a plain letterhead differs: nothing is centred, and no first line is set in."""
HEADINGS = {"Heading 1": 10, "Heading 2": 10, "Heading 3": 10}  # name: first line in mm


def paper(title: str, *, short: bool = False) -> Any:
    """An empty document with page, styles and header of an official paper. `short`: of one that shall be a page, in the
    smaller of the two sizes that are usual, with single lines."""
    document = bare()
    normal(document)
    for name, look in STYLES.items():
        _style(document, name, *look)
    for name, indent in HEADINGS.items():
        _style(document, name, 14, True, name == "Heading 3", LEFT_SIDE, indent, 6, 6, True)
    if short:
        document.styles["Doan"].font.size = Pt(13)
        document.styles["Doan"].paragraph_format.line_spacing = 1.0
        document.styles["Ten loai"].paragraph_format.space_before = Pt(2)
        document.styles["Du thao"].paragraph_format.space_before = Pt(0)
        document.styles["Vach"].paragraph_format.line_spacing = Pt(8)
        document.styles["Cho ky"].font.size = Pt(12)
    _portrait(document.sections[0])
    _page_number(document.sections[0])
    _evidence_code(document.sections[0])
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "vi-VN"
    return document


def plain(document: Any) -> Any:
    """The paper as a plain letterhead."""
    for name, alignment in PLAIN.items():
        layout = document.styles[name].paragraph_format
        layout.alignment, layout.first_line_indent = alignment, Mm(0)
    document.styles["Trich yeu"].paragraph_format.space_after = Pt(4)
    document.styles["Ngay thang"].font.italic = False
    return document


def file_of(document: Any) -> bytes:
    """The Word file without the machine's clock in it, so that making it again changes nothing."""
    saved, made = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, given.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def paragraph(place: Any, style: str, text: str, *, bold: bool | None = None) -> Any:
    """A paragraph at the end of a document or cell. Text between "**" is bold, between "[[ ]]" a gap for a person."""
    made = place.add_paragraph(style=style)
    write(made, text, bold)
    return made


def tag(place: Any, text: str, style: str = "Doan") -> None:
    """A paragraph that only holds a tag of the template; it leaves no line behind."""
    place.add_paragraph(style=style).add_run(text)


def word(name: str) -> str:
    """A text that is printed on every paper of the kind, in the paper's language."""
    return f"{{{{ words.{name} }}}}"


def gap(place: Any, text: str) -> Any:
    """A marked place that a person fills."""
    return paragraph(place, "Doan", f"[[{text}]]")


def wide_section(document: Any) -> None:
    """A landscape section with page numbers of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _flatten(document.paragraphs[-1])
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE[1]), Mm(PAGE[0])
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:pgMar")).addnext(numbers)


def annex(document: Any, name: str, title: str, *, first: bool = False) -> None:
    """The head of an annex, on a new page (the first one has the section's)."""
    head = paragraph(document, "Phu luc", name)
    head.paragraph_format.page_break_before = not first
    paragraph(document, "Phu luc", title)
    paragraph(document, "Phu luc kem", "{{ heading.annex }}")


def last_paragraph_is_small(document: Any) -> None:
    """Word needs a paragraph after a table: one of a point, so that no empty page comes of it."""
    _flatten(document.add_paragraph(style="Bang chu"))


def _flatten(made: Any) -> None:
    """Makes a paragraph a point high: it is there for Word, and must not begin a page of its own."""
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.line_spacing = Pt(1)


def write(made: Any, text: str, bold: bool | None) -> None:
    """Adds text to a paragraph, with its bold stretches and gaps."""
    for n, stretch in enumerate(text.split("**")):
        before, *gaps = stretch.split("[[")
        _run(made, before, bold or (n % 2 == 1) or None)
        for piece in gaps:
            marked, _, after = piece.partition("]]")
            _run(made, f"[{marked}]", bold).font.highlight_color = 7  # yellow
            _run(made, after, bold or (n % 2 == 1) or None)


def _run(made: Any, text: str, bold: bool | None) -> Any:
    run = made.add_run(text)
    run.bold = bold
    return run


def _style(
    document: Any,
    name: str,
    size: float,
    bold: bool,
    italic: bool,
    alignment: Any,
    first_line: float,
    before: float,
    after: float,
    keep: bool,
) -> None:
    known = name in [style.name for style in document.styles]
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    set_fonts(style.element.get_or_add_rPr())
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.alignment, layout.first_line_indent = alignment, Mm(first_line)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.05 if name == "Doan" or name in HEADINGS else 1.0
    layout.keep_with_next = keep


def _portrait(section: Any) -> None:
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)


def _page_number(section: Any) -> None:
    """The number at the top, centred; the first page has a header of its own, which is empty."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    line.style = "So trang"
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "2"), ("end", "")):
        run = line.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        elif text == "PAGE":
            mark = OxmlElement("w:instrText")
            mark.text = " PAGE "
        else:
            mark = OxmlElement("w:t")
            mark.text = text
        run._r.append(mark)


def _evidence_code(section: Any) -> None:
    """The digest of the evidence that the document rests on, at the foot of every page."""
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.style = "Chan trang"
        write(line, "{% if evidence_code %}{{ words.evidence }} {{ evidence_code }}{% endif %}", None)
