"""Reopens a docx or html and holds every number in it against the figures as they are recomputed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path

from sheets_sync.errors import ConfigError

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = frozenset(("p", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "br", "title"))
_SILENT = frozenset(("style", "script"))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place of the document with numbers that the recomputed document does not have there, in that order.

    `found` is the text in the document, `expected` what stands there when it is made anew ("" for nothing).
    """

    numbers: tuple[str, ...]
    found: str
    expected: str


def mismatches(document: bytes, fresh: bytes, form: str) -> tuple[Mismatch, ...]:
    """Numbers of `document` that `fresh`, the same document rendered anew, does not account for.

    People may reword and take out; a number that is changed, added, or moved to another place is found.
    """
    found, expected = blocks(document, form), blocks(fresh, form)
    start = next((n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), None)
    if start is None:
        start = min(len(found), len(expected))
    matcher = SequenceMatcher(None, found[start:], expected[start:], autojunk=False)
    return tuple(
        mismatch
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind in ("replace", "insert", "delete")
        for mismatch in _compared(found[start + i : start + j], expected[start + k : start + m])
    )


def _compared(found: Sequence[str], expected: Sequence[str]) -> Iterator[Mismatch]:
    """Walks through the numbers of both in order: those of the document must come in the order of the fresh one."""
    known = iter([number for text in expected for number in _NUMBER.findall(text)])
    for text in found:
        strange = tuple(number for number in _NUMBER.findall(text) if number not in known)
        if strange:
            yield Mismatch(strange, text, " | ".join(expected)[:300])
            return


def blocks(document: bytes, form: str) -> list[str]:
    """Paragraphs and cells that hold text, in order, with single spaces. `form` is "docx" or "html"."""
    texts = _of_docx(document) if form == "docx" else _of_html(document)
    return [line for text in texts if (line := " ".join(text.split()))]


def check_form(path: Path) -> str:
    """The form of a document that can be verified. Raises ConfigError for any other."""
    form = path.suffix.lstrip(".").lower()
    if form not in ("docx", "html"):
        raise ConfigError(f"only docx and html can be verified, not {form or 'this'}.", where=str(path))
    return form


def _of_docx(document: bytes) -> Iterator[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        body = Document(io.BytesIO(document)).element.body
    except (zipfile.BadZipFile, KeyError, ValueError, PackageNotFoundError) as error:
        raise ConfigError("this is not a Word file.") from error
    for paragraph in body.iter(f"{_WORD}p"):
        yield "".join(node.text or " " for node in paragraph.iter(f"{_WORD}t", f"{_WORD}br"))


def _of_html(document: bytes) -> list[str]:
    reader = _Reader()
    reader.feed(document.decode("utf-8", errors="replace"))
    reader.close()
    return reader.texts


class _Reader(HTMLParser):
    """Text of an html page, a string per block; style sheets and scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag in _BLOCKS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts[-1] += data
