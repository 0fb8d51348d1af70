"""docx through docxtpl: the office's Word file with Jinja tags in it.

The bytes depend on template and model alone: the dates of the file's properties are those of the data, and the
entries of the zip carry no clock.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError

from sheets_sync.documents import environment, gaps
from sheets_sync.errors import TemplateError
from sheets_sync.words.conventions import conventions
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import worded

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARK_UP = re.compile(r"<[^>]+>")
_NAME = re.compile(r"'([A-Za-z_]\w*)'(?! object)")
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")


def render(
    template: Path, context: Mapping[str, Any], *, title: str, author: str, moment: datetime, locale: str
) -> bytes:
    """The docx of the template with these fields; `title`, `author`, `moment` become the file's
    properties; it is written in the language of `locale`."""
    if not template.is_file():
        raise TemplateError(
            worded("rendering.no_template"), where=str(template), remedy=worded("rendering.template.remedy")
        )
    environment.check_inside(template, [template.parent])
    try:
        document = _opened(template)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise TemplateError(
            worded("rendering.no_word_file", error=error),
            where=str(template),
            remedy=worded("rendering.template.remedy"),
        ) from error
    with environment.errors_of(template), _tag_named(template):
        document.render(dict(context), environment.docx(), autoescape=True)
    _fit_columns(document.docx.element.body)
    gaps.of_docx(document.docx.element.body, locale)
    _set_properties(document.docx.core_properties, title, author, moment)
    _set_language(document.docx, locale)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _opened(template: Path) -> Any:
    """The template in docxtpl, told to refuse what it would mend by leaving text out."""
    from docx.oxml import parse_xml
    from docxtpl import DocxTemplate  # heavy, and only documents need it

    class Strict(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
        def fix_tables(self, xml: str) -> Any:
            try:
                parse_xml(xml.encode())
            except SyntaxError as error:  # as lxml calls malformed XML
                raise TemplateError(
                    worded("rendering.torn_tag"),
                    where=str(template),
                    remedy=worded("rendering.torn_tag.remedy"),
                ) from error
            return super().fix_tables(xml)

    document = Strict(template)
    document.init_docx()
    return document


@contextmanager
def _tag_named(template: Path) -> Iterator[None]:
    """Adds to an error of a Word template the tag that it comes from, since Word shows no line numbers."""
    try:
        yield
    except (UndefinedError, TemplateSyntaxError) as error:
        tag = _tag_of(template, error)
        if not tag:
            raise
        where = worded("rendering.at_tag", template=template, tag=tag)
        raise TemplateError(
            worded("rendering.template", error=error.message), where=where, remedy=worded("rendering.template.remedy")
        ) from error


def _tag_of(template: Path, error: UndefinedError | TemplateSyntaxError) -> str:
    """The first tag of the template that has the name which the error names."""
    nearby = "\n".join(getattr(error, "docx_context", ()))
    places = [nearby, *_texts(template)] if nearby else _texts(template)
    for name in reversed(_NAME.findall(error.message or "")):
        for text in places:
            for tag in _TAG.findall(text):
                if re.search(rf"\b{name}\b", tag):
                    return str(tag)
    found = _TAG.findall(nearby)
    return str(found[0]) if found else ""


def _texts(template: Path) -> list[str]:
    """The text of the parts of a Word file, without mark-up: tags that Word has split are whole again."""
    with zipfile.ZipFile(template) as archive:
        parts = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
        return [_MARK_UP.sub("", archive.read(name).decode()) for name in sorted(parts)]


def _fit_columns(body: Any) -> None:
    """Gives each table the column widths of its first row: docxtpl scales all of them where a loop made columns."""
    from docx.oxml.ns import qn

    for table in body.iter(qn("w:tbl")):
        row, columns = table.find(qn("w:tr")), list(table.iter(qn("w:gridCol")))
        cells = [] if row is None else [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in row.iter(qn("w:tc"))]
        if len(cells) == len(columns) and all(cell is not None for cell in cells):
            for column, cell in zip(columns, cells, strict=True):
                column.set(qn("w:w"), cell.get(qn("w:w")))


def _set_properties(properties: Any, title: str, author: str, moment: datetime) -> None:
    stamp = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = stamp
    properties.revision = 1


def _set_language(document: Any, locale: str) -> None:
    """Tells Word in which language to check spelling, and which marks numbers and lists have there."""
    from docx.oxml.ns import qn

    name = conventions(locale).cldr.replace("_", "-")
    document.core_properties.language = name
    for language in document.styles.element.iter(qn("w:lang")):
        for slot in ("w:val", "w:eastAsia"):
            language.set(qn(slot), name)
    settings = document.settings.element
    decimal = formats(locale).number(0.5)[1]
    for tag, attributes in (
        ("w:themeFontLang", {"w:val": name, "w:eastAsia": name}),
        ("w:decimalSymbol", {"w:val": decimal}),
        ("w:listSeparator", {"w:val": ";" if decimal == "," else ","}),
    ):
        for element in settings.iter(qn(tag)):
            for slot, value in attributes.items():
                element.set(qn(slot), value)


def without_clock(docx: bytes) -> bytes:
    """The same zip with a fixed time on each entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, given.read(name))
    return buffer.getvalue()
