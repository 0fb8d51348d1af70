"""pdf out of a docx, by LibreOffice where it is installed."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sheets_sync.errors import ConfigError

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 180  # a rollup of 200 units takes a good part of a minute on a small machine


def convert(docx: bytes, moment: datetime) -> bytes:
    """The pdf of a docx. `moment` becomes its date, in place of the machine's clock.

    Raises ConfigError where LibreOffice is missing, fails, or does not end within `SECONDS`.
    """
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise ConfigError(
            "a pdf needs LibreOffice, which was not found.",
            remedy="Install LibreOffice Writer, or leave pdf out of the formats; all other formats are written.",
        )
    with tempfile.TemporaryDirectory(prefix="sheets-sync-pdf-") as folder:
        source, made = Path(folder, "document.docx"), Path(folder, "document.pdf")
        source.write_bytes(docx)
        answer = _run(program, source, moment)
        if not made.is_file():
            raise ConfigError(
                f"LibreOffice made no pdf: {answer or 'it gave no reason'}.",
                where=program,
                remedy="Open the docx in LibreOffice to see whether it is sound, or leave pdf out of the formats.",
            )
        return without_clock(made.read_bytes(), moment, docx)


def without_clock(made: bytes, moment: datetime, docx: bytes) -> bytes:
    """The pdf with the moment of the data as its date and marks made of the docx as its ids.

    LibreOffice takes both from the machine's clock. The new marks are as long as the old: all places in the file stay.
    """
    stamp = moment.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
    mark = hashlib.sha256(docx).hexdigest()[:32].upper().encode()
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
