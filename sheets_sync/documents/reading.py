"""The text of a docx or html as a reader sees it: a string per paragraph and per row of a table.

A row is one string, so that a figure keeps the company of its unit: figures or names that changed places are another
row. What a program counts by itself (page numbers) is left out.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

BETWEEN_CELLS = " | "
LARGEST = 64 * 1024 * 1024
"""Bytes that a document may have, packed or unpacked; the largest papers have a hundredth of that."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPHS = (f"{_W}p", "{http://schemas.openxmlformats.org/drawingml/2006/main}p")
_TEXTS = (f"{_W}t", "{http://schemas.openxmlformats.org/drawingml/2006/main}t")
_BLANKS = (f"{_W}tab", f"{_W}br", f"{_W}cr")
_NOT_SHOWN = (f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_OTHER_PARTS = re.compile(r"word/(?:(?:header|footer|footnotes|endnotes)\d*|(?:charts|diagrams)/[^/]+)\.xml")
_COUNTED = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")

_BREAKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "br", "title", "table", "section", "nav"))
_CODE = frozenset(("style", "script"))
_PLAIN_ATTRIBUTES = frozenset(("class", "scope", "colspan", "href", "id"))


@dataclass(slots=True)
class Page:
    """What a document shows. `texts` are its paragraphs and rows, in order, with single spaces; `links` the figures of
    an html with their addresses; `code` whatever else of it could show something: styles, scripts, attributes."""

    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


def check_size(path: Path) -> None:
    """Raises ConfigError for a document that is larger than any that is written here."""
    try:
        size = path.stat().st_size
    except OSError:
        return  # reading it will tell
    if size > LARGEST:
        raise ConfigError(worded("rendering.too_large", size=size), where=str(path))


def read(document: bytes, form: str) -> Page:
    """The page of a document; `form` is "docx" or "html". Raises ConfigError for what is no Word file."""
    if form == "html":
        reader = _Reader()
        reader.feed(document.decode("utf-8", errors="replace"))
        reader.close()
        return Page(_tidy(reader.texts), _tidy(reader.links), _tidy(reader.code))
    return Page(_tidy(_of_docx(document)))


def _tidy(texts: Any) -> list[str]:
    lines = (" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts)
    return [line for line in lines if line.strip(" |")]


def _of_docx(document: bytes) -> Iterator[str]:
    """The body in order; then headers, footers, notes and charts, whose order in the file says nothing."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            names = ["word/document.xml", *sorted(n for n in archive.namelist() if _OTHER_PARTS.fullmatch(n))]
            if sum(archive.getinfo(name).file_size for name in names) > LARGEST:
                raise ConfigError(worded("rendering.bomb"), remedy=worded("rendering.bomb.remedy"))
            parser = etree.XMLParser(resolve_entities=False)
            body, *others = (etree.fromstring(archive.read(name), parser) for name in names)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise ConfigError(worded("rendering.not_word")) from error
    yield from _blocks(body)
    yield from sorted({text for part in others for text in _blocks(part)})


def _blocks(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}tr":
            yield BETWEEN_CELLS.join(_text(cell) for cell in child.iter(f"{_W}tc"))
        elif child.tag in _PARAGRAPHS:
            yield _text(child)
        elif child.tag not in _NOT_SHOWN:
            yield from _blocks(child)


def _text(element: Any) -> str:
    """The text of a paragraph or cell, put together from its runs."""
    parts: list[str] = []
    fields: list[str] = []  # instructions of the fields around, innermost last
    _gather(element, parts, fields)
    return "".join(parts)


def _gather(element: Any, parts: list[str], fields: list[str]) -> None:
    for child in element:
        if child.tag in _NOT_SHOWN or (child.tag == f"{_W}fldSimple" and _COUNTED.match(child.get(f"{_W}instr", ""))):
            continue
        if child.tag == f"{_W}fldChar":
            _field(child.get(f"{_W}fldCharType"), fields)
        elif child.tag == f"{_W}instrText" and fields:
            fields[-1] += child.text or ""
        elif child.tag in _TEXTS:
            if not any(_COUNTED.match(instruction) for instruction in fields):
                parts.append(child.text or "")
        elif child.tag in _BLANKS:
            parts.append(" ")
        elif child.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        else:
            _gather(child, parts, fields)
            if child.tag in _PARAGRAPHS:
                parts.append(" ")


def _field(kind: str | None, fields: list[str]) -> None:
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()


class _Reader(HTMLParser):
    """The text of an html page; cells of a row are parted by " | ", also where their end tags are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts, self.links, self.code = [""], [""], [""]
        self._in_row = self._in_code = self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, attrs)
        if tag in _CODE:
            self._in_code = True
            self.code.append(f"<{tag}>")
        elif tag == "tr":
            self._in_row = True
            self.texts.append("")
        elif tag in ("td", "th"):
            self.texts[-1] += BETWEEN_CELLS
        elif tag == "a":
            self._in_link = True
            self.links.append(f"{dict(attrs).get('href')} ")
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _CODE:
            self._in_code = False
        elif tag == "a":
            self._in_link = False
        elif tag in ("tr", "table"):
            self._in_row = False
            self.texts.append("")
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.code[-1] += data
            return
        self.texts[-1] += data
        if self._in_link:
            self.links[-1] += data

    def _break(self) -> None:
        if self._in_row:
            self.texts[-1] += " "
        else:
            self.texts.append("")

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = " ".join(f"{name}={value}" for name, value in attrs if name not in _PLAIN_ATTRIBUTES)
        if said:
            self.code.append(f"<{tag} {said}>")
