"""A spreadsheet as a file: csv and tsv of its first tab, xlsx of all; ods and pdf where LibreOffice is installed."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from sheets_sync.local_sheets.drive.xlsx import workbook
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.sheets.values import shown
from sheets_sync.local_sheets.typing.locales import locale
from sheets_sync.local_sheets.wire.calls import Answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

ZIP = "application/zip"  # a page of HTML for each tab
CSV, TSV = "text/csv", "text/tab-separated-values"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONVERTED = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "application/pdf": "pdf",
}
_CONVERT_SECONDS = 120


def export(book: Spreadsheet, mime_type: str) -> Answer:
    if mime_type in (CSV, TSV):
        return Answer(200, separated(book, ("," if mime_type == CSV else "\t")), mime_type)
    if mime_type == XLSX:
        return Answer(200, workbook(book), XLSX)
    if mime_type == ZIP:
        return Answer(200, _pages(book), ZIP)
    if mime_type in CONVERTED:
        return Answer(200, _converted(workbook(book), CONVERTED[mime_type]), mime_type)
    raise DriveError(400, "The requested conversion is not supported.", "badRequest")  # wording approximate


def shown_rows(book: Spreadsheet, sheet: Sheet) -> list[list[str]]:
    """What a tab shows, as a rectangle."""
    filled = sheet.filled()
    if filled is None:
        return []
    where = locale(book.locale)
    return [[shown(sheet.cell(r, c), where) for c in range(filled.right)] for r in range(filled.bottom)]


def separated(book: Spreadsheet, mark: str, sheet: Sheet | None = None) -> bytes:
    """Lines end in CR LF but for the last one, which has no end (C test_client_export_spreadsheet)."""
    rows = shown_rows(book, sheet or book.sheets[0])
    if mark == "\t":
        clean = [[text.replace("\t", " ").replace("\n", " ") for text in row] for row in rows]
        return "\r\n".join("\t".join(row) for row in clean).encode("utf-8")
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().removesuffix("\r\n").encode("utf-8")


def _pages(book: Spreadsheet) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in book.sheets:
            name = re.sub(r'[/\\\\:*?"<>|]', "_", sheet.title)
            archive.writestr(f"{name}.html", _page(sheet.title, shown_rows(book, sheet)))
    return out.getvalue()


def _page(title: str, rows: list[list[str]]) -> str:
    lines = ["".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<!DOCTYPE html><meta charset="utf-8"><title>{html.escape(title)}</title><table>{body}</table>'


def _converted(xlsx: bytes, extension: str) -> bytes:
    """Through LibreOffice, in a profile of its own; 501 where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise NotModelled(f"export as {extension} without LibreOffice")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "book.xlsx").write_bytes(xlsx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            extension,
            "--outdir",
            name,
            str(folder / "book.xlsx"),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_CONVERT_SECONDS)  # noqa: S603
        except (subprocess.SubprocessError, OSError) as error:
            raise NotModelled(f"export as {extension}: LibreOffice failed ({type(error).__name__})") from None
        made = folder / f"book.{extension}"
        if not made.is_file():  # LibreOffice without Calc ends well and makes nothing
            raise NotModelled(f"export as {extension}: LibreOffice made no file; is its Calc installed?")
        return made.read_bytes()
