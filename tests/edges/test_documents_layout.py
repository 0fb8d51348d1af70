"""Layout of the Word files: page, fonts, tables, page number, signature, as the office's papers have them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from documents_samples import W, both_models, made
from docx import Document
from lxml import etree


@pytest.fixture(scope="module")
def models() -> dict[str, Any]:
    """Both documents of a small campaign."""
    return both_models()


@pytest.fixture(scope="module", params=["daily", "campaign"])
def word(request: pytest.FixtureRequest, models: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A rendered Word file, opened."""
    return Document(str(made(models[request.param], "docx", tmp_path_factory.mktemp(request.param))))


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
