"""pdf out of a docx, by LibreOffice where it is installed; else out of the html, by WeasyPrint (an extra)."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from sheets_sync.errors import ConfigError
from sheets_sync.words.worded import worded

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 180  # a rollup of 200 units takes a good part of a minute on a small machine


def libreoffice() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def check_html() -> None:
    """Raises ConfigError where a pdf can be made neither from docx nor from html."""
    if find_spec("weasyprint") is None:
        raise ConfigError(
            worded("rendering.no_pdf_maker"),
            remedy=worded("rendering.no_pdf_maker.remedy"),
        )


def of_html(page: bytes) -> bytes:
    """The pdf of a page, by WeasyPrint. Raises ConfigError where that fails."""
    try:
        from weasyprint import HTML

        made: bytes = HTML(string=page.decode(), url_fetcher=_nothing_from_outside).write_pdf(
            pdf_identifier=_mark(page)
        )
    except Exception as error:  # a library of the system that is missing, or a fault of its own
        raise ConfigError(worded("rendering.no_pdf", error=error), remedy=worded("rendering.no_pdf.remedy")) from error
    return made


def _nothing_from_outside(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a document loads nothing from elsewhere: {url}")


def _mark(content: bytes) -> bytes:
    """An id made of the content, in place of one made of the clock."""
    return hashlib.sha256(content).hexdigest()[:32].upper().encode()


def of_docx(docx: bytes, moment: datetime) -> bytes:
    """The pdf of a docx, by LibreOffice. `moment` becomes its date, in place of the machine's clock.

    Raises ConfigError where LibreOffice is missing, fails, or does not end within `SECONDS`.
    """
    program = libreoffice()
    if program is None:
        raise ConfigError(worded("rendering.no_libreoffice"), remedy=worded("rendering.no_libreoffice.remedy"))
    with tempfile.TemporaryDirectory(prefix="sheets-sync-pdf-") as folder:
        source, made = Path(folder, "document.docx"), Path(folder, "document.pdf")
        source.write_bytes(docx)
        answer = _run(program, source, moment)
        if not made.is_file():
            raise ConfigError(
                worded("rendering.no_pdf_of_docx", answer=answer or worded("rendering.no_reason")),
                where=program,
                remedy=worded("rendering.no_pdf_of_docx.remedy"),
            )
        return without_clock(made.read_bytes(), moment, docx)


def without_clock(made: bytes, moment: datetime, docx: bytes) -> bytes:
    """The pdf with the moment of the data as its date and marks made of the docx as its ids.

    LibreOffice takes both from the machine's clock. The new marks are as long as the old: all places in the file stay.
    """
    stamp = moment.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    mark = _mark(docx)
    made = re.sub(rb"(/(?:Creation|Mod)Date\s*\(D:)\d{14}Z", rb"\g<1>" + stamp + b"Z", made)
    return re.sub(rb"(?<=[</])[0-9A-F]{32}(?=[>\s])", mark, made)


def _run(program: str, source: Path, moment: datetime) -> str:
    """Runs the conversion with a profile of its own, beside any open LibreOffice; gives its complaint."""
    folder = source.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    clock = {"SOURCE_DATE_EPOCH": str(int(moment.timestamp())), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            command, env={**os.environ, **clock}, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"it did not end within {SECONDS} seconds"
    except OSError as error:
        return str(error.strerror or error)
    return " ".join(done.stderr.decode(errors="replace").split())[:300]
