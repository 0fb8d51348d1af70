"""An empty Word file with nothing in it that a paper does not need, for `build_docx.py`.

python-docx begins with a file of Word for Mac of 2011: its fonts, a second copy of the styles that Word holds against
the first, a picture, properties of another document. All of that goes.
"""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

FONT, LANGUAGE = "Times New Roman", "vi-VN"
SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
KEPT_STYLES = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "header", "footer", "heading 1",
    "heading 2", "heading 3",
}  # fmt: skip
UNUSED_PARTS = ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings")
UNUSED_PROPERTIES = ("/thumbnail", "/extended-properties")
UNUSED_SETTINGS = ("w:savePreviewPicture", "w:rsids", "m:mathPr", "w:shapeDefaults", "w14:docId")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def bare() -> Any:
    """An empty document in Times New Roman and Vietnamese, with the few styles that a paper builds on."""
    document = Document()
    _without(document.part.package.rels, UNUSED_PROPERTIES)
    _without(document.part.rels, UNUSED_PARTS)
    _few_styles(document.styles.element)
    _settings(document.settings.element)
    _part(document, "/theme", _theme)
    _part(document, "/fontTable", _font_table)
    return document


def normal(document: Any) -> None:
    """Font and language as the default, in the base style and in every style that stays."""
    for style in document.styles:
        if style.type != WD_STYLE_TYPE.LIST:
            set_fonts(style.element.get_or_add_rPr())
    styles = document.styles.element
    for fonts in styles.iter(qn("w:rFonts")):
        _name_fonts(fonts)
    for language in styles.iter(qn("w:lang")):
        language.attrib.clear()
        for slot in ("w:val", "w:eastAsia"):
            language.set(qn(slot), LANGUAGE)
    document.styles["Normal"].font.size = Pt(14)


def set_fonts(properties: Any) -> None:
    """Names the font in all four slots."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    _name_fonts(fonts)


def _name_fonts(fonts: Any) -> None:
    fonts.attrib.clear()
    for slot in SLOTS:
        fonts.set(qn(slot), FONT)


def _without(relations: Any, kinds: tuple[str, ...]) -> None:
    for name in [name for name, relation in relations.items() if relation.reltype.endswith(kinds)]:
        del relations[name]


def _few_styles(styles: Any) -> None:
    for style in styles.findall(qn("w:style")):
        link = style.find(qn("w:link"))
        if link is not None:  # the paired character style goes
            style.remove(link)
        if style.find(qn("w:name")).get(qn("w:val")) not in KEPT_STYLES:
            styles.remove(style)


def _settings(settings: Any) -> None:
    for name in UNUSED_SETTINGS:
        prefix, _, local = name.partition(":")
        tag = {"w14": _WORD_14, "m": _MATH}.get(prefix, "") + local if prefix != "w" else qn(name)
        for element in settings.findall(tag):
            settings.remove(element)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    for slot in ("w:val", "w:eastAsia"):
        language.set(qn(slot), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _part(document: Any, kind: str, change: Any) -> None:
    """Changes a part that python-docx keeps as bytes."""
    part = next(relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith(kind))
    root = etree.fromstring(part.blob)
    change(root)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _theme(theme: Any) -> None:
    """The theme's fonts are the paper's, whatever script; Word offers them first."""
    for kind in ("majorFont", "minorFont"):
        for fonts in theme.iter(f"{_DRAWING}{kind}"):
            for font in list(fonts):
                if font.tag == f"{_DRAWING}font":
                    fonts.remove(font)
                else:
                    font.attrib.clear()
                    font.set("typeface", FONT)


def _font_table(table: Any) -> None:
    for font in list(table):
        if font.get(qn("w:name")) != FONT:
            table.remove(font)
