"""A spreadsheet as a file: csv and tsv of its first tab."""

from __future__ import annotations

import csv
import io

from .calls import Answer
from .exceptions import NotModelled
from .locales import locale
from .models import Spreadsheet
from .values import shown

CSV, TSV = "text/csv", "text/tab-separated-values"


def export(book: Spreadsheet, mime_type: str) -> Answer:
    if mime_type in (CSV, TSV):
        return Answer(200, _separated(book, "," if mime_type == CSV else "\t"), mime_type)
    raise NotModelled(f"export as {mime_type}")


def shown_rows(book: Spreadsheet, index: int = 0) -> list[list[str]]:
    """What a tab shows, as a rectangle."""
    sheet = book.sheets[index]
    filled = sheet.filled()
    if filled is None:
        return []
    where = locale(book.locale)
    return [[shown(sheet.cell(r, c), where) for c in range(filled.right)] for r in range(filled.bottom)]


def _separated(book: Spreadsheet, mark: str) -> bytes:
    """Lines end in CR LF but for the last one, which has no end (C test_client_export_spreadsheet)."""
    out = io.StringIO()
    if mark == "\t":
        rows = [[text.replace("\t", " ").replace("\n", " ") for text in row] for row in shown_rows(book)]
        out.write("\r\n".join("\t".join(row) for row in rows))
    else:
        csv.writer(out, lineterminator="\r\n").writerows(shown_rows(book))
    return out.getvalue().removesuffix("\r\n").encode("utf-8")
