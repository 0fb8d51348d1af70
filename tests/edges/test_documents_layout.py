"""Layout of the Word files: page, fonts, tables, page number, signature, as the office's papers have them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from documents_samples import SMALL, TEMPLATES, W, both_models, made
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator

from sheets_sync.rollup import Totals, revised

CODE = "0123456789abcdef"


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    """Both documents of a small campaign."""
    return both_models()


@pytest.fixture(scope="module", params=["daily", "campaign", "revised"])
def path(request: pytest.FixtureRequest, models: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rendered Word file; the third one is a later edition, with its table of changes."""
    model = models["daily" if request.param == "revised" else request.param]
    if request.param == "revised":
        before = replace(model, totals=Totals(), moment=model.moment - timedelta(minutes=5))
        model = revised(model, before, campaign=SMALL, number=2, name="ban-1")
        assert model.edition.changes
    model = replace(model, evidence_code=CODE)
    return made(model, "docx", tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def word(path: Path) -> Any:
    """The Word file, opened."""
    return Document(str(path))


def test_page(word: Any) -> None:
    """A4, margins 20/20/30/20 mm; the annexes lie on landscape pages with numbers of their own."""
    main, annexes = word.sections
    assert (round(main.page_width.mm), round(main.page_height.mm)) == (210, 297)
    assert (round(annexes.page_width.mm), round(annexes.page_height.mm)) == (297, 210)
    assert annexes._sectPr.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    assert annexes._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"
    for section in word.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]


def test_page_number(word: Any) -> None:
    """The page number stands centred at the top, from the second page on."""
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert "".join(paragraph.text for paragraph in section.first_page_header.paragraphs) == ""
    line = section.header.paragraphs[0]
    assert [node.text.strip() for node in line._p.iter(f"{W}instrText")] == ["PAGE"]
    assert line.style.paragraph_format.alignment == 1


def test_fonts(word: Any) -> None:
    """Times New Roman in all four slots, everywhere that a font is named; the language is Vietnamese."""
    roots = [word.element, word.styles.element, *(section.header._element for section in word.sections)]
    fonts = [node for root in roots for node in root.iter(f"{W}rFonts")]
    assert fonts
    for node in fonts:
        assert dict(node.attrib) == {f"{W}{slot}": "Times New Roman" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    languages = [node.get(f"{W}val") for root in roots for node in root.iter(f"{W}lang")]
    assert languages
    assert set(languages) == {"vi-VN"}


def test_theme(path: Path) -> None:
    """Theme and table of fonts, which Word offers first, name no other font; no part of another paper is left."""
    with zipfile.ZipFile(path) as archive:
        theme = archive.read("word/theme/theme1.xml").decode()
        table = archive.read("word/fontTable.xml").decode()
        names = archive.namelist()
    assert set(re.findall(r'<a:(?:latin|ea|cs) typeface="([^"]*)"', theme)) == {"Times New Roman"}
    assert re.findall(r'<w:font w:name="([^"]+)"', table) == ["Times New Roman"]
    assert not [name for name in names if re.search("Effects|thumbnail|customXml|app.xml", name)]


def test_evidence_code(word: Any) -> None:
    """The foot of every page, the first one too, says on which evidence the paper rests."""
    section = word.sections[0]
    for footer in (section.footer, section.first_page_footer):
        assert [line.text for line in footer.paragraphs] == [f"Mã chứng cứ: {CODE}"]
    assert all(later.footer.is_linked_to_previous for later in word.sections[1:])


def test_word_opens_it_clean(path: Path) -> None:
    """The file is valid by the schemas of Office Open XML, its parts and relations are whole."""
    assert OpenXmlValidator().validate(path).errors == []


# what is wrong, in which part, a text there and what takes its place
BROKEN = [
    ("order", "word/document.xml", "<w:pPr><w:pStyle", '<w:pPr><w:jc w:val="left"/><w:pStyle'),
    ("unknown element", "word/document.xml", "<w:pgMar", "<w:nothing/><w:pgMar"),
    ("value", "word/document.xml", 'w:orient="landscape"', 'w:orient="sideways"'),
    ("relation", "word/_rels/document.xml.rels", "header1.xml", "header9.xml"),
]


@pytest.mark.parametrize(("wrong", "part", "text", "instead"), BROKEN)
def test_what_word_would_mend_is_found(wrong: str, part: str, text: str, instead: str, tmp_path: Path) -> None:
    """The validator that the test above relies on does find what is wrong."""
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(TEMPLATES / "daily.docx") as given, zipfile.ZipFile(broken, "w") as made_of_it:
        for name in given.namelist():
            content = given.read(name).decode()
            assert name != part or text in content
            made_of_it.writestr(name, content.replace(text, instead, 1) if name == part else content)
    assert OpenXmlValidator().validate(broken).errors, wrong


def test_tables(word: Any) -> None:
    """Header rows are repeated, no row splits, and the columns are as wide as their cells."""
    for table in word.tables:
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)
        columns = [int(node.get(f"{W}w")) for node in table._tbl.iter(f"{W}gridCol")]
        cells = [int(node.get(f"{W}w")) for node in table.rows[0]._tr.iter(f"{W}tcW")]
        assert columns == cells
        assert sum(columns) <= 247 * 57
    ruled = [table for table in word.tables if table.style.name == "Table Grid"]
    assert ruled
    assert all(table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None for table in ruled)


def test_signature_keeps_together(word: Any) -> None:
    """The signature block never stands alone: the last sentence goes with it, and it does not split."""
    block = next(table for table in word.tables if "Nơi nhận:" in table.rows[0].cells[0].text)
    before = block._tbl.getprevious()
    assert before.find(f"{W}pPr/{W}keepNext") is not None
    signature = block.rows[0].cells[1].paragraphs
    assert all(line.style.paragraph_format.keep_with_next for line in signature[:-1])


def test_no_tag_is_left(word: Any) -> None:
    """No brace of a template is left in the document."""
    assert not re.search(r"\{\{|\{%|\}\}|%\}", etree.tostring(word.element, encoding="unicode"))


def test_properties(word: Any) -> None:
    """The properties of the file have the moment of the data, not that of the machine."""
    properties = word.core_properties
    assert properties.created == properties.modified
    assert properties.created.year == 2022
    assert properties.language == "vi-VN"


def test_zip_has_no_clock(models: dict[str, Any], tmp_path: Path) -> None:
    """The entries of the Word file carry no time, and [Content_Types].xml is the first of them."""
    with zipfile.ZipFile(made(models["daily"], "docx", tmp_path)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
