"""What people paste, as rows of texts: delimited text, or a simple HTML table."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import Any

from sheets_sync.local_sheets.wire.exceptions import NotModelled, invalid


def delimited(body: dict[str, Any]) -> list[list[str]]:
    """Delimited text; a piece in quotes may hold delimiters, line ends and doubled quotes."""
    mark = body.get("delimiter", "")
    if not mark:
        raise invalid("A delimiter must be set.")  # wording approximate
    text = body.get("data", "")
    if len(mark) == 1 and mark not in '"\r\n':
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    return [line.split(mark) for line in text.splitlines()]


class _Tables(HTMLParser):
    """The cells of the rows of an HTML text, as plain texts."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            if any(name in ("colspan", "rowspan") and value not in ("1", None) for name, value in attrs):
                raise NotModelled("pasteData of HTML with merged cells")
            self.rows[-1].append("")
            self.inside = True
        elif tag == "br" and self.inside:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def html_rows(text: str) -> list[list[str]]:
    """The rows of a simple HTML table; looks are not taken over."""
    tables = _Tables()
    tables.feed(text)
    if not tables.rows:
        raise NotModelled("pasteData of HTML without a table")
    return [[cell.strip(" \t\r\n") for cell in row] for row in tables.rows]
